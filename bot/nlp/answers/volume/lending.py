"""What one figure leaves out and its neighbour lends: the thousands, the period."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.nlp.answers.volume.figures import Noun, patterns
from bot.nlp.answers.volume.groups import Amount

_MOST_APART = 20  # a figure that borrows a scale is not more than so many times its neighbours


_SAME_RESULT = 0.02
_RESULT_FAR = 28  # letters before a figure that may make it a result
_STOP = re.compile(r"[;.!?]\s")


def lend_scale(amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts, "six" beside "40k" taken as thousands."""
    scale = max((a.last.quantity.scale for a in amounts), default=1)
    most = _MOST_APART * max((a.size for a in amounts), default=0)
    if scale < 1000:
        return list(amounts)
    return [
        a.times(scale) if a.size < 1000 and a.size * scale <= most and lacks_scale(a, amounts) else a for a in amounts
    ]


def lend_period(plain: str, amounts: list[Amount]) -> list[Amount]:
    """ "30 a day on a good one and 90 on a bad one": the second is a day's too."""
    periods = [figure.period for a in amounts for figure in a.figures if figure.period]
    if len({period.unit for period in periods}) != 1:
        return amounts
    factor = periods[0].factor
    results = [b for a, b in pairwise(amounts) if _is_outcome(a, b)]
    return [
        replace(a.times(factor), monthly=True) if _lacks_period(plain, a) and a not in results else a for a in amounts
    ]


def _is_outcome(reckoned: Amount, amount: Amount) -> bool:
    """ "300 daily x 30, 9,000": what a reckoning comes to has its month already."""
    near = abs(amount.size - reckoned.size) <= _SAME_RESULT * reckoned.size
    return len(reckoned.figures) > 1 and len(amount.figures) == 1 and near


def _lacks_period(plain: str, amount: Amount) -> bool:
    before = _STOP.split(plain[max(0, amount.start - _RESULT_FAR) : amount.start])[-1]
    return not (amount.monthly or amount.people or amount.size == 0 or patterns()["total"].search(before))


def lacks_scale(amount: Amount, amounts: Sequence[Amount]) -> bool:
    """A bare number that lacks only its neighbours' scale: "6k in a normal month, twenty in December"."""
    scaled = any(other is not amount and other.last.quantity.scale >= 1000 for other in amounts)
    return scaled and not amount.last.quantity.sized and amount.last.noun is Noun.NONE
