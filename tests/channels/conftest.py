"""One stand-in and one reading of the models for all of these tests; a fresh database for each."""

from collections.abc import Iterator

import pytest

from bot.nlp.pipeline import Pipeline
from bot.sandbox import RunningSandbox, SandboxSettings, create_sandbox, running_sandbox
from bot.store.database import open_database
from tests.channels.desk import TOKEN, Clock, Desk
from tests.conftest import MakeDatabase


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def sandbox(clock: Clock) -> Iterator[RunningSandbox]:
    with running_sandbox(create_sandbox(SandboxSettings(token=TOKEN), clock)) as running:
        yield running


@pytest.fixture
def desk(
    sandbox: RunningSandbox, clock: Clock, pipeline: Pipeline, make_sqlite_database: MakeDatabase
) -> Iterator[Desk]:
    """Tickets are numbered on: each test has its own."""
    engine = open_database(make_sqlite_database(True))
    yield Desk(sandbox, clock, engine, pipeline)
    sandbox.hub.faults.remove()
    engine.dispose()
