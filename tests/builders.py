"""Builders of the core's values: sensible defaults, so that a test names only what it is about."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.core.checklist import Evidence, Finding, Item, Kind, Procedure, Source, Standing, Status
from bot.core.conversation import SUBJECT_ID, Author, Conversation, Message
from bot.core.decision import Ticket
from bot.core.understanding import Intent, IntentLabel, Risk, RiskKind, Understanding
from bot.procedures import load_procedures

PROCEDURES = load_procedures()
APPEAL, COMPROMISE = PROCEDURES
VALUES: Mapping[str, Mapping[str, object]] = {
    "email_use": {"types": ["transactional"]},
    "list_source": {"urls": ["shop.example"], "risk": False},
    "monthly_volume": {"low": 40_000, "high": 40_000},
}


def a_message(text: str = "Hello", author: Author = Author.REQUESTER, **fields: Any) -> Message:
    """A public comment of the requester, unless told otherwise."""
    defaults: dict[str, Any] = {"id": "comment:1", "author": author, "text": text}
    return Message(**defaults | fields)


def a_subject(text: str = "Help") -> Message:
    """The subject line as a message."""
    return a_message(text, id=SUBJECT_ID)


def a_conversation(*authors: Author) -> Conversation:
    """One public comment of each author, oldest first, ids comment:1 onwards; the requester's alone by default."""
    turns = authors or (Author.REQUESTER,)
    return Conversation(tuple(a_message(author=author, id=f"comment:{at}") for at, author in enumerate(turns, 1)))


def an_evidence(quote: str = "we did", message_id: str = "comment:1", start: int = 0) -> Evidence:
    """The quote at that place of that message."""
    return Evidence(message_id, start, start + len(quote), quote)


def a_finding(item: str, status: Status, **fields: Any) -> Finding:
    """A customer's finding, agreed and claimed, unless told otherwise."""
    return Finding(item, status, **fields)


def an_account_finding(item: str, standing: Standing, status: Status = Status.UNSTATED, **fields: Any) -> Finding:
    """A fact read from the account."""
    return Finding(item, status, source=Source.ACCOUNT, standing=standing, **fields)


def a_settled_finding(item: Item, **fields: Any) -> Finding:
    """A finding that settles the item: an answer with its value and parts, a step done, a domain verified."""
    settled: dict[str, Any] = {"status": item.settled_status, "parts": item.needs, "value": VALUES.get(item.key, {})}
    if item.kind is Kind.PRECONDITION:
        settled |= {"source": Source.ACCOUNT, "standing": Standing.VERIFIED}
    return Finding(**{"item": item.key} | settled | fields)


def settled_findings(procedure: Procedure, *, without: Iterable[str] = ()) -> tuple[Finding, ...]:
    """A settling finding of every item that the customer answers, but those left out."""
    left_out = set(without)
    asked = (item for item in procedure.items if item.kind is not Kind.PRECONDITION)
    return tuple(a_settled_finding(item) for item in asked if item.key not in left_out)


def an_intent(label: str = IntentLabel.APPEAL, score: float = 0.96) -> Intent:
    """An intent of that label and score; the rest is shared by the other two."""
    rest = (1.0 - score) / (len(IntentLabel) - 1)
    return Intent({str(other): score if other == label else rest for other in IntentLabel})


def a_risk(kind: RiskKind, **fields: Any) -> Risk:
    """A risk with a quote of the first comment."""
    defaults: dict[str, Any] = {"kind": kind, "evidence": (an_evidence(),)}
    return Risk(**defaults | fields)


def an_understanding(procedure: Procedure = APPEAL, *findings: Finding, **fields: Any) -> Understanding:
    """A sure understanding of the procedure's intent with those findings, without risks."""
    defaults: dict[str, Any] = {"intent": an_intent(procedure.intent), "findings": findings}
    return Understanding(**defaults | fields)


def a_complete_understanding(procedure: Procedure = APPEAL, **fields: Any) -> Understanding:
    """A sure understanding in which nothing is missing."""
    return an_understanding(procedure, *settled_findings(procedure), **fields)


def a_ticket(*tags: str, **fields: Any) -> Ticket:
    """An open e-mail ticket with those tags."""
    defaults: dict[str, Any] = {"id": 42, "requester_id": 7, "tags": frozenset(tags), "stamp": "2026-11-22T10:00:00Z"}
    return Ticket(**defaults | fields)
