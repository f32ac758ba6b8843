"""Alembic's environment: migrates our own tables and leaves the job engine's alone."""

from alembic import context

from bot.store.database import open_database
from bot.store.tables import Base


def is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """Whether a reflected table is ours; the job engine's stand unprefixed beside ours on SQLite."""
    return kind != "table" or name in Base.metadata.tables


def run_migrations() -> None:
    """Run inside one transaction, so that a failed migration leaves nothing behind where the database can."""
    engine = open_database(context.config.attributes["url"])
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=is_ours,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run_migrations()
