"""Text made plain for reading: lower case without accents, letter for letter, and where its sentences end."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SPECIAL = {"ß": "s", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "×": "x", "✕": "x", "✖": "x"}
_ABBREVIATIONS = (
    "approx|ca|circa|appr|e\\.g|i\\.e|e\\.a|eg|ie|etc|z\\.b|d\\.h|bzw|p\\. ?ex|p\\. ?ej|es|np|nr|no|nos|st|dr|mr|mrs"
    "|ms|vs|inc|ltd"
    "|mio|mill|mrd|tsd|tys|p\\.?m|p\\.?a|p\\.?w|p\\.?d|mtl|mo|max|min|incl|resp|al|est|msgs?|trans|mktg|ext|tel|fon|fax"
)
LONGEST = 600  # letters of a sentence
_LIST_NUMBER = re.compile(r"(?:^|\n)[^\w\n]{0,8}(?:\d{1,2}|[a-dA-D])\.$")
_NEXT_NUMBER = re.compile(r"\s[23]\.$")
_FIRST_NUMBER = re.compile(r"(?:^|\s)1[.)]\s")
_ALWAYS_OPEN = re.compile(r"\b(?:mio|mrd|tsd|tys|ca|approx|appr|mtl|max|min|vol)\.$", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"\b(?:nr|no|dr|mr|mrs|st|ext|tel)\.$", re.IGNORECASE)
_BREAK = re.compile(r"\n|\s\|\s|[.!?;…。！？](?=[\"')\]*_]*(?:\s|$))[\"')\]*_]*|(?<=\w)[.!?](?=[A-Z][a-z])")
_DAY = re.compile(
    r"\b(?:am|zum|und|oder|bis|jeweils|den|dem|vom)\s\d{1,2}\.$", re.IGNORECASE
)  # "am 1. und 15. jedes Monats"
_AFTER_ABBREVIATION = re.compile(rf"(?:^|[^\w.])(?:{_ABBREVIATIONS})\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``plain[start:end]`` and what stands there."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    low = letter.lower()
    if low in _SPECIAL:
        return _SPECIAL[low]
    if "\u3040" <= letter <= "\u30ff" or "\uac00" <= letter <= "\ud7a3":
        return letter  # voiced kana and Hangul: their marks are no accents
    base = unicodedata.normalize("NFD", low)[:1]
    return base if base else letter


def to_plain(text: str) -> str:
    """The text in lower case and without accents; every letter keeps its place."""
    if text.isascii():
        return text.lower()
    return "".join(map(_plain_letter, text))


def to_plain_pattern(pattern: str) -> str:
    """A pattern for plain text: its letters beyond ASCII made plain, its signs left as they are."""
    return "".join(letter if letter.isascii() else _plain_letter(letter) for letter in pattern)


def find_sentences(text: str, plain: str) -> list[Span]:
    """The sentences and lines of a text, blank ones left out, trimmed of white space; what runs on for more than
    LONGEST letters is cut. ``text`` gives the capitals that tell "a month.The list" from "shop.example"."""
    spans: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        if not _stays_open(text, match):
            _add_trimmed(spans, plain, start, match.end())
            start = match.end()
    _add_trimmed(spans, plain, start, len(plain))
    return spans


def _stays_open(text: str, mark: re.Match[str]) -> bool:
    """A full stop that ends an abbreviation or a list number rather than a sentence; a bar inside a table's row."""
    if "|" in mark.group():
        return text[text.rfind("\n", 0, mark.start()) + 1 :][:8].lstrip().startswith("|")
    if not mark.group().startswith("."):
        return False
    before = text[max(0, mark.start() - 12) : mark.start() + 1]
    if _LIST_NUMBER.search(before) or _ALWAYS_OPEN.search(before) or _goes_on_counting(text, mark.start(), before):
        return True
    capital = text[mark.end() : mark.end() + 2].strip()[:1].isupper()
    if not capital and _DAY.search(before):
        return True
    return bool((_BEFORE_NAME if capital else _AFTER_ABBREVIATION).search(before))


def _goes_on_counting(text: str, mark: int, before: str) -> bool:
    """ "1. order mails 2. customers": the second number, on the line of the first."""
    if not _NEXT_NUMBER.search(before):
        return False
    line = text[max(text.rfind("\n", 0, mark) + 1, mark - LONGEST) : mark]
    return _FIRST_NUMBER.search(line) is not None


def _add_trimmed(spans: list[Span], plain: str, start: int, end: int) -> None:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = plain.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        spans.append(Span(start, cut, plain[start:cut]))
        start = cut + (plain[cut] == " ")
    if start < end:
        spans.append(Span(start, end, plain[start:end]))
