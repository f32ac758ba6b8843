"""Connections: one engine for our tables and the job engine's, on SQLite or PostgreSQL."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, make_url

from bot.shipped import migrations_folder

BUSY_SECONDS = 10  # how long a writer waits for another on SQLite


def open_database(url: str) -> Engine:
    """An engine for the URL. SQLite: write-ahead log, full sync, and writers that queue from their first statement
    (the isolation level is set on connect: a begin event would not reach the job engine's own transactions)."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)
    engine = create_engine(url, connect_args={"isolation_level": "IMMEDIATE", "timeout": BUSY_SECONDS}, pool_size=20)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def upgrade_database(url: str, revision: str = "head") -> None:
    """Bring our tables to ``revision`` (or down to it)."""
    config = make_alembic_config(url)
    if url.startswith("sqlite"):
        Path(make_url(url).database or "").resolve().parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(config, revision)


def make_alembic_config(url: str) -> Config:
    """Alembic's configuration without a file; the URL is passed as an attribute so that it is never printed."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.attributes["url"] = url
    return config
