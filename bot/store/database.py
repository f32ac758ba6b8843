"""Connections: one engine for our tables and the job engine's, on SQLite or PostgreSQL."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, make_url

from bot.shipped import migrations_folder
from bot.store.turns import WaitingConnection

BUSY_SECONDS = 10.0
CONNECT_SECONDS = 5  # how long a PostgreSQL server may take to answer a connection
POOL_SIZE = 20


def open_database(url: str, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine for the URL, whose errors tell no values: those may be customers' words. What waits for another's lock
    longer than ``busy_seconds`` fails with OperationalError."""
    if url.startswith("sqlite"):
        return _open_sqlite(url, busy_seconds)
    limits = {"connect_timeout": CONNECT_SECONDS, "options": f"-c lock_timeout={int(busy_seconds * 1000)}"}
    return create_engine(url, pool_pre_ping=True, pool_size=POOL_SIZE, connect_args=limits, hide_parameters=True)


def _open_sqlite(url: str, busy_seconds: float) -> Engine:
    """Write-ahead log, full sync, and writers that queue from their first statement. The isolation level is set on
    connect: a begin event would not reach the job engine's own transactions."""
    waiting = {"isolation_level": "IMMEDIATE", "timeout": busy_seconds, "factory": WaitingConnection}
    engine = create_engine(url, pool_size=POOL_SIZE, connect_args=waiting, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def upgrade_database(url: str, revision: str = "head") -> None:
    """Bring our tables up to ``revision``. Several processes may do so at once: one migrates, the others wait."""
    if url.startswith("sqlite"):
        Path(make_url(url).database or "").resolve().parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(make_alembic_config(url), revision)


def make_alembic_config(url: str) -> Config:
    """Alembic's configuration without a file; the URL is passed as an attribute so that it is never printed."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["url"] = url
    return config
