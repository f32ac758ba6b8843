"""Patterns of many alternatives, each tried only on texts that hold one of its needles."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence

from bot.reading.needles import NEEDLES, find_needles, fold_case

_MOST_APART = 12  # alternatives that are tried one by one; more are tried as one pattern


class Alternatives:
    """A pattern of alternatives, read as ``re`` reads them, the first that fits at the first place; none may fit an
    empty text. ``before`` and ``after`` stand around each. Patterns are compiled when they are first needed."""

    def __init__(self, alternatives: Sequence[str], before: str = "", after: str = "", flags: int = 0) -> None:
        self.alternatives = tuple(alternatives)
        self.before, self.after, self.flags = before, after, flags
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._numbers: dict[str, list[int]] = {}  # of the alternatives that a needle tells of
        for number, alternative in enumerate(self.alternatives):
            for needle in find_needles(alternative, flags) or ("",):
                self._numbers.setdefault(needle, []).append(number)
        NEEDLES.add(self._numbers)

    @property
    def pattern(self) -> str:
        """All alternatives as one pattern."""
        return self._enclose("|".join(self.alternatives))

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        found = (pattern.search(text, start, end) for pattern in self._find_candidates(text))
        return min(filter(None, found), key=re.Match.start, default=None)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        candidates = self._find_candidates(text)
        waiting = [pattern.search(text, start, end) for pattern in candidates]
        while match := min(filter(None, waiting), key=re.Match.start, default=None):
            yield match
            for number, other in enumerate(waiting):
                if other and other.start() < match.end():
                    waiting[number] = candidates[number].search(text, match.end(), end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        return next(filter(None, (pattern.match(text, start) for pattern in self._find_candidates(text))), None)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As ``re.Pattern.sub``, but a text to put is put as it stands."""
        parts, at = [], 0
        for match in self.finditer(text):
            parts += [text[at : match.start()], put if isinstance(put, str) else put(match)]
            at = match.end()
        return "".join([*parts, text[at:]])

    def _find_candidates(self, text: str) -> Sequence[re.Pattern[str]]:
        """The patterns that may match somewhere in a text, in order."""
        held = NEEDLES.find_held(fold_case(text) if self.flags & re.IGNORECASE else text)
        told = held & self._numbers.keys()
        if not told:
            return ()
        numbers = {number for needle in told for number in self._numbers[needle]}
        if len(numbers) > _MOST_APART:
            return (self._compile(len(self.alternatives), "|".join(self.alternatives)),)
        return [self._compile(number, self.alternatives[number]) for number in sorted(numbers)]

    def _compile(self, number: int, pattern: str) -> re.Pattern[str]:
        if number not in self._compiled:
            self._compiled[number] = re.compile(self._enclose(pattern), self.flags)
        return self._compiled[number]

    def _enclose(self, pattern: str) -> str:
        return f"{self.before}(?:{pattern}){self.after}"
