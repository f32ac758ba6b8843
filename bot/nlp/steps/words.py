"""Text as words for reading: lower case, without accents, hyphens and contractions undone, places kept."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache


def words_of(*lines: str) -> frozenset[str]:
    """The words of some lines, divided by spaces."""
    return frozenset(" ".join(lines).split())


ACCENTED = frozenset({"sí", "sì"})
_SPECIAL = {"ł": "l", "ø": "o", "đ": "d", "ß": "s", "ı": "i", "æ": "a", "œ": "o"}
_RUN = re.compile(r"\S+")
_PIECE = re.compile(
    r"\.{4,}|[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])[^\W\d_])+\d*(?:'t\b)?|'(?:s|ve|ll|re|m|d)\b|\d+(?:[.,]\d+)*|[^\w\s]|_"
)
_SITE = re.compile(r"\A(?:[\w+-]*+@[\w-]++|[\w+-]*+(?<=[\w-]))(?:\.[\w-]++)++\.?$")
_TAIL = ".,;:!?)\"'"
_SUFFIXES = words_of(
    "com net org io de fr es it pl pt nl uk eu co app dev example test invalid info biz us ca br mx ar ch",
    "at be se no dk fi cz ru tr in jp cn au shop online site",
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or sign: ``text`` folded, and its place in the view's text."""

    text: str
    start: int
    end: int
    capital: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit()

    @property
    def is_sign(self) -> bool:
        """Whether it is punctuation or a symbol."""
        return not (self.text[0].isalnum() or self.text[0] in "'<")


def fold(text: str) -> str:
    """The text in lower case without accents; same length, so places hold in both."""
    return text.lower() if text.isascii() else "".join(map(_fold_letter, text))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if "\u3040" <= letter <= "\u30ff" or "\uac00" <= letter <= "\ud7a3":
        return letter  # voiced kana and Hangul: their marks are no accents
    base = unicodedata.normalize("NFD", letter)[0].lower()[0]
    return _SPECIAL.get(base, base)


def to_words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of ``text[start:end]``; an address, domain or link is one word, ``<site>``."""
    folded = fold(text[start:end])
    return tuple(_restore(word, text) for word in _join_prefixes(_split(folded, start), folded, start))


def _restore(word: Word, text: str) -> Word:
    """What folding lost and reading needs: a capital, and the accent that tells yes from if."""
    if word.text == "si" and text[word.start : word.end].lower() in ACCENTED:
        return replace(word, text=text[word.start : word.end].lower(), capital=text[word.start].isupper())
    return Word(word.text, word.start, word.end, capital=True) if text[word.start].isupper() else word


def _split(folded: str, offset: int) -> Iterator[Word]:
    for run in _RUN.finditer(folded):
        bare = run.group().rstrip(_TAIL)
        lead = len(bare) - len(bare.lstrip("(\"'<["))
        if _is_site(bare[lead:]):
            yield from _split_signs(bare[:lead], offset + run.start())
            yield Word(_name_site(bare[lead:]), offset + run.start() + lead, offset + run.start() + len(bare))
            yield from _split_signs(run.group()[len(bare) :], offset + run.start() + len(bare))
        else:
            yield from _split_signs(run.group(), offset + run.start())


def _split_signs(run: str, offset: int) -> Iterator[Word]:
    for piece in _PIECE.finditer(run):
        inside = piece.start() > 0 and piece.end() < len(run)
        beside = run[piece.start() - 1 : piece.start()] + run[piece.end() : piece.end() + 1]
        if inside and piece.group() == "-" and beside.isalnum() and not beside.isdigit():
            continue
        yield Word(piece.group(), offset + piece.start(), offset + piece.end())


def _name_site(run: str) -> str:
    """An address without its domain is an SMTP login's name; the postmaster's stays legible."""
    if run.startswith("postmaster@"):
        return "postmaster"
    return "smtplogin" if run.endswith("@") else "<site>"


def _is_site(run: str) -> bool:
    if len(run) > 254 or not ("." in run or "@" in run):
        return False
    if "://" in run or (run.endswith("@") and len(run) > 1):
        return True
    return bool(_SITE.match(run)) and ("@" in run or run.rstrip(".").rsplit(".", 1)[-1] in _SUFFIXES)


def _join_prefixes(words: Iterator[Word], folded: str, offset: int) -> Iterator[Word]:
    """``re-issued`` is ``reissued``."""
    waiting: Word | None = None
    for read in words:
        word = read
        if waiting and folded[waiting.end - offset : word.start - offset] == "-":
            word = Word("re" + word.text, waiting.start, word.end)
        elif waiting:
            yield waiting
        waiting = word if word.text == "re" else None
        if waiting is None:
            yield word
    if waiting:
        yield waiting
