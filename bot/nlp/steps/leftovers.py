"""What a later mail tells to be left after everything had been called done: "one person is left", "except Tom".

It names no step that the rules know, so that nothing can be settled by it; but nothing counts as agreed after it."""

import re
from collections.abc import Sequence

from bot.core.checklist import Status
from bot.nlp.steps.asides import is_of_steps
from bot.nlp.steps.blankets import Blanket, Reach
from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counts import Share, find_share
from bot.nlp.steps.history import Before
from bot.nlp.steps.negations import ADVERSE
from bot.nlp.steps.targets import STEPS

_IN = r"(?:log|sign|get) in\b"
_LEFT = re.compile(
    r"\bthere(?:'s| is| are) (?:still |yet )?(?:one|two|three|four|another|some|a few) (?:more|left|missing|open"
    rf"|without)\b|\b(?:he|she|they) (?:still )?(?:can(?:no|')?t|cannot|couldn't) {_IN}|\bstill {_IN}"
    rf"|\b{_IN} with (?:the|my|his|her|an) old|\bwaiting (?:for|on) (?:the |a |his |her |their )?(?:sms|text|codes?|app"
    r"|phone|links?|invit\w+)\b|\bhopefully (?:all|every\w+|they)\b"
    r"|\A\W*(?:no\W{1,2})?(?:not quite|not entirely|almost|nearly|fast|casi|presque|quase|quasi|bijna|prawie)\b"
    r"|\b(?:hoffentlich|ojalá|hopelijk|j'espère que|esperamos que|spero che|mam nadzieję)\b"
    r"|\b(?:mussten?|tuv\w+ que|a dû|ai dû|avons dû|dovuto|tiv\w+ que|moesten?|had to) [^.;!?\n]{0,30}"
    r"(?:(?:aus|ab)schalten|deaktivieren|d[eé]sacti?v\w+|disattiv\w+|desativ\w+|uitzetten|disable|(?:turn|switch)\b"
    r"[^.;\n]{0,12} off)",
    re.IGNORECASE,
)
_ADVERSE = re.compile(
    r"\b(?:not|\w+n['’]t|cannot|never|none|yet|still|later|missing|left|lacks?|without|only|except"
    r"|but (?:not|for|me|him|her)|nicht|kein\w*|noch|fehlt\w*|ohne|nur|ausser|außer|todavía|aún|falta\w*|sin|solo|sólo"
    r"|salvo|menos|pas|encore|sans|seulement|sauf|manque\w*|não|ainda|sem|só|apenas|exceto|non|ancora|senza|tranne"
    r"|manca\w*|niet|nog|geen|zonder|alleen|behalve|nie|jeszcze|bez|tylko|oprócz|brak\w*)\b",
    re.IGNORECASE,
)
_NEEDLESS = re.compile(
    r"\b(?:never|no longer|not|\w+n['’]t) (?:\w+ )?need(?:s|ed)?\b", re.IGNORECASE
)  # of who was removed


def tells_left(text: str) -> bool:
    """Whether a message says so outright, or only hopes that all did it."""
    return _LEFT.search(text) is not None


def leaves_over(text: str, sentences: Sequence[Sentence]) -> bool:
    """Whether a message that calls no step anything tells of something left, of a thing or person a step is about."""
    told = [s for s in sentences if not (s.aside or s.question)]
    return any(_lacks(text[s.start : s.end]) or any(map(_narrows, s.clauses)) for s in told)


def _lacks(sentence: str) -> bool:
    adverse = _ADVERSE.search(_NEEDLESS.sub(" ", sentence)) is not None
    return adverse and is_of_steps(sentence)


def _narrows(clause: Clause) -> bool:
    """ "2 of 5 only", "only me, that is", "except Tom"."""
    return find_share(clause) is Share.PART or clause.has("except") or (clause.has("only") and clause.has("mine"))


def drop_idle(
    blankets: Sequence[Blanket], sentences: Sequence[Sentence], text: str, before: Before
) -> tuple[Blanket, ...]:
    """Without adverse words of remarks that name nothing a step is about, where every step had been called done: "We
    will be more careful"."""
    if any(before.get(step) is not Status.DONE for step in STEPS):
        return tuple(blankets)
    spans = [(s.start, s.end) for s in sentences if is_of_steps(text[s.start : s.end])]
    idle = [b for b in blankets if b.sense in ADVERSE and b.reach in (Reach.ASKED, Reach.WEAK)]
    return tuple(b for b in blankets if b not in idle or any(a <= b.start < z for a, z in spans))
