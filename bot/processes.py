"""What a web process is made of, and how ``serve`` keeps one and a worker child together."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import Engine

from bot.jobs import Jobs, make_engine_tables
from bot.settings import Settings, WrongSettings
from bot.store.database import open_database, upgrade_database
from bot.store.secrets import Secret
from bot.store.setup import load_sealed

if TYPE_CHECKING:
    from flask import Flask

    from bot.brands import Brand
    from bot.serving import Channels

ENDING = (signal.SIGTERM, signal.SIGINT)
WEB_STATEMENT_SECONDS = 10.0  # of a page: who asked for it waits no longer
WEB_BUSY_SECONDS = 1.8  # for a lock of the database's: a webhook's caller has its 503 within two
RESTART_SECONDS = 1.0  # before a dead worker is started again, doubled while it dies young
MOST_RESTART_SECONDS = 30.0
YOUNG_SECONDS = 20.0
LOOK_SECONDS = 0.2  # between two looks at the worker
KILL_SECONDS = 5.0  # beyond the time to finish what it has in hand, then a worker is killed

log = structlog.get_logger()


def prepare_database(settings: Settings) -> None:
    """Bring our tables and the job engine's up to date; every start does this before the first delivery."""
    upgrade_database(settings.database_url)
    make_engine_tables(settings.database_url)


def make_web_app(settings: Settings) -> "Flask":
    """The web application on its own engine; after a fork, never before."""
    from bot.serving import WEB_THREADS  # a worker needs neither server nor Flask
    from webhooks import create_app
    from webhooks.pages.access import Access

    engine = open_database(
        settings.database_url, WEB_BUSY_SECONDS, threads=WEB_THREADS, statement_seconds=WEB_STATEMENT_SECONDS
    )
    return create_app(
        engine,
        Jobs(engine),
        settings.secrets,
        metrics_token=settings.metrics_token.get_secret_value(),
        load_stored=make_stored_secrets(settings, engine),
        access=Access(settings.public_url, settings.trusted_proxy, settings.user_header),
        counting=settings.counting,
        most_open=settings.most_open,
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


def load_brand_folder(settings: Settings) -> "tuple[Brand, ...]":
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


def make_threaded_server(settings: Settings, channels: "Channels | None" = None) -> Any:
    """The web application in one threaded process, listening from now on: call its ``run``, or ``run_server`` with the
    same ``channels``."""
    from bot.serving import make_server

    app = make_web_app(settings)
    return make_server(app, {} if channels is None else channels, host=settings.host, port=settings.port)


def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """One threaded web process and one worker child on one database; a dead child is started again."""
    from bot.serving import Channels, find_port, run_server

    settings.require("zendesk_url", "zendesk_token")
    load_brand_folder(settings)  # what is wrong is told now, not by a worker that dies
    channels: Channels = {}
    server = make_threaded_server(settings, channels)
    stopping, port = threading.Event(), find_port(server)
    start = make_worker_start(settings.worker_id or f"serve-{socket.gethostname()}-{port}")
    keeper = threading.Thread(target=keep_worker, args=(start, stopping, settings.stop_seconds), name="keeper")
    previous = {number: signal.signal(number, lambda *_: stopping.set()) for number in ENDING}
    keeper.start()
    announce(f"http://{settings.host}:{port}")
    try:
        run_server(server, channels, stopping.is_set, settings.stop_seconds)
    finally:
        stopping.set()
        keeper.join()
        for number, handler in previous.items():
            signal.signal(number, handler)


def make_worker_start(worker_id: str) -> Callable[[], "subprocess.Popen[bytes]"]:
    """The start of a worker child, always under the same name: it takes up at once what its forerunner left. It ends by
    itself when its standard input closes, so none outlives us."""
    command = [sys.executable, "-P", "-m", "bot.cli", "worker", "--attached"]
    environment = os.environ | {"REINSTATE_WORKER_ID": worker_id}
    return lambda: subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603


def keep_worker(start: Callable[[], "subprocess.Popen[bytes]"], stopping: threading.Event, stop_seconds: float) -> None:
    """Keep one worker child alive until ``stopping`` is set, then end it: it has so long to finish its jobs."""
    wait = RESTART_SECONDS / 2
    while not stopping.is_set():
        started = time.monotonic()
        with start() as child:
            while child.poll() is None and not stopping.wait(LOOK_SECONDS):
                pass
            if stopping.is_set():
                _end_child(child, stop_seconds + KILL_SECONDS)
                return
        wait = decide_restart_wait(wait, time.monotonic() - started)
        log.error("worker_died", exit_code=child.returncode, restart_seconds=wait)
        stopping.wait(wait)


def decide_restart_wait(previous_seconds: float, lived_seconds: float) -> float:
    """Seconds until a worker that died is started again: longer each time that one dies young."""
    return min(previous_seconds * 2, MOST_RESTART_SECONDS) if lived_seconds < YOUNG_SECONDS else RESTART_SECONDS


def _end_child(child: "subprocess.Popen[bytes]", wait_seconds: float) -> None:
    child.terminate()
    try:
        child.wait(timeout=wait_seconds)
    except subprocess.TimeoutExpired:
        child.kill()
