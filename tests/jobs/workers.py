"""Workers for the tests: one in this process that runs a given handler, and short ways to file deliveries and wait."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from sqlalchemy import Engine

from bot.jobs import Jobs, start_worker, stop_worker
from bot.store.beats import save_first_beat
from bot.store.deliveries import NewDelivery, now, save_delivery

POLL_SECONDS = 0.02
LIMIT_SECONDS = 60.0
INVOCATIONS = count()


@contextmanager
def running_worker(engine: Engine, handle: Callable[[int], None], worker_id: str = "worker") -> Iterator[None]:
    """A worker in this process, which can have one at a time; its life has its name."""
    save_first_beat(engine, worker_id, worker_id)
    start_worker(engine, handle, life=worker_id, concurrency=4, poll_seconds=POLL_SECONDS)
    try:
        yield
    finally:
        stop_worker(0)
        for thread in threading.enumerate():
            if thread.name.startswith("dbos-executor-"):
                thread.join(LIMIT_SECONDS)  # it may still hold a connection


@contextmanager
def delivery_in_hand(engine: Engine, delivery_id: int) -> Iterator[None]:
    """A worker that has begun with this delivery and ends with it when the block does, however slow the machine."""
    begun, released, ended = threading.Event(), threading.Event(), threading.Event()

    def hold(handled_id: int) -> None:
        if handled_id == delivery_id:
            begun.set()
            assert released.wait(LIMIT_SECONDS)
            ended.set()

    with running_worker(engine, hold):
        assert begun.wait(LIMIT_SECONDS), "nobody took it in hand"
        try:
            yield
        finally:
            released.set()
            assert ended.wait(LIMIT_SECONDS)


def file_delivery(engine: Engine, ticket_id: int, delay_seconds: float = 0.0) -> int:
    """A delivery and its job, as the webhook stores them."""
    with engine.begin() as connection:
        delivery = NewDelivery(f"invocation {next(INVOCATIONS)}", ticket_id, "created")
        delivery_id = save_delivery(connection, delivery, now())
        assert delivery_id is not None
        Jobs(engine).enqueue(connection, delivery_id, ticket_id, delay_seconds=delay_seconds)
    return delivery_id


def wait_until(holds: Callable[[], object], limit_seconds: float = LIMIT_SECONDS) -> None:
    """Wait until it holds; AssertionError after the limit."""
    deadline = time.monotonic() + limit_seconds
    while not holds():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)


class Recorder:
    """A handler that writes down when each delivery was handled, and takes a moment for it."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.begun: dict[int, float] = {}
        self.ended: dict[int, float] = {}
        self.calls = 0
        self._seconds = seconds
        self._lock = threading.Lock()

    def __call__(self, delivery_id: int) -> None:
        with self._lock:
            self.calls += 1
            self.begun[delivery_id] = time.monotonic()
        time.sleep(self._seconds)
        self.ended[delivery_id] = time.monotonic()

    def overlaps(self, delivery_ids: list[int]) -> list[tuple[int, int]]:
        """Those that began before an earlier one of the list had ended."""
        pairs = [(a, b) for a in delivery_ids for b in delivery_ids if self.begun[a] < self.begun[b]]
        return [(a, b) for a, b in pairs if self.begun[b] < self.ended[a]]
