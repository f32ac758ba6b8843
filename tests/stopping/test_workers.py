"""A worker that is told to end finishes the job in hand, or gives it back; real processes, really told."""

import signal
import time

import pytest

from bot.jobs import Jobs
from bot.store.beats import load_newest_beat
from bot.store.deliveries import Fortune, count_open, load_fortune, load_open_delivery
from tests.chaos.house import Part
from tests.jobs.workers import file_delivery, wait_until

SLOW_SECONDS = 1.0  # each of a run's four calls
ENDLESS_SECONDS = 9.0  # an answer may take ten
OVERHEAD_SECONDS = 15.0  # of an orderly end beyond the time that its jobs take, on a busy machine


def begin_slowly(start, sandbox, engine, ticket_id: int, seconds: float, **settings: object) -> tuple[Part, int]:
    """A worker with a delivery of the ticket in hand, to which the stand-in answers slowly."""
    worker = start("worker", **settings)
    wait_until(lambda: (beat := load_newest_beat(engine)) and beat[1] == "ok", 30)
    sandbox.hub.faults.add({"kind": "slow", "path": f"/tickets/{ticket_id}*", "slow_seconds": seconds})
    delivery_id = file_delivery(engine, ticket_id)
    wait_until(lambda: load_fortune(engine, ticket_id).starts)
    return worker, delivery_id


def end(part: Part, most_seconds: float) -> int:
    """Tell it to end; its exit code."""
    begun = time.monotonic()
    part.signal(signal.SIGTERM)
    assert part.process
    code = part.process.wait(timeout=2 * most_seconds)
    assert time.monotonic() - begun < most_seconds, part.log.read_text(encoding="utf-8")
    return code


def count_written(sandbox, ticket_id: int) -> int:
    """How often the bot wrote to the ticket."""
    return len(sandbox.hub.desk.find_ticket(ticket_id).audits) - 1


@pytest.mark.parametrize("make_database", ["sqlite"], indirect=True)
def test_worker_finishes_the_job_in_hand(start, sandbox, engine, ticket_id):
    worker, delivery_id = begin_slowly(start, sandbox, engine, ticket_id, SLOW_SECONDS, stop_seconds=20)
    assert end(worker, 4 * SLOW_SECONDS + OVERHEAD_SECONDS) == 0
    assert load_open_delivery(engine, delivery_id) is None  # the sweep may have put another one beside it
    assert load_fortune(engine, ticket_id) == Fortune()
    assert load_newest_beat(engine) is None
    assert count_written(sandbox, ticket_id) == 1


@pytest.mark.parametrize("make_database", ["postgresql"], indirect=True)
def test_job_that_takes_too_long_is_given_back_and_done_by_another(start, sandbox, engine, ticket_id):
    """The other takes it at once: it need not hold the first one for dead, and the ticket for what killed it."""
    worker, _ = begin_slowly(start, sandbox, engine, ticket_id, ENDLESS_SECONDS, stop_seconds=1, dead_seconds=30)
    assert end(worker, 1 + OVERHEAD_SECONDS) == 0
    assert count_open(engine) >= 1
    assert len(Jobs(engine).load_in_hand()) == 1
    assert load_fortune(engine, ticket_id) == Fortune()
    assert load_newest_beat(engine) is None
    sandbox.hub.faults.remove()
    start("worker", worker_id="another", dead_seconds=30)
    wait_until(lambda: count_open(engine) == 0, 20)
    assert count_written(sandbox, ticket_id) == 1
