"""Connections: one engine for our tables and the job engine's, on SQLite or PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Engine, create_engine, event, make_url

from bot.shipped import migrations_folder
from bot.store.turns import WaitingConnection

BUSY_SECONDS = 10.0
CONNECT_SECONDS = (2, 5)  # least and most that a PostgreSQL server may take to answer a connection
IDLE_SECONDS = 60  # in a transaction, then PostgreSQL ends it: a process that was paused must not keep its locks
DEAD_PEER = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}
THREADS = 20

log = structlog.get_logger()


def open_database(
    url: str, busy_seconds: float = BUSY_SECONDS, *, threads: int = THREADS, statement_seconds: float = 0.0
) -> Engine:
    """An engine for the URL, whose errors tell no values: those may be customers' words. What waits for another's lock
    longer than ``busy_seconds`` fails with OperationalError, and so does a statement that takes PostgreSQL longer than
    ``statement_seconds``, if that is not 0. ``threads`` may have a connection each, and a few more; whoever waits
    longer than ``busy_seconds`` for one fails with TimeoutError."""
    pool: dict[str, Any] = {"pool_size": threads, "pool_timeout": busy_seconds, "hide_parameters": True}
    if url.startswith("sqlite"):
        return _open_sqlite(url, busy_seconds, pool)
    limits = to_limits(busy_seconds, statement_seconds)
    return create_engine(url, pool_pre_ping=True, connect_args=limits, **pool)


def to_limits(busy_seconds: float, statement_seconds: float) -> dict[str, object]:
    """How long PostgreSQL and the way to it may take, as its driver is told."""
    most_seconds = {
        "lock_timeout": busy_seconds,
        "statement_timeout": statement_seconds,
        "idle_in_transaction_session_timeout": IDLE_SECONDS,
    }
    options = " ".join(f"-c {name}={int(seconds * 1000)}" for name, seconds in most_seconds.items())
    least, most = CONNECT_SECONDS
    return {"connect_timeout": min(max(least, round(busy_seconds)), most), "options": options, **DEAD_PEER}


def _open_sqlite(url: str, busy_seconds: float, pool: dict[str, Any]) -> Engine:
    """Write-ahead log, full sync, and writers that queue from their first statement. The isolation level is set on
    connect: a begin event would not reach the job engine's own transactions."""
    waiting = {"isolation_level": "IMMEDIATE", "timeout": busy_seconds, "factory": WaitingConnection}
    engine = create_engine(url, connect_args=waiting, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def upgrade_database(url: str, revision: str = "head") -> None:
    """Bring our tables up to ``revision``. Several processes may do so at once: one migrates, the others wait. Those of
    a newer version are left as they are: newer ones only add, so that an older program can start on them again."""
    if url.startswith("sqlite"):
        _make_own_file(Path(make_url(url).database or "").resolve())
    config = make_alembic_config(url)
    if newer := _load_revisions(url) - {script.revision for script in _walk(config)}:
        log.warning("newer_tables", revisions=sorted(newer))
        return
    command.upgrade(config, revision)


def _make_own_file(file: Path) -> None:
    """An empty file where there is none, its owner's alone: customers' words come to stand in it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)


def _load_revisions(url: str) -> set[str]:
    engine = open_database(url)
    try:
        with engine.connect() as connection:
            return set(MigrationContext.configure(connection).get_current_heads())
    finally:
        engine.dispose()


def _walk(config: Config) -> Iterator[Script]:
    return ScriptDirectory.from_config(config).walk_revisions()


def make_alembic_config(url: str) -> Config:
    """Alembic's configuration without a file; the URL is passed as an attribute so that it is never printed."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["url"] = url
    return config
