"""What an account shows, said in the customer's language.

The account's checks say it in English, in sentences of a known set: ``facts`` in ``templates/replies/en/words.toml``.
A sentence is found again by its shape, and said by the other language's sentence of the same key."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from string import Formatter

from bot.reply_languages import ENGLISH, Words, load_words
from bot.wording import join_domains

_COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(?:{'|'.join(_COUNTED)}|[0-9][0-9,]{{0,14}})"
_PLACES: Mapping[str, str] = {
    "day": r"[0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4}",
    "until": r"[0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4}",
    "count": _NUMBER,
    "all": _NUMBER,
    "days": _NUMBER,
    "domain": r"[^\s,]{1,253}",
    "domains": r"[^\s,]{1,253}(?:, [^,]{1,253}){1,3}",
}


def translate_fact(told: str, words: Words) -> str:
    """The sentence in that language; "" where it is none of the known set: the item's own words have to do."""
    if words.language == ENGLISH:
        return told
    for key, shape in _load_shapes().items():
        found = shape.fullmatch(told)
        if found and key in words.facts:
            said = {name: _FILLED.get(name, _to_count)(value, words) for name, value in found.groupdict().items()}
            return words.facts[key].format(**said)
    return ""


@cache
def _load_shapes() -> Mapping[str, re.Pattern[str]]:
    return {key: re.compile(_to_shape(text), re.IGNORECASE) for key, text in load_words(ENGLISH).facts.items()}


def _to_shape(text: str) -> str:
    pieces = Formatter().parse(text)
    return "".join(re.escape(said) + (f"(?P<{name}>{_PLACES[name]})" if name else "") for said, name, _, _ in pieces)


def _to_day(value: str, words: Words) -> str:
    day, month, year = value.split()
    names = list(load_words(ENGLISH).months)
    return words.day.format(day=day, month=words.months[names.index(month)], year=year) if month in names else value


def _to_count(value: str, words: Words) -> str:
    number = _COUNTED.index(value.lower()) if value.lower() in _COUNTED else int(value.replace(",", ""))
    return f"{number:,}".replace(",", words.values.thousands)


def _to_domains(value: str, words: Words) -> str:
    names = value.split(", ")
    more = names[-1].removesuffix(" more") if names[-1].endswith(" more") else ""
    return join_domains(tuple(names[:-1] if more else names), int(_to_count(more, words)) if more else 0, words.values)


_FILLED: Mapping[str, Callable[[str, Words], str]] = {
    "day": _to_day,
    "until": _to_day,
    "domain": lambda value, _: value,
    "domains": _to_domains,
}
