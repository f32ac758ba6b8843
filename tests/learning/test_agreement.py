"""How the words shown as evidence are compared with those that people marked."""

import pytest

from bot.learning.agreement import measure_evidence


@pytest.mark.parametrize(
    ("marked", "shown", "precision", "recall", "touched"),
    [
        (["New key, old one gone"], ["new key, old one gone."], 1.0, 1.0, 1.0),
        (["new key"], ["we made a new key"], 0.4, 1.0, 1.0),
        (["new key", "old one gone"], ["new key"], 1.0, 0.4, 1.0),
        (["done done"], ["done"], 1.0, 0.5, 1.0),
        (["new key"], ["passwords"], 0.0, 0.0, 0.0),
        (["new key"], [], 0.0, 0.0, 0.0),
    ],
    ids=["same", "more shown", "less shown", "each as often as it stands", "other words", "nothing shown"],
)
def test_words_that_are_shown_are_counted_against_those_marked(marked, shown, precision, recall, touched):
    figures = measure_evidence([({"evidence": {"api_key": marked}}, {"evidence": {"api_key": shown}})])
    assert figures == {"api_key": {"tickets": 1, "precision": precision, "recall": recall, "touched": touched}}


@pytest.mark.parametrize("label", [{}, {"evidence": {}}, {"evidence": None}, {"evidence": {"api_key": []}}])
def test_what_nobody_marked_does_not_count(label):
    assert measure_evidence([(label, {"evidence": {"api_key": ["new key"]}})]) == {}


def test_items_are_told_apart_and_tickets_added_up():
    pairs = [
        ({"evidence": {"api_key": ["new key"], "two_factor": ["on"]}}, {"evidence": {"api_key": ["new key"]}}),
        ({"evidence": {"api_key": ["rolled it"]}}, {"evidence": {"api_key": ["it"]}}),
    ]
    figures = measure_evidence(pairs)
    assert figures["api_key"] == {"tickets": 2, "precision": 1.0, "recall": 0.75, "touched": 1.0}
    assert figures["two_factor"] == {"tickets": 1, "precision": 0.0, "recall": 0.0, "touched": 0.0}
