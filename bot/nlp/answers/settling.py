"""One finding for each question from two readings: the rules' and the learned one, either of which corrects or doubts
the other.

On tickets by authors that neither had seen, the learned reading knows more of what mail people send than the rules do,
about as much of where addresses come from, and less of figures: so much is each one's word worth here."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.core.checklist import Evidence, Finding, Status
from bot.core.conversation import SUBJECT_ID
from bot.nlp.answers.email_use import GUESSED, SAID, VAGUE, is_dodged
from bot.nlp.answers.kinds import KINDS
from bot.nlp.answers.labels import QUESTIONS, Topic
from bot.nlp.answers.layout import Layout
from bot.nlp.answers.list_source import CLAIMED, ORIGIN, SITE
from bot.nlp.answers.origins import may_tell_origin
from bot.nlp.answers.statuses import ORDER, AnswerReader
from bot.nlp.answers.traits import TraitReader
from bot.nlp.linear import Floats, sigmoid, softmax

# logits that the rules' word adds, for each status that they may find; whether a figure is the answer they alone say
TRUST: Mapping[Topic, Mapping[Status, float]] = {
    Topic.USE: {Status.COMPLETE: 4.0, Status.PARTIAL: 4.0, Status.MISSING: 1.0},
    Topic.SOURCE: {Status.COMPLETE: 4.0, Status.PARTIAL: 3.5, Status.MISSING: 2.0},
}
GUESS_TRUST = 1.5  # for a kind that they only guess from what is sent to whom
KIND_TRUST = 2.0  # the same for a kind of mail that they find, or do not find, by examples
SAID_TRUST = 5.0  # and where one is said outright
SURE: Mapping[Topic, float] = {Topic.USE: 0.2, Topic.SOURCE: 0.05, Topic.VOLUME: 0.05}  # below it complete is doubted
MOST_QUOTED = 3
_WORD = re.compile(r"\w+")
_KIND_NAMES = frozenset(
    [
        "both",
        "beides",
        "beide",
        "les",
        "deux",
        "ambos",
        "ambas",
        "os",
        "dois",
        "entrambi",
        "entrambe",
        "allebei",
        "oba",
        "obie",
        "only",
        "just",
        "nur",
        "of",
        "them",
        "the",
        "two",
        "and",
        "mail",
        "mails",
        "email",
        "emails",
        "transactional",
        "marketing",
        "transaktional",
        "transaktionale",
        "transactionnel",
        "transaccional",
        "transacional",
        "transazionale",
        "transactioneel",
        "transakcyjne",
    ]
)  # an answer of these words alone is a kind's name and no more


@dataclass(frozen=True, slots=True)
class Reading:
    """What both readings make of one question: the status that they come to, how likely the learned one alone takes
    it for complete, and the kinds of mail."""

    topic: Topic
    status: Status
    complete: float
    kinds: tuple[str, ...] = ()


def settle_answers(
    layout: Layout, found: Sequence[Finding], reader: AnswerReader, told: Collection[str] | None = None
) -> list[Finding]:
    """The rules' findings of one message weighed against the learned reading, and what that finds alone. A subject is
    left to the rules: the learned reading was trained on bodies. ``told``: the questions that were answered before."""
    if layout.view.message.id == SUBJECT_ID:
        return list(found)
    traits = TraitReader(layout)
    ruled = {finding.item: finding for finding in found}
    passing = [topic for topic in QUESTIONS if (told is None or topic in told) and _is_passing(layout, topic)]
    settled = (_settle(traits, topic, ruled.get(topic), reader, topic in passing) for topic in QUESTIONS)
    return [finding for finding in settled if finding]


def _settle(
    traits: TraitReader, topic: Topic, ruled: Finding | None, reader: AnswerReader, passing: bool
) -> Finding | None:
    if _is_settled(topic, ruled, passing):
        return ruled
    reading = _read(reader.predict(traits, topic), topic, ruled)
    if ruled is None:
        return _find_alone(traits, reading)
    settled = _settle_word(traits.layout, ruled, reading)
    if settled is None or settled.status is not Status.COMPLETE:
        return settled
    sure = ruled.status is Status.COMPLETE and (reading.complete >= SURE[topic] or _is_outright(traits.layout, ruled))
    return replace(settled, agreed=settled.agreed and sure)


def _is_outright(layout: Layout, ruled: Finding) -> bool:
    """Whether the answer set out as the one to this question is little more than a kind's name: "1. both"."""
    if ruled.item != Topic.USE or ruled.score < SAID:
        return False
    lines = layout.find_lines(Topic.USE)
    return len(lines) == 1 and lines[0].labelled and _KIND_NAMES.issuperset(_WORD.findall(lines[0].answer))


def _is_settled(topic: Topic, ruled: Finding | None, passing: bool) -> bool:
    """Whether the rules' word, or their silence, stands unread. ``passing``: the desk asked for something else."""
    if ruled is None:
        return topic not in TRUST or passing
    return ruled.retracts or (topic not in TRUST and ruled.status is not Status.COMPLETE)


def _is_passing(layout: Layout, topic: Topic) -> bool:
    """Whether the desk asked for something else, so that what is said of this is a word in passing."""
    return bool(layout.view.asked) and topic not in layout.asked


def _read(logits: Floats, topic: Topic, ruled: Finding | None) -> Reading:
    said = ruled.status if ruled else Status.MISSING
    statuses = logits[: len(ORDER)]
    word = 0.0 if topic not in TRUST else GUESS_TRUST if ruled and ruled.score <= GUESSED else TRUST[topic][said]
    trust = np.array([word if status is said else 0.0 for status in ORDER])
    status = ORDER[int((statuses + trust).argmax())]
    complete = float(softmax(statuses)[ORDER.index(Status.COMPLETE)])
    return Reading(topic, status, complete, _choose_kinds(logits[len(ORDER) :], ruled))


def _choose_kinds(logits: Floats, ruled: Finding | None) -> tuple[str, ...]:
    """The kinds that both come to, and the likeliest where they come to none."""
    if not len(logits):
        return ()
    given = tuple(str(kind) for kind in KINDS if ruled and kind in str(ruled.value["types"]))
    trust = SAID_TRUST if ruled and ruled.score >= SAID else KIND_TRUST
    word = np.array([0.0 if not given else trust if kind in given else -trust for kind in KINDS])
    likely = sigmoid(logits + word)
    return tuple(k for k, p in zip(KINDS, likely, strict=True) if p >= 0.5) or (KINDS[int(likely.argmax())],)


def _settle_word(layout: Layout, ruled: Finding, reading: Reading) -> Finding | None:
    if reading.topic is Topic.USE:
        return _settle_use(ruled, reading)
    return _settle_source(layout, ruled, reading) if reading.topic is Topic.SOURCE else ruled


def _settle_use(ruled: Finding, reading: Reading) -> Finding | None:
    """A contradiction or an undecided word, which the rules read outright, stands; vague words are weighed."""
    if ruled.status is Status.PARTIAL and ruled.score > VAGUE:
        return ruled
    if reading.status is Status.MISSING:
        return None
    kinds = list(reading.kinds) if reading.status is Status.COMPLETE else []
    parts = frozenset({"type"} if kinds else ())
    return replace(ruled, status=reading.status, value={"types": kinds}, parts=parts)


def _settle_source(layout: Layout, ruled: Finding, reading: Reading) -> Finding | None:
    """Sites are the rules' alone, a forbidden list is an origin, a claim of consent is none; else whether one is told
    is weighed, as far as some words could tell it."""
    if ruled.value["risk"] or ruled.score >= CLAIMED:
        return ruled
    if SITE not in ruled.parts:
        return None if reading.status is Status.MISSING else ruled
    if ORIGIN not in ruled.parts and not may_tell_origin(layout):
        return ruled
    parts = frozenset({ORIGIN, SITE}) if reading.status is Status.COMPLETE else frozenset({SITE})
    return replace(ruled, status=Status.COMPLETE if ORIGIN in parts else Status.PARTIAL, parts=parts)


def _find_alone(traits: TraitReader, reading: Reading) -> Finding | None:
    """What the learned reading finds where the rules find nothing: it is never agreed, and an origin without a site is
    a part."""
    evidence = _quote(traits, reading.topic)
    if reading.status is Status.MISSING or not evidence or (reading.topic is Topic.USE and is_dodged(traits.layout)):
        return None
    if reading.topic is Topic.SOURCE:
        value: dict[str, object] = {"urls": [], "risk": False}
        return Finding(reading.topic, Status.PARTIAL, value=value, evidence=evidence, parts=frozenset({ORIGIN}))
    kinds = list(reading.kinds) if reading.status is Status.COMPLETE else []
    parts = frozenset({"type"} if kinds else ())
    return Finding(
        reading.topic, reading.status, value={"types": kinds}, evidence=evidence, parts=parts, agreed=not kinds
    )


def _quote(traits: TraitReader, topic: Topic) -> tuple[Evidence, ...]:
    about = traits.find_about(topic)[:MOST_QUOTED]
    return tuple(traits.layout.view.evidence(told.line.start, told.line.end) for told, _ in about)
