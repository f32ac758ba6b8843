"""Private notes for agents: what to verify, what was read from which words, and why the bot decided as it did."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from bot.core.checklist import Evidence, Finding, Item, Kind, Procedure, Seen, Standing, Status
from bot.core.conversation import SUBJECT_ID, Author, Conversation, Part
from bot.core.decision import Action, Decision
from bot.core.understanding import Risk, RiskKind, Understanding
from bot.rendering import Rendered, render, to_line
from bot.replies import is_checked
from bot.wording import join_words, name_code, to_words

MOST_QUOTES = 3
LONGEST_QUOTE = 200  # characters
LONGEST_SEEN = 400
MOST_LINES = 10  # of attachments, secrets and risks each
MOST_REMARKS = 30
MOST_BYTES = 60_000  # Zendesk cuts a comment at 64 KB without a word; a longer note is written with fewer quotes

ACTIONS = {
    Action.ASK: "ask the customer",
    Action.READY: "ready for a person to unblock",
    Action.HAND_OFF: "a person takes over",
    Action.WAIT: "wait",
    Action.IGNORE: "leave alone",
}
REASONS = {
    "items_missing": "something that the procedure needs is still missing",
    "complete": "everything that the procedure needs is there, as far as words go",
    "taken_back": "the ticket was ready, and now something is open again",
    "already_ready": "the ticket was ready before, and there is nothing new",
    "not_our_turn": "the newest public message is not the customer's",
    "other": "the ticket is about something else",
    "intent_unclear": "it is not clear enough what the customer wants",
    "asks_person": "the customer asks for a person",
    "prompt_injection": "text in the ticket tries to steer the bot",
    "bad_list": "the addresses seem to be bought, rented, scraped or shared",
    "prohibited_content": "the customer seems to send content that is not allowed",
    "language_not_trusted": "the bot does not read this language well enough",
    "not_of_account": "the writer does not belong to the account",
    "rounds_asked": "the customer was asked as often as the bot may ask",
    "closed": "the ticket is closed",
    "deleted": "the ticket is deleted",
    "not_found": "the ticket does not exist any more",
    "suspended": "the ticket is suspended",
    "merged": "the ticket was merged into another",
    "messaging": "the ticket came through a messaging channel",
    "side_conversation": "the ticket is a side conversation",
    "off": "the bot is switched off for this ticket",
    "automatic_mail": "the newest message was written by a machine",
}
STATUSES = {
    Status.COMPLETE: "answered",
    Status.MISSING: "not answered",
    Status.PARTIAL: "in part",
    Status.DONE: "done",
    Status.NOT_DONE: "not done",
    Status.UNSTATED: "not said",
}
INTENTS = {
    "probation_appeal": "appeal against a sending limitation",
    "compromise_report": "report of a compromised account",
    "other": "something else",
}
RISKS = {
    RiskKind.BAD_LIST: "Bought, rented, scraped or shared list",
    RiskKind.SECRET: "Secret written in the ticket",
    RiskKind.PROHIBITED: "Content that is not allowed",
    RiskKind.STEERING: "Text that tries to steer the bot",
}
STANDINGS = {
    Standing.CLAIMED: "neither confirmed nor contradicted",
    Standing.VERIFIED: "the account confirms it",
    Standing.CONTRADICTED: "CONTRADICTED: the account says otherwise",
    Standing.UNKNOWN: "could not check",
}
NOT_LOOKED_AT = "not looked at"
AUTHORS = {
    Author.REQUESTER: "customer",
    Author.THIRD_PARTY: "third party",
    Author.AGENT: "agent",
    Author.BOT: "bot",
    Author.SYSTEM: "system",
}
ASSUMED = {
    "old_key": "the old key is gone",
    "every_domain": "every domain was meant",
    "every_user": "every user was meant",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words on one line, and where they stand."""

    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Point:
    """One item, or one risk, as a note shows it: what it is, what was said of it and in which words, what the account
    shows, and when that was read ("" where nothing was)."""

    label: str
    state: str
    remarks: tuple[str, ...]
    quotes: tuple[Quote, ...]
    seen: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    contradicted: bool = False


def render_note(
    procedure: Procedure | None,
    decision: Decision,
    settled: Mapping[str, Finding],
    understanding: Understanding,
    conversation: Conversation,
    draft: Rendered | None = None,
    remarks: tuple[str, ...] = (),
) -> Rendered:
    """The note to the agents. ``draft`` is the reply that was not sent: in suggest mode it goes into the note.
    ``remarks`` are further lines, of the look at the account; what is contradicted stands first among the items."""
    items = procedure.items if procedure else ()
    fixed = {
        **_describe_standings(items, settled),
        **_describe_decision(items, decision, understanding),
        "remarks": tuple(islice(_list_remarks(remarks, understanding, conversation), MOST_REMARKS)),
        "draft_text": draft.text if draft else "",
        "draft_html": Markup(draft.html) if draft else "",  # noqa: S704 - rendered and escaped by render_reply
    }
    for most_quotes in (MOST_QUOTES, 1, 0):
        points = _to_points(items, settled, conversation, most_quotes)
        risks = tuple(to_risk_point(risk, conversation, most_quotes) for risk in understanding.risks[:MOST_LINES])
        note = render("notes/note", {**fixed, "points": points, "risks": risks})
        if len(note.html.encode()) <= MOST_BYTES:
            break
    return note


def _describe_standings(items: tuple[Item, ...], settled: Mapping[str, Finding]) -> dict[str, object]:
    return {
        "to_verify": tuple(i.label for i in items if not is_checked(settled[i.key])),
        "checked": tuple(i.label for i in items if is_checked(settled[i.key])),
        "looked_at": any(settled[i.key].seen for i in items),
        "contradicted": tuple(i.label for i in items if settled[i.key].standing is Standing.CONTRADICTED),
        "assumed": tuple(line for i in items for line in _describe_assumed(i, settled[i.key])),
    }


def _describe_decision(items: tuple[Item, ...], decision: Decision, understanding: Understanding) -> dict[str, object]:
    intent = understanding.intent
    return {
        "action": ACTIONS[decision.action],
        "reason": REASONS.get(decision.reason, name_code(decision.reason)),
        "open": tuple(item.label for item in items if item.key in decision.items),
        "intent": INTENTS.get(intent.label, name_code(intent.label)),
        "intent_score": _to_percent(intent.score),
    }


def _to_points(
    items: tuple[Item, ...], settled: Mapping[str, Finding], conversation: Conversation, most_quotes: int
) -> tuple[Point, ...]:
    points = (to_point(item, settled[item.key], conversation, most_quotes) for item in items)
    return tuple(sorted(points, key=lambda point: not point.contradicted))


def to_point(item: Item, finding: Finding, conversation: Conversation, most_quotes: int = MOST_QUOTES) -> Point:
    """An item with its status, value, confidence and readings in words, its quotes, and what the account shows."""
    alone = item.kind is Kind.PRECONDITION
    value = to_words(finding.value)
    state = "nothing: the account alone can tell" if alone else STATUSES[finding.status]
    return Point(
        label=item.label,
        state=f"{state} ({value})" if value else state,
        remarks=() if alone else tuple(_describe_finding(item, finding)),
        quotes=_to_quotes(finding.evidence, conversation, most_quotes),
        seen=tuple(_describe_seen(finding)),
        checked=tuple(filter(None, map(_describe_check, finding.seen))),
        contradicted=finding.standing is Standing.CONTRADICTED,
    )


def _describe_seen(finding: Finding) -> Iterator[str]:
    """How the account stands to the word, in words and not by a colour, and what it shows."""
    looked_at = bool(finding.seen) or finding.standing is not Standing.CLAIMED
    yield STANDINGS[finding.standing] if looked_at else NOT_LOOKED_AT
    yield from (to_line(seen.words, LONGEST_SEEN) for seen in finding.seen)


def _describe_check(seen: Seen) -> str:
    when = seen.read_at.replace("T", " ").replace("Z", " UTC")
    where = f"{seen.call}: {seen.field}" if seen.call and seen.field else seen.call
    return to_line(", ".join(filter(None, (when, where))), LONGEST_SEEN)


def to_risk_point(risk: Risk, conversation: Conversation, most_quotes: int = MOST_QUOTES) -> Point:
    """A risk with its quotes; a secret without them: its place, kind and last characters are said elsewhere."""
    if risk.kind is not RiskKind.SECRET:
        return Point(RISKS[risk.kind], "found", (), _to_quotes(risk.evidence, conversation, most_quotes))
    state = "live, as far as the customer says" if risk.current else "said to be replaced or revoked"
    return Point(RISKS[risk.kind], state, (), ())


def _describe_finding(item: Item, finding: Finding) -> Iterator[str]:
    if finding.exposed:
        yield "its live secret stands in the ticket: it has to be replaced"
    if finding.status is not item.unknown_status or finding.evidence:
        yield f"confidence {_to_percent(finding.score)}"
        yield "a second reading agrees" if finding.agreed else "a second reading does not agree"


def _describe_assumed(item: Item, finding: Finding) -> Iterator[str]:
    if finding.status in (Status.DONE, Status.COMPLETE):
        words = join_words(tuple(ASSUMED.get(code, name_code(code)) for code in finding.assumed))
        if words:
            yield f"{words} ({name_code(item.key)})"


def _to_quotes(evidence: tuple[Evidence, ...], conversation: Conversation, most: int) -> tuple[Quote, ...]:
    """The newest of the quotes: where a later word replaced an earlier one, it is the later that counts."""
    said = [e for e in evidence if e.quote.strip()]
    newest = said[max(0, len(said) - most) :]
    return tuple(Quote(to_line(e.quote, LONGEST_QUOTE), name_place(e.message_id, conversation)) for e in newest)


def name_place(message_id: str, conversation: Conversation) -> str:
    """Where a quote stands, as an agent would look for it; an account fact names its own call and field."""
    if message_id == SUBJECT_ID:
        return "subject"
    counts: Counter[Author] = Counter()
    for message in conversation.messages:
        counts[message.author] += message.id != SUBJECT_ID
        if message.id == message_id:
            return f"{AUTHORS[message.author]}'s message {counts[message.author]}"
    return to_line(message_id, LONGEST_QUOTE)


def _list_remarks(remarks: tuple[str, ...], understanding: Understanding, conversation: Conversation) -> Iterator[str]:
    yield from (to_line(remark, LONGEST_SEEN) for remark in remarks[:MOST_LINES])
    yield from _describe_conversation(understanding, conversation)


def _describe_conversation(understanding: Understanding, conversation: Conversation) -> Iterator[str]:
    if understanding.asks_person is not None:
        asked = to_line(understanding.asks_person.quote, LONGEST_QUOTE)
        yield f"The customer asks for a person: “{asked}”."
    if not understanding.language_trusted:
        yield f"Language read as: {to_line(understanding.language, 20)}."
    yield from _describe_secrets(conversation)
    yield from _describe_uncounted(conversation)
    attached = [name for m in conversation.messages for name in m.attachments]
    if attached:
        names = tuple(f"“{to_line(name, 80)}”" for name in attached[:MOST_LINES])
        more = len(attached) - len(names)
        yield f"Attachments were not read: {join_words((*names, f'{more} more') if more else names)}."


def _describe_secrets(conversation: Conversation) -> Iterator[str]:
    """Never the secret itself: its kind, its place and the last two characters."""
    found = [(message, secret) for message in conversation.messages for secret in message.secrets]
    for message, secret in found[:MOST_LINES]:
        place = name_place(message.id, conversation)
        ending = to_line(secret.last_two[-2:], 2)
        yield f"Secret ({name_code(secret.kind)}) in {place}, character {secret.start + 1}, ends in “{ending}”."


def _describe_uncounted(conversation: Conversation) -> Iterator[str]:
    others = sum(m.author is Author.THIRD_PARTY for m in conversation.messages)
    if others:
        yield (
            "One message by a third party was not counted."
            if others == 1
            else (f"{others} messages by third parties were not counted.")
        )
    for message in conversation.messages:
        place = name_place(message.id, conversation)
        if any(section.part is Part.HIDDEN for section in message.apart):
            yield f"Hidden text was found and not counted: {place}."
        if message.truncated:
            yield f"Only the first {len(message.text):,} characters were read: {place}."


def _to_percent(score: float) -> str:
    return f"{score:.0%}".replace("%", " %")
