"""Samples while Zendesk doubles, loses, refuses and breaks calls: the same endings as without, no reply twice."""

from bot.demo.play import play
from bot.demo.samples import load_samples
from bot.demo.stage import set_up_stage
from tests.chaos.soak import FAULTS

LIMIT_SECONDS = 150
PLAYED = 10  # of the samples: `make soak` and `make chaos` are the long forms


def test_no_sample_is_answered_twice_under_faults():
    with set_up_stage(fault_duplicate=True, fault_lose_response=True) as stage:
        for fault in FAULTS:
            stage.sandbox.hub.faults.add({"path": "/tickets/*", **fault})
        endings = list(play(stage, load_samples()[:PLAYED], LIMIT_SECONDS))
    assert {e.sample.id: e.find_faults() for e in endings if e.find_faults()} == {}
    assert sum(call.fault is not None for call in stage.sandbox.hub.calls.list()) > PLAYED
