"""Heads that the next sentence speaks of: "We have 700 members. Each of them gets one letter a week"."""

import re
from collections.abc import Sequence

from bot.nlp.answers.volume.figures import Figure, Noun, find_figures
from bot.nlp.answers.volume.periods import Period

LEAST_HEADS = 20
_MOST_EACH = 31  # mails in a period for each of them
_LED = 60  # letters between "every Sunday" and the heads
_FAR = 160  # letters between a count of heads and the rate that goes to them
_SENTENCE_END = re.compile(r"[.!?;:](?:\s|$)|\n")
_OPENING = 40  # letters of a sentence in which it says who is written to
_THEY = re.compile(
    r"\b(?:they|them|each|every(?:one|body| one| member| single one)|all (?:of (?:them|these|those)|get|receive)"
    r"|the (?:lot|whole lot)"
    r"|(?:the|this|that|our) (?:whole |entire )?(?:list|lot|group|crowd)|jede[rms]?|alle|allen|ihnen|sie|ils|elles"
    r"|leur|chacune?"
    r"|tous|toutes|les|cada un[ao]|tod[ao]s|les|ellos|ellas|recib\w+|ricev\w+|ciascun[ao]|tutt[ie]|loro|receb\w+|eles"
    r"|elas|cada um|ze|zij|iedereen|allemaal|ieder|elk|hun|kazdy|wszyscy|oni|dostaja|otrzymuja)\b"
)


def speaks_of_heads(plain: str, end: int) -> bool:
    """Whether the sentence behind a count of heads says what they get."""
    stop = _SENTENCE_END.search(plain, end, end + _FAR)
    return stop is not None and _THEY.search(plain, stop.end(), stop.end() + _OPENING) is not None


def find_rates_of(plain: str, figure: Figure, free: Sequence[Period]) -> list[Period]:
    """The rate before a count of heads in its own sentence ("every Sunday to everybody, that's 640 people"), or the
    first one behind it, there or in a sentence that speaks of the heads: "1,850 clients get my letter, once a month.
    150 orders a month come on top"."""
    led = [period for period in free if 0 <= figure.start - period.end <= _LED and period.factor and period.counted][
        -1:
    ]
    if led and not _SENTENCE_END.search(plain, led[0].end, figure.start):
        return led
    told = [period for period in free if period.start >= figure.end and period.factor][:1]
    if not told:
        return []
    gap = plain[figure.end : told[0].start]
    ends = len(_SENTENCE_END.findall(gap))
    return told if not ends or (ends == 1 and speaks_of_heads(plain, figure.end)) else []


def may_be_heads(plain: str, figure: Figure) -> bool:
    """A count of people, or of what the next sentence says gets mail ("1,000 riders. Each of them gets ...")."""
    if figure.each or figure.period or figure.quantity.size < LEAST_HEADS:
        return False
    return figure.noun is Noun.PEOPLE or (figure.noun is Noun.OTHER and speaks_of_heads(plain, figure.end))


def tells_heads(sentence: str, following: str) -> bool:
    """Whether a sentence counts heads and the one behind it says how often they are written to."""
    if not _THEY.search(following, 0, _OPENING):
        return False
    counted = [figure for figure in find_figures(sentence)[0] if figure.noun in (Noun.PEOPLE, Noun.OTHER)]
    heads = [figure for figure in counted if not (figure.period or figure.each) and figure.quantity.size >= LEAST_HEADS]
    figures, free = find_figures(following)
    small = any(figure.period and figure.quantity.size <= _MOST_EACH for figure in figures)
    return len(heads) == 1 and (small or any(period.factor for period in free))
