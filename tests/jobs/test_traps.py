"""The job engine's known traps, each set off on purpose; ``kill -9`` is in ``test_deaths``."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from sqlalchemy import Engine, text

from bot.core.decision import Action, Decision
from bot.jobs import Jobs, name_job, take_over_jobs
from bot.store.beats import load_lives
from bot.store.database import open_database
from bot.store.deliveries import count_open, load_parked
from bot.upkeep import EXIT_CODE, Heart, Repeating, make_upkeep, take_over_from_dead
from bot.worker import Retrying, Worker
from tests.databases import running_server
from tests.jobs.dying_worker import HANGING, HELD
from tests.jobs.test_deaths import DyingWorkers, end, make_handler
from tests.jobs.workers import file_delivery, running_worker, wait_until


@contextmanager
def start_and_hold(url: str, worker_id: str, ticket_id: int) -> Iterator["subprocess.Popen[str]"]:
    """A worker process that has just begun with that ticket."""
    with DyingWorkers(url).start(worker_id) as worker:
        assert worker.stdout.readline() == f"handling {ticket_id}\n"
        yield worker


def release(worker: "subprocess.Popen[str]") -> None:
    """Let a worker go on that holds a ticket."""
    worker.stdin.write("\n")
    worker.stdin.flush()


def test_paused_worker_that_comes_back_writes_nothing(engine, database_url):
    file_delivery(engine, HELD)
    with start_and_hold(database_url, "paused", HELD) as paused:
        paused.send_signal(signal.SIGSTOP)
        release(paused)
        with DyingWorkers(database_url).start("other") as other:
            assert other.stdout.readline() == f"handling {HELD}\n"
            paused.send_signal(signal.SIGCONT)
            assert paused.wait(10) == EXIT_CODE
            release(other)
            wait_until(lambda: count_open(engine) == 0)
            end(other)
        assert "wrote" not in paused.stdout.read()


def test_second_live_worker_of_the_same_name_ends_the_first_before_it_writes(engine, database_url):
    file_delivery(engine, HELD)
    with start_and_hold(database_url, "serve", HELD) as first, start_and_hold(database_url, "serve", HELD) as second:
        assert first.wait(10) == EXIT_CODE
        release(second)
        assert second.stdout.readline() == f"wrote {HELD}\n"
        wait_until(lambda: count_open(engine) == 0)
        end(second)


def test_workers_of_different_names_never_have_the_same_job_in_hand(engine, database_url):
    tickets = range(1, 13)
    for ticket in tickets:
        file_delivery(engine, ticket)
    with ExitStack() as stack:
        workers = [stack.enter_context(DyingWorkers(database_url).start(name)) for name in ("one", "two")]
        wait_until(lambda: count_open(engine) == 0)
        said = "".join(worker.communicate(timeout=30)[0] for worker in workers)
    assert [said.count(f"wrote {ticket}\n") for ticket in tickets] == [1] * len(tickets)


def test_jobs_in_hand_survive_a_change_of_the_code(engine, database_url):
    file_delivery(engine, HELD)
    with start_and_hold(database_url, "old", HELD) as old:
        old.kill()
    with DyingWorkers(database_url).start("new", "changed") as new:
        assert new.stdout.readline() == f"handling {HELD}\n"
        release(new)
        wait_until(lambda: count_open(engine) == 0)
        end(new)


def test_job_that_a_buried_worker_reached_for_is_taken_over(engine, database_url):
    """Paused and buried, it may take a job before its next beat ends it: nobody knows it any more."""
    file_delivery(engine, HANGING)
    with start_and_hold(database_url, "buried", HANGING) as worker:
        worker.kill()
        worker.wait()
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM beats"))
    handled, handle = make_handler(engine)
    with running_worker(engine, handle, worker_id="alive"):
        take_over_from_dead(engine, Jobs(engine), "alive", dead_seconds=3600)
        wait_until(lambda: count_open(engine) == 0)
    assert handled == [HANGING]
    assert load_lives(engine) == {"alive"}


def test_jobs_of_the_living_are_left_to_them(engine):
    file_delivery(engine, 1)
    handled, handle = make_handler(engine)

    def handle_slowly(delivery_id: int) -> None:
        take_over_from_dead(engine, Jobs(engine), "alive", dead_seconds=3600)
        handle(delivery_id)

    with running_worker(engine, handle_slowly, worker_id="alive"):
        wait_until(lambda: count_open(engine) == 0)
    assert handled == [1]


def handle_many(engine: Engine, count: int, disturb) -> list[int]:
    """Run that many deliveries with a whole worker while ``disturb`` is called in their midst; the tickets handled."""
    handled: list[int] = []

    def handle_ticket(ticket_id: int) -> Decision:
        time.sleep(0.01)
        handled.append(ticket_id)
        return Decision(Action.IGNORE, "other")

    jobs = Jobs(engine)
    worker = Worker(engine, jobs, handle_ticket, Retrying(first_seconds=0.1))
    heart = Heart(engine, "worker", dead_seconds=1.0)
    heart.life = "worker"
    upkeep = Repeating("upkeep", make_upkeep(engine, jobs, "worker", worker, heart), error_seconds=0.1)
    tickets = [file_delivery(engine, ticket) for ticket in range(1, count + 1)]
    with running_worker(engine, worker.handle_delivery):
        upkeep.start()
        wait_until(lambda: handled)
        disturb()
        wait_until(lambda: count_open(engine) == 0, limit_seconds=60)
        upkeep.stop()
    assert set(handled) == set(tickets)
    return handled


def test_restart_of_the_database_loses_nothing():
    with running_server(settings=()) as server:  # what was committed must outlive the crash
        engine = open_database(server.to_url(server.make(ready=True)))
        handle_many(engine, 60, server.restart)
        assert load_parked(engine) == []
        engine.dispose()


def test_database_that_another_holds_for_longer_than_we_wait_loses_nothing(make_sqlite_database):
    url = make_sqlite_database(True)
    engine, holder = open_database(url, busy_seconds=0.2), open_database(url)

    def hold() -> None:
        with holder.connect() as connection:
            connection.execute(text("UPDATE deliveries SET attempts = attempts"))
            time.sleep(1.0)
            connection.rollback()

    handle_many(engine, 30, hold)
    assert load_parked(engine) == []
    engine.dispose()
    holder.dispose()


@pytest.mark.parametrize("times", [1, 2])
def test_taking_over_is_harmless_where_nothing_is_in_hand(engine, times):
    waiting = file_delivery(engine, 1, delay_seconds=60)
    with running_worker(engine, make_handler(engine)[1]):
        for _ in range(times):
            take_over_jobs(["somebody"])
        assert Jobs(engine).load_live() == {name_job(waiting, 0)}
