"""Wiring: what a web process and a worker process are made of, and how ``serve`` keeps the two together."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from flask import Flask
from sqlalchemy import Engine

from bot.jobs import Jobs, make_engine_tables, start_worker, stop_worker
from bot.settings import Settings, WrongSettings
from bot.store.database import open_database, upgrade_database
from bot.store.secrets import Secret
from bot.store.setup import load_field_ids, load_sealed

WEB_THREADS = 8
WEB_BUSY_SECONDS = 4.0  # on SQLite; Zendesk waits ten for its answer
WEB_MAX_BODY = 1024 * 1024  # bytes that the server reads at all; the application refuses and counts far less
RESTART_SECONDS = 1.0  # before a dead worker is started again, doubled while it dies young
MOST_RESTART_SECONDS = 30.0
YOUNG_SECONDS = 20.0
LOOK_SECONDS = 0.2  # between two looks at the worker
OWN_ERROR_SECONDS = 60.0  # after a digest or an erasing that failed
END_SECONDS = 15.0  # for a worker to finish what it has in hand

log = structlog.get_logger()


def prepare_database(settings: Settings) -> None:
    """Bring our tables and the job engine's up to date; every start does this before the first delivery."""
    upgrade_database(settings.database_url)
    make_engine_tables(settings.database_url)


def make_web_app(settings: Settings) -> Flask:
    """The web application on its own engine; after a fork, never before."""
    from webhooks import create_app  # a worker needs no Flask
    from webhooks.pages.access import Access

    engine = open_database(settings.database_url, busy_seconds=WEB_BUSY_SECONDS)
    return create_app(
        engine,
        Jobs(engine),
        settings.secrets,
        metrics_token=settings.metrics_token.get_secret_value(),
        load_stored=make_stored_secrets(settings, engine),
        access=Access(settings.public_url, settings.trusted_proxy, settings.user_header),
        counting=settings.counting,
    )


def make_stored_secrets(settings: Settings, engine: Engine) -> Callable[[], tuple[Secret, ...]]:
    """How to load the signing secrets that the set-up has stored; none without a key that opens them."""
    if not settings.keys:
        return tuple
    from bot.zendesk.oauth import Seal

    seal = Seal(settings.keys)

    def load() -> tuple[Secret, ...]:
        opened = ((seal.open_text(stored.sealed), stored.until) for stored in load_sealed(engine))
        return tuple(Secret(value, until) for value, until in opened if value)

    return load


def require_secret(settings: Settings) -> None:
    """WrongSettings where no signing secret is known: neither set nor stored."""
    if settings.secrets:
        return
    engine = open_database(settings.database_url)
    try:
        stored = make_stored_secrets(settings, engine)()
    finally:
        engine.dispose()  # before any fork
    if not stored:
        told = "REINSTATE_WEBHOOK_SECRETS is not set, and no secret of a webhook is stored"
        raise WrongSettings(f"{told}: run `reinstate zendesk apply` first")


def run_web(settings: Settings, processes: int) -> None:
    """Serve the web application with gunicorn until a signal ends it."""
    from bot.gunicorn_app import WebApplication  # not needed by any other command

    WebApplication(settings, processes).run()


def run_worker(settings: Settings, stop: threading.Event) -> None:
    """Run jobs until ``stop`` is set."""
    from bot.accounts.connect import connect_accounts
    from bot.accounts.tickets import make_account_check
    from bot.digest import make_digest
    from bot.retention import make_retention
    from bot.sweep import Sweep
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
    from bot.worker import Retrying, Worker  # a web process never loads what a worker needs
    from bot.zendesk.connect import ThreadTickets, find_zendesk_state, make_admin_session
    from bot.zendesk.incremental import ZendeskExport
    from bot.zendesk.seen import SeenTickets

    settings.require("zendesk_url", "zendesk_token")
    worker_id = settings.worker_id or f"{socket.gethostname()}-{os.getpid()}"
    engine = open_database(settings.database_url)
    jobs = Jobs(engine)
    tickets = ThreadTickets(settings, engine)
    heart = Heart(engine, worker_id, settings.dead_seconds)
    checks = connect_accounts(settings, engine)
    check_account = make_account_check(settings, checks, tickets.fetch_organization_field)
    triage = make_triage(settings, engine, SeenTickets(tickets, engine), heart.beat, check_account)
    worker = Worker(engine, jobs, triage, Retrying(settings.retry_seconds, settings.give_up_seconds))
    export = ZendeskExport(make_admin_session(settings, engine), settings.zendesk_url)
    sweep = Sweep(engine, jobs, export, settings.zendesk_url, settings.sweep_seconds)
    heart.begin()
    start_worker(
        engine,
        worker.handle_delivery,
        life=heart.life,
        concurrency=settings.concurrency,
        poll_seconds=settings.poll_seconds,
    )
    beside = [
        Repeating("heart", make_beating(heart)),
        Repeating("watch", make_watch(worker.find_longest_run)),
        Repeating("zendesk", make_zendesk_look(heart, lambda: find_zendesk_state(tickets))),
        Repeating("upkeep", make_upkeep(engine, jobs, worker_id, worker, heart)),
        Repeating("sweep", make_sweeping(sweep)),
        Repeating("status", checks.look_at_status),
        Repeating("cleaning", make_cleaning(jobs)),
        Repeating("digest", make_digest(settings, engine), error_seconds=OWN_ERROR_SECONDS),
        Repeating("retention", make_retention(engine, settings.keep_days), error_seconds=OWN_ERROR_SECONDS),
    ]
    for task in beside:
        task.start()
    log.info("worker_started", worker=worker_id)
    stop.wait()
    stop_worker()
    for task in beside:
        task.stop()


def load_brand_folder(settings: Settings) -> Any:
    """The brands that are handled in another way; WrongSettings names the file of one that is wrong."""
    from bot.brands import WrongBrand, load_brands
    from bot.procedures import load_procedures

    folder = Path(settings.brands or "brands")
    if not folder.is_dir() and not settings.brands:
        return ()
    try:
        return load_brands(folder, load_procedures())
    except (WrongBrand, OSError) as error:
        raise WrongSettings(f"REINSTATE_BRANDS: {error}") from None


def load_answered_procedures() -> Any:
    """The shipped procedures, for which replies are whole in every language; WrongSettings names what one lacks."""
    from bot.procedures import load_procedures
    from bot.reply_languages import IncompleteLanguage, check_languages

    procedures = load_procedures()
    try:
        check_languages(procedures)
    except IncompleteLanguage as error:
        raise WrongSettings(str(error)) from None
    return procedures


def make_triage(
    settings: Settings,
    engine: Engine,
    tickets: Any,
    check_alive: Callable[[], object],
    check_account: Any,
    counts: bool = True,
) -> Callable[[int], Any]:
    """The handling of a ticket with the real understanding loaded. ``counts``: whether reports count it."""
    from bot.asked import make_handling
    from bot.core.decision import Policy
    from bot.nlp.pipeline import load_pipeline
    from bot.triage import Fields, Triage

    procedures = load_answered_procedures()
    made = load_field_ids(engine, settings.zendesk_url)
    triage = Triage(
        tickets=tickets,
        understand=load_pipeline().understand,
        engine=engine,
        procedures=procedures,
        modes={"appeal": settings.mode_appeal, "compromise": settings.mode_compromise},
        policy=Policy(
            intent_threshold=settings.intent_threshold,
            likely=settings.intent_likely,
            marks_secrets=settings.redaction == "mark",
        ),
        fields=Fields(
            settings.field_intent or made.get("field_intent"), settings.field_state or made.get("field_state")
        ),
        check_alive=check_alive,
        check_account=check_account,
        counts=counts,
        brands=load_brand_folder(settings),
        office_hours=settings.counting.hours,
    )
    return make_handling(triage)


def make_threaded_server(settings: Settings) -> Any:
    """The web application in one threaded process, listening from now on: call its ``run``."""
    from waitress import create_server

    return create_server(
        make_web_app(settings),
        host=settings.host,
        port=settings.port,
        threads=WEB_THREADS,
        max_request_body_size=WEB_MAX_BODY,
        clear_untrusted_proxy_headers=False,  # the application looks at them, and knows whom to believe
        ident=None,
    )


def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """One threaded web process and one worker child on one database; a dead child is started again."""
    settings.require("zendesk_url", "zendesk_token")
    load_brand_folder(settings)  # what is wrong is told now, not by a worker that dies
    server = make_threaded_server(settings)
    stopping = threading.Event()
    worker_id = settings.worker_id or f"serve-{socket.gethostname()}-{server.effective_port}"
    keeper = threading.Thread(target=keep_worker, args=(make_worker_start(worker_id), stopping), name="keeper")
    keeper.start()
    announce(f"http://{settings.host}:{server.effective_port}")
    previous = signal.signal(signal.SIGTERM, lambda *_: _interrupt())
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, previous)
        stopping.set()
        server.close()
        keeper.join()


def _interrupt() -> None:
    raise KeyboardInterrupt


def make_worker_start(worker_id: str) -> Callable[[], "subprocess.Popen[bytes]"]:
    """The start of a worker child, always under the same name: it takes up at once what its forerunner left. It ends by
    itself when its standard input closes, so none outlives us."""
    command = [sys.executable, "-m", "bot.cli", "worker", "--attached"]
    environment = os.environ | {"REINSTATE_WORKER_ID": worker_id}
    return lambda: subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603


def keep_worker(start: Callable[[], "subprocess.Popen[bytes]"], stopping: threading.Event) -> None:
    """Keep one worker child alive until ``stopping`` is set, then end it."""
    wait = RESTART_SECONDS / 2
    while not stopping.is_set():
        started = time.monotonic()
        with start() as child:
            while child.poll() is None and not stopping.wait(LOOK_SECONDS):
                pass
            if stopping.is_set():
                _end_child(child)
                return
        wait = decide_restart_wait(wait, time.monotonic() - started)
        log.error("worker_died", exit_code=child.returncode, restart_seconds=wait)
        stopping.wait(wait)


def decide_restart_wait(previous_seconds: float, lived_seconds: float) -> float:
    """Seconds until a worker that died is started again: longer each time that one dies young."""
    return min(previous_seconds * 2, MOST_RESTART_SECONDS) if lived_seconds < YOUNG_SECONDS else RESTART_SECONDS


def _end_child(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
