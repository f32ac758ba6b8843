"""Needles: pieces of which one at least stands in every text that a pattern matches.

Of "(bought|rented) lists?" they are "bought" and "rented". A text is looked through once for the needles of all
patterns, where a pattern of hundreds of phrases, tried at every place, takes long. The needles are derived from the
patterns, so they cannot part from them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Needles = frozenset[str]

_TOLD_BY = 3  # first letters of a needle by which it is looked up
_LONG = 4  # letters of a needle; longer ones are hardly rarer
_MOST_LETTERS = 6  # of a class whose letters are needles
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
# Letters that a pattern takes for others when it ignores case, beyond those with a common lower case.
_ALIKE = str.maketrans("İıſϐϵϑ\u0345\u1fbeϰµϖϱςϕᲀᲁᲂᲃᲄᲅᲆᲇ\u1fd3\u1fe3", "iisβεθιικμπρσφвдосттъѣ\u0390\u03b0")


class Index:
    """The needles of all patterns, for looking a text through for all of them at once."""

    def __init__(self) -> None:
        self._short = {""}  # needles too short to be looked up; "" stands for a pattern that has none
        self._long: dict[str, set[str]] = {}
        self._find = lru_cache(maxsize=256)(self._find_held)

    def add(self, needles: Iterable[str]) -> None:
        """Takes in a pattern's needles."""
        for needle in needles:
            if len(needle) < _TOLD_BY:
                self._short.add(needle)
            else:
                self._long.setdefault(needle[:_TOLD_BY], set()).add(needle)
        self._find.cache_clear()

    def find_held(self, text: str) -> Needles:
        """The needles that stand in a text."""
        return self._find(text)

    def _find_held(self, text: str) -> Needles:
        held = {needle for needle in self._short if needle in text}
        for at in range(len(text) - _TOLD_BY + 1):
            for needle in self._long.get(text[at : at + _TOLD_BY], ()):
                if text.startswith(needle, at):
                    held.add(needle)
        return frozenset(held)


NEEDLES = Index()  # those of every pattern of the project


def fold_case(text: str) -> str:
    """The text with those letters put alike that a pattern which ignores case puts alike."""
    return text.lower() if text.isascii() else text.translate(_ALIKE).lower()


def find_needles(pattern: str, flags: int = 0) -> Needles:
    """The needles of a pattern, folded where it ignores case; none where the pattern does not tell any."""
    needles = _find_in_sequence(parser.parse(pattern, flags)) or frozenset()
    return frozenset(map(fold_case, needles)) if flags & re.IGNORECASE else needles


def _find_in_sequence(parts: Iterable[tuple[Any, Any]]) -> Needles | None:
    """The best needles among those of a sequence's parts; letters beside each other are one."""
    found: list[Needles | None] = []
    letters = ""
    for kind, inner in parts:
        if kind is code.LITERAL:
            letters += chr(inner)
            continue
        found += [frozenset([letters]) if letters else None, _find_in_part(kind, inner)]
        letters = ""
    found.append(frozenset([letters]) if letters else None)
    return max((needles for needles in found if needles), key=_rate, default=None)


def _find_in_part(kind: Any, inner: Any) -> Needles | None:
    if kind is code.BRANCH:
        parts = [_find_in_sequence(part) for part in inner[1]]
        return None if None in parts else frozenset[str]().union(*(part for part in parts if part))
    if kind is code.SUBPATTERN and not inner[1]:  # one that sets flags of its own tells nothing
        return _find_in_sequence(inner[3])
    if kind is code.ATOMIC_GROUP:
        return _find_in_sequence(inner)
    if kind in _REPEATS and inner[0]:
        return _find_in_sequence(inner[2])
    if kind is code.IN and len(inner) <= _MOST_LETTERS and all(letter is code.LITERAL for letter, _ in inner):
        return frozenset(chr(letter) for _, letter in inner)
    return None


def _rate(needles: Needles) -> tuple[int, int]:
    return min(_LONG, *map(len, needles)), -len(needles)
