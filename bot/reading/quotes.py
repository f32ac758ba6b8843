"""What a mail quotes, and the answers typed between, under and behind the quoted lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.reading.earlier import Earlier
from bot.reading.forwards import find_words_below, is_passed_on
from bot.reading.headers import Header, find_header
from bot.reading.lines import Line, Span

_COMPARED_LINES = 400
_MOSTLY = 0.85  # share of a quotation in colour from which the colour is the sender's own style
_ASKS = re.compile(r"[?:：？]\s{0,4}$|^[\s>]{0,8}(?:[-*•☐]|\(?\d{1,2}[.):]|\(?[A-Za-z][.)])\s")
_SEPARATOR = re.compile(r"[\s?:.,;!>*_=~|→–—-]{0,40}")


@dataclass(slots=True)
class Quotes:
    """The quoted stretches of a text, and the stretches within them that are the writer's own answers."""

    quoted: list[Span] = field(default_factory=list)
    answers: list[Span] = field(default_factory=list)


def find_quotes(lines: Sequence[Line], coloured: Sequence[Span], earlier: Earlier) -> Quotes:
    """The quotations of a text. ``coloured`` are the stretches in a colour of their own; within a quotation they
    are answers, unless the whole of it is coloured."""
    quotes = Quotes()
    for header, segment in _find_segments(lines):
        _read_segment(header, segment, lines, earlier, quotes)
    _read_marked(lines, earlier, quotes)
    in_colour = _find_coloured(lines, coloured, quotes.quoted, earlier)
    quotes.answers = [*_apart_from(quotes.answers, in_colour), *in_colour]
    return quotes


def _apart_from(answers: Sequence[Span], in_colour: Sequence[Span]) -> Iterator[Span]:
    """The answers found without colours, where no colour says better where they begin and end."""
    for start, end in answers:
        if not any(start < last and first < end for first, last in in_colour):
            yield start, end


def _find_segments(lines: Sequence[Line]) -> Iterator[tuple[Header, Sequence[Line]]]:
    """Each header with the lines below it, up to the next header. Where the mail program marked the quoted lines,
    the marks say what is quoted, and no line belongs to the header."""
    at = 0
    while at < len(lines):
        header = None if lines[at].blank else find_header(lines, at)
        below = _skip_blank(lines, header.last) if header else at
        if header is None or (header.weak and not _is_marked(lines, below)):
            at += 1
        elif below == len(lines) or _is_marked(lines, below):
            yield header, ()
            at = header.last
        else:
            at = _find_next_header(lines, header.last)
            yield header, lines[header.last : at]


def _find_next_header(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and (lines[at].blank or not find_header(lines, at)):
        at += 1
    return at


def _skip_blank(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and lines[at].blank:
        at += 1
    return at


def _is_marked(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and lines[at].marked


def _read_segment(
    header: Header, segment: Sequence[Line], lines: Sequence[Line], earlier: Earlier, quotes: Quotes
) -> None:
    first_of_all = not quotes.quoted
    quotes.quoted.append((lines[header.first].start, lines[header.last - 1].end))
    if not segment:
        return
    above = "\n".join(line.text for line in lines[: header.first] if not line.marked)
    if first_of_all and is_passed_on(above, header):
        return
    quotes.quoted.append((segment[0].start, segment[-1].end))
    quotes.answers.extend(_find_behind(segment, earlier))
    quotes.answers.extend(_find_between(segment, earlier))
    quotes.answers.extend(find_words_below(header, segment))


def _read_marked(lines: Sequence[Line], earlier: Earlier, quotes: Quotes) -> None:
    """The lines that the mail program marked, unless the marks stand before answers to pasted questions."""
    marked: list[Line] = []
    headless = not quotes.quoted
    for above, run in _find_marked_runs(lines):
        pasted = headless and above is not None and earlier.is_of_desk(above.text)
        if not (pasted and not any(earlier.is_of_desk(line.text) for line in run[:_COMPARED_LINES])):
            marked.extend(run)
    quotes.quoted.extend((line.start, line.end) for line in marked)
    quotes.answers.extend(_find_behind(marked, earlier))
    quotes.answers.extend(_find_between([line for line in marked if ">" not in line.text[:8]], earlier))


def _find_marked_runs(lines: Sequence[Line]) -> Iterator[tuple[Line | None, list[Line]]]:
    """The runs of marked lines, each with the unmarked line right above it."""
    above: Line | None = None
    run: list[Line] = []
    for line in lines:
        if line.marked:
            run.append(line)
            continue
        if run:
            yield above, run
            run = []
        above = line
    if run:
        yield above, run


def _find_behind(quoted: Sequence[Line], earlier: Earlier) -> Iterator[Span]:
    """Answers typed on the line of the question, behind it."""
    for line in quoted[:_COMPARED_LINES]:
        end = None if earlier.is_known(line.text) else earlier.find_appended(line.text)
        if end is None:
            continue
        answer = _SEPARATOR.match(line.text, end)
        if answer and answer.end() < len(line.text):
            yield line.start + answer.end(), line.end


def _find_between(quoted: Sequence[Line], earlier: Earlier) -> Iterator[Span]:
    """Answers typed on lines of their own below a question of the desk's, where nothing marks who wrote what."""
    asked = False
    for line in quoted[:_COMPARED_LINES]:
        if line.blank:
            continue
        if earlier.is_of_desk(line.text):
            asked = bool(_ASKS.search(line.text))
        elif earlier.find_appended(line.text) is not None or earlier.is_known(line.text):
            asked = False
        elif asked:
            yield line.start, line.end


def _find_coloured(
    lines: Sequence[Line], coloured: Sequence[Span], quoted: Sequence[Span], earlier: Earlier
) -> list[Span]:
    """The coloured stretches within the quotations, where they are not all of it and nobody said them before."""
    if not coloured or not quoted:
        return []
    within = bytearray(lines[-1].end)
    for start, end in quoted:
        within[start:end] = bytes([1]) * (end - start)
    found = [(line, span) for line, span in _cut(coloured, lines) if within[span[0]] and within[span[1] - 1]]
    if sum(end - start for _, (start, end) in found) > _MOSTLY * sum(within):
        return []
    return [
        (start, end)
        for line, (start, end) in found[:_COMPARED_LINES]
        if not earlier.is_known(line.text[start - line.start : end - line.start])
    ]


def _cut(spans: Sequence[Span], lines: Sequence[Line]) -> Iterator[tuple[Line, Span]]:
    """Sorted stretches cut at the line breaks."""
    at = 0
    for line in lines:
        while at < len(spans) and spans[at][1] <= line.start:
            at += 1
        for start, end in spans[at : at + _COMPARED_LINES]:
            if start >= line.end:
                break
            if max(start, line.start) < min(end, line.end):
                yield line, (max(start, line.start), min(end, line.end))
