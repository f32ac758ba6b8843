"""A stand-in without any set-up, the real client on it, and a database of the test's own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from sqlalchemy import Engine

from bot.desk_setup.account import Account
from bot.desk_setup.applying import Setup
from bot.desk_setup.wishes import declare_wishes
from bot.procedures import load_procedures
from bot.sandbox import RunningSandbox, SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.desk import BOT_ID
from bot.sandbox.hub import EXTENSION, create_hub
from bot.store.database import open_database
from bot.zendesk.oauth import Seal
from bot.zendesk.session import StaticToken, ZendeskSession

KEY = "k" * 43 + "="
PUBLIC_URL = "https://bot.example"


class Desk:
    """One account with its database: how a test sets it up, edits it by hand and looks at it."""

    def __init__(self, sandbox: RunningSandbox, engine: Engine, public_url: str = PUBLIC_URL) -> None:
        self.sandbox = sandbox
        self.engine = engine
        self.settings = sandbox.hub.settings
        self.admin = self.connect(self.settings.admin_token)
        self.bot = self.connect(self.settings.token)
        self.wishes = declare_wishes(load_procedures(), public_url, BOT_ID)
        self.setup = self.make_setup()

    def connect(self, token: str, pause: Callable[[float], None] = lambda seconds: None) -> Account:
        session = ZendeskSession(self.sandbox.url, StaticToken(token), 2, 5)
        return Account(session, self.sandbox.url, pause=pause)

    def make_setup(self, wishes: Any = None, key: str = KEY, account: Account | None = None) -> Setup:
        return Setup(self.engine, account or self.admin, Seal([key]), wishes or self.wishes)

    def call(self, method: str, path: str, body: object = None) -> Any:
        """A call as the administrator by hand."""
        headers = {"Authorization": f"Bearer {self.settings.admin_token}"}
        answer = requests.request(method, f"{self.sandbox.url}/api/v2{path}", json=body, headers=headers, timeout=5)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def control(self, method: str, path: str, body: object = None) -> Any:
        answer = requests.request(method, f"{self.sandbox.url}/sandbox{path}", json=body, timeout=5)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def break_(self, **fault: Any) -> None:
        self.control("POST", "/faults", fault)

    def snapshot(self) -> dict[str, Any]:
        """All that can be set up, as it is."""
        kinds = ("webhooks", "triggers", "ticket_fields", "views", "macros", "trigger_categories")
        return {kind: self.call("GET", f"/{kind}?page[size]=100")[kind] for kind in kinds}


@pytest.fixture(scope="session")
def served() -> Iterator[RunningSandbox]:
    """One server for all tests: making its routes takes longer than most tests."""
    with running_sandbox(create_sandbox(SandboxSettings())) as running:
        yield running


@pytest.fixture
def run_sandbox(served: RunningSandbox) -> Iterator[Callable[..., RunningSandbox]]:
    """The stand-in begun anew, empty, with settings of a test's own."""

    def run(**settings: Any) -> RunningSandbox:
        served.hub.deliveries.close()
        served.app.extensions[EXTENSION] = create_hub(SandboxSettings(**{"furnished": False} | settings))
        return served

    yield run
    served.hub.deliveries.close()


@pytest.fixture
def store(make_sqlite_database: Callable[[bool], str]) -> Iterator[Engine]:
    """A database on SQLite alone, where the kind does not matter."""
    engine = open_database(make_sqlite_database(True))
    yield engine
    engine.dispose()


@pytest.fixture
def desk(run_sandbox: Callable[..., RunningSandbox], store: Engine) -> Desk:
    return Desk(run_sandbox(), store)
