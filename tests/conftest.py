"""Databases for every test that wants one: a SQLite file and a real PostgreSQL, each empty, both made by migrations.

``database_url`` has all tables, ``engine`` is an engine on it, ``empty_database_url`` has none. A test that asks for
one runs on both; the server starts once, when the first test needs it."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog
from hypothesis import settings
from sqlalchemy import Engine

from bot.store.database import open_database
from tests.databases import READY, Server, prepare, running_server

if TYPE_CHECKING:
    from bot.nlp.pipeline import Pipeline

# The same examples each time, so that nothing fails by chance; `make search` looks for new ones.
settings.register_profile("steady", derandomize=True, database=None)
settings.load_profile("steady")

SHARED = Path(__file__).resolve().parents[2] / "shared"

SLOWEST_FIRST = ("chaos", "stopping", "demo", "browser", "hostile", "bench", "jobs", "test_readme.py")

MakeDatabase = Callable[[bool], str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no core waits for the other at the end."""
    items.sort(key=_find_turn)


def _find_turn(item: pytest.Item) -> int:
    place = item.path.relative_to(Path(__file__).parent).parts[0]
    return SLOWEST_FIRST.index(place) if place in SLOWEST_FIRST else len(SLOWEST_FIRST)


@pytest.fixture(autouse=True)
def _default_logs() -> Iterator[None]:
    """A test that sets up logs does so for itself alone."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def pipeline() -> "Pipeline":
    """The pipeline that the product ships; loaded once, and only where a test wants it."""
    from bot.nlp.pipeline import load_pipeline

    return load_pipeline()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """The server of all tests."""
    with running_server() as server:
        yield server


@pytest.fixture
def make_postgresql_database(postgresql: Server) -> Iterator[MakeDatabase]:
    """Makes databases for one test, with all tables or with none."""
    names: list[str] = []

    def make(ready: bool) -> str:
        names.append(postgresql.make(ready))
        return postgresql.to_url(names[-1])

    yield make
    for name in names:
        postgresql.give_back(name)


@pytest.fixture(scope="session")
def make_sqlite_database(tmp_path_factory: pytest.TempPathFactory) -> MakeDatabase:
    """Makes databases, with all tables or with none."""
    numbers = count()
    folder = tmp_path_factory.mktemp("sqlite")
    template = folder / f"{READY}.sqlite3"
    prepare(f"sqlite:///{template}")

    def make(ready: bool) -> str:
        file = folder / f"test{next(numbers)}.sqlite3"
        if ready:
            shutil.copy(template, file)
        return f"sqlite:///{file}"

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def make_database(request: pytest.FixtureRequest) -> MakeDatabase:
    """Makes databases of one kind: the test runs once for each."""
    make: MakeDatabase = request.getfixturevalue(f"make_{request.param}_database")
    return make


@pytest.fixture
def empty_database_url(make_database: MakeDatabase) -> str:
    """A database without any table."""
    return make_database(False)


@pytest.fixture
def database_url(make_database: MakeDatabase) -> str:
    """A database with our tables and the job engine's."""
    return make_database(True)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database with all tables."""
    engine = open_database(database_url)
    yield engine
    engine.dispose()
