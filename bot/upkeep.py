"""What a worker does beside its jobs: it beats, takes over what dead workers left, puts back stranded deliveries, and
asks Zendesk now and then whether our token is still received."""

import faulthandler
import os
import threading
from collections.abc import Callable
from datetime import timedelta

import structlog
from sqlalchemy import Engine

from bot.jobs import Jobs, take_over_jobs
from bot.store.beats import load_lives, save_beat, save_buried, save_end_of_life, save_first_beat
from bot.store.deliveries import now
from bot.sweep import LOOK_SECONDS, Sweep
from bot.worker import Worker
from bot.zendesk.failures import Refused

BEAT_SECONDS = 2.0  # at most, between two beats
BEATS_MISSED = 5  # at least, before the others hold a worker for dead
DEAF_SECONDS = 60.0  # without a try to beat, then a worker ends itself: something holds all of it
STUCK_SECONDS = 300.0  # of one run, then a worker ends itself: nothing else ends a thread
WATCH_SECONDS = 10.0
UPKEEP_SECONDS = 10.0
ZENDESK_SECONDS = 60.0  # between two looks at an accepted token
ZENDESK_SOON_SECONDS = 5.0  # between two looks at one that was not
CLEAN_SECONDS = 3600.0
KEEP_ENDED = timedelta(days=1)  # the engine's rows of ended jobs
EXIT_CODE = 75

log = structlog.get_logger()


def _end_at_once() -> None:
    os._exit(EXIT_CODE)


class Repeating:
    """Calls ``act`` in a thread of its own, again and again until stopped; ``act`` returns the seconds until its next
    call. An error is logged and forgiven: those who wait for what was not done will see it."""

    def __init__(self, name: str, act: Callable[[], float], error_seconds: float = BEAT_SECONDS) -> None:
        self._name = name
        self._act = act
        self._error_seconds = error_seconds
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Call for the first time, and go on."""
        self._thread.start()

    def stop(self, wait_seconds: float = BEAT_SECONDS) -> None:
        """Call no more; a call that runs is waited for that long."""
        self._stopped.set()
        self._thread.join(timeout=wait_seconds)

    def _run(self) -> None:
        wait = 0.0
        while not self._stopped.wait(wait):
            try:
                wait = self._act()
            except Exception as error:
                log.warning("upkeep_failed", task=self._name, error=type(error).__name__)
                wait = self._error_seconds


class Heart:
    """A worker's beats. Its first one begins its life, and comes before its first job."""

    def __init__(
        self, engine: Engine, worker_id: str, dead_seconds: float = 20.0, end: Callable[[], None] = _end_at_once
    ) -> None:
        self.zendesk = "unknown"
        self.dead_seconds = dead_seconds
        self.life = os.urandom(16).hex()
        self._engine = engine
        self._worker_id = worker_id
        self._end = end

    def begin(self) -> None:
        """Begin this life; another process of the same name ends at its next beat."""
        save_first_beat(self._engine, self._worker_id, self.life)

    def beat(self) -> float:
        """Beat, or end the process where others took over our jobs: they run there now. Whoever is about to write calls
        this first: a worker that was paused must not go on where it stood. Seconds until the next beat."""
        if not save_beat(self._engine, self._worker_id, self.life, self.zendesk):
            log.error("taken_over", worker=self._worker_id)
            self._end()
        return min(BEAT_SECONDS, self.dead_seconds / BEATS_MISSED)

    def stop(self) -> None:
        """End this life in order: others need not wait until they hold us for dead."""
        save_end_of_life(self._engine, self._worker_id, self.life)


def make_beating(heart: Heart, deaf_seconds: float = DEAF_SECONDS) -> Callable[[], float]:
    """One beat, under a watchdog outside of Python: code that never lets another thread run cannot hold it up. It ends
    the process and shows where each thread stood, which counts as a death of the tickets in hand."""

    def beat() -> float:
        faulthandler.dump_traceback_later(deaf_seconds, exit=True)
        return heart.beat()

    return beat


def make_watch(find_longest_run: Callable[[], float], end: Callable[[], None] = _end_at_once) -> Callable[[], float]:
    """One look at how long the runs in hand have taken. A run that hangs ends the process, as a death of the tickets in
    hand: run again one by one, the one that hangs is parked in the end and the others are done."""

    def watch() -> float:
        if (seconds := find_longest_run()) > STUCK_SECONDS:
            log.error("stuck", seconds=round(seconds))
            end()
        return WATCH_SECONDS

    return watch


def take_over_from_dead(engine: Engine, jobs: Jobs, worker_id: str, dead_seconds: float) -> None:
    """Bury the workers that were silent for so long, and put back into the queue whatever is in the hands of a life
    that is over: a worker's that was buried or started again, also what it reached for before it knew."""
    for dead in save_buried(engine, worker_id, dead_seconds):
        log.error("worker_dead", worker=dead)
    holders = {job.life for job in jobs.load_in_hand()}  # before the lives: each begins before it takes a job
    if over := holders - load_lives(engine):
        take_over_jobs(sorted(over))


def make_upkeep(engine: Engine, jobs: Jobs, worker_id: str, worker: Worker, heart: Heart) -> Callable[[], float]:
    """One round of upkeep; every worker does it, in any order and at once."""

    def keep_up() -> float:
        take_over_from_dead(engine, jobs, worker_id, heart.dead_seconds)
        worker.cancel_lost(heart.life)
        worker.restart_stranded()
        return min(UPKEEP_SECONDS, heart.dead_seconds / 2)

    return keep_up


def make_cleaning(jobs: Jobs) -> Callable[[], float]:
    """One deletion of what the engine keeps of jobs that ended long ago."""

    def clean() -> float:
        jobs.delete_ended(now() - KEEP_ENDED)
        return CLEAN_SECONDS

    return clean


def make_sweeping(sweep: Sweep, is_queue_long: Callable[[], bool] = lambda: False) -> Callable[[], float]:
    """One try to begin a round of the sweep: of many workers one does, and only when a round is due. It waits while the
    queue is long, and finds later what was lost meanwhile."""

    def try_round() -> float:
        if is_queue_long():
            log.warning("sweep_waits", reason="the queue is long")
            return LOOK_SECONDS
        try:
            sweep.run_round()
        except Refused as error:  # the export is for administrators alone
            log.error("sweep_refused", error=str(error), mend="see `reinstate zendesk check`")
        return min(LOOK_SECONDS, sweep.every_seconds / 2)

    return try_round


def make_zendesk_look(heart: Heart, fetch_zendesk_state: Callable[[], str]) -> Callable[[], float]:
    """One look at how Zendesk receives our token, told at once with a beat; it may take as long as Zendesk likes."""

    def look() -> float:
        heart.zendesk = fetch_zendesk_state()
        heart.beat()
        return ZENDESK_SECONDS if heart.zendesk == "ok" else ZENDESK_SOON_SECONDS

    return look
