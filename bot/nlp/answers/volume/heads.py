"""Heads that the next sentence speaks of: "We have 700 members. Each of them gets one letter a week"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.nlp.answers.volume.figures import Figure, Noun, find_figures, patterns
from bot.nlp.answers.volume.periods import Period

LEAST_HEADS = 20
MOST_EACH = 31  # mails in a period for each of them
_LED = 60  # letters between "every Sunday" and the heads
_APART = 90  # letters between two rates of the same heads
_FAR = 160  # letters between a count of heads and the rate that goes to them
_SENTENCE_END = re.compile(r"[.!?;:](?:\s|$)|\n")
_OPENING = 40  # letters of a sentence in which it says who is written to
_FURTHER = re.compile(r"[,;.&+]|\b(?:and|plus|also|und|dazu|sowie|et|ainsi que|y|e|ed|en|i|oraz)\b")
_FURTHER_ENDS = re.compile(r"(?:[,;.&+]|\b(?:and|plus|also|und|dazu|ausserdem|sowie|et|y|e|ed|en|i|oraz))\s{0,2}$")
_THE_THING = re.compile(
    r"\b(?:the|an?|our|die|der|das|den|eine?n?|la|les?|une?|el|una?|il|o|de|het|een) (?:\w+ )?[a-z]{4,16} $"
)
_CHANGES = re.compile(
    r"\b(?:or|oder|ou|lub|instead|rather|sometimes|now|used to|was|were|i\.?e|that is|at most|never|usually|mostly"
    r"|only)\b|="
)
_OTHER_TIMES = ("season", "later", "corrected", "total")  # a rate that changes, or says the first one anew
STEM = 4  # letters by which two forms of a noun are one
EACH_NOUN = re.compile(r"\b(?:each|every|jede[rsmn]?|chaque|cada|ogni|elke|ieder|kazd\w{1,3}) ([a-z]{4,16})")
_COUNTED_NOUN = re.compile(r"\s{1,2}([a-z]{4,16})")
_CLAUSE_END = re.compile(r"[,;.!?\n]")
_SAME = re.compile(
    r"\b(?:the |these )?same (?:people|lot|ones|crowd|list|[a-z]{4,12}s)\b|\bdieselben\b|\baux memes\b|\bdezelfde\b"
)
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


def find_rates_beside(plain: str, figure: Figure, period: Period, free: Sequence[Period]) -> list[Period]:
    """The further rates of the same heads, each for a mail of its own: "540 members get a notice every month and the
    invoice every three months"."""
    if figure.noun is not Noun.PEOPLE:
        return []
    rates = sorted(
        [period, *(rate for rate in free if rate.factor and rate is not period)], key=lambda rate: rate.start
    )
    told = [a for a, b in pairwise(rates) if a.factor != b.factor and _tells_further_mail(plain, a, b)]
    around = plain[max(0, rates[0].start - _OPENING) : rates[-1].end + _OPENING]
    changes = _CHANGES.search(around) or any(patterns()[name].search(around) for name in _OTHER_TIMES)
    if len(rates) < 2 or len(told) != len(rates) - 1 or changes:
        return []
    return [rate for rate in rates if rate is not period]


def _tells_further_mail(plain: str, first: Period, second: Period) -> bool:
    """Whether another kind of mail is named between two rates or right behind the second one."""
    gap = plain[first.end : second.start]
    clause = _CLAUSE_END.split(plain[second.end : second.end + _OPENING])[0]
    joined = _FURTHER.search(gap) if len(gap) <= _APART else None
    if joined is None:
        return False
    named = _THE_THING.search(gap, joined.end()) or patterns()["mail"].search(gap, joined.end())
    return named is not None or (
        _FURTHER_ENDS.search(gap) is not None and patterns()["mail"].search(clause) is not None
    )


def may_be_heads(plain: str, figure: Figure) -> bool:
    """A count of people, or of what the next sentence says gets mail ("1,000 riders. Each of them gets ...")."""
    if figure.each or figure.period or figure.quantity.size < LEAST_HEADS:
        return False
    return figure.noun is Noun.PEOPLE or (figure.noun is Noun.OTHER and speaks_of_heads(plain, figure.end))


def tells_heads(sentence: str, following: str) -> bool:
    """Whether a sentence counts heads and the one behind it says how often they are written to."""
    if _names_counted(sentence, following):
        return True
    if not (_THEY.search(following, 0, _OPENING) or _SAME.search(following)):
        return False
    counted = [figure for figure in find_figures(sentence)[0] if figure.noun in (Noun.PEOPLE, Noun.OTHER)]
    heads = [figure for figure in counted if not (figure.period or figure.each) and figure.quantity.size >= LEAST_HEADS]
    figures, free = find_figures(following)
    small = any(figure.period and figure.quantity.size <= MOST_EACH for figure in figures)
    return len(heads) == 1 and (small or any(period.factor for period in free))


def _names_counted(sentence: str, following: str) -> bool:
    """ "We have 5 shops. Each shop has 300 customers": what the first one counts, and each of it in the second."""
    named = {noun[:STEM] for noun in EACH_NOUN.findall(following)}
    counted = [figure for figure in find_figures(sentence)[0] if figure.noun in (Noun.PEOPLE, Noun.OTHER)]
    nouns = (_COUNTED_NOUN.match(sentence, figure.end) for figure in counted if not (figure.period or figure.each))
    return bool(named) and any(noun is not None and noun[1][:STEM] in named for noun in nouns)
