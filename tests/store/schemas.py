"""Databases as a revision leaves them: what they hold, rows made up for their tables, and what may change of them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import JSON, BigInteger, Boolean, Connection, DateTime, Engine, Float, Integer, MetaData, Table, inspect

from bot.store.database import make_alembic_config
from bot.store.report_tables import Base

SCRIPT = ScriptDirectory.from_config(make_alembic_config("sqlite://"))
REVISIONS = tuple(script.revision for script in reversed(list(SCRIPT.walk_revisions())))
STEPS = tuple(pairwise(REVISIONS))
MOMENT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def reflect_tables(engine: Engine) -> dict[str, Table]:
    """Our tables as they stand in the database, in an order in which they can be filled."""
    known = MetaData()
    known.reflect(engine, only=lambda name, _: name in Base.metadata.tables)
    return {table.name: table for table in known.sorted_tables}


def describe_schema(engine: Engine) -> dict[str, Any]:
    """All that can be told of our tables, without the order of columns and constraints."""
    looking = inspect(engine)
    return {
        name: {
            "columns": sorted(
                (column["name"], str(column["type"]), column["nullable"], str(column["default"]))
                for column in looking.get_columns(name)
            ),
            "key": looking.get_pk_constraint(name),
            "unique": sorted(map(_to_text, looking.get_unique_constraints(name))),
            "foreign": sorted(map(_to_text, looking.get_foreign_keys(name))),
            "indexes": sorted(map(_to_text, looking.get_indexes(name))),
        }
        for name in looking.get_table_names()
        if name in Base.metadata.tables
    }


def _to_text(described: Any) -> str:
    where = {name: str(text) for name, text in described.get("dialect_options", {}).items()}
    return str(sorted({**described, "dialect_options": sorted(where.items())}.items(), key=str))


def invent_row(table: Table, number: int, names: Iterable[str] | None = None) -> dict[str, Any]:
    """A row of that table with a value in each of the named columns, of all by default, and different for each
    number."""
    chosen = table.columns if names is None else [table.columns[name] for name in names]
    return {column.name: invent_value(column.type, column.name, number) for column in chosen}


def invent_value(kind: Any, name: str, number: int) -> object:
    """A value that such a column takes."""
    if isinstance(kind, DateTime):
        return MOMENT
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Float):
        return 0.5
    if isinstance(kind, BigInteger | Integer):
        return number
    if isinstance(kind, JSON):
        return [number]
    return f"{name[:4]}{number}"


def find_breaches(before: dict[str, Table], after: dict[str, Table]) -> list[str]:
    """What of the older schema the newer one takes away or makes stricter: code of before would fail on it."""
    breaches = [f"{name} is gone" for name in before.keys() - after.keys()]
    for name, old in before.items():
        if name in after:
            breaches += [
                f"{name}.{column} is gone" for column in set(old.columns.keys()) - set(after[name].columns.keys())
            ]
            breaches += [text for column in after[name].columns if (text := _find_breach(old, column))]
            breaches += _find_new_rules(old, after[name])
    return breaches


def _find_breach(old: Table, column: Any) -> str:
    said, was = f"{old.name}.{column.name}", old.columns.get(column.name)
    free = column.nullable or column.server_default is not None
    if was is None:
        return "" if free else f"{said} must be given"
    if str(was.type) != str(column.type):
        return f"{said} was {was.type} and is {column.type}"
    return f"{said} must be given now" if was.nullable and not free else ""


def _find_new_rules(old: Table, new: Table) -> list[str]:
    """Keys and unique columns that were none before. One with a new column that may be empty asks nothing of a row that
    does not know the column."""
    unknown = {column.name for column in new.columns if column.nullable and column.name not in old.columns}
    return [
        f"{new.name}: {kind} of {names}" for kind, names in _find_rules(new) - _find_rules(old) if not names & unknown
    ]


def _find_rules(table: Table) -> set[tuple[str, frozenset[str]]]:
    rules = {(type(rule).__name__, frozenset(rule.columns.keys())) for rule in table.constraints}
    return rules | {("UniqueIndex", frozenset(index.columns.keys())) for index in table.indexes if index.unique}


def load_rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    """Every row, by the columns that this table knows."""
    return [dict(row) for row in connection.execute(table.select()).mappings()]
