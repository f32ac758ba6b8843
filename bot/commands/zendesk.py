"""``zendesk``: the set-up of the Zendesk account."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

from bot.commands.start import start
from bot.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.desk_setup.account import Account
    from bot.desk_setup.applying import Setup
    from bot.desk_setup.checks import Check
    from bot.desk_setup.review import Change

NEEDED = ("zendesk_url", "zendesk_token", "secret_key", "public_url")
as_json_option = click.option("--json", "as_json", is_flag=True, help="JSON instead of text.")


@click.group()
def zendesk() -> None:
    """Set the Zendesk account up: fields, webhook, triggers, views and macros.

    Example: reinstate zendesk plan
    """


@zendesk.command()
@as_json_option
def plan(as_json: bool) -> None:
    """Show what apply would change, as a review does; changes nothing.

    Example: reinstate zendesk plan --json
    """
    from bot.desk_setup.review import render_review

    with opened() as desk:
        changes = desk.make_setup().plan()
    if as_json:
        click.echo(json.dumps({"changes": [asdict(change) for change in changes]}))
    elif changes:
        click.echo(f"{render_review(changes)}\n\n{_count(changes)} to make: reinstate zendesk apply")
    else:
        click.echo("Nothing to change: the account is set up.")


@zendesk.command()
@as_json_option
def apply(as_json: bool) -> None:
    """Make what plan shows, one by one; run again, it goes on where it stopped.

    Example: reinstate zendesk apply
    """
    with opened() as desk:
        _report(desk.make_setup().apply(), as_json, "Nothing to change: the account is set up.", "made")


@zendesk.command()
@as_json_option
@click.option("--wait", type=click.FloatRange(0, 600), default=0, help="Seconds in which the web process may start.")
def check(as_json: bool, wait: float) -> None:
    """Try the whole way, from the token to a signed delivery that arrives; exits with 1 where something is wrong.

    Example: reinstate zendesk check --wait 60
    """
    from bot.desk_setup.checks import State, check_all, is_all_well, render_check

    checks: list[Check] = []
    with opened() as desk:
        for each in check_all(desk.find_setup(), desk.bot, desk.admin, wait):
            checks.append(each)
            if not as_json:
                click.echo(render_check(each))
    if as_json:
        click.echo(json.dumps({"ok": is_all_well(checks), "checks": [asdict(each) for each in checks]}))
    if not is_all_well(checks):
        count = sum(each.state is State.WRONG for each in checks)
        raise click.ClickException(f"{count} of {len(checks)} are wrong.")


@zendesk.command()
@as_json_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(as_json: bool, yes: bool) -> None:
    """Take away what apply made, and nothing else; the fields' values on tickets go with the fields.

    Example: reinstate zendesk remove --yes
    """
    with opened() as desk:
        setup = desk.make_setup()
        if not yes:
            click.confirm("Remove Reinstate's fields, webhook, triggers, views and macros?", abort=True, err=True)
        _report(setup.remove(), as_json, "Nothing to remove.", "removed")


@dataclass(frozen=True, slots=True)
class Desk:
    """The account as the bot and as an administrator see it."""

    settings: Settings
    engine: "Engine"
    bot: "Account"
    admin: "Account"

    def make_setup(self) -> "Setup":
        """The set-up; ClickException or a ZendeskError where the bot's user cannot be found out."""
        from bot.desk_setup.applying import Setup
        from bot.desk_setup.wishes import declare_wishes
        from bot.procedures import load_procedures
        from bot.zendesk.oauth import Seal

        bot_id = self.bot.fetch_user().get("id")
        if not bot_id:
            raise click.ClickException("The token acts as nobody: give one of the bot's own user.")
        wishes = declare_wishes(load_procedures(), self.settings.public_url, int(bot_id))
        return Setup(self.engine, self.admin, Seal(self.settings.keys), wishes)

    def find_setup(self) -> "Setup | None":
        """The set-up, or None where the token does not tell who the bot is."""
        from bot.zendesk.failures import ZendeskError

        try:
            return self.make_setup()
        except (ZendeskError, click.ClickException):
            return None


def make_desk(settings: Settings, engine: "Engine") -> Desk:
    """The account by the settings' tokens; waits that Zendesk asks for are told on standard error."""
    from bot.desk_setup.account import Account
    from bot.zendesk.connect import make_admin_session, make_bot_session

    def connect(make_session: Callable[..., Any]) -> Account:
        return Account(make_session(settings, engine), settings.zendesk_url, lambda line: click.echo(line, err=True))

    return Desk(settings, engine, connect(make_bot_session), connect(make_admin_session))


@contextmanager
def opened() -> Iterator[Desk]:
    """The account, and one clear line for what Zendesk refuses."""
    from bot.desk_setup.applying import SetupFailed
    from bot.processes import prepare_database
    from bot.store.database import open_database
    from bot.zendesk.failures import ZendeskError

    settings = start().require(*NEEDED)
    prepare_database(settings)
    engine = open_database(settings.database_url)
    try:
        yield make_desk(settings, engine)
    except SetupFailed as error:
        raise click.ClickException(str(error)) from None
    except ZendeskError as error:
        told = "see `reinstate zendesk check` for what is wrong"
        raise click.ClickException(f"Zendesk: {error} ({type(error).__name__.lower()}); {told}") from None
    finally:
        engine.dispose()


def _report(changes: "Iterator[Change]", as_json: bool, nothing: str, done: str) -> None:
    """Each change as it is made, and how many there were; with JSON all of them at the end."""
    from bot.desk_setup.review import render_change

    made: list[Change] = []
    for change in changes:
        made.append(change)
        if not as_json:
            click.echo(next(render_change(change)))
    if as_json:
        click.echo(json.dumps({"changes": [asdict(change) for change in made]}))
    else:
        click.echo(f"{_count(made)} {done}." if made else nothing)


def _count(changes: "list[Change]") -> str:
    return f"{len(changes)} change{'' if len(changes) == 1 else 's'}"
