"""Parts and multiples of what was said before: "half of that", "double it", "das Dreifache", "a zero too many"."""

from functools import lru_cache

from bot.nlp.answers.lexicon.phrases import compile_phrases, load_lexicon
from bot.reading.alternatives import Alternatives


@lru_cache(maxsize=2)
def _multiples(table: str) -> tuple[tuple[float, Alternatives], ...]:
    lexicon = load_lexicon("volume")[table]
    return tuple((float(factor), compile_phrases(phrases)) for factor, phrases in lexicon.items())


def find_multiple(text: str, alone: bool) -> float | None:
    """The factor that a text names of a figure told before, None where it names none. ``alone``: the text has no
    figure of its own, so that looser words count ("only half")."""
    tables = ("multiples", "multiples_alone") if alone else ("multiples",)
    return next((factor for table in tables for factor, words in _multiples(table) if words.search(text)), None)
