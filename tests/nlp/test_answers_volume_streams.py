"""Volumes that several sentences or messages make together."""

import pytest

from bot.core.checklist import Status
from tests.nlp.answer_texts import ASKED_VOLUME, find
from tests.nlp.test_answers_volume_threads import settle_volume
from tests.nlp.volume_apart import APART, RECOUNTED, UNSETTLED
from tests.nlp.volume_streams import LATER, STREAMS, WITHDRAWN

ITEM = "monthly_volume"
OTHERS = "We send receipts to customers who order at fernshop.example. "  # answers the other two questions


@pytest.mark.parametrize(("text", "low", "high"), STREAMS)
def test_streams_of_several_sentences_are_reckoned_together(text, low, high):
    found = find(ITEM, OTHERS + text)
    assert found is not None
    assert (found.status, found.value["low"], found.value["high"]) == (Status.COMPLETE, low, high)


@pytest.mark.parametrize(("text", "low", "high"), APART)
def test_heads_rates_and_events_that_stand_apart_are_reckoned_together(text, low, high):
    found = find(ITEM, OTHERS + text)
    assert found is not None
    assert (found.status, found.value["low"], found.value["high"]) == (Status.COMPLETE, low, high)


@pytest.mark.parametrize("text", UNSETTLED)
def test_figures_that_their_writer_does_not_settle_are_partial(text):
    found = find(ITEM, OTHERS + text)
    assert found is not None
    assert found.status is Status.PARTIAL


@pytest.mark.parametrize(("first", "later", "volume"), RECOUNTED)
def test_heads_counted_again_change_what_was_reckoned_from_them(first, later, volume):
    found = settle_volume(first, later)
    assert (found.status, found.value["low"], found.value["high"]) == (Status.COMPLETE, volume, volume)


@pytest.mark.parametrize(("first", "later", "low", "high"), LATER)
def test_later_word_on_a_part_or_a_month_is_reckoned_with_the_first(first, later, low, high):
    found = settle_volume(first, later)
    assert (found.status, found.value["low"], found.value["high"]) == (Status.COMPLETE, low, high)


@pytest.mark.parametrize("later", WITHDRAWN)
def test_figure_that_must_not_be_put_down_is_partial(later):
    assert settle_volume("Volume: 2,000 a month.", later).status is Status.PARTIAL


@pytest.mark.parametrize("text", ["それほど多くありません。", "时期不同,说不准。", "不固定"])
def test_vague_word_of_a_script_without_spaces_is_partial(text):
    found = find(ITEM, text, ASKED_VOLUME)
    assert found is not None
    assert found.status is Status.PARTIAL
