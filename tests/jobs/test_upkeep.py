"""What a worker does beside its jobs."""

import subprocess
import sys
import threading

import pytest
from structlog.testing import capture_logs

from bot.jobs import Jobs
from bot.store.beats import load_lives, load_newest_beat, save_buried, save_first_beat
from bot.upkeep import (
    BEAT_SECONDS,
    STUCK_SECONDS,
    WATCH_SECONDS,
    ZENDESK_SECONDS,
    ZENDESK_SOON_SECONDS,
    Heart,
    Repeating,
    make_watch,
    make_zendesk_look,
    take_over_from_dead,
)
from tests.jobs.workers import Recorder, running_worker, wait_until

# The pattern takes ages and lets no other thread run meanwhile.
DEAF_PROCESS = """
import re, sys
from bot.store.database import open_database
from bot.upkeep import Heart, Repeating, make_beating
heart = Heart(open_database(sys.argv[1]), "worker")
heart.begin()
Repeating("heart", make_beating(heart, deaf_seconds=1.5)).start()
re.match("(a+)+$", "a" * 60 + "b")
"""


class Ends:
    """Counts how often the process was to end."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def test_repeated_act_is_called_until_it_is_stopped():
    calls: list[int] = []

    def act() -> float:
        calls.append(1)
        return 0.001

    repeating = Repeating("test", act)
    repeating.start()
    wait_until(lambda: len(calls) > 3)
    repeating.stop()
    counted = len(calls)
    assert not any(thread.name == "test" for thread in threading.enumerate())
    assert len(calls) == counted


def test_act_that_fails_is_logged_and_called_again():
    calls: list[int] = []

    def act() -> float:
        calls.append(1)
        if len(calls) == 1:
            raise OSError("with a secret")
        return 60.0

    with capture_logs() as logs:
        repeating = Repeating("test", act, error_seconds=0.001)
        repeating.start()
        wait_until(lambda: len(calls) == 2)
        repeating.stop()
    assert logs == [{"event": "upkeep_failed", "log_level": "warning", "task": "test", "error": "OSError"}]


def test_heart_beats_with_what_is_known_of_zendesk(engine):
    ends = Ends()
    heart = Heart(engine, "worker", end=ends)
    heart.begin()
    assert load_newest_beat(engine)[1] == "unknown"
    heart.zendesk = "away"
    assert heart.beat() == BEAT_SECONDS
    assert load_newest_beat(engine)[1] == "away"
    assert ends.count == 0


def test_worker_whose_jobs_others_took_over_ends(engine):
    ends = Ends()
    heart = Heart(engine, "worker", end=ends)
    heart.begin()
    assert save_buried(engine, "other", dead_seconds=-1) == ["worker"]
    heart.beat()
    assert ends.count == 1


def test_worker_that_was_started_a_second_time_ends_the_first(engine):
    ends = Ends()
    first, second = Heart(engine, "worker", end=ends), Heart(engine, "worker", end=Ends())
    first.begin()
    second.begin()
    second.beat()
    assert ends.count == 0
    first.beat()
    assert ends.count == 1


def test_zendesk_is_looked_at_sooner_while_it_does_not_receive_our_token(engine):
    heart = Heart(engine, "worker", end=Ends())
    heart.begin()
    states = iter(["away", "ok"])
    look = make_zendesk_look(heart, lambda: next(states))
    assert (look(), load_newest_beat(engine)[1]) == (ZENDESK_SOON_SECONDS, "away")
    assert (look(), load_newest_beat(engine)[1]) == (ZENDESK_SECONDS, "ok")


def test_dead_worker_is_taken_over_once_and_forgotten(engine):
    save_first_beat(engine, "dead", "life")
    with running_worker(engine, Recorder(), worker_id="alive"), capture_logs() as logs:
        take_over_from_dead(engine, Jobs(engine), "alive", dead_seconds=-1)
        take_over_from_dead(engine, Jobs(engine), "alive", dead_seconds=-1)
    assert [entry["worker"] for entry in logs] == ["dead"]
    assert load_lives(engine) == {"alive"}


@pytest.mark.parametrize(("seconds", "ends"), [(0, 0), (STUCK_SECONDS - 1, 0), (STUCK_SECONDS + 1, 1)])
def test_worker_with_a_run_that_hangs_ends(seconds, ends):
    ended = Ends()
    assert make_watch(lambda: seconds, ended)() == WATCH_SECONDS
    assert ended.count == ends


def test_process_that_lets_no_thread_run_is_ended_from_outside_of_python(make_sqlite_database):
    command = [sys.executable, "-c", DEAF_PROCESS, make_sqlite_database(True)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    assert ended.returncode != 0
    assert "Timeout" in ended.stderr
    assert "a" * 60 not in ended.stderr
