"""Percentiles of counted values."""

import math
from collections.abc import Mapping


def find_percentile(counts: Mapping[int, int], share: float) -> int | None:
    """The smallest value that at least that share of all does not exceed (nearest rank); None of nothing."""
    rank = max(1, math.ceil(round(share * sum(counts.values()), 6)))
    reached = 0
    for value in sorted(counts):
        reached += counts[value]
        if reached >= rank:
            return value
    return None
