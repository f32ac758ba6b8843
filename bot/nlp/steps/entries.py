"""Entries of a status list: what the word or two beside a step's name come to."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.nlp.steps.lexicon import FOLDER
from bot.nlp.steps.words import Word, to_words, words_of

PHRASE = 4  # words of a phrase
_EXCEPT = words_of(
    "except but without apart besides excluding ausser ohne salvo excepto menos sauf exceto tranne behalve oprocz poza"
)
_FOR = frozenset(["for", "on", "bei", "fur", "para", "pour", "per", "voor", "dla", "sur", "su"])  # "for 2 of 3"
_OF = frozenset(["of", "/", "out", "von", "de", "sur", "di", "su", "van", "z"])


class Entry(StrEnum):
    """What stands beside a name; where several do, the first of these holds. ``OWN``: the writer alone; ``ON``: said of
    a second factor; ``WHOLE``: that all are meant; ``WHEN``: a day or an hour, which says nothing itself."""

    OWN = "own"
    PART = "part"
    NO = "no"
    YES = "yes"
    ON = "on"
    WHOLE = "whole"
    WHEN = "when"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The kind of each known entry, and the words that may stand beside the one that names a step."""

    kinds: Mapping[tuple[str, ...], Entry]
    beside: frozenset[str]


@lru_cache(maxsize=1)
def load_phrases() -> Phrases:
    """The word lists; of a phrase in several the first holds."""
    data = tomllib.loads((FOLDER / "status_lists.toml").read_text(encoding="utf-8"))
    beside = words_of(data.pop("beside"))
    kinds = {
        tuple(word.text for word in to_words(phrase.strip())): Entry(kind)
        for kind, phrases in reversed(data.items())
        for phrase in phrases.split(",")
    }
    return Phrases(kinds, beside)


def read_entry(words: Sequence[Word]) -> Entry | None:
    """What an entry comes to; None where some of its words are unknown."""
    texts = [word.text for word in words if word.text not in ".!'\"👍🙂"] or [word.text for word in words]
    kinds: list[Entry] = []
    at = 0
    while at < len(texts):
        size, kind = _read_phrase(texts, at)
        if kind is None:
            return Entry.PART if _EXCEPT & set(texts) else None
        kinds.append(kind)
        at += size
    if Entry.NO in kinds and Entry.YES in kinds:  # "not done", or "done, not all"
        return Entry.NO if kinds.index(Entry.NO) < kinds.index(Entry.YES) else Entry.PART
    return next(kind for kind in Entry if kind in kinds)


def _read_phrase(texts: Sequence[str], at: int) -> tuple[int, Entry | None]:
    """How many words the longest known phrase or count takes here, and its kind."""
    if texts[at].isdecimal() and at + 2 < len(texts) and texts[at + 1] in _OF and texts[at + 2].isdecimal():
        return 3, Entry.YES if texts[at] == texts[at + 2] else Entry.PART
    if texts[at].isdecimal() and texts[at + 1 : at + 2] == ["%"]:
        return 2, Entry.YES if texts[at] == "100" else Entry.PART
    if texts[at] in _FOR and texts[at + 1 : at + 2] and texts[at + 1].isdecimal():
        return 1, Entry.WHEN
    kinds = load_phrases().kinds
    for size in range(min(PHRASE, len(texts) - at), 0, -1):
        if kind := kinds.get(tuple(texts[at : at + size])):
            return size, kind
    return 1, Entry.WHEN if texts[at][0].isdecimal() or texts[at] in ":/" else None
