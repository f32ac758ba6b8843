"""Open deliveries by ticket, as an operator looks at them, and their end by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select, update

from bot.store.deliveries import now
from bot.store.tables import Delivery, TicketState

DISCARDED = "discarded"
MOST_TRIES = 20  # deliveries of one ticket that are looked at, the oldest first


@dataclass(frozen=True, slots=True)
class Try:
    """An open delivery: how often it was put back to be tried again, and after which error."""

    delivery_id: int
    attempts: int
    error: str | None


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A ticket with open deliveries: how many, since when, and why it is parked, if it is."""

    ticket_id: int
    deliveries: int
    since: datetime
    parked_reason: str | None
    tries: tuple[Try, ...]


def load_open_tickets(engine: Engine, limit: int, ticket_id: int | None = None) -> list[OpenTicket]:
    """The tickets that have waited longest, or that one alone."""
    asked = Delivery.closed_at.is_(None) if ticket_id is None else Delivery.ticket_id == ticket_id
    oldest = func.min(Delivery.received_at).label("since")
    columns = (Delivery.ticket_id, func.count().label("deliveries"), oldest)
    grouped = select(*columns).where(asked, Delivery.closed_at.is_(None)).group_by(Delivery.ticket_id)
    with engine.connect() as connection:
        rows = connection.execute(grouped.order_by(oldest, Delivery.ticket_id).limit(limit)).all()
        parked = _load_parked_reasons(connection, [row.ticket_id for row in rows])
        tries = _load_tries(connection, [row.ticket_id for row in rows])
    return [OpenTicket(*row, parked.get(row.ticket_id), tuple(tries.get(row.ticket_id, ()))) for row in rows]


def _load_parked_reasons(connection: Connection, tickets: Sequence[int]) -> dict[int, str]:
    columns = (TicketState.ticket_id, TicketState.parked_reason)
    parked = select(*columns).where(TicketState.ticket_id.in_(tickets), TicketState.parked_at.is_not(None))
    return {row.ticket_id: row.parked_reason or "" for row in connection.execute(parked)}


def _load_tries(connection: Connection, tickets: Sequence[int]) -> dict[int, list[Try]]:
    place = func.row_number().over(partition_by=Delivery.ticket_id, order_by=Delivery.id).label("place")
    columns = (Delivery.ticket_id, Delivery.id, Delivery.attempts, Delivery.error, place)
    numbered = select(*columns).where(Delivery.ticket_id.in_(tickets), Delivery.closed_at.is_(None)).subquery()
    tries: dict[int, list[Try]] = {}
    for row in connection.execute(select(numbered).where(numbered.c.place <= MOST_TRIES).order_by(numbered.c.id)):
        tries.setdefault(row.ticket_id, []).append(Try(row.id, row.attempts, row.error))
    return tries


def save_discarded(engine: Engine, ticket_id: int) -> int:
    """Close the ticket's open deliveries unhandled and release it with a clean slate; how many were closed."""
    with engine.begin() as connection:
        closed = connection.execute(
            update(Delivery)
            .where(Delivery.ticket_id == ticket_id, Delivery.closed_at.is_(None))
            .values(closed_at=now(), outcome=DISCARDED)
        )
        connection.execute(
            update(TicketState)
            .where(TicketState.ticket_id == ticket_id)
            .values(parked_at=None, parked_reason=None, failures=0, starts=0)
        )
    return closed.rowcount
