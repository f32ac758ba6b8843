"""How far walks over Zendesk's export of changes have come, and what is known of tickets that stand in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.clock import find_clock
from bot.store.tables import Delivery, Run, TicketState, Walk

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
MOST_PARAMETERS = 500  # of one statement; SQLite takes no more than some thousands


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk stands: the cursor ("" before the first page), the newest change that was read, what was counted."""

    cursor: str
    read_to: datetime
    counts: dict[str, Any]
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What we know of a ticket's newest change: Zendesk's time of it, and whether it was read within its second."""

    stamp: datetime
    closely: bool


def save_round(engine: Engine, name: str, start: datetime, every_seconds: float) -> Place | None:
    """Begin a round of a walk, where none began within so many seconds; None otherwise. A new walk starts at
    ``start``."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    first = {"name": name, "cursor": "", "read_to": start, "due_at": NEVER, "counts": {}}
    with engine.begin() as connection:
        connection.execute(dialect.insert(Walk).values(first).on_conflict_do_nothing(index_elements=["name"]))
        at = connection.execute(select(find_clock(connection))).scalar_one()
        due = update(Walk).where(Walk.name == name, Walk.due_at <= at)
        row = connection.execute(
            due.values(due_at=at + timedelta(seconds=every_seconds)).returning(
                Walk.cursor, Walk.read_to, Walk.counts, Walk.ended_at
            )
        ).one_or_none()
    return None if row is None else Place(row.cursor, row.read_to, row.counts, row.ended_at is not None)


def save_place(connection: Connection, name: str, before: str, place: Place) -> bool:
    """Move a walk on from the cursor ``before``; False where another has moved it meanwhile: nothing is changed."""
    ended_at = find_clock(connection) if place.ended else None
    moved = connection.execute(
        update(Walk)
        .where(Walk.name == name, Walk.cursor == before)
        .values(cursor=place.cursor, read_to=place.read_to, counts=place.counts, ended_at=ended_at)
    )
    return moved.rowcount == 1


def save_seen(engine: Engine, ticket_id: int, stamp: datetime, closely: bool) -> None:
    """Note the newest change of a ticket that we read or made ourselves; an older one than is known changes nothing."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    row = {"ticket_id": ticket_id, "failures": 0, "starts": 0, "seen_stamp": stamp, "seen_closely": closely}
    with engine.begin() as connection:
        known = TicketState.seen_stamp
        better = known.is_(None) | (known < stamp) | ((known == stamp) & TicketState.seen_closely)
        connection.execute(
            dialect.insert(TicketState)
            .values(row)
            .on_conflict_do_update(
                index_elements=["ticket_id"], set_={"seen_stamp": stamp, "seen_closely": closely}, where=better
            )
        )


def load_seen(engine: Engine, ticket_ids: Iterable[int]) -> dict[int, Seen]:
    """What we know of each of the tickets that we know anything of."""
    columns = (TicketState.ticket_id, TicketState.seen_stamp, TicketState.seen_closely)
    seen: dict[int, Seen] = {}
    with engine.connect() as connection:
        for part in _cut(ticket_ids):
            known = select(*columns).where(TicketState.ticket_id.in_(part), TicketState.seen_stamp.is_not(None))
            seen |= {row.ticket_id: Seen(row.seen_stamp, bool(row.seen_closely)) for row in connection.execute(known)}
    return seen


def load_open_tickets(engine: Engine, ticket_ids: Iterable[int]) -> set[int]:
    """Those of the tickets that a delivery is open for: they are handled anyway."""
    return _load_ids(engine, Delivery.ticket_id, ticket_ids, Delivery.closed_at.is_(None))


def load_waiting_tickets(engine: Engine, ticket_ids: Iterable[int]) -> set[int]:
    """Those of the tickets that a delivery is open for and that no run is reading now: one that began before a change
    may have missed it."""
    begun = select(TicketState.ticket_id).where(TicketState.starts > 0)
    return _load_ids(
        engine, Delivery.ticket_id, ticket_ids, Delivery.closed_at.is_(None), Delivery.ticket_id.not_in(begun)
    )


def load_run_tickets(engine: Engine, ticket_ids: Iterable[int]) -> set[int]:
    """Those of the tickets that a run stands for already."""
    return _load_ids(engine, Run.ticket_id, ticket_ids)


def _load_ids(engine: Engine, column: Any, ticket_ids: Iterable[int], *conditions: Any) -> set[int]:
    found: set[int] = set()
    with engine.connect() as connection:
        for part in _cut(ticket_ids):
            found |= set(connection.execute(select(column).where(column.in_(part), *conditions)).scalars())
    return found


def _cut(ids: Iterable[int]) -> list[list[int]]:
    whole = sorted(set(ids))
    return [whole[start : start + MOST_PARAMETERS] for start in range(0, len(whole), MOST_PARAMETERS)]
