"""``backfill``: tickets of the past, read and recorded."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.commands.start import start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.backfill import Progress
    from bot.settings import Settings


class Since(click.ParamType):  # type: ignore[type-arg]
    """A day or a time in ISO 8601; without a zone in UTC."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> datetime:
        """The time, aware."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail("expects a date such as 2026-01-31", param, context)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if not datetime(2007, 1, 1, tzinfo=UTC) <= moment <= datetime.now(UTC):  # Zendesk began in 2007
            self.fail("expects a date in the past, after 2006", param, context)
        return moment


@click.command()
@click.option("--since", type=Since(), required=True, help="From which change on, such as 2026-01-31.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object at the end instead of text.")
def backfill(since: datetime, as_json: bool) -> None:
    """Read old tickets and record what the bot would have done; never writes to Zendesk. Begun again, it goes on.

    Example: reinstate backfill --since 2026-01-31
    """
    from bot.zendesk.failures import ZendeskError

    settings = start().require("zendesk_url", "zendesk_token")
    progress = None
    try:
        for progress in _run(settings, since):
            click.echo(render_progress(progress), err=True)
    except ZendeskError as error:
        told = "the same command goes on where it stopped; `reinstate zendesk check` tells what is wrong"
        raise click.ClickException(f"Zendesk: {error}; {told}") from None
    if progress is None:
        raise click.ClickException("The same backfill runs in another process.")
    click.echo(render_json(progress) if as_json else render_counts(progress))


def _run(settings: "Settings", since: datetime) -> "Iterator[Progress]":
    from bot.accounts.checks import Checked
    from bot.backfill import Backfill, PastTickets
    from bot.core.update import Mode
    from bot.processes import prepare_database
    from bot.store.database import open_database
    from bot.working import make_triage
    from bot.zendesk.connect import ThreadTickets, make_admin_session
    from bot.zendesk.incremental import ZendeskExport

    prepare_database(settings)
    engine = open_database(settings.database_url)
    observing = settings.model_copy(update={"mode_appeal": Mode.OBSERVE, "mode_compromise": Mode.OBSERVE})
    tickets = PastTickets(ThreadTickets(settings, engine))  # what an account shows today says nothing of the past
    handle = make_triage(observing, engine, tickets, lambda: None, lambda *_: Checked(), counts=False)
    export = ZendeskExport(make_admin_session(settings, engine), settings.zendesk_url)
    try:
        yield from Backfill(engine, export, handle, settings.zendesk_url, since).run()
    finally:
        engine.dispose()


def render_progress(progress: "Progress") -> str:
    """One line: how many, and up to when."""
    return f"{progress.tickets} tickets met, changes up to {progress.read_to:%Y-%m-%d %H:%M} UTC"


def render_counts(progress: "Progress") -> str:
    """A line for each decision, the most frequent first."""
    most_first = sorted(progress.counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return "\n".join([f"{progress.tickets} tickets:", *(f"{count:>8}  {name}" for name, count in most_first)])


def render_json(progress: "Progress") -> str:
    """One JSON object; the time in ISO 8601."""
    told = {"tickets": progress.tickets, "counts": progress.counts, "read_to": progress.read_to.isoformat()}
    return json.dumps(told | {"ended": progress.ended})
