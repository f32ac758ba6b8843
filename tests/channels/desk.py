"""A desk for the channel tests: the stand-in over real HTTP, the real zenpy, the real understanding, one database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from sqlalchemy import Engine

from bot.core.decision import Decision
from bot.core.update import Mode
from bot.nlp.pipeline import Pipeline
from bot.procedures import load_procedures
from bot.sandbox import RunningSandbox
from bot.triage import Triage
from bot.zendesk.session import StaticToken, ZendeskSession
from bot.zendesk.tickets import KEY_FIELD, ZendeskTickets

TOKEN = "channels-token"
APPEAL = (
    "Hello, our account is on probation and limited to 100 messages an hour, please lift the limit. "
    "We send order confirmations and password resets. Our customers sign up with a form at shop.cedar.example."
)
VOLUME = "We expect to send 40,000 messages a month."
COMPLETE = f"{APPEAL} {VOLUME}"


@dataclass
class Clock:
    """The desk's clock, in whole seconds; it stands still unless told to go on."""

    at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, seconds: int = 1) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Desk:
    """One account and the bot's handling of its tickets."""

    sandbox: RunningSandbox
    clock: Clock
    engine: Engine
    pipeline: Pipeline
    modes: dict[str, Mode] = field(default_factory=lambda: {"appeal": Mode.REPLY, "compromise": Mode.REPLY})
    options: dict[str, Any] = field(default_factory=dict)

    def file(self, body: str = APPEAL, **asked: Any) -> int:
        """File a ticket as a customer; its id."""
        asked = {"subject": "Probation", "body": body, "email": "ada@cedar.example"} | asked
        return int(self._send("POST", "tickets", asked)["ticket"]["id"])

    def comment(self, ticket_id: int, body: str, **asked: Any) -> int:
        """Write as the customer, or as whom ``as`` names; the id of the ticket that it ended up on."""
        return int(self._send("POST", f"tickets/{ticket_id}/comments", {"body": body} | asked)["ticket"]["id"])

    def change(self, ticket_id: int, **asked: Any) -> None:
        """Change status, tags or fields as an agent."""
        self._send("PUT", f"tickets/{ticket_id}", asked)

    def retag(self, ticket_id: int, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> None:
        """Put tags on and take tags off as an agent."""
        self.change(ticket_id, tags=sorted((self.tags(ticket_id) | set(add)) - set(remove)))

    def look(self, ticket_id: int) -> dict[str, Any]:
        """The ticket with its comments."""
        return self._send("GET", f"tickets/{ticket_id}")

    def tags(self, ticket_id: int) -> set[str]:
        return set(self.look(ticket_id)["ticket"]["tags"])

    def replies(self, ticket_id: int) -> list[str]:
        """The bot's public comments."""
        return [c["plain_body"] for c in self._find_ours(ticket_id) if c["public"]]

    def notes(self, ticket_id: int) -> list[str]:
        """The bot's private comments."""
        return [c["plain_body"] for c in self._find_ours(ticket_id) if not c["public"]]

    def handle(self, ticket_id: int, meanwhile: Callable[[], object] = lambda: None) -> Decision:
        """One handling; ``meanwhile`` happens between reading and writing."""
        self.clock.go_on()
        session = ZendeskSession(self.sandbox.url, StaticToken(TOKEN), 3.0, 10.0)
        tickets = ZendeskTickets(session, self.sandbox.url)
        triage = Triage(
            tickets,
            self.pipeline.understand,
            self.engine,
            load_procedures(),
            self.modes,
            check_alive=meanwhile,
            **self.options,
        )
        return triage.handle_ticket(ticket_id)

    def _find_ours(self, ticket_id: int) -> list[dict[str, Any]]:
        return [c for c in self.look(ticket_id)["comments"] if KEY_FIELD in (c["metadata"].get("custom") or {})]

    def _send(self, method: str, path: str, asked: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = requests.request(method, f"{self.sandbox.url}/sandbox/{path}", json=asked, timeout=5)
        answer.raise_for_status()
        return answer.json() if answer.content else {}
