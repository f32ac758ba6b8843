"""What a worker makes of each way in which the handling of a ticket can end."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from structlog.testing import capture_logs

from bot.core.decision import Action, Decision
from bot.jobs import Jobs, name_job, stop_worker
from bot.store.deliveries import (
    Fortune,
    count_open,
    load_fortune,
    load_open_delivery,
    load_parked,
    save_parked,
    save_released,
    save_start,
)
from bot.worker import Retrying, Worker
from bot.zendesk.session import Away, Conflict, Refused
from tests.jobs.workers import file_delivery, running_worker, wait_until

TICKET, OTHER = 42, 7
MOST_FAILURES = 5
ASKED = Decision(Action.ASK, "items_missing")


class Clock:
    """Time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


class Desk:
    """A worker on a database, and what handling a ticket is to do: an error to raise, or nothing to succeed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.clock = Clock()
        self.jobs = Jobs(engine)
        self.outcomes: dict[int, list[Exception | None]] = {}
        self.handled: list[int] = []
        self.worker = Worker(engine, self.jobs, self._handle_ticket, Retrying(5.0, 86_400.0), self.clock)

    def run(self, delivery_id: int) -> None:
        """Run the delivery's job, as the engine would."""
        self.worker.handle_delivery(delivery_id)

    def _handle_ticket(self, ticket_id: int) -> Decision:
        self.handled.append(ticket_id)
        outcomes = self.outcomes.get(ticket_id, [])
        outcome = outcomes.pop(0) if outcomes else None
        if outcome is not None:
            raise outcome
        return ASKED


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine)


def load_delay(engine: Engine, delivery_id: int, attempt: int) -> float | None:
    """Seconds by which the job was delayed when it was made; None where there is no such job."""
    with engine.connect() as connection:
        table = "dbos.workflow_status" if engine.dialect.name == "postgresql" else "workflow_status"
        row = connection.execute(
            text(f"SELECT delay_until_epoch_ms, created_at FROM {table} WHERE workflow_uuid = :name"),
            {"name": name_job(delivery_id, attempt)},
        ).one_or_none()
    return None if row is None else (row[0] - row[1]) / 1000


@pytest.mark.parametrize(
    ("attempts", "asked", "wait"),
    [(0, None, 5), (1, None, 10), (3, None, 40), (7, None, 60), (5000, None, 60), (0, 37.0, 37), (3, 37.0, 40)],
)
def test_wait_doubles_up_to_a_minute_and_is_never_shorter_than_asked_for(attempts, asked, wait):
    assert Retrying(first_seconds=5.0).decide_wait(attempts, asked) == wait


@pytest.mark.parametrize(("seconds", "expired"), [(86_399, False), (86_400, False), (86_401, True)])
def test_delivery_is_tried_for_a_day(seconds, expired):
    received_at = datetime(2026, 3, 1, tzinfo=UTC)
    assert Retrying().has_expired(received_at, received_at + timedelta(seconds=seconds)) is expired


def test_handled_delivery_is_closed_with_its_outcome(desk):
    delivery_id = file_delivery(desk.engine, TICKET)
    desk.run(delivery_id)
    assert load_open_delivery(desk.engine, delivery_id) is None
    assert load_fortune(desk.engine, TICKET) == Fortune()


def test_delivery_that_an_earlier_run_covered_is_not_run(desk):
    first, second = file_delivery(desk.engine, TICKET), file_delivery(desk.engine, TICKET)
    desk.run(first)
    desk.run(second)
    assert desk.handled == [TICKET]


def test_delivery_that_arrives_during_the_run_stays_open(engine):
    arrived: list[int] = []

    def handle_ticket(_ticket_id: int) -> Decision:
        arrived.append(file_delivery(engine, TICKET))
        return ASKED

    Worker(engine, Jobs(engine), handle_ticket, Retrying()).handle_delivery(file_delivery(engine, TICKET))
    assert count_open(engine) == 1
    assert load_open_delivery(engine, arrived[0]) is not None


def test_absent_zendesk_is_tried_again_after_the_time_it_asked_for(desk):
    desk.outcomes[TICKET] = [Away("429", wait_seconds=37.0)]
    delivery_id = file_delivery(desk.engine, TICKET)
    desk.run(delivery_id)
    assert load_open_delivery(desk.engine, delivery_id).attempts == 1
    assert load_delay(desk.engine, delivery_id, 1) == pytest.approx(37, abs=1.5)
    assert load_fortune(desk.engine, TICKET) == Fortune()
    desk.run(delivery_id)
    assert count_open(desk.engine) == 0


def test_absent_zendesk_is_given_up_after_a_day_and_never_before(desk):
    desk.outcomes[TICKET] = [Away("503")] * 100
    delivery_id = file_delivery(desk.engine, TICKET)
    for _ in range(20):
        desk.run(delivery_id)
    assert load_parked(desk.engine) == []
    desk.clock.now += timedelta(hours=24, seconds=10)
    desk.run(delivery_id)
    [(ticket, _, reason)] = load_parked(desk.engine)
    assert (ticket, reason) == (TICKET, "given up: 503")
    assert load_open_delivery(desk.engine, delivery_id) is not None


def test_refused_token_is_tried_again_like_an_absent_zendesk(desk):
    desk.outcomes[TICKET] = [Refused("401")] * 10
    delivery_id = file_delivery(desk.engine, TICKET)
    for _ in range(10):
        desk.run(delivery_id)
    assert load_fortune(desk.engine, TICKET) == Fortune()
    assert load_open_delivery(desk.engine, delivery_id).attempts == 10


@pytest.mark.parametrize(
    "error", [PoolTimeout(), OperationalError("SELECT 1", {}, OSError("locked"))], ids=["pool", "lock"]
)
def test_busy_database_of_our_own_is_no_fault_of_the_ticket(desk, error):
    delivery_id = file_delivery(desk.engine, TICKET)
    desk.outcomes[TICKET] = [error] * 6
    for _ in range(6):
        desk.run(delivery_id)
    assert load_fortune(desk.engine, TICKET) == Fortune()
    desk.run(delivery_id)
    assert load_open_delivery(desk.engine, delivery_id) is None


def test_length_of_the_runs_in_hand_is_known(engine):
    lengths: list[float] = []

    def handle_ticket(_ticket_id: int) -> Decision:
        time.sleep(0.02)
        lengths.append(worker.find_longest_run())
        return ASKED

    worker = Worker(engine, Jobs(engine), handle_ticket, Retrying())
    assert worker.find_longest_run() == 0
    worker.handle_delivery(file_delivery(engine, TICKET))
    assert 0.02 <= lengths[0] < 10
    assert worker.find_longest_run() == 0


def test_suspected_ticket_waits_its_turn_outside_of_the_worker(engine):
    """Another suspect hangs: who waits for it must not fill the worker."""
    hanging, ended = threading.Event(), threading.Event()
    handled: list[int] = []

    def handle_ticket(ticket_id: int) -> Decision:
        handled.append(ticket_id)
        hanging.set()
        assert ended.wait(10)
        return ASKED

    worker = Worker(engine, Jobs(engine), handle_ticket, Retrying(turn_seconds=0.01))
    for ticket in (TICKET, OTHER):
        save_start(engine, ticket)
    first, second = file_delivery(engine, TICKET), file_delivery(engine, OTHER)
    guilty = threading.Thread(target=worker.handle_delivery, args=(first,))
    guilty.start()
    assert hanging.wait(10)
    worker.handle_delivery(second)
    ended.set()
    guilty.join()
    assert handled == [TICKET]
    assert load_open_delivery(engine, second).attempts == 1
    assert load_fortune(engine, OTHER).starts == 1
    worker.handle_delivery(second)
    assert count_open(engine) == 0


def test_conflict_is_run_again_at_once(desk):
    desk.outcomes[TICKET] = [Conflict("409")] * 3
    delivery_id = file_delivery(desk.engine, TICKET)
    desk.run(delivery_id)
    assert desk.handled == [TICKET] * 4
    assert load_open_delivery(desk.engine, delivery_id) is None


def test_conflict_that_does_not_end_is_tried_again_later(desk):
    desk.outcomes[TICKET] = [Conflict("409")] * 4
    delivery_id = file_delivery(desk.engine, TICKET)
    desk.run(delivery_id)
    assert load_open_delivery(desk.engine, delivery_id).attempts == 1
    assert load_fortune(desk.engine, TICKET) == Fortune()


def test_conflict_closes_what_arrived_before_the_ticket_was_read_again(engine):
    calls: list[int] = []

    def handle_ticket(_ticket_id: int) -> Decision:
        calls.append(1)
        if len(calls) == 1:
            file_delivery(engine, TICKET)
            raise Conflict("409")
        return ASKED

    Worker(engine, Jobs(engine), handle_ticket, Retrying()).handle_delivery(file_delivery(engine, TICKET))
    assert count_open(engine) == 0


def test_ticket_that_makes_the_code_fail_five_times_is_parked_and_no_other(desk):
    desk.outcomes[TICKET] = [KeyError("a customer's words")] * 100
    delivery_id = file_delivery(desk.engine, TICKET)
    for failures in range(1, MOST_FAILURES):
        desk.run(delivery_id)
        assert load_fortune(desk.engine, TICKET) == Fortune(failures=failures)
    assert load_parked(desk.engine) == []
    with capture_logs() as logs:
        desk.run(delivery_id)
    assert {"log_level": "error", "event": "parked", "ticket": TICKET, "reason": "failed: KeyError"} in logs
    assert [(ticket, reason) for ticket, _, reason in load_parked(desk.engine)] == [(TICKET, "failed: KeyError")]
    assert "customer" not in str(logs)
    desk.run(file_delivery(desk.engine, OTHER))
    assert desk.handled == [TICKET] * MOST_FAILURES + [OTHER]


def test_success_begins_a_new_count_of_failures(desk):
    desk.outcomes[TICKET] = [*[KeyError()] * 4, None, *[KeyError()] * 4]
    for _ in range(2):
        delivery_id = file_delivery(desk.engine, TICKET)
        for _ in range(5):
            desk.run(delivery_id)
    assert load_parked(desk.engine) == []
    assert count_open(desk.engine) == 0


def test_parked_ticket_keeps_its_deliveries_and_is_not_run(desk):
    save_parked(desk.engine, TICKET, "worker_died")
    delivery_id = file_delivery(desk.engine, TICKET)
    desk.run(delivery_id)
    assert desk.handled == []
    assert load_open_delivery(desk.engine, delivery_id) is not None


def test_released_ticket_gets_its_deliveries_run(desk):
    save_parked(desk.engine, TICKET, "worker_died")
    with running_worker(desk.engine, desk.run):
        for _ in range(3):
            file_delivery(desk.engine, TICKET)
        wait_until(lambda: not desk.jobs.load_live())
        desk.worker.restart_stranded()
        assert not desk.jobs.load_live()
        assert save_released(desk.engine, TICKET)
        desk.worker.restart_stranded()
        wait_until(lambda: count_open(desk.engine) == 0)
    assert desk.handled == [TICKET]


def test_waiting_and_running_jobs_are_not_put_back_a_second_time(desk):
    waiting = file_delivery(desk.engine, TICKET)
    delayed = file_delivery(desk.engine, OTHER, delay_seconds=60)
    before = desk.jobs.load_live()
    desk.worker.restart_stranded()
    assert desk.jobs.load_live() == before
    assert load_open_delivery(desk.engine, waiting).attempts == load_open_delivery(desk.engine, delayed).attempts == 0


@contextmanager
def missing_table(engine: Engine, table: str) -> Iterator[None]:
    """A while in which the database fails us."""
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO gone"))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE gone RENAME TO {table}"))


def test_delivery_whose_job_the_database_broke_off_is_put_back(desk):
    with running_worker(desk.engine, desk.run):
        with missing_table(desk.engine, "tickets"):
            delivery_id = file_delivery(desk.engine, TICKET)
            wait_until(lambda: not desk.jobs.load_live())
        assert load_open_delivery(desk.engine, delivery_id).attempts == 0
        desk.worker.restart_stranded()
        wait_until(lambda: count_open(desk.engine) == 0)
    assert desk.handled == [TICKET]


def test_failure_of_the_database_is_raised_and_logged_without_values(desk):
    delivery_id = file_delivery(desk.engine, TICKET)
    with missing_table(desk.engine, "tickets"), capture_logs() as logs, pytest.raises(DBAPIError):
        desk.run(delivery_id)
    [entry] = logs
    assert (entry["event"], entry["delivery"]) == ("broken_off", delivery_id)


def test_stop_waits_for_the_job_in_hand(engine):
    begun, ended = [], []

    def handle(delivery_id: int) -> None:
        begun.append(delivery_id)
        time.sleep(0.3)
        ended.append(delivery_id)

    file_delivery(engine, TICKET)
    with running_worker(engine, handle):
        wait_until(lambda: begun)
        stop_worker(5)
    assert ended == begun
