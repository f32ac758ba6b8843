"""A platform per test, on one SQLite database of all tests of a module: what is stored is bound to a ticket's id."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from itertools import count

import pytest
from sqlalchemy import Engine

from bot.sandbox.mailgun import make_platform
from bot.store.database import open_database
from tests.accounts.world import World, running_world
from tests.conftest import MakeDatabase


@pytest.fixture(scope="module")
def quick_engine(make_sqlite_database: MakeDatabase) -> Iterator[Engine]:
    engine = open_database(make_sqlite_database(True))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def ticket_ids() -> Iterator[int]:
    return count(1)


@pytest.fixture
def make_world(quick_engine: Engine) -> Iterator[Callable[..., World]]:
    """Starts a platform in a scenario."""
    with ExitStack() as stack:

        def make(scenario: str = "clean", **settings: object) -> World:
            entered: AbstractContextManager[World] = running_world(make_platform(scenario), quick_engine, **settings)
            return stack.enter_context(entered)

        yield make
