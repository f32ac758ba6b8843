"""``doctor``: everything that an operator can get wrong, looked at."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from bot.settings import Settings, WrongSettings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.desk_setup.checks import Check


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")
@click.option("--offline", is_flag=True, help="Call nobody outside: neither Zendesk nor mail server nor platform.")
def doctor(as_json: bool, offline: bool) -> None:
    """Look at everything that can be wrong, a line each with what mends it; exits with 1 where something is.

    Changes nothing. Example: reinstate doctor --offline
    """
    from bot.desk_setup.checks import State, is_all_well, render_check

    checks: list[Check] = []
    for check in examine(offline):
        checks.append(check)
        if not as_json:
            click.echo(render_check(check))
    if as_json:
        click.echo(json.dumps({"ok": is_all_well(checks), "checks": [asdict(check) for check in checks]}))
    if not is_all_well(checks):
        count = sum(check.state is State.WRONG for check in checks)
        raise click.ClickException(f"{count} of {len(checks)} are wrong.")


def examine(offline: bool) -> "Iterator[Check]":
    """Every finding. Without settings nothing else can be looked at; without a database, none of what it holds."""
    from bot.commands.start import start
    from bot.desk_setup.checks import Check, State
    from bot.store.database import open_database

    try:
        settings = start()
    except WrongSettings as error:
        for line in str(error).splitlines():
            yield Check("settings", State.WRONG, line, "mend it in the environment or in .env")
        return
    yield Check("settings", State.OK, "can be read")
    engine = open_database(settings.database_url)
    try:
        yield from examine_within(settings, engine)
        yield from () if offline else examine_outside(settings, engine)
    finally:
        engine.dispose()


def examine_within(settings: Settings, engine: "Engine") -> "Iterator[Check]":
    """What can be told without calling anybody but the database."""
    from bot.desk_setup.checks import Check, State, is_all_well
    from bot.doctor.database import check_database, check_file, check_work
    from bot.doctor.secrets import check_env_file, check_public_url, check_sealed, check_secrets
    from bot.doctor.understanding import check_replies, check_understanding
    from bot.jobs import Jobs
    from bot.processes import require_secret
    from bot.store.deliveries import now
    from bot.store.sealed import load_all_sealed

    yield from check_secrets(settings)
    yield from check_env_file()
    yield check_public_url(settings.public_url)
    yield from check_file(settings.database_url)
    stored = list(check_database(engine))
    yield from stored
    if is_all_well(stored):
        yield from check_work(engine, Jobs(engine), settings.most_open, now())
        if sealed := load_all_sealed(engine):
            yield check_sealed(sealed, settings.keys)
        try:
            require_secret(settings)
            yield Check("signing secret", State.OK, "is known")
        except WrongSettings:
            yield Check("signing secret", State.WRONG, "none is set or stored", "reinstate zendesk apply")
    yield check_understanding()
    yield from check_replies(settings)


def examine_outside(settings: Settings, engine: "Engine") -> "Iterator[Check]":
    """Zendesk, as ``zendesk check`` looks at it, and whatever else is set."""
    from bot.commands.zendesk import make_desk
    from bot.desk_setup.checks import Check, State, check_all, is_all_well
    from bot.doctor.database import check_database
    from bot.doctor.outside import check_clock, check_mail, check_platform, check_status_page

    yield from check_mail(settings)
    yield from check_platform(settings)
    yield from check_status_page(settings)
    try:
        settings.require("zendesk_url", "zendesk_token")
    except WrongSettings as error:
        yield Check("Zendesk", State.WRONG, str(error).replace("\n", "; "), "set it")
        return
    if not is_all_well(check_database(engine)):
        yield Check("Zendesk", State.WARNING, "was not called: its pace is kept in the database", "mend that first")
        return
    yield check_clock(settings, engine)
    desk = make_desk(settings, engine)
    setup = desk.find_setup() if settings.secret_key.get_secret_value() and settings.public_url else None
    yield from check_all(setup, desk.bot, desk.admin)
