"""A database on SQLite alone, where the kind does not matter."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine

from bot.store.database import open_database


@pytest.fixture
def store(make_sqlite_database: Callable[[bool], str]) -> Iterator[Engine]:
    engine = open_database(make_sqlite_database(True))
    yield engine
    engine.dispose()
