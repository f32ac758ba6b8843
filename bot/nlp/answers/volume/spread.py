"""Rates and heads, events and the mails that each of them makes, told in sentences that stand apart."""

import re
from collections.abc import Iterator, Set
from dataclasses import replace

from bot.nlp.answers.layout import Layout, Line
from bot.nlp.answers.volume.figures import Figure, Noun, find_figures
from bot.nlp.answers.volume.heads import EACH_NOUN, MOST_EACH, STEM
from bot.nlp.answers.volume.lines import blank_foreign, words
from bot.nlp.answers.volume.reckoning import Tally

LEAST_HEADS = 20
_AROUND = 40  # letters around a rate in which it says what goes out
_FEW_MAILS = re.compile(
    r"\b(?:one|two|three|four|five|once|twice|each|every|weekly|monthly|[1-9]) (?:\w+ ){0,2}(?:e?-?mails?"
    r"|messages?|letters?"
    r"|newsletters?|bulletins?|reminders?|circulars?|digests?|mailings?|summar\w+|updates?|issues?|editions?)\b"
    r"|\b(?:eine?|zwei|drei|vier|une?|deux|trois|una|dos|tres|uma|duas|due|tre|een|twee|drie)"
    r" (?:e?-?mails?|newsletters?|rundbriefe?|lettres?|courriels?|correos?|boletin\w*|messagg\w+|nieuwsbrie\w+)\b"
)
_MOST_FACTOR = 10  # mails that one order makes
_TIMES = frozenset(
    ("week", "mont", "year", "frid", "mond", "tues", "wedn", "thur", "satu", "sund", "morn", "nigh", "time")
)
_NOUN = re.compile(r"\s{1,2}(of us|[a-z]{4,16})\b")
_NAMES = re.compile(r"[a-z]{4,16}")
_GOES_OUT = re.compile(
    r"\b(?:gets?|receives?|goes|go|sends?|sent|remind\w*|comes?|bekomm\w+|erhalt\w*|geht|gehen|versend\w+"
    r"|erscheint|kommt|recoi\w+|part|partent|envo\w+|recib\w+|sale|manda\w*|envia\w*|ricev\w+|esce|inv\w+|receb\w+|sai"
    r"|krijg\w*|ontvang\w*|gaat|dosta\w+|wysyl\w+|otrzym\w+)\b"
)


def spread(layout: Layout, tally: Tally | None) -> Tally | None:
    """What a message comes to where its passage leaves out the heads, the rate, or how many mails an event makes."""
    rate = _spread_rate(layout, tally) if tally else None
    return _multiply_events(layout, _multiply_heads(layout, rate))


def _spread_rate(layout: Layout, tally: Tally) -> Tally:
    """A rate of few mails times the heads that the message counts elsewhere: "61 ringers ... we send one message a
    week" (LABELLING.md: per-recipient arithmetic)."""
    rate = tally.high or tally.low or 0
    if not tally.clear or tally.bare or tally.people or not 0 < rate <= MOST_EACH:
        return tally
    if not _FEW_MAILS.search(layout.plain[max(0, tally.start - _AROUND) : tally.end + _AROUND]):
        return tally
    heads = {size for line in layout.own if not tally.start < line.end <= tally.end for size in _count_heads(line)}
    if len(heads) != 1:
        return tally
    size = heads.pop()
    low, high = (None if end is None else end * size for end in (tally.low, tally.high))
    return replace(tally, low=low, high=high)


def _multiply_heads(layout: Layout, tally: Tally | None) -> Tally | None:
    """A list's size times the one rate that another line tells: "5,500 subscribers ... it goes out once a month"."""
    if tally is not None and (tally.clear or not tally.people):
        return tally
    named = {noun[:STEM] for line in layout.own for noun in EACH_NOUN.findall(line.text)} - _TIMES
    heads = {size: line for line in layout.own for size in _count_heads(line, named)}
    rates = {rate: line for line in layout.own for rate in _find_rates(line)}
    if len(rates) > 1:
        rates = {rate: line for rate, line in rates.items() if _GOES_OUT.search(line.text)}
    if len(heads) != 1 or len(rates) != 1:
        return tally
    (size, counted), (rate, told) = heads.popitem(), rates.popitem()
    if tally is None and not _goes_to(counted.text, told.text):
        return None
    place = tally or counted
    return Tally(place.start, place.end, size * rate, size * rate)


def _goes_to(counted: str, told: str) -> bool:
    """Whether the sentence with a rate says that mail goes to what the other one counts: "every horse gets a reminder
    once a month ... I have 210 horses"."""
    if not (words()["sends"].search(told) and _GOES_OUT.search(told)):
        return False
    names = {match[1][:STEM] for figure in find_figures(counted)[0] if (match := _NOUN.match(counted, figure.end))}
    return "of u" in names or any(noun[:STEM] in names for noun in _NAMES.findall(told))


def _multiply_events(layout: Layout, tally: Tally | None) -> Tally | None:
    """Events a month times the mails that each makes, told in another line: "three mails to every runner ... 8 races
    a year, 450 at each"."""
    if tally is None or not tally.clear or tally.bare:
        return tally
    figures = find_figures(layout.plain[tally.start : tally.end + _AROUND])[0]
    counted = [figure for figure in figures if figure.start < tally.end - tally.start]
    if not counted or any(f.noun not in (Noun.OTHER, Noun.PEOPLE) and not f.each for f in counted):
        return tally
    apart = [line for line in layout.own if line.end <= tally.start or line.start >= tally.end]
    factors = {factor for line in apart for factor in _find_factors(line)}
    if any(f.noun is Noun.MAIL for f in counted) or len(factors) != 1:
        return tally
    factor = factors.pop()
    low, high = (None if end is None else end * factor for end in (tally.low, tally.high))
    return replace(tally, low=low, high=high)


def _find_factors(line: Line) -> Iterator[float]:
    """ "So three e-mails to every runner": a line with no other figure."""
    figures, free = find_figures(blank_foreign(line.text))
    alone = len(figures) == 1 and not free and not line.text.endswith("?")
    few = alone and figures[0].each and figures[0].quantity.size <= _MOST_FACTOR
    if few and figures[0].noun is Noun.MAIL and figures[0].period is None:
        yield figures[0].quantity.size


def _find_rates(line: Line) -> Iterator[float]:
    figures, free = find_figures(line.answer)
    if len(figures) == 1 and figures[0].noun is Noun.MAIL and figures[0].each and not line.text.endswith("?"):
        yield from _to_rate(figures[0])
    if not figures and not line.text.endswith("?") and words()["sends"].search(line.text):
        yield from (period.factor for period in free if period.factor and period.unit != "named_month")


def _to_rate(figure: Figure) -> Iterator[float]:
    """ "Two newsletters a month, to everyone"."""
    if figure.period and figure.quantity.size <= MOST_EACH:
        yield figure.quantity.size * figure.period.factor


def _count_heads(line: Line, named: Set[str] = frozenset()) -> Iterator[float]:
    """The heads that a line counts. ``named``: stems of what each gets a mail, "every horse"."""
    text = blank_foreign(line.text)
    for figure in find_figures(text)[0]:
        noun = _NOUN.match(text, figure.end)
        heads = figure.noun is Noun.PEOPLE or (noun is not None and (noun[1][:STEM] in named or noun[1] == "of us"))
        if heads and figure.period is None and figure.quantity.size >= LEAST_HEADS:
            yield figure.quantity.size
