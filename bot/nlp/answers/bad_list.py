"""Lists that the rules forbid: bought, rented, scraped, harvested, traded, a broker's, a partner's without consent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.nlp.answers.lexicon.phrases import compile_phrases, find_pairs, load_lexicon
from bot.reading.alternatives import Alternatives, Bundle

_CLAUSE = re.compile(
    r"[.;!?\n]|\bbut\b|\baber\b|\bpero\b|\bmais\b(?= )|\bmaar\b|\bale\b(?= )|\bplus\b"
    r"|\b(?:except(?:ion of|ing|ed)?|save for|apart from|bis auf|ausnahme von|ausser|salvo|excepto"
    r"|sauf|tranne|behalve|oprocz)\b"
)
_CLAUSE_END = re.compile(r"[.;!?\n]|\bbut\b|\bplus\b")
_ASKED = re.compile(r"[\"'\s]{0,2}(?:checkbox|tick ?box|question|box)\b")
_ANSWERED_NO = re.compile(
    r"[\s*_\"']{0,4}[:=?-]{0,2}[\s*]{0,4}"
    r"(?:no|none|never|zero|nein|non|nao|nee|nie|nil|kein\w*|we don'?t|we didn'?t)\b"
)
_DENIED_AFTER = re.compile(
    r"\b(?:refused|declined|god forbid|hang up|against our|not used|never|for spammers|are trash|aren'?t used|isn'?t)\b"
)
_OWN = re.compile(
    r"\b(?:i|we|my|our|us|ich|wir|unser\w*|je|j'|nous|notre|nos|yo|nosotros|nuestr\w+|mi|eu|nossa?s?|meus?|io|noi|nostr\w+"
    r"|ho|abbiamo|ik|wij|we|onze|ja|my|mamy|nasz\w*)\b"
)  # a question without them asks about a rule and owns to nothing
_SCOPE = 70  # letters that a negation reaches
_FROM_REGISTER = 30  # letters before a register in which it says that something is taken from it
_BUYERS = re.compile(
    r"\b(?:who|customers?|clients?|people|guests|members|users|parents|students|readers|fans|visitors|patients|buyers|everyone"
    r"|everybody|anyone|whoever|those) (?:have |has |had |already |ever |once |recently )?$"
)
_LIST_NEXT = re.compile(
    r"\w+ (?:\w+ ){0,2}(?:lists?|data|databases?|addresses|contacts|leads|names|records|e-?mails)\b(?! with us)"
)
_FAR = 70  # letters between "they were not asked" and "he gave us the file"
_BEHIND = 40  # letters behind a forbidden source in which it may be denied

Pair = tuple[Alternatives, Alternatives, int, Alternatives | None]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    bad: Alternatives
    denied: Alternatives
    withdrawn: Alternatives
    undone: Alternatives
    object: Alternatives
    taken: Alternatives
    registers: Alternatives
    entered: Alternatives
    unasked: Alternatives
    passed: Alternatives
    pairs: tuple[Pair, ...]
    firsts: Bundle  # of the pairs


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = load_lexicon("bad_lists")
    classes, bad = data["classes"], data["bad"]
    pairs = tuple(
        (
            compile_phrases(classes[pair["first"]], classes),
            compile_phrases(classes[pair["second"]], classes),
            pair["gap"],
            compile_phrases(classes[pair["unless"]]) if "unless" in pair else None,
        )
        for pair in data["pairs"]
    )
    return _Lexicon(
        bad=compile_phrases(bad["all"], classes),
        denied=compile_phrases(bad["denied"]),
        withdrawn=compile_phrases(bad["withdrawn"]),
        undone=compile_phrases(bad["undone"]),
        object=compile_phrases(bad["object"]),
        taken=compile_phrases(data["registers"]["taken"]),
        registers=compile_phrases(data["registers"]["names"]),
        entered=compile_phrases(data["registers"]["entered"]),
        unasked=compile_phrases(data["handed"]["unasked"]),
        passed=compile_phrases(data["handed"]["passed"]),
        pairs=pairs,
        firsts=Bundle(tuple(first for first, *_ in pairs)),
    )


@lru_cache(maxsize=512)
def find_bad_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where a plain sentence says that addresses come from a forbidden source; denials are left out."""
    if text.rstrip().endswith("?") and not _OWN.search(text):
        return ()
    told = (span for span in _find_candidates(text) if not _is_denied(text, *span))
    return (*told, *_find_unasked(text))


def is_denied(text: str) -> bool:
    """Whether a plain sentence names forbidden sources only to deny them."""
    found = list(_find_candidates(text))
    return bool(found) and all(_is_denied(text, *span) for span in found)


def may_be_bad(text: str) -> bool:
    """Whether a plain text may hold a sentence that speaks of a forbidden source; a first look, before it is cut up."""
    lexicon = _lexicon()
    return (
        lexicon.bad.may_match(text)
        or lexicon.registers.may_match(text)
        or (lexicon.unasked.may_match(text) and lexicon.passed.may_match(text))
        or any(first.may_match(text) and second.may_match(text) for first, second, _, _ in lexicon.pairs)
    )


def is_withdrawn(text: str) -> bool:
    """Whether a plain text says that a list was deleted or will not be used."""
    lexicon = _lexicon()
    if lexicon.withdrawn.search(text):
        return True
    undone, thing = lexicon.undone, lexicon.object
    return any(find_pairs(text, undone, thing, 20)) or any(find_pairs(text, thing, undone, 30))


def _find_candidates(text: str) -> Iterator[tuple[int, int]]:
    lexicon = _lexicon()
    for match in lexicon.bad.finditer(text):
        yield match.span()
    for number in lexicon.firsts.list_likely(text):
        first, second, gap, unless = lexicon.pairs[number]
        for start, end in find_pairs(text, first, second, gap, unless):
            if not _is_customers(text, start, end):
                yield start, end
    yield from _find_registers(text)


def _find_registers(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses are said to be taken from a public register, unless it is the writer's own entry there."""
    lexicon = _lexicon()
    for match in lexicon.registers.finditer(text):
        before = max(0, match.start() - _FROM_REGISTER)
        if lexicon.entered.search(text, max(0, match.start() - _SCOPE), match.end() + 4):
            continue
        taken = list(lexicon.taken.finditer(text, before, match.start()))
        if taken:
            yield taken[0].start(), match.end()


def _find_unasked(text: str) -> Iterator[tuple[int, int]]:
    """People who were not asked, beside how their addresses were handed on: "they don't know, the manager gave us the
    file". The denial is the offence here."""
    unasked, passed = _lexicon().unasked, _lexicon().passed
    yield from find_pairs(text, unasked, passed, _FAR)
    yield from find_pairs(text, passed, unasked, _FAR)


def _is_customers(text: str, start: int, end: int) -> bool:
    """ "Those who bought a course": what customers bought is no list, unless a list is what they bought."""
    buyers = _BUYERS.search(text[max(0, start - 40) : start])
    return buyers is not None and not _LIST_NEXT.match(text, start, end)


def _is_denied(text: str, start: int, end: int) -> bool:
    """Whether what stands there is negated, asked about, or answered with a no."""
    first = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
    if _lexicon().denied.search(text[max(first, start - _SCOPE) : end]):
        return True
    after = text[end : min(_find_clause_end(text, end), end + _BEHIND)]
    return bool(_ASKED.match(after) or _ANSWERED_NO.match(after) or _DENIED_AFTER.search(after))


def _find_clause_end(text: str, start: int) -> int:
    match = _CLAUSE_END.search(text, start)
    return match.start() if match else len(text)
