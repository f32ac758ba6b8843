"""A stand-in on a free port, a clock that tests turn, a webhook of our own, and the real zenpy."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from zenpy import Zenpy

from bot.sandbox import RunningSandbox, SandboxSettings, create_sandbox, running_sandbox
from tests.sandbox.webhook import Webhook, running_webhook

TOKEN = "token-of-the-tests"
SECRET = "secret+of/the==tests"


class Clock:
    """Time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: int) -> None:
        """Later, or with a negative number earlier."""
        self.now += timedelta(seconds=seconds)


class Customer:
    """Short ways to the stand-in's control routes."""

    def __init__(self, url: str) -> None:
        self.url = url + "/sandbox"

    def file(self, **asked: Any) -> dict[str, Any]:
        """File a ticket; the ticket."""
        return self._call("POST", "/tickets", {"subject": "Help", "body": "Hello"} | asked)["ticket"]

    def write(self, ticket_id: int, body: str, **asked: Any) -> dict[str, Any]:
        """Write a comment; the ticket."""
        return self._call("POST", f"/tickets/{ticket_id}/comments", {"body": body} | asked)["ticket"]

    def change(self, ticket_id: int, **asked: Any) -> dict[str, Any]:
        """Change a ticket as an agent; the ticket."""
        return self._call("PUT", f"/tickets/{ticket_id}", asked)["ticket"]

    def look(self, ticket_id: int) -> dict[str, Any]:
        """A ticket and its comments."""
        return self._call("GET", f"/tickets/{ticket_id}", None)

    def switch(self, **faults: bool) -> None:
        """Switch faults."""
        self._call("PUT", "/faults", faults)

    def deliveries(self) -> dict[str, Any]:
        """The list of deliveries."""
        return self._call("GET", "/deliveries", None)

    def _call(self, method: str, path: str, body: object) -> dict[str, Any]:
        answer = requests.request(method, self.url + path, json=body, timeout=5)
        answer.raise_for_status()
        told: dict[str, Any] = answer.json()
        return told


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with running_webhook() as webhook:
        yield webhook


@pytest.fixture
def sandbox(clock: Clock, webhook: Webhook) -> Iterator[RunningSandbox]:
    settings = SandboxSettings(
        token=TOKEN,
        webhook_url=webhook.url,
        webhook_secret=SECRET,
        delivery_limit_seconds=0.4,
        conflict_wait_seconds=0.01,
        timeout_wait_seconds=0.01,
        longest_wait_seconds=0.01,
    )
    with running_sandbox(create_sandbox(settings, clock)) as running:
        yield running


@pytest.fixture
def customer(sandbox: RunningSandbox) -> Customer:
    return Customer(sandbox.url)


@pytest.fixture
def http(sandbox: RunningSandbox) -> Iterator["Http"]:
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {TOKEN}"
        yield Http(session, sandbox.url + "/api/v2")


class Http:
    """Plain calls to the API with the right token."""

    def __init__(self, session: requests.Session, root: str) -> None:
        self._session = session
        self.root = root

    def __call__(self, method: str, path: str, body: object = None) -> requests.Response:
        return self._session.request(method, self.root + path, json=body, timeout=5)


@pytest.fixture
def zenpy(sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Zenpy]:
    monkeypatch.setenv("ZENPY_FORCE_SCHEME", "http")
    monkeypatch.setenv("ZENPY_FORCE_NETLOC", sandbox.url.removeprefix("http://"))
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {TOKEN}"
        yield Zenpy(subdomain="sandbox", session=session, anonymous=True, disable_cache=True, timeout=5)
