"""Values in words."""

from collections.abc import Mapping

import pytest

from bot.wording import join_words, to_volume_words, to_words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (40000, 40000, "about 40,000 a month"),
        (40000, 60000, "40,000 to 60,000 a month"),
        (None, 5000, "up to 5,000 a month"),
        (5000, None, "at least 5,000 a month"),
        (0, 0, "about 0 a month"),
        (1200.4, 1200.4, "about 1,200 a month"),
        (None, None, ""),
        (-5, -5, ""),
        (10**400, 10**400, ""),
        ("many", float("nan"), ""),
    ],
)
def test_volume_is_said_as_a_person_would(low: object, high: object, words: str) -> None:
    assert to_volume_words(low, high) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"types": ["transactional", "marketing"]}, "transactional and marketing e-mail"),
        ({"types": ("marketing",)}, "marketing e-mail"),
        ({"types": []}, ""),
        ({"urls": ["acme.example"], "risk": False}, "acme.example"),
        ({"urls": ["a.example", "b.example"]}, "a.example and b.example"),
        ({"urls": ["a.b", "c.d", "e.f", "g.h", "i.j"]}, "a.b, c.d, e.f and 2 more"),
        ({"urls": ["localhost", "a b.c", "<b>.example", "x" * 90 + ".example", "münchen.example"]}, "münchen.example"),
        ({"urls": None}, ""),
        ({}, ""),
    ],
)
def test_value_is_said_in_words(value: Mapping[str, object], words: str) -> None:
    assert to_words(value) == words


@pytest.mark.parametrize(
    ("words", "joined"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_words_are_joined_as_in_a_sentence(words: tuple[str, ...], joined: str) -> None:
    assert join_words(words) == joined
