"""What one decision does to a ticket: reply, note, status and tags, each row of the decision table by its mode."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.checklist import Procedure, Standing
from bot.core.conversation import Conversation
from bot.core.decision import Action, Decision, History, Ticket, digest_findings, has_fresh_secret
from bot.core.tags import (
    MISSING_PREFIX,
    OUTCOMES,
    RISK,
    SECRET,
    Overrides,
    State,
    exchange_tags,
    find_inherited,
    find_overrides,
    own_tags,
)
from bot.core.understanding import RiskKind, Understanding, settle_understanding


class Mode(StrEnum):
    """How far the bot goes: record only; tags and a note with the drafted reply; or write to the customer."""

    OBSERVE = "observe"
    SUGGEST = "suggest"
    REPLY = "reply"


class ReplyKind(StrEnum):
    """Which reply is written: a template's name in the procedure's folder."""

    ASK = "ask"
    READY = "ready"
    TAKEN_BACK = "taken_back"


STATE_OF_ACTION = {Action.ASK: State.WAITING, Action.READY: State.READY, Action.HAND_OFF: State.PERSON}
STATUS_OF_ACTION = {Action.ASK: "pending", Action.READY: "open", Action.HAND_OFF: "open"}
REPLY_OF_REASON = {
    "items_missing": ReplyKind.ASK,
    "taken_back": ReplyKind.TAKEN_BACK,
    "complete": ReplyKind.READY,
}


@dataclass(frozen=True, slots=True)
class Update:
    """What is to be written. ``tags`` is the full set to send, None where nothing is written at all. ``reply`` is
    sent to the customer; ``draft`` goes into the note instead."""

    reply: ReplyKind | None = None
    draft: ReplyKind | None = None
    note: bool = False
    status: str | None = None
    tags: frozenset[str] | None = None
    overrides: Overrides = field(default_factory=Overrides)

    @property
    def writes(self) -> bool:
        """Whether Zendesk is written to at all."""
        return self.tags is not None


def plan_update(
    decision: Decision,
    mode: Mode,
    procedure: Procedure | None,
    understanding: Understanding,
    ticket: Ticket,
    conversation: Conversation,
    history: History,
    marks_secrets: bool = False,
) -> Update:
    """The update that a decision leads to; an empty one where nothing is written."""
    state = STATE_OF_ACTION.get(decision.action)
    if state is None or mode is Mode.OBSERVE:
        return Update()
    overrides = find_standing(ticket, history)
    wanted = decide_tags(decision, procedure, understanding)
    if marks_secrets and conversation.holds_secret_from():
        wanted |= {SECRET}
        overrides = overrides.without(SECRET) if has_fresh_secret(conversation, history) else overrides
    tags = exchange_tags(ticket.tags, wanted, overrides)
    taken_over = conversation.agent_has_answered or overrides.state or _has_outcome(ticket, history)
    moved = state is not history.state or state in tags - ticket.tags
    told = not moved and _was_told(decision, procedure, understanding, history)
    contradicted = _is_contradicted(decision, procedure, understanding)
    note = moved if taken_over else (contradicted or _wants_note(decision, mode)) and not told
    note = note or SECRET in tags - ticket.tags
    drafted = _choose_reply(decision, history)
    reply = drafted if mode is Mode.REPLY and not taken_over else None
    return Update(
        reply=reply,
        draft=drafted if mode is Mode.SUGGEST and note else None,
        note=note,
        status=_choose_status(decision, mode, reply),
        tags=tags,
        overrides=overrides,
    )


def decide_tags(decision: Decision, procedure: Procedure | None, understanding: Understanding) -> frozenset[str]:
    """Our tags after a decision that writes (the table's last column)."""
    tags = {str(STATE_OF_ACTION[decision.action])}
    if procedure is not None and decision.reason != "intent_unclear":
        tags.add(procedure.tag)
    if decision.action is Action.ASK:
        tags |= {MISSING_PREFIX + key for key in decision.items}
    if decision.action is Action.HAND_OFF and any(r.kind is not RiskKind.SECRET for r in understanding.risks):
        tags.add(RISK)
    return frozenset(tags)


def _choose_reply(decision: Decision, history: History) -> ReplyKind | None:
    if decision.action is Action.READY and history.ready_told:
        return None
    return REPLY_OF_REASON.get(decision.reason)


def _choose_status(decision: Decision, mode: Mode, reply: ReplyKind | None) -> str | None:
    """Pending only where the customer really was asked: a ticket must not look like theirs when it is ours."""
    unasked = decision.action is Action.ASK and reply is None
    return None if mode is not Mode.REPLY or unasked else STATUS_OF_ACTION[decision.action]


def find_standing(ticket: Ticket, history: History) -> Overrides:
    """What people changed of our tags so far. Before our first run a list's tag is no person's word but inherited (a
    follow-up ticket keeps the tags of the one that it follows): a ready that we did not find must not stand. Only what
    was given to a person stays with them."""
    standing = own_tags(ticket.tags)
    left = find_inherited(standing, ticket.follow_up) if history.state is None else history.tags_left
    return find_overrides(left, standing, history.overrides)


def _has_outcome(ticket: Ticket, history: History) -> bool:
    """Whether an agent has set an outcome here; one that stood before our first run is an earlier ticket's."""
    return history.state is not None and bool(ticket.tags & OUTCOMES)


def _was_told(decision: Decision, procedure: Procedure | None, understanding: Understanding, history: History) -> bool:
    """Whether our newest run said just this: a note for the same findings is not written twice. After an answer was
    taken back, the same items are merely missing."""
    known = digest_findings(settle_understanding(procedure, understanding)) if procedure else ""
    return known == history.known and decision.reason in (history.reason, "items_missing")


def _is_contradicted(decision: Decision, procedure: Procedure | None, understanding: Understanding) -> bool:
    """Whether something is asked for because the account shows otherwise than was said: the agents are to know."""
    settled = settle_understanding(procedure, understanding) if procedure else {}
    return any(settled[key].standing is Standing.CONTRADICTED for key in decision.items if key in settled)


def _wants_note(decision: Decision, mode: Mode) -> bool:
    return mode is Mode.SUGGEST or decision.reason != "items_missing"
