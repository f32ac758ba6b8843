"""Text made plain: letter for letter, and no two words of another script made one."""

import pytest

from bot.nlp.answers.plain import LONGEST, find_sentences, to_plain, to_plain_pattern
from bot.nlp.steps.words import fold


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ärger ŁÓDŹ", "arger lodz"),
        ("ØRSTED Ætt Œuvre", "orsted att ouvre"),
        ("월 이 원", "월 이 원"),
        ("パスワード", "パスワード"),
    ],
)
def test_accents_go_and_syllables_stay(text: str, plain: str) -> None:
    assert to_plain(text) == plain
    assert len(plain) == len(text)


def test_folding_of_words_keeps_syllables_too() -> None:
    assert fold("무시") != fold("문서")


def test_pattern_is_made_plain_but_for_its_signs() -> None:
    assert to_plain_pattern(r"débloquer\W+(?:é|e)") == r"debloquer\W+(?:e|e)"


def test_pieces_of_a_text_that_runs_on_begin_with_a_letter() -> None:
    spans = find_sentences("word " * LONGEST, "word " * LONGEST)
    assert len(spans) > 1
    assert not any(span.text.startswith(" ") for span in spans)
