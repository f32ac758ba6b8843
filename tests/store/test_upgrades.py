"""Migrations of databases that are in use: what is stored stays, and the code of before goes on working."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Boolean, Column, Engine, Integer, MetaData, String, Table, UniqueConstraint, text
from structlog.testing import capture_logs

from bot.jobs import Jobs, make_engine_tables, name_job
from bot.store.database import make_alembic_config, open_database, upgrade_database
from bot.store.deliveries import Fortune, NewDelivery, load_fortune, load_open_delivery, now, save_delivery
from bot.store.runs import load_runs
from tests.store.schemas import (
    MOMENT,
    REVISIONS,
    STEPS,
    describe_schema,
    find_breaches,
    invent_row,
    load_rows,
    reflect_tables,
)

PREPARED = 8  # times that PostgreSQL's driver runs a statement until it has the server keep its plan


@pytest.fixture
def old(empty_database_url: str) -> Iterator[Engine]:
    """A database of the first revision, open as a process of then has it open."""
    upgrade_database(empty_database_url, REVISIONS[0])
    engine = open_database(empty_database_url)
    yield engine
    engine.dispose()


def fill(engine: Engine, tables: dict[str, Table], number: int) -> None:
    with engine.begin() as connection:
        for table in tables.values():
            connection.execute(table.insert().values(invent_row(table, number)))


def read(engine: Engine, tables: dict[str, Table]) -> dict[str, list[dict]]:
    with engine.connect() as connection:
        return {name: load_rows(connection, table) for name, table in tables.items()}


def test_database_of_the_first_revision_keeps_its_rows_and_its_job(old, empty_database_url):
    make_engine_tables(empty_database_url)
    tables = reflect_tables(old)
    fill(old, tables, 7)
    with old.begin() as connection:
        connection.execute(text("UPDATE deliveries SET closed_at = NULL"))
        connection.execute(text("UPDATE tickets SET parked_at = NULL, failures = 2, starts = 1"))
        Jobs(old).enqueue(connection, 7, 7)
    before = read(old, tables)
    upgrade_database(empty_database_url)
    make_engine_tables(empty_database_url)
    assert read(old, tables) == before
    assert Jobs(old).load_live() == {name_job(7, 0)}
    delivery, [run] = load_open_delivery(old, 7), load_runs(old, 7)
    assert (delivery.ticket_id, delivery.kind, delivery.attempts) == (7, "kind7", 7)
    assert delivery.received_at == MOMENT
    assert load_fortune(old, 7) == Fortune(failures=2, starts=1)
    assert (run["key"], run["findings"], run["planned_at"]) == ("key7", [7], MOMENT)


def test_database_of_the_first_revision_never_gives_an_id_out_twice(old, empty_database_url):
    """The table is made anew on SQLite, which forgets what was deleted unless it is told."""
    deliveries = reflect_tables(old)["deliveries"]
    with old.begin() as connection:
        for number in (1, 2):
            row = invent_row(deliveries, number)
            del row["id"]
            connection.execute(deliveries.insert().values(row))
        connection.execute(text("DELETE FROM deliveries WHERE id = 2"))
    upgrade_database(empty_database_url)
    with old.begin() as connection:
        assert save_delivery(connection, NewDelivery("three", 42, "created"), now()) == 3


@pytest.mark.parametrize(("before", "after"), STEPS, ids=str)
def test_every_step_only_adds(empty_database_url, before, after):
    upgrade_database(empty_database_url, before)
    engine = open_database(empty_database_url)
    older = reflect_tables(engine)
    upgrade_database(empty_database_url, after)
    assert find_breaches(older, reflect_tables(engine)) == []
    engine.dispose()


@pytest.mark.parametrize(("before", "after"), STEPS, ids=str)
def test_code_of_before_goes_on_over_every_step(empty_database_url, before, after):
    """A process of before knows its own columns alone, and its connections stay open over the migration."""
    upgrade_database(empty_database_url, before)
    engine = open_database(empty_database_url)
    older = reflect_tables(engine)
    fill(engine, older, 1)
    for _ in range(PREPARED):
        first = read(engine, older)
    upgrade_database(empty_database_url, after)
    assert read(engine, older) == first
    fill(engine, older, 2)
    assert all(len(rows) == 2 for rows in read(engine, older).values())
    with engine.begin() as connection:
        for name, table in reversed(older.items()):
            key = next(iter(table.primary_key.columns))
            again = {column: value for column, value in first[name][0].items() if column != key.name}
            old_row = key == first[name][0][key.name]
            assert connection.execute(table.update().where(old_row).values(again)).rowcount == 1
            assert connection.execute(table.delete().where(old_row)).rowcount == 1
    assert all(len(rows) == 1 for rows in read(engine, older).values())
    engine.dispose()


@pytest.mark.parametrize(("before", "after"), STEPS, ids=str)
def test_every_step_goes_down_and_up_again_and_keeps_the_rows(empty_database_url, before, after):
    upgrade_database(empty_database_url, before)
    engine = open_database(empty_database_url)
    schemas, older = [describe_schema(engine)], reflect_tables(engine)
    fill(engine, older, 1)
    rows = read(engine, older)
    upgrade_database(empty_database_url, after)
    schemas.append(describe_schema(engine))
    command.downgrade(make_alembic_config(empty_database_url), before)
    assert describe_schema(engine) == schemas[0]
    assert read(engine, older) == rows
    upgrade_database(empty_database_url, after)
    assert describe_schema(engine) == schemas[1]
    assert read(engine, older) == rows
    engine.dispose()


def test_database_whose_first_revision_was_edited_in_place_is_left_as_it_is(engine, database_url):
    tables, schema = reflect_tables(engine), describe_schema(engine)
    fill(engine, tables, 1)
    rows = read(engine, tables)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :first"), {"first": REVISIONS[0]})
    upgrade_database(database_url)
    assert describe_schema(engine) == schema
    assert read(engine, tables) == rows


def test_older_program_starts_on_the_tables_of_a_newer_one(engine, database_url):
    """It stands in for what follows: the newer version was taken back, or a process of before was started again."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'newer'"))
        connection.execute(text("ALTER TABLE deliveries ADD COLUMN newer INTEGER"))
    with capture_logs() as logs:
        upgrade_database(database_url)
    assert [(entry["event"], entry["revisions"]) for entry in logs] == [("newer_tables", ["newer"])]
    with engine.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "newer"
        assert save_delivery(connection, NewDelivery("one", 42, "created"), now()) == 1


def make_table(*columns: Column, rules: tuple[UniqueConstraint, ...] = ()) -> dict[str, Table]:
    return {"things": Table("things", MetaData(), Column("id", Integer, primary_key=True), *columns, *rules)}


@pytest.mark.parametrize(
    ("after", "breach"),
    [
        ({}, "things is gone"),
        (make_table(), "things.name is gone"),
        (make_table(Column("name", String(8)), Column("size", Integer, nullable=False)), "things.size must be given"),
        (make_table(Column("name", String(4))), "things.name was VARCHAR(8) and is VARCHAR(4)"),
        (make_table(Column("name", String(8), nullable=False)), "things.name must be given now"),
        (
            make_table(Column("name", String(8)), rules=(UniqueConstraint("name"),)),
            "things: UniqueConstraint of frozenset({'name'})",
        ),
        (make_table(Column("name", String(8)), Column("size", Integer)), None),
        (make_table(Column("name", String(8)), Column("new", Boolean, nullable=False, server_default="0")), None),
        (
            make_table(Column("name", String(8)), Column("mark", String(8)), rules=(UniqueConstraint("mark"),)),
            None,
        ),
    ],
)
def test_what_breaks_the_code_of_before_is_found(after, breach):
    before = make_table(Column("name", String(8)))
    assert find_breaches(before, after) == ([breach] if breach else [])
