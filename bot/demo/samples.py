"""The tickets that the demo files: our own samples with what should become of them, or the records of a file."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent / "samples.jsonl"
LONGEST_BODY = 1_000_000  # characters


class BadSample(Exception):
    """A line of the file is no ticket; the message names the line."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One comment: who writes it, and the mail's flags (4: written by a machine). ``secures``: the customer has just
    changed every key, password and login of the account."""

    author: str  # customer, agent, third
    body: str
    flags: tuple[int, ...] = ()
    secures: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """The account on the platform that a ticket is about: its id, the state it is in, and its owner's address."""

    id: str
    scenario: str
    owner: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A ticket to file, turn by turn. ``expect`` is empty where any ending will do; without an ``email`` the requester
    has an address of the sample's own."""

    id: str
    subject: str
    turns: tuple[Turn, ...]
    html: bool = False
    channel: str = "email"
    email: str = ""
    account: Account | None = None
    doubled: bool = False  # each of its deliveries is made twice
    expect: dict[str, Any] | None = None


def load_samples(path: Path = SAMPLES) -> tuple[Sample, ...]:
    """The tickets of a JSON Lines file, in LABELLING.md's form; BadSample for a line that is not of it."""
    with path.open(encoding="utf-8-sig") as lines:
        return tuple(_parse_lines(lines))


def _parse_lines(lines: Iterable[str]) -> Iterator[Sample]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield to_sample(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise BadSample(f"line {number}: {type(error).__name__}: {error}") from None


def to_sample(record: dict[str, Any]) -> Sample:
    """One ticket from its record; KeyError or TypeError where it is not of the form."""
    turns = tuple(
        Turn(
            c.get("author", "customer"),
            (c.get("body") or "")[:LONGEST_BODY],
            tuple(c.get("flags", ())),
            bool(c.get("secures")),
        )
        for c in record["comments"]
    )
    return Sample(
        id=str(record["id"]),
        subject=record.get("subject") or "",
        turns=turns,
        html=bool(record.get("html")),
        channel=record.get("source") or "email",
        email=record.get("email") or f"{record['id']}@customers.example",
        account=Account(**record["account"]) if record.get("account") else None,
        doubled=bool(record.get("doubled")),
        expect=record.get("expect"),
    )
