"""The word lists as one lexicon: which cues stand where among the words of a text."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path

from bot.nlp.steps.words import Word, to_words, words_of

FOLDER = Path(__file__).parent
FILES = ("targets.toml", "cues.toml", "scope.toml", "persons.toml", "keys.toml")
TARGETS = frozenset({"key", "api", "smtp", "password", "user", "two_factor", "code", "decoy"})
SHADOWED = frozenset(
    {
        "not",
        "later",
        "would",
        "some",
        "progress",
        "ask",
        "fail",
        "open",
        "done",
        "gone",
        "left",
        "nothing",
        "except",
        "soon",
    }
)  # what a benign phrase makes harmless


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue at ``words[first:last]``."""

    cue: str
    first: int
    last: int


@dataclass(slots=True)
class Node:
    """One step of a phrase: what follows by whole word and by stem, and the cues that end here, with the language
    that they are confined to ("" for any)."""

    words: dict[str, "Node"] = field(default_factory=dict)
    stems: dict[str, "Node"] = field(default_factory=dict)
    cues: list[tuple[str, str]] = field(default_factory=list)


_SHORT = {True: 2, False: 4}


@lru_cache(maxsize=1)
def load_lexicon() -> Node:
    """The lexicon, read once from the files beside this module."""
    root = Node()
    for name in FILES:
        for cue, languages in tomllib.loads((FOLDER / name).read_text(encoding="utf-8")).items():
            for language, phrases in languages.items():
                for phrase in _spell_out(phrases, language):
                    _add(root, cue, language, phrase)
    return root


def _spell_out(phrases: str, language: str) -> Iterator[str]:
    """The phrases of a list: "code|pin on|from the phone" is four; German "ss" may be written "ß"."""
    for phrase in map(str.strip, phrases.split(",")):
        for words in product(*(word.split("|") for word in phrase.split())):
            spelled = " ".join(words)
            yield spelled
            if language == "de" and "ss" in spelled:
                yield spelled.rstrip("!").replace("ss", "ß") + "!"


def _add(root: Node, cue: str, language: str, phrase: str) -> None:
    """Short words mean different things in different languages: they are confined without a mark."""
    confined = phrase.endswith("!") or (
        phrase.isalpha() and phrase.isascii() and len(phrase) <= _SHORT[language == "en"]
    )
    node = root
    parts = phrase.rstrip("!").split()
    for part in parts:
        stem = part.endswith("*") and len(part) > 2
        for word in _split_part(part.rstrip("*") if stem else part):
            branch = node.stems if stem else node.words
            node = branch.setdefault(word, Node())
    if node is not root:
        node.cues.append((cue, language if confined else ""))


def _split_part(part: str) -> list[str]:
    """A part as it stands in a text that was split into words; nearly all are a plain word."""
    return [part.lower()] if part.isascii() and part.isalpha() else [word.text for word in to_words(part)]


def find_hits(words: Sequence[Word], languages: frozenset[str]) -> tuple[Hit, ...]:
    """Every cue among the words: the longest phrase of each cue at each place; targets keep out other targets, and
    benign phrases the cues that they make harmless."""
    root = load_lexicon()
    found: list[Hit] = []
    reach: dict[str, int] = {}
    for first in range(len(words)):
        for cue, last in _longest_at(root, words, first, languages).items():
            group = "target" if cue in TARGETS else cue
            if first >= reach.get(group, 0):
                found.append(Hit(cue, first, last))
                reach[group] = last
    found = sorted([*found, *_find_only_site(words)], key=lambda hit: hit.first)
    return tuple(_drop_shadowed(found, words))


def _find_only_site(words: Sequence[Word]) -> Iterator[Hit]:
    """ "I only have shop.example", "there's only shop.example": there is no other."""
    texts = [word.text for word in words]
    for at, text in enumerate(texts):
        if text != "<site>" or (at + 1 < len(texts) and texts[at + 1][0].isalpha()):
            continue  # "I only have shop.example reset"
        if "only" in texts[at - 2 : at] and (_OWNING & {*texts[at - 2 : at]} or texts[at - 3 : at - 1] in _THERE_IS):
            yield Hit("sole", at - 2, at + 1)


def _longest_at(root: Node, words: Sequence[Word], first: int, languages: frozenset[str]) -> Mapping[str, int]:
    """The cues that begin at a place, with where their longest phrase ends; of the targets only the longest."""
    ends: dict[str, int] = {}
    for cue, last in _walk(root, words, first, first, languages):
        ends[cue] = max(last, ends.get(cue, 0))
    targets = {cue: last for cue, last in ends.items() if cue in TARGETS}
    if len(targets) > 1:
        longest = max(targets.values())
        best = min((c for c, last in targets.items() if last == longest), key=_PREFERENCE.index)
        ends = {cue: last for cue, last in ends.items() if cue not in TARGETS or cue == best}
    return ends


_THINGS = ("key", "api", "smtp", "password", "old", "code", "two_factor")
_FORMER = frozenset(
    ["former", "ex", "old", "previous", "ehemaliger", "ehemalige", "fruherer", "ancien", "ancienne", "byly", "byla"]
)
_CREDENTIALS = frozenset(["login", "logins", "credential", "credentials", "creds", "token", "tokens"])
_ONES = frozenset(["one", "ones", "it", "that", "which", "pair", "value", "string"])
_DAYS = words_of("monday tuesday wednesday thursday friday saturday sunday yesterday then last noon lunchtime midday")
_THERE_IS = (["there", "'s"], ["there", "is"])
_OWNING = frozenset(["have", "use", "own", "got"])
_STATES = frozenset(["is", "'s"])
_ELISIONS = frozenset("'\u2019")
_PREFERENCE = ("decoy", "two_factor", "smtp", "key", "password", "user", "code", "api")


def _walk(
    node: Node, words: Sequence[Word], first: int, at: int, languages: frozenset[str]
) -> Iterator[tuple[str, int]]:
    if at > first:
        for cue, language in node.cues:
            if not language or language in languages:
                yield cue, at
    if at >= len(words) or at - first > 8:
        return
    text = words[at].text
    if text in _ELISIONS and at > first:  # "l'ancien" is looked up as "l ancien"
        yield from _walk(node, words, first, at + 1, languages)
    if text in node.words:
        yield from _walk(node.words[text], words, first, at + 1, languages)
    for size in range(2, len(text) + 1) if node.stems else ():
        if text[:size] in node.stems:
            yield from _walk(node.stems[text[:size]], words, first, at + 1, languages)


def _numbers_follow(words: Sequence[Word], at: int) -> bool:
    """ "no 2", "no. 2": a number's name, no negation."""
    following = [word.text for word in words[at : at + 2]]
    return following[:1] != [] and (
        following[0].isdigit() or (following[0] == "." and following[1:] != [] and following[1].isdigit())
    )


def _gives_reason(words: Sequence[Word], hit: Hit) -> bool:
    """ "But for security I did change it": no exception."""
    ahead = {word.text for word in words[hit.last : hit.last + 3]}
    return [word.text for word in words[hit.first : hit.last]] == ["but", "for"] and bool(ahead & {"i", "we"})


def _is_of_thing(words: Sequence[Word], hit: Hit, hits: Sequence[Hit]) -> bool:
    """ "The old key no longer works": a thing has not left the company."""
    if hit.cue != "leaver" or words[hit.first].text in _FORMER:
        return False
    if hit.first and words[hit.first - 1].text in _CREDENTIALS:
        return True
    before = hit.first - 1 if hit.first and words[hit.first - 1].text in _ONES else hit.first
    return any(h.last in (before, hit.first) for h in hits if h.cue in _THINGS)


def _tells_outcome(words: Sequence[Word], hit: Hit) -> bool:
    """ "So that one is different now", "since Friday I type a code": what came of it and when, no reason."""
    if hit.cue != "reason" or hit.last >= len(words):
        return False
    said = [word.text for word in words[hit.first : hit.last]]
    return (said == ["so", "that"] and words[hit.last].text in _STATES) or (
        said == ["since"] and words[hit.last].text in _DAYS and _opens(words, hit.first)
    )


def _bars_writer(words: Sequence[Word], hit: Hit, hits: Sequence[Hit]) -> bool:
    """ "We can't log in to reset the key": what hinders the deed, nothing harmless."""
    if hit.cue != "benign" or words[hit.last - 1].text != "in" or words[hit.first].text not in ("can't", "cannot"):
        return False
    aim = hit.last < len(words) and words[hit.last].text in ("to", "and")
    return aim and any(h.cue == "act" and h.first == hit.last + 1 for h in hits)


def _opens(words: Sequence[Word], at: int) -> bool:
    return at == 0 or words[at - 1].text in ("and", ",")


def _is_filler(words: Sequence[Word], at: int) -> bool:
    """ "after all", "at all": no word on the whole."""
    return at > 0 and words[at].text == "all" and words[at - 1].text in ("after", "at")


def _drop_shadowed(hits: Sequence[Hit], words: Sequence[Word]) -> Iterator[Hit]:
    """A service's name inside a target's is no service; what a benign phrase covers is harmless."""
    hits = [hit for hit in hits if not _is_of_thing(words, hit, hits) and not _tells_outcome(words, hit)]
    hits = [hit for hit in hits if not _bars_writer(words, hit, hits)]
    benign = [h for h in hits if h.cue == "benign"]
    targets = [h for h in hits if h.cue in TARGETS]
    whole = [h for h in hits if h.cue in ("every", "everything", "allclear")]
    wider = {  # "tout le monde" is not everything, "everyone else" not every one
        "everything": [h for h in hits if h.cue == "every"],
        "every": [h for h in hits if h.cue == "others"],
    }
    longstanding = [h for h in hits if h.cue == "standing" and h.last - h.first > 1]
    leavers = [h for h in hits if h.cue == "leaver"]
    soles = [h for h in hits if h.cue == "sole"]
    for hit in hits:
        signs = not words[hit.first].text[0].isalnum()
        if (
            hit.cue == "not"
            and signs
            and any(h.cue == "not" and h.first > hit.first and words[h.first].text[0].isalnum() for h in hits)
        ):
            continue
        if (
            hit.cue == "not"
            and hit.last < len(words)
            and words[hit.first].text in ("no", "n")
            and _numbers_follow(words, hit.last)
            and not any(target.first == hit.last for target in targets)  # "no 2FA"
        ):
            continue
        if hit.cue == "would" and words[hit.first].text == "may" and hit.first and words[hit.first - 1].is_number:
            continue  # "your notice of 6 May"
        over = [
            *(benign if hit.cue in SHADOWED else ()),
            *(targets if hit.cue in ("service", "thing", "people") else ()),
            *(
                longstanding if hit.cue in ("condition", "later", "ask", "only") else ()
            ),  # "since the day when we opened it"
            *(
                leavers if hit.cue in ("left", "gone", "dead", "not", "fail") else ()
            ),  # "who left in June", "who retired"
            *(soles if hit.cue in ("except", "not") else ()),  # "nobody besides me"
        ]
        over += (
            whole
            if hit.cue == "some"
            else [h for h in whole if h.cue != "every"]
            if hit.cue in ("not", "open", "left", "nothing")
            else []
        )
        if hit.cue == "except" and _gives_reason(words, hit):
            continue
        if hit.cue in ("every", "everything") and _is_filler(words, hit.first):
            continue
        if any(o.first == hit.first and o.last > hit.last for o in wider.get(hit.cue, ())):
            continue
        if not any(
            o.first <= hit.first and hit.first < o.last and (hit.last <= o.last or hit.cue == "some") for o in over
        ):
            yield hit
