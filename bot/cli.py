"""The ``reinstate`` command. Every command imports what it needs when it runs: ``--help`` and ``web`` stay light."""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

import click

from bot import __version__
from bot.settings import Settings, WrongSettings, load_settings


class _Lines(click.Group):
    """A group whose commands end with one clear line and a non-zero exit where the settings are wrong."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except WrongSettings as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=_Lines, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Reinstate: answers probation appeals and compromise reports in Zendesk.

    Example: reinstate demo
    """


def _start(**overrides: object) -> Settings:
    from bot.logs import set_up_logs

    settings = load_settings(**{name: value for name, value in overrides.items() if value is not None})
    set_up_logs(settings.log_level)
    return settings


@main.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on; 0 takes a free one.")
def serve(host: str | None, port: int | None) -> None:
    """Run web and worker together on one database (the default).

    Example: REINSTATE_ZENDESK_URL=https://acme.zendesk.com reinstate serve --port 8080
    """
    from bot.processes import prepare_database, serve

    settings = _start(host=host, port=port)
    settings.require("zendesk_url", "zendesk_token", "webhook_secrets")
    prepare_database(settings)
    serve(settings, lambda url: click.echo(f"bot: {url}"))


@main.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on.")
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="Web processes.")
def web(host: str | None, port: int | None, processes: int) -> None:
    """Run the web process alone; loads no language processing.

    Example: reinstate web --port 8080 --processes 2
    """
    from bot.processes import prepare_database, run_web

    settings = _start(host=host, port=port).require("webhook_secrets")
    prepare_database(settings)
    run_web(settings, processes)


@main.command()
@click.option("--attached", is_flag=True, help="End when standard input closes; for a parent process.")
def worker(attached: bool) -> None:
    """Run a worker alone.

    Example: REINSTATE_WORKER_ID=w2 reinstate worker
    """
    from bot.processes import prepare_database, run_worker

    settings = _start().require("zendesk_url", "zendesk_token")
    if not attached:
        prepare_database(settings)
    run_worker(settings, _stop_on_signal(attached))


def _stop_on_signal(attached: bool) -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if attached:
        threading.Thread(target=_end_at_end_of_input, daemon=True).start()
    return stop


def _end_at_end_of_input() -> None:
    """The input closes only when the parent died: end at once, lest an orphan work beside its successor."""
    sys.stdin.buffer.read()
    os._exit(1)


@main.group()
def db() -> None:
    """Look after the database.

    Example: reinstate db upgrade
    """


@db.command()
def upgrade() -> None:
    """Bring the tables up to date; every start does it too.

    Example: REINSTATE_DATABASE_URL=sqlite:///reinstate.sqlite3 reinstate db upgrade
    """
    from bot.processes import prepare_database

    prepare_database(_start())
    click.echo("The database is up to date.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
@click.option("--release", type=int, metavar="TICKET", help="Release a parked ticket: it is tried anew.")
def jobs(as_json: bool, release: int | None) -> None:
    """Show how many deliveries are open and which tickets are parked, with the reason.

    Example: reinstate jobs --release 4711
    """
    import json

    from bot.store.database import open_database
    from bot.store.deliveries import count_open, load_parked, save_released

    engine = open_database(_start().database_url)
    if release is not None and not save_released(engine, release):
        raise click.ClickException(f"ticket {release} is not parked")
    parked = [{"ticket": i, "since": at.isoformat(), "reason": why} for i, at, why in load_parked(engine)]
    open_deliveries = count_open(engine)
    if as_json:
        click.echo(json.dumps({"open_deliveries": open_deliveries, "parked": parked}))
        return
    click.echo(f"{open_deliveries} deliveries open, {len(parked)} tickets parked.")
    for row in parked:
        click.echo(f"ticket {row['ticket']} since {row['since']}: {row['reason']}")


@main.command()
@click.argument("file", type=click.File("rb"), default="-")
def assess(file: BinaryIO) -> None:
    """Read tickets as JSON Lines (a file, or - for standard input) and write what was understood, a line each.

    Example: reinstate assess tickets.jsonl > results.jsonl
    """
    from bot.assess import run_assess

    sys.exit(run_assess(file, sys.stdout, sys.stderr))


@main.command()
@click.option("--once", is_flag=True, help="Print what happened and exit: 0 if every ticket ended as it should.")
@click.option("--tickets", type=click.Path(path_type=Path, dir_okay=False), help="File these records instead.")
def demo(once: bool, tickets: Path | None) -> None:
    """Show the whole loop: a local Zendesk, the bot, and sample tickets.

    Example: reinstate demo --once
    """
    from bot.demo.show import run_demo

    sys.exit(run_demo(once, tickets))


@main.command()
@click.option("--port", type=int, default=0, help="Port to listen on; 0 takes a free one.")
@click.option("--webhook", help="Where its triggers deliver to, the bot's /webhooks/zendesk.")
def sandbox(port: int, webhook: str | None) -> None:
    """Run the stand-in for Zendesk alone; prints its token and webhook secret.

    Example: reinstate sandbox --port 8090 --webhook http://127.0.0.1:8080/webhooks/zendesk
    """
    import secrets

    from bot.sandbox import SandboxSettings, serve_sandbox

    settings = SandboxSettings(
        port=port,
        token=secrets.token_urlsafe(24),
        webhook_secret=secrets.token_urlsafe(24),
        webhook_url=webhook,
    )
    click.echo(f"token: {settings.token}\nwebhook secret: {settings.webhook_secret}")
    serve_sandbox(settings, lambda url: click.echo(f"zendesk: {url}"))


@main.command()
def train() -> None:
    """Train the models from the corpus that the project carries; takes about a minute.

    Example: reinstate train
    """
    from bot.nlp.train import train

    click.echo("Training, about a minute ...", err=True)
    click.echo(train())


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
def evaluate(as_json: bool) -> None:
    """Measure intent and second reading on corpus tickets that the models have not seen; takes a few minutes.

    Example: reinstate evaluate --json
    """
    import json

    from bot.core.decision import Policy
    from bot.nlp.evaluate import evaluate_intent, evaluate_second
    from bot.nlp.pipeline import DOUBT
    from bot.nlp.samples import load_corpus

    click.echo("Training on one half and reading the other, twice ...", err=True)
    samples = load_corpus()
    figures = {
        "intent": evaluate_intent(samples, Policy().intent_threshold, folds=2),
        "second_reading": evaluate_second(samples, DOUBT, folds=2),
    }
    click.echo(json.dumps(figures, indent=None if as_json else 2))


if __name__ == "__main__":
    main()
