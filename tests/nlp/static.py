"""A static check of regular expressions: repeats that can divide one text between them in many ways.

Three forms are looked for: unbounded repeats within unbounded repeats, unbounded repeats side by side that fit the same
letters (with or without optional parts between), and alternatives of an unbounded repeat that fit the same text. The
first and the last are one question: whether the repeat, as an automaton, has two ways round for one text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_UNBOUNDED = (code.MAX_REPEAT, code.MIN_REPEAT)
_REPEATS = (*_UNBOUNDED, code.POSSESSIVE_REPEAT)
_COPIES = 2  # of a bounded repeat's body: enough to be ambiguous
_MOST_PAIRS = 200_000
_USUAL = "az AZ09_\t\n\u00a0.,:;-+*/\\()[]{}<>'\"!?@#$%&=~|é中ж"

Letters = frozenset[str]
Part = tuple[Any, Any]


def find_faults(pattern: str, flags: int = 0) -> list[str]:
    """What is wrong with a pattern, in words; [] where nothing is."""
    tree = list(parser.parse(pattern, flags & ~re.UNICODE))
    alphabet = frozenset(_USUAL) | {letter for letter in pattern if letter.isalnum()}
    check = _Check(alphabet, bool(flags & re.IGNORECASE))
    return [*check.find_beside(tree), *check.find_ambiguous(tree)]


def is_unbounded(part: Part) -> bool:
    """Whether a part is a repeat without bound that can give back what it took."""
    return part[0] in _UNBOUNDED and part[1][1] is code.MAXREPEAT


@dataclass(slots=True)
class _Automaton:
    """Steps on letters and empty steps, by state."""

    steps: list[list[tuple[Letters, int]]] = field(default_factory=list)
    empty: list[list[int]] = field(default_factory=list)

    def add(self) -> int:
        self.steps.append([])
        self.empty.append([])
        return len(self.steps) - 1


@dataclass(frozen=True, slots=True)
class _Check:
    alphabet: Letters
    ignore_case: bool

    def find_beside(self, parts: list[Part]) -> Iterator[str]:
        """Unbounded repeats of one letter set that reach another which fits the same letters."""
        flat = list(_flatten(parts))
        for at, part in enumerate(flat):
            repeat = _find_last_repeat(part)
            other = repeat and self._find_next(flat[at + 1 :], self.list_letters(repeat[1][2]))
            if other:
                yield f"unbounded repeats side by side: {_show(part)} and {_show(other)}"
            for inner in _list_inner(part):
                yield from self.find_beside(list(inner))

    def _find_next(self, parts: list[Part], own: Letters) -> Part | None:
        """The next unbounded repeat that fits the letters, with nothing between that they do not fit."""
        for part in parts:
            fitting = self._fits_within([part], own)
            if fitting and is_unbounded(part):
                return part
            if not fitting and not _can_be_empty([part]):
                return None
        return None

    def _fits_within(self, parts: Iterable[Part], own: Letters) -> bool:
        """Whether parts fit a text, not an empty one, of the given letters alone."""
        found = False
        for kind, inner in parts:
            if kind in (code.LITERAL, code.NOT_LITERAL, code.IN, code.ANY):
                fitting = bool(self._list_letters(kind, inner) & own)
            else:
                fitting = any(self._fits_within(part, own) for part in _list_inner((kind, inner)))
            found |= fitting
            if not fitting and not _can_be_empty([(kind, inner)]):
                return False
        return found

    def find_ambiguous(self, parts: Iterable[Part]) -> Iterator[str]:
        """Unbounded repeats with two ways round for one text."""
        for part in parts:
            if is_unbounded(part) and not _is_single(part[1][2]) and self._has_two_ways(part[1][2]):
                yield f"a repeat with two ways round: {_show(part)}"
            else:
                for inner in _list_inner(part):
                    yield from self.find_ambiguous(inner)

    def _has_two_ways(self, body: Iterable[Part]) -> bool:
        automaton = _Automaton()
        start = automaton.add()
        once = self._build(automaton, start, body)
        end = self._build(automaton, once, body)  # twice, to tell one long way round from two short ones
        automaton.empty[end].append(start)
        return _is_ambiguous(automaton, start)

    def _build(self, automaton: _Automaton, start: int, parts: Iterable[Part]) -> int:
        """Adds parts behind a state; the state where they end."""
        for kind, inner in parts:
            if kind in _REPEATS:
                start = self._build_repeat(automaton, start, inner)
            elif kind is code.BRANCH:
                end = automaton.add()
                for branch in inner[1]:
                    automaton.empty[self._build(automaton, start, branch)].append(end)
                start = end
            elif kind in (code.SUBPATTERN, code.ATOMIC_GROUP):
                start = self._build(automaton, start, inner[3] if kind is code.SUBPATTERN else inner)
            elif kind not in (code.AT, code.ASSERT, code.ASSERT_NOT):
                end = automaton.add()
                automaton.steps[start].append((self.list_letters([(kind, inner)]), end))
                start = end
        return start

    def _build_repeat(self, automaton: _Automaton, start: int, inner: Any) -> int:
        low, high, body = inner
        for _ in range(min(low, _COPIES)):
            start = self._build(automaton, start, body)
        if high is code.MAXREPEAT:
            into, out = automaton.add(), automaton.add()
            automaton.empty[start] += [into, out]
            automaton.empty[self._build(automaton, into, body)] += [into, out]
            return out
        end = automaton.add()
        for _ in range(min(high - low, _COPIES)):
            automaton.empty[start].append(end)
            start = self._build(automaton, start, body)
        automaton.empty[start].append(end)
        return end

    def list_letters(self, parts: Iterable[Part]) -> Letters:
        """The letters of the alphabet that occur in what parts fit."""
        return frozenset().union(*(self._list_letters(kind, inner) for kind, inner in parts))

    def _list_letters(self, kind: Any, inner: Any) -> Letters:
        if kind in (code.AT, code.ASSERT, code.ASSERT_NOT, code.GROUPREF_EXISTS):
            return frozenset()
        if kind in (code.LITERAL, code.NOT_LITERAL, code.IN, code.ANY):
            return frozenset(letter for letter in self.alphabet if self._fits(kind, inner, letter))
        if kind is code.GROUPREF:
            return self.alphabet
        return frozenset().union(*(self.list_letters(part) for part in _list_inner((kind, inner))))

    def _fits(self, kind: Any, inner: Any, letter: str) -> bool:
        forms = {letter, letter.lower(), letter.upper()} if self.ignore_case else {letter}
        if kind is code.IN:
            negated = inner[0][0] is code.NEGATE
            members = inner[1:] if negated else inner
            return any(any(_holds(member, form) for member in members) for form in forms if len(form) == 1) != negated
        if kind is code.ANY:
            return letter != "\n"
        return (chr(inner) in forms) == (kind is code.LITERAL)


def _is_ambiguous(automaton: _Automaton, start: int) -> bool:
    """Whether two different ways lead from the start back to it on one text. Ways that differ only in empty steps
    are one: ``re`` takes a repeat of nothing once."""
    closed = [_close(automaton, state) for state in range(len(automaton.steps))]
    pairs, seen = [(start, start, False)], {(start, start, False)}
    while pairs and len(seen) < _MOST_PAIRS:
        one, other, apart = pairs.pop()
        ways = [
            [step for state in closed[at] for step in ((state, n, *s) for n, s in enumerate(automaton.steps[state]))]
            for at in (one, other)
        ]
        for (a, m, letters, first), (b, n, others, second) in product(*ways):
            if letters & others:
                found = (first, second, apart or (a, m) != (b, n))
                if found[2] and start in closed[first] and start in closed[second]:
                    return True
                if found not in seen:
                    seen.add(found)
                    pairs.append(found)
    return False


def _close(automaton: _Automaton, state: int) -> frozenset[int]:
    reached, waiting = {state}, [state]
    while waiting:
        for following in automaton.empty[waiting.pop()]:
            if following not in reached:
                reached.add(following)
                waiting.append(following)
    return frozenset(reached)


def _find_last_repeat(part: Part) -> Part | None:
    """An unbounded repeat of single letters, or the one with which a longer repeat ends."""
    if not is_unbounded(part):
        return None
    body = list(_flatten(part[1][2]))
    return part if _is_single(body) else _find_last_repeat(body[-1])


def _flatten(parts: Iterable[Part]) -> Iterator[Part]:
    """Parts with the plain groups among them opened."""
    for kind, inner in parts:
        if kind is code.SUBPATTERN:
            yield from _flatten(inner[3])
        else:
            yield kind, inner


def _list_inner(part: Part) -> list[Any]:
    kind, inner = part
    if kind is code.BRANCH:
        return list(inner[1])
    if kind in _REPEATS:
        return [inner[2]]
    if kind is code.SUBPATTERN:
        return [inner[3]]
    if kind in (code.ASSERT, code.ASSERT_NOT):
        return [inner[1]]
    return [inner] if kind is code.ATOMIC_GROUP else []


def _can_be_empty(parts: Iterable[Part]) -> bool:
    return all(_is_optional(kind, inner) for kind, inner in parts)


def _is_optional(kind: Any, inner: Any) -> bool:
    if kind in _REPEATS:
        return inner[0] == 0 or _can_be_empty(inner[2])
    if kind is code.BRANCH:
        return any(_can_be_empty(branch) for branch in inner[1])
    if kind in (code.SUBPATTERN, code.ATOMIC_GROUP):
        return _can_be_empty(inner[3] if kind is code.SUBPATTERN else inner)
    return kind in (code.AT, code.ASSERT, code.ASSERT_NOT, code.GROUPREF, code.GROUPREF_EXISTS)


def _is_single(parts: Any) -> bool:
    return len(parts) == 1 and parts[0][0] in (code.LITERAL, code.NOT_LITERAL, code.IN, code.ANY)


_CATEGORIES = {
    code.CATEGORY_DIGIT: r"\d",
    code.CATEGORY_SPACE: r"\s",
    code.CATEGORY_WORD: r"\w",
    code.CATEGORY_NOT_DIGIT: r"\D",
    code.CATEGORY_NOT_SPACE: r"\S",
    code.CATEGORY_NOT_WORD: r"\W",
}


def _holds(member: Part, letter: str) -> bool:
    kind, inner = member
    if kind is code.CATEGORY:
        return re.match(_CATEGORIES[inner], letter) is not None
    return ord(letter) == inner if kind is code.LITERAL else inner[0] <= ord(letter) <= inner[1]


def _show(part: Part) -> str:
    return str(part)[:120]
