"""``serve``, ``web`` and ``worker``: the processes."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from bot.commands.start import start
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.store.secrets import Secret


@click.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on; 0 takes a free one.")
def serve(host: str | None, port: int | None) -> None:
    """Run web and worker together on one database (the default).

    Example: REINSTATE_ZENDESK_URL=https://acme.zendesk.com reinstate serve --port 8080
    """
    from bot.processes import prepare_database, require_secret, serve

    end_when_told()
    settings = start(host=host, port=port)
    settings.require("zendesk_url", "zendesk_token", *needed_secret(settings))
    prepare_database(settings)
    require_secret(settings)
    announce_older_secrets(settings)
    serve(settings, lambda url: click.echo(f"bot: {url}"))


@click.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on.")
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="Web processes.")
def web(host: str | None, port: int | None, processes: int) -> None:
    """Run the web process alone; loads no language processing.

    Example: reinstate web --port 8080 --processes 2
    """
    from bot.processes import prepare_database, require_secret, run_web

    end_when_told()
    settings = start(host=host, port=port)
    settings.require(*needed_secret(settings))
    prepare_database(settings)
    require_secret(settings)
    announce_older_secrets(settings)
    run_web(settings, processes)


@click.command()
@click.option("--attached", is_flag=True, help="End when standard input closes; for a parent process.")
def worker(attached: bool) -> None:
    """Run a worker alone.

    Example: REINSTATE_WORKER_ID=w2 reinstate worker
    """
    gc.set_threshold(50_000)  # as for ``assess``
    from bot.processes import prepare_database
    from bot.working import run_worker

    end_when_told()
    settings = start().require("zendesk_url", "zendesk_token")
    if not attached:
        prepare_database(settings)
    run_worker(settings, _stop_on_signal(attached))


def end_when_told() -> None:
    """End at once at a SIGTERM while starting. Without a handler the first process of a container would not hear it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def needed_secret(settings: Settings) -> tuple[str, ...]:
    """The setting of the signing secret, unless the set-up may have stored one that we can open."""
    return () if settings.keys else ("webhook_secrets",)


def announce_older_secrets(settings: Settings) -> None:
    """Say until when the older ones of several signing secrets hold; the newest one's day begins at the first start
    that sees it."""
    if not settings.secrets:
        return
    from bot.store.database import open_database
    from bot.store.deliveries import now
    from bot.store.secrets import save_seen_secrets

    engine = open_database(settings.database_url)
    try:
        secrets = save_seen_secrets(engine, settings.secrets, now())
    finally:
        engine.dispose()  # before any fork
    for line in describe_older_secrets(secrets, now()):
        click.echo(line)


def describe_older_secrets(secrets: Iterable["Secret"], at: datetime) -> list[str]:
    """A line for each secret that has an end."""
    lines = []
    for until in (secret.until for secret in secrets if secret.until is not None):
        time = f"{until:%Y-%m-%d %H:%M} UTC"
        told = f"accepted until {time}; without it in" if at < until else f"refused since {time}; take it out of"
        ending = ", it is refused at once" if at < until else ""
        lines.append(f"webhook: an older signing secret is {told} REINSTATE_WEBHOOK_SECRETS{ending}")
    return lines


def _stop_on_signal(attached: bool) -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if attached:
        threading.Thread(target=_end_at_end_of_input, daemon=True).start()
    return stop


def _end_at_end_of_input() -> None:
    """The input closes only when the parent died: end at once, lest an orphan work beside its successor. Read without
    Python's buffer: its lock, held by a thread that waits, breaks off an orderly end."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(1)
