"""A figure that its writer still has to find out, so that the one that was told is in doubt."""

import re
from functools import lru_cache

from bot.nlp.answers.lexicon.phrases import compile_phrases, find_pairs, load_lexicon
from bot.reading.alternatives import Alternatives

_FAR = 50  # letters between "the figure" and "will follow"
_OF_OTHER = re.compile(
    r"\b(?:account|customer|client|ticket|case|reference|phone|tax|vat|company|kunden|konto|telefon|vertrags)"
    r"(?: numbers?|nummer| id)\b"
)  # "my account number is 998123"


@lru_cache(maxsize=1)
def _words() -> dict[str, Alternatives]:
    lexicon = load_lexicon("volume")
    tables = {**lexicon["deferred"], "figures": lexicon["retraction"]["figures"]}
    return {name: compile_phrases(phrases) for name, phrases in tables.items()}


def is_deferred(text: str) -> bool:
    """ "I'd have to look that up", "ich muss noch nachsehen"."""
    return _words()["words"].search(text) is not None


def defers_figure(text: str) -> bool:
    """ "The number my colleague will send you", "for the volume I have to ask"."""
    said = _words()
    pairs = [(said["figures"], said["follows"]), (said["figures"], said["words"]), (said["words"], said["figures"])]
    return any(next(find_pairs(text, *pair, _FAR), None) for pair in pairs)


def speaks_of_figure(text: str) -> bool:
    """ "I am not sure about the volume any more", "it depends": a mail that comes back to the figure and tells none."""
    said = _words()
    if _OF_OTHER.search(text):
        return False
    return any(said[name].search(text) for name in ("figures", "vague", "words"))
