"""Volumes as many hands tell them."""

import pytest

from bot.core.checklist import Status
from tests.nlp.answer_texts import ASKED_VOLUME, find
from tests.nlp.volume_hands import ANSWERS
from tests.nlp.volume_hands_told import TOLD, UNCLEAR

ITEM = "monthly_volume"
OTHERS = "We send receipts to customers who order at fernshop.example. "  # answers the other two questions


@pytest.mark.parametrize(("text", "low", "high"), ANSWERS)
def test_figure_that_answers_the_desk_is_reckoned(text, low, high):
    found = find(ITEM, text, ASKED_VOLUME)
    assert found is not None
    assert (found.status, found.value["low"], found.value["high"]) == (Status.COMPLETE, low, high)


@pytest.mark.parametrize(("text", "low", "high"), TOLD)
def test_figure_beside_other_answers_is_reckoned(text, low, high):
    found = find(ITEM, OTHERS + text)
    assert found is not None
    assert (found.status, found.value["low"], found.value["high"]) == (Status.COMPLETE, low, high)


@pytest.mark.parametrize("text", UNCLEAR)
def test_figure_that_is_vague_or_disputed_is_partial(text):
    found = find(ITEM, text, ASKED_VOLUME)
    assert found is not None
    assert (found.status, found.value["low"], found.value["high"]) == (Status.PARTIAL, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "I pay 35 dollars a month for 50,000 mails.",
        "We have 12 staff and 3 shops.",
        "Never more an hour than your limit.",
        "Could you make it 40 000 instead of 5 000 in the package?",
    ],
)
def test_figure_of_money_staff_or_package_is_no_volume(text):
    found = find(ITEM, OTHERS + text)
    assert found is None or found.status is not Status.COMPLETE
