"""Wiring: what a web process and a worker process are made of, and how ``serve`` keeps the two together."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask
from sqlalchemy import Engine

from bot.jobs import Jobs, make_engine_tables, start_worker, stop_worker
from bot.settings import Settings
from bot.store.database import open_database, upgrade_database

WEB_THREADS = 8
WEB_BUSY_SECONDS = 4.0  # on SQLite; Zendesk waits ten for its answer
WEB_MAX_BODY = 1024 * 1024  # bytes that the server reads at all; the application refuses and counts far less
RESTART_SECONDS = 1.0  # before a dead worker is started again, doubled while it dies young
MOST_RESTART_SECONDS = 30.0
YOUNG_SECONDS = 20.0
LOOK_SECONDS = 0.2  # between two looks at the worker
END_SECONDS = 15.0  # for a worker to finish what it has in hand

log = structlog.get_logger()


def prepare_database(settings: Settings) -> None:
    """Bring our tables and the job engine's up to date; every start does this before the first delivery."""
    upgrade_database(settings.database_url)
    make_engine_tables(settings.database_url)


def make_web_app(settings: Settings) -> Flask:
    """The web application on its own engine; after a fork, never before."""
    from webhooks import create_app  # a worker needs no Flask

    settings.require("webhook_secrets")
    engine = open_database(settings.database_url, busy_seconds=WEB_BUSY_SECONDS)
    token = settings.metrics_token.get_secret_value()
    return create_app(engine, Jobs(engine), settings.secrets, metrics_token=token)


def run_web(settings: Settings, processes: int) -> None:
    """Serve the web application with gunicorn until a signal ends it."""
    from bot.gunicorn_app import WebApplication  # not needed by any other command

    WebApplication(settings, processes).run()


def run_worker(settings: Settings, stop: threading.Event) -> None:
    """Run jobs until ``stop`` is set."""
    from bot.upkeep import Heart, Repeating, make_beating, make_cleaning, make_upkeep, make_watch, make_zendesk_look
    from bot.worker import Retrying, Worker  # a web process never loads what a worker needs
    from bot.zendesk.connect import ThreadTickets, find_zendesk_state

    settings.require("zendesk_url", "zendesk_token")
    worker_id = settings.worker_id or f"{socket.gethostname()}-{os.getpid()}"
    engine = open_database(settings.database_url)
    jobs = Jobs(engine)
    tickets = ThreadTickets(settings, engine)
    heart = Heart(engine, worker_id, settings.dead_seconds)
    triage = make_triage(settings, engine, tickets, heart.beat)
    worker = Worker(engine, jobs, triage, Retrying(settings.retry_seconds, settings.give_up_seconds))
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
        Repeating("cleaning", make_cleaning(jobs)),
    ]
    for task in beside:
        task.start()
    log.info("worker_started", worker=worker_id)
    stop.wait()
    stop_worker()
    for task in beside:
        task.stop()


def make_triage(
    settings: Settings, engine: Engine, tickets: Any, check_alive: Callable[[], object]
) -> Callable[[int], Any]:
    """The handling of a ticket with the real understanding loaded."""
    from bot.core.decision import Policy
    from bot.nlp.pipeline import load_pipeline
    from bot.procedures import load_procedures
    from bot.triage import Fields, Triage

    triage = Triage(
        tickets=tickets,
        understand=load_pipeline().understand,
        engine=engine,
        procedures=load_procedures(),
        modes={"appeal": settings.mode_appeal, "compromise": settings.mode_compromise},
        policy=Policy(intent_threshold=settings.intent_threshold, likely=settings.intent_likely),
        fields=Fields(settings.field_intent, settings.field_state),
        check_alive=check_alive,
    )
    return triage.handle_ticket


def make_threaded_server(settings: Settings) -> Any:
    """The web application in one threaded process, listening from now on: call its ``run``."""
    from waitress import create_server

    return create_server(
        make_web_app(settings),
        host=settings.host,
        port=settings.port,
        threads=WEB_THREADS,
        max_request_body_size=WEB_MAX_BODY,
        ident=None,
    )


def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """One threaded web process and one worker child on one database; a dead child is started again."""
    settings.require("zendesk_url", "zendesk_token", "webhook_secrets")
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
