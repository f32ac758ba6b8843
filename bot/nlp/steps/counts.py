"""How many of how many: "3 of 5", "4/6", "sur cinq, trois", percentages."""

from collections.abc import Iterator
from enum import StrEnum

from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.words import Word, fold, words_of

_NUMERALS = (
    "zero null cero zéro keine nul",
    "one eins ein einer eine uno una un une um uma een jeden jedna",
    "two zwei dos deux dois duas due twee dwa dwie dwoch",
    "three drei tres trois três tre drie trzy trzech",
    "four vier cuatro quatre quatro quattro cztery czterech",
    "five fünf fuenf cinco cinq cinque vijf pięć pieciu",
    "six sechs seis six sei zes sześć szesciu",
    "seven sieben siete sept sete sette zeven siedem",
    "eight acht ocho huit oito otto osiem",
    "nine neun nueve neuf nove negen dziewięć",
    "ten zehn diez dix dez dieci tien dziesięć",
    "eleven elf once onze undici jedenaście",
    "twelve zwölf doce douze doze dodici twaalf dwanaście",
    "thirteen dreizehn trece treize treze tredici",
    "fourteen vierzehn catorce quatorze quattordici",
    "fifteen fünfzehn quince quinze quindici",
    "sixteen sechzehn",
    "seventeen siebzehn",
    "eighteen achtzehn",
    "nineteen neunzehn",
    "twenty zwanzig veinte vingt vinte venti twintig",
)
_OF = frozenset(["of", "from", "out", "von", "de", "sur", "su", "di", "van", "der", "den", "dos", "das", "z", "ze"])
_OUR, _ELEVEN = "onze", 11
_BEFORE_ELEVEN = frozenset(["sur", "des", "les", "nos", "dos", "das", "de", "os", "as"])
_SKIPPED = words_of(
    "the our of out all der den unseren dos das nos i my them los las les le la onze de naszych nuestros",
    "nuestras",
)


class Share(StrEnum):
    """What a count says of the whole."""

    NONE = "none"
    PART = "part"
    WHOLE = "whole"


NUMERALS = {fold(name): value for value, names in enumerate(_NUMERALS) for name in names.split()}


def to_number(word: Word) -> int | None:
    """A whole number below 10,000, in digits or words; None for any other word. "Onze" is none: Dutch says so for
    "our"."""
    if word.text in NUMERALS and word.text != _OUR:
        return NUMERALS[word.text]
    return int(word.text) if word.text.isdecimal() and len(word.text) < 5 else None


def find_share(clause: Clause) -> Share | None:
    """The share that the clause's counts come to, the least one where there are several; None without any count."""
    shares = set(_shares(clause))
    for share in (Share.PART, Share.NONE, Share.WHOLE):
        if share in shares:
            return Share.PART if share is Share.NONE and len(shares) > 1 else share
    return None


def count_lacking(clause: Clause) -> int:
    """How many are lacking of the last whole that it counts a part of; 0 without one."""
    lacking = 0
    for at, word in enumerate(clause.words):
        part, whole = to_number(word), _whole_after(clause.words, at)
        if part is not None and whole is not None and part < whole and not _is_date(clause.words, at):
            lacking = whole - part
    return lacking


def _shares(clause: Clause) -> Iterator[Share]:
    words = clause.words
    for at in range(len(words)):
        number = count_at(words, at)
        if number is None or (at and words[at - 1].text in ("every", "each", "any")):
            continue
        whole = _whole_after(words, at)
        if whole is not None and not _is_date(words, at):
            yield _to_share(number, whole)
        if at + 1 < len(words) and words[at + 1].text == "%":
            yield _to_share(number, 100)
        part = _part_after(words, at)
        if part is not None:
            yield _to_share(part, number)


def count_at(words: tuple[Word, ...], at: int) -> int | None:
    """The number at a place; "onze" is eleven behind words of French and Portuguese."""
    eleven = words[at].text == _OUR and at > 0 and words[at - 1].text in _BEFORE_ELEVEN
    return _ELEVEN if eleven else to_number(words[at])


def _whole_after(words: tuple[Word, ...], at: int) -> int | None:
    """The number after "of", "/" or the like; None where there is none."""
    rest = words[at + 1 : at + 7]
    while len(rest) > 2 and rest[0].text not in _OF and rest[1].text in _OF | {"/", "out"} and not rest[0].is_sign:
        rest = rest[1:]
    if len(rest) < 2:
        return None
    if rest[0].text == "/":
        return to_number(rest[1])
    if rest[0].text not in _OF:
        return None
    for place, word in enumerate(rest[1:], 1):
        if (number := count_at(rest, place)) is not None:
            return number if number > 1 or rest[0].text == "of" else None
        if word.text not in _SKIPPED:
            return None
    return None


def _part_after(words: tuple[Word, ...], at: int) -> int | None:
    """The number that follows "of our six domains": "four"."""
    head = {word.text for word in words[max(0, at - 2) : at]}
    if not head & _OF or any(to_number(word) is not None for word in words[max(0, at - 4) : at]):
        return None
    whole = count_at(words, at)
    for word in words[at + 1 : at + 5]:
        number = to_number(word)
        if number is not None and whole is not None and number <= whole:
            return number
    return None


def _is_date(words: tuple[Word, ...], at: int) -> bool:
    """12/04 and the like: a zero in front, or a third part."""
    if words[at + 1].text != "/":
        return False
    padded = any(len(part.text) > 1 and part.text.startswith("0") for part in (words[at], words[at + 2]))
    return padded or (at + 3 < len(words) and words[at + 3].text == "/")


def _to_share(number: int, whole: int) -> Share:
    if number > whole:
        return Share.WHOLE if whole == 0 else Share.PART
    if number == 0:
        return Share.NONE
    return Share.WHOLE if number == whole else Share.PART
