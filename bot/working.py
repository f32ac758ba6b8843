"""What a worker process is made of. A web process never loads this: understanding comes with it."""

import os
import socket
import threading
from collections.abc import Callable
from typing import Any

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.accounts.checks import AccountChecks
from bot.accounts.connect import connect_accounts
from bot.accounts.tickets import CheckAccount, make_account_check
from bot.asked import make_handling
from bot.core.checklist import Procedure
from bot.core.decision import Policy
from bot.digest import make_digest
from bot.jobs import Jobs, start_worker, stop_worker
from bot.nlp.pipeline import load_pipeline
from bot.procedures import load_procedures
from bot.processes import load_brand_folder
from bot.reply_languages import IncompleteLanguage, check_languages
from bot.retention import make_retention
from bot.settings import Settings, WrongSettings
from bot.store.database import open_database
from bot.store.deliveries import count_waiting
from bot.store.setup import load_field_ids
from bot.sweep import Sweep
from bot.triage import Fields, Triage
from bot.upkeep import (
    Heart,
    Repeating,
    make_beating,
    make_cleaning,
    make_sweeping,
    make_upkeep,
    make_watch,
    make_zendesk_look,
)
from bot.worker import Retrying, Worker
from bot.zendesk.connect import ThreadTickets, find_zendesk_state, make_admin_session
from bot.zendesk.incremental import ZendeskExport
from bot.zendesk.seen import SeenTickets
from bot.zendesk.tickets import Tickets

THREADS_BESIDE = 16  # of ours and of the job engine
STATEMENT_SECONDS = 60.0
SWEEP_SHARE = 0.5  # of the deliveries that may wait: beyond it the sweep adds none
OWN_ERROR_SECONDS = 60.0  # after a digest or an erasing that failed

log = structlog.get_logger()


def run_worker(settings: Settings, stop: threading.Event) -> None:
    """Run jobs until ``stop`` is set."""
    settings.require("zendesk_url", "zendesk_token")
    worker_id = settings.worker_id or f"{socket.gethostname()}-{os.getpid()}"
    engine = open_database(
        settings.database_url, threads=settings.concurrency + THREADS_BESIDE, statement_seconds=STATEMENT_SECONDS
    )
    jobs = Jobs(engine)
    tickets = ThreadTickets(settings, engine)
    heart = Heart(engine, worker_id, settings.dead_seconds)
    checks = connect_accounts(settings, engine)
    check_account = make_account_check(settings, checks, tickets.fetch_organization_field)
    handle = make_triage(settings, engine, SeenTickets(tickets, engine), heart.beat, check_account)
    worker = Worker(engine, jobs, handle, Retrying(settings.retry_seconds, settings.give_up_seconds))
    heart.begin()
    start_worker(
        engine,
        worker.handle_delivery,
        life=heart.life,
        concurrency=settings.concurrency,
        poll_seconds=settings.poll_seconds,
    )
    beside = [
        Repeating("upkeep", make_upkeep(engine, jobs, worker_id, worker, heart)),
        *make_tasks(settings, engine, jobs, worker, heart, tickets, checks),
    ]
    beating = Repeating("heart", make_beating(heart))
    for task in (beating, *beside):
        task.start()
    log.info("worker_started", worker=worker_id)
    stop.wait()
    log.info("stopping", seconds=settings.stop_seconds)
    for task in beside:
        task.stop(wait_seconds=0)  # what it does ends with the process
    stop_worker(settings.stop_seconds)
    beating.stop()
    if give_back_jobs(worker, heart):
        os._exit(0)  # a thread that still runs a job would hold up an orderly end


def give_back_jobs(worker: Worker, heart: Heart) -> bool:
    """End this worker's life: what it still has in hand is the others' at once. Whether there is anything."""
    try:
        heart.stop()
        left = worker.give_back()
    except SQLAlchemyError as error:  # others hold us for dead in a while
        log.warning("not_given_back", error=type(error).__name__)
        return True
    log.info("stopped", jobs=left)
    return left > 0


def make_tasks(
    settings: Settings,
    engine: Engine,
    jobs: Jobs,
    worker: Worker,
    heart: Heart,
    tickets: ThreadTickets,
    checks: AccountChecks,
) -> list[Repeating]:
    """What a worker does beside its jobs, each in a thread of its own."""
    export = ZendeskExport(make_admin_session(settings, engine), settings.zendesk_url)
    sweep = Sweep(engine, jobs, export, settings.zendesk_url, settings.sweep_seconds)
    return [
        Repeating("watch", make_watch(worker.find_longest_run)),
        Repeating("zendesk", make_zendesk_look(heart, lambda: find_zendesk_state(tickets))),
        Repeating("sweep", make_sweeping(sweep, lambda: count_waiting(engine) >= settings.most_open * SWEEP_SHARE)),
        Repeating("status", checks.look_at_status),
        Repeating("cleaning", make_cleaning(jobs)),
        Repeating("digest", make_digest(settings, engine), error_seconds=OWN_ERROR_SECONDS),
        Repeating("retention", make_retention(engine, settings.keep_days), error_seconds=OWN_ERROR_SECONDS),
    ]


def make_triage(
    settings: Settings,
    engine: Engine,
    tickets: Tickets,
    check_alive: Callable[[], object],
    check_account: CheckAccount,
    counts: bool = True,
) -> Callable[[int], Any]:
    """The handling of a ticket with the real understanding loaded. ``counts``: whether reports count it."""
    made = load_field_ids(engine, settings.zendesk_url)
    triage = Triage(
        tickets=tickets,
        understand=load_pipeline().understand,
        engine=engine,
        procedures=load_answered_procedures(),
        modes={"appeal": settings.mode_appeal, "compromise": settings.mode_compromise},
        policy=Policy(
            intent_threshold=settings.intent_threshold,
            likely=settings.intent_likely,
            marks_secrets=settings.redaction == "mark",
        ),
        fields=Fields(
            settings.field_intent or made.get("field_intent"),
            settings.field_state or made.get("field_state"),
            made.get("field_confidence"),
        ),
        check_alive=check_alive,
        check_account=check_account,
        counts=counts,
        brands=load_brand_folder(settings),
        office_hours=settings.counting.hours,
    )
    return make_handling(triage)


def load_answered_procedures() -> tuple[Procedure, ...]:
    """The shipped procedures, for which replies are whole in every language; WrongSettings names what one lacks."""
    procedures = load_procedures()
    try:
        check_languages(procedures)
    except IncompleteLanguage as error:
        raise WrongSettings(str(error)) from None
    return procedures
