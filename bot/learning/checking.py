"""Whether the corpus' records keep to the labelling guide: its form, and labels that agree with each other."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.core.understanding import IntentLabel, RiskKind
from bot.nlp.second import QUESTIONS, STEPS

ANSWER = frozenset({"complete", "partial", "missing"})
STEP = frozenset({"done", "partial", "not_done", "unstated"})
TYPES = frozenset({"transactional", "marketing"})
KINDS = frozenset({"steps", "remark", "volume", "source", "use", "intent"})
_TAG = re.compile(r"<[^<>]{0,200}>")
_GAP = re.compile(r"[\W_]+")

Record = Mapping[str, Any]


def find_faults(records: Iterable[Record]) -> list[str]:
    """Every fault of the records, each with the record's id; ids that occur twice are faults too."""
    faults, seen = [], set()
    for record in records:
        name = str(record.get("id"))
        faults += [f"{name}: {fault}" for fault in list_faults(record)]
        faults += [f"{name}: the id stands twice"] if name in seen else []
        seen.add(name)
    return faults


def list_faults(record: Record) -> Iterator[str]:
    """What is wrong with one record, a whole ticket or a snippet."""
    if not re.fullmatch(r"[\w-]{1,40}-\d{1,5}", str(record.get("id"))):
        yield "the id does not end in a number"
    if "kind" in record:
        yield from _check_snippet(record)
    elif not record.get("comments") and not record.get("subject"):
        yield "nothing is said"
    elif record.get("intent") not in tuple(IntentLabel):
        yield "no such intent"
    else:
        yield from _check_ticket(record)


def _check_snippet(record: Record) -> Iterator[str]:
    if record["kind"] not in KINDS:
        yield "no such kind of snippet"
    if not isinstance(record.get("text"), str):
        yield "no text"
    if record["kind"] == "remark" and not isinstance(record.get("open"), bool):
        yield "it is not told whether the remark leaves a step open"
    if record["kind"] == "intent" and record.get("intent") not in tuple(IntentLabel):
        yield "no such intent"


def _check_ticket(record: Record) -> Iterator[str]:
    answers, steps = record.get("answers"), record.get("steps")
    if (answers is not None) != (record["intent"] == IntentLabel.APPEAL):
        yield "answers belong to an appeal, and to nothing else"
    if (steps is not None) != (record["intent"] == IntentLabel.COMPROMISE):
        yield "steps belong to a compromise report, and to nothing else"
    if not set(record.get("risk") or []) <= {str(kind) for kind in RiskKind}:
        yield "no such risk"
    if answers is not None:
        yield from _check_answers(answers)
    if steps is not None and (set(steps) != set(STEPS) or not set(steps.values()) <= STEP):
        yield "the steps or their statuses are not the guide's"
    if not agrees_on_ready(record):
        yield "ready does not follow from the labels"
    yield from _check_evidence(record)


def _check_answers(answers: Record) -> Iterator[str]:
    if set(answers) != set(QUESTIONS) or any(one.get("status") not in ANSWER for one in answers.values()):
        yield "the answers or their statuses are not the guide's"
        return
    use, source, volume = (answers[question] for question in QUESTIONS)
    if (use["status"] == "complete") != bool(use["types"]) or not set(use["types"]) <= TYPES:
        yield "a use is complete when a type is clear"
    if any(url != url.lower() or "/" in url for url in source["urls"]):
        yield "urls are domains in lower case"
    bounds = [volume.get(bound) for bound in ("low", "high")]
    known = [bound for bound in bounds if bound is not None]
    if (volume["status"] == "complete") != bool(known) or known != sorted(known):
        yield "a volume is complete when it has figures, low before high"


def agrees_on_ready(record: Record) -> bool:
    """Whether ``ready`` can follow from the other labels. A secret in a report leaves both open: it blocks only while
    it is a current one, which no label says (LABELLING.md, ready)."""
    risks = set(record.get("risk") or [])
    if record["intent"] == IntentLabel.OTHER:
        return record.get("ready") is False
    appeal = record["intent"] == IntentLabel.APPEAL
    answers, steps = record.get("answers") or {}, record.get("steps") or {}
    statuses = [one["status"] for one in answers.values()] if appeal else list(steps.values())
    settled = bool(statuses) and set(statuses) <= {"complete", "done"}
    may = settled and not risks - {RiskKind.SECRET}
    return bool(record.get("ready")) == may or (may and not appeal and RiskKind.SECRET in risks)


def _check_evidence(record: Record) -> Iterator[str]:
    bodies = " ".join([record.get("subject") or "", *_list_bodies(record)])
    said = _flatten(bodies) + " " + _flatten(_TAG.sub("", bodies))  # a quote may stand in a link's address
    for item, quotes in (record.get("evidence") or {}).items():
        for quote in [quotes] if isinstance(quotes, str) else quotes:
            if _flatten(quote) not in said:
                yield f"the evidence of {item} is not in the customer's words: {quote[:60]!r}"


def _list_bodies(record: Record) -> Sequence[str]:
    return [comment["body"] or "" for comment in record["comments"] if comment["author"] == "customer"]


def _flatten(text: str) -> str:
    """Without marks and case: quotes are compared by their letters."""
    return _GAP.sub("", text).lower()
