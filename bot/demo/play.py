"""Files tickets and later replies as customers and agents would, and reads how each ticket ended."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

import requests
from sqlalchemy import select

from bot.core.tags import MISSING_PREFIX, RISK, State
from bot.demo.samples import Account, Sample
from bot.demo.stage import Stage
from bot.sandbox.fields import ACCOUNT_FIELD
from bot.sandbox.mailgun import add_account
from bot.store.runs import load_runs
from bot.store.tables import Delivery
from bot.zendesk.tickets import KEY_FIELD

CALL_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Ending:
    """How a ticket stood when everything was quiet."""

    sample: Sample
    ticket: int
    tags: tuple[str, ...]
    status: str
    public_replies: int
    notes: int
    decision: dict[str, Any] | None

    def to_json(self) -> dict[str, Any]:
        """The ending in the form of ``make demo ONCE=1 TICKETS=FILE``."""
        return {
            "id": self.sample.id,
            "ticket": self.ticket,
            "tags": list(self.tags),
            "status": self.status,
            "public_replies": self.public_replies,
            "notes": self.notes,
            "decision": self.decision,
        }

    def find_faults(self) -> list[str]:
        """Where the ending differs from what the sample expects; nothing where it expects nothing."""
        seen = {
            "state": next((s.name.lower() for s in State if s in self.tags), "none"),
            "risk": RISK in self.tags,
            "missing": [t.removeprefix(MISSING_PREFIX) for t in self.tags if t.startswith(MISSING_PREFIX)],
            "status": self.status,
            "replies": self.public_replies,
            "notes": self.notes,
            "reason": (self.decision or {}).get("reason"),
        }
        faults = [f"{k}: {seen[k]!r}, expected {v!r}" for k, v in (self.sample.expect or {}).items() if seen[k] != v]
        return faults if self.decision is not None else [*faults, "not handled"]


def play(stage: Stage, samples: Sequence[Sample], limit_seconds: float) -> Iterator[Ending]:
    """File every sample, turn by turn; each turn waits until the bot has answered the one before."""
    tickets: dict[str, int] = {}
    for turn in count():
        acting = [s for s in samples if turn < len(s.turns)]
        if not acting:
            break
        _play_turn(stage, acting, turn, tickets, limit_seconds)
    for sample in samples:
        yield read_ending(stage, sample, tickets[sample.id])


def _play_turn(
    stage: Stage, acting: Iterable[Sample], turn: int, tickets: dict[str, int], limit_seconds: float
) -> None:
    """Samples whose deliveries are doubled act last, by themselves, because the fault is the whole desk's."""
    for doubled in (False, True):
        _switch_doubling(stage, doubled)
        for sample in acting:
            if sample.doubled is doubled:
                tickets[sample.id] = _write(stage, sample, turn, tickets.get(sample.id))
        stage.wait_until_quiet(limit_seconds)
    _switch_doubling(stage, False)


def _switch_doubling(stage: Stage, on: bool) -> None:
    faults = stage.sandbox.hub.faults
    if not stage.sandbox.hub.settings.fault_duplicate:
        faults.switch({"duplicate_delivery": on})


def _write(stage: Stage, sample: Sample, turn: int, ticket: int | None) -> int:
    """One turn as an HTTP call; the id of the ticket it ended up on."""
    said = sample.turns[turn]
    body: dict[str, Any] = {"body": said.body, "html": sample.html, "flags": list(said.flags), "as": said.author}
    if ticket is None:
        body |= {"subject": sample.subject, "channel": sample.channel, "email": sample.email}
        body |= {"custom_fields": _open_account(stage, sample.account)} if sample.account else {}
    elif said.secures and sample.account:
        stage.platform.platform.accounts[sample.account.id].secure(datetime.now(UTC))
    path = "/sandbox/tickets" if ticket is None else f"/sandbox/tickets/{ticket}/comments"
    answer = requests.post(stage.sandbox.url + path, json=body, timeout=CALL_SECONDS)
    answer.raise_for_status()
    return int(answer.json()["ticket"]["id"])


def _open_account(stage: Stage, account: Account) -> list[dict[str, Any]]:
    """The account on the platform; the ticket's field that names it."""
    add_account(stage.platform.platform, account.id, account.scenario, account.owner)
    return [{"id": ACCOUNT_FIELD.id, "value": account.id}]


def read_ending(stage: Stage, sample: Sample, ticket: int) -> Ending:
    """The ticket as Zendesk shows it, and the bot's newest decision on it."""
    answer = requests.get(f"{stage.sandbox.url}/sandbox/tickets/{ticket}", timeout=CALL_SECONDS)
    answer.raise_for_status()
    seen = answer.json()
    ours = [c for c in seen["comments"] if KEY_FIELD in ((c.get("metadata") or {}).get("custom") or {})]
    return Ending(
        sample=sample,
        ticket=ticket,
        tags=tuple(sorted(seen["ticket"]["tags"])),
        status=seen["ticket"]["status"],
        public_replies=sum(c["public"] for c in ours),
        notes=sum(not c["public"] for c in ours),
        decision=find_decision(stage, ticket),
    )


def find_decision(stage: Stage, ticket: int) -> dict[str, Any] | None:
    """Action, reason and items of the newest decision; None where the ticket was never handled."""
    with stage.engine.connect() as connection:
        newest = select(Delivery.outcome).where(Delivery.ticket_id == ticket).order_by(Delivery.id.desc()).limit(1)
        outcome = connection.execute(newest).scalar_one_or_none()
    if outcome is None:
        return None
    action, _, reason = outcome.partition(":")
    runs = [run for run in load_runs(stage.engine, ticket) if run["action"] == action and run["reason"] == reason]
    return {"action": action, "reason": reason, "items": runs[-1]["items"] if runs else []}
