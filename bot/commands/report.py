"""``report``: a period's figures on the terminal, or for other programs."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from bot.commands.start import start

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.reports.gathered import Counting
    from bot.reports.tables import Report


@click.command()
@click.option("--from", "first", default="", help="First day, such as 2026-11-01; 30 days before the last by default.")
@click.option("--to", "last", default="", help="Last day, included; today by default.")
@click.option("--brand", default="", help="Tickets of this brand's id alone.")
@click.option("--procedure", default="", help="Tickets of this procedure alone: appeal, compromise.")
@click.option("--format", "form", type=click.Choice(["text", "html", "csv", "json"]), default="text", show_default=True)
def report(first: str, last: str, brand: str, procedure: str, form: str) -> None:
    """Tell how many, how fast, what people miss, and whether the bot can be trusted.

    Example: reinstate report --from 2026-11-01 --to 2026-11-30 --format csv > november.csv
    """
    from bot.reports.period import WrongQuestion
    from bot.store.database import open_database
    from bot.store.deliveries import now

    settings = start()
    query = {"from": first, "to": last, "brand": brand, "procedure": procedure}
    engine = open_database(settings.database_url)
    try:
        made = load_report(engine, query, settings.counting, now())
    except WrongQuestion as error:
        raise click.ClickException(str(error)) from None
    finally:
        engine.dispose()
    click.echo(find_renderer(form)(made), nl=form == "json")


def load_report(engine: "Engine", query: dict[str, str], counting: "Counting", at: datetime) -> "Report":
    """The report that answers the query; WrongQuestion where it cannot be told."""
    from bot.procedures import load_procedures
    from bot.reports.asking import to_question
    from bot.reports.report import make_report
    from bot.store.reporting import load_brands, load_gathered

    procedures = load_procedures()
    names = [procedure.name for procedure in procedures]
    question = to_question(query, counting, load_brands(engine), names, at)
    return make_report(load_gathered(engine, question), question, counting, procedures, at)


def find_renderer(form: str) -> "Callable[[Report], str]":
    """What makes a report of that form."""
    from bot.reports.exports import to_csv_all, to_json, to_text
    from bot.reports.file import render_file

    return {"text": to_text, "html": render_file, "csv": to_csv_all, "json": to_json}[form]
