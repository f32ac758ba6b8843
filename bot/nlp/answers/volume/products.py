"""Figures that multiply each other: a result written behind its reckoning, days already counted, and a factor that
goes with the next season's count as well."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import prod

from bot.nlp.answers.volume.figures import Figure, Noun, patterns
from bot.nlp.answers.volume.periods import WEEKS, Period

_OFF = 0.02  # of a product by which its result may be rounded
_TURNS = {  # how often a unit comes in a month, as writers count it
    "day": (20, 31),
    "working_day": (20, 23),
    "six_days": (24, 27),
    "week": (4, 5),
}
_MOST_FACTOR = 10  # mails that one order makes
_FAR = 90  # letters between two seasons' counts
_WORD = re.compile(r"\s{1,2}([a-z]{4,16})")
_STEM = 4
MOST_EVENTS = 31  # a month
_EACH_TIME = re.compile(
    r"\b(?:(?:each|every) (?:time|one|of them|mailing|issue|edition|round|letter|send)|at a time|a ?piece|jedes ?mal"
    r"|jeweils|pro (?:mal|aussendung|versand|ausgabe)|chaque fois|a chaque (?:fois|envoi)|cada vez|por (?:envio|vez)"
    r"|en cada envio|ogni volta|per invio"
    r"|telkens|elke keer|per keer|za kazdym razem|kazdorazowo)\b"
)
_EACH_NOUN = re.compile(r"\b(?:per|each|every|pro|par|por|je)\s([a-z]{4,16})")
_COUNTED_NOUN = re.compile(r"\s{1,2}([a-z]{4,16})")
_CLAUSE_END = re.compile(r"[,;:.!?\n]")
_EACH_FAR = 40  # letters behind a figure in which "per shop" goes with it
_BEHIND = 30  # letters behind a count that may name its season


def is_result_of(group: Sequence[Figure], figure: Figure) -> bool:
    """ "three mails a stay, 230 stays a month, 690 mails": the product of the figures before it, or a month's of it."""
    if len(group) < 2 or figure.each:
        return False
    product = prod(member.quantity.size for member in group)
    factors = {1.0, *(member.period.factor for member in group if member.period)}
    return product > 0 and any(
        abs(figure.quantity.size - product * factor) <= _OFF * product * factor for factor in factors
    )


def counts_turns(group: Sequence[Figure], period: Period | None, product: bool) -> bool:
    """ "each day, so 4,000 x 30": the days of the month are among the factors, so the rate is in already."""
    least, most = _TURNS.get(period.unit, (0, 0)) if period and product else (0, 0)
    others = [member for member in group if member.noun in (Noun.NONE, Noun.DAYS) and len(group) > 1]
    weeks = period is not None and period.unit == "week"
    return any(
        least <= member.quantity.size <= most or (weeks and abs(member.quantity.size - WEEKS) < _OFF)
        for member in others[-1:]
    )


def carry_factor(plain: str, groups: Sequence[list[Figure]]) -> list[list[Figure]]:
    """The groups, "two mails an order" put to the count of each season: "200 orders a month, in summer 500"."""
    carried = [list(group) for group in groups]
    for before, group in pairwise(carried):
        if len(before) + len(group) != 3:
            continue
        factor, count = sorted(before if len(group) == 1 else group, key=lambda member: member.quantity.size)
        first, second = (count, group[0]) if len(group) == 1 else (before[0], count)
        if _is_factor(factor) and first.period and _is_same_count(plain, first, second):
            before[:] = _put_to(first, factor)
            group[:] = _put_to(replace(second, period=second.period or first.period), factor)
    return carried


def join_occasions(plain: str, groups: list[list[Figure]]) -> list[list[Figure]]:
    """The groups, a count of occasions put together with what goes out each time: "four issues a year, each time to
    3,000 readers"."""
    joined: list[list[Figure]] = []
    for group in groups:
        before = joined[-1] if joined else []
        rare = len(before) == 1 and before[0].period is not None and before[0].quantity.size <= MOST_EVENTS
        if (
            rare
            and not any(f.period for f in group)
            and _EACH_TIME.search(plain[before[0].end : group[-1].end + _EACH_FAR])
        ):
            joined[-1] = [*before, *group]
        else:
            joined.append(group)
    return joined


def join_far(plain: str, groups: list[list[Figure]]) -> list[list[Figure]]:
    """The groups, a number for each shop put together with the count of shops, wherever that stands."""
    for group in groups:
        nouns = find_each_nouns(plain, group) if len(group) == 1 else []
        if not nouns or not group[0].each:
            continue
        for other in groups:
            counted = _COUNTED_NOUN.match(plain, other[0].end)
            once = not (other[0].period and group[0].period)
            alone = other is not group and len(other) == 1 and not other[0].each and once
            if alone and counted and any(counted[1][:_STEM] == noun[:_STEM] for noun in nouns):
                first, last = sorted((other[0], group[0]), key=lambda figure: figure.start)
                return [g if g is not group else [first, last] for g in groups if g is not other]
    return groups


def is_for_another(plain: str, figures: Sequence[Figure], last: Figure, figure: Figure) -> bool:
    """ "65 rooms, two mails per stay, 400 stays a month": two for each stay, not for each room."""
    nouns = {noun[:_STEM] for noun in find_each_nouns(plain, [figure])} if figure.each else set()
    counted = {f: match[1][:_STEM] for f in figures if (match := _COUNTED_NOUN.match(plain, f.end))} if nouns else {}
    return (
        last in counted
        and counted[last] not in nouns
        and any(counted.get(f) in nouns for f in figures if f is not last and f is not figure)
    )


def find_each_nouns(plain: str, group: Sequence[Figure]) -> list[str]:
    """What a number is one for each of, named behind it or, as "each order makes 3 mails", before it."""
    start = group[0].start
    before = _CLAUSE_END.split(plain[max(0, start - _EACH_FAR) : start])[-1]
    return [*_EACH_NOUN.findall(before), *_EACH_NOUN.findall(plain, start, group[-1].end + _EACH_FAR)]


def _put_to(count: Figure, factor: Figure) -> list[Figure]:
    return [count, replace(factor, quantity=replace(factor.quantity, start=count.end, end=count.end))]


def _is_factor(factor: Figure) -> bool:
    return factor.quantity.size <= _MOST_FACTOR and factor.period is None and factor.each


def _is_same_count(plain: str, events: Figure, figure: Figure) -> bool:
    """Whether a figure counts the same in another season: a bare number, or one of the same things."""
    gap = plain[events.end : figure.start]
    alike = figure.period is None or (events.period is not None and figure.period.unit == events.period.unit)
    if len(gap) > _FAR or not alike or figure.each or patterns()["plus"].search(gap):
        return False
    told, named = _WORD.match(plain, events.end), _WORD.match(plain, figure.end)
    same = told is not None and named is not None and told[1][:_STEM] == named[1][:_STEM]
    season = patterns()["season"].search(gap) or patterns()["season"].search(plain, figure.end, figure.end + _BEHIND)
    return season is not None and (figure.noun is Noun.NONE or same)
