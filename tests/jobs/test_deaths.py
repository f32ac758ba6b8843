"""Workers that die with tickets in hand: real processes, really killed."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from bot.core.decision import Action, Decision
from bot.jobs import Jobs, name_job
from bot.store.deliveries import Fortune, count_open, load_fortune, load_open_delivery, load_parked
from bot.upkeep import take_over_from_dead
from bot.worker import Retrying, Worker
from tests.jobs.dying_worker import DEADLY, HANGING
from tests.jobs.workers import file_delivery, running_worker, wait_until

MOST_DEATHS = 3


def make_handler(engine: Engine) -> tuple[list[int], Callable[[int], None]]:
    """A worker's handler at which no ticket is deadly, and the list of tickets that it will have handled."""
    handled: list[int] = []

    def handle_ticket(ticket_id: int) -> Decision:
        handled.append(ticket_id)
        return Decision(Action.ASK, "items_missing")

    return handled, Worker(engine, Jobs(engine), handle_ticket, Retrying()).handle_delivery


class DyingWorkers:
    """Worker processes on one database, one at a time, each started after the one before it died."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.said = ""

    @contextmanager
    def start(self, worker_id: str, *changed: str) -> Iterator["subprocess.Popen[str]"]:
        """A worker process; its ``stdout`` tells what it handles. It is killed in the end, if it still lives."""
        command = [sys.executable, "-m", "tests.jobs.dying_worker", self._url, worker_id, *changed]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:
            try:
                yield worker
            finally:
                worker.kill()

    def run_until_dead(self, worker_id: str, limit_seconds: float = 30) -> int:
        """Start one and wait for its end; its exit code."""
        with self.start(worker_id) as worker:
            self.said += worker.stdout.read()
            return worker.wait(limit_seconds)


def end(worker: "subprocess.Popen[str]") -> None:
    """End a worker that lives, and wait."""
    worker.communicate(timeout=30)


def test_ticket_that_kills_its_worker_three_times_is_parked_and_no_other(engine, database_url):
    """All four are in hand when the worker dies, and each restart picks all of them up again."""
    workers = DyingWorkers(database_url)
    innocent = [file_delivery(engine, ticket) for ticket in (1, 2, 3)]
    file_delivery(engine, DEADLY)
    exits = [workers.run_until_dead("serve") for _ in range(MOST_DEATHS)]
    assert exits == [9] * MOST_DEATHS
    with workers.start("serve") as last:
        wait_until(lambda: load_parked(engine))
        late = file_delivery(engine, DEADLY)
        wait_until(lambda: count_open(engine) == 2)
        end(last)
    assert [(ticket, reason) for ticket, _, reason in load_parked(engine)] == [(DEADLY, "worker_died")]
    assert load_open_delivery(engine, late) is not None
    assert [load_open_delivery(engine, delivery_id) for delivery_id in innocent] == [None] * 3
    assert workers.said.count(f"handling {DEADLY}\n") == MOST_DEATHS


def test_jobs_of_a_killed_worker_run_after_its_restart(engine, database_url):
    file_delivery(engine, HANGING)
    workers = DyingWorkers(database_url)
    with workers.start("serve") as worker:
        assert worker.stdout.readline() == f"handling {HANGING}\n"
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    handled, handle = make_handler(engine)
    with running_worker(engine, handle, worker_id="serve"):
        take_over_from_dead(engine, Jobs(engine), "serve", dead_seconds=3600)
        wait_until(lambda: count_open(engine) == 0)
    assert handled == [HANGING]


def test_jobs_of_a_killed_worker_are_taken_over_by_another(engine, database_url):
    """Its ticket's later deliveries wait for their turn until then."""
    first = file_delivery(engine, HANGING)
    with DyingWorkers(database_url).start("dead") as worker:
        assert worker.stdout.readline() == f"handling {HANGING}\n"
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    later = file_delivery(engine, HANGING)
    handled, handle = make_handler(engine)
    with running_worker(engine, handle, worker_id="alive"):
        take_over_from_dead(engine, Jobs(engine), "alive", dead_seconds=3600)
        assert Jobs(engine).load_live() == {name_job(first, 0), name_job(later, 0)}
        take_over_from_dead(engine, Jobs(engine), "alive", dead_seconds=0)
        wait_until(lambda: count_open(engine) == 0)
    assert handled == [HANGING]
    assert load_fortune(engine, HANGING) == Fortune()
