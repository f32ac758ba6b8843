"""Alembic's environment: migrates our own tables and leaves the job engine's alone."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, TypeDecorator, text

import bot.store.people_tables  # noqa: F401 - its tables stand among the others
from bot.store.database import open_database
from bot.store.report_tables import Base  # all tables: those of the reports stand on the others

MIGRATION_LOCK = 7_363_297_783  # an arbitrary number that is ours among PostgreSQL's advisory locks
TURN_SECONDS = 120.0  # how long to wait for another process that migrates


def is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """Whether a reflected table is ours; the job engine's stand unprefixed beside ours on SQLite."""
    return kind != "table" or name in Base.metadata.tables


def render_item(kind: str, item: Any, _context: object) -> str | bool:
    """Our own column types as the plain ones that they store: a migration never imports from bot."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def take_turn(connection: Connection) -> None:
    """Wait until no other process migrates. SQLite's driver would run each statement by itself without the BEGIN."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})


def run_migrations() -> None:
    """Run all in one transaction: a migration that fails leaves nothing behind."""
    engine = open_database(context.config.attributes["url"], TURN_SECONDS)
    try:
        with engine.connect() as connection:
            migrate(connection)
    finally:
        engine.dispose()


def migrate(connection: Connection) -> None:
    """Migrate by the commands that Alembic was given."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=is_ours,
        render_item=render_item,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        take_turn(connection)
        context.run_migrations()


run_migrations()
