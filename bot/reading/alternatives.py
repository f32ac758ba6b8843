"""Patterns of many alternatives, tried only on texts that hold one of their needles."""

import re
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from bot.reading.needles import NEEDLES, Needles, find_leads, fold_case, measure_width

_TOGETHER = 12  # alternatives that are tried as one pattern
_LONG = 150  # letters of a text that is not tried at every place
_FARTHEST = 300  # letters before a needle at which a match is looked for
_WORTH = 4  # a text is tried at every place where more than one of so many is left to try

Start = tuple[int, int]  # a place, and the number of the part that may match from there


class Alternatives:
    """A pattern of alternatives, read as ``re`` reads them, the first that fits at the first place; none may fit an
    empty text. ``before`` and ``after`` stand around each. Patterns are compiled when they are first needed. ``alone``:
    for texts in which nothing else is looked for; needles are then tried one by one."""

    def __init__(
        self, alternatives: Sequence[str], before: str = "", after: str = "", flags: int = 0, *, alone: bool = False
    ) -> None:
        self.alternatives = tuple(alternatives)
        self.before, self.after, self.flags = before, after, flags
        self._folded = bool(flags & re.IGNORECASE)
        self._alone = alone
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._parts: dict[str, dict[int, int]] = {}  # those of the pattern that a needle tells of, with its lead there
        width = measure_width(before, flags)
        for number, alternative in enumerate(self.alternatives):
            for needle, lead in (find_leads(alternative, flags) or {"": 0}).items():
                leads = self._parts.setdefault(needle, {})
                leads[number // _TOGETHER] = max(lead + width, leads.get(number // _TOGETHER, 0))
        self._needles = frozenset(self._parts)
        if not alone:
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
        return bool(self._find_held(fold_case(text) if self._folded else text))

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        folded = fold_case(text) if self._folded else text
        held = self._find_held(folded)
        if not held:
            return None
        starts = self._find_starts(folded, held, start, end)
        if starts is not None:
            return next(self._try_at(starts, text, end), None)
        parts = self._find_parts(held)
        if len(parts) == 1:
            return parts[0].search(text, start, end)
        return min(filter(None, (part.search(text, start, end) for part in parts)), key=re.Match.start, default=None)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        folded = fold_case(text) if self._folded else text
        held = self._find_held(folded)
        if not held:
            return iter(())
        starts = self._find_starts(folded, held, start, end)
        if starts is not None:
            return self._try_at(starts, text, end)
        parts = self._find_parts(held)
        return parts[0].finditer(text, start, end) if len(parts) == 1 else _merge(parts, text, start, end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        held = self._find_held(fold_case(text) if self._folded else text)
        return next(filter(None, (part.match(text, start) for part in self._find_parts(held))), None)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As ``re.Pattern.sub``, but a text to put is put as it stands."""
        kept, at = [], 0
        for match in self.finditer(text):
            kept += [text[at : match.start()], put if isinstance(put, str) else put(match)]
            at = match.end()
        return "".join([*kept, text[at:]])

    def _find_held(self, folded: str) -> Collection[str]:
        """Those of its needles that stand in a text."""
        if self._alone:
            return [needle for needle in self._needles if needle in folded]
        held = NEEDLES.find_held(folded)
        return () if held.isdisjoint(self._needles) else held & self._needles

    def _find_parts(self, held: Collection[str]) -> Sequence[re.Pattern[str]]:
        """The parts that may match in a text with such needles, in order."""
        return [self._compile(number) for number in sorted({n for needle in held for n in self._parts[needle]})]

    def _find_starts(self, folded: str, held: Collection[str], start: int, end: int) -> Collection[Start] | None:
        """Where a match may begin in a long text: before a needle, as far as its part reaches; None where that is
        nearly everywhere."""
        length = min(end, len(folded)) - start
        if length < _LONG or "" in held:
            return None
        starts: set[Start] = set()
        for needle in held:
            leads = self._parts[needle].items()
            if max(lead for _, lead in leads) > _FARTHEST:
                return None
            at = folded.find(needle, start, end)
            while at >= 0:
                starts.update((begin, part) for part, lead in leads for begin in range(max(start, at - lead), at + 1))
                if len(starts) > length // _WORTH:
                    return None
                at = folded.find(needle, at + 1, end)
        return starts

    def _try_at(self, starts: Collection[Start], text: str, end: int) -> Iterator[re.Match[str]]:
        """The matches, none within another, that begin at certain places."""
        at = 0
        for begin, part in sorted(starts):
            if begin >= at and (match := self._compile(part).match(text, begin, end)):
                yield match
                at = match.end()

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
