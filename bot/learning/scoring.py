"""How readings of labelled tickets are judged, item by item (LABELLING.md): every judgement, and the figures of all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.understanding import IntentLabel
from bot.learning.agreement import measure_evidence
from bot.nlp.second import QUESTIONS, STEPS

TOLERANCE = 0.10  # of the labelled figure of a volume, at either bound
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One thing of one ticket that was to be read; ``found`` and ``wanted`` are kept for the list of misses."""

    figure: str
    ticket: str
    wanted: Any
    found: Any
    right: bool


def judge(label: Record, result: Record) -> Iterator[Judgement]:
    """All that is judged of one ticket. An empty result is wrong everywhere, and never falsely ready."""
    ticket = str(label["id"])
    yield _compare("intent", ticket, label["intent"], result.get("intent"))
    ready = bool(label["ready"]), bool(result.get("ready"))
    yield Judgement("ready.recall" if ready[0] else "ready.false", ticket, *ready, ready[0] == ready[1])
    if label["intent"] == IntentLabel.APPEAL:
        yield from _judge_answers(ticket, label["answers"], result.get("answers") or {})
    elif label["intent"] == IntentLabel.COMPROMISE:
        steps = result.get("steps") or {}
        yield from (_compare(f"{step}.status", ticket, label["steps"][step], steps.get(step)) for step in STEPS)


def _compare(figure: str, ticket: str, wanted: Any, found: Any) -> Judgement:
    return Judgement(figure, ticket, wanted, found, wanted == found)


def _judge_answers(ticket: str, wanted: Record, found: Record) -> Iterator[Judgement]:
    for question in QUESTIONS:
        status = (found.get(question) or {}).get("status")
        yield _compare(f"{question}.status", ticket, wanted[question]["status"], status)
    use, source, volume = ((wanted[question], found.get(question) or {}) for question in QUESTIONS)
    yield _compare("email_use.types", ticket, sorted(use[0]["types"]), sorted(use[1].get("types") or []))
    yield _compare("list_source.risk", ticket, bool(source[0]["risk"]), bool(source[1].get("risk")))
    if volume[0]["status"] == "complete":
        bounds = [(volume[0][bound], volume[1].get(bound)) for bound in ("low", "high")]
        near = all(_is_near(one, other) for one, other in bounds)
        yield Judgement("monthly_volume.figure", ticket, [b[0] for b in bounds], [b[1] for b in bounds], near)


def _is_near(wanted: float | None, found: float | None) -> bool:
    if wanted is None or found is None:
        return wanted is found
    return abs(wanted - found) <= TOLERANCE * abs(wanted)


@dataclass(frozen=True, slots=True)
class Counts:
    """Of several things that may be found: how many were, how many falsely, how many were missed."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    def count(self, wanted: Iterable[str], found: Iterable[str]) -> "Counts":
        """With one more ticket."""
        both, want, have = set(wanted) & set(found), set(wanted), set(found)
        return Counts(self.hits + len(both), self.false + len(have - want), self.missed + len(want - have))

    def describe(self) -> dict[str, float]:
        """Precision, recall and their harmonic mean; 0 where nothing was hit."""
        found, wanted = self.hits + self.false, self.hits + self.missed
        precision, recall = self.hits / found if found else 0.0, self.hits / wanted if wanted else 0.0
        mean = 2 * precision * recall / (precision + recall) if self.hits else 0.0
        return {"wanted": wanted, "precision": _round(precision), "recall": _round(recall), "f1": _round(mean)}


def _round(value: float) -> float:
    return round(value, 4)


def score(pairs: Sequence[tuple[Record, Record]]) -> dict[str, Any]:
    """The figures of labelled tickets beside what was read of them, and every miss."""
    judged = [one for label, result in pairs for one in judge(label, result)]
    return {
        "summary": summarise(judged),
        "figures": {figure: _describe(judged, (figure,)) for figure in sorted({one.figure for one in judged})},
        "intents": {str(intent): _count_intent(pairs, intent).describe() for intent in IntentLabel},
        "risks": {name: _count_risk(pairs, name).describe() for name in _list_risks(pairs)},
        "urls": _count_urls(pairs).describe(),
        "evidence": measure_evidence(pairs),
        "misses": [one for one in judged if not one.right],
    }


def summarise(judged: Sequence[Judgement]) -> dict[str, Any]:
    """The figures that matter most; a status counts for every question or step alike."""
    return {
        "tickets": sum(one.figure == "intent" for one in judged),
        "intent": _describe(judged, ("intent",))["rate"],
        "answers": _describe(judged, [f"{question}.status" for question in QUESTIONS])["rate"],
        "steps": _describe(judged, [f"{step}.status" for step in STEPS])["rate"],
        "volume": _describe(judged, ("monthly_volume.figure",))["rate"],
        "false_ready": sum(one.figure == "ready.false" and not one.right for one in judged),
        "ready_recall": _describe(judged, ("ready.recall",))["rate"],
    }


def _describe(judged: Iterable[Judgement], figures: Sequence[str]) -> dict[str, Any]:
    """``rate`` is None where nothing of the kind was to be read."""
    own = [one.right for one in judged if one.figure in figures]
    return {"rate": _round(sum(own) / len(own)) if own else None, "of": len(own)}


def _count_intent(pairs: Sequence[tuple[Record, Record]], intent: str) -> Counts:
    counts = Counts()
    for label, result in pairs:
        counts = counts.count({label["intent"]} & {intent}, {str(result.get("intent"))} & {intent})
    return counts


def _list_risks(pairs: Sequence[tuple[Record, Record]]) -> list[str]:
    return sorted({risk for pair in pairs for record in pair for risk in record.get("risk") or []})


def _count_risk(pairs: Sequence[tuple[Record, Record]], risk: str) -> Counts:
    counts = Counts()
    for label, result in pairs:
        counts = counts.count({risk} & set(label.get("risk") or []), {risk} & set(result.get("risk") or []))
    return counts


def _count_urls(pairs: Sequence[tuple[Record, Record]]) -> Counts:
    counts = Counts()
    for label, result in pairs:
        if label["intent"] == IntentLabel.APPEAL:
            found = (result.get("answers") or {}).get("list_source") or {}
            counts = counts.count(label["answers"]["list_source"]["urls"], found.get("urls") or [])
    return counts
