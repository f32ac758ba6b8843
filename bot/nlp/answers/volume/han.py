"""Numbers in Chinese and Japanese characters: "两万", "三千五百"."""

import re

_DIGITS = {character: float(value) for value, character in enumerate("零一二三四五六七八九")} | {"两": 2.0, "兩": 2.0}
_SCALES = {"十": 10.0, "百": 100.0, "千": 1000.0, "万": 10_000.0, "萬": 10_000.0}
_ONES = "[一二三四五六七八九两兩]"
HAN = re.compile(
    rf"(?<![第星期周\d])(?<!\d[ ])(?:{_ONES}[十百千万萬]|十)(?:{_ONES}?[十百千万萬]){{0,3}}"
    rf"{_ONES}?(?![月年日号天周个個])"
)


def read_han(text: str) -> float:
    """The value of a match of HAN."""
    total = group = digit = 0.0
    for character in text:
        scale = _SCALES.get(character)
        if scale is None:
            digit = _DIGITS[character]
        elif scale < 10_000:
            group, digit = group + (digit or 1.0) * scale, 0.0
        else:
            total, group, digit = total + (group + digit or 1.0) * scale, 0.0, 0.0
    return total + group + digit
