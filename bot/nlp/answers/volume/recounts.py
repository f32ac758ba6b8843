"""A later message that counts again what a volume was reckoned from: "260 was before we closed the route, it's 190"."""

import re
from collections.abc import Sequence

from bot.core.checklist import Finding
from bot.nlp.answers.layout import Layout, Line
from bot.nlp.answers.plain import to_plain
from bot.nlp.answers.volume.figures import Figure, Noun, find_figures
from bot.nlp.answers.volume.periods import find_periods
from bot.nlp.answers.volume.spread import LEAST_HEADS

_MOST_APART = 10  # times by which a count may be off
_NEAR = 24  # letters between the old count and the word that says so
_IS_OLD = re.compile(
    r"\b(?:was|were|before|old|wrong|not|instead|rather than|no longer|war|waren|vorher|falsch|nicht|statt|etait"
    r"|avant|pas|au lieu"
    r"|era|eran|erano|antes|prima|no|nao|non|invece|mal|was|waren|niet|fout|bylo|nie|wczesniej)\b"
)
_COUNTED_AGAIN = re.compile(
    r"\b(?:counted (?:again|them|it)|recounted|checked (?:again|the)|looked (?:again|it up)|sorry|correction|i mean"
    r"|i meant|actually"
    r"|only|nachgezahlt|nachgesehen|korrektur|nur|eigentlich|recompte|verifie|en fait|seulement|recontado|contado"
    r"|en realidad|solo"
    r"|ricontat\w+|contato|in realta|recontei|contei|na verdade|apenas|nageteld|eigenlijk|slechts|przeliczyl\w+"
    r"|tylko)\b"
)


def find_recount(layout: Layout, known: Finding) -> float | None:
    """The factor between a count anew and the one that the known volume was reckoned from; None where a message tells
    no such count."""
    before = [to_plain(evidence.quote) for evidence in known.evidence]
    factors = [figure for text in before for figure in find_figures(text)[0]]
    lines = [(line, figure) for line in layout.own for figure in find_figures(line.text)[0]]
    counts = [(line, f) for line, f in lines if f.period is None and not f.each and f.noun is not Noun.UNIT]
    if len(counts) != len(lines) or any(find_periods(line.text) for line, _ in lines):
        return None
    if len(counts) == len({figure.quantity.size for _, figure in counts}) == 2:
        return _replace_old(counts, factors)
    return _replace_heads(counts[0], factors) if len(counts) == 1 else None


def _replace_old(counts: Sequence[tuple[Line, Figure]], factors: Sequence[Figure]) -> float | None:
    """One figure of the two was a factor, and is said to be old."""
    heads = (figure for figure in factors if figure.period is None or figure.noun is Noun.PEOPLE)
    told = {figure.quantity.size for figure in heads if len(factors) > 1}
    olds = [(line, f) for line, f in counts if f.quantity.size in told and f.quantity.size >= LEAST_HEADS]
    if len(olds) != 1:
        return None
    (line, old), (_, last) = olds[0], counts[-1]
    said = line.text[old.end : old.end + _NEAR] if last is not old else line.text[max(0, old.start - _NEAR) : old.start]
    return _divide(next(f for _, f in counts if f is not old), old) if _IS_OLD.search(said) else None


def _replace_heads(count: tuple[Line, Figure], factors: Sequence[Figure]) -> float | None:
    """A count of people alone, said to be counted again."""
    line, new = count
    heads = [f for f in factors if f.noun is Noun.PEOPLE and f.quantity.size >= LEAST_HEADS]
    again = new.noun is Noun.PEOPLE and _COUNTED_AGAIN.search(line.text)
    return _divide(new, heads[0]) if again and len(heads) == 1 else None


def _divide(new: Figure, old: Figure) -> float | None:
    factor = new.quantity.size / old.quantity.size if new.quantity.low == new.quantity.high else 0.0
    return factor if 1 / _MOST_APART <= factor <= _MOST_APART else None
