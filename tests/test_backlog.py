"""What is not handled yet, and what an operator may do about it: on real databases, with real jobs."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.backlog import (
    DELAYED,
    PARKED,
    RUNNING,
    STRANDED,
    WAITING,
    NotPossible,
    discard,
    find_hint,
    load_backlog,
    retry,
)
from bot.jobs import Jobs, name_job
from bot.store.deliveries import (
    Fortune,
    NewDelivery,
    count_open,
    load_fortune,
    load_open_delivery,
    now,
    save_attempt,
    save_delivery,
    save_end,
    save_parked,
    save_start,
)
from bot.store.tables import Delivery
from tests.jobs.workers import Recorder, delivery_in_hand, file_delivery, running_worker, wait_until

TICKET = 42


@pytest.fixture
def jobs(engine) -> Jobs:
    return Jobs(engine)


@pytest.fixture
def look(engine, jobs):
    """The ticket's work as the operator sees it."""
    return lambda: load_backlog(engine, jobs, 10)


def fail_once(engine, jobs, delivery_id, error, wait_seconds=600.0) -> None:
    """An attempt that ended in an error, as the worker keeps it."""
    delivery = load_open_delivery(engine, delivery_id)
    with engine.begin() as connection:
        assert save_attempt(connection, delivery, error)
        jobs.enqueue(connection, delivery_id, delivery.ticket_id, delivery.attempts + 1, wait_seconds)


def end_jobs(engine) -> None:
    """Let every job that waits run to its end without doing anything."""
    with running_worker(engine, lambda _delivery_id: None):
        wait_until(lambda: not Jobs(engine).load_live())


def test_nothing_open_is_an_empty_list(look):
    assert look() == []


def test_new_delivery_waits(engine, look):
    file_delivery(engine, TICKET)
    file_delivery(engine, TICKET)
    [work] = look()
    assert (work.ticket_id, work.state, work.deliveries, work.attempts, work.error) == (TICKET, WAITING, 2, 0, None)
    assert now() - work.since < timedelta(minutes=1)


def test_ticket_whose_call_failed_is_delayed_and_says_until_when(engine, jobs, look):
    delivery_id = file_delivery(engine, TICKET)
    fail_once(engine, jobs, delivery_id, "429 APIRateLimitExceeded")
    end = now() + timedelta(seconds=600)
    with running_worker(engine, lambda _delivery_id: None):
        wait_until(lambda: jobs.load_live() == {name_job(delivery_id, 1)})
    [work] = look()
    assert (work.state, work.attempts, work.error) == (DELAYED, 1, "429 APIRateLimitExceeded")
    assert abs(work.due_at - end) < timedelta(minutes=1)
    assert "asked for a pause" in work.hint


def test_ticket_in_hand_is_running(engine, look):
    with delivery_in_hand(engine, file_delivery(engine, TICKET)):
        assert [work.state for work in look()] == [RUNNING]


def test_parked_ticket_tells_why(engine, look):
    file_delivery(engine, TICKET)
    save_parked(engine, TICKET, "failed: KeyError")
    [work] = look()
    assert (work.state, work.error) == (PARKED, "failed: KeyError")
    assert "log" in work.hint


def test_delivery_without_a_job_is_stranded(engine, look):
    with engine.begin() as connection:
        save_delivery(connection, NewDelivery("one", TICKET, "created"), now())
    assert [work.state for work in look()] == [STRANDED]


def test_those_that_waited_longest_come_first_up_to_the_limit(engine, jobs):
    for ticket in (5, 3, 9):
        file_delivery(engine, ticket)
    assert [work.ticket_id for work in load_backlog(engine, jobs, 2)] == [5, 3]


def test_ticket_with_a_thousand_deliveries_is_one_line(engine, jobs, look):
    with engine.begin() as connection:
        for number in range(1000):
            save_delivery(connection, NewDelivery(f"{number}", TICKET, "replied"), now())
    assert [(work.ticket_id, work.deliveries) for work in look()] == [(TICKET, 1000)]


def test_retried_parked_ticket_runs_with_a_clean_slate(engine, jobs):
    file_delivery(engine, TICKET)
    newest = file_delivery(engine, TICKET)
    end_jobs(engine)
    save_start(engine, TICKET)
    save_end(engine, TICKET, failed=True)
    save_parked(engine, TICKET, "failed: KeyError")
    retry(engine, jobs, TICKET)
    assert load_fortune(engine, TICKET) == Fortune()
    assert jobs.load_live() == {name_job(newest, 1)}


def test_retried_delayed_ticket_runs_now(engine, jobs):
    handler = Recorder()
    delivery_id = file_delivery(engine, TICKET)
    end_jobs(engine)
    fail_once(engine, jobs, delivery_id, "503")
    retry(engine, jobs, TICKET)
    with running_worker(engine, handler):
        wait_until(lambda: delivery_id in handler.ended)


def test_retried_stranded_ticket_gets_a_job(engine, jobs, look):
    with engine.begin() as connection:
        save_delivery(connection, NewDelivery("one", TICKET, "created"), now())
    retry(engine, jobs, TICKET)
    assert [work.state for work in look()] == [WAITING]


@pytest.mark.parametrize("act", [retry, discard])
def test_ticket_with_nothing_open_is_told_so(engine, jobs, act):
    with pytest.raises(NotPossible, match="nothing is open for ticket 7"):
        act(engine, jobs, 7)


def test_waiting_ticket_is_not_retried(engine, jobs):
    file_delivery(engine, TICKET)
    with pytest.raises(NotPossible, match="not held back"):
        retry(engine, jobs, TICKET)


@pytest.mark.parametrize("act", [retry, discard])
def test_ticket_in_hand_is_left_alone(engine, jobs, act):
    with (
        delivery_in_hand(engine, file_delivery(engine, TICKET)),
        pytest.raises(NotPossible, match="right now"),
    ):
        act(engine, jobs, TICKET)
    assert count_open(engine) == 1


def test_discarded_ticket_is_closed_and_its_next_delivery_waits_as_ever(engine, jobs, look):
    for _delivery in range(2):
        file_delivery(engine, TICKET)
    other = file_delivery(engine, 7)
    save_parked(engine, TICKET, "worker_died")
    assert discard(engine, jobs, TICKET) == 2
    assert load_fortune(engine, TICKET) == Fortune()
    with engine.connect() as connection:
        outcomes = connection.execute(select(Delivery.outcome).where(Delivery.ticket_id == TICKET)).scalars().all()
    assert outcomes == ["discarded", "discarded"]
    assert load_open_delivery(engine, other)
    file_delivery(engine, TICKET)
    assert {(work.ticket_id, work.state) for work in look()} == {(7, WAITING), (TICKET, WAITING)}


@pytest.mark.parametrize(
    ("error", "state", "told"),
    [
        ("worker_died", PARKED, "a worker died"),
        ("failed: KeyError", PARKED, "the bot failed"),
        ("failed: rejected: 422 RecordInvalid", PARKED, "Zendesk does not take"),
        ("rejected: 422 RecordInvalid", DELAYED, "Zendesk does not take"),
        ("given up: refused: 401 invalid_token", PARKED, "token"),
        ("given up: ConnectTimeout", PARKED, "could not be used"),
        ("something new", PARKED, "log"),
        ("refused: 401 invalid_token", DELAYED, "token"),
        ("429", DELAYED, "pause"),
        ("409 UpdateConflict", DELAYED, "changed the ticket"),
        ("ConnectTimeout", DELAYED, "by itself"),
        (None, WAITING, "see that one runs"),
        ("503", STRANDED, "puts it back"),
    ],
)
def test_hint_says_what_to_do_next(error, state, told):
    assert told in find_hint(error, state)


def test_all_goes_well_needs_no_hint():
    assert find_hint(None, RUNNING) == find_hint("503", RUNNING) == ""
