"""Phrases of several languages as patterns for plain text, and pairs of them that stand close together."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.nlp.answers.plain import to_plain
from bot.reading.alternatives import Alternatives

MOST_TRIES = 200  # places of one message at which a pair is looked for
_AROUND = 70  # characters before a pair in which its exception can stand

Place = tuple[int, int]


def to_pattern(*phrases: str) -> Alternatives:
    """Whole-word alternatives. They are made plain as the text is, so escapes in capitals (``\\S``) cannot be used."""
    return Alternatives([to_plain(phrase) for phrase in phrases], before=r"(?<!\w)", flags=re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pair:
    """``first`` and, at most ``gap`` characters on and in the same sentence, ``then``; not where ``unless`` stands
    between them or shortly before. ``after`` is what the words before ``first`` must end with."""

    first: Alternatives
    then: Alternatives
    gap: int = 60
    after: re.Pattern[str] | None = None
    unless: Alternatives | None = None


def find_pairs(plain: str, pair: Pair) -> Iterator[Place]:
    """The places of a pair in a plain text, in order; after 200 places tried it stops."""
    if not pair.then.may_match(plain):
        return
    for tried, first in enumerate(pair.first.finditer(plain)):
        if tried >= MOST_TRIES:
            return
        start = first.start()
        if pair.after and not pair.after.search(plain[max(start - 40, 0) : start]):
            continue
        then = pair.then.search(plain, first.end(), _find_stop(plain, first.end(), pair))
        if then and not (pair.unless and pair.unless.search(plain, max(start - _AROUND, 0), then.end())):
            yield start, then.end()


def find_all(plain: str, patterns: Iterable[Alternatives], pairs: Iterable[Pair]) -> list[Place]:
    """The places of all patterns and pairs."""
    alone = [match.span() for pattern in patterns for match in pattern.finditer(plain)]
    return sorted((*alone, *(place for pair in pairs for place in find_pairs(plain, pair))))


def _find_stop(plain: str, start: int, pair: Pair) -> int:
    stop = min(start + pair.gap, len(plain))
    end = _SENTENCE_END.search(plain, start, stop)
    return end.start() if end else stop


_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n\s*\n")
