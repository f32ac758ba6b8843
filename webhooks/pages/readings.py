"""Runs as people read them: findings item by item, decisions and reasons in words. Pure, and tolerant of what older
versions stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.core.checklist import SETTLED, STATUSES, Item, Procedure
from bot.core.decision import find_procedure
from bot.core.understanding import IntentLabel
from bot.notes import ACTIONS, ASSUMED, INTENTS, NOT_LOOKED_AT, REASONS, RISKS, STANDINGS
from bot.notes import STATUSES as STATUS_WORDS
from bot.procedures import load_procedures
from bot.store.corrections import INTENT, SavedCorrection
from bot.wording import name_code, to_words
from webhooks.pages.conversation import Mark
from webhooks.pages.plain import to_plain

STATES = {
    "planned": ("planned, not sent yet", "warn"),
    "sent": ("written to the ticket", "good"),
    "replaced": ("replaced before it was sent", "plain"),
    "observed": ("recorded only, nothing written", "info"),
}
TONES = {"ask": "info", "ready": "good", "hand_off": "warn"}
SOURCES = {"customer": "the customer's word", "account": "the account"}
STANDING_TONES = {"verified": "good", "contradicted": "bad", "unknown": "warn"}
MOST_TONES = 7  # colours that the style knows
MOST_QUOTES = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that a correction may give: its code, and its words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One item of the newest reading. ``tone`` is the colour of its evidence, 1 to 7."""

    key: str
    label: str
    short: str
    tone: int
    code: str
    status: str
    settled: bool
    value: str
    source: str
    score: str
    doubts: tuple[str, ...]
    standing: str
    standing_tone: str
    seen: tuple[str, ...]
    quotes: tuple[str, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ShownRun:
    """One handling: what was decided and why, what was sent, by which versions."""

    id: int
    action: str
    tone: str
    reason: str
    items: tuple[str, ...]
    intent: str
    intent_code: str
    score: str
    mode: str
    state: str
    state_tone: str
    planned_at: Any
    sent_at: Any
    replied: bool
    reply: str
    note: str
    risks: tuple[tuple[str, tuple[str, ...]], ...]
    remarks: tuple[str, ...]
    tags: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]


@cache
def procedures() -> tuple[Procedure, ...]:
    """The procedures that this version knows."""
    return load_procedures()


def find_items(intent: str) -> tuple[Item, ...]:
    """The items of the procedure that an intent leads to; none for others."""
    procedure = find_procedure(procedures(), intent)
    return procedure.items if procedure else ()


def to_shown_run(run: Mapping[str, Any]) -> ShownRun:
    """A stored run in words."""
    labels = {item.key: item.label for item in find_items(run["intent"])}
    state, state_tone = STATES.get(run["state"], (name_code(run["state"]), "plain"))
    return ShownRun(
        id=run["id"],
        action=in_words(ACTIONS, run["action"]),
        tone=TONES.get(run["action"], "plain"),
        reason=in_words(REASONS, run["reason"]),
        items=tuple(labels.get(key, name_code(key)) for key in run["items"]),
        intent=in_words(INTENTS, run["intent"]),
        intent_code=run["intent"],
        score=to_percent(run["intent_score"]),
        mode=run["mode"],
        state=state,
        state_tone=state_tone,
        planned_at=run["planned_at"],
        sent_at=run["sent_at"],
        replied=run["replied"],
        reply=to_plain(run["reply"] or ""),
        note=to_plain(run["note"] or ""),
        risks=tuple((in_words(RISKS, risk["kind"]), _first(risk.get("quotes") or ())) for risk in run["risks"]),
        remarks=tuple(map(str, run["remarks"])),
        tags=tuple(run["tags_left"]) if run["state"] == "sent" else (),
        versions=tuple(sorted((name_code(str(k)), str(v)) for k, v in run["versions"].items())),
    )


def to_findings(run: Mapping[str, Any]) -> list[ShownFinding]:
    """What a run found, in the procedure's order; what this version does not know comes last."""
    items = {item.key: item for item in find_items(run["intent"])}
    found = {finding["item"]: finding for finding in run["findings"]}
    keys = [*(key for key in items if key in found), *(key for key in found if key not in items)]
    return [_to_finding(place, items.get(key), found[key]) for place, key in enumerate(keys)]


def _to_finding(place: int, item: Item | None, finding: Mapping[str, Any]) -> ShownFinding:
    key, code = finding["item"], str(finding["status"])
    seen = tuple(str(seen.get("words", "")) for seen in finding.get("seen") or ())
    standing = str(finding.get("standing", "claimed"))
    looked_at = bool(seen) or standing != "claimed"
    return ShownFinding(
        key=key,
        label=item.label if item else name_code(key),
        short=name_code(key),
        tone=place % MOST_TONES + 1,
        code=code,
        status=in_words(STATUS_WORDS, code),
        settled=code in SETTLED,
        value=to_words(finding.get("value") or {}),
        source=SOURCES.get(finding.get("source", ""), ""),
        score=to_percent(finding.get("score", 0)),
        doubts=tuple(find_doubts(finding)),
        standing=in_words(STANDINGS, standing) if looked_at else NOT_LOOKED_AT,
        standing_tone=STANDING_TONES.get(standing, "plain"),
        seen=seen,
        quotes=_first([evidence[3] for evidence in finding.get("evidence") or ()]),
        choices=tuple(to_choices(item, code)) if item else (),
    )


def find_doubts(finding: Mapping[str, Any]) -> list[str]:
    """Why the finding counts for less than it says, in words."""
    doubts = ["a second reading does not agree"] if not finding.get("agreed", True) else []
    if finding.get("exposed"):
        doubts.append("its live secret stands in the ticket: it has to be replaced")
    return doubts + [f"assumed: {ASSUMED.get(code, name_code(code))}" for code in finding.get("assumed") or ()]


def to_choices(item: Item, read_as: str) -> list[Choice]:
    """What a correction of the item may say: every status of its kind but the one that was read."""
    return [Choice(s.value, STATUS_WORDS[s]) for s in STATUSES[item.kind] if s.value != read_as]


def to_intent_choices(read_as: str) -> list[Choice]:
    """What a correction of the intent may say."""
    return [Choice(label.value, INTENTS[label.value]) for label in IntentLabel if label.value != read_as]


def to_marks(run: Mapping[str, Any], findings: Sequence[ShownFinding]) -> list[Mark]:
    """Where the run's evidence stands in the customer's words; an account fact stands in none."""
    shown = {finding.key: finding for finding in findings}
    return [
        Mark(str(message), start, end, quote, shown[finding["item"]].short, shown[finding["item"]].tone)
        for finding in run["findings"]
        for message, start, end, quote in finding.get("evidence") or ()
    ]


def find_read_as(run: Mapping[str, Any], item: str) -> str | None:
    """What the run read of an item, or as the intent; None where it knows no such item."""
    if item == INTENT:
        return str(run["intent"])
    return next((str(finding["status"]) for finding in run["findings"] if finding["item"] == item), None)


def is_possible(run: Mapping[str, Any], item: str, right: str) -> bool:
    """Whether a correction of the run makes sense: an item that it knows, and another status of that item's kind."""
    read_as = find_read_as(run, item)
    if read_as is None:
        return False
    known = next((i for i in find_items(run["intent"]) if i.key == item), None)
    choices = to_intent_choices(read_as) if item == INTENT else to_choices(known, read_as) if known else []
    return right in {choice.code for choice in choices}


def describe_correction(correction: SavedCorrection) -> str:
    """A correction in one line."""
    words = INTENTS if correction.item == INTENT else STATUS_WORDS
    read_as, right = in_words(words, correction.read_as), in_words(words, correction.right)
    return f"{name_code(correction.item)}: read as “{read_as}”, right is “{right}”"


def describe_outcome(outcome: str | None) -> str:
    """What came of a wish, in words."""
    if outcome is None:
        return "a worker has not come to it yet"
    action, colon, reason = outcome.partition(":")
    return f"{in_words(ACTIONS, action)}: {in_words(REASONS, reason)}" if colon else in_words(REASONS, outcome)


def in_words(words: Mapping[Any, str], code: str) -> str:
    """A code in words; legible also where no table has it."""
    return words.get(code) or name_code(str(code))


def to_percent(score: object) -> str:
    """A probability in per cent; "" where there is none."""
    return f"{score:.0%}".replace("%", " %") if isinstance(score, (int, float)) else ""


def _first(quotes: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(quote) for quote in quotes[:MOST_QUOTES] if str(quote).strip())
