"""What reports ask of the database: few statements, each over one narrow index, on both databases."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Integer, Text, and_, bindparam, cast, func, literal, or_, select, type_coerce
from sqlalchemy.sql import ColumnElement

from bot.reports.gathered import Gathered, Mark, Question
from bot.reports.journey import Shape
from bot.reports.period import Period
from bot.store.journeys import SHAPE_COLUMNS, to_shape
from bot.store.report_tables import JourneyRow, ShapeRow, VersionMark

DAY_SECONDS = 86_400
FEW_SHAPES = 8_000
MOST_READY = 20_000  # tickets that wait for an agent; more is no desk
MEASURES = {
    "answer": JourneyRow.answer_minutes,
    "ready": JourneyRow.ready_minutes,
    "us": JourneyRow.us_minutes,
    "customer": JourneyRow.customer_minutes,
    "decided": JourneyRow.decided_minutes,
}
TIMED = or_(JourneyRow.answer_minutes.is_not(None), JourneyRow.ready_minutes.is_not(None))


@dataclass(frozen=True, slots=True)
class ListedTicket:
    """A ticket in the list behind a figure."""

    ticket_id: int
    opened_at: datetime
    shape: Shape
    minutes: int | None = None
    ready_since: datetime | None = None


def load_gathered(engine: Engine, question: Question) -> Gathered:
    """Everything that a report on the question is made of, as it was at one moment."""
    with _read_at_once(engine).connect() as connection:
        totals, counts = _load_totals(connection, question.period), _load_counts(connection, question.period)
        ready = _load_ready(connection)
        used = totals.keys() | {known for _, known, _ in counts} | {known for _, known in ready}
        shapes = {known: shape for known, shape in load_shapes(connection, used).items() if question.covers(shape)}
        return Gathered(
            shapes=shapes,
            by_shape=totals,
            counts=counts,
            minutes=_load_minutes(connection, question, shapes),
            ready=ready,
            marks=_load_marks(connection, question.period),
        )


def _read_at_once(engine: Engine) -> Engine:
    """Every statement sees the same moment. Not on SQLite, where it would take away how our writers begin, and where a
    report may be a ticket ahead of itself."""
    on_sqlite = engine.dialect.name == "sqlite"
    return engine if on_sqlite else engine.execution_options(isolation_level="REPEATABLE READ")


def load_shapes(connection: Connection, ids: Collection[int]) -> dict[int, Shape]:
    """Those shapes by their ids; where many are wanted, all are read."""
    asked = select(ShapeRow.id, *SHAPE_COLUMNS)
    if len(ids) < FEW_SHAPES:
        asked = asked.where(_among(ShapeRow.id, ids))
    return {known: to_shape(*columns) for known, *columns in connection.execute(asked)}


def load_used_shapes(engine: Engine, question: Question) -> dict[int, Shape]:
    """The shapes of the tickets that came in during the period, by their ids."""
    with engine.connect() as connection:
        return load_shapes(connection, _load_totals(connection, question.period).keys())


def load_brands(engine: Engine) -> list[int]:
    """The brands of which there are tickets."""
    with engine.connect() as connection:
        brands = select(ShapeRow.brand_id).where(ShapeRow.brand_id.is_not(None)).distinct()
        return sorted(brand for brand in connection.execute(brands).scalars() if brand is not None)


def load_listed(
    engine: Engine, question: Question, shapes: Iterable[int], limit: int, offset: int = 0, slowest: str = ""
) -> list[ListedTicket]:
    """The question's tickets of those shapes, the newest first, or those that took longest by one of ``MEASURES``."""
    measure = MEASURES.get(slowest)
    columns = (JourneyRow.ticket_id, JourneyRow.opened_at, JourneyRow.shape_id, JourneyRow.ready_since)
    listed = select(*columns, *_one(measure)).where(_is_in(question.period), _has_shape(shapes))
    if measure is not None:
        listed = listed.where(measure.is_not(None)).order_by(measure.desc(), JourneyRow.ticket_id)
    else:
        listed = listed.order_by(JourneyRow.opened_at.desc(), JourneyRow.ticket_id.desc())
    with engine.connect() as connection:
        rows = connection.execute(listed.limit(limit).offset(offset)).all()
        return _to_listed(connection, rows)


def load_waiting(engine: Engine) -> list[ListedTicket]:
    """The tickets that wait for an agent, those that have waited longest first."""
    columns = (JourneyRow.ticket_id, JourneyRow.opened_at, JourneyRow.shape_id, JourneyRow.ready_since)
    waiting = select(*columns, *_one(None)).where(JourneyRow.ready_since.is_not(None)).order_by(JourneyRow.ready_since)
    with engine.connect() as connection:
        return _to_listed(connection, connection.execute(waiting.limit(MOST_READY)).all())


def _one(measure: Any) -> tuple[Any, ...]:
    return (literal(None, Integer).label("minutes") if measure is None else measure.label("minutes"),)


def _to_listed(connection: Connection, rows: Sequence[Any]) -> list[ListedTicket]:
    wanted = {row.shape_id for row in rows}
    shapes = load_shapes(connection, wanted)
    return [
        ListedTicket(row.ticket_id, row.opened_at, shapes[row.shape_id], row.minutes, row.ready_since)
        for row in rows
        if row.shape_id in shapes
    ]


def _load_totals(connection: Connection, period: Period) -> dict[int, int]:
    """Tickets by shape."""
    grouped = select(JourneyRow.shape_id, func.count()).where(_is_in(period)).group_by(JourneyRow.shape_id)
    return {row[0]: row[1] for row in connection.execute(grouped)}


def _load_counts(connection: Connection, period: Period) -> list[tuple[int, int, int]]:
    """Tickets by stretch and outline. Within a part of the period that keeps its distance to UTC, a stretch is one
    division away; clocks turn twice a year at most."""
    origin = period.starts[0].toordinal() - datetime(1970, 1, 1).toordinal()
    seconds, length = type_coerce(JourneyRow.opened_at, Integer), period.step * DAY_SECONDS
    counts: list[tuple[int, int, int]] = []
    for start, end, offset in period.split_by_offset():
        stretch = (seconds + literal(offset - origin * DAY_SECONDS, Integer)).op("/", precedence=20)(length)
        grouped = select(stretch.label("stretch"), JourneyRow.outline_id, func.count()).where(_is_between(start, end))
        counts += [tuple(row) for row in connection.execute(grouped.group_by("stretch", JourneyRow.outline_id))]
    return counts


def _load_minutes(
    connection: Connection, question: Question, shapes: Mapping[int, Shape]
) -> dict[str, dict[str, Counter[int]]]:
    """How often each duration occurs, by procedure and measure."""
    return {
        procedure: _count_minutes(connection, question, procedure)
        for procedure in sorted({shape.procedure for shape in shapes.values()} - {""})
    }


def _count_minutes(connection: Connection, question: Question, procedure: str) -> dict[str, Counter[int]]:
    """All durations come as one list each and are counted here: no sort in the database, and no row per ticket."""
    gather = func.json_group_array if connection.dialect.name == "sqlite" else func.json_agg
    of_procedure = select(ShapeRow.id).where(ShapeRow.procedure == procedure)
    if question.brand_id is not None:
        of_procedure = of_procedure.where(ShapeRow.brand_id == question.brand_id)
    asked = select(*(cast(gather(column), Text) for column in MEASURES.values())).where(
        _is_in(question.period), TIMED, JourneyRow.shape_id.in_(of_procedure)
    )
    lists = connection.execute(asked).one()
    counted = [Counter(json.loads(values or "[]")) for values in lists]
    for counts in counted:
        del counts[None]
    return dict(zip(MEASURES, counted, strict=True))


def _load_ready(connection: Connection) -> list[tuple[datetime, int]]:
    waiting = select(JourneyRow.ready_since, JourneyRow.shape_id).where(JourneyRow.ready_since.is_not(None))
    rows = connection.execute(waiting.order_by(JourneyRow.ready_since).limit(MOST_READY))
    return [(since, shape_id) for since, shape_id in rows if since is not None]


def _load_marks(connection: Connection, period: Period) -> list[Mark]:
    seen = select(VersionMark.name, VersionMark.version, VersionMark.seen_at)
    within = seen.where(VersionMark.seen_at >= period.start, VersionMark.seen_at < period.end)
    return [Mark(*row) for row in connection.execute(within.order_by(VersionMark.seen_at, VersionMark.name))]


def _is_in(period: Period) -> ColumnElement[bool]:
    return _is_between(period.start, period.end)


def _is_between(start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(JourneyRow.opened_at >= start, JourneyRow.opened_at < end)


def _has_shape(shapes: Iterable[int]) -> Any:
    return _among(JourneyRow.shape_id, shapes)


def _among(column: Any, ids: Iterable[int]) -> Any:
    """Written into the statement: there may be more than a database takes as parameters."""
    return column.in_(bindparam(None, list(ids), expanding=True, literal_execute=True))
