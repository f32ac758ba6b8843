"""The clock that all processes agree on."""

from datetime import datetime

from sqlalchemy import Connection, Engine, func
from sqlalchemy.sql import ColumnElement, literal

from bot.store.deliveries import now
from bot.store.tables import UtcDateTime


def find_clock(database: Engine | Connection) -> ColumnElement[datetime]:
    """PostgreSQL's own clock, to be used in a statement; on SQLite all processes share the machine's."""
    if database.dialect.name == "sqlite":
        return literal(now(), UtcDateTime)
    return func.clock_timestamp(type_=UtcDateTime)
