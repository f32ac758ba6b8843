"""``jobs``: what is not handled yet, and what an operator may do about it."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from bot.commands.start import start

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.backlog import Work

TICKET = click.IntRange(1, 2**63 - 1)


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="Tickets at most.")
@click.pass_context
def jobs(context: click.Context, as_json: bool, limit: int) -> None:
    """Show which tickets wait, run, are delayed or parked, those that have waited longest first.

    Example: reinstate jobs --limit 10
    """
    if context.invoked_subcommand is not None:
        return
    from bot.backlog import load_backlog
    from bot.jobs import Jobs
    from bot.store.deliveries import count_open

    engine = _open()
    open_deliveries, works = count_open(engine), load_backlog(engine, Jobs(engine), limit)
    click.echo(render_json(open_deliveries, works) if as_json else render_lines(open_deliveries, works))


@jobs.command()
@click.argument("ticket", type=TICKET)
def retry(ticket: int) -> None:
    """Try a parked or delayed ticket at once, with a clean slate.

    Example: reinstate jobs retry 4711
    """
    from bot.backlog import NotPossible, retry
    from bot.jobs import Jobs

    engine = _open()
    try:
        retry(engine, Jobs(engine), ticket)
    except NotPossible as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Ticket {ticket} is tried now.")


@jobs.command()
@click.argument("ticket", type=TICKET)
@click.option("--yes", is_flag=True, help="Do not ask.")
def discard(ticket: int, yes: bool) -> None:
    """Give up what is open of a ticket: the bot does nothing about it until something new is written there.

    Example: reinstate jobs discard 4711 --yes
    """
    from bot.backlog import NotPossible, discard
    from bot.jobs import Jobs

    engine = _open()
    if not yes:
        click.confirm(f"Leave ticket {ticket} unhandled until something new is written there?", abort=True)
    try:
        count = discard(engine, Jobs(engine), ticket)
    except NotPossible as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Ticket {ticket}: {_count(count, 'delivery', 'deliveries')} discarded.")


def _open() -> "Engine":
    from bot.store.database import open_database

    return open_database(start().database_url)


def render_json(open_deliveries: int, works: "list[Work]") -> str:
    """One JSON object; times in ISO 8601."""
    tickets = [asdict(work) for work in works]
    return json.dumps({"open_deliveries": open_deliveries, "tickets": tickets}, default=datetime.isoformat)


def render_lines(open_deliveries: int, works: "list[Work]") -> str:
    """A line of totals, then a line for each ticket and one for what to do about it."""
    lines = [f"{_count(open_deliveries, 'delivery', 'deliveries')} open, {_count(len(works), 'ticket')} shown."]
    for work in works:
        lines.append(_render_work(work))
        hint = work.hint + (f": reinstate jobs retry {work.ticket_id}" if work.state == "parked" else "")
        lines += [f"    {hint}"] if work.hint else []
    return "\n".join(lines)


def _render_work(work: "Work") -> str:
    told = [
        f"ticket {work.ticket_id}  {work.state}",
        f"since {work.since:%Y-%m-%d %H:%M} UTC",
        _count(work.deliveries, "delivery", "deliveries"),
    ]
    if work.attempts:
        told.append(_count(work.attempts, "attempt"))
    if work.due_at:
        told.append(f"next at {work.due_at:%H:%M:%S} UTC")
    return "  ".join([*told, work.error or ""]).rstrip()


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
