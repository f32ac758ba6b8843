"""Text as hashed features for linear readers: words, letters, and the concepts of the thesaurus (lexicon.toml)."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

LEXICON = Path(__file__).with_name("lexicon.toml")
MAX_LETTERS = 20_000
_SYLLABIC = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_SYLLABIC}]|[^\W_{_SYLLABIC}]+(?:'[^\W_{_SYLLABIC}]+)?|[.!?;\n%€£$]")
_GROUPING = re.compile(r"(?<=\d)[.,' ](?=\d{3}(?!\d))")
_SENTENCE_ENDS = frozenset(".!?;\n")
_REACH = 8  # tokens between two concepts of one thought

Tokens = Sequence[str]
Names = NDArray[np.int64]  # hashed names of features, repeats kept


def split_tokens(text: str) -> list[str]:
    """Lower-case words and sentence marks; a character each for scripts without spaces; 14,000 is one token."""
    return _TOKEN.findall(_GROUPING.sub("", text[:MAX_LETTERS]).lower())


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words after a phrase's first one, the last perhaps only a beginning, and the concept that is meant; the
    concept of a single word has none."""

    rest: tuple[str, ...]
    open_ended: bool
    concept: str

    def goes_on(self, word: str) -> bool:
        """Whether its second word can be this one."""
        if self.open_ended and len(self.rest) == 1:
            return word.startswith(self.rest[0])
        return word == self.rest[0]

    def fits(self, tokens: Tokens, at: int) -> bool:
        """Whether the phrase goes on at that place."""
        words = tuple(tokens[at : at + len(self.rest)])
        if len(words) < len(self.rest) or words[:-1] != self.rest[:-1]:
            return False
        return words[-1].startswith(self.rest[-1]) if self.open_ended else words[-1] == self.rest[-1]


class Lexicon:
    """The thesaurus, made ready for looking words up."""

    def __init__(self, entries: Mapping[str, Sequence[str]]) -> None:
        self._words: dict[str, list[Phrase]] = {}
        self._beginnings: dict[str, list[str]] = {}
        for concept, phrases in entries.items():
            for phrase in phrases:
                self._add(concept, phrase)
        self._lengths = sorted({len(b) for b in self._beginnings})
        self._look_up = lru_cache(maxsize=20_000)(self._find_word)
        self._look_up_pair = lru_cache(maxsize=20_000)(self._find_pair)

    def _add(self, concept: str, phrase: str) -> None:
        open_ended = phrase.endswith("*")
        tokens = split_tokens(phrase.rstrip("*"))
        if open_ended and len(tokens) == 1:
            self._beginnings.setdefault(tokens[0], []).append(concept)
        else:
            self._words.setdefault(tokens[0], []).append(Phrase(tuple(tokens[1:]), open_ended, concept))

    def _find_word(self, word: str) -> tuple[tuple[str, ...], tuple[Phrase, ...]]:
        """The concepts of the word alone, and the phrases that it may begin."""
        phrases = self._words.get(word, [])
        concepts = [p.concept for p in phrases if not p.rest]
        for length in self._lengths:
            if length <= len(word):
                concepts += self._beginnings.get(word[:length], [])
        if word[0].isdigit():
            concepts.append(f"number{min(len(word), 6)}")
        return tuple(dict.fromkeys(concepts)), tuple(p for p in phrases if p.rest)

    def _find_pair(self, word: str, following: str) -> tuple[Phrase, ...]:
        """The phrases that two words may begin."""
        return tuple(phrase for phrase in self._look_up(word)[1] if phrase.goes_on(following))

    def find_concepts(self, tokens: Tokens) -> list[tuple[str, ...]]:
        """The concepts that begin at each token, those of phrases before those of single words."""
        found = []
        for at, (word, following) in enumerate(zip_longest(tokens, tokens[1:], fillvalue=""), 1):
            concepts, phrases = self._look_up(word)
            if phrases and (begun := self._look_up_pair(word, following)):
                longer = (phrase.concept for phrase in begun if phrase.fits(tokens, at))
                concepts = tuple(dict.fromkeys((*longer, *concepts)))
            found.append(concepts)
        return found


@lru_cache(maxsize=1)
def load_lexicon(path: Path = LEXICON) -> Lexicon:
    """The shipped thesaurus."""
    return Lexicon(tomllib.loads(path.read_text(encoding="utf-8")))


def list_words(tokens: Tokens, longest: int = 3) -> Iterator[str]:
    """Words, pairs and triples of words."""
    words = [t for t in tokens if t not in ".;\n"]
    for size in range(1, longest + 1):
        yield from map(" ".join, _list_runs(words, size))


def _list_runs(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """All stretches of so many words."""
    return zip(*(words[start:] for start in range(size)), strict=False)


def list_concepts(tokens: Tokens, concepts: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Concepts, pairs of them in one sentence in their order, and word triples with concepts put for words."""
    shapes = to_shapes(tokens, concepts)
    for size in (2, 3):
        yield from map("~".join, _list_runs(shapes, size))
    recent: list[tuple[int, str]] = []
    for at, (token, found) in enumerate(zip(tokens, concepts, strict=True)):
        if token in _SENTENCE_ENDS:
            recent = []
        if not found:
            continue
        recent = [(place, earlier) for place, earlier in recent if at - place <= _REACH]
        for concept in found:
            yield concept
            for _, earlier in recent:
                yield f"{earlier}>{concept}"
        recent += [(at, concept) for concept in found]


def to_shapes(tokens: Tokens, concepts: Sequence[tuple[str, ...]]) -> list[str]:
    """The words with their concept put for them where they have one, numbers by their length."""
    return [_to_shape(token, found) for token, found in zip(tokens, concepts, strict=True)]


def _to_shape(token: str, concepts: tuple[str, ...]) -> str:
    if token[0].isdigit():
        return f"#{min(len(token), 6)}"
    return concepts[0].upper() if concepts else token


def hash_names(names: Iterable[str], buckets: int) -> Names:
    """The bucket of every name, repeats kept."""
    listed = list(names)
    try:
        encoded = list(map(str.encode, listed))
    except UnicodeEncodeError:  # half a surrogate pair
        encoded = [name.encode("utf-8", "replace") for name in listed]
    return np.array(list(map(crc32, encoded)), np.int64) % buckets


def hash_letters(text: str, buckets: int, shortest: int = 2, longest: int = 5) -> Names:
    """The buckets of all letter sequences inside words, the spaces beside a word included."""
    plain = " " + " ".join(text[:MAX_LETTERS].lower().split()) + " "
    codes = np.frombuffer(plain.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    space = codes == 32
    found = []
    rolled = codes.copy()
    crossed = np.zeros(len(codes), bool)
    for size in range(2, longest + 1):
        if len(codes) < size:
            break
        rolled = rolled[:-1] * np.uint64(0x9E3779B97F4A7C15) + codes[size - 1 :]
        crossed = crossed[:-1] | (space[size - 2 : -1] if size > 2 else False)
        if size >= shortest:
            mixed = (rolled ^ (rolled >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
            kept = mixed[~crossed[: len(mixed)]]
            found.append(((kept >> np.uint64(32)) % np.uint64(buckets)).astype(np.int64))
    return np.concatenate(found) if found else np.zeros(0, np.int64)
