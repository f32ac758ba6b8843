"""Patterns of many alternatives, tried only on texts that hold one of their needles."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.reading.needles import NEEDLES, Needles, find_needles, fold_case

_TOGETHER = 12  # alternatives that are tried as one pattern


class Alternatives:
    """A pattern of alternatives, read as ``re`` reads them, the first that fits at the first place; none may fit an
    empty text. ``before`` and ``after`` stand around each. Patterns are compiled when they are first needed."""

    def __init__(self, alternatives: Sequence[str], before: str = "", after: str = "", flags: int = 0) -> None:
        self.alternatives = tuple(alternatives)
        self.before, self.after, self.flags = before, after, flags
        self._folded = bool(flags & re.IGNORECASE)
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._parts: dict[str, set[int]] = {}  # those of the pattern that a needle tells of
        for number, alternative in enumerate(self.alternatives):
            for needle in find_needles(alternative, flags) or ("",):
                self._parts.setdefault(needle, set()).add(number // _TOGETHER)
        self._needles = frozenset(self._parts)
        NEEDLES.add(self._needles)

    @property
    def pattern(self) -> str:
        """All alternatives as one pattern."""
        return self._join(self.alternatives)

    @property
    def needles(self) -> Needles:
        """Of which one at least stands in every text that it matches; "" stands in all."""
        return self._needles

    def may_match(self, text: str) -> bool:
        """Whether it may match somewhere in a text; where it may not, it matches in no part of the text either."""
        return not NEEDLES.find_held(fold_case(text) if self._folded else text).isdisjoint(self._needles)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        parts = self._find_parts(text)
        if len(parts) < 2:
            return parts[0].search(text, start, end) if parts else None
        return min(filter(None, (part.search(text, start, end) for part in parts)), key=re.Match.start, default=None)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        parts = self._find_parts(text)
        if len(parts) < 2:
            return parts[0].finditer(text, start, end) if parts else iter(())
        return _merge(parts, text, start, end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        return next(filter(None, (part.match(text, start) for part in self._find_parts(text))), None)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As ``re.Pattern.sub``, but a text to put is put as it stands."""
        kept, at = [], 0
        for match in self.finditer(text):
            kept += [text[at : match.start()], put if isinstance(put, str) else put(match)]
            at = match.end()
        return "".join([*kept, text[at:]])

    def _find_parts(self, text: str) -> Sequence[re.Pattern[str]]:
        """The parts that may match somewhere in a text, in order."""
        held = NEEDLES.find_held(fold_case(text) if self._folded else text)
        if held.isdisjoint(self._needles):
            return ()
        numbers = {number for needle in held & self._needles for number in self._parts[needle]}
        return [self._compile(number) for number in sorted(numbers)]

    def _compile(self, number: int) -> re.Pattern[str]:
        if number not in self._compiled:
            part = self.alternatives[number * _TOGETHER : (number + 1) * _TOGETHER]
            self._compiled[number] = re.compile(self._join(part), self.flags)
        return self._compiled[number]

    def _join(self, alternatives: Sequence[str]) -> str:
        return f"{self.before}(?:{'|'.join(alternatives)}){self.after}"


def _merge(patterns: Sequence[re.Pattern[str]], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of several patterns as those of their alternation."""
    waiting = [pattern.search(text, start, end) for pattern in patterns]
    while match := min(filter(None, waiting), key=re.Match.start, default=None):
        yield match
        for number, other in enumerate(waiting):
            if other and other.start() < match.end():
                waiting[number] = patterns[number].search(text, match.end(), end)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Patterns that are looked for one by one, those of them of which a text holds a needle; none ignores case."""

    patterns: tuple[Alternatives, ...]
    _told: dict[str, list[int]] = field(init=False, default_factory=dict)  # which a needle tells of

    def __post_init__(self) -> None:
        for number, pattern in enumerate(self.patterns):
            for needle in pattern.needles:
                self._told.setdefault(needle, []).append(number)

    def search_each(self, text: str) -> Iterator[re.Match[str]]:
        """The first match of each, in their order."""
        held = NEEDLES.find_held(text) & self._told.keys()
        for number in sorted({number for needle in held for number in self._told[needle]}):
            if match := self.patterns[number].search(text):
                yield match
