"""A whole desk for the chaos: a stand-in with tickets, web processes and workers of the real command on one database,
each of which can be killed, paused and started again."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests
from sqlalchemy import Engine

from bot.demo.samples import load_samples
from bot.demo.stage import find_free_port, make_environment
from bot.sandbox import RunningSandbox, SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.control import file_as_customer
from bot.sandbox.fields import INTENT_FIELD, STATE_FIELD
from bot.store.database import open_database

START_SECONDS = 60.0
DEAD_SECONDS = 3.0
SECRET = "chaos-webhook-secret"
TOKEN = "chaos-token"


@dataclass
class Part:
    """One process of ours: ``arguments`` after ``reinstate``."""

    name: str
    arguments: tuple[str, ...]
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it, in a process group of its own."""
        command = [sys.executable, "-m", "bot.cli", *self.arguments]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=output, stderr=output, start_new_session=True
            )

    def signal(self, number: int) -> None:
        """Send a signal to the process and its children; nothing where it is dead."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def end(self) -> None:
        """Kill it and wait."""
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGKILL)
        if self.process:
            self.process.wait()


@dataclass
class House:
    """What runs, and the tickets that were filed."""

    sandbox: RunningSandbox
    engine: Engine
    webs: list[Part]
    workers: list[Part]
    ports: list[int]
    tickets: list[int] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        return [*self.webs, *self.workers]

    def file_tickets(self, count: int) -> None:
        """File tickets like the demo's samples, over and over. Nobody is told of them: the chaos itself does that."""
        samples = [sample for sample in load_samples() if sample.channel == "email" and not sample.turns[0].flags]
        for number in range(count):
            sample = samples[number % len(samples)]
            asked = {
                "subject": sample.subject,
                "body": sample.turns[0].body,
                "email": f"c{number}@customers.example",
                "quiet": True,
            }
            self.tickets.append(file_as_customer(self.sandbox.hub.desk, asked).id)

    def wait_until_ready(self) -> None:
        """Wait until every web process answers and a worker beats."""
        deadline = time.monotonic() + START_SECONDS
        for port in self.ports:
            while not is_ready(port):
                assert time.monotonic() < deadline, f"the bot did not start:\n{self.read_logs()}"
                time.sleep(0.1)

    def read_logs(self) -> str:
        """The last words of every process."""
        return "\n".join(part.log.read_text(encoding="utf-8", errors="replace")[-1000:] for part in self.parts)

    def revive(self) -> None:
        """Start whatever is dead."""
        for part in self.parts:
            if part.process is None or part.process.poll() is not None:
                part.start()


def is_ready(port: int) -> bool:
    """Whether ``/readyz`` says so."""
    try:
        return requests.get(f"http://127.0.0.1:{port}/readyz", timeout=2).status_code == 200
    except requests.RequestException:
        return False


@contextmanager
def running_house(database_url: str, webs: int = 2, workers: int = 2) -> Iterator[House]:
    """A house whose every part is killed in the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chaos-")))
        sandbox = stack.enter_context(running_sandbox(create_sandbox(SandboxSettings(token=TOKEN))))
        engine = open_database(database_url)
        stack.callback(engine.dispose)
        ports = [find_free_port() for _ in range(webs)]
        base = make_environment(folder, sandbox.url, TOKEN, 0) | {
            "REINSTATE_DATABASE_URL": database_url,
            "REINSTATE_WEBHOOK_SECRETS": SECRET,
            "REINSTATE_FIELD_INTENT": str(INTENT_FIELD.id),
            "REINSTATE_FIELD_STATE": str(STATE_FIELD.id),
            "REINSTATE_DEAD_SECONDS": str(DEAD_SECONDS),
            "REINSTATE_PROBE_SECONDS": "3",
        }
        web_parts = [_make_part(folder, f"web{n}", base, port) for n, port in enumerate(ports)]
        worker_parts = [_make_part(folder, f"worker{n}", base) for n in range(workers)]
        house = House(sandbox, engine, web_parts, worker_parts, ports)
        for part in house.parts:
            stack.callback(part.end)
        house.revive()
        yield house


def _make_part(folder: Path, name: str, base: dict[str, str], port: int | None = None) -> Part:
    arguments = ("worker",) if port is None else ("web", "--port", str(port))
    return Part(name, arguments, base, folder / f"{name}.log")


def kill(part: Part, chance: random.Random) -> None:
    """Kill a process, or pause a worker for longer than the others wait for it, and start what is dead again."""
    if "worker" in part.name and chance.random() < 0.25:
        part.signal(signal.SIGSTOP)
        time.sleep(DEAD_SECONDS * 1.5)
        part.signal(signal.SIGCONT)
        return
    part.signal(signal.SIGKILL)
    if part.process:
        part.process.wait()
    part.start()
