"""Whose turn it was, and for how long."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.conversation import SUBJECT_ID, Author, Conversation

DESK = frozenset({Author.AGENT, Author.BOT})


@dataclass(frozen=True, slots=True)
class Turns:
    """When the requester first wrote and when an agent first answered; how often the requester wrote; how long the
    ticket waited for the desk and for the customer, in seconds."""

    opened_at: datetime
    agent_answered_at: datetime | None
    writings: int
    us_seconds: float
    customer_seconds: float


def count_turns(conversation: Conversation, until: datetime) -> Turns:
    """The turns up to a moment. Automatic mail and third parties take none; a message without a legible time counts
    for none."""
    said = [
        (at, m.author) for m in conversation.messages if m.public and not m.automatic and (at := to_moment(m.sent_at))
    ]
    turns = [(at, author) for at, author in said if author in DESK or author is Author.REQUESTER]
    waited = {True: 0.0, False: 0.0}
    ends = [at for at, _ in turns[1:]] + [until]
    for (at, author), end in zip(turns, ends, strict=False):
        waited[author in DESK] += max(0.0, (end - at).total_seconds())
    return Turns(
        opened_at=next((at for at, author in turns if author is Author.REQUESTER), until),
        agent_answered_at=next((at for at, author in turns if author is Author.AGENT), None),
        writings=count_writings(conversation),
        us_seconds=waited[False],
        customer_seconds=waited[True],
    )


def count_writings(conversation: Conversation) -> int:
    """How many public messages the requester wrote; the subject is part of the first."""
    return sum(m.id != SUBJECT_ID and not m.automatic for m in conversation.said_by_requester())


def to_moment(text: str | None) -> datetime | None:
    """A time as Zendesk gives it; None where it is none."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
