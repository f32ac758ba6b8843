"""The passages of a message that speak of its volume: neighbouring lines that are reckoned together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.nlp.answers.layout import Layout, Line, Topic
from bot.nlp.answers.volume.figures import Figure, Noun, find_figures, patterns
from bot.nlp.answers.volume.heads import tells_heads
from bot.nlp.answers.volume.lines import (
    Sign,
    blank_foreign,
    blank_peaks,
    is_header,
    is_of_others,
    is_own_question,
    judge,
    words,
)
from bot.nlp.answers.volume.reckoning import reckon
from bot.nlp.answers.volume.streams import opens_stream

MOST_READ = 1500  # letters of a passage
_OPENING = 24  # letters of a sentence in which it says "besides"
_SHORT = 32  # letters of "in winter only about 100"
_FAR = 60  # letters between two lines of one passage
_MOST_EACH = 31  # as many mails in a month are what each of a list gets, rather than a volume
_NO = re.compile(r"\s*(?:no|nope|nein|non|nao|nee|nie)[,.!]")  # "2k a month? No, 4,400."
_SUMS = re.compile(
    r"\W*(?:(?:and |but |so |und |also |et |donc |y |e |en |dus )?(?:with|including|mit|inklusive|avec|con|com|met"
    r"|z) [^.;\n\d]{3,48}"
    r"|(?:so,? |and )?(?:that'?s|that makes|which makes|it makes|makes|in total|in all|altogether|together|all told"
    r"|all in all|combined"
    r"|total|das macht|macht|zusammen|insgesamt|en tout|au total|ca fait|en total|en todo|in tutto|in totale"
    r"|no total|ao todo|samen"
    r"|in totaal|razem|lacznie)\b[^.;\n\d]{0,30})\d"
)  # "With the reminders it's 2,400", "Altogether 5,000"
_CALLS_IT = re.compile(
    r"\b(?:let(?:'?s| us) (?:say|call it)|call it|make it|put it at|sagen wir|disons|mettons|digamos|diciamo"
    r"|vamos dizer|laten we zeggen|powiedzmy) (?:about |around |etwa |rund |unos |uns |circa )?\d"
)  # "That's the lot apart from a few bookings, so let us say 1,500"
_RELATED = ("season", "later", "now", "plus", "corrected", "expected")


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring lines that are reckoned together. ``labelled``: the message itself says that they answer."""

    lines: tuple[Line, ...]
    sign: Sign
    labelled: bool = False

    @property
    def answering(self) -> bool:
        """Whether a bare figure counts here."""
        return self.sign is Sign.ANSWER


def find_passages(layout: Layout, addressed: bool) -> Iterator[Passage]:
    """Those set out as the answer, else the lines that sound like it."""
    answers = [line for line in layout.find_lines(Topic.VOLUME) if not is_of_others(line)]
    labelled = any(line.labelled or line.is_question for line in layout.lines if line.topic is Topic.VOLUME)
    if answers:
        yield from _merge([*answers, *_find_corrections(layout, answers)], labelled)
    if not (answers and labelled):
        under = {line.paragraph for line in layout.own if _is_told_under(line)}
        told = (None, Topic.USE, Topic.SOURCE)
        free = [line for line in layout.own if line.topic in told or line.paragraph in under]
        yield from _find_free(layout, free, addressed)


def _find_corrections(layout: Layout, answers: Sequence[Line]) -> list[Line]:
    """The lines right behind the answer that set it right: "edit: sorry, wrong column, it's 3.000"."""
    behind = [line for line in layout.own if line.start > answers[-1].start and line not in answers]
    near = [line for line in behind if line.start - answers[-1].end <= _FAR]
    told = [line for line in near if find_figures(line.text)[0] and patterns()["corrected"].search(line.answer)]
    return [line for line in told if judge(line, False, True) is Sign.ANSWER]


def _is_told_under(line: Line) -> bool:
    """Whether a line under a label of something else goes on about mails: "Details: two newsletters a month"."""
    if line.topic is not Topic.OTHER:
        return False
    sends, named = (words()[name].search(line.answer) is not None for name in ("sends", "volume"))
    told = [f for f in find_figures(blank_foreign(line.answer))[0] if f.period and not f.is_speed]
    return any((sends and f.noun is Noun.MAIL) or (named and f.noun is Noun.NONE) for f in told)


def _merge(lines: Sequence[Line], labelled: bool) -> Iterator[Passage]:
    run = [lines[0]]
    for line in lines[1:]:
        if line.start - run[-1].end > _FAR:
            yield Passage(tuple(run), Sign.ANSWER, labelled)
            run = []
        run.append(line)
    yield Passage(tuple(run), Sign.ANSWER, labelled)


def _find_free(layout: Layout, lines: Sequence[Line], addressed: bool) -> Iterator[Passage]:
    asked = Topic.VOLUME in layout.asked
    addressed = addressed or (bool(layout.view.asked) and not layout.asked)
    run: list[Line] = []
    signs: list[Sign] = []
    questioned = broken = opened = False
    for line in lines:
        sign = judge(line, asked or questioned, addressed or questioned)
        if questioned and sign is Sign.NOTHING and patterns()["vague"].search(line.answer):
            sign = Sign.ANSWER
        questioned = is_own_question(line) or is_header(line) or (questioned and _is_row(line, run))
        if sign is Sign.NOTHING or (run and line.paragraph != run[-1].paragraph):
            broken = True
        if sign is Sign.NOTHING:
            opened = opens_stream(line.answer[:_OPENING])
            continue
        if run and broken and not _adds_stream(line, opened):
            yield Passage(tuple(run), max(signs))
            run, signs = [], []
        broken = opened = False
        run.append(line)
        signs.append(sign)
    if run:
        yield Passage(tuple(run), max(signs))


def _adds_stream(line: Line, opened: bool) -> bool:
    """ "Besides, the gate sends 5 messages a day": more mail than the figures before it told of, whatever stands in
    between. ``opened``: the words right before the line said "besides"."""
    told = any(figure.noun is Noun.MAIL and figure.period for figure in find_figures(line.answer)[0])
    return told and (opened or opens_stream(line.answer[:_OPENING]))


def _is_row(line: Line, run: Sequence[Line]) -> bool:
    """Whether a line goes on with the table or list above it."""
    return bool(run) and line.paragraph == run[-1].paragraph and find_figures(line.answer)[0] != ()


def read_passage(layout: Layout, passage: Passage) -> tuple[str, int]:
    """A passage's text, and where in the message it begins. Where a line has a monthly figure of its own, lines that
    neither have one nor go with it are blanked."""
    start = passage.lines[0].content
    answers = [(blank_peaks if passage.labelled else blank_foreign)(line.answer) for line in passage.lines]
    clear = [_is_clear(answer) for answer in answers]
    if all(_is_small(answer) for answer, own in zip(answers, clear, strict=True) if own):
        clear = [True] * len(answers)  # none is, or "3 of these a month" needs the head count beside it
    text = " " * min(passage.lines[-1].end - start, MOST_READ)
    carried = {n for place, pair in enumerate(pairwise(answers)) if tells_heads(*pair) for n in (place, place + 1)}
    for place, (line, answer, own) in enumerate(zip(passage.lines, answers, clear, strict=True)):
        leads = passage.labelled and not place and _is_bare(answer)
        if own or leads or place in carried or _goes_along(answer):
            text = _lay(text, line.content - start, answer)
    for line, following in pairwise(passage.lines):
        between = layout.plain[line.end : following.content]
        text = _lay(text, line.end - start, between if len(between) <= _FAR else "\n\n")
    return text, start


def _lay(text: str, place: int, piece: str) -> str:
    """The text with a piece laid over it, no longer than before."""
    return (text[:place] + piece + text[place + len(piece) :])[: len(text)]


def _is_clear(text: str) -> bool:
    tally = reckon(text, False)
    if tally is None or tally.unclear:
        return False
    figures, _ = find_figures(text)
    if any(figure.noun is not Noun.OTHER for figure in figures):
        return True
    return any(figure.period and (figure.period.unit == "month" or len(figures) > 1) for figure in figures)


def _is_bare(text: str) -> bool:
    """A labelled answer that begins with a figure alone: "Volume: 30,000."."""
    figures, free = find_figures(text)
    return len(figures) == 1 and not free and figures[0].noun is Noun.NONE and figures[0].quantity.sized


def _is_small(text: str) -> bool:
    """A rate of few mails: what each of a list gets, rather than a volume."""
    tally = reckon(text, False)
    return tally is not None and (tally.high or tally.low or 0) <= _MOST_EACH


def _fills(text: str, figure: Figure) -> bool:
    """ "In winter 100": a line that is little more than a time and its figure."""
    return figure.noun is Noun.NONE and figure.quantity.size > _MOST_EACH and len(text) <= _SHORT


def _goes_along(text: str) -> bool:
    """A line beside a monthly figure that multiplies it, adds to it, or gives another month's: "Two mails a book."."""
    figures, _ = find_figures(text)
    if figures and _NO.match(text):
        return True
    if patterns()["multiplied"].search(text) or any(figure.each for figure in figures):
        return True
    if _SUMS.match(text) or _CALLS_IT.search(text):
        return True
    if patterns()["disputed"].search(text) or (not figures and patterns()["corrected"].search(text)):
        return True
    counted = any(
        figure.noun in (Noun.MAIL, Noun.NONE) and (figure.quantity.sized or _fills(text, figure)) for figure in figures
    )
    if any(figure.noun is Noun.NONE and None in (figure.quantity.low, figure.quantity.high) for figure in figures):
        return True
    return counted and any(patterns()[name].search(text) for name in _RELATED)
