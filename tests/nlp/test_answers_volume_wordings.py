"""Volumes in many wordings and languages, asked for or told unasked."""

import pytest

from bot.core.checklist import Status
from tests.nlp.answer_texts import ASKED_VOLUME, find
from tests.nlp.volume_wordings import TOLD, UNCLEAR

ITEM = "monthly_volume"
OTHERS = "We send receipts to customers who order at fernshop.example. "  # answers the other two questions


@pytest.mark.parametrize(("text", "low", "high"), TOLD)
def test_figure_asked_for_or_told_is_reckoned(text, low, high):
    for found in (find(ITEM, text, ASKED_VOLUME), find(ITEM, OTHERS + text)):
        assert found is not None
        assert (found.status, found.value["low"], found.value["high"]) == (Status.COMPLETE, low, high)


@pytest.mark.parametrize("text", UNCLEAR)
def test_unclear_figure_settles_nothing(text):
    for found in (find(ITEM, text, ASKED_VOLUME), find(ITEM, OTHERS + text)):
        assert found is None or not found.settles


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("700 a month with the exception of August, when it is 400.", 400, 700),
        ("No more than 6,000 a month, that's all seats, all nights.", None, 6000),
        ("400 a month, oh and I forgot the newsletter, that is another 900.", 1300, 1300),
        ("About 3,000 a month, and 500 more in December.", 3000, 3500),
        ("About 300 orders per month, so 300 confirmations plus 300 shipping notices.", 600, 600),
        ("300 orders a month: 300 confirmations and 300 invoices.", 600, 600),
        ("For each of ~300 orders a month we send 3 mails.", 900, 900),
        ("Every client gets 2 mails per month and we have 120 of them.", 240, 240),
        ("Between 1k and 3k a month, say 2k.", 2000, 2000),
        ("I said 3,000 a month in the form, but 2,000 is more realistic.", 2000, 2000),
        ("700 members x 1 newsletter a month + ~60 renewals.", 760, 760),
        ("2,000 a month, give or take 200.", 2000, 2000),
    ],
)
def test_figures_that_lean_on_each_other(text, low, high):
    found = find(ITEM, text, ASKED_VOLUME)
    assert found is not None
    assert (found.status, found.value["low"], found.value["high"]) == (Status.COMPLETE, low, high)


def test_the_last_sends_size_is_no_months_volume():
    found = find(ITEM, "The last big one was 9,000. Saturdays is smaller.", ASKED_VOLUME)
    assert found is None or found.status is not Status.COMPLETE


def test_a_ceiling_below_what_is_expected_is_no_figure():
    told = "We expect 5,000 in a month. With 210 shops and one mail a day each, it should not exceed 900 in the month."
    found = find(ITEM, told, ASKED_VOLUME)
    assert found is None or found.status is not Status.COMPLETE
