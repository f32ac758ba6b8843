"""Patterns of alternatives find what one pattern of them finds, and needles are never missed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.alternatives import Alternatives, Bundle
from bot.reading.needles import NEEDLES, Index, find_leads, find_needles, fold_case

WORDS = (
    "bought",
    "buy",
    "licen[cs]ed?",
    r"(?:the )?lists?",
    r"pa\w+ for",
    "a|an",
    r"\d{2,3}k",
    "buy lists",
    "[äb]lank",
)
TEXTS = st.lists(
    st.sampled_from(("bought", "buy", "licensed", "the list", "lists", "paid for", "an", "20k", "x", "blank", "Ä"))
).map(" ".join)


def _spans(pattern, text, *places):
    return [match.span() for match in pattern.finditer(text, *places)]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), TEXTS, st.integers(0, 9))
def test_alternatives_find_what_one_pattern_finds(alternatives, text, start):
    ours = Alternatives(alternatives, before=r"(?<!\w)", after=r"(?!\w)")
    whole = re.compile(ours.pattern)

    assert _spans(ours, text) == _spans(whole, text)
    assert _spans(ours, text, start, 30) == _spans(whole, text, start, 30)
    assert getattr(ours.search(text, start), "span", tuple)() == getattr(whole.search(text, start), "span", tuple)()
    assert getattr(ours.match(text, start), "span", tuple)() == getattr(whole.match(text, start), "span", tuple)()
    assert ours.sub("~", text) == whole.sub("~", text)
    assert ours.may_match(text) or not whole.search(text)


def test_no_alternatives_match_nothing():
    assert Alternatives([]).search("anything") is None


@pytest.mark.parametrize(
    ("pattern", "needles"),
    [
        ("(bought|rented) lists?", {" list"}),
        ("(bought|rented)?", set()),
        (r"a\d+", {"a"}),
        ("x(?:yz)+", {"yz"}),
        ("[ab]", {"a", "b"}),
        (r"\w+", set()),
        ("(?:ab|c*)", set()),
        ("newsletters", {"newsl"}),
        ("newsletter|mail", {"newsl", "mail"}),
        ("news(?:letters?|mails)", {"lette", "mails"}),
        (r"enews?letters?", {"lette"}),
        ("e1234{1,2}56789", {"56789"}),
    ],
)
def test_a_pattern_tells_its_needles(pattern, needles):
    assert find_needles(pattern) == needles


@given(TEXTS)
def test_a_bundle_finds_the_first_match_of_each_pattern(text):
    found = Bundle(tuple(Alternatives([word]) for word in WORDS)).search_each(text)

    assert [match.span() for match in found] == [m.span() for word in WORDS if (m := re.search(word, text))]


def test_letters_that_ignored_case_puts_alike_fold_alike():
    letters = [chr(code) for code in range(0x80, 0x3000) if chr(code).isalpha()]
    every = "".join(letters) + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

    for letter in "aiksßäéğłλμσςθвдотсъı":
        for alike in re.findall(letter, every, re.IGNORECASE):
            assert fold_case(alike) == fold_case(letter), (letter, alike)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), TEXTS, st.integers(0, 9), st.booleans())
def test_alternatives_find_the_same_in_a_long_text(alternatives, text, start, alone):
    long = ". ".join([text, "nothing of it stands here " * 9, text, "nor here " * 9, text])
    ours = Alternatives(alternatives, before=r"(?<!\w)", after=r"(?!\w)", flags=re.IGNORECASE, alone=alone)
    whole = re.compile(ours.pattern, re.IGNORECASE)

    assert _spans(ours, long) == _spans(whole, long)
    assert _spans(ours, long, start, 300) == _spans(whole, long, start, 300)
    assert getattr(ours.search(long, start), "span", tuple)() == getattr(whole.search(long, start), "span", tuple)()


@pytest.mark.parametrize(
    ("pattern", "leads"),
    [
        ("(bought|rented) lists?", {" list": 6}),
        (r"a{1,3}\d{0,9}bcd", {"bcd": 12}),
        ("(?:xy|a?xyz)+", {"xy": 0, "xyz": 1}),
        (r"(?<=in )\w?list", {"list": 1}),
    ],
)
def test_a_pattern_tells_how_far_into_a_match_its_needles_stand(pattern, leads):
    assert find_leads(pattern) == leads


def test_a_part_of_a_text_holds_what_it_holds_by_itself():
    whole = "we bought the list of licensed people, and paid for an entry " * 3
    afresh = Index()
    afresh.add(NEEDLES.find_held(whole))

    for part in (whole[at : at + 30] for at in range(60)):
        assert NEEDLES.find_held(part) == afresh.find_held(part)
