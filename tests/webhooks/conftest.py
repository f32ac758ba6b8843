"""The web application on a database of each kind, with a clock that tests turn."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from bot.jobs import Jobs
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
