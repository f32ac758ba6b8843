"""Web processes that start anew and stand beside each other, under load: what was stored once stays once, and an
exchange of the signing secret refuses no call."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count
from threading import Event

from flask import Flask
from sqlalchemy import Engine

from bot.jobs import Jobs
from bot.store.database import open_database
from bot.store.deliveries import count_open, load_newest_open_id, save_closed
from tests.jobs.workers import wait_until
from tests.webhooks.zendesk import SECRET, Clock, a_body, to_headers
from webhooks import create_app

EVENTS, TIMES, CALLERS = 8, 50, 8
PER_CALLER = 12  # calls a second, of each of four callers, where the machine has the time


@contextmanager
def started(url: str, clock: Clock, *secrets: str) -> Iterator[Flask]:
    """A web process as far as the database and the callers can tell: connections of its own, nothing remembered."""
    engine = open_database(url)
    yield create_app(engine, Jobs(engine), secrets, clock)
    engine.dispose()


def deliver(app: Flask, body: bytes, headers: dict[str, str]) -> int:
    return app.test_client().post("/webhooks/zendesk", data=body, headers=headers).status_code


def deliver_all(apps: list[Flask], calls: list[tuple[bytes, dict[str, str]]]) -> Counter[int]:
    """The statuses of all calls, made at once, each to the next of the processes."""
    with ThreadPoolExecutor(CALLERS) as pool:
        made = [pool.submit(deliver, apps[number % len(apps)], *call) for number, call in enumerate(calls)]
        return Counter(future.result() for future in made)


def test_deliveries_fifty_times_each_at_once_and_over_a_restart_are_one_job_each(
    engine: Engine, database_url: str, clock: Clock
) -> None:
    bodies = [a_body(ticket_id=str(number)) for number in range(1, EVENTS + 1)]
    calls = [(body, to_headers(body, clock.now)) for body in bodies] * TIMES
    random.Random(1).shuffle(calls)
    third = len(calls) // 3
    with started(database_url, clock, SECRET) as before, started(database_url, clock, SECRET) as after:
        statuses = deliver_all([before], calls[:third]) + deliver_all([before, after], calls[third : 2 * third])
        for ticket_id in range(1, EVENTS // 2):
            save_closed(engine, ticket_id, load_newest_open_id(engine, ticket_id), "handled")
        statuses += deliver_all([after], calls[2 * third :])
    assert statuses == {202: EVENTS * TIMES}
    assert len(Jobs(engine).load_live()) == EVENTS
    assert count_open(engine) == EVENTS - (EVENTS // 2 - 1)


class Callers:
    """A Zendesk that delivers on and on, to whichever processes there are, signed as it is told."""

    def __init__(self, apps: list[Flask], clock: Clock) -> None:
        self.apps, self.signers = apps, ["old"]
        self.answers: list[tuple[str, int]] = []
        self._clock, self._numbers, self._ended = clock, count(1), Event()

    def call_until_ended(self) -> None:
        while not self._ended.wait(1 / PER_CALLER):
            number = next(self._numbers)
            body, signer = a_body(ticket_id=str(number)), self.signers[number % len(self.signers)]
            headers = to_headers(body, self._clock.now, secret=signer)
            self.answers.append((signer, deliver(self.apps[number % len(self.apps)], body, headers)))

    def wait_for_more(self, calls: int) -> None:
        most = len(self.answers) + calls
        wait_until(lambda: len(self.answers) >= most)

    @contextmanager
    def calling(self) -> Iterator[None]:
        """Four of them at once while the block runs; what went wrong in one is raised."""
        with ThreadPoolExecutor(4) as pool:
            running: list[Future[None]] = [pool.submit(self.call_until_ended) for _ in range(4)]
            try:
                yield
            finally:
                self._ended.set()
            for each in running:
                each.result()


def test_secret_is_exchanged_under_load_and_over_restarts_without_a_call_refused(
    engine: Engine, database_url: str, clock: Clock
) -> None:
    """Two processes are started again one by one with both secrets; then Zendesk signs with the new one, and repeats
    calls that it had signed with the old one."""
    with ExitStack() as stack:
        first, second = (stack.enter_context(started(database_url, clock, "old")) for _ in range(2))
        callers = Callers([first, second], clock)
        with callers.calling():
            for place in range(2):
                callers.wait_for_more(10)
                callers.apps[place] = stack.enter_context(started(database_url, clock, "new", "old"))
            callers.wait_for_more(10)
            callers.signers = ["new", "old", "new"]
            callers.wait_for_more(20)
    assert set(callers.answers) == {("old", 202), ("new", 202)}
    assert count_open(engine) == len(callers.answers) >= 50
