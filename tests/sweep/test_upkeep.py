"""The sweep beside a worker's jobs: it tries again soon, and says what it lacks instead of failing."""

import pytest
from structlog.testing import capture_logs

from bot.jobs import Jobs
from bot.sweep import LOOK_SECONDS, Sweep
from bot.upkeep import make_sweeping
from bot.zendesk.failures import Refused
from tests.sweep.test_sweep import ACCOUNT, FakeExport, changed, load_swept


@pytest.mark.parametrize(("every", "look"), [(240, LOOK_SECONDS), (2, 1)])
def test_round_is_tried_more_often_than_it_is_due(store, every, look):
    sweep = Sweep(store, Jobs(store), FakeExport([[changed(1)]]), ACCOUNT, every)
    assert make_sweeping(sweep)() == look
    assert load_swept(store) == [1]


def test_refused_export_is_told_to_the_operator(store):
    sweep = Sweep(store, Jobs(store), FakeExport([Refused("403")]), ACCOUNT, 240)
    with capture_logs() as logs:
        assert make_sweeping(sweep)() == LOOK_SECONDS
    assert [(entry["event"], entry["error"]) for entry in logs] == [("sweep_refused", "403")]


def test_sweep_adds_nothing_to_a_long_queue_and_finds_it_later(store):
    sweep = Sweep(store, Jobs(store), FakeExport([[changed(1)]]), ACCOUNT, 240)
    lengths = [True, False]
    sweeping = make_sweeping(sweep, lambda: lengths.pop(0))
    assert sweeping() == LOOK_SECONDS
    assert load_swept(store) == []
    sweeping()
    assert load_swept(store) == [1]
