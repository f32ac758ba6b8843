"""The customer's own words of one message, folded for reading, with the way back to the message's offsets."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.core.checklist import Evidence
from bot.core.conversation import Message

MAX_QUOTE = 300  # characters, DESIGN.md (assess)
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαρν",
    "ABEKMHOPCTYXIJSaeopcyxijsdhqwABEZHIKMNOPTYXoapv",
)
_MIXED = re.compile(r"[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]")
_CIRCLED = frozenset(map(chr, range(0x2776, 0x2794)))  # ❶ to ➓, which have no plain form of their own
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("–—−‐‑", "-"),
        "٬": ",",  # Arabic thousands separator
        "٫": ".",  # Arabic decimal separator
    }
)


@dataclass(frozen=True, slots=True)
class View:
    """``text`` is what readers read; ``at[i]`` is the place of ``text[i]`` in ``message.text``. ``asked`` is the
    newest message of the desk before this one, "" where there is none."""

    message: Message
    text: str
    at: tuple[int, ...]
    asked: str = ""

    def evidence(self, start: int, end: int) -> Evidence:
        """Evidence for ``text[start:end]``, trimmed and cut to 300 characters, in the message's own offsets."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            return Evidence(self.message.id, 0, 0, "")
        first = self.at[start]
        last = min(self.at[end - 1] + 1, first + MAX_QUOTE)
        return Evidence(self.message.id, first, last, self.message.text[first:last])


@lru_cache(maxsize=32)  # several readers look at the same message
def to_view(message: Message, asked: str = "") -> View:
    """The view of a message's own words: compatibility forms and look-alike letters folded, invisible characters
    dropped, quotes and dashes made plain. Case is kept."""
    return View(message, *_read_letters(message.own_words), asked)


@lru_cache(maxsize=32)  # with what was asked before and without
def _read_letters(own: str) -> tuple[str, tuple[int, ...]]:
    if own.isascii():
        return own, tuple(range(len(own)))
    if _MIXED.search(own):
        own = own.translate(_LOOKALIKES)
    letters: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(own):
        for folded in _fold(letter):
            letters.append(folded)
            at.append(place)
    return "".join(letters), tuple(at)


def _fold(letter: str) -> str:
    if letter < "\u0080":
        return letter
    if unicodedata.category(letter) == "Cf":
        return ""
    digit = unicodedata.digit(letter, None)
    if digit is not None and (unicodedata.category(letter) == "Nd" or letter in _CIRCLED):
        return str(digit)
    plain = letter.translate(_PUNCTUATION)
    return plain if plain != letter else unicodedata.normalize("NFKC", letter)
