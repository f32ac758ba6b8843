"""Patterns of many alternatives, tried only on texts that hold one of their needles."""

import re
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from bot.reading.needles import NEEDLES, Needles, find_leads, fold_case, measure_width


class Alternatives:
    """A pattern of alternatives, read as ``re`` reads them, the first that fits at the first place; none may fit an
    empty text. ``before`` and ``after`` stand around each. Each is compiled when a text first holds a needle of it.
    ``alone``: for texts in which nothing else is looked for; needles are then tried one by one."""

    def __init__(
        self, alternatives: Sequence[str], before: str = "", after: str = "", flags: int = 0, *, alone: bool = False
    ) -> None:
        self.alternatives = tuple(alternatives)
        self.before, self.after, self.flags = before, after, flags
        self._folded = bool(flags & re.IGNORECASE)
        self._alone = alone
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._told: dict[str, list[int]] = {}  # the alternatives that a needle tells of
        self._leads: list[int] = []  # of each, how many letters of a match may stand before its needles
        width = measure_width(before, flags)
        for number, alternative in enumerate(self.alternatives):
            leads = find_leads(alternative, flags) or {"": sys.maxsize}
            self._leads.append(width + max(leads.values()))
            for needle in leads:
                self._told.setdefault(needle, []).append(number)
        self._needles = frozenset(self._told)
        if not alone:
            NEEDLES.add(self._needles)

    @property
    def pattern(self) -> str:
        """All alternatives as one pattern."""
        return self._surround("|".join(self.alternatives))

    @property
    def needles(self) -> Needles:
        """Of which one at least stands in every text that it matches; "" stands in all."""
        return self._needles

    def may_match(self, text: str) -> bool:
        """Whether it may match somewhere in a text; where it may not, it matches in no part of the text either."""
        return bool(self._find_held(text))

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        held = self._find_held(text)
        return next(self._find_matches(held, text, start, end), None) if held else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        held = self._find_held(text)
        return self._find_matches(held, text, start, end) if held else iter(())

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        likely = self._find_likely(self._find_held(text))
        return next(filter(None, (self._compile(number).match(text, start) for number in likely)), None)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As ``re.Pattern.sub``, but a text to put is put as it stands."""
        kept, at = [], 0
        for match in self.finditer(text):
            kept += [text[at : match.start()], put if isinstance(put, str) else put(match)]
            at = match.end()
        return "".join([*kept, text[at:]])

    def _find_held(self, text: str) -> Collection[str]:
        """Those of its needles that stand in a text."""
        if self._alone:
            folded = fold_case(text) if self._folded else text
            return [needle for needle in self._needles if needle in folded]
        held = NEEDLES.find_held_folded(text) if self._folded else NEEDLES.find_held(text)
        return () if held.isdisjoint(self._needles) else held & self._needles

    def _find_likely(self, held: Collection[str]) -> dict[int, list[str]]:
        """The alternatives that may match in a text with such needles, in order, each with the needles that tell so."""
        likely: dict[int, list[str]] = {}
        for needle in held:
            for number in self._told[needle]:
                likely.setdefault(number, []).append(needle)
        return dict(sorted(likely.items()))

    def _find_matches(self, held: Collection[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches of all alternatives, none within another."""
        folded = fold_case(text) if self._folded else text
        likely = self._find_likely(held)
        waiting = {number: self._find_first(number, likely[number], text, folded, start, end) for number in likely}
        while match := min(filter(None, waiting.values()), key=re.Match.start, default=None):
            yield match
            for number, other in waiting.items():
                if other and other.start() < match.end():
                    waiting[number] = self._find_first(number, likely[number], text, folded, match.end(), end)

    def _find_first(
        self, number: int, needles: Sequence[str], text: str, folded: str, start: int, end: int
    ) -> re.Match[str] | None:
        """The first match of one alternative: none begins farther before the first of its needles than its lead."""
        places = [place for needle in needles if (place := folded.find(needle, start, end)) >= 0]
        if not places:
            return None
        return self._compile(number).search(text, max(start, min(places) - self._leads[number]), end)

    def _compile(self, number: int) -> re.Pattern[str]:
        if number not in self._compiled:
            self._compiled[number] = re.compile(self._surround(self.alternatives[number]), self.flags)
        return self._compiled[number]

    def _surround(self, pattern: str) -> str:
        return f"{self.before}(?:{pattern}){self.after}"


@dataclass(frozen=True, slots=True)
class Bundle:
    """Patterns that are looked for one by one, those of them of which a text holds a needle; none ignores case and none
    is ``alone``."""

    patterns: tuple[Alternatives, ...]
    _told: dict[str, list[int]] = field(init=False, default_factory=dict)  # which a needle tells of

    def __post_init__(self) -> None:
        for number, pattern in enumerate(self.patterns):
            for needle in pattern.needles:
                self._told.setdefault(needle, []).append(number)

    def list_likely(self, text: str) -> list[int]:
        """The numbers of those that may match in a text, in their order."""
        held = NEEDLES.find_held(text) & self._told.keys()
        return sorted({number for needle in held for number in self._told[needle]})

    def search_each(self, text: str) -> Iterator[re.Match[str]]:
        """The first match of each, in their order."""
        for number in self.list_likely(text):
            if match := self.patterns[number].search(text):
                yield match
