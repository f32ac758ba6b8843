"""The web application on a database of each kind, with a clock that tests turn."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, update
from werkzeug.test import TestResponse

from bot.jobs import Jobs
from bot.store.beats import save_beat, save_first_beat
from bot.store.tables import Beat
from tests.webhooks.zendesk import SECRET, Clock, a_body, to_headers
from webhooks import create_app

Post = Callable[..., TestResponse]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(engine: Engine, clock: Clock) -> FlaskClient:
    return create_app(engine, Jobs(engine), (SECRET,), clock).test_client()


@pytest.fixture
def post(client: FlaskClient, clock: Clock) -> Post:
    """Posts a body, a good one unless told otherwise, signed now unless the headers are given."""

    def post(body: bytes | None = None, headers: dict[str, str] | None = None, **signed: Any) -> TestResponse:
        body = a_body() if body is None else body
        return client.post("/webhooks/zendesk", data=body, headers=headers or to_headers(body, clock.now, **signed))

    return post


@pytest.fixture
def worker(engine: Engine, clock: Clock) -> Callable[..., None]:
    """A worker that beats: called with its beat's age and what it knows of Zendesk."""
    save_first_beat(engine, "worker", "life")

    def beat(age_seconds: float, zendesk: str = "ok") -> None:
        save_beat(engine, "worker", "life", zendesk)
        with engine.begin() as connection:
            connection.execute(update(Beat).values(beat_at=clock.now - timedelta(seconds=age_seconds)))

    return beat
