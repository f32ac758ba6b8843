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
