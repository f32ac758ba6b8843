"""The bot's real processes on one database, beside a stand-in in a process of its own."""

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import requests
from sqlalchemy import Engine, select

from bot.demo.stage import find_free_port, make_environment
from bot.jobs import Jobs
from bot.sandbox.fields import INTENT_FIELD, STATE_FIELD
from bot.store.beats import load_lives
from bot.store.database import open_database
from bot.store.deliveries import NewDelivery, count_open, now, save_delivery
from bot.store.tables import Delivery
from tests.bench.load import SECRET
from tests.bench.stand_in import Filed, StandIn, running_stand_in
from tests.chaos.house import Part

TOKEN = "bench-token"
NOBODY = StandIn("http://127.0.0.1:9", ())  # a web process alone calls nobody
START_SECONDS = 60.0
STOP_SECONDS = 20.0
LOOK_SECONDS = 0.02
POLL_SECONDS = "0.2"  # as shipped: the demo's bot looks more often


@dataclass
class House:
    """What runs. ``worker_starts`` are the seconds from each worker's start to its first beat."""

    stand_in: StandIn
    engine: Engine
    web: Part
    port: int
    web_start: float
    folder: Path
    environment: dict[str, str]
    workers: list[Part] = field(default_factory=list)
    worker_starts: list[float] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)
    _taken: int = 0

    def take_tickets(self, number: int) -> tuple[Filed, ...]:
        """So many tickets that nobody was told of yet."""
        self._taken += number
        taken = self.stand_in.tickets[self._taken - number : self._taken]
        assert len(taken) == number, "too few tickets were filed"
        return taken

    def start_workers(self, number: int) -> None:
        """Start workers and wait until each has beaten."""
        before = load_lives(self.engine)
        added = [self._make_worker() for _ in range(number)]
        begun = time.monotonic()
        for worker in added:
            worker.start()
        self.workers += added
        for at in range(1, number + 1):
            while len(load_lives(self.engine) - before) < at:
                check_start(begun, added)
                time.sleep(LOOK_SECONDS)
            self.worker_starts.append(time.monotonic() - begun)

    def _make_worker(self) -> Part:
        name = f"worker{next(self._numbers)}"
        return Part(name, ("worker",), self.environment | {"REINSTATE_WORKER_ID": name}, self.folder / f"{name}.log")

    def stop_workers(self, left: int = 0) -> None:
        """End workers in good order until so many are left."""
        ended = self.workers[left:]
        del self.workers[left:]
        for worker in ended:
            worker.signal(signal.SIGTERM)
        for worker in ended:
            end(worker)

    def end_workers(self) -> None:
        """Kill those that are left."""
        for worker in self.workers:
            worker.end()

    def enqueue(self, tickets: Sequence[Filed]) -> None:
        """Deliveries and jobs as the webhook stores them, all in one transaction."""
        jobs = Jobs(self.engine)
        with self.engine.begin() as connection:
            for ticket in tickets:
                delivery = NewDelivery(f"bench:{next(self._numbers)}:{ticket.id}", ticket.id, "created")
                delivery_id = save_delivery(connection, delivery, now())
                assert delivery_id is not None
                jobs.enqueue(connection, delivery_id, ticket.id)

    def load_stored(self) -> set[str]:
        """The invocations of every delivery that is stored."""
        with self.engine.connect() as connection:
            return set(connection.execute(select(Delivery.invocation)).scalars())

    def wait_until_handled(self, limit_seconds: float) -> None:
        """Until no delivery is open any more; TimeoutError where that takes longer."""
        deadline = time.monotonic() + limit_seconds
        while count_open(self.engine):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{count_open(self.engine)} deliveries are open after {limit_seconds:.0f} s")
            time.sleep(LOOK_SECONDS)


def end(part: Part) -> None:
    """Wait for a process that was told to end, or kill it."""
    try:
        if part.process:
            part.process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        part.end()


def start_web(part: Part, port: int) -> float:
    """Start a web process; seconds until its first answer."""
    begun = time.monotonic()
    part.start()
    while not is_alive(port):
        check_start(begun, [part])
        time.sleep(LOOK_SECONDS)
    return time.monotonic() - begun


def is_alive(port: int) -> bool:
    """Whether it answers."""
    try:
        return requests.get(f"http://127.0.0.1:{port}/healthz", timeout=2).status_code == 200
    except requests.RequestException:
        return False


def check_start(begun: float, parts: Sequence[Part]) -> None:
    """TimeoutError with the last words where a start takes far too long."""
    if time.monotonic() - begun > START_SECONDS:
        logs = "\n".join(part.log.read_text(encoding="utf-8", errors="replace")[-1000:] for part in parts)
        raise TimeoutError(f"did not start:\n{logs}")


@contextmanager
def running_house(database_url: str, tickets: int) -> Iterator[House]:
    """A house with one web process and no worker yet, on a database with all tables; whatever runs is killed in the
    end. Without tickets there is no stand-in."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        stand_in = stack.enter_context(running_stand_in(TOKEN, tickets)) if tickets else NOBODY
        engine = open_database(database_url)
        stack.callback(engine.dispose)
        port = find_free_port()
        environment = make_environment(folder, stand_in.url, TOKEN, port) | {
            "REINSTATE_DATABASE_URL": database_url,
            "REINSTATE_WEBHOOK_SECRETS": SECRET,
            "REINSTATE_FIELD_INTENT": str(INTENT_FIELD.id),
            "REINSTATE_FIELD_STATE": str(STATE_FIELD.id),
            "REINSTATE_POLL_SECONDS": POLL_SECONDS,
        }
        web = Part("web", ("web",), environment, folder / "web.log")
        stack.callback(web.end)
        house = House(stand_in, engine, web, port, start_web(web, port), folder, environment)
        stack.callback(house.end_workers)
        yield house


@contextmanager
def running_bare() -> Iterator[int]:
    """The port of a bare Flask app."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        port = find_free_port()
        log = Path(folder) / "bare.log"
        with log.open("wb") as output:
            command = [sys.executable, "-m", "tests.bench.bare", str(port)]
            process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
        part = Part("bare", (), {}, log, process)
        try:
            begun = time.monotonic()
            while not is_alive(port):
                check_start(begun, [part])
                time.sleep(LOOK_SECONDS)
            yield port
        finally:
            part.end()
