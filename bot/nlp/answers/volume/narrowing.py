"""Two figures of which the second narrows the first, is its result, or excepts a time from it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.nlp.answers.volume.groups import Amount

_SAME = 0.2  # two statements of one volume may differ by this much: "8k weekly = 32k month"
SAME_SUM = 0.02  # a figure that close to the sum of the others is their total
RESULT_FAR = 24  # letters between a product and its result
_LIKELY = re.compile(
    r"\b(?:say|probably|likely|more like|typically|usually|normally|sagen wir|meist|disons|digamos|diciamo)\b"
    r"(?: about| around| ca\.?)? $"
)
_EXCEPTED = re.compile(
    r"\b(?:exception|except|excepting|apart from|other than|save for|only in|but in|ausser|sauf|hors|excepto|salvo"
    r"|tranne|eccetto|exceto|behalve|oprocz) [^.;\d]{0,40}$"
)  # "700 with the exception of August, when it is 400"


def is_narrowed(rough: Amount, likely: Amount, gap: str) -> bool:
    """ "Between 1k and 3k, say 2k"."""
    within = rough.low is not None and rough.high is not None and rough.low < rough.high
    return within and (rough.low or 0) <= likely.size <= rough.size and _LIKELY.search(gap) is not None


def is_excepted(gap: str) -> bool:
    """Whether what stands between two figures excepts the second's time from the first."""
    return _EXCEPTED.search(gap) is not None


def drop_restated(plain: str, amounts: Sequence[Amount]) -> Sequence[Amount]:
    """Leaves out a reckoning whose result is written behind it: "4 x 25k = 100k"."""
    restated = [a for a, b in pairwise(amounts) if _is_result(plain[a.end : b.start], a, b)]
    return [amount for amount in amounts if amount not in restated]


def _is_result(gap: str, reckoned: Amount, result: Amount) -> bool:
    if gap.strip() == "=" and is_same(reckoned, result):
        return True
    exact = abs(reckoned.size - result.size) <= SAME_SUM * reckoned.size
    weekly = reckoned.last.period is not None and reckoned.last.period.unit != "month"
    monthly = result.last.period is not None and result.last.period.unit == "month"
    return (len(reckoned.figures) > 1 or (weekly and monthly)) and exact and len(gap) <= RESULT_FAR


def is_same(one: Amount, other: Amount) -> bool:
    """Whether two amounts may state one volume."""
    return abs(one.size - other.size) <= _SAME * max(one.size, other.size)
