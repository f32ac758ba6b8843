"""Wiring: what a web process and a worker process are made of, and how ``serve`` keeps the two together."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask
from sqlalchemy import Engine

from bot.jobs import Jobs, make_engine_tables, start_worker, stop_worker
from bot.settings import Settings
from bot.store.database import open_database, upgrade_database

RESTART_SECONDS = 1.0
WEB_THREADS = 8

log = structlog.get_logger()


def prepare_database(settings: Settings) -> None:
    """Bring our tables and the job engine's up to date; every start does this before the first delivery."""
    upgrade_database(settings.database_url)
    make_engine_tables(settings.database_url)


def make_web_app(settings: Settings) -> Flask:
    """The web application on its own engine; after a fork, never before."""
    from webhooks import create_app  # a worker needs no Flask

    settings.require("webhook_secrets")
    engine = open_database(settings.database_url)
    return create_app(engine, Jobs(engine), settings.secrets)


def run_web(settings: Settings, processes: int) -> None:
    """Serve the web application with gunicorn until a signal ends it."""
    from bot.gunicorn_app import WebApplication  # not needed by any other command

    WebApplication(settings, processes).run()


def run_worker(settings: Settings, stop: threading.Event) -> None:
    """Run jobs until ``stop`` is set."""
    from bot.worker import Heart, Retrying, Worker  # a web process never loads what a worker needs
    from bot.zendesk.connect import ThreadTickets, find_zendesk_state

    settings.require("zendesk_url", "zendesk_token")
    worker_id = settings.worker_id or f"{socket.gethostname()}-{os.getpid()}"
    engine = open_database(settings.database_url)
    tickets = ThreadTickets(settings)
    triage = make_triage(settings, engine, tickets)
    heart = Heart(engine, worker_id, lambda: find_zendesk_state(tickets))
    worker = Worker(engine, Jobs(engine), triage, Retrying(settings.retry_seconds, settings.give_up_seconds))
    start_worker(
        engine,
        worker.handle_delivery,
        worker_id=worker_id,
        concurrency=settings.concurrency,
        poll_seconds=settings.poll_seconds,
    )
    heart.start()
    log.info("worker_started", worker=worker_id)
    stop.wait()
    stop_worker()
    heart.stop()


def make_triage(settings: Settings, engine: Engine, tickets: Any) -> Callable[[int], Any]:
    """The handling of a ticket with the real understanding loaded."""
    from bot.core.decision import Policy
    from bot.nlp.keywords import load_pipeline
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
    )
    return triage.handle_ticket


def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """One threaded web process and one worker child on one database; a dead child is started again."""
    from waitress import create_server

    settings.require("zendesk_url", "zendesk_token", "webhook_secrets")
    server = create_server(make_web_app(settings), host=settings.host, port=settings.port, threads=WEB_THREADS)
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(stopping,), name="keeper")
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


def _keep_worker(stopping: threading.Event) -> None:
    """Keep one worker child alive. It ends by itself when its standard input closes, so none outlives us."""
    environment = os.environ | {"REINSTATE_WORKER_ID": "serve"}
    while not stopping.is_set():
        child = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "worker", "--attached"], stdin=subprocess.PIPE, env=environment
        )
        while child.poll() is None and not stopping.wait(0.2):
            pass
        if stopping.is_set():
            _end_child(child)
        else:
            log.error("worker_died", exit_code=child.returncode)
            stopping.wait(RESTART_SECONDS)


def _end_child(child: "subprocess.Popen[bytes]") -> None:
    if child.stdin:
        child.stdin.close()
    try:
        child.wait(timeout=15)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
