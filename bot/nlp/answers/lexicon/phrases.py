"""From word lists to patterns. A phrase is a regular expression with four conveniences: a space stands for spaces or a
hyphen (`` ?``: or for nothing), ``*`` for the rest of a word, ``_`` for any one word, ``{name}`` for a word of a class.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.nlp.answers.plain import to_plain_pattern
from bot.reading.alternatives import Alternatives

FOLDER = Path(__file__).parent
_GAP = r"[\s\-/]{1,3}"
_MAYBE_GAP = r"[\s\-/]{0,3}"
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_LONGEST_PHRASE = 80
_ANY_WORD = r"[\w'.&-]{1,24}"


@lru_cache(maxsize=16)
def load_lexicon(name: str) -> dict[str, Any]:
    """A lexicon file's tables as they stand."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def load_words(name: str) -> dict[str, Any]:
    """A lexicon file whose strings are lists of words, split."""
    return {key: _split(value) for key, value in load_lexicon(name).items()}


def _split(value: Any) -> Any:
    return value.split() if isinstance(value, str) else {key: _split(inner) for key, inner in value.items()}


def compile_phrases(phrases: list[str], classes: dict[str, list[str]] | None = None) -> Alternatives:
    """A pattern that finds any of the phrases as whole words in plain text; never matches where there are none."""
    expanded = [expand_phrase(phrase, classes or {}) for phrase in phrases]
    return Alternatives(expanded, before=r"(?<![\w@])", after=r"(?![\w@])")


def expand_phrase(phrase: str, classes: dict[str, list[str]]) -> str:
    """A phrase as a regular expression."""
    for _ in range(4):
        if "{" not in phrase:
            break
        phrase = re.sub(r"\{([a-z_]+)\}", lambda match: "(?:" + "|".join(classes[match[1]]) + ")", phrase)
    phrase = re.sub(r"(?<!\\w)\*", r"\\w*", to_plain_pattern(phrase))
    return (
        re.sub(r"(?<![\w)\]])_(?![\w(])", _ANY_WORD.replace("\\", "\\\\"), phrase)
        .replace(" ?", _MAYBE_GAP)
        .replace(" ", _GAP)
    )


def find_pairs(
    text: str, first: Alternatives, second: Alternatives, gap: int, unless: Alternatives | None = None
) -> Iterator[tuple[int, int]]:
    """Where a match of ``first`` is followed by one of ``second`` within ``gap`` letters of the same sentence: the
    stretch from the one to the other's end. ``unless``: what must not stand between them."""
    for match in first.finditer(text):
        following = second.search(text, match.end(), match.end() + gap + _LONGEST_PHRASE)
        if not following or following.start() - match.end() > gap:
            continue
        between = text[match.end() : following.start()]
        if not _SENTENCE_END.search(between) and not (unless and unless.search(between)):
            yield match.start(), following.end()
