"""What people say is the right reading: labelled data."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select

from bot.store.journeys import save_overruled
from bot.store.tables import Correction

INTENT = "intent"  # stands where an item's key would, for the intent itself
LONGEST_NOTE = 2000  # characters


@dataclass(frozen=True, slots=True)
class SavedCorrection:
    """One correction: of which run, what the bot had read, what is right, and who says so. ``right`` and ``read_as``
    are statuses or intents of LABELLING.md; ``note`` is "" where nothing was added or it was erased."""

    ticket_id: int
    run_id: int
    item: str
    read_as: str
    right: str
    note: str
    said_by: str
    said_at: datetime


COLUMNS = tuple(getattr(Correction, name) for name in SavedCorrection.__slots__)


def save_correction(engine: Engine, correction: SavedCorrection) -> None:
    """Keep a correction, and count it in the reports; an earlier one of the same item stays, the newer one holds."""
    values = {name: getattr(correction, name) for name in SavedCorrection.__slots__}
    with engine.begin() as connection:
        connection.execute(insert(Correction).values(values | {"note": correction.note[:LONGEST_NOTE]}))
        save_overruled(connection, correction.ticket_id, correction.item)


def load_corrections(engine: Engine, ticket_id: int) -> list[SavedCorrection]:
    """The ticket's corrections, oldest first."""
    asked = select(*COLUMNS).where(Correction.ticket_id == ticket_id).order_by(Correction.id)
    with engine.connect() as connection:
        return [SavedCorrection(*row) for row in connection.execute(asked)]


def load_corrected_tickets(engine: Engine) -> list[int]:
    """The numbers of the tickets of which something was corrected, in order."""
    asked = select(Correction.ticket_id).distinct().order_by(Correction.ticket_id)
    with engine.connect() as connection:
        return list(connection.execute(asked).scalars())
