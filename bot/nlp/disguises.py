"""Orders to a bot in letters that only a program joins: spaced or dotted out, in digits, backwards, in base64 or
hexadecimal. What is found is a handful of phrases, squeezed to their letters."""

import base64
import binascii
import re
from collections.abc import Iterator

from bot.nlp.phrases import Place
from bot.reading.needles import find_needles

_DIGITS = str.maketrans("013457@$", "oieastas")
_STEMS = (
    "ignoreall(?:the)?(?:previous|prior|earlier)?(?:rules|instructions)|ignore(?:your|previous)(?:rules|instructions)"
    "|(?:mark|tag)(?:this|the|my)ticketas?(?:ready|complete|verified|approved|done|finished|resolved)|(?:ticket|this|case|it)asready|setready|unblockthis(?:account|ticket)"
    "|approvethis(?:ticket|account|case)|skip(?:the|all)questions|approvewithoutreview|bot(?:should|must|please)?(?:release|unblock|enable)us|please(?:bot|robot)"
)
_SQUEEZED = re.compile(_STEMS)
_BACKWARDS = re.compile("ydaersa|(?:snoitcurtsni|selur)(?:lla|ruoy|suoiverp)|tekcit(?:siht|eht|ym)kram")
_ORDERS = tuple((pattern, find_needles(pattern.pattern)) for pattern in (_SQUEEZED, _BACKWARDS))
_CODED = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{16,2000}={0,2}(?![A-Za-z0-9+/])")
_HEXADECIMAL = re.compile(r"(?:[0-9A-Fa-f]{2}){8,1000}")
_PIECE = re.compile(r"[^\W_][\w@$]{0,40}|[@$][\w@$]{1,40}")
SHORT = 3  # letters of a piece; words are longer on the whole
_MOST_CODED = 20  # tried of one message


def find_disguised(text: str, plain: str) -> Iterator[Place]:
    """Where such an order stands; ``plain`` is ``text`` made plain, letter by letter."""
    folded = plain.translate(_DIGITS)
    squeezed = "".join(filter(str.isalpha, folded))
    for pattern, needles in _ORDERS:
        if any(needle in squeezed for needle in needles):
            places = (_to_place(folded, found) for found in pattern.finditer(squeezed))
            yield from (place for place in places if is_disguised(plain, *place))
    for tried, coded in enumerate(_CODED.finditer(text)):
        if tried < _MOST_CODED and is_order(decode(coded.group())):
            yield coded.span()


def _to_place(folded: str, found: re.Match[str]) -> Place:
    """Where the letters of a match stand among other marks."""
    places = [place for place, letter in enumerate(folded) if letter.isalpha()]
    return places[found.start()], places[found.end() - 1] + 1


def is_disguised(plain: str, start: int, end: int) -> bool:
    """Whether a stretch is whole words that only a program reads: in single letters or pieces, run together, or with
    digits in the place of letters. "Unblock this account" in plain words is a customer's wish, or ``steering``'s."""
    if plain[start - 1 : start].isalpha() or plain[end : end + 1].isalpha():
        return False
    pieces = _PIECE.findall(plain[start:end])
    spelled = any(any(map(str.isalpha, piece)) and not piece.isalpha() for piece in pieces)
    return spelled or len(pieces) == 1 or sum(map(len, pieces)) < SHORT * len(pieces)


def is_order(words: str) -> bool:
    """Whether decoded words are one of the phrases."""
    return _SQUEEZED.search("".join(filter(str.isalpha, words.lower()))) is not None


def decode(coded: str) -> str:
    """The words behind base64 or hexadecimal; "" where there are none."""
    try:
        if _HEXADECIMAL.fullmatch(coded):
            return bytes.fromhex(coded).decode()
        body = coded.rstrip("=")
        return base64.b64decode(body + "=" * (-len(body) % 4), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
