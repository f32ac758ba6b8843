"""How far the words shown as evidence are those that the tickets' authors marked: token by token, for each item."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Marked:
    """The tokens of one item of one ticket, each as often as it stands in the quotes."""

    item: str
    wanted: Counter[str]
    found: Counter[str]


def measure_evidence(pairs: Sequence[tuple[Record, Record]]) -> dict[str, dict[str, float]]:
    """Of each item that authors marked words for: how many tickets, precision and recall of the tokens shown, and the
    share of tickets in which some marked word is shown. What was found where nobody marked anything does not count:
    many tickets have no marks."""
    marked = [one for label, result in pairs for one in _list_marked(label, result)]
    names = sorted({one.item for one in marked})
    return {name: _describe([one for one in marked if one.item == name]) for name in names}


def _list_marked(label: Record, result: Record) -> Iterator[Marked]:
    shown = result.get("evidence") or {}
    for item, quotes in (label.get("evidence") or {}).items():
        if quotes:
            yield Marked(item, _count(quotes), _count(shown.get(item) or ()))


def _count(quotes: Sequence[str]) -> Counter[str]:
    return Counter(token for quote in quotes for token in _TOKEN.findall(quote.lower()))


def _describe(marked: Sequence[Marked]) -> dict[str, float]:
    both = [(one.wanted & one.found).total() for one in marked]
    wanted, found = sum(one.wanted.total() for one in marked), sum(one.found.total() for one in marked)
    return {
        "tickets": len(marked),
        "precision": _divide(sum(both), found),
        "recall": _divide(sum(both), wanted),
        "touched": _divide(sum(map(bool, both)), len(marked)),
    }


def _divide(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
