"""The desk's questions and the platform's notices where they are pasted without any mark."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.reading.checklists import is_marked
from bot.reading.earlier import Earlier
from bot.reading.lines import Line, Span
from bot.reading.own_mail import find_own_mail
from bot.reading.sentences import PLATFORMS, Kind, is_answered, split_sentences, to_kind

_COMPARED_LINES = 400
_GAP = 3  # plain sentences within a notice
_WRAPPED = 4  # lines that one line of the desk's may be broken into
_INSTRUCTS = re.compile(
    r"\?|\b(?:reset|rotate|expire|replace|enable|reply|answer|tell us|let us know|provide|describe|confirm|source)\b",
    re.I,
)
_CITED = re.compile(r"(?<![^\s(])[\"“„«»](?=\S)([^\"“”„«»]{100,2000})(?<=\S)[\"“”«»]")
_BRACKETS = re.compile(r"\([^()]{1,120}\)")


_ROW_NUMBER = re.compile(r"\s{0,8}\(?\d{1,2}[.):]?\t")
_TAB = re.compile(r"\t")


def find_pasted(lines: Sequence[Line], earlier: Earlier) -> Iterator[Span]:
    """The unmarked lines that are the desk's own from earlier in the conversation, up to an answer typed behind
    them, and the usual questions and notices of the platform."""
    compared = [line for line in lines if not (line.marked or is_marked(line.text))]
    spans = [
        *find_own_mail(compared, earlier),
        *_find_in_cells(compared, earlier),
        *(span for line in lines[:_COMPARED_LINES] for span in _find_cited(line)),
    ]
    yield from spans
    yield from _find_row_numbers(compared, spans)


def _find_in_cells(lines: Sequence[Line], earlier: Earlier) -> Iterator[Span]:
    cells = [cell for line in lines for cell in _find_cells(line)]
    wrapped = _find_wrapped(cells, earlier)
    rest: list[Line] = []
    for number, cell in enumerate(cells):
        spans = [] if number >= _COMPARED_LINES else list(_find_desk_words(cell, earlier))
        spans = [(cell.start, cell.end)] if number in wrapped else spans
        yield from spans
        if not spans:
            rest.append(cell)
    yield from _find_notices(rest)


def _find_row_numbers(lines: Sequence[Line], spans: Sequence[Span]) -> Iterator[Span]:
    """The numbers of those rows whose first cell is set apart: alone they would be read as figures."""
    starts = {start for start, _ in spans}
    for line in lines:
        number = _ROW_NUMBER.match(line.text)
        if number and line.start + number.end() in starts:
            yield line.start, line.start + number.end()


def _find_cells(line: Line) -> Iterator[Line]:
    """The cells of a row with a question, without the row's number; any other line as it is, since a label belongs to
    the answer beside it."""
    number = _ROW_NUMBER.match(line.text)
    if "?" not in line.text or is_answered(line.text):
        yield line
        return
    start = number.end() if number else 0
    for end in [tab.start() for tab in _TAB.finditer(line.text, start)] + [len(line.text)]:
        text = line.text[start:end]
        if text.strip():
            yield Line(line.start + start, line.start + end, text)
        start = end + 1


def _find_wrapped(lines: Sequence[Line], earlier: Earlier) -> frozenset[int]:
    """The numbers of the lines that make one line of the desk's only together: their program broke it anew."""
    found: set[int] = set()
    for number in range(min(len(lines), _COMPARED_LINES) if earlier.lines else 0):
        for count in range(2, _WRAPPED + 1):
            run = lines[number : number + count]
            if len(run) == count and earlier.is_pasted(" ".join(line.text.strip() for line in run)):
                found.update(range(number, number + count))
    return frozenset(found)


def _find_desk_words(line: Line, earlier: Earlier) -> Iterator[Span]:
    """The desk's words on a line: the whole line, or a question with an answer behind it. Of a label before a colon
    only the choices in brackets are set apart: what it names belongs to the answer."""
    if earlier.is_pasted(line.text):
        yield line.start, line.end
        return
    end = earlier.find_appended(line.text)
    if end is None:
        return
    mark = line.text.find("?", end, end + 3)
    if mark >= 0:
        yield line.start, line.start + mark + 1
    else:
        for choices in _BRACKETS.finditer(line.text, 0, end + 1):
            yield line.start + choices.start(), line.start + choices.end()


def _find_cited(line: Line) -> Iterator[Span]:
    """A notice or question between quotation marks, with all that stands between them."""
    for cited in _CITED.finditer(line.text):
        inner = Line(line.start + cited.start(), line.start + cited.end(), cited[1])
        if any(to_kind(text) in PLATFORMS for _, text in split_sentences(inner)):
            yield inner.start, inner.end


def _find_notices(lines: Sequence[Line]) -> Iterator[Span]:
    """The sentences that only the platform says, with those beside them that belong to a notice. One that merely
    states something ("your account has been disabled") stays: it says what the customer writes about."""
    sentences = [sentence for line in lines[:_COMPARED_LINES] for sentence in split_sentences(line)]
    kinds = [to_kind(text) for _, text in sentences]
    told = [kind in PLATFORMS for kind in kinds]
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        _spread(told, kinds, order)
    for run in _find_runs(told):
        if any(
            kinds[number] in (Kind.TELLING, Kind.QUESTION) or _INSTRUCTS.search(sentences[number][1]) for number in run
        ):
            yield from (sentences[number][0] for number in run)


def _find_runs(told: Sequence[bool]) -> Iterator[list[int]]:
    """The runs of sentences that belong together, by their numbers."""
    for within, run in groupby(range(len(told)), key=told.__getitem__):
        if within:
            yield list(run)


def _spread(told: list[bool], kinds: Sequence[Kind], order: Sequence[int]) -> None:
    """Carries what the platform says over its neighbours, and a notice over a few plain sentences to where it goes
    on. What stands between two questions is an answer."""
    gap: list[int] | None = None  # the plain sentences since the notice; None where no gap may be bridged
    beside = False
    for number in order:
        kind = kinds[number]
        goes_on = gap is not None and kind in (Kind.NOTICE, Kind.TELLING, Kind.ASKING)
        if goes_on or told[number] or (beside and kind is Kind.NEIGHBOUR):
            for passed in (*((gap or ()) if goes_on else ()), number):
                told[passed] = True
            gap, beside = None if kind is Kind.QUESTION else [], True
        else:
            beside = False
            gap = [*gap, number] if gap is not None and kind is Kind.PLAIN and len(gap) < _GAP else None
