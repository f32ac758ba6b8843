"""Needles: pieces of which one at least stands in every text that a pattern matches.

Of "bought|rented" they are "bough" and "rente". A text is looked through once for the needles of all
patterns, where a pattern of hundreds of phrases, tried at every place, takes long. The needles are derived from the
patterns, so they cannot part from them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import numpy as np
from numpy.typing import NDArray

Needles = frozenset[str]
Leads = dict[str, int]  # needles, and how many letters of a match may stand before each at most

LONGEST = 5  # letters of a needle; longer ones are hardly rarer
_MOST_LETTERS = 6  # of a class whose letters are needles
_WHOLE, _WHOLES = 100, 4  # letters of a text that is remembered for its parts, and how many such texts
_FEW = 4  # needles for each letter: with more it is quicker to look the part through as well
_FACTORS = tuple(  # odd numbers without a pattern, one for each letter of a needle
    map(np.uint64, (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F))
)
_SLOT_BITS = 19
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
# What begins with as many letters as a needle has, whatever follows them: it need not be parsed.
_PLAIN = re.compile(rf"[^\W_]{{{LONGEST}}}(?![?*+{{])[^|]*\Z")
# Letters that a pattern takes for others when it ignores case, beyond those with a common lower case.
_ALIKE = str.maketrans("İıſϐϵϑ\u0345\u1fbeϰµϖϱςϕᲀᲁᲂᲃᲄᲅᲆᲇ\u1fd3\u1fe3", "iisβεθιικμπρσφвдосттъѣ\u0390\u03b0")


class Index:
    """The needles of all patterns, for looking a text through for all of them at once."""

    def __init__(self) -> None:
        self._needles: set[str] = set()
        self._marks = np.zeros(1 << _SLOT_BITS, bool)  # the slots of the needles
        self.find_held = lru_cache(maxsize=512)(self._find_held)
        self.find_held_folded = lru_cache(maxsize=512)(self._find_held_folded)
        self._wholes: tuple[tuple[str, Needles], ...] = ()  # the last longer texts, and what they hold

    def add(self, needles: Iterable[str]) -> None:
        """Takes in a pattern's needles; "" is one that every text holds."""
        fresh = sorted(set(needles) - self._needles)
        slots = _to_slots("".join(needle.ljust(LONGEST, "\0") for needle in fresh))
        for at, needle in enumerate(fresh):
            if needle:
                self._marks[slots[len(needle) - 1, at * LONGEST]] = True
        self._needles.update(fresh)
        self.find_held.cache_clear()
        self.find_held_folded.cache_clear()
        self._wholes = ()

    def _find_held(self, text: str) -> Needles:
        """The needles that stand in a text."""
        for whole, held in self._wholes:  # a part of a text holds none but the text's needles
            if len(held) < _FEW * len(text) and text in whole:
                return frozenset([needle for needle in held if needle in text])
        held = self._look_through(text)
        if len(text) >= _WHOLE:
            self._wholes = ((text, held), *self._wholes[: _WHOLES - 1])
        return held

    def _find_held_folded(self, text: str) -> Needles:
        """The needles that stand in a text whose case is ignored: texts are told apart before they are folded, for it
        is the same few that many patterns ask for."""
        return self.find_held(fold_case(text))

    def _look_through(self, text: str) -> Needles:
        lengths, places = self._marks[_to_slots(text)[1:]].nonzero()
        pieces = [text[at : at + length] for length, at in zip((lengths + 2).tolist(), places.tolist(), strict=True)]
        return frozenset(self._needles.intersection(["", *text, *pieces]))


def _to_slots(text: str) -> NDArray[np.uint64]:
    """Small hashes of all stretches of a text: in the first row of one letter from each place, then of two, and so on;
    what would go beyond the end is filled up."""
    filled = text + "\0" * (LONGEST - 1)
    letters = np.frombuffer(filled.encode("utf-32-le", "surrogatepass"), np.uint32)
    hashes = np.empty((LONGEST, len(text)), np.uint64)
    hashed = np.zeros(len(text), np.uint64)
    for length, factor in enumerate(_FACTORS):
        hashed += letters[length : length + len(text)] * factor
        hashes[length] = hashed
    return hashes >> np.uint64(64 - _SLOT_BITS)


NEEDLES = Index()  # those of every pattern of the project


def fold_case(text: str) -> str:
    """The text with those letters put alike that a pattern which ignores case puts alike."""
    return text.lower() if text.isascii() else text.translate(_ALIKE).lower()


def find_needles(pattern: str, flags: int = 0) -> Needles:
    """The needles of a pattern, folded where it ignores case; none where the pattern does not tell any."""
    return frozenset(find_leads(pattern, flags))


def find_leads(pattern: str, flags: int = 0) -> Leads:
    """The needles of a pattern, each with how many letters of a match may stand before it at most."""
    if _PLAIN.match(pattern):
        return {(fold_case(pattern) if flags & re.IGNORECASE else pattern)[:LONGEST]: 0}
    leads: Leads = {}
    for needle, lead in (_find_in_sequence(parser.parse(pattern, flags)) or {}).items():
        folded = (fold_case(needle) if flags & re.IGNORECASE else needle)[:LONGEST]
        leads[folded] = max(lead, leads.get(folded, 0))
    return leads


def measure_width(pattern: str, flags: int = 0) -> int:
    """How many letters a pattern takes at most."""
    return int(parser.parse(pattern, flags).getwidth()[1])


def _find_in_sequence(parts: parser.SubPattern) -> Leads | None:
    """The best needles among those of a sequence's parts; letters beside each other are one."""
    found: list[tuple[int, Leads]] = []  # where the part begins that tells them
    letters = ""
    for at, (kind, inner) in enumerate([*parts, (None, None)]):
        if kind is code.LITERAL:
            letters += chr(inner)
            continue
        if letters:
            found.append((at - len(letters), {letters: 0}))
            letters = ""
        if leads := _find_in_part(kind, inner):
            found.append((at, leads))
    begin, best = max(found, key=lambda told: _rate(told[1]), default=(0, None))
    return {needle: lead + parts[:begin].getwidth()[1] for needle, lead in best.items()} if best else None


def _find_in_part(kind: Any, inner: Any) -> Leads | None:
    if kind is code.BRANCH:
        parts = [_find_in_sequence(part) for part in inner[1]]
        return None if None in parts else _join([part for part in parts if part])
    if kind is code.SUBPATTERN and not inner[1]:  # one that sets flags of its own tells nothing
        return _find_in_sequence(inner[3])
    if kind is code.ATOMIC_GROUP:
        return _find_in_sequence(inner)
    if kind in _REPEATS and inner[0]:
        return _find_in_sequence(inner[2])
    if kind is code.IN and len(inner) <= _MOST_LETTERS and all(letter is code.LITERAL for letter, _ in inner):
        return {chr(letter): 0 for _, letter in inner}
    return None


def _join(branches: Iterable[Leads]) -> Leads:
    """The needles of several branches, of which a match takes one."""
    joined: Leads = {}
    for leads in branches:
        joined |= {needle: max(lead, joined.get(needle, 0)) for needle, lead in leads.items()}
    return joined


def _rate(leads: Leads) -> tuple[int, int]:
    return min(LONGEST, *map(len, leads)), -len(leads)
