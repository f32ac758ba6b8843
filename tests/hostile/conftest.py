"""The web application on a SQLite file, with a clock that tests turn."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from bot.jobs import Jobs
from bot.store.database import open_database
from tests.conftest import MakeDatabase
from tests.webhooks.zendesk import SECRET, Clock
from webhooks import create_app


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(make_sqlite_database: MakeDatabase, clock: Clock) -> Iterator[FlaskClient]:
    engine = open_database(make_sqlite_database(True))
    yield create_app(engine, Jobs(engine), (SECRET,), clock).test_client()
    engine.dispose()
