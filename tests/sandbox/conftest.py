"""A stand-in on a free port, a clock that tests turn, a webhook of our own, and the real zenpy."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from zenpy import Zenpy

from bot.sandbox import RunningSandbox, SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.hub import EXTENSION, create_hub
from tests.sandbox.webhook import Webhook, running_webhook

TOKEN = "token-of-the-tests"
ADMIN_TOKEN = "token-of-the-administrator"
SECRET = "secret+of/the==tests"


RunSandbox = Callable[..., RunningSandbox]


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

    def break_(self, **fault: Any) -> None:
        """Switch a fault on."""
        self._call("POST", "/faults", fault)

    def calls(self, since: float = 0.0) -> list[dict[str, Any]]:
        """The journal of the API."""
        return self._call("GET", f"/calls?since={since!r}", None)["calls"]

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


@pytest.fixture(scope="session")
def listening_webhook() -> Iterator[Webhook]:
    with running_webhook() as webhook:
        yield webhook


@pytest.fixture
def webhook(listening_webhook: Webhook) -> Webhook:
    listening_webhook.postings.clear()
    listening_webhook.answers.clear()
    return listening_webhook


@pytest.fixture(scope="session")
def served() -> Iterator[RunningSandbox]:
    """One server for all tests: making its routes takes longer than most tests."""
    with running_sandbox(create_sandbox(SandboxSettings())) as running:
        yield running


@pytest.fixture
def run_sandbox(served: RunningSandbox, clock: Clock, webhook: Webhook) -> Iterator[RunSandbox]:
    """A desk, empty of tickets, with settings of a test's own; the one before is gone."""
    quick: dict[str, Any] = {
        "token": TOKEN,
        "admin_token": ADMIN_TOKEN,
        "webhook_url": webhook.url,
        "webhook_secret": SECRET,
        "delivery_limit_seconds": 0.4,
        "conflict_wait_seconds": 0.01,
        "timeout_wait_seconds": 0.01,
        "longest_wait_seconds": 0.01,
    }

    def run(**settings: Any) -> RunningSandbox:
        served.hub.deliveries.close()
        served.app.extensions[EXTENSION] = create_hub(SandboxSettings(**quick | settings), clock)
        return served

    yield run
    served.hub.deliveries.close()


@pytest.fixture
def sandbox(run_sandbox: RunSandbox) -> RunningSandbox:
    return run_sandbox()


@pytest.fixture
def admin(sandbox: RunningSandbox) -> Iterator["Http"]:
    with requests.Session() as session:
        yield make_http(session, sandbox, ADMIN_TOKEN)


@pytest.fixture
def customer(sandbox: RunningSandbox) -> Customer:
    return Customer(sandbox.url)


@pytest.fixture
def http(sandbox: RunningSandbox) -> Iterator["Http"]:
    with requests.Session() as session:
        yield make_http(session, sandbox, TOKEN)


def make_http(session: requests.Session, sandbox: RunningSandbox, token: str) -> "Http":
    """Calls with this token."""
    session.headers["Authorization"] = f"Bearer {token}"
    return Http(session, sandbox.url + "/api/v2")


class Http:
    """Plain calls to the API with the right token."""

    def __init__(self, session: requests.Session, root: str) -> None:
        self._session = session
        self.root = root

    def __call__(self, method: str, path: str, body: object = None) -> requests.Response:
        return self._session.request(method, self.root + path, json=body, timeout=5)


@pytest.fixture
def zenpy(sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Zenpy]:
    yield from connect_zenpy(sandbox, monkeypatch, TOKEN)


@pytest.fixture
def admin_zenpy(sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Zenpy]:
    yield from connect_zenpy(sandbox, monkeypatch, ADMIN_TOKEN)


def connect_zenpy(sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch, token: str) -> Iterator[Zenpy]:
    """The real client with this token, for as long as a test lasts."""
    monkeypatch.setenv("ZENPY_FORCE_SCHEME", "http")
    monkeypatch.setenv("ZENPY_FORCE_NETLOC", sandbox.url.removeprefix("http://"))
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {token}"
        yield Zenpy(subdomain="sandbox", session=session, anonymous=True, disable_cache=True, timeout=5)
