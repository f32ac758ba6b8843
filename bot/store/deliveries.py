"""Deliveries and their tickets' fortunes: stored once, closed by the run that covers them, parked when hopeless."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Select, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.tables import Delivery, TicketState

LONGEST_ERROR = 200


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """What is kept of a webhook call; ``invocation`` is the same over its retries, ``event_id`` over the webhooks that
    tell of the same event."""

    invocation: str
    ticket_id: int
    kind: str
    user_id: int | None = None
    event_id: str | None = None


@dataclass(frozen=True, slots=True)
class OpenDelivery:
    """A delivery that no run has covered yet; ``attempts`` is how often it was put back to be tried again."""

    id: int
    ticket_id: int
    kind: str
    received_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Fortune:
    """What became of a ticket's runs: failures in a row, starts that never ended, and why it is parked, if it is."""

    failures: int = 0
    starts: int = 0
    parked_reason: str | None = None


def now() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


def save_delivery(connection: Connection, delivery: NewDelivery, received_at: datetime) -> int | None:
    """Store a delivery; its id, or None where this invocation or this event was stored before."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = {
        "invocation": delivery.invocation,
        "ticket_id": delivery.ticket_id,
        "kind": delivery.kind,
        "user_id": delivery.user_id,
        "event_id": delivery.event_id,
        "received_at": received_at,
        "attempts": 0,
    }
    statement = dialect.insert(Delivery).values(row).on_conflict_do_nothing()
    return connection.execute(statement.returning(Delivery.id)).scalar_one_or_none()


def load_open_delivery(engine: Engine, delivery_id: int) -> OpenDelivery | None:
    """The delivery, or None where a run has closed it."""
    with engine.connect() as connection:
        row = connection.execute(_select_open().where(Delivery.id == delivery_id)).one_or_none()
    return None if row is None else OpenDelivery(*row)


def load_unparked_open(engine: Engine) -> list[OpenDelivery]:
    """Every open delivery whose ticket is not parked, oldest first."""
    parked = select(TicketState.ticket_id).where(TicketState.parked_at.is_not(None))
    with engine.connect() as connection:
        rows = connection.execute(_select_open().where(Delivery.ticket_id.not_in(parked)).order_by(Delivery.id))
        return [OpenDelivery(*row) for row in rows]


def load_newest_open_id(engine: Engine, ticket_id: int) -> int:
    """The id of the ticket's newest delivery that is still open; 0 where there is none."""
    statement = select(func.max(Delivery.id)).where(Delivery.ticket_id == ticket_id, Delivery.closed_at.is_(None))
    with engine.connect() as connection:
        return connection.execute(statement).scalar() or 0


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
    """Count the end of a run that has to be repeated, failed or told to wait; returns the failures in a row."""
    with engine.begin() as connection:
        _ensure_ticket(connection, ticket_id)
        return connection.execute(
            update(TicketState)
            .where(TicketState.ticket_id == ticket_id)
            .values(starts=0, failures=TicketState.failures + int(failed))
            .returning(TicketState.failures)
        ).scalar_one()


def save_start_given_back(engine: Engine, ticket_id: int) -> None:
    """Uncount a start that did not end because its worker was told to end: the ticket did not kill it."""
    with engine.begin() as connection:
        connection.execute(
            update(TicketState)
            .where(TicketState.ticket_id == ticket_id, TicketState.starts > 0)
            .values(starts=TicketState.starts - 1)
        )


def save_attempt(connection: Connection, delivery: OpenDelivery, error: str) -> bool:
    """Count an attempt that has to be repeated, with the kind of error (never a customer's words). False where it was
    counted or closed by somebody else meanwhile."""
    counted = connection.execute(
        update(Delivery)
        .where(Delivery.id == delivery.id, Delivery.attempts == delivery.attempts, Delivery.closed_at.is_(None))
        .values(attempts=Delivery.attempts + 1, error=error[:LONGEST_ERROR])
    )
    return counted.rowcount == 1


def save_parked(engine: Engine, ticket_id: int, reason: str) -> None:
    """Park a ticket: its deliveries stay open and visible, and are not run until it is released."""
    with engine.begin() as connection:
        _ensure_ticket(connection, ticket_id)
        connection.execute(
            update(TicketState)
            .where(TicketState.ticket_id == ticket_id)
            .values(parked_at=now(), parked_reason=reason[:LONGEST_ERROR])
        )


def save_released(engine: Engine, ticket_id: int) -> bool:
    """Release a parked ticket with a clean slate; False where it was not parked. A worker's next round of upkeep runs
    its open deliveries."""
    with engine.begin() as connection:
        released = connection.execute(
            update(TicketState)
            .where(TicketState.ticket_id == ticket_id, TicketState.parked_at.is_not(None))
            .values(parked_at=None, parked_reason=None, failures=0, starts=0)
        )
    return released.rowcount == 1


def load_fortune(engine: Engine, ticket_id: int) -> Fortune:
    """How the ticket's runs have gone so far."""
    statement = select(TicketState.failures, TicketState.starts, TicketState.parked_at, TicketState.parked_reason)
    with engine.connect() as connection:
        row = connection.execute(statement.where(TicketState.ticket_id == ticket_id)).one_or_none()
    if row is None:
        return Fortune()
    return Fortune(row.failures, row.starts, (row.parked_reason or "") if row.parked_at else None)


def load_parked(engine: Engine) -> list[tuple[int, datetime, str]]:
    """Every parked ticket with the time and the reason, oldest first."""
    statement = select(TicketState.ticket_id, TicketState.parked_at, TicketState.parked_reason).where(
        TicketState.parked_at.is_not(None)
    )
    with engine.connect() as connection:
        rows = connection.execute(statement.order_by(TicketState.parked_at)).all()
    return [(row.ticket_id, row.parked_at, row.parked_reason or "") for row in rows]


def count_open(engine: Engine) -> int:
    """Deliveries that no run has covered yet, those of parked tickets included."""
    with engine.connect() as connection:
        return connection.execute(select(func.count()).where(Delivery.closed_at.is_(None))).scalar_one()


def count_waiting(engine: Engine) -> int:
    """Deliveries that a worker will handle: those of parked tickets wait for a person."""
    parked = select(TicketState.ticket_id).where(TicketState.parked_at.is_not(None))
    waiting = select(func.count()).where(Delivery.closed_at.is_(None), Delivery.ticket_id.not_in(parked))
    with engine.connect() as connection:
        return connection.execute(waiting).scalar_one()


def _select_open() -> Select[int, int, str, datetime, int]:
    columns = (Delivery.id, Delivery.ticket_id, Delivery.kind, Delivery.received_at, Delivery.attempts)
    return select(*columns).where(Delivery.closed_at.is_(None))


def _ensure_ticket(connection: Connection, ticket_id: int) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = {"ticket_id": ticket_id, "failures": 0, "starts": 0}
    connection.execute(dialect.insert(TicketState).values(row).on_conflict_do_nothing(index_elements=["ticket_id"]))
