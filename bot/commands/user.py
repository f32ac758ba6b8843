"""``user``: the people who may see the pages."""

import sys
from typing import TYPE_CHECKING

import click

from bot.commands.start import start

if TYPE_CHECKING:
    from sqlalchemy import Engine

ROLES = click.Choice(["agent", "manager"])
NAME_FORM = "a name has at most 80 small letters, digits and . _ @ + - and begins with a letter or digit"


@click.group()
def user() -> None:
    """Say who may see the pages: agents see tickets, managers everything.

    Example: reinstate user add ada --role agent
    """


@user.command()
@click.argument("name")
@click.option("--role", type=ROLES, required=True, help="agent sees tickets, manager everything.")
@click.option("--no-password", is_flag=True, help="For somebody whom the trusted proxy signs in.")
def add(name: str, role: str, no_password: bool) -> None:
    """Add a user; the password is asked for, or read as the first line of standard input.

    Example: reinstate user add max@acme.example --role manager
    """
    from bot.store.users import Role, save_user

    engine, known = _open(), _check_name(name)
    hashed = "" if no_password else ask_password(known)
    if not save_user(engine, known, Role(role), hashed):
        raise click.ClickException(f"there is a user {known} already; see reinstate user password")
    click.echo(f"User {known} added as {role}.")


@user.command("list")
def list_users() -> None:
    """Show every user with the role.

    Example: reinstate user list
    """
    from bot.store.users import load_users

    for known in load_users(_open()):
        ending = "" if known.password else "  no password"
        click.echo(f"{known.name}  {known.role}  since {known.made_at:%Y-%m-%d}{ending}")


@user.command()
@click.argument("name")
def password(name: str) -> None:
    """Give a user a new password, asked for or read from standard input; ends all their sessions.

    Example: reinstate user password ada
    """
    from bot.store.users import load_user, save_password

    engine, known = _open(), _check_name(name)
    if load_user(engine, known) is None or not save_password(engine, known, ask_password(known)):
        raise click.ClickException(f"there is no user {known}")
    click.echo(f"User {known} has a new password, and is signed out everywhere.")


@user.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove a user and end all their sessions.

    Example: reinstate user remove ada
    """
    from bot.store.users import save_removed

    known = _check_name(name)
    if not save_removed(_open(), known):
        raise click.ClickException(f"there is no user {known}")
    click.echo(f"User {known} removed.")


def ask_password(name: str) -> str:
    """A hashed password: asked for twice without echo at a terminal, else the first line of standard input."""
    from bot.passwords import MOST, WeakPassword, check_strength, hash_password

    if sys.stdin.isatty():
        given = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        given = sys.stdin.readline(4 * MOST).rstrip("\r\n")
    try:
        check_strength(given, name)
    except WeakPassword as error:
        raise click.ClickException(str(error)) from None
    return hash_password(given)


def _check_name(name: str) -> str:
    from bot.store.users import to_name

    known = to_name(name)
    if known is None:
        raise click.ClickException(NAME_FORM)
    return known


def _open() -> "Engine":
    from bot.store.database import open_database

    return open_database(start().database_url)
