"""Texts that are made to be slow for a pattern, derived from the pattern itself, and how long it takes on them."""

import re
import time
from collections.abc import Iterable, Iterator
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from bot.reading.alternatives import Alternatives
from tests.nlp.patterns import Searched

SIZE = 64 * 1024  # letters of an attack
# What is slow is noticed before it is endless; word lists are tried on sentences, at most on 6,000 letters.
SIZES = (512, 6_000, SIZE)
LIMIT = 0.2  # seconds of CPU for a search; 0.05 is meant, and what takes the square of a text takes seconds
MOST_PUMPS = 4  # of a pattern
_LONG = 8  # times that a repeat must allow to be worth pumping
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
_CATEGORIES = {
    code.CATEGORY_DIGIT: "1",
    code.CATEGORY_SPACE: " ",
    code.CATEGORY_WORD: "a",
    code.CATEGORY_NOT_DIGIT: "a",
    code.CATEGORY_NOT_SPACE: "a",
    code.CATEGORY_NOT_WORD: "-",
}
_LETTERS = "a1 -.,x\n\t_@é中"


def measure(pattern: Searched, text: str, anchored: bool) -> float:
    """Seconds of CPU that a search takes, the best of three where the first leaves it in doubt."""
    first = _time(pattern, text, anchored)
    doubtful = LIMIT / 2 <= first < LIMIT * 10
    return min(first, *(_time(pattern, text, anchored) for _ in range(2))) if doubtful else first


def _time(pattern: Searched, text: str, anchored: bool) -> float:
    start = time.process_time()
    (pattern.match if anchored else pattern.search)(text)
    return time.process_time() - start


def find_slowest(pattern: Searched, anchored: bool = False) -> tuple[float, str]:
    """The longest search among the attacks on a pattern and the beginning of its text; what is slow on a small text
    is not tried on a large one. ``anchored``: the pattern is only tried at a text's beginning."""
    worst = (0.0, "")
    for start, pump, end in list_attacks(pattern):
        for size in SIZES[:2] if isinstance(pattern, Alternatives) else SIZES:
            text = start + pump * ((size - len(start) - len(end)) // len(pump)) + end
            worst = max(worst, (measure(pattern, text, anchored), text[:60]))
            if worst[0] > LIMIT:
                return worst
    return worst


def list_attacks(pattern: Searched) -> Iterator[tuple[str, str, str]]:
    """What an attack begins with, repeats, and ends with: blanks, the pattern's own beginning, and each of its longest
    repeats behind what leads to it."""
    tree = parser.parse(pattern.pattern, int(pattern.flags) & ~re.UNICODE)
    whole = to_example(tree) or "a"
    pumps = dict.fromkeys(_list_pumps(tree, ""))
    seen: set[str] = set()
    yield "", " ", "\0"
    yield "", whole[: max(1, len(whole) - 1)], "\0"
    for start, pump in pumps:
        if pump not in seen and len(seen) < MOST_PUMPS and not pump.isspace():
            seen.add(pump)
            yield start, pump, "\0"


def _list_pumps(parts: Iterable[tuple[Any, Any]], before: str) -> Iterator[tuple[str, str]]:
    for kind, inner in parts:
        for part in _list_inner(kind, inner):
            yield from _list_pumps(part, before)
        if kind in _REPEATS and inner[1] >= _LONG and (pump := to_example(inner[2])):
            yield before, pump
        before += to_example([(kind, inner)])


def _list_inner(kind: Any, inner: Any) -> list[Any]:
    if kind is code.BRANCH:
        return list(inner[1])
    if kind in _REPEATS:
        return [inner[2]]
    if kind is code.SUBPATTERN:
        return [inner[3]]
    if kind is code.ATOMIC_GROUP:
        return [inner]
    return [inner[1]] if kind is code.ASSERT else []


def to_example(parts: Iterable[tuple[Any, Any]]) -> str:
    """A short text that a pattern may match; what it looks ahead or behind for is left out."""
    return "".join(_to_example(kind, inner) for kind, inner in parts)


def _to_example(kind: Any, inner: Any) -> str:
    if kind is code.LITERAL:
        return chr(inner)
    if kind is code.BRANCH:
        return to_example(inner[1][0])
    if kind is code.SUBPATTERN:
        return to_example(inner[3])
    if kind is code.ATOMIC_GROUP:
        return to_example(inner)
    if kind in _REPEATS:
        return to_example(inner[2]) * min(inner[0], 40)
    if kind is code.ANY:
        return "a"
    return _pick(inner) if kind is code.IN else "a" if kind is code.NOT_LITERAL else ""


def _pick(members: list[tuple[Any, Any]]) -> str:
    if members[0][0] is code.NEGATE:
        return next((letter for letter in _LETTERS if not any(_holds(m, letter) for m in members[1:])), "~")
    kind, inner = members[0]
    return _CATEGORIES[inner] if kind is code.CATEGORY else chr(inner if kind is code.LITERAL else inner[0])


def _holds(member: tuple[Any, Any], letter: str) -> bool:
    kind, inner = member
    if kind is code.CATEGORY:
        return re.match(_TO_TEXT[inner], letter) is not None
    return ord(letter) == inner if kind is code.LITERAL else inner[0] <= ord(letter) <= inner[1]


_TO_TEXT = {
    code.CATEGORY_DIGIT: r"\d",
    code.CATEGORY_SPACE: r"\s",
    code.CATEGORY_WORD: r"\w",
    code.CATEGORY_NOT_DIGIT: r"\D",
    code.CATEGORY_NOT_SPACE: r"\S",
    code.CATEGORY_NOT_WORD: r"\W",
}
