"""Assessing tickets from a file: JSON Lines in, one result a line out (DESIGN.md, ``reinstate assess``)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Protocol

from bot.core.checklist import Evidence, Finding, Item, Kind, Procedure
from bot.core.conversation import Author, Conversation
from bot.core.decision import Decision, Policy, Ticket, decide, find_procedure
from bot.core.understanding import IntentLabel, RiskKind, Understanding, is_ready, settle_understanding
from bot.reading.messages import Comment, to_conversation

LONGEST_LINE = 16 * 1024 * 1024  # bytes
OPTIONAL: Mapping[str, tuple[type, str]] = {
    "subject": (str, "a string"),
    "source": (str, "a string"),
    "html": (bool, "true or false"),
}
MOST_QUOTES = 5
MOST_LETTERS = 300  # of a quote
AUTHORS = {"customer": Author.REQUESTER, "agent": Author.AGENT}
EMPTY_VALUES: Mapping[str, Mapping[str, Any]] = {
    "email_use": {"types": []},
    "list_source": {"urls": [], "risk": False},
    "monthly_volume": {"low": None, "high": None},
}

Result = dict[str, Any]


class Reader(Protocol):
    """What understands a conversation."""

    def understand(self, conversation: Conversation) -> Understanding:
        """All that can be read from a conversation."""


@dataclass(frozen=True, slots=True)
class Record:
    """A ticket record as far as it is read; labels and anything else are left out."""

    id: str | int
    subject: str
    comments: tuple[tuple[Author, str], ...]
    html: bool = False


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line, counted from 1, that is not a ticket record, and why."""

    line: int
    error: str


def assess_lines(
    lines: Iterable[bytes | str], reader: Reader, procedures: Sequence[Procedure]
) -> Iterator[Result | BadLine]:
    """The result of every good line and the error of every bad one, in order; empty lines are skipped."""
    for number, line in enumerate(lines, 1):
        try:
            text = decode_line(line)
            if not text:
                continue
            record = read_record(parse_json(text))
        except ValueError as error:
            yield BadLine(number, str(error))
            continue
        try:
            yield assess_record(record, reader, procedures)
        except Exception as error:  # one ticket must never stop the rest of the file
            yield BadLine(number, f"this ticket could not be read ({type(error).__name__})")


def decode_line(line: bytes | str) -> str:
    """A line without its byte order mark and line end; ValueError where it is longer than 16 MiB or not UTF-8."""
    if len(line) > LONGEST_LINE:
        raise ValueError(f"the line is longer than {LONGEST_LINE // 1024 // 1024} MiB")
    if isinstance(line, bytes):
        try:
            line = line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ValueError(f"not UTF-8 at byte {error.start + 1}") from None
    return line.removeprefix("\ufeff").strip(" \t\r\n")


def parse_json(text: str) -> object:
    """A JSON value, strictly: no NaN, no bottomless nesting; ValueError says what is wrong."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise ValueError("not JSON that can be read: nested too deeply") from None


def _refuse_constant(name: str) -> object:
    raise ValueError(f"not JSON: {name} is no JSON number")


def read_record(data: object) -> Record:
    """A ticket record out of parsed JSON; ValueError names the field that is wrong."""
    if not isinstance(data, dict):
        raise ValueError("a ticket record is a JSON object")
    for required in ("id", "comments"):
        if required not in data:
            raise ValueError(f'"{required}" is missing')
    if not isinstance(data["id"], str | int) or isinstance(data["id"], bool):
        raise ValueError('"id" must be a string or a whole number')
    if not isinstance(data["comments"], list):
        raise ValueError('"comments" must be a list')
    for field, (kind, named) in OPTIONAL.items():
        if not isinstance(data.get(field), kind | None):
            raise ValueError(f'"{field}" must be {named}')
    comments = tuple(_read_comment(at, comment) for at, comment in enumerate(data["comments"], 1))
    return Record(data["id"], data.get("subject") or "", comments, bool(data.get("html")))


def _read_comment(at: int, data: object) -> tuple[Author, str]:
    if not isinstance(data, dict):
        raise ValueError(f"comment {at} must be an object")
    author = data.get("author")
    if not isinstance(author, str) or author not in AUTHORS:
        raise ValueError(f'comment {at}: "author" must be "customer" or "agent"')
    if "body" not in data or not isinstance(data["body"], str | None):
        raise ValueError(f'comment {at}: "body" must be a string or null')
    return AUTHORS[author], data["body"] or ""


def to_ticket_conversation(record: Record) -> Conversation:
    """The record's messages, cleaned as those of a real ticket; comments are counted from 1."""
    comments = [
        Comment(id=f"comment:{at}", author=author, body=body, html=record.html)
        for at, (author, body) in enumerate(record.comments, 1)
    ]
    return to_conversation(record.subject, comments)


def assess_record(record: Record, reader: Reader, procedures: Sequence[Procedure]) -> Result:
    """The result line of one record."""
    conversation = to_ticket_conversation(record)
    understanding = reader.understand(conversation)
    ticket = Ticket(id=0, requester_id=0)
    decision = decide(understanding, procedures, ticket, conversation)
    return {"id": record.id, **describe(understanding, decision, procedures)}


def describe(understanding: Understanding, decision: Decision, procedures: Sequence[Procedure]) -> Result:
    """What was understood and decided, in the labelling guide's form."""
    intent = understanding.intent
    procedure = find_procedure(procedures, intent.label)
    settled = settle_understanding(procedure, understanding) if procedure else {}
    answers = procedure is not None and intent.label == IntentLabel.APPEAL
    steps = procedure is not None and intent.label == IntentLabel.COMPROMISE
    return {
        "intent": str(intent.label),
        "intent_score": round(intent.score, 4),
        "answers": _describe_answers(procedure.items, settled, understanding) if procedure and answers else None,
        "steps": _describe_steps(procedure.items, settled) if procedure and steps else None,
        "ready": procedure is not None and is_ready(procedure, understanding, Policy().intent_threshold),
        "risk": sorted({str(risk.kind) for risk in understanding.risks}),
        "evidence": _list_evidence(procedure, settled, understanding),
        "decision": {"action": str(decision.action), "reason": decision.reason, "items": list(decision.items)},
    }


def _describe_answers(
    items: Sequence[Item], settled: Mapping[str, Finding], understanding: Understanding
) -> dict[str, Result]:
    answers = {item.key: _describe_answer(settled[item.key]) for item in items if item.kind is Kind.QUESTION}
    if "list_source" in answers:
        answers["list_source"]["risk"] = understanding.has_risk(RiskKind.BAD_LIST)
    return answers


def _describe_answer(finding: Finding) -> Result:
    known = {**EMPTY_VALUES.get(finding.item, {}), **finding.value}
    return {"status": str(finding.status), **{name: _to_json(value) for name, value in known.items()}}


def _to_json(value: object) -> object:
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(str(one) for one in value)
    return int(value) if isinstance(value, float) else value


def _describe_steps(items: Sequence[Item], settled: Mapping[str, Finding]) -> dict[str, str]:
    return {item.key: str(settled[item.key].status) for item in items if item.kind is Kind.STEP}


def _list_evidence(
    procedure: Procedure | None, settled: Mapping[str, Finding], understanding: Understanding
) -> dict[str, list[str]]:
    quotes: dict[str, list[str]] = {}
    for key, finding in settled.items():
        if procedure and finding.status is not procedure.item(key).unknown_status:
            quotes[key] = _list_quotes(finding.evidence)
    for risk in understanding.risks:
        kept = quotes.setdefault(str(risk.kind), [])
        quotes[str(risk.kind)] = _shorten([*kept, *_list_quotes(risk.evidence)])
    return quotes


def _list_quotes(evidence: Iterable[Evidence]) -> list[str]:
    return _shorten(piece.quote for piece in evidence)


def _shorten(quotes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(quote[:MOST_LETTERS] for quote in quotes if quote))[:MOST_QUOTES]


def read_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream as they come in; what a line has beyond the bound is dropped, not held."""
    while line := stream.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE + 1)


def run_assess(
    stream_in: IO[bytes],
    stream_out: IO[str],
    stream_err: IO[str],
    reader: Reader | None = None,
    procedures: Sequence[Procedure] | None = None,
) -> int:
    """Assesses every line, each result written as soon as it is there; 0 if all lines were good, 2 otherwise.
    Without a reader the shipped one is loaded."""
    if reader is None or procedures is None:
        from bot.nlp.pipeline import load_pipeline  # the models take a second: only where they are needed
        from bot.procedures import load_procedures

        reader, procedures = reader or load_pipeline(), procedures or load_procedures()
    code = 0
    for outcome in assess_lines(read_lines(stream_in), reader, procedures):
        if isinstance(outcome, BadLine):
            code = 2
            _write_line(stream_err, {"line": outcome.line, "error": outcome.error})
        else:
            _write_line(stream_out, outcome)
    return code


def _write_line(stream: IO[str], data: Result) -> None:
    stream.write(json.dumps(data, allow_nan=False) + "\n")
    stream.flush()
