"""``corrections``: what people corrected, as labelled tickets."""

import json

import click

from bot.commands.start import start


@click.command()
def corrections() -> None:
    """Write every ticket of which a reading was corrected as one line of JSON, labelled as people said.

    What nobody corrected is labelled as the bot read it. Tickets whose words were erased meanwhile are left out.

    Example: reinstate corrections > corrected.jsonl
    """
    from bot.corrections import load_labelled
    from bot.store.database import open_database

    engine = open_database(start().database_url)
    erased = 0
    try:
        for _ticket_id, record in load_labelled(engine):
            erased += record is None
            if record is not None:
                click.echo(json.dumps(record, ensure_ascii=False))
    finally:
        engine.dispose()
    if erased:
        click.echo(f"{erased} left out: their words were erased", err=True)
