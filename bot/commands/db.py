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


@db.command()
def reseal() -> None:
    """Seal what is stored with the newest key of REINSTATE_SECRET_KEY; exits with 1 where something opens with none.

    Example: REINSTATE_SECRET_KEY=new,old reinstate db reseal
    """
    from bot.processes import prepare_database
    from bot.store.database import open_database
    from bot.store.sealed import save_sealed_anew
    from bot.zendesk.oauth import Seal

    settings = start().require("secret_key")
    prepare_database(settings)
    engine = open_database(settings.database_url)
    try:
        done, left = save_sealed_anew(engine, Seal(settings.keys).close_again)
    finally:
        engine.dispose()
    click.echo(f"Sealed with the newest key: {done}.")
    if left:
        told = "opened with none of the keys: set the older key too, or run `reinstate zendesk apply`"
        raise click.ClickException(f"{left} {told}")
