"""Whether a message tells of somebody else's use of the account (LABELLING.md, intent): one remark is enough to make a
report of what is an appeal in every other sentence, and statistics over the whole text drown it."""

import re
from itertools import chain

from bot.core.checklist import Evidence
from bot.nlp.answers.plain import to_plain
from bot.nlp.foreign_use_words import (
    ABUSED,
    ANCHOR,
    CHANGED,
    DENIED,
    EXPOSED,
    FORM,
    HARMLESS,
    IN_OUR_NAME,
    INCIDENT,
    JUNK,
    MASKED_USE,
    NOT,
    OURS,
    SOMEBODY,
    STRANGE,
    TOLD,
    UNEXPLAINED,
    USED,
)
from bot.nlp.phrases import Pair, find_pairs, to_pattern
from bot.nlp.view import View
from bot.reading.alternatives import Alternatives, Bundle

_MAYBE, _UNHARMED = to_pattern(*HARMLESS), to_pattern(*HARMLESS, *NOT)
_SAID = Bundle(tuple(map(to_pattern, (*DENIED, *UNEXPLAINED, *CHANGED, *STRANGE, *MASKED_USE))))
_HARMED = Bundle(tuple(map(to_pattern, (*INCIDENT, *TOLD, *EXPOSED))))
_SOMEBODY, _JUNK, _FORM = to_pattern(*SOMEBODY), to_pattern(*JUNK), to_pattern(*FORM)
_NAME, _ABUSED, _ANCHOR = to_pattern(*IN_OUR_NAME), to_pattern(*ABUSED), to_pattern(*ANCHOR)


def _join(first: tuple[str, ...], then: tuple[str, ...], gap: int) -> Alternatives:
    """Each of the first with any of the others so many letters on."""
    return to_pattern(*(rf"{one}(?!\w)[^.!?\n]{{0,{gap}}}?(?<!\w)(?:{'|'.join(then)})(?!\w)" for one in first))


_PAIRS = (
    Pair(_SOMEBODY, _join(USED, OURS, 30), gap=110),
    Pair(_SOMEBODY, _join(OURS, USED, 30), gap=60),
    Pair(_JUNK, _NAME, gap=90),
    Pair(_NAME, _JUNK, gap=90),
    Pair(_FORM, _ABUSED, gap=90),
    Pair(_ABUSED, _FORM, gap=60),
    Pair(_ANCHOR, _JUNK, gap=60),
)
_SENTENCE_END = re.compile(r"[.!?\n]")
_AROUND = 40  # letters before a saying in which its exception can stand


def find_foreign_use(view: View) -> Evidence | None:
    """The words that tell of it, or hint at it; None where there are none."""
    plain = to_plain(view.text)
    said = ((match.span(), _MAYBE) for match in _SAID.search_each(plain))
    harmed = ((match.span(), _UNHARMED) for match in _HARMED.search_each(plain))
    pairs = ((place, _UNHARMED) for pair in _PAIRS for place in find_pairs(plain, pair))
    for (start, end), exception in chain(said, harmed, pairs):
        if not exception.search(plain, _find_start(plain, start), end):
            return view.evidence(start, end)
    return None


def _find_start(plain: str, at: int) -> int:
    """Where the words before a saying begin that belong to it: in its own sentence."""
    first = max(at - _AROUND, 0)
    return max((end.end() for end in _SENTENCE_END.finditer(plain, first, at)), default=first)
