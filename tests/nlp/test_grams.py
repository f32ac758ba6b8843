"""Words, letters and concepts as hashed features."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlp.grams import Lexicon, hash_letters, hash_names, list_concepts, list_words, load_lexicon, split_tokens

LEXICON = Lexicon(
    {
        "account": ["account*"],
        "restricted": ["suspen*", "on hold", "cut us off"],
        "lift": ["re-enabl*"],
        "again": ["account back"],
        "chinese": ["封"],
    }
)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("We DIDN'T send 14,000 mails.", ["we", "didn't", "send", "14000", "mails", "."]),
        ("100/h, a/c", ["100", "h", "a", "c"]),
        ("账号被封", ["账", "号", "被", "封"]),
        ("1'500'000 € or 20 %?", ["1500000", "€", "or", "20", "%", "?"]),
        ("", []),
    ],
)
def test_text_is_split_into_words_numbers_and_marks(text: str, tokens: list[str]) -> None:
    assert split_tokens(text) == tokens


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("accounts", [("account",)]),
        ("suspended", [("restricted",)]),
        ("put on hold", [(), ("restricted",), ()]),
        ("on hold", [("restricted",), ()]),
        ("on time", [(), ()]),
        ("re-enabling", [("lift",), ()]),
        ("account back", [("again", "account"), ()]),
        ("被封", [(), ("chinese",)]),
        ("100", [("number3",)]),
    ],
)
def test_words_and_phrases_are_looked_up(text: str, concepts: list[tuple[str, ...]]) -> None:
    assert LEXICON.find_concepts(split_tokens(text)) == concepts


def test_concepts_are_paired_within_a_sentence_only() -> None:
    together, apart = split_tokens("my account is suspended"), split_tokens("my account. It is suspended")
    assert "account>restricted" in list(list_concepts(together, LEXICON.find_concepts(together)))
    assert "account>restricted" not in list(list_concepts(apart, LEXICON.find_concepts(apart)))


def test_words_come_alone_in_pairs_and_in_triples() -> None:
    assert list(list_words(["a", "b", "c"])) == ["a", "b", "c", "a b", "b c", "a b c"]


def test_letters_never_cross_a_space() -> None:
    apart = {*hash_letters("ab", 1 << 20), *hash_letters("cd", 1 << 20)}
    assert {*hash_letters("ab cd", 1 << 20)} == apart
    assert {*hash_letters("abcd", 1 << 20)} != apart


@given(st.text(max_size=300))
def test_any_text_is_turned_into_buckets(text: str) -> None:
    tokens = split_tokens(text)
    names = hash_names([*list_words(tokens), *list_concepts(tokens, load_lexicon().find_concepts(tokens))], 64)
    for buckets in (names, hash_letters(text, 64)):
        assert buckets.dtype == np.int64
        assert all(0 <= bucket < 64 for bucket in buckets)


@pytest.mark.parametrize("text", ["a" * 20_000, "account " * 2_500, "封" * 20_000, "re-" * 7_000, "1,000" * 4_000])
def test_long_text_is_read_quickly(text: str) -> None:
    started = time.process_time()
    tokens = split_tokens(text)
    hash_names(list_concepts(tokens, load_lexicon().find_concepts(tokens)), 1 << 16)
    hash_letters(text, 1 << 16)
    assert time.process_time() - started < 1.5
