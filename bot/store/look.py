"""What the pages ask of the runs: which tickets were handled lately, and how workers are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from bot.store.tables import Beat, Delivery, Run, Walk

MOST_RUNS = 400  # looked through for the newest tickets: a ticket has a handful


@dataclass(frozen=True, slots=True)
class RecentTicket:
    """A ticket's newest run."""

    ticket_id: int
    intent: str
    action: str
    reason: str
    state: str
    planned_at: datetime


@dataclass(frozen=True, slots=True)
class WorkerBeat:
    """A worker's newest sign of life, and how Zendesk received its token."""

    worker: str
    beat_at: datetime
    zendesk: str


def load_recent(engine: Engine, limit: int) -> list[RecentTicket]:
    """The tickets with the newest runs, the newest first, each with its newest one."""
    columns = (Run.ticket_id, Run.intent, Run.action, Run.reason, Run.state, Run.planned_at)
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).order_by(Run.id.desc()).limit(MOST_RUNS)).all()
    newest: dict[int, RecentTicket] = {}
    for row in rows:
        newest.setdefault(row.ticket_id, RecentTicket(*row))
    return list(newest.values())[:limit]


def load_outcome(engine: Engine, ticket_id: int) -> tuple[datetime, str | None] | None:
    """When the newest delivery of the ticket came, and what became of it (None: it waits); None without any."""
    columns = (Delivery.received_at, Delivery.outcome)
    asked = select(*columns).where(Delivery.ticket_id == ticket_id).order_by(Delivery.id.desc()).limit(1)
    with engine.connect() as connection:
        row = connection.execute(asked).one_or_none()
    return None if row is None else (row.received_at, row.outcome)


def load_workers(engine: Engine) -> list[WorkerBeat]:
    """Every worker that was not buried, by name."""
    with engine.connect() as connection:
        rows = connection.execute(select(Beat.worker, Beat.beat_at, Beat.zendesk).order_by(Beat.worker))
        return [WorkerBeat(*row) for row in rows]


def load_walks(engine: Engine) -> list[Walk]:
    """How far each walk over Zendesk's changes has come."""
    with engine.connect() as connection:
        return [Walk(**row) for row in connection.execute(select(*Walk.__table__.columns)).mappings()]
