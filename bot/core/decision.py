"""The decision table: what to do with a ticket, the first row that fits. Pure, total, without a clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.checklist import Finding, Procedure, find_open_items
from bot.core.conversation import Author, Conversation
from bot.core.tags import LISTED, OFF, Overrides, State
from bot.core.understanding import IntentLabel, RiskKind, Understanding, is_ready, settle_understanding


class Action(StrEnum):
    """What the bot does."""

    ASK = "ask"
    READY = "ready"
    HAND_OFF = "hand_off"
    WAIT = "wait"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Decision:
    """An action with its reason code and, for asking, the keys of the items to ask for."""

    action: Action
    reason: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket's own state as it was read; ``stamp`` is Zendesk's ``updated_at``, to the letter."""

    id: int
    requester_id: int
    status: str = "open"
    channel: str = "email"
    tags: frozenset[str] = frozenset()
    stamp: str = ""
    merged: bool = False
    brand_id: int | None = None
    follow_up: bool = False  # of a closed ticket, whose tags it was given


@dataclass(frozen=True, slots=True)
class History:
    """What our earlier runs left: the state, our tags, how often the customer was asked, what was known then. Nothing
    but defaults where no run was sent; ``state`` is None just then."""

    state: State | None = None
    tags_left: frozenset[str] = frozenset()
    overrides: Overrides = field(default_factory=Overrides)
    rounds_asked: int = 0
    ready_told: bool = False
    known: str = ""  # digest of the settled findings of the newest sent run, "" where no procedure was clear
    reason: str = ""  # reason code of the newest sent run
    run_key: str = ""  # key of the newest sent run
    read_to: str = ""  # id of the requester's newest message at the newest sent run


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds: below ``intent_threshold`` the bot abstains; below ``likely`` no procedure is meant at all. With
    ``marks_secrets`` a ticket in which a secret stands is marked for a person to redact."""

    intent_threshold: float = 0.6
    likely: float = 0.3
    most_rounds: int = 3
    marks_secrets: bool = False


# Zendesk's names of via.channel where an answer is no e-mail: chats, calls, and what would be posted in public.
_CHATS = {"native_messaging", "messaging", "chat", "chat_transcript", "slack_connect", "any_channel", "mailgun"}
_APPS = {"whatsapp", "line", "wechat", "viber", "telegram", "kakaotalk", "instagram_dm", "apple_business_chat"}
_APPS |= {"google_rcs", "google_business_messages", "sms", "twilio_sms", "messagebird_sms"}
_PUBLIC = {"facebook", "facebook_post", "facebook_message", "twitter", "twitter_dm", "twitter_favorite", "twitter_like"}
_SUNSHINE = {f"sunshine_conversations_{name}" for name in ("api", "facebook_messenger", "twitter_dm")}
_CALLS = {"voice", "voicemail", "phone_call_inbound", "phone_call_outbound"}
MESSAGING_CHANNELS = frozenset(_CHATS | _APPS | _PUBLIC | _SUNSHINE | _CALLS)
SIDE_CONVERSATION = "side_conversation"  # a talk among colleagues, or the ticket that one was made into
LEFT_ALONE_STATUSES = frozenset({"closed", "deleted", "suspended"})


def decide(
    understanding: Understanding,
    procedures: Sequence[Procedure],
    ticket: Ticket,
    conversation: Conversation,
    history: History = History(),
    policy: Policy = Policy(),
    requester_is_stranger: bool = False,
) -> Decision:
    """The first row of the decision table (DESIGN.md) that fits."""
    left_alone = find_reason_to_leave_alone(ticket, conversation)
    if left_alone:
        return Decision(Action.IGNORE, left_alone)
    if not conversation.awaits_answer and not has_passed_over(conversation, history):
        return Decision(Action.WAIT, "not_our_turn")
    procedure = find_procedure(procedures, understanding.intent.label)
    unlikely = understanding.intent.procedure_score < policy.likely
    if procedure is None and unlikely and not is_handled(ticket, history):
        return Decision(Action.IGNORE, "other")
    if procedure is None or not understanding.intent.clears(policy.intent_threshold):
        return Decision(Action.HAND_OFF, "intent_unclear")
    reason = find_reason_for_person(understanding, requester_is_stranger)
    if reason:
        return Decision(Action.HAND_OFF, reason)
    fresh_secret = policy.marks_secrets and has_fresh_secret(conversation, history)
    return _decide_checklist(procedure, understanding, ticket, history, policy, fresh_secret)


def find_reason_to_leave_alone(ticket: Ticket, conversation: Conversation) -> str | None:
    """The reason code of the table's first row, or None."""
    if ticket.merged:
        return "merged"
    if ticket.status in LEFT_ALONE_STATUSES:
        return ticket.status
    if ticket.channel in MESSAGING_CHANNELS:
        return "messaging"
    if ticket.channel == SIDE_CONVERSATION:
        return SIDE_CONVERSATION
    if OFF in ticket.tags:
        return "off"
    newest = conversation.newest_comment
    automatic = newest is not None and newest.automatic and not conversation.awaits_answer
    return "automatic_mail" if automatic else None


def has_passed_over(conversation: Conversation, history: History) -> bool:
    """Whether our own reply is the newest public message and one of the requester's stands before it that our newest
    sent run had not read: Zendesk guards updates by whole seconds, so a mail that comes within the second of the one
    before it is not noticed."""
    turns = conversation.turns()
    ids = [message.id for message in turns]
    if history.read_to not in ids or turns[-1].author is not Author.BOT:
        return False
    return any(message.author is Author.REQUESTER for message in turns[ids.index(history.read_to) + 1 :])


def has_fresh_secret(conversation: Conversation, history: History) -> bool:
    """Whether somebody wrote a secret since our newest sent run: what stood before it was marked then."""
    ids = [message.id for message in conversation.messages]
    seen = ids.index(history.read_to) + 1 if history.read_to in ids else 0
    return conversation.holds_secret_from(seen)


def is_handled(ticket: Ticket, history: History) -> bool:
    """Whether the ticket stands in one of our lists, ours or inherited (a follow-up ticket keeps the tags of the one
    that it follows): it must not be left there unread."""
    return history.state is not None or bool(ticket.tags & LISTED)


def find_procedure(procedures: Sequence[Procedure], intent: str) -> Procedure | None:
    """The procedure that an intent leads to; None for ``other``."""
    return next((p for p in procedures if p.intent == intent and intent != IntentLabel.OTHER), None)


def find_reason_for_person(understanding: Understanding, requester_is_stranger: bool) -> str | None:
    """Why a person has to take over whatever the checklist says, or None."""
    reasons = (
        ("asks_person", understanding.asks_person is not None),
        (RiskKind.STEERING.value, understanding.has_risk(RiskKind.STEERING)),
        (RiskKind.BAD_LIST.value, understanding.has_risk(RiskKind.BAD_LIST)),
        (RiskKind.PROHIBITED.value, understanding.has_risk(RiskKind.PROHIBITED)),
        ("language_not_trusted", not understanding.language_trusted),
        ("not_of_account", requester_is_stranger),
    )
    return next((reason for reason, holds in reasons if holds), None)


def _decide_checklist(
    procedure: Procedure,
    understanding: Understanding,
    ticket: Ticket,
    history: History,
    policy: Policy,
    fresh_secret: bool,
) -> Decision:
    settled = settle_understanding(procedure, understanding)
    was_ready = history.state is State.READY and State.READY in ticket.tags
    if is_ready(procedure, understanding, policy.intent_threshold):
        nothing_new = was_ready and digest_findings(settled) == history.known and not fresh_secret
        return Decision(Action.WAIT, "already_ready") if nothing_new else Decision(Action.READY, "complete")
    open_items = find_open_items(procedure, settled)
    if not open_items:  # an appeal whose every answer is there, but that may be a report
        return Decision(Action.HAND_OFF, "intent_unclear")
    if history.rounds_asked >= policy.most_rounds:
        return Decision(Action.HAND_OFF, "rounds_asked", open_items)
    return Decision(Action.ASK, "taken_back" if was_ready else "items_missing", open_items)


def digest_findings(settled: Mapping[str, Finding]) -> str:
    """What is known, as one comparable line: item, status, value, what was given and assumed, standing, but no words
    of the customer. The same in every process, whatever order a set or a list happens to have."""
    return ";".join(f"{key}={_digest_finding(finding)}" for key, finding in sorted(settled.items()))


def _digest_finding(finding: Finding) -> str:
    value = {key: _to_ordered(part) for key, part in sorted(finding.value.items())}
    given = f"{sorted(finding.parts)}/{sorted(finding.assumed)}"
    return f"{finding.status}/{value}/{given}/{finding.standing}/{finding.agreed}/{finding.exposed}"


def _to_ordered(value: object) -> object:
    return sorted(value, key=str) if isinstance(value, (list, tuple, set, frozenset)) else value
