"""Two figures of which the second narrows the first, or excepts a time from it."""

import re

from bot.nlp.answers.volume.groups import Amount

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
