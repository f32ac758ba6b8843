"""A database that somebody else keeps locked."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """Nobody can write a delivery: SQLite's whole file is locked, on PostgreSQL the table."""
    lock = "BEGIN IMMEDIATE" if engine.dialect.name == "sqlite" else "LOCK TABLE deliveries IN ACCESS EXCLUSIVE MODE"
    with engine.connect() as connection:
        connection.exec_driver_sql(lock)
        try:
            yield
        finally:
            connection.rollback()
