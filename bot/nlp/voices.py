"""Text that speaks to the bot or in one of the desk's voices, told by two kinds of words that stand close together: who
is spoken to, or who seems to speak, and a verdict or an order that only the desk could give."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.conversation import Part
from bot.nlp.phrases import Place
from bot.nlp.view import View
from bot.nlp.voice_rare import HIDDEN, RARE
from bot.nlp.voice_words import (
    AFTER_MACHINE,
    ALONE,
    ANSWERED,
    APPROVAL,
    BEFORE_MACHINE,
    CODED,
    FOREIGN,
    FOREIGN_ORDER,
    JARGON,
    LABEL,
    MACHINE,
    ORDER,
    STAFF,
    VOICE,
)
from bot.reading.alternatives import Alternatives, Bundle

MOST_TRIES = 100  # places of one message at which a rule is looked for


@dataclass(frozen=True, slots=True)
class Near:
    """``first`` with ``then`` at most so many characters ahead of it or behind it, within one paragraph."""

    first: Alternatives
    then: Alternatives
    ahead: int
    behind: int


def _to_pattern(*phrases: str) -> Alternatives:
    """Alternatives that begin with a word's first letter or with a mark."""
    return Alternatives(phrases, before=r"(?:(?<!\w)|(?=\W))", flags=re.MULTILINE)


_RULES = (
    Near(
        Alternatives(MACHINE, BEFORE_MACHINE, AFTER_MACHINE, re.MULTILINE),
        _to_pattern(ORDER, APPROVAL, LABEL),
        130,
        130,
    ),
    Near(Alternatives([VOICE], flags=re.MULTILINE), _to_pattern(ORDER, APPROVAL, LABEL), 0, 190),
    Near(_to_pattern(STAFF), _to_pattern(ORDER, APPROVAL), 60, 160),
    Near(_to_pattern(JARGON), _to_pattern(ORDER, APPROVAL, LABEL, ANSWERED), 80, 120),
    Near(Alternatives(FOREIGN.split("|")), Alternatives(FOREIGN_ORDER.split("|")), 60, 60),
)
_ALONE = Bundle(tuple(Alternatives([pattern], flags=re.MULTILINE) for pattern in (*ALONE, *CODED, *RARE)))
_HIDDEN = re.compile(HIDDEN)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def find_voices(plain: str) -> Iterator[Place]:
    """The first place of each rule in a plain text."""
    yield from (match.span() for match in _ALONE.search_each(plain))
    for rule in _RULES:
        if place := find_near(plain, rule):
            yield place


def find_near(plain: str, rule: Near) -> Place | None:
    """The first place of the two; None where they stand nowhere together."""
    if not rule.then.may_match(plain):
        return None
    for tried, first in enumerate(rule.first.finditer(plain)):
        if tried >= MOST_TRIES:
            return None
        start, end = first.span()
        if then := rule.then.search(plain, end, _find_stop(plain, end, rule.behind)):
            return start, then.end()
        begin = _find_begin(plain, start, rule.ahead)
        if then := rule.then.search(plain, begin, start):
            return then.start(), end
    return None


def _find_stop(plain: str, start: int, reach: int) -> int:
    gap = _PARAGRAPH.search(plain, start + 3, start + reach)  # a header may stand above an empty line
    return gap.start() if gap else start + reach


def _find_begin(plain: str, end: int, reach: int) -> int:
    begin = max(0, end - reach)
    gap = plain.rfind("\n\n", begin, end)
    return gap + 2 if gap >= 0 else begin


def find_hidden(view: View, whole: View, plain: str) -> Iterator[Place]:
    """Words that no reader sees. Those within a quotation are of who wrote that: Zendesk's own mails hold some."""
    quoted = {border for s in view.message.apart if s.part is Part.QUOTED for border in (s.start, s.end)}
    for section in view.message.apart:
        if section.part is Part.HIDDEN and not quoted.intersection(range(section.start - 2, section.end + 3)):
            start, end = bisect_left(whole.at, section.start), bisect_left(whole.at, section.end)
            if _HIDDEN.search(plain, start, end):
                yield start, end
