"""``db``: the database."""

import click

from bot.commands.start import start


@click.group()
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

    prepare_database(start())
    click.echo("The database is up to date.")
