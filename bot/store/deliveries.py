"""Deliveries and their tickets' fortunes: stored once, closed by the run that covers them, parked when hopeless."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.tables import Delivery, TicketState


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """What is kept of a webhook call; ``invocation`` is the same over its retries."""

    invocation: str
    ticket_id: int
    kind: str
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenDelivery:
    """A delivery that no run has covered yet."""

    id: int
    ticket_id: int
    kind: str
    received_at: datetime
    attempts: int


def now() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


def save_delivery(connection: Connection, delivery: NewDelivery, received_at: datetime) -> int | None:
    """Store a delivery; its id, or None where this invocation was stored before."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = {
        "invocation": delivery.invocation,
        "ticket_id": delivery.ticket_id,
        "kind": delivery.kind,
        "user_id": delivery.user_id,
        "received_at": received_at,
        "attempts": 0,
    }
    statement = dialect.insert(Delivery).values(row).on_conflict_do_nothing(index_elements=["invocation"])
    return connection.execute(statement.returning(Delivery.id)).scalar_one_or_none()


def load_open_delivery(engine: Engine, delivery_id: int) -> OpenDelivery | None:
    """The delivery, or None where a run has closed it."""
    with engine.connect() as connection:
        row = connection.execute(
            select(Delivery.id, Delivery.ticket_id, Delivery.kind, Delivery.received_at, Delivery.attempts).where(
                Delivery.id == delivery_id, Delivery.closed_at.is_(None)
            )
        ).one_or_none()
    return None if row is None else OpenDelivery(row.id, row.ticket_id, row.kind, to_utc(row.received_at), row.attempts)


def load_newest_delivery_id(engine: Engine, ticket_id: int) -> int:
    """The id of the ticket's newest delivery; 0 where there is none."""
    with engine.connect() as connection:
        newest = connection.execute(select(func.max(Delivery.id)).where(Delivery.ticket_id == ticket_id)).scalar()
    return newest or 0


def save_closed(engine: Engine, ticket_id: int, up_to: int, outcome: str) -> None:
    """Close every open delivery of the ticket up to that id: the run that just ended has seen what they told of."""
    with engine.begin() as connection:
        connection.execute(
            update(Delivery)
            .where(Delivery.ticket_id == ticket_id, Delivery.id <= up_to, Delivery.closed_at.is_(None))
            .values(closed_at=now(), outcome=outcome, error=None)
        )
        connection.execute(update(TicketState).where(TicketState.ticket_id == ticket_id).values(failures=0, starts=0))


def save_start(engine: Engine, ticket_id: int) -> int:
    """Count one more start of a run on this ticket; returns how many started and never ended, this one included."""
    with engine.begin() as connection:
        _ensure_ticket(connection, ticket_id)
        return connection.execute(
            update(TicketState)
            .where(TicketState.ticket_id == ticket_id)
            .values(starts=TicketState.starts + 1)
            .returning(TicketState.starts)
        ).scalar_one()


def save_end(engine: Engine, ticket_id: int, failed: bool) -> int:
    """Count a run's end, by success, wait or failure; returns the failures in a row."""
    values = {"starts": 0}
    if failed:
        values["failures"] = TicketState.failures + 1  # type: ignore[assignment]
    with engine.begin() as connection:
        return connection.execute(
            update(TicketState).where(TicketState.ticket_id == ticket_id).values(values).returning(TicketState.failures)
        ).scalar_one()


def save_attempt(connection: Connection, delivery_id: int, error: str) -> None:
    """Count an attempt that has to be repeated, with the kind of error (never a customer's words)."""
    connection.execute(
        update(Delivery).where(Delivery.id == delivery_id).values(attempts=Delivery.attempts + 1, error=error[:200])
    )


def save_parked(engine: Engine, ticket_id: int, reason: str) -> None:
    """Park a ticket: its deliveries stay open and visible, and are not run until somebody releases it."""
    with engine.begin() as connection:
        _ensure_ticket(connection, ticket_id)
        connection.execute(
            update(TicketState)
            .where(TicketState.ticket_id == ticket_id)
            .values(parked_at=now(), parked_reason=reason[:200])
        )


def load_parked_reason(engine: Engine, ticket_id: int) -> str | None:
    """Why the ticket is parked, or None where it is not."""
    with engine.connect() as connection:
        return connection.execute(
            select(TicketState.parked_reason).where(
                TicketState.ticket_id == ticket_id, TicketState.parked_at.is_not(None)
            )
        ).scalar_one_or_none()


def load_parked(engine: Engine) -> list[tuple[int, datetime, str]]:
    """Every parked ticket with the time and the reason, oldest first."""
    statement = select(TicketState.ticket_id, TicketState.parked_at, TicketState.parked_reason).where(
        TicketState.parked_at.is_not(None)
    )
    with engine.connect() as connection:
        rows = connection.execute(statement.order_by(TicketState.parked_at)).all()
    return [(row.ticket_id, to_utc(row.parked_at), row.parked_reason or "") for row in rows]


def count_open(engine: Engine) -> int:
    """Deliveries that no run has covered yet, those of parked tickets included."""
    with engine.connect() as connection:
        return connection.execute(select(func.count()).where(Delivery.closed_at.is_(None))).scalar_one()


def to_utc(moment: datetime) -> datetime:
    """The time as aware UTC; SQLite gives back what it stored without the zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _ensure_ticket(connection: Connection, ticket_id: int) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = {"ticket_id": ticket_id, "failures": 0, "starts": 0}
    connection.execute(dialect.insert(TicketState).values(row).on_conflict_do_nothing(index_elements=["ticket_id"]))
