"""One handling of one ticket as reports count it."""

from collections.abc import Iterable
from datetime import datetime

from bot.core.checklist import Procedure, find_open_items
from bot.core.conversation import Conversation
from bot.core.decision import Decision, History, Ticket
from bot.core.tags import OUTCOMES, PREFIX, Overrides, find_inherited, find_overrides, own_tags
from bot.core.understanding import Understanding, settle_understanding
from bot.reports.journey import Handled
from bot.reports.overruling import find_changes
from bot.reports.turns import count_turns

CLOSED = frozenset({"solved", "closed", "deleted"})


def to_handled(
    ticket: Ticket,
    conversation: Conversation,
    understanding: Understanding,
    decision: Decision,
    history: History,
    procedures: Iterable[Procedure],
    procedure: Procedure | None,
    at: datetime,
) -> Handled:
    """What is counted of a ticket as it was read and of what was decided."""
    intent_tags = frozenset(known.tag for known in procedures)
    settled = settle_understanding(procedure, understanding) if procedure else None
    return Handled(
        ticket_id=ticket.id,
        requester_id=ticket.requester_id or None,
        brand_id=ticket.brand_id,
        at=at,
        turns=count_turns(conversation, at),
        action=decision.action,
        reason=decision.reason,
        intent=understanding.intent.label,
        procedure=procedure.name if procedure else "",
        language=understanding.language,
        open_items=find_open_items(procedure, settled) if procedure and settled else None,
        risks=tuple(sorted({str(risk.kind) for risk in understanding.risks})),
        changes=find_changes(ticket.tags, find_standing(ticket, history), intent_tags),
        outcome=find_outcome(ticket),
        closed=ticket.status in CLOSED,
    )


def find_standing(ticket: Ticket, history: History) -> Overrides:
    """What people changed of our tags so far; before our first run, tags of a list are inherited, nobody's word."""
    standing = own_tags(ticket.tags)
    inherited = standing if ticket.follow_up else find_inherited(standing)
    left = inherited if history.state is None else history.tags_left
    return find_overrides(left, standing, history.overrides)


def find_outcome(ticket: Ticket) -> str:
    """The outcome that stands on the ticket, "" where there is none, or both."""
    outcomes = sorted(ticket.tags & OUTCOMES)
    return outcomes[0].removeprefix(PREFIX) if len(outcomes) == 1 else ""
