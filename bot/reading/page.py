"""A page of text as it is written from HTML: line breaks, list marks, cells, and the places of what looks how."""

import re
from dataclasses import dataclass, field

from bot.reading.lines import Span
from bot.reading.styles import Look

_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")


@dataclass(slots=True)
class Seen:
    """The text of a mail as a reader sees it, hidden text kept at its place, and where the HTML tells of what."""

    text: str = ""
    quoted: tuple[Span, ...] = ()
    hidden: tuple[Span, ...] = ()
    signed: tuple[Span, ...] = ()
    coloured: tuple[Span, ...] = ()
    truncated: bool = False


@dataclass(slots=True)
class Page:
    """The page being written. Line breaks wait until text follows, so that there are none in excess."""

    limit: int
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    breaks: int = 0  # line breaks that wait
    space: bool = False  # a space that waits
    glued: bool = True  # after a list mark, at a cell's or the page's beginning: breaks are swallowed
    marks: dict[str, list[Span]] = field(default_factory=dict)

    @property
    def full(self) -> bool:
        return self.length > self.limit

    def break_line(self, count: int = 1) -> None:
        self.space = False
        if not self.glued:
            self.breaks = max(self.breaks, count)

    def add_break(self) -> None:
        self.space = False
        self.breaks = min(self.breaks + 1, 3)
        self.glued = False

    def write(self, text: str, look: Look) -> None:
        if "\u00a0" in text and self.breaks and not text.strip():
            self.breaks = 2  # a paragraph of a hard space is how mail programs leave a line empty
            return
        if look.preformatted:
            lines = text.replace("\r\n", "\n").split("\n")
        else:
            lines = [_SPACE.sub(" ", text[: 4 * self.limit])]
        for number, line in enumerate(lines):
            if self.full:
                return
            if number:
                self.add_break()
            self._write_line(line, look)

    def _write_line(self, line: str, look: Look) -> None:
        words = line if look.preformatted else line.strip(" ")
        if not words:
            self.space = self.space or bool(line)
            return
        self._put_waiting(line.startswith(" ") and not look.preformatted)
        self._put(words, look)
        self.space = line.endswith(" ") and not look.preformatted
        self.glued = False

    def write_mark(self, mark: str, look: Look) -> None:
        """A list mark or the gap between two cells; what follows stays on its line."""
        self._put_waiting(False)
        self._put(mark, look)
        self.glued = True

    def start_cell(self, look: Look) -> None:
        self.breaks = 0
        self.space = False
        self.write_mark("\t", look)

    def _put_waiting(self, space_before: bool) -> None:
        if self.breaks and self.pieces:
            self._put("\n" * self.breaks, Look())
        elif (self.space or space_before) and self.pieces and not self.pieces[-1].endswith((" ", "\n", "\t")):
            self._put(" ", Look())
        self.breaks = 0
        self.space = False

    def _put(self, text: str, look: Look) -> None:
        start, self.length = self.length, self.length + len(text)
        self.pieces.append(text)
        for name, holds in (
            ("quoted", look.quotes > 0),
            ("hidden", look.hidden),
            ("signed", look.signature),
            ("coloured", (look.coloured or look.marker) and look.quotes <= 1),
        ):
            if holds and text.strip():
                self._mark(name, start, self.length)

    def _mark(self, name: str, start: int, end: int) -> None:
        spans = self.marks.setdefault(name, [])
        if spans and start - spans[-1][1] <= 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))

    def to_seen(self, cut: bool) -> Seen:
        found = {name: tuple(spans) for name, spans in self.marks.items()}
        return Seen("".join(self.pieces), truncated=cut or self.full, **found)
