"""How many messages a month: the passages that speak of it, and what their figures come to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from bot.core.checklist import Finding, Status
from bot.nlp.answers.layout import Layout, Line, Topic
from bot.nlp.answers.lexicon.phrases import compile_phrases, load_lexicon
from bot.nlp.answers.volume.figures import Figure, Noun, find_figures, patterns
from bot.nlp.answers.volume.periods import Period
from bot.nlp.answers.volume.reckoning import Tally, reckon

ITEM = "monthly_volume"
MOST_READ = 1500  # letters of a passage
_NEAR = 26  # letters around a figure that say that it is no volume
_MOST_BESIDE = 2  # words beside a bare figure that answers the desk, small words aside; none where it did not ask
_LEAST_BARE = 100  # a bare figure below that is no answer unless the desk asked
_LEAST_ATTEMPT = 20  # a bare count of mails below that says nothing of the volume: "sent one test mail"
_FAR = 60  # letters between two lines of one passage
_RETRACTS = re.compile(
    r"\b(?:scrap|forget|ignore|disregard|strike|withdraw|take back|never ?mind|hold your horses on|hold (?:on"
    r"|off) (?:on|with)|drop|"
    r"vergessen sie|olvide|oubliez|esqueca|dimentichi|vergeet)\s(?:what i (?:said|wrote)|the|that|my|it|about|de[nr]?"
    r"|das|die|el|la|le|il)\b"
    r"|\b(?:that|the) (?:figure|number) (?:is|was) (?:nonsense|wrong|incorrect|not right)"
)
_REPLACES = re.compile(r"\binstead\b|\bmake (?:it|that)\b|\bit'?s\b.{0,12}\d|\bis rather\b|\bbetter\b|\bcall it\b")


class Sign(IntEnum):
    """What a line is to the volume."""

    NOTHING = 0
    HEADS = 1  # a head count, or a rate, which a neighbouring line may multiply
    FIGURE = 2  # a figure with a period, or a count of mails
    ANSWER = 3  # it stands as the answer: a bare figure is a month's


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


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    return {name: compile_phrases(phrases) for name, phrases in load_lexicon("volume")["message"].items()}


def find_monthly_volume(layout: Layout, addressed: bool) -> Finding | None:
    """What the message says of its volume; None where it says nothing of it. ``addressed``: it answers another of
    the questions too, so that a bare figure in it may be this answer."""
    tallies = [
        tally for passage in _find_passages(layout, addressed) if (tally := _weigh_passage(layout, passage)) is not None
    ]
    taken_back = _find_retraction(layout)
    if taken_back and not any(not tally.unclear and weight[1] for weight, tally in tallies):
        return Finding(
            ITEM,
            Status.PARTIAL,
            value={"low": None, "high": None},
            evidence=(layout.view.evidence(*taken_back),),
            retracts=True,
        )
    return _to_finding(layout, max(tallies, key=lambda item: item[0])[1]) if tallies else None


def _find_retraction(layout: Layout) -> tuple[int, int] | None:
    """A line that takes a figure back without another one: "scrap the 5k, I was looking at the wrong year"."""
    for line in layout.own:
        match = _RETRACTS.search(line.text)
        about_volume = match and (
            re.search(r"\d|\bfigure\b|\bnumber\b|\bvolume\b", line.text) or Topic.VOLUME in layout.asked
        )
        if about_volume and not _REPLACES.search(line.text) and not _has_other_figure(layout, line):
            return line.start, line.end
    return None


def _has_other_figure(layout: Layout, retracting: Line) -> bool:
    return any(
        line is not retracting and _judge(line, True, True) is Sign.ANSWER and find_figures(line.answer)[0]
        for line in layout.own
    )


def _find_passages(layout: Layout, addressed: bool) -> Iterator[Passage]:
    """Those set out as the answer, else the lines that sound like it."""
    answers = layout.find_lines(Topic.VOLUME)
    labelled = any(line.labelled or line.is_question for line in layout.lines if line.topic is Topic.VOLUME)
    if answers:
        yield from _merge(answers, labelled)
    if not (answers and labelled):
        yield from _find_free(
            layout, [line for line in layout.own if line.topic in (None, Topic.USE, Topic.SOURCE)], addressed
        )


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
    run: list[Line] = []
    signs: list[Sign] = []
    for line in lines:
        sign = _judge(line, asked, addressed or (bool(layout.view.asked) and not layout.asked))
        if run and (sign is Sign.NOTHING or line.paragraph != run[-1].paragraph):
            yield Passage(tuple(run), max(signs))
            run, signs = [], []
        if sign is not Sign.NOTHING:
            run.append(line)
            signs.append(sign)
    if run:
        yield Passage(tuple(run), max(signs))


def _judge(line: Line, asked: bool, addressed: bool) -> Sign:
    text = _blank_foreign(line.answer)
    figures, free = find_figures(text)
    figures = [
        figure
        for figure in figures
        if figure.noun is not Noun.UNIT and not figure.is_speed and not _is_year(text, figure)
    ]
    if not figures:
        return _judge_words(line, text, free, asked or addressed)
    if _is_answer(line, text, figures, asked, addressed):
        return Sign.ANSWER
    if line.text.rstrip().endswith("?"):
        return Sign.NOTHING
    return Sign.FIGURE if _is_counted(text, figures) else Sign.HEADS


def _is_year(text: str, figure: Figure) -> bool:
    plain_digits = text[figure.start : figure.end]
    return (
        re.fullmatch(r"(?:19|20)\d\d", plain_digits) is not None and figure.noun is Noun.NONE and figure.period is None
    )


def _is_answer(line: Line, text: str, figures: Sequence[Figure], asked: bool, addressed: bool) -> bool:
    """Whether a bare figure of a line is meant as the month's."""
    if _words()["volume"].search(line.text):
        return True
    if asked and all(figure.noun in (Noun.MAIL, Noun.NONE) and figure.quantity.sized for figure in figures):
        return True
    if (asked or addressed) and _is_bare(_find_piece(text, figures[0]), figures, asked):
        return True
    sized = any(figure.noun is Noun.NONE and figure.quantity.sized for figure in figures)
    related = any(patterns()[name].search(text) for name in ("season", "later", "now"))
    wanted = addressed and re.search(r"\bwants?\b|\bcount on\b|\breckon\b", text) is not None
    return sized and (patterns()["corrected"].search(text) is not None or (addressed and related) or wanted)


def _is_counted(text: str, figures: Sequence[Figure]) -> bool:
    """Whether a line has a count of mails or a rate of its own."""
    if re.search(r"\d ?(?:x|\*) ?\d|\w x \d", text):
        return True
    return any(
        figure.noun in (Noun.MAIL, Noun.DAYS)
        or figure.each
        or (
            figure.period
            and (
                figure.noun is not Noun.OTHER
                or len(figures) > 1
                or (figure.period.unit == "month" and figure.quantity.size >= 100)
            )
        )
        for figure in figures
    )


def _judge_words(line: Line, text: str, free: Sequence[Period], answers: bool) -> Sign:
    """A line without figures: vague words about the volume, or a rate that a neighbouring figure takes."""
    if any(figure.is_speed for figure in find_figures(text)[0]):
        return Sign.NOTHING
    match = patterns()["vague"].search(text)
    vague = match is not None
    if (
        vague
        and _words()["volume"].search(line.text)
        and not re.search(r"how (?:many|much) (?:more|longer|times)|as many times", text)
    ):
        return Sign.ANSWER
    few = (
        match is not None
        and re.search(r"hundred|thousand|few|couple|several|paar|honderd|hundert|cent|mil|kilka", match.group())
        is not None
    )
    if vague and (
        any(p.unit == "month" for p in free)
        or (free and _words()["sends"].search(text))
        or (few and _words()["heads"].search(text))
    ):
        return Sign.FIGURE
    if vague and answers and len(re.findall(r"\w+", text)) <= 4:
        return Sign.ANSWER
    return Sign.HEADS if free or patterns()["multiplied"].search(text) else Sign.NOTHING


_SMALL_WORDS = re.compile(
    r"\b(?:about|around|roughly|approx\w*|circa|ca|maybe|perhaps|probably|some|somewhere|between|and|to|or|so"
    r"|currently|now|we|i|i'?d|you|it|it'?s|is|its|are|"
    r"will|would|be|should|say|put|guess|think|estimate\w*|expect\w*|reckon|plan\w*|mails?|e-?mails?|messages?|msgs?"
    r"|sends?|in|a|the|total|all|of|them|max\w*|min\w*|up|"
    r"at|most|least|more|less|than|over|under|not|no|never|per|month\w*|safe|bet|please|pls|thanks|ty|lol|only|just"
    r"|sir|for|on|give|take|bit|ish|odd|then|talking|"
    r"volume|vol|quantity|figure|number|answer|oh|gosh|erm|um|well|yes|ok|sorry|flat|cirka|etwa|ungefahr|rund|und|bis"
    r"|environ|unos|unas|aproximadamente|cerca|de|ongeveer|okolo|tops|hopefully|re|ll|ve)\b"
)


def _is_bare(text: str, figures: Sequence[Figure], asked: bool) -> bool:
    """A line that is little more than a figure: "somewhere between six and eight thousand"."""
    if any(figure.noun in (Noun.PEOPLE, Noun.OTHER) for figure in figures):
        return False
    if not asked and all(
        figure.quantity.size < (_LEAST_ATTEMPT if figure.noun is Noun.MAIL else _LEAST_BARE) for figure in figures
    ):
        return False
    rest = text
    for figure in (figure for figure in figures if figure.end <= len(text)):
        rest = rest[: figure.start] + " " * (figure.end - figure.start) + rest[figure.end :]
    beside = len(re.findall(r"[^\W\d_]{2,}", _SMALL_WORDS.sub(" ", rest)))
    return beside <= (_MOST_BESIDE if asked else 0) and not re.search(r"\bfrom the\b", rest)


def _find_piece(text: str, figure: Figure) -> str:
    """The text with all but the figure's piece between commas or slashes blanked."""
    start = max((m.end() for m in re.finditer(r"[,;/|]\s", text[: figure.start])), default=0)
    end = next((figure.end + m.start() for m in re.finditer(r"[,;/|]\s", text[figure.end :])), len(text))
    return " " * start + text[start:end]


def _blank_foreign(text: str) -> str:
    """The text without figures that limits, prices, queues and waits are told in."""
    figures, _ = find_figures(text)
    for figure in figures:
        before = re.split(r"[,;.]\s", text[max(0, figure.start - _NEAR) : figure.start])[-1]
        after = re.split(r"[,;.]\s", text[figure.end : figure.end + _NEAR])[0]
        if _words()["elsewhere"].search(before) or _words()["elsewhere"].search(after):
            text = text[: figure.start] + "~" * (figure.end - figure.start) + text[figure.end :]
    return text


Weight = tuple[bool, bool, bool, bool, bool, bool, int]


def _weigh_passage(layout: Layout, passage: Passage) -> tuple[Weight, Tally] | None:
    """A passage's outcome, and how well it speaks for the whole message: clear, set out, no trifle, a count of mails,
    named, with a period, and the later."""
    text, offset = _read_passage(layout, passage)
    tally = _reckon(text, passage)
    if tally is None:
        return None
    figures, _ = find_figures(text)
    mail = any(figure.noun is Noun.MAIL and figure.period for figure in figures)
    named = _words()["volume"].search(text) is not None
    weight = (
        not tally.unclear,
        passage.labelled,
        (tally.high or tally.low or 0) >= 10,
        mail,
        named,
        not tally.bare,
        offset,
    )
    return weight, replace(tally, start=tally.start + offset, end=tally.end + offset)


def _read_passage(layout: Layout, passage: Passage) -> tuple[str, int]:
    """A passage's text from its first line on. Where a line has a monthly figure of its own, lines that neither have
    one nor go with it are blanked."""
    start = passage.lines[0].content
    texts = [line.answer if passage.labelled else _blank_foreign(line.answer) for line in passage.lines]
    clear = [_is_clear(text) for text in texts]
    if any(clear) and all(_is_small(text) for text, own in zip(texts, clear, strict=True) if own):
        clear = [True] * len(texts)  # "3 of these a month" needs the head count beside it
    text = " " * min(passage.lines[-1].end - start, MOST_READ)
    for place, (line, answer) in enumerate(zip(passage.lines, texts, strict=True)):
        if not any(clear) or clear[place] or _goes_along(answer):
            at = line.content - start
            text = (text[:at] + answer + text[at + len(answer) :])[: len(text)]
    gaps = [layout.plain[a.end : b.content] for a, b in zip(passage.lines, passage.lines[1:], strict=False)]
    for line, gap in zip(passage.lines, gaps, strict=False):
        at = line.end - start
        text = (text[:at] + gap + text[at + len(gap) :])[: len(text)]
    return text, start


def _is_clear(text: str) -> bool:
    tally = reckon(text, False)
    if tally is None or tally.unclear:
        return False
    figures, _ = find_figures(text)
    return any(
        figure.period and (figure.noun is not Noun.OTHER or figure.period.unit == "month" or len(figures) > 1)
        for figure in figures
    ) or any(figure.noun is not Noun.OTHER for figure in figures)


def _is_small(text: str) -> bool:
    """A rate of few mails: what each of a list gets, rather than a volume."""
    tally = reckon(text, False)
    return tally is not None and (tally.high or tally.low or 0) <= 31


def _goes_along(text: str) -> bool:
    """A line beside a monthly figure that multiplies it, adds to it, or gives another month's: "Two mails per book."."""
    figures, _ = find_figures(text)
    if patterns()["multiplied"].search(text):
        return True
    related = any(patterns()[name].search(text) for name in ("season", "later", "now", "plus", "corrected"))
    return any(
        figure.each or (related and figure.noun in (Noun.MAIL, Noun.NONE) and figure.quantity.sized)
        for figure in figures
    )


def _reckon(text: str, passage: Passage) -> Tally | None:
    tally = reckon(text, passage.answering)
    if passage.sign is Sign.HEADS and tally is not None and not tally.unclear and not _is_written_to(text):
        return None
    if passage.sign is Sign.HEADS and tally is not None and tally.unclear:
        return Tally(tally.start, tally.end, unclear=True) if _words()["heads"].search(text) else None
    if tally is None:
        return _find_vague(text, passage)
    if passage.answering or not (tally.unclear or _is_wish(text)):
        return tally
    return replace(tally, unclear=True, low=None, high=None) if _is_attempt(text, tally) else None


def _is_written_to(text: str) -> bool:
    """Whether a head count with a rate is of people who are written to."""
    figures, _ = find_figures(text)
    return any(figure.noun is Noun.PEOPLE for figure in figures) and _words()["sends"].search(text) is not None


def _is_wish(text: str) -> bool:
    """A wish for so many a day is a wish for a limit."""
    return (
        re.search(
            r"\b(?:want|need|wish|like|allow us)\b(?! to send).{0,24}(?:\b(?:daily|a day|per day)\b|/ ?day)", text
        )
        is not None
    )


def _is_attempt(text: str, tally: Tally) -> bool:
    """Whether a figure that makes no month still speaks of the volume: a list's size, a count of mails."""
    if _words()["heads"].search(text) or _is_wish(text):
        return True
    figures, _ = find_figures(text)
    many = any(figure.noun is Noun.MAIL and figure.quantity.size >= _LEAST_ATTEMPT for figure in figures)
    return (many or (not figures and not tally.people)) and _words()["sends"].search(text) is not None


def _find_vague(text: str, passage: Passage) -> Tally | None:
    vague = patterns()["vague"].search(text)
    if passage.sign is Sign.HEADS or (_words()["no_answer"].search(text) and not vague):
        return None
    said = _SMALL_WORDS.sub(" ", _words()["volume"].sub(" ", text))
    tried = passage.labelled and len(re.findall(r"[^\W\d_]{2,}", said)) >= 2 and not text.rstrip().endswith("?")
    return Tally(0, len(text), unclear=True) if vague or tried else None


def _to_finding(layout: Layout, tally: Tally) -> Finding:
    lines = [line for line in layout.lines if line.start < tally.end and line.end > tally.start]
    spans = [(line.start, line.end) for line in lines[:3]] or [(tally.start, tally.end)]
    complete = not tally.unclear
    return Finding(
        ITEM,
        Status.COMPLETE if complete else Status.PARTIAL,
        value={"low": _to_whole(tally.low, complete), "high": _to_whole(tally.high, complete)},
        evidence=tuple(layout.view.evidence(*span) for span in spans),
        parts=frozenset({"figure"}) if complete else frozenset(),
        score=0.8 if tally.bare else 0.95,
    )


def _to_whole(bound: float | None, complete: bool) -> int | None:
    return round(bound) if complete and bound is not None else None
