"""What a later message makes of a monthly volume that was told before: more to it, its other season, a part or a
multiple of it, another period."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.core.checklist import Finding, Status
from bot.nlp.answers.layout import Layout, Line, Topic, to_layout
from bot.nlp.answers.lexicon.phrases import compile_phrases, load_lexicon
from bot.nlp.answers.plain import to_plain
from bot.nlp.answers.volume.deferred import speaks_of_figure
from bot.nlp.answers.volume.figures import Figure, Noun, find_figures, patterns
from bot.nlp.answers.volume.lines import count_words_beside, words
from bot.nlp.answers.volume.multiples import find_multiple
from bot.nlp.answers.volume.periods import FACTORS, find_periods
from bot.nlp.answers.volume.recounts import find_recount
from bot.nlp.view import View
from bot.reading.alternatives import Alternatives

ITEM = "monthly_volume"
_BARE = 0.8  # score of a figure that has no period and counts only as an answer
_MOST_SPOKEN = 10  # "double it, each has two recipients": so small a count is no volume
_MOST_BESIDE = 2  # words beside a figure that stands alone
_PRODUCT = 0.5  # of a volume: its rates come to less where heads multiply them
_WHOLE = 2  # seasons, with a figure each, that tell of the whole year
_LONGEST = 160  # letters of a sentence that corrects a period
_DENIED = re.compile(
    r"\b(?:not|nicht|pas|no|non|nao|niet|nie|instead of|rather than|statt|au lieu de|en vez de|em vez de|invece di"
    r"|in plaats van|zamiast)\s(?:(?:per|by|a|an|the|every|each|in|pro|im|je|par|au|le|al|la|el|por|ao|o|il|op|de"
    r"|na|w"
    r"|za|about|for|once)\s){0,2}$"
)
_REFERS = re.compile(
    r"\b(?:that|this|it|those|these|figures?|numbers?|volumes?|count|amount|i mean|i meant|das|dies|zahl|menge|angabe"
    r"|c'est|c'etait|chiffre|nombre|eso|era|es|cifra|numero|isso|valor|quello|quella|sono|dato|dat|getal|cijfer"
    r"|aantal"
    r"|to|liczba)\b"
)
_LESS = re.compile(
    r"\dk? (?:\w+ )?(?:less|fewer|weniger|de moins|menos|(?:in|di) meno|a menos|minder|mniej)\b(?! than| als| que)"
)
_NO = re.compile(r"(?:no|nein|non|nao|nee|nie)(?:[,.!]| (?:that|it|wait|you|das|es|ce|eso|isso)\b)")
_OUT_OF = re.compile(r"\b\d[\d.,]* (?:out )?(?:of|von|sur|de|su|van|z) (?:the |den |les )?\d")
_UNITS = ("day", "week", "month", "quarter", "year")

Bounds = tuple[float | None, float | None]


@lru_cache(maxsize=1)
def _words() -> dict[str, Alternatives]:
    return {name: compile_phrases(phrases) for name, phrases in load_lexicon("volume")["threads"].items()}


def carry_volumes(views: Sequence[View], answers: Sequence[Sequence[Finding]]) -> Iterator[Finding]:
    """The findings of all messages, oldest first, each volume read in the light of the one before it."""
    known: Finding | None = None
    asked = ""
    for view, found in zip(views, answers, strict=True):
        yield from (finding for finding in found if finding.item != ITEM)
        told = next((finding for finding in found if finding.item == ITEM), None)
        meant = _relate(to_layout(view), known, told, view.asked == asked) if known else told
        if meant:
            yield meant
            known, asked = meant if meant.status is Status.COMPLETE else None, view.asked


def _relate(layout: Layout, known: Finding, told: Finding | None, follows: bool) -> Finding | None:
    """What a message makes of a figure that is known; None where it leaves it as it is. ``follows``: the desk has not
    written since that figure was told."""
    if told and told.retracts:
        return told
    recount = find_recount(layout, known)
    if recount:
        return _scale(layout, known, layout.own[0], recount)
    if told and _is_passing(told):
        return None
    passing = told and told.status is not Status.COMPLETE and _counts_heads_only(layout, told, follows)
    if passing and not _rescale(layout, known):
        return None
    if told is None or told.status is not Status.COMPLETE:
        rescaled = _rescale(layout, known) or told
        deferred = rescaled is None and any(speaks_of_figure(line.text) for line in layout.own)
        missed = known.score <= _BARE and Topic.VOLUME in layout.asked and not follows  # the desk found no figure in it
        deferred |= rescaled is None and missed
        return replace(known, agreed=False) if deferred else rescaled
    said = " ".join(to_plain(evidence.quote) for evidence in told.evidence)
    scaled = _rescale(layout, known) if _repeats_past(known, told, said) else None
    corrected = scaled or _correct_stream(layout, known, told)
    if corrected:
        return corrected
    if _words()["replaces"].search(said) or _replaces(layout, known, said):
        return told
    other = _is_other_time(said)
    if _LESS.search(said) and (less := _subtract(known, told)):
        return _span(known, less) if other else less
    if not other and not _stands(layout, known, told, follows or Topic.VOLUME not in layout.asked):
        return None
    forgot = any(_words()["left_out"].search(line.text) for line in layout.own) and _tells_more(layout)
    if not forgot and (_words()["revises"].search(said) or _words()["totals"].search(said)):
        return _span(known, told) if other else told
    if other and _tells_seasons(told, said):
        return told
    added = _add(_bounds(known), _bounds(told)) if _adds(layout, said, follows) else None
    if other:
        return _span(known, _join(told, told, added) if added and _words()["comes_on_top"].search(said) else told)
    return _join(known, told, added) if added else told


def _counts_heads_only(layout: Layout, told: Finding, follows: bool) -> bool:
    """ "That's 9k of the contacts", "61 of 740 are out", unasked and after a volume: a word about the list, which takes
    nothing back."""
    if Topic.VOLUME in layout.asked and not follows:
        return False
    lines = [line for line in layout.own if any(_overlaps(line, e.start, e.end) for e in told.evidence)]
    heads = all(
        words()["heads"].search(line.text)
        or _OUT_OF.search(line.text)
        or any(_is_heads(f) for f in find_figures(line.text)[0])
        for line in lines
    )
    tells = any(name.search(line.text) for line in lines for name in (words()["volume"], patterns()["vague"]))
    return bool(lines) and heads and not tells and not any(find_periods(line.text) for line in lines)


def _is_heads(figure: Figure) -> bool:
    return figure.noun is Noun.PEOPLE


def _is_passing(told: Finding) -> bool:
    """ "Sorry for the two mails": a handful without a period never takes a figure's place."""
    high = _bounds(told)[1]
    return told.status is Status.COMPLETE and told.score <= _BARE and high is not None and high < _MOST_SPOKEN


def _repeats_past(known: Finding, told: Finding, said: str) -> bool:
    """ "60k was before we sold off Ohio, figure a third of that": the known figure, told as what was."""
    return set(_bounds(told)) <= set(_bounds(known)) and patterns()["past"].search(said) is not None


def _correct_stream(layout: Layout, known: Finding, told: Finding) -> Finding | None:
    """ "It's 6k for the newsletter, not 3k", after streams of which one was 3k: the sum with that one corrected."""
    low, high = _bounds(known)
    if low is None or low != high:
        return None
    streams = [figure for evidence in known.evidence for figure in find_figures(to_plain(evidence.quote))[0]]
    for line in layout.own:
        figures = find_figures(line.text)[0]
        denied = [f for f in figures if _DENIED.search(line.text[max(0, f.start - 28) : f.start])]
        if len(figures) != 2 or len(denied) != 1:
            continue
        new, old = next(f for f in figures if f is not denied[0]).quantity.size, denied[0].quantity.size
        factors = {s.period.factor for s in streams if s.period and s.quantity.size == old}
        summed = sum(s.quantity.size * s.period.factor for s in streams if s.period)
        if len(factors) == 1 and len(streams) > 1 and summed < low * _PRODUCT:
            return _join(known, told, (low * new / old,) * 2)  # a rate that was multiplied by its heads
        if len(factors) == 1 and len(streams) > 1 and old * (factor := factors.pop()) < low:
            return _join(known, told, (low + (new - old) * factor,) * 2)
    return None


def _replaces(layout: Layout, known: Finding, said: str) -> bool:
    """A whole answer taken back, a "no", or an expectation that takes the place of past counts."""
    if any(_words()["voids"].search(line.text) or _NO.match(line.text) for line in layout.own):
        return True
    before = " ".join(to_plain(evidence.quote) for evidence in known.evidence)
    return patterns()["past"].search(before) is not None and patterns()["expected"].search(said) is not None


def _adds(layout: Layout, said: str, follows: bool) -> bool:
    """ "Another 350", "I forgot the farrier, 400 for him"."""
    forgot = any(_words()["left_out"].search(line.text) for line in layout.own)
    return _words()["adds"].search(said) is not None or (forgot and (follows or Topic.VOLUME not in layout.asked))


def _stands(layout: Layout, known: Finding, told: Finding, unasked: bool) -> bool:
    """Whether a later figure is meant as the volume: one without a period that nobody asked for, with no word of a
    correction, counts something else ("his customers' addresses too, about 3,000") or is the known one again."""
    if told.score > _BARE or not unasked:
        return True
    if set(_bounds(told)) <= set(_bounds(known)) and not _tells_more(layout):
        return False
    lines = [line for line in layout.own if any(_overlaps(line, e.start, e.end) for e in told.evidence)]
    lines = [line for line in lines if not any(words()[name].search(line.text) for name in ("heads", "owned"))]
    if not lines:
        return False
    corrected = any(_words()[name].search(line.text) for line in lines for name in ("corrects", "adds", "moves"))
    corrected |= any(words()["volume"].search(line.text) and _words()["totals"].search(line.text) for line in lines)
    bare = all(count_words_beside(line.text) <= _MOST_BESIDE for line in lines)
    return corrected or bare or any(line.topic is Topic.VOLUME for line in lines)


def _tells_more(layout: Layout) -> bool:
    """ "I forgot the reminders, another 1,200": as many again."""
    return any(_words()["comes_on_top"].search(line.text) and find_figures(line.text)[0] for line in layout.own)


def _overlaps(line: Line, start: int, end: int) -> bool:
    return line.start < end and line.end > start


def _is_other_time(said: str) -> bool:
    """ "From spring it will be 30k", "in summer 1,100": beside the figure that is known rather than in its place."""
    return any(words.search(said) for words in (_words()["season"], _words()["later"], patterns()["later"]))


def _tells_seasons(told: Finding, said: str) -> bool:
    """ "Off season 4k, in May and December 40k": the whole year anew, rather than another season."""
    low, high = _bounds(told)
    if None in (low, high) or low == high or len(find_figures(said)[0]) < _WHOLE:
        return False
    return len(list(patterns()["season"].finditer(said))) >= _WHOLE


def _span(known: Finding, told: Finding) -> Finding:
    (low, high), (new_low, new_high) = _bounds(known), _bounds(told)
    if None in (low, high, new_low, new_high):
        return told
    ends = [end for end in (low, high, new_low, new_high) if end is not None]
    return _join(known, told, (min(ends), max(ends)))


def _add(one: Bounds, other: Bounds) -> Bounds:
    low, high = (
        None if None in ends else sum(e for e in ends if e is not None) for ends in zip(one, other, strict=True)
    )
    return low, high


def _subtract(known: Finding, told: Finding) -> Finding | None:
    """ "From June 1,000 less": the known figure without the one that goes."""
    (low, high), (gone, _) = _bounds(known), _bounds(told)
    if low is None or high is None or gone is None or gone >= low:
        return None
    return _join(known, told, (low - gone, high - gone))


def _bounds(finding: Finding) -> Bounds:
    low, high = finding.value.get("low"), finding.value.get("high")
    return (low if isinstance(low, (int, float)) else None, high if isinstance(high, (int, float)) else None)


def _join(known: Finding, told: Finding, bounds: Bounds) -> Finding:
    value = {name: None if end is None else round(end) for name, end in zip(("low", "high"), bounds, strict=True)}
    evidence = (*known.evidence, *told.evidence)
    return replace(told, value=value, evidence=evidence, agreed=known.agreed and told.agreed)


def _rescale(layout: Layout, known: Finding) -> Finding | None:
    """ "Per week, not month", "only half of those", "a zero too many": the known figure times a factor."""
    for line in layout.own:
        if line.text.rstrip().endswith("?") or any(
            f.period or f.quantity.size > _MOST_SPOKEN for f in find_figures(line.text)[0]
        ):
            continue
        factor = _find_period_factor(line.text, known, layout) or find_multiple(line.text, alone=True)
        if factor:
            scaled = _scale(layout, known, line, factor)
            return _span(known, scaled) if _is_other_time(line.text) else scaled
    return None


def _scale(layout: Layout, known: Finding, line: Line, factor: float) -> Finding:
    told = replace(known, evidence=(layout.view.evidence(line.start, line.end),))
    low, high = (None if end is None else end * factor for end in _bounds(known))
    return _join(known, told, (low, high))


def _find_period_factor(text: str, known: Finding, layout: Layout) -> float | None:
    units = _find_units(text)
    denied = [unit for unit, start in units if _DENIED.search(text[max(0, start - 28) : start])]
    meant = [unit for unit, _ in units if unit not in denied]
    if len(text) > _LONGEST or len(set(meant)) != 1 or len(set(denied)) > 1:
        return None
    if denied:
        return FACTORS[meant[0]] / FACTORS[denied[0]]
    corrected = any(_words()["revises"].search(line.text) for line in layout.own)
    rates = {period.factor for period in find_periods(text) if period.factor}
    told = _find_told_factor(known)
    if not corrected or not told or not _REFERS.search(text) or len(rates) != 1 or told in rates:
        return None
    return rates.pop() / told


def _find_units(text: str) -> list[tuple[str, int]]:
    return [(unit, match.start()) for unit in _UNITS for match in _words()[f"{unit}s"].finditer(text)]


def _find_told_factor(known: Finding) -> float | None:
    """What the known figure was multiplied by; None where that cannot be told."""
    factors = {p.factor for evidence in known.evidence for p in find_periods(to_plain(evidence.quote))}
    return factors.pop() if len(factors) == 1 else None if factors else 1.0
