"""The job engine as we use it, on both databases: atomic, in order for each ticket, side by side for different ones."""

import threading
import time
from datetime import timedelta

from bot.jobs import Jobs, name_job
from bot.store.deliveries import NewDelivery, count_open, now, save_delivery
from tests.jobs.workers import Recorder, file_delivery, running_worker, wait_until


class Broken(Exception):
    """What a handler raises that does not deal with its own errors."""


def test_rolled_back_transaction_leaves_neither_delivery_nor_job(engine):
    jobs = Jobs(engine)
    with engine.connect() as connection:
        jobs.enqueue(connection, save_delivery(connection, NewDelivery("one", 42, "created"), now()), 42)
        connection.rollback()
    assert count_open(engine) == 0
    assert jobs.load_live() == frozenset()


def test_committed_transaction_leaves_both(engine):
    assert file_delivery(engine, 42) == 1
    assert count_open(engine) == 1
    assert Jobs(engine).load_live() == {name_job(1, 0)}


def test_enqueueing_starts_no_thread(engine):
    before = threading.active_count()
    file_delivery(engine, 42)
    assert threading.active_count() == before


def test_queue_is_declared_by_the_worker_before_it_runs(engine):
    assert not Jobs(engine).is_queue_declared()
    with running_worker(engine, Recorder()):
        assert Jobs(engine).is_queue_declared()


def test_jobs_of_one_ticket_run_one_by_one_and_in_order(engine):
    recorder = Recorder(seconds=0.02)
    tickets = {ticket: [file_delivery(engine, ticket) for _ in range(6)] for ticket in (1, 2, 3)}
    with running_worker(engine, recorder):
        wait_until(lambda: len(recorder.ended) == 18)
    for deliveries in tickets.values():
        assert sorted(deliveries, key=recorder.begun.__getitem__) == deliveries
        assert recorder.overlaps(deliveries) == []
    assert recorder.calls == 18


def test_jobs_of_different_tickets_run_side_by_side(engine):
    together = threading.Barrier(3)
    met: list[int] = []

    def handle(delivery_id: int) -> None:
        together.wait(timeout=30)
        met.append(delivery_id)

    deliveries = [file_delivery(engine, ticket) for ticket in (1, 2, 3)]
    with running_worker(engine, handle):
        wait_until(lambda: sorted(met) == deliveries)


def test_delayed_job_comes_later_and_holds_up_nobody(engine):
    recorder = Recorder()
    with running_worker(engine, recorder):
        filed_at = time.monotonic()
        delayed = file_delivery(engine, 42, delay_seconds=1.5)
        prompt = file_delivery(engine, 42)
        wait_until(lambda: delayed in recorder.ended)
    assert recorder.begun[prompt] < recorder.begun[delayed]
    assert recorder.begun[delayed] - filed_at >= 1.4


def test_same_delivery_and_attempt_run_once_also_after_the_end(engine):
    recorder, jobs = Recorder(), Jobs(engine)
    delivery_id = file_delivery(engine, 42)

    def enqueue(attempt: int) -> None:
        with engine.begin() as connection:
            jobs.enqueue(connection, delivery_id, 42, attempt)

    enqueue(0)
    with running_worker(engine, recorder):
        wait_until(lambda: not jobs.load_live())
        enqueue(0)
        enqueue(1)
        wait_until(lambda: not jobs.load_live())
    assert recorder.calls == 2


def test_job_that_raises_ends_and_holds_up_nobody(engine):
    ended: list[int] = []

    def handle(delivery_id: int) -> None:
        if delivery_id == first:
            raise Broken("with a customer's words")
        ended.append(delivery_id)

    first, second = file_delivery(engine, 42), file_delivery(engine, 42)
    with running_worker(engine, handle):
        wait_until(lambda: ended == [second])
        wait_until(lambda: not Jobs(engine).load_live())


def test_silent_engine_says_nothing_of_a_job_that_raises(engine, capfd):
    def handle(_delivery_id: int) -> None:
        raise Broken("with a customer's words")

    file_delivery(engine, 42)
    with running_worker(engine, handle):
        wait_until(lambda: not Jobs(engine).load_live())
    assert capfd.readouterr() == ("", "")


def test_jobs_that_ended_are_deleted_and_those_that_wait_are_kept(engine):
    recorder, jobs = Recorder(), Jobs(engine)
    for _ in range(3):
        file_delivery(engine, 42)
    with running_worker(engine, recorder):
        wait_until(lambda: not jobs.load_live())
        delayed = file_delivery(engine, 42, delay_seconds=60)
        assert jobs.delete_ended(now() - timedelta(minutes=5)) == 0
        assert jobs.delete_ended(now() + timedelta(minutes=5)) == 3
        assert jobs.delete_ended(now() + timedelta(minutes=5)) == 0
    assert jobs.load_live() == {name_job(delayed, 0)}
    assert recorder.calls == 3


def test_jobs_wait_for_a_worker_and_survive_its_orderly_stop(engine):
    recorder = Recorder()
    first = file_delivery(engine, 42)
    with running_worker(engine, recorder):
        wait_until(lambda: first in recorder.ended)
    second = file_delivery(engine, 42)
    with running_worker(engine, recorder, worker_id="another"):
        wait_until(lambda: second in recorder.ended)
    assert recorder.calls == 2
