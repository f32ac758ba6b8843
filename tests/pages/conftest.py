"""The pages on a SQLite file, with people of both roles and a clock that tests turn."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from flask import Flask
from sqlalchemy import Engine

from bot.jobs import Jobs
from bot.passwords import hash_password
from bot.store.database import open_database
from bot.store.users import Role, save_user
from tests.pages.visitor import PASSWORD, Visitor
from tests.webhooks.zendesk import SECRET, Clock
from webhooks import create_app
from webhooks.pages.access import Access

Visit = Callable[..., Visitor]
hash_once = cache(hash_password)


@pytest.fixture
def engine(make_sqlite_database: Callable[[bool], str]) -> Iterator[Engine]:
    """SQLite alone: what differs between databases is tested where it is stored."""
    engine = open_database(make_sqlite_database(True))
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_app(engine: Engine, clock: Clock) -> Callable[..., Flask]:
    """The application, with the settings of access that a test names; users "ada" (agent) and "max" (manager)."""
    for name, role in (("ada", Role.AGENT), ("max", Role.MANAGER)):
        save_user(engine, name, role, hash_once(PASSWORD))
    return lambda **access: create_app(engine, Jobs(engine), (SECRET,), clock, access=Access(**access))


@pytest.fixture
def visit(make_app: Callable[..., Flask]) -> Visit:
    """A browser at the pages: nobody's, or with ``visit("ada")`` one in which that user has signed in."""
    app = make_app()

    def visit(name: str | None = None) -> Visitor:
        visitor = Visitor(app.test_client())
        if name:
            visitor.sign_in(name)
        return visitor

    return visit


@pytest.fixture
def agent(visit: Visit) -> Visitor:
    return visit("ada")


@pytest.fixture
def manager(visit: Visit) -> Visitor:
    return visit("max")
