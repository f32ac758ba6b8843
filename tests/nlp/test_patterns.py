"""No pattern of the project can be made slow: a check of how each is built, and an attack on each."""

import re

import pytest

from tests.nlp.attacks import LIMIT, find_slowest, list_attacks
from tests.nlp.patterns import find_anchored, find_patterns
from tests.nlp.static import find_faults


@pytest.fixture(scope="module")
def patterns():
    return find_patterns()


def test_all_patterns_are_found(patterns):
    places = list(patterns)

    assert len(places) > 500
    for known in ("bot.reading.footers._FOOTER", "bot.nlp.answers.kinds._kinds", "bot.reading.secrets:"):
        assert any(place.startswith(known) for place in places)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(?:a*b?)*c",
        r"(a|aa)+$",
        r"(?:\s*x?\s*)*y",
        r"(\w+\s?)+:",
        r"\s*\s*x",
        r"\w+\d*\w+!",
        r"a+(?:\s*)a*b",
        r"x(?:\d+|[0-9a-f]+)*z",
    ],
)
def test_a_dangerous_pattern_is_reported(pattern):
    assert find_faults(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:a+b)+",
        r"\d+(?:[.,]\d+)*",
        r"(?:the |this )*\w+",
        r"\s*+\s*x",
        r"(?>a+)a*b",
        r"\w+ \w+",
        r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/",
    ],
)
def test_a_harmless_pattern_is_not_reported(pattern):
    assert find_faults(pattern) == []


def test_patterns_cannot_divide_a_text_in_many_ways(patterns):
    faults = {place: found for place, p in patterns.items() if (found := find_faults(p.pattern, int(p.flags)))}

    assert faults == {}


def test_an_attack_finds_a_slow_pattern():
    slow = re.compile(r"\s{0,5000}x")

    assert any(pump == " " for _, pump, _ in list_attacks(slow))
    assert find_slowest(slow)[0] > LIMIT


def test_no_pattern_is_slow_on_its_own_letters(patterns):
    anchored = find_anchored(patterns)
    slow = {}
    for place, pattern in patterns.items():
        seconds, text = find_slowest(pattern, place in anchored)
        if seconds > LIMIT:
            slow[place] = (round(seconds, 3), text)

    assert slow == {}
