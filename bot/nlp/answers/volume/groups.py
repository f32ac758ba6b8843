"""Figures gathered into amounts: the figures that multiply each other ("15 clinics x 80 patients x 22 days")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod

from bot.nlp.answers.volume.figures import Figure, Noun, is_result
from bot.nlp.answers.volume.heads import LEAST_HEADS, find_rates_beside, find_rates_of, may_be_heads
from bot.nlp.answers.volume.periods import Period, narrows
from bot.nlp.answers.volume.products import (
    MOST_EVENTS,
    carry_factor,
    counts_turns,
    is_for_another,
    is_result_of,
    join_far,
    join_occasions,
)

_TIMES = re.compile(
    r"(?:(?<!\w)(?:x|times|multiplied by|multipliziert mit|multiplie par|multiplicado por|moltiplicato per|maal"
    r"|(?<!schon )(?<!auch )(?<!noch )(?<!dann )(?<!wir )(?<!gut )(?<!erst )(?<!gern )(?<!gerne )"
    r"(?<!einfach )(?<!vielleicht )mal|fois|veces|vezes|volte|keer|razy)|(?:\s|^)\*)\s{0,2}"
    r"(?:about |around |ca\.? |approx\.? )?$"
)
_ADDS = re.compile(
    r"\+|\bplus\b|\bon top\b|\banother\b|=|\bso\b|\bcall it\b|\bthat'?s\b"
    r"|\bi\.?e\b|\bmas\b|\bmais\b|\bpiu\b|\boraz\b|\bdazu\b|\bdaarnaast\b"
)
_TOWARDS = re.compile(
    r"\b(?:to|an|a|with|for|of|bout|about|at|mit|fur|con|para|ad|avec|pour|com|aos|p/|aan|voor|met|do|dla|z)(?!\w)"
)
_RIGHT_TO = re.compile(
    r"\b(?:to|an|of|with|reaching|each to)(?: all| every one of| each of| our| the| these| those| my| about| some"
    r"| around"
    r"| roughly| approximately| ca\.?){0,3} $"
)
_ENDS_TO = re.compile(r"\b(?:to|mail|write|an|a|aos?|aux?|aan|do|all[ae]?|our|the) $")
_MOST_EACH = 100  # mails for each of a list in a period: more is another amount, not a factor
_AND = re.compile(r"\b(?:and|und|et|y|e|en|i)(?: around| about| some| maybe| another)? $")
_ADDS_ANOTHER = re.compile(r"\b(?:and|und|et|y|e|en|i|plus) (?:(?:about|around|some|another|maybe|ca\.?|roughly) )?$")
_EVENTS_FOLLOW = re.compile(r"(?: e-?mails| mails| messages)?[,;(]? ?(?:and |with |on |for |at |in )?")
_FEW_EACH = 10
_AND_ALSO = re.compile(r"(?:,|\b(?:and|plus|und|et|y|e|en|i))(?: (?:about|another|also|then))? $")
_SO = re.compile(r"\bso (?:it'?s |that'?s |about )?$")
_FAR = 160
_SENTENCE_END = re.compile(r"[.;!?]\s")
_MOST_FACTOR = 1000  # two figures above that are two counts, rather than factors
_FREE_FAR = 60  # letters between a figure and a rate in another clause


@dataclass(frozen=True, slots=True)
class Amount:
    """What one group of figures comes to. ``monthly``: its period is known, so that the bounds are a month's;
    ``people``: a head count with no word on how often they are written to."""

    start: int
    end: int
    low: float | None
    high: float | None
    monthly: bool
    people: bool
    figures: tuple[Figure, ...]

    @property
    def size(self) -> float:
        """The amount as one figure: its upper end, or its lower where there is none."""
        return self.high if self.high is not None else self.low or 0.0

    @property
    def last(self) -> Figure:
        """The figure that ends the amount."""
        return self.figures[-1]

    def times(self, factor: float) -> "Amount":
        """The amount multiplied."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return replace(self, low=low, high=high)


def to_amounts(plain: str, figures: Sequence[Figure], free: Sequence[Period]) -> list[Amount]:
    """The amounts of a passage in order. ``free``: periods that no figure owns ("every Friday ... to 320 readers")."""
    groups: list[list[Figure]] = []
    for figure in figures:
        apart = groups and is_for_another(plain, figures, groups[-1][-1], figure)
        if groups and not apart and _multiplies(plain, groups[-1], figure):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    groups = carry_factor(plain, join_occasions(plain, join_far(plain, groups)))
    loose = not any(figure.period for figure in figures) or len(figures) == 1
    heads = [_find_heads(plain, a, b) for a, b in pairwise([[], *groups])]
    amounts = [
        _to_amount(plain, [head, *group] if head else group, free, loose or len(group) > 1)
        for head, group in zip(heads, groups, strict=True)
    ]
    return [replace(amount, start=group[0].start) for amount, group in zip(amounts, groups, strict=True)]


def _find_heads(plain: str, before: Sequence[Figure], group: Sequence[Figure]) -> Figure | None:
    """The heads that a further rate goes to: "300 flats, each gets a bill a quarter and one reminder a year"."""
    if len(before) != 2 or len(group) != 1 or not group[0].period or group[0].quantity.size > _FEW_EACH:
        return None
    gap = plain[before[-1].end : group[0].start]
    head = next((figure for figure in before if figure.noun is Noun.PEOPLE and not figure.period), None)
    small = any(figure.quantity.size <= _FEW_EACH and figure.period for figure in before)
    return head if small and not _SENTENCE_END.search(gap) and len(gap) <= _FREE_FAR and _AND_ALSO.search(gap) else None


def _multiplies(plain: str, group: Sequence[Figure], figure: Figure) -> bool:
    last = group[-1]
    between = plain[last.end : figure.start]
    if len(between) < 60 and _TIMES.search(between):
        return True
    if is_result_of(group, figure) or min(last.quantity.size, figure.quantity.size) > _MOST_FACTOR:
        return False
    if _is_bracketed(plain, last) and not figure.period:
        return figure.noun is not Noun.OTHER or _ENDS_TO.search(between) is not None
    few = last.noun is Noun.PEOPLE and figure.quantity.size <= _FEW_EACH and (figure.each or figure.noun is Noun.MAIL)
    if len(between) > _FAR or (_ADDS.search(between) and not (few and _SO.search(between))):
        return False
    if few and _SO.search(between):
        return True  # "4,200 tenants get a receipt and a reminder, so 2 mails"
    if Noun.DAYS in (figure.noun, last.noun):
        return True
    if _counts_events(last, figure, between):
        return True
    if figure.each and _counts_mails(last, figure):
        return False
    if figure.each:
        return not last.each or last.noun is not figure.noun
    if last.each and figure.noun in (Noun.OTHER, Noun.PEOPLE) and not (last.period and figure.period):
        return True
    return _goes_to_heads(plain, group, figure, between) or _is_for_each_event(plain, group, figure, between)


def _counts_mails(last: Figure, figure: Figure) -> bool:
    """ "30,000 mails a month. A trip generates 2 mails": the mails are counted already; "4,000 a month. A class has 12
    people"."""
    large = last.period is not None and last.quantity.size > _MOST_EACH
    if last.noun is Noun.NONE:
        return large and figure.noun in (Noun.PEOPLE, Noun.OTHER)
    return large and last.noun is figure.noun is Noun.MAIL and figure.quantity.size <= _FEW_EACH


def _is_bracketed(plain: str, figure: Figure) -> bool:
    """ "before each home match (two a month) we write to 3,200 fans": how often, in brackets."""
    rare = figure.period is not None and figure.quantity.size <= MOST_EVENTS
    if not rare or figure.period is None or figure.period.end < figure.end:
        return False
    return plain.endswith("(", 0, figure.start) and plain.startswith(")", figure.period.end)


def _counts_events(last: Figure, figure: Figure, between: str) -> bool:
    """ "sale weeks 14,000, two sale weeks a month"; "40,000 per mailing, two mailings a month"."""
    nouns = (Noun.OTHER, Noun.MAIL, Noun.NONE) if last.each else (Noun.OTHER, Noun.MAIL)
    few = figure.noun in nouns and figure.period is not None and figure.quantity.size <= MOST_EVENTS
    if not few or last.period:
        return False
    if last.each:
        return True
    large = last.noun in (Noun.NONE, Noun.MAIL) and last.quantity.size >= _MOST_EACH
    return large and figure.noun is Noun.OTHER and _EVENTS_FOLLOW.fullmatch(between) is not None


def _goes_to_heads(plain: str, group: Sequence[Figure], figure: Figure, between: str) -> bool:
    """ "2,100 readers, ten letters a month"; "ten notices a month to 140 flats"."""
    has_heads = any(f.noun in (Noun.PEOPLE, Noun.OTHER) or plain.startswith(" of them", f.end) for f in group)
    has_period = any(f.period for f in group)
    small = figure.quantity.size <= _MOST_EACH
    beside = _AND.search(between) and (not figure.period or _tells_events(group[-1], figure))
    rate = small and figure.noun is not Noun.PEOPLE and not beside
    if has_heads and not has_period and rate:
        return figure.period is not None or figure.noun is Noun.MAIL
    if has_period and any(f.noun is Noun.PEOPLE or (f.quantity.size > _MOST_EACH and not f.period) for f in group):
        return False  # "800 readers get a letter a week, the 30 patrons a second one"
    few = group[-1].noun is not Noun.PEOPLE and group[-1].quantity.size <= _MOST_EACH
    return few and not figure.period and _counts_heads(figure, between) and _TOWARDS.search(between) is not None


def _tells_events(last: Figure, figure: Figure) -> bool:
    """ "100 sign-ups and 20 resets a day": two kinds, rather than 20 for each of 100."""
    return last.noun is Noun.OTHER and figure.quantity.size > _FEW_EACH


def _counts_heads(figure: Figure, between: str) -> bool:
    if figure.noun is Noun.PEOPLE:
        return True
    return figure.noun in (Noun.OTHER, Noun.NONE) and _RIGHT_TO.search(between) is not None


def _is_for_each_event(plain: str, group: Sequence[Figure], figure: Figure, between: str) -> bool:
    """ "40 webinars a month with 25 attendees", "150 parcels a day, one mail each"."""
    last = group[-1]
    if not figure.each and (_ADDS_ANOTHER.search(between) or plain.startswith((" other ", " more "), figure.end)):
        return False
    events = last.noun in (Noun.OTHER, Noun.PEOPLE) and last.period is not None
    return (
        events
        and last.quantity.size != figure.quantity.size  # "300 orders a month: 300 confirmations and 300 invoices"
        and not figure.period
        and figure.noun in (Noun.MAIL, Noun.PEOPLE)
        and figure.quantity.size <= 1000
        and ";" not in between
    )


def _to_amount(plain: str, group: Sequence[Figure], free: Sequence[Period], loose: bool) -> Amount:
    period = _narrow(plain, _choose_period(group), free)
    if period is None:
        period = _choose_free(plain, free if loose else _find_rates(plain, group, free), group)
    product = any(_TIMES.search(plain[a.end : b.start]) for a, b in pairwise(group))
    days = any(figure.noun is Noun.DAYS for figure in group) or counts_turns(group, period, product)
    per_head = all(figure.each and not _is_written_to(figure) for figure in group) and not _are_each_sent(group)
    monthly = (period is not None or product or days) and not per_head
    heads = all(figure.noun in (Noun.PEOPLE, Noun.OTHER) for figure in group)
    people = per_head or (heads and not monthly and not (len(group) == 1 and group[0].noun is Noun.OTHER))
    low = _product([figure.quantity.low for figure in group])
    high = _product([figure.quantity.high for figure in group])
    amount = Amount(group[0].start, group[-1].end, low, high, monthly, people, tuple(group))
    if period is None or days:
        return amount
    beside = find_rates_beside(plain, group[0], period, free) if len(group) == 1 and loose else []
    return amount.times(period.factor + sum(rate.factor for rate in beside))


def _are_each_sent(group: Sequence[Figure]) -> bool:
    """ "2,300 employees, each of them gets two mails a week": the heads, and what each of them is sent."""
    heads, mails = group[0], group[-1]
    counted = heads.noun is Noun.PEOPLE and heads.quantity.size >= LEAST_HEADS and heads.period is None
    return len(group) == 2 and counted and mails.noun is Noun.MAIL and mails.period is not None


def _is_written_to(figure: Figure) -> bool:
    """ "8,400 members, the letter goes weekly to everyone": heads with a rate, not a number for each of something."""
    large = figure.period is not None and figure.quantity.size > _MOST_EACH
    if large and figure.period is not None and figure.period.counted and figure.period.end <= figure.start:
        return figure.noun in (Noun.NONE, Noun.MAIL)  # "Tuesdays and Fridays, 1,000 each"
    return large and figure.noun is Noun.PEOPLE


def _product(bounds: Sequence[float | None]) -> float | None:
    """The bounds multiplied; open where one of them is."""
    return None if None in bounds else prod(bound for bound in bounds if bound is not None)


def _choose_period(group: Sequence[Figure]) -> Period | None:
    """The group's rate; of several the shortest, as in "22 days a month, 40 a day"."""
    periods = [figure.period for figure in group if figure.period]
    return max(periods, key=lambda period: period.factor) if periods else None


def _narrow(plain: str, period: Period | None, free: Sequence[Period]) -> Period | None:
    """ "35 a day, five days", "15 a day, closed Sundays": the days that count."""
    if period is None or period.unit != "day":
        return period
    return next((other for other in free if narrows(plain, period, other)), period)


def _find_rates(plain: str, group: Sequence[Figure], free: Sequence[Period]) -> list[Period]:
    heads = len(group) == 1 and may_be_heads(plain, group[0])
    return find_rates_of(plain, group[0], free) if heads else []


def _choose_free(plain: str, free: Sequence[Period], group: Sequence[Figure]) -> Period | None:
    """The rate nearest to a group that has none of its own."""
    usable = [period for period in free if period.factor and period.unit != "named_month"]
    if group[0].noun is not Noun.PEOPLE:  # "every Sunday to everybody, that's 640 addresses"
        usable = [period for period in usable if not is_result(plain[period.end : group[0].start])]
    if len(group) == 1 and group[0].noun in (Noun.MAIL, Noun.NONE):
        usable = [
            period
            for period in usable
            if 0 <= period.start - group[0].end <= _FREE_FAR or 0 <= group[0].start - period.end <= _FREE_FAR
        ]
    return min(usable, key=lambda period: abs(period.start - group[0].start)) if usable else None
