"""Runs: planned before anything is sent, marked sent after; the history that the next decision needs."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

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
    remarks: list[str]
    versions: dict[str, str]


def load_history(engine: Engine, ticket_id: int) -> History:
    """What our earlier sent runs of the ticket left."""
    with engine.connect() as connection:
        newest = connection.execute(
            select(Run)
            .with_only_columns(
                Run.key,
                Run.known,
                Run.reason,
                Run.message_id,
                Run.ticket_state,
                Run.tags_left,
                Run.tags_removed,
                Run.tags_added,
            )
            .where(Run.ticket_id == ticket_id, Run.state == SENT)
            .order_by(Run.sent_at.desc(), Run.id.desc())
            .limit(1)
        ).one_or_none()
        told = connection.execute(
            select(Run.action)
            .where(Run.ticket_id == ticket_id, Run.state == SENT, Run.replied)
            .order_by(Run.sent_at, Run.id)
        )
        return History() if newest is None else _to_history(newest, list(told.scalars()))


def _to_history(newest: Row[Any], told: list[str]) -> History:
    """``told`` are the actions that the customer was written about, oldest first: a ready reply counts until something
    was asked again."""
    return History(
        state=State(newest.ticket_state) if newest.ticket_state else None,
        tags_left=frozenset(newest.tags_left),
        overrides=Overrides(frozenset(newest.tags_removed), frozenset(newest.tags_added)),
        rounds_asked=told.count(Action.ASK),
        ready_told=told[-1:] == [Action.READY],
        known=newest.known,
        reason=newest.reason,
        run_key=newest.key,
        read_to=newest.message_id,
    )


@dataclass(frozen=True, slots=True)
class Unsent:
    """A run that was planned and, as far as we know, not sent; a silent one writes tags and fields alone."""

    key: str
    replies: bool
    silent: bool
    action: str
    reason: str
    items: tuple[str, ...]
    tags_left: frozenset[str]


def load_planned(engine: Engine, ticket_id: int) -> list[Unsent]:
    """The ticket's planned runs, oldest first."""
    columns = (Run.key, Run.reply, Run.note, Run.action, Run.reason, Run.items.label("asked"), Run.tags_left)
    with engine.connect() as connection:
        planned = select(*columns).where(Run.ticket_id == ticket_id, Run.state == PLANNED)
        return [_to_unsent(row) for row in connection.execute(planned.order_by(Run.id))]


def _to_unsent(row: Row[Any]) -> Unsent:
    replies = row.reply is not None
    silent = not replies and row.note is None
    return Unsent(row.key, replies, silent, row.action, row.reason, tuple(row.asked), frozenset(row.tags_left))


def save_planned(engine: Engine, run: PlannedRun) -> bool:
    """Plan a run; it replaces any other plan of the ticket, and itself where it was planned before. False, and nothing
    is changed, where this very run was sent already, or another one replied to the same message: never twice."""
    values = {name: getattr(run, name) for name in PlannedRun.__slots__} | {"state": PLANNED, "planned_at": now()}
    with engine.begin() as connection:
        if _is_sent(connection, run):
            return False
        connection.execute(
            update(Run)
            .where(Run.ticket_id == run.ticket_id, Run.state == PLANNED, Run.key != run.key)
            .values(state=REPLACED)
        )
        again = connection.execute(update(Run).where(Run.key == run.key).values(values))
        if again.rowcount == 0:
            connection.execute(insert(Run).values(values | {"replied": False}))
    return True


def _is_sent(connection: Connection, run: PlannedRun) -> bool:
    doubles = Run.key == run.key
    if run.reply is not None:
        doubles |= (Run.ticket_id == run.ticket_id) & (Run.message_id == run.message_id) & Run.replied
    return connection.execute(select(Run.id).where(doubles, Run.state == SENT)).first() is not None


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
