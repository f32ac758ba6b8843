"""The whole loop in one process: the stand-ins for Zendesk and the platform, webhook, worker, understanding, account,
pages, report and digest; with everything that was said or written on the way, and every connection that was made."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from bot.accounts.connect import connect_accounts
from bot.accounts.tickets import make_account_check
from bot.digest import load_week, make_message
from bot.jobs import Jobs
from bot.reports.gathered import Counting
from bot.reports.period import to_period
from bot.sandbox import RunningSandbox, SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.mailgun import RunningPlatform, make_platform, running_platform
from bot.settings import Settings, load_settings
from bot.store.deliveries import load_unparked_open, now
from bot.store.users import Role, save_user
from bot.worker import Retrying, Worker
from bot.working import make_triage
from bot.zendesk.connect import ThreadTickets
from tests.hostile.surface import hash_once
from tests.pages.visitor import PASSWORD, Visitor
from tests.webhooks.zendesk import a_body, to_headers
from webhooks import create_app

_listening: list[list[object]] = []  # those who want to hear of connections now; a hook stays as long as the process


def _hear(event: str, args: tuple[Any, ...]) -> None:
    if not _listening:
        return
    if event == "socket.connect":
        _listening[-1].append(args[1])
    elif event == "socket.getaddrinfo":
        _listening[-1].append(args[:2])
    elif event == "socket.gethostbyname":
        _listening[-1].append((args[0], 0))


sys.addaudithook(_hear)


@contextmanager
def hearing_connections() -> Iterator[list[object]]:
    """Every address that anything in this process connects to or looks up meanwhile."""
    heard: list[object] = []
    _listening.append(heard)
    try:
        yield heard
    finally:
        _listening.remove(heard)


@dataclass
class Loop:
    """A desk of one bot; ``secrets`` are those of its settings."""

    sandbox: RunningSandbox
    platform: RunningPlatform
    engine: Engine
    secrets: dict[str, str]

    def __post_init__(self) -> None:
        for name, role in (("ada", Role.AGENT), ("max", Role.MANAGER)):
            save_user(self.engine, name, role, hash_once(PASSWORD))
        self.jobs = Jobs(self.engine)
        self.app = create_app(
            self.engine, self.jobs, (self.secrets["webhook_secrets"],), metrics_token=self.secrets["metrics_token"]
        )

    @property
    def settings(self) -> Settings:
        """All that the loop is set up with."""
        chosen: dict[str, Any] = {
            "zendesk_url": self.sandbox.url,
            "accounts": "mailgun",
            "mailgun_us_url": self.platform.us_url,
            "mailgun_eu_url": self.platform.eu_url,
            "mode_appeal": "reply",
            "mode_compromise": "reply",
            "digest_to": "ann@desk.example",
            "digest_from": "bot@desk.example",
            "smtp_host": "localhost",
            "smtp_security": "none",
        }
        return load_settings(_env_file=None, **chosen | self.secrets)

    def file(self, **asked: Any) -> int:
        """File a ticket as a customer; its id."""
        answer = requests.post(f"{self.sandbox.url}/sandbox/tickets", json=asked, timeout=5)
        answer.raise_for_status()
        return int(answer.json()["ticket"]["id"])

    def look(self, ticket_id: int) -> dict[str, Any]:
        """The ticket as agents see it."""
        found: dict[str, Any] = requests.get(f"{self.sandbox.url}/sandbox/tickets/{ticket_id}", timeout=5).json()
        return found

    def deliver(self, ticket_id: int, **headers: str) -> TestResponse:
        """Zendesk's call about a ticket, and what was answered."""
        body = a_body(ticket_id=str(ticket_id), note=headers.get("X-Canary", ""))
        signed = to_headers(body, now(), secret=self.secrets["webhook_secrets"])
        return self.app.test_client().post("/webhooks/zendesk", data=body, headers=headers | signed)

    def work(self) -> None:
        """Run every open delivery's job once, as a worker does."""
        tickets = ThreadTickets(self.settings, self.engine)
        checks = connect_accounts(self.settings, self.engine)
        check = make_account_check(self.settings, checks, tickets.fetch_organization_field)
        handle = make_triage(self.settings, self.engine, tickets, lambda: None, check)
        worker = Worker(self.engine, self.jobs, handle, Retrying())
        for delivery in load_unparked_open(self.engine):
            worker.handle_delivery(delivery.id)

    def visit(self, name: str) -> Visitor:
        """A browser in which that user has signed in."""
        visitor = Visitor(self.app.test_client())
        visitor.sign_in(name)
        return visitor

    def make_digest(self, at: datetime) -> str:
        """The week's mail as it is sent."""
        counting = Counting()
        period = to_period({}, at.date(), counting.hours.zone)
        return make_message(self.settings, load_week(self.engine, period, counting, at)).as_string()


@contextmanager
def running_loop(engine: Engine, **secrets: str) -> Iterator[Loop]:
    """The loop with fresh stand-ins; ``zendesk_token`` is among the secrets."""
    sandbox = create_sandbox(SandboxSettings(token=secrets["zendesk_token"]))
    platform = make_platform()
    keys = {"mailgun_key": platform.accounts["acme"].api_key}
    with running_sandbox(sandbox) as zendesk, running_platform(platform) as accounts:
        yield Loop(zendesk, accounts, engine, secrets | keys)
