"""The platform's own sentences in the languages whose answers count, recognised by likeness: in another order, in
slightly other words, with or without punctuation."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

_STEM = 6  # letters of a word that are compared, so that endings do not matter
_SHORT = frozenset(("api", "url", "2fa", "key", "web"))  # the short words that tell; others are left out
_PRECISION = 0.75  # share of a sentence's words that the platform's sentence must have
_RECALL = 0.5  # share of the platform's words that the sentence must have
_FEWEST = {"asks": 3, "tells": 3, "states": 4}  # words in common
_READ = 600  # characters of a sentence

_WORD = re.compile(r"[^\W_]+")
_PART_END = re.compile(r"[.?!:;]\s")
_OF_CUSTOMER = re.compile(r"://|www\.|@|\b[\w-]{1,60}\.(?:com|org|net|io|de|co|eu|example|app|shop)\b", re.I)
_ADDRESSING = re.compile(
    r"\b(?:you|your|please|must|click|ihre?[nrsm]?|sie|bitte|klicken|su|sus|usted|por favor|votre|vos|vous|veuillez|"
    r"você|a sua|o seu|seus|suas|vostr[aoie]|tuo|tua|suo|suoi|la sua|indicate|diteci|vi preghiamo|ci dica|risponda"
    r"|compili|faccia|ricarichi|apra|scriva|la salvi|uw|u|jouw|vertel ons|państwa|państwo|"
    r"prosimy|proszę|twoj[ea]|twój|swoj[eąa]j?)\b",
    re.I,
)


class Said(Enum):
    """What the platform does with a sentence."""

    ASKS = "asks"
    TELLS = "tells"
    STATES = "states"


@dataclass(frozen=True, slots=True)
class _Sentence:
    said: Said
    stems: frozenset[str]


@lru_cache(maxsize=4_096)
def find_said(sentence: str) -> Said | None:
    """What the platform does with a sentence that is like one of its own; None where it is not, or where it holds
    what only the customer can know: figures, sites and addresses."""
    stems = frozenset(_find_stems(sentence[:_READ]))
    if len(stems) < 2 or _OF_CUSTOMER.search(sentence):
        return None
    common: defaultdict[int, int] = defaultdict(int)
    sentences, index = _load_known()
    for stem in stems:
        for number in index.get(stem, ()):
            common[number] += 1
    for number, count in common.items():
        known = sentences[number]
        like = count >= _FEWEST[known.said.value] and count >= _PRECISION * len(stems)
        like = like and count >= _RECALL * len(known.stems) and not any(map(str.isdigit, "".join(stems - known.stems)))
        if like or stems == known.stems:
            return known.said
    return None


def addresses_somebody(sentence: str) -> bool:
    """Whether a sentence speaks to its reader, as the platform does and a report does not."""
    return bool(_ADDRESSING.search(sentence))


def _find_stems(sentence: str) -> Iterator[str]:
    text = sentence.casefold().replace("e-mail", "email").replace("two-factor", "twofactor")
    for word in _WORD.findall(text):
        if len(word) > 3 or word in _SHORT or word.isdigit():
            yield word[:_STEM]


@lru_cache(maxsize=1)
def _load_known() -> tuple[tuple[_Sentence, ...], Mapping[str, tuple[int, ...]]]:
    """The known sentences, whole and in their parts, and for each stem the numbers of those that have it."""
    with (Path(__file__).parent / "known.toml").open("rb") as file:
        languages = tomllib.load(file)
    sentences = tuple(
        _Sentence(Said(said), frozenset(_find_stems(part)))
        for kinds in languages.values()
        for said, texts in kinds.items()
        for text in texts
        for part in dict.fromkeys((text, *_PART_END.split(text)))
    )
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        for stem in sentence.stems if len(sentence.stems) > 1 else ():
            index[stem].append(number)
    return sentences, {stem: tuple(numbers) for stem, numbers in index.items()}
