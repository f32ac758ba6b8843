"""What each handling adds to the tables that reports read, in one transaction."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import datetime
from functools import cache
from sys import intern
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.reports.hours import OfficeHours
from bot.reports.journey import Handled, Journey, Shape, advance
from bot.store.report_tables import JourneyRow, OverrideRow, ShapeRow, VersionMark
from bot.store.tables import Delivery, Run

LISTS = ("missing_first", "missing_later", "risks", "overruled")
LONGEST_VERSION = 64
SHAPE_COLUMNS = tuple(getattr(ShapeRow, field.name) for field in fields(Shape))
JOURNEY_COLUMNS = tuple(getattr(JourneyRow, field.name) for field in fields(Journey) if field.name != "shape")


def save_handled(
    engine: Engine, handled: Handled, hours: OfficeHours, versions: Mapping[str, str], run_key: str = ""
) -> None:
    """Add one handling to its ticket's journey, with its overrides and the versions it was the first to use. Done
    twice, it changes nothing. ``run_key`` is the run's whose tags were changed."""
    with engine.begin() as connection:
        told = _load_teller(connection, handled.ticket_id)
        answered = _load_first_answer(connection, handled.ticket_id)
        journey = advance(load_journey(connection, handled.ticket_id), handled, hours, answered, told[1])
        _save_journey(connection, journey)
        _save_overrides(connection, handled, run_key, told)
        _save_versions(connection, handled.at, versions)


def load_journey(connection: Connection, ticket_id: int) -> Journey | None:
    """The ticket's journey so far; None before its first handling."""
    joined = select(*JOURNEY_COLUMNS, *SHAPE_COLUMNS).join(ShapeRow, ShapeRow.id == JourneyRow.shape_id)
    row = connection.execute(joined.where(JourneyRow.ticket_id == ticket_id)).mappings().one_or_none()
    if row is None:
        return None
    own = {column.key: row[column.key] for column in JOURNEY_COLUMNS}
    return Journey(shape=to_shape(*(row[column.key] for column in SHAPE_COLUMNS)), **own)


def to_shape(*columns: Any) -> Shape:
    """A shape from the columns of its row."""
    brand, procedure, intent, language, state, reason, rounds, answered_by, first, later, risks, overruled, end = (
        columns
    )
    procedure, intent, language, state = map(intern, (procedure, intent, language, state))  # of few different ones
    read = (brand, procedure, intent, language, state, intern(reason), rounds, intern(answered_by))
    return Shape(*read, _split(first), _split(later), _split(risks) or (), _split(overruled) or (), intern(end))


@cache
def _split(joined: str | None) -> tuple[str, ...] | None:
    """A list of codes: there are few different ones."""
    return None if joined is None else tuple(filter(None, joined.split(",")))


def save_shapes(connection: Connection, shape: Shape) -> dict[str, int]:
    """The ids of the rows of a shape and of its outline, made where there were none, by their columns."""
    return {"shape_id": _save_shape(connection, shape), "outline_id": _save_shape(connection, shape.outline)}


def _save_shape(connection: Connection, shape: Shape) -> int:
    values = asdict(shape)
    values |= {name: None if values[name] is None else ",".join(values[name]) for name in LISTS}
    digest = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:32]
    same = select(ShapeRow.id).where(ShapeRow.digest == digest)
    if (known := connection.execute(same).scalar_one_or_none()) is not None:
        return known
    _insert_new(connection, ShapeRow, values | {"digest": digest})
    return connection.execute(same).scalar_one()


def save_overruled(connection: Connection, ticket_id: int, subject: str) -> None:
    """Count a person's correction of an item (or of the state or the intent) in the reports, where the ticket is
    known to them."""
    journey = load_journey(connection, ticket_id)
    if journey is not None and subject not in journey.shape.overruled:
        overruled = tuple(sorted({*journey.shape.overruled, subject}))
        ids = save_shapes(connection, replace(journey.shape, overruled=overruled))
        connection.execute(update(JourneyRow).where(JourneyRow.ticket_id == ticket_id).values(ids))


def _save_journey(connection: Connection, journey: Journey) -> None:
    values = {column.key: getattr(journey, column.key) for column in JOURNEY_COLUMNS}
    values |= save_shapes(connection, journey.shape)
    again = update(JourneyRow).where(JourneyRow.ticket_id == journey.ticket_id).values(values)
    if connection.execute(again).rowcount == 0:
        connection.execute(insert(JourneyRow).values(values))


def _load_first_answer(connection: Connection, ticket_id: int) -> datetime | None:
    replied = select(func.min(Run.sent_at)).where(Run.ticket_id == ticket_id, Run.replied)
    return connection.execute(replied).scalar()


def _load_teller(connection: Connection, ticket_id: int) -> tuple[int | None, datetime | None]:
    """Who changed the ticket, and when we were told: by the newest delivery of an agent's change that is still open."""
    told = select(Delivery.user_id, Delivery.received_at).where(
        Delivery.ticket_id == ticket_id, Delivery.closed_at.is_(None), Delivery.kind == "overridden"
    )
    row = connection.execute(told.order_by(Delivery.id.desc()).limit(1)).one_or_none()
    return (None, None) if row is None else (row.user_id, row.received_at)


def _save_overrides(
    connection: Connection, handled: Handled, run_key: str, told: tuple[int | None, datetime | None]
) -> None:
    user_id, at = told
    for change in handled.changes:
        values = asdict(change) | {"ticket_id": handled.ticket_id, "run_key": run_key}
        _insert_new(connection, OverrideRow, values | {"user_id": user_id, "seen_at": at or handled.at})


def _save_versions(connection: Connection, at: datetime, versions: Mapping[str, str]) -> None:
    """Only what is new is written: every handling comes by here."""
    wanted = {(name[:LONGEST_VERSION], version[:LONGEST_VERSION]) for name, version in versions.items()}
    known = select(VersionMark.name, VersionMark.version).where(VersionMark.name.in_([name for name, _ in wanted]))
    seen = {(row.name, row.version) for row in connection.execute(known)}
    for name, version in sorted(wanted - seen):
        _insert_new(connection, VersionMark, {"name": name, "version": version, "seen_at": at})


def _insert_new(connection: Connection, table: type[Any], values: dict[str, Any]) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(dialect.insert(table).values(values).on_conflict_do_nothing())
