"""Letters that are not seen or are shown in another order, and a text without them with the way back."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from bot.reading.lines import Span

# Zero-width, joining and direction marks, soft hyphens, variation selectors, tags.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e0fff]+"
)
_TURNED = re.compile("\u202e([^\u202c\n]{0,20000})")
_WRITTEN_TO_THE_RIGHT = re.compile("[A-Za-z0-9\u00c0-\u024f\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without its unseen letters; ``at[i]`` is the place of ``text[i]`` in the whole text."""

    text: str
    at: tuple[int, ...] | None  # None: nothing was left out

    def to_plain(self, span: Span) -> Span:
        """A stretch of the whole text in the plain one."""
        if self.at is None:
            return span
        return bisect_left(self.at, span[0]), bisect_left(self.at, span[1])

    def to_whole(self, span: Span) -> Span:
        """A stretch of the plain text in the whole one, with the unseen letters within it."""
        if self.at is None or span[0] >= span[1] or span[0] >= len(self.at):
            return span if self.at is None else (0, 0)
        return self.at[span[0]], self.at[min(span[1], len(self.at)) - 1] + 1


def to_plain(text: str) -> Plain:
    """The text as it is compared: without what nobody sees."""
    if text.isascii() or not _UNSEEN.search(text):
        return Plain(text, None)
    at: list[int] = []
    passed = 0
    for unseen in _UNSEEN.finditer(text):
        at.extend(range(passed, unseen.start()))
        passed = unseen.end()
    at.extend(range(passed, len(text)))
    return Plain("".join(map(text.__getitem__, at)), tuple(at))


def find_turned(text: str) -> Iterator[Span]:
    """The stretches that are shown from right to left although their letters are not: no reader sees what they say."""
    for turned in _TURNED.finditer(text):
        if _WRITTEN_TO_THE_RIGHT.search(turned[1]):
            yield turned.span()
