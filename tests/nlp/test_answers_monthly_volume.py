"""Volumes in many wordings, languages and settings."""

import pytest

from bot.core.checklist import Status
from bot.core.conversation import Author, Message
from bot.nlp.answers import find_ruled
from bot.nlp.answers.layout import to_layout
from bot.nlp.view import to_view
from tests.nlp.answer_texts import ASKED_VOLUME, find
from tests.nlp.volume_texts import BARE_FIGURES, FIGURES, NO_VOLUME, VAGUE

ITEM = "monthly_volume"
OTHERS = "We send receipts to customers who order at fernshop.example. "  # answers the other two questions


@pytest.mark.parametrize(("text", "low", "high"), FIGURES)
def test_figure_beside_other_answers_is_a_months(text, low, high):
    found = find(ITEM, OTHERS + text)
    assert found is not None
    assert (found.status, found.value["low"], found.value["high"]) == (Status.COMPLETE, low, high)


@pytest.mark.parametrize(("text", "low", "high"), [*FIGURES, *BARE_FIGURES])
def test_figure_that_answers_the_desk_is_a_months(text, low, high):
    found = find(ITEM, text, ASKED_VOLUME)
    assert found is not None
    assert (found.status, found.value["low"], found.value["high"]) == (Status.COMPLETE, low, high)


@pytest.mark.parametrize("text", VAGUE)
def test_vague_word_that_answers_the_desk_is_partial(text):
    found = find(ITEM, text, ASKED_VOLUME)
    assert found is not None
    assert (found.status, found.value["low"], found.value["high"]) == (Status.PARTIAL, None, None)


@pytest.mark.parametrize("text", NO_VOLUME)
@pytest.mark.parametrize("asked", ["", ASKED_VOLUME])
def test_plan_or_limit_is_no_volume(text, asked):
    found = find(ITEM, text, asked)
    assert found is None or found.status is not Status.COMPLETE


@pytest.mark.parametrize(
    "text",
    [
        "You can call me at ext. 12, Monday to Friday 8 to 17.",
        "T 01632 960 321",
        "Tel 0212 555 01 33",
        "Our charter dates from May 6, 2025.",
        "Please unblock the account within five working days.",
        "Suppose we stayed below 10k a month, would that help?",
        "I could tell you 200 or two million a month.",
    ],
)
def test_figure_of_something_else_is_no_volume(text):
    found = find(ITEM, OTHERS + text)
    assert found is None or found.status is not Status.COMPLETE


@pytest.mark.parametrize(("second", "agreed"), [("40,000", False), ("5,000", True)])
def test_figures_apart_that_have_nothing_in_common_are_doubted(second, agreed):
    text = f"We send 5,000 mails a month.\n\nOur shop is old. It is nice here.\n\nThe volume is {second} mails a month."
    layout = to_layout(to_view(Message("comment:1", Author.REQUESTER, text)))
    assert [found.agreed for found in find_ruled(layout) if found.item == ITEM] == [agreed]
