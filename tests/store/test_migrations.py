"""Migrations on real databases: up, down, up again, no drift, and the job engine's tables left alone."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Engine, inspect, text

from bot.jobs import Jobs, make_engine_tables, name_job
from bot.shipped import migrations_folder
from bot.store.database import make_alembic_config, open_database, upgrade_database
from bot.store.deliveries import NewDelivery, count_open, now, save_delivery
from bot.store.report_tables import Base

OURS = {
    "baselines",
    "beats",
    "corrections",
    "deliveries",
    "digests",
    "journeys",
    "made_things",
    "messages",
    "overrides",
    "paces",
    "runs",
    "sealed_secrets",
    "seen_secrets",
    "sessions",
    "shapes",
    "sign_in_tries",
    "tickets",
    "tokens",
    "users",
    "version_marks",
    "walks",
    "wishes",
}


@pytest.fixture
def empty_engine(empty_database_url: str) -> Iterator[Engine]:
    engine = open_database(empty_database_url)
    yield engine
    engine.dispose()


def find_tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def find_engine_tables(engine: Engine) -> set[str]:
    """The job engine's tables: in a schema of their own on PostgreSQL, beside ours on SQLite."""
    if engine.dialect.name == "postgresql":
        return set(inspect(engine).get_table_names(schema="dbos"))
    return find_tables(engine) - OURS - {"alembic_version"}


def save_one(engine: Engine, invocation: str = "one") -> None:
    with engine.begin() as connection:
        delivery_id = save_delivery(connection, NewDelivery(invocation, 42, "created"), now())
        assert delivery_id is not None
        Jobs(engine).enqueue(connection, delivery_id, 42)


def test_there_is_one_head():
    script = ScriptDirectory.from_config(make_alembic_config("sqlite://"))
    assert len(script.get_heads()) == 1


def test_up_from_nothing_makes_the_models_tables(empty_database_url, empty_engine):
    upgrade_database(empty_database_url)
    assert find_tables(empty_engine) == OURS | {"alembic_version"}
    assert set(Base.metadata.tables) == OURS


def test_up_again_keeps_what_is_stored(engine, database_url):
    save_one(engine)
    upgrade_database(database_url)
    make_engine_tables(database_url)
    assert count_open(engine) == 1
    assert Jobs(engine).load_live() == {name_job(1, 0)}


def test_down_drops_our_tables_and_leaves_the_engines(engine, database_url):
    save_one(engine)
    theirs = find_engine_tables(engine)
    assert "workflow_status" in theirs
    command.downgrade(make_alembic_config(database_url), "base")
    assert not find_tables(engine) & OURS
    assert find_engine_tables(engine) == theirs
    assert Jobs(engine).load_live() == {name_job(1, 0)}


def test_down_and_up_again_gives_working_tables(engine, database_url):
    save_one(engine)
    command.downgrade(make_alembic_config(database_url), "base")
    upgrade_database(database_url)
    assert count_open(engine) == 0
    save_one(engine, "two")
    assert count_open(engine) == 1


def test_models_and_migrations_do_not_differ(engine):
    """The naked comparison sees the engine's tables on SQLite; ours must not be among what it finds."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, Base.metadata)
    assert [difference for difference in found if OURS & set(find_names(difference))] == []


def find_names(difference: object) -> list[str]:
    """Every table name in one of Alembic's differences, which are nested tuples and lists."""
    if isinstance(difference, list | tuple):
        return [name for part in difference for name in find_names(part)]
    table = getattr(difference, "table", difference)
    return [str(getattr(table, "name", table))]


def test_autogenerate_leaves_the_engines_tables_alone(database_url):
    command.check(make_alembic_config(database_url))


def test_generated_migration_writes_our_column_types_as_the_plain_ones_beneath(engine, database_url, tmp_path):
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE beats DROP COLUMN beat_at"))
        connection.execute(text("ALTER TABLE runs DROP COLUMN reply"))
    config = make_alembic_config(database_url)
    config.set_main_option("version_locations", f"{migrations_folder() / 'versions'} {tmp_path}")
    config.set_main_option("path_separator", "space")
    script = command.revision(config, "more", autogenerate=True, version_path=str(tmp_path), rev_id="more")
    assert isinstance(script, Script)
    written = Path(script.path).read_text(encoding="utf-8")
    assert "sa.DateTime(timezone=True)" in written
    assert "sa.Text()" in written
    assert "bot.store" not in written


def test_deleted_newest_delivery_does_not_give_its_id_away(engine):
    save_one(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM deliveries"))
        assert save_delivery(connection, NewDelivery("two", 42, "created"), now()) == 2


def test_processes_that_start_together_all_find_their_tables(empty_database_url, empty_engine):
    program = "import sys; from bot.store.database import upgrade_database; upgrade_database(sys.argv[1])"
    command_line = [sys.executable, "-c", program, empty_database_url]
    starting = [subprocess.Popen(command_line, stderr=subprocess.PIPE) for _ in range(3)]
    assert [(process.communicate(timeout=90)[1], process.returncode) for process in starting] == [(b"", 0)] * 3
    assert find_tables(empty_engine) >= OURS


def test_threads_that_open_a_new_file_together_wait_for_each_other(make_sqlite_database):
    def connect(url: str, together: threading.Barrier) -> None:
        engine = open_database(url)
        together.wait()
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
        engine.dispose()

    for _ in range(20):
        url, together = make_sqlite_database(False), threading.Barrier(4)
        with ThreadPoolExecutor(4) as pool:
            for opened in [pool.submit(connect, url, together) for _ in range(4)]:
                opened.result()


def test_failed_migration_leaves_nothing_behind(empty_database_url, empty_engine):
    """A table in the way makes the first migration fail half-way."""
    with empty_engine.begin() as connection:
        connection.execute(text("CREATE TABLE tickets (id INTEGER)"))
    with pytest.raises(Exception, match="tickets"):
        upgrade_database(empty_database_url)
    assert find_tables(empty_engine) == {"tickets"}


def test_sqlite_connections_are_durable_and_wait(make_sqlite_database):
    engine = open_database(make_sqlite_database(True))
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.connection.dbapi_connection.busy_seconds == 10
    engine.dispose()
