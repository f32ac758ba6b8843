"""Runs: planned before anything is sent, marked sent after; the history that the next decision needs."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Row, func, select, update

from bot.core.decision import Action, History
from bot.core.tags import Overrides, State
from bot.store.deliveries import now
from bot.store.tables import Run

PLANNED, SENT, REPLACED, OBSERVED = "planned", "sent", "replaced", "observed"


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """A run as it is planned; the fields are those of the table, texts are as sent."""

    key: str
    ticket_id: int
    message_id: str
    mode: str
    intent: str
    intent_score: float
    action: str
    reason: str
    items: list[str]
    findings: list[dict[str, Any]]
    risks: list[dict[str, Any]]
    known: str
    ticket_state: str | None
    tags_left: list[str]
    tags_removed: list[str]
    tags_added: list[str]
    reply: str | None
    note: str | None
    versions: dict[str, str]


def load_history(engine: Engine, ticket_id: int) -> History:
    """What our earlier sent runs of the ticket left."""
    with engine.connect() as connection:
        newest = connection.execute(
            select(Run)
            .with_only_columns(Run.key, Run.known, Run.ticket_state, Run.tags_left, Run.tags_removed, Run.tags_added)
            .where(Run.ticket_id == ticket_id, Run.state == SENT)
            .order_by(Run.sent_at.desc(), Run.id.desc())
            .limit(1)
        ).one_or_none()
        told = connection.execute(
            select(Run.action, func.count())
            .where(Run.ticket_id == ticket_id, Run.state == SENT, Run.replied)
            .group_by(Run.action)
        ).all()
    return History() if newest is None else _to_history(newest, dict(told))


def _to_history(newest: Row[Any], told: dict[str, int]) -> History:
    return History(
        state=State(newest.ticket_state) if newest.ticket_state else None,
        tags_left=frozenset(newest.tags_left),
        overrides=Overrides(frozenset(newest.tags_removed), frozenset(newest.tags_added)),
        rounds_asked=told.get(Action.ASK, 0),
        ready_told=told.get(Action.READY, 0) > 0,
        known=newest.known,
        run_key=newest.key,
    )


def load_planned(engine: Engine, ticket_id: int) -> list[tuple[str, bool]]:
    """The ticket's runs that were planned and, as far as we know, not sent: key, and whether a reply was in it."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(Run.key, Run.reply.is_not(None)).where(Run.ticket_id == ticket_id, Run.state == PLANNED)
        )
        return [(key, bool(replies)) for key, replies in rows]


def save_planned(engine: Engine, run: PlannedRun) -> None:
    """Plan a run; it replaces any other plan of the ticket, and itself where it was planned before."""
    values = {name: getattr(run, name) for name in PlannedRun.__slots__}
    with engine.begin() as connection:
        connection.execute(
            update(Run)
            .where(Run.ticket_id == run.ticket_id, Run.state == PLANNED, Run.key != run.key)
            .values(state=REPLACED)
        )
        again = connection.execute(
            update(Run).where(Run.key == run.key).values(**values, state=PLANNED, planned_at=now())
        )
        if again.rowcount == 0:
            connection.execute(Run.__table__.insert().values(**values, state=PLANNED, replied=False, planned_at=now()))  # type: ignore[attr-defined]


def save_sent(engine: Engine, key: str, replied: bool) -> None:
    """Mark a run as sent; IntegrityError where another run has already replied to the same message."""
    with engine.begin() as connection:
        connection.execute(update(Run).where(Run.key == key).values(state=SENT, replied=replied, sent_at=now()))


def save_observed(engine: Engine, key: str) -> None:
    """Mark a run as recorded only: nothing was to be written."""
    with engine.begin() as connection:
        connection.execute(update(Run).where(Run.key == key).values(state=OBSERVED))


def load_runs(engine: Engine, ticket_id: int) -> list[dict[str, Any]]:
    """Every run of a ticket as plain values, oldest first."""
    with engine.connect() as connection:
        rows = connection.execute(select(*Run.__table__.columns).where(Run.ticket_id == ticket_id).order_by(Run.id))
        return [dict(row) for row in rows.mappings()]
