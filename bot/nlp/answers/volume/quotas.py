"""A wish for a monthly quota counts as its figure (LABELLING.md, monthly_volume); any other limit is none."""

import re

_FAR = 90
_MONTHLY = re.compile(
    r"\b(?:request\w*|ask\w*|apply\w*|want|need|like|please|grant|raise|increase"
    r"|set)\b[^.;?!]{0,50}\bmonthly (?:\w+ )?(?:allowance"
    r"|quota|limit|cap|volume)\b[^.;?!\d]{0,24}\b(?:to|at|of|be|for) $"
)
_LIMIT = re.compile(
    r"\b(?:request\w*|ask\w*|apply\w*|want|need|like|please|grant|give|raise|increase|set)\b[^.;?!]{0,50}"
    r"\b(?:quota|allowance|limit|cap)\b[^.;?!\d]{0,12}\b(?:to|at|of|be|for) $"
)
_A_MONTH = re.compile(r"\s?(?:\w+ ){0,2}(?:(?:a|per|each|every|the) month|monthly)|/ ?mo")


def is_wished(text: str, start: int, end: int) -> bool:
    """Whether the figure ``text[start:end]`` is a quota that the writer asks for."""
    before = text[max(0, start - _FAR) : start]
    return bool(_MONTHLY.search(before)) or (_A_MONTH.match(text, end) is not None and bool(_LIMIT.search(before)))
