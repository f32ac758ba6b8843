"""The pages on a SQLite file, with people of both roles and a clock that tests turn."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
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


class Compiled(BytecodeCache):
    """Templates that were compiled for one test's application serve the next one's."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


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

    def make(**access: Any) -> Flask:
        app = create_app(engine, Jobs(engine), (SECRET,), clock, access=Access(**access))
        app.jinja_env.bytecode_cache = COMPILED
        return app

    return make


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
