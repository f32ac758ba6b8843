"""Customers' words taken out of the database: codes, times and counts stay, so reports do not change."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, select, update

from bot.store.report_tables import JourneyRow
from bot.store.tables import Baseline, Correction, Delivery, Message, Run

BATCH = 500  # rows in one transaction: others wait for it on SQLite
KEPT = frozenset({"item", "status", "source", "score", "agreed", "exposed", "standing", "kind"})


def save_words_erased(engine: Engine, before: datetime, at: datetime) -> int:
    """Erase the words of every run, message, correction and first look at an account that is older; how many rows held
    some. Done in small pieces, each of which stands by itself."""
    erased = 0
    while count := _erase_runs(engine, before, at) + _erase_messages(engine, before):
        erased += count
    with engine.begin() as connection:
        noted = update(Correction).where(Correction.said_at < before, Correction.note != "").values(note="")
        looked = delete(Baseline).where(Baseline.taken_at < before.strftime("%Y-%m-%dT%H:%M:%S"))
        return erased + connection.execute(noted).rowcount + connection.execute(looked).rowcount


def save_person_erased(engine: Engine, requester_id: int, at: datetime) -> int:
    """Erase a requester's words and number everywhere; how many tickets were theirs."""
    with engine.begin() as connection:
        of_person = select(JourneyRow.ticket_id).where(JourneyRow.requester_id == requester_id)
        tickets = list(connection.execute(of_person).scalars())
        for ticket_id in tickets:
            _erase_ticket(connection, ticket_id, at)
        mine = JourneyRow.requester_id == requester_id
        connection.execute(update(JourneyRow).where(mine).values(requester_id=None))
        connection.execute(update(Delivery).where(Delivery.user_id == requester_id).values(user_id=None))
    return len(tickets)


def _erase_ticket(connection: Connection, ticket_id: int, at: datetime) -> None:
    runs = select(Run.id, Run.findings, Run.risks).where(Run.ticket_id == ticket_id)
    _strip_runs(connection, connection.execute(runs).all(), at)
    connection.execute(update(Message).where(Message.ticket_id == ticket_id).values(text=None, apart=[]))
    connection.execute(update(Correction).where(Correction.ticket_id == ticket_id).values(note=""))
    connection.execute(delete(Baseline).where(Baseline.ticket_id == ticket_id))


def _erase_runs(engine: Engine, before: datetime, at: datetime) -> int:
    old = select(Run.id, Run.findings, Run.risks).where(Run.planned_at < before, Run.erased_at.is_(None))
    with engine.begin() as connection:
        rows = connection.execute(old.order_by(Run.planned_at).limit(BATCH)).all()
        _strip_runs(connection, rows, at)
    return len(rows)


def _strip_runs(connection: Connection, rows: Collection[Any], at: datetime) -> None:
    values = [
        {"run": row.id, "bare_findings": [strip(f) for f in row.findings], "bare_risks": [strip(r) for r in row.risks]}
        for row in rows
    ]
    bare = {"findings": bindparam("bare_findings"), "risks": bindparam("bare_risks"), "known": "", "erased_at": at}
    if values:
        stripped = update(Run).where(Run.id == bindparam("run"))
        connection.execute(stripped.values(bare | {"reply": None, "note": None}), values)


def strip(record: Mapping[str, Any]) -> dict[str, Any]:
    """A finding or a risk with its codes alone: whatever may hold words is there, and empty."""
    return {name: value if name in KEPT else _to_empty(value) for name, value in record.items()}


def _to_empty(value: object) -> object:
    if isinstance(value, Mapping):
        return {}
    return [] if isinstance(value, list | tuple) else ""


def _erase_messages(engine: Engine, before: datetime) -> int:
    old = select(Message.ticket_id, Message.message_id).where(Message.read_at < before, Message.text.is_not(None))
    with engine.begin() as connection:
        rows = connection.execute(old.order_by(Message.read_at).limit(BATCH)).all()
        for row in rows:
            one = (Message.ticket_id == row.ticket_id) & (Message.message_id == row.message_id)
            connection.execute(update(Message).where(one).values(text=None, apart=[]))
    return len(rows)
