"""A message's text in pieces: what is evidence for which item, and what is not the writer's own word. Pure; every piece
is plain text, which the template escapes."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from bot.notes import AUTHORS
from bot.store.messages import StoredMessage
from bot.wording import name_code

SUBJECT = "subject"
PARTS = {
    "quoted": "quoted",
    "signature": "signature",
    "footer": "footer",
    "hidden": "hidden from sight",
    "rest": "no more told apart",
}
MOST_MARKS = 200  # of one message
MOST_SECTIONS = 300  # of one message; no real mail has more
MOST_SHOWN = 50  # messages, beside those with evidence


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a message that is evidence, for the item with that label; ``tone`` is 1 to 7."""

    message_id: str
    start: int
    end: int
    quote: str
    label: str
    tone: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one and the same light. ``apart`` says why it is set apart and is told only where that
    begins; ``labels`` are the items whose evidence ends here, each with its tone."""

    text: str
    apart: str = ""
    apart_begins: bool = False
    tone: int = 0
    labels: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the page shows it; ``pieces`` is empty where ``erased``."""

    author: str
    kind: str
    public: bool
    when: str
    place: str
    pieces: tuple[Piece, ...]
    erased: bool
    truncated: bool


def to_shown(messages: Sequence[StoredMessage], marks: Sequence[Mark]) -> list[Shown]:
    """The conversation with its evidence, oldest first. Of a very long one, the newest messages and those with
    evidence; the others stand in Zendesk."""
    marked = {mark.message_id for mark in marks}
    newest = {message.id for message in messages[-MOST_SHOWN:]}
    return [_to_shown(message, marks) for message in messages if message.id in newest | marked]


def _to_shown(message: StoredMessage, marks: Sequence[Mark]) -> Shown:
    own = [mark for mark in marks if mark.message_id == message.id and _fits(mark, message.text)]
    return Shown(
        author=AUTHORS_BY_CODE.get(message.author, name_code(message.author)),
        kind=message.author if message.author in AUTHORS_BY_CODE else "system",
        public=message.public,
        when=to_when(message.sent_at),
        place="Subject" if message.id == SUBJECT else "",
        pieces=tuple(to_pieces(message.text or "", message.apart, own[:MOST_MARKS])),
        erased=message.text is None,
        truncated=message.truncated,
    )


AUTHORS_BY_CODE = {author.value: words for author, words in AUTHORS.items()}


def _fits(mark: Mark, text: str | None) -> bool:
    """Whether the words still stand where they were read: a message may have been redacted since."""
    return text is not None and 0 <= mark.start < mark.end and text[mark.start : mark.end] == mark.quote


def to_when(sent_at: str | None) -> str:
    """Zendesk's time to the minute; "" where there is none that can be read."""
    try:
        return f"{datetime.fromisoformat(sent_at or ''):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return ""


def to_pieces(text: str, apart: Sequence[tuple[int, int, str]], marks: Sequence[Mark]) -> Iterator[Piece]:
    """The text cut wherever the light changes; joined, the pieces are the text. What is set apart never overlaps."""
    sections = limit_sections(apart, len(text))
    spans = [*((start, end) for start, end, _ in sections), *((mark.start, mark.end) for mark in marks)]
    cuts = sorted({0, len(text), *(at for span in spans for at in span if 0 < at < len(text))})
    before = ""
    for start, end in pairwise(cuts):
        part = find_part(sections, start)
        yield _to_piece(text[start:end], start, end, part, part != before, marks)
        before = part


def limit_sections(apart: Sequence[tuple[int, int, str]], length: int) -> list[tuple[int, int, str]]:
    """The sections in order; where they are absurdly many, all that follows is set apart as a whole, so that nothing
    hidden passes for the customer's word."""
    sections = sorted(apart)
    if len(sections) <= MOST_SECTIONS:
        return sections
    return [*sections[:MOST_SECTIONS], (sections[MOST_SECTIONS][0], length, "rest")]


def find_part(sections: Sequence[tuple[int, int, str]], at: int) -> str:
    """Why the character there is set apart, in words; "" where it is the writer's own."""
    place = bisect_right(sections, at, key=lambda section: section[0]) - 1
    if place < 0 or at >= sections[place][1]:
        return ""
    return PARTS.get(sections[place][2], name_code(sections[place][2]))


def _to_piece(text: str, start: int, end: int, part: str, begins: bool, marks: Sequence[Mark]) -> Piece:
    over = [mark for mark in marks if mark.start <= start and end <= mark.end]
    labels = tuple({mark.label: mark.tone for mark in over if mark.end == end}.items())
    return Piece(text, part, bool(part) and begins, over[0].tone if over else 0, labels)
