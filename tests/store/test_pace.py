"""Permits and gates: pure decisions as properties, and the same for every process on both databases."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.store.database import open_database
from bot.store.pace import (
    ACCOUNT,
    UPDATES,
    Breaker,
    Limit,
    PaceView,
    Standing,
    decide_answered,
    decide_closed,
    decide_failed,
    decide_permit,
    decide_probe,
    find_room,
    load_pace,
    save_answered,
    save_closed,
    save_failed,
    save_permit,
)
from bot.store.tables import Pace

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
FRESH = Standing(AT, AT)
LIMIT = Limit(ACCOUNT, 40, 60.0)
BREAKER = Breaker(3, 30.0)


def later(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def take_all(limit: Limit, times: list[float]) -> list[float]:
    """Those of the times at which a permit was to be had."""
    standing, taken = FRESH, []
    for seconds in times:
        permit, standing = decide_permit(standing, limit, later(seconds))
        if permit.wait_seconds == 0:
            taken.append(seconds)
    return taken


@given(
    st.integers(4, 50),
    st.floats(1, 600),
    st.lists(st.floats(0, 20), min_size=1, max_size=300),
)
def test_no_span_of_time_ever_holds_more_than_the_limit(calls, seconds, gaps):
    times = [round(sum(gaps[:number]), 6) for number in range(len(gaps))]
    taken = take_all(Limit(ACCOUNT, calls, seconds), times)
    assert all(last - first > seconds for first, last in zip(taken, taken[calls:], strict=False))


@given(st.integers(4, 500), st.floats(1, 600), st.integers(1, 600))
def test_wait_that_is_told_is_enough_and_not_too_long(calls, seconds, taken):
    limit = Limit(ACCOUNT, calls, seconds)
    standing = Standing(AT + min(taken, limit.burst) * limit.step, AT)
    permit, _ = decide_permit(standing, limit, AT)
    if permit.wait_seconds:
        assert decide_permit(standing, limit, later(permit.wait_seconds))[0].wait_seconds == 0
        assert decide_permit(standing, limit, later(permit.wait_seconds - 0.001))[0].wait_seconds > 0


def test_quarter_may_come_at_once_and_the_rest_in_even_steps():
    assert len(take_all(LIMIT, [0.0] * 100)) == 10
    assert len(take_all(LIMIT, [at / 10 for at in range(601)])) == 40


def test_spare_is_left_to_others():
    standing = FRESH
    for _ in range(10):
        permit, standing = decide_permit(standing, Limit(ACCOUNT, 40, 60.0, spare=0.3), AT)
    assert permit.wait_seconds > 0
    assert find_room(standing.full_at, LIMIT, AT) == 3


@pytest.mark.parametrize("years", [-10, 10])
def test_clock_that_jumps_closes_nothing_for_longer_than_it_could_have_been(years):
    there = AT + timedelta(days=365 * years)
    permit, _ = decide_permit(Standing(there, AT), LIMIT, AT)
    assert permit.wait_seconds <= LIMIT.step.total_seconds()
    permit, _ = decide_permit(Standing(AT, there), LIMIT, AT)
    assert permit.wait_seconds <= 3600


def test_closed_gate_tells_the_rest_of_its_wait_and_is_never_opened_sooner():
    standing = decide_closed(FRESH, 60.0, "429", AT)
    standing = decide_closed(standing, 5.0, "503", later(1))
    permit, _ = decide_permit(standing, LIMIT, later(20))
    assert (permit.wait_seconds, permit.reason) == (40.0, "429")
    assert decide_permit(standing, LIMIT, later(60))[0].wait_seconds == 0


def test_breaker_trips_after_so_many_failures_in_a_row_and_lets_one_call_try():
    standing = FRESH
    for _ in range(2):
        standing = decide_failed(standing, BREAKER, AT)
    assert decide_permit(standing, LIMIT, AT)[0].wait_seconds == 0
    standing = decide_failed(standing, BREAKER, AT)
    assert decide_permit(standing, LIMIT, AT)[0].reason == "breaker"
    permit, standing = decide_permit(standing, LIMIT, later(30))
    assert permit.wait_seconds == 0
    standing = decide_probe(standing, BREAKER, later(30))
    assert decide_permit(standing, LIMIT, later(31))[0].wait_seconds == 2.0
    assert decide_permit(decide_answered(standing, later(31)), LIMIT, later(31))[0].wait_seconds == 0


def test_answer_ends_a_row_of_failures_but_not_a_wait_that_zendesk_asked_for():
    standing = decide_closed(decide_failed(FRESH, BREAKER, AT), 60.0, "429", AT)
    standing = decide_answered(standing, AT)
    assert standing.failures == 0
    assert decide_permit(standing, LIMIT, AT)[0].wait_seconds == 60.0


def test_permits_run_out_and_take_none_from_another_limit(engine):
    account, updates = Limit(ACCOUNT, 1000, 3600.0), Limit(UPDATES, 8, 3600.0)
    waits = [save_permit(engine, [account, updates], BREAKER).wait_seconds for _ in range(5)]
    assert [wait > 0 for wait in waits] == [False, False, True, True, True]
    assert load_pace(engine).rooms == {ACCOUNT: 248, UPDATES: 0}


def test_nothing_was_called_yet(engine):
    assert load_pace(engine) == PaceView()


def test_gate_is_told_to_those_who_watch_and_opens_by_itself(engine):
    save_closed(engine, LIMIT, 60.0, "429")
    view = load_pace(engine)
    assert (view.closed_by, view.failures) == ("429", 0)
    assert 50 < (view.closed_until - datetime.now(UTC)).total_seconds() <= 60
    with engine.begin() as connection:
        connection.execute(update(Pace).values(closed_until=AT - timedelta(days=9999)))
    assert load_pace(engine).closed_until is None
    assert save_permit(engine, [LIMIT], BREAKER).wait_seconds == 0


def test_failures_are_counted_and_forgotten(engine):
    for _ in range(3):
        save_failed(engine, LIMIT, BREAKER)
    assert load_pace(engine).closed_by == "breaker"
    assert load_pace(engine).failures == 3
    save_answered(engine, LIMIT)
    assert save_permit(engine, [LIMIT], BREAKER).failures == 0
    assert load_pace(engine).closed_by == ""


def test_only_one_call_tries_a_zendesk_that_was_left_alone(engine):
    for _ in range(3):
        save_failed(engine, LIMIT, BREAKER)
    with engine.begin() as connection:
        connection.execute(update(Pace).values(closed_until=AT - timedelta(days=9999)))
    with ThreadPoolExecutor(8) as pool:
        permits = list(pool.map(lambda _: save_permit(engine, [LIMIT], BREAKER), range(8)))
    assert sorted(permit.wait_seconds > 0 for permit in permits) == [False] + [True] * 7


def test_gate_of_one_ticket_leaves_the_others_open(engine):
    one, other = Limit("ticket:1", 25, 600.0), Limit("ticket:2", 25, 600.0)
    save_closed(engine, one, 60.0, "429")
    assert save_permit(engine, [LIMIT, one], BREAKER).reason == "429"
    assert save_permit(engine, [LIMIT, other], BREAKER).wait_seconds == 0
    assert load_pace(engine).closed_tickets == 1


def test_tickets_that_have_rested_are_forgotten(engine):
    quick = [Limit(f"ticket:{number}", 1_000_000, 0.001) for number in range(20)]
    for limit in quick:
        save_permit(engine, [LIMIT, limit], Breaker())
    with engine.connect() as connection:
        assert len(connection.execute(select(Pace.scope)).all()) < 6


def test_threads_together_get_no_more_than_there_is(engine):
    limits = [Limit(ACCOUNT, 40, 3600.0), Limit("ticket:1", 80, 3600.0)]
    together = threading.Barrier(8)

    def take(_: int) -> int:
        together.wait()
        return sum(save_permit(engine, limits, BREAKER).wait_seconds == 0 for _ in range(5))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(8))) == 10


def test_processes_together_get_no_more_than_there_is_and_see_each_others_gate(engine, database_url):
    program = """
import sys
from bot.store.database import open_database
from bot.store.pace import *
engine, limit = open_database(sys.argv[1]), Limit("account", 80, 3600.0)
print(sum(save_permit(engine, [limit], Breaker()).wait_seconds == 0 for _ in range(20)))
save_closed(engine, limit, 500.0, "503")
"""
    command = [sys.executable, "-c", program, database_url]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    taken = [int(process.communicate(timeout=90)[0]) for process in running]
    assert sum(taken) in range(1, 21)
    assert load_pace(engine).closed_by == "503"
    other = open_database(database_url)
    assert save_permit(other, [Limit(ACCOUNT, 80, 3600.0)], BREAKER).reason == "503"
    other.dispose()
