"""All that is sealed in the database, sealed anew when the key changes."""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, Engine, Update, select, true, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.store.deliveries import now
from bot.store.secrets import OLDER_HOLD
from bot.store.tables import SealedSecret, Token


def save_sealed_anew(engine: Engine, close_again: Callable[[str], str | None]) -> tuple[int, int]:
    """Exchange every sealed text for what ``close_again`` makes of it. How many were exchanged, and how many were left
    because no key opens them. What another process replaces meanwhile is its own: it is not overwritten."""
    done = left = 0
    with engine.begin() as connection:
        for column, sealed in _load_sealed(connection):
            again = close_again(sealed)
            left += again is None
            if again is not None:
                done += connection.execute(_exchange(column, sealed, again)).rowcount
    return done, left


def load_all_sealed(engine: Engine) -> list[str]:
    """Every sealed text that still counts."""
    with engine.connect() as connection:
        return [sealed for _, sealed in _load_sealed(connection)]


def _exchange(column: InstrumentedAttribute[str | None], sealed: str, again: str) -> Update:
    return update(column.class_).where(column == sealed).values({column: again})


def _load_sealed(connection: Connection) -> Iterator[tuple[InstrumentedAttribute[str | None], str]]:
    """Each sealed text that still counts, with its column: an older signing secret counts for a day."""
    holding = SealedSecret.changed_at > now() - OLDER_HOLD
    for column, counts in ((Token.sealed, true()), (SealedSecret.sealed, true()), (SealedSecret.older, holding)):
        for sealed in connection.execute(select(column).where(counts)).scalars().all():
            if sealed:
                yield column, sealed
