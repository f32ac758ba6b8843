"""``erase``: a person's words are taken out of the database."""

from typing import TYPE_CHECKING

import click

from bot.commands.start import start

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.settings import Settings


@click.command()
@click.option("--requester", required=True, help="Mail address or Zendesk user id.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(requester: str, yes: bool) -> None:
    """Erase what a customer wrote, and what was quoted of it, from all of their tickets; counts stay. What stands in
    Zendesk is not touched.

    Example: reinstate erase --requester 361234567 --yes
    """
    from bot.store.database import open_database
    from bot.store.deliveries import now
    from bot.store.erasing import save_person_erased

    settings = start()
    engine = open_database(settings.database_url)
    try:
        ids = find_ids(requester.strip(), settings, engine)
        if not yes:
            click.confirm(f"Erase the words of user {', '.join(map(str, ids))}? This cannot be undone.", abort=True)
        tickets = sum(save_person_erased(engine, known, now()) for known in ids)
    finally:
        engine.dispose()
    click.echo(f"Erased: {tickets} {'ticket' if tickets == 1 else 'tickets'}.")


def find_ids(requester: str, settings: "Settings", engine: "Engine") -> list[int]:
    """The ids that are meant; an address is looked up in Zendesk, because none is stored."""
    from bot.retention import fetch_user_ids, is_address
    from bot.zendesk.connect import make_bot_session
    from bot.zendesk.session import ZendeskError

    if requester.isascii() and requester.isdigit() and 0 < int(requester[:20]) < 2**63:
        return [int(requester)]
    if not is_address(requester):
        raise click.ClickException("--requester takes a mail address or a Zendesk user id")
    settings.require("zendesk_url", "zendesk_token")
    try:
        ids = fetch_user_ids(make_bot_session(settings, engine), settings.zendesk_url, requester)
    except ZendeskError as error:
        raise click.ClickException(f"Zendesk does not tell whose address it is ({error}); give the user id") from None
    if not ids:
        raise click.ClickException("Zendesk knows nobody of that address; give the user id")
    return ids
