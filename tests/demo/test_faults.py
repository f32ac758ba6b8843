"""Samples with both faults of Zendesk switched on for all tickets: the same endings, no reply twice."""

from bot.demo.play import play
from bot.demo.samples import load_samples
from bot.demo.stage import set_up_stage

LIMIT_SECONDS = 150
PLAYED = 10  # of the samples: `make chaos` is the long form


def test_no_sample_is_answered_twice_under_faults():
    with set_up_stage(fault_duplicate=True, fault_lose_response=True) as stage:
        endings = list(play(stage, load_samples()[:PLAYED], LIMIT_SECONDS))
    assert {e.sample.id: e.find_faults() for e in endings if e.find_faults()} == {}
