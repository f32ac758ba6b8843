"""The small words that tell languages apart, and that name nobody."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from bot.nlp.steps.lexicon import FOLDER
from bot.nlp.steps.words import Word, to_words, words_of

OTHER_COMMON = """
january february march april may june july august september october november december jan feb mar apr jun
jul aug sept sep oct nov dec but there so now then also what when where which who why how done yes they
she for from our your has had its
"""
THANKS = words_of("thanks thank thx ta cheers danke merci gracias obrigado obrigada grazie bedankt dank dziekuje")
STANDING_WORDS = words_of(  # "the rest is as I wrote before", "the rest holds"
    "stand stands reported wrote said before told stays holds true right correct accurate stimmt passt gilt correcto",
    "cierto igual vale valable juste exact certo confere valendo giusto valido torna klopt juist blijft",
    "zgadza aktualna",
)
SPEAKING = words_of(  # "I'll write about the rest", "of the rest I can't tell you anything"
    "tell say write speak answer schreibe sagen dirai dire decir dizer schrijf zeggen napisze powiedziec",
)


@lru_cache(maxsize=1)
def _small_words() -> dict[str, frozenset[str]]:
    data = tomllib.loads((FOLDER / "languages.toml").read_text(encoding="utf-8"))
    return {name: frozenset(word.text for word in to_words(listed)) for name, listed in data.items()}


@lru_cache(maxsize=1)
def list_common_words() -> frozenset[str]:
    """Small words of any language: a capital letter makes no name of them."""
    return frozenset(OTHER_COMMON.split()).union(*_small_words().values())


def is_english(words: Sequence[Word]) -> bool:
    """Whether some small word is English, and no other language has more of them."""
    counts = _count_small_words(words)
    return 0 < counts["en"] == max(counts.values(), default=0)


def is_foreign(words: Sequence[Word]) -> bool:
    """Whether another language has more small words here than English, and not by chance."""
    counts = _count_small_words(words)
    return max(counts.values(), default=0) > max(counts["en"], 1)


def find_languages(words: Sequence[Word]) -> frozenset[str]:
    """The languages whose small words are frequent enough here to count; English where there is none."""
    counts = _count_small_words(words)
    most = max(counts.values(), default=0)
    frequent = frozenset(name for name, count in counts.items() if count >= max(2 if counts["en"] else 1, 0.8 * most))
    return frequent if most > 1 and counts["en"] <= 0.4 * most else frequent | {"en"}


def _count_small_words(words: Sequence[Word]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in {word.text for word in words}:
        counts.update(name for name, small in _small_words().items() if text in small)
    return counts
