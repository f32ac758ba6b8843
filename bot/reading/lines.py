"""A text as lines with their places, and the words of a line for comparing it with other lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]  # start, end: text[start:end]

_QUOTE_MARK = re.compile(r"[ \t\u00a0]{0,40}>")
_LIST_MARK = re.compile(r"[\s>]{0,40}(?:[-*•·–●▪]|\(?\d{1,2}[.):]|\(?[A-Za-z][.)])\s{1,20}")
_WORD = re.compile(r"\w+")
_COMPARED = 2_000  # characters of a line that take part in comparisons


@dataclass(frozen=True, slots=True)
class Line:
    """``text[start:end]`` without its line break; ``marked`` says that a mail program quoted it (">" or HTML)."""

    start: int
    end: int
    text: str
    marked: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing stands on the line, a quote mark aside."""
        return not self.text.strip(" \t\u00a0>")


def split_lines(text: str, quoted: tuple[Span, ...] = ()) -> list[Line]:
    """The lines of a text, in order. ``quoted`` are the sorted stretches that the HTML marks as quotation; a line
    belongs to one by its first visible character."""
    lines, at, passed = [], 0, 0
    for content in text.split("\n"):
        first = at + len(content) - len(content.lstrip())
        while passed < len(quoted) and quoted[passed][1] <= first:
            passed += 1
        inside = passed < len(quoted) and quoted[passed][0] <= first < quoted[passed][1] and bool(content.strip())
        lines.append(Line(at, at + len(content), content, inside or bool(_QUOTE_MARK.match(content))))
        at += len(content) + 1
    return lines


def find_words(line: str) -> Iterator[re.Match[str]]:
    """The words of a line with their places, its quote marks and its list mark left out."""
    mark = _LIST_MARK.match(line)
    return _WORD.finditer(line, mark.end() if mark else 0, _COMPARED)


def to_paragraphs(lines: list[Line]) -> Iterator[list[Line]]:
    """The runs of lines between blank ones."""
    run: list[Line] = []
    for line in lines:
        if not line.blank:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run
