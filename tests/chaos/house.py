"""A whole desk for the chaos: a stand-in with tickets, web processes and workers of the real command on one database,
each of which can be killed, paused and started again, and proxies on the wires between them."""

import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from sqlalchemy import Engine, select

from bot.demo.stage import find_free_port, make_environment
from bot.sandbox import RunningSandbox, SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.fields import INTENT_FIELD, STATE_FIELD
from bot.store.database import open_database
from bot.store.tables import Beat
from tests.chaos.proxy import CLEAR, Proxy, Weather, running_proxy
from tests.databases import Server, find_children

START_SECONDS = 60.0
SECRET = "chaos-webhook-secret"
TOKEN = "chaos-token"
WAITS = {"RETRY": 5.0, "PROBE": 30.0, "CONNECT": 3.0, "READ": 10.0, "SWEEP": 240.0, "DEAD": 20.0}  # as shipped
LEAST = {"CONNECT": 0.5, "READ": 1.0, "DEAD": 3.0}  # on a busy machine a living worker may well be silent for two
WITHHELD_SECONDS = 60.0  # of the newest changes, by Zendesk's export


@dataclass
class Part:
    """One process of ours: ``arguments`` after ``reinstate``."""

    name: str
    arguments: tuple[str, ...]
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def is_dead(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def start(self) -> None:
        """Start it, in a process group of its own."""
        command = [sys.executable, "-m", "bot.cli", *self.arguments]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=output, stderr=output, start_new_session=True
            )

    def signal(self, number: int) -> None:
        """Send a signal to the process and its children; nothing where it is dead."""
        if self.process and not self.is_dead:
            os.killpg(self.process.pid, number)

    def limit_files(self, most_bytes: int) -> None:
        """Let the process and its children write no file beyond that size, as a full disk would."""
        if self.process and not self.is_dead:
            for pid in (self.process.pid, *find_children(self.process.pid)):
                hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (most_bytes, hard))

    def end(self) -> None:
        """Kill it and wait."""
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGKILL)
        if self.process:
            self.process.wait()


@dataclass
class House:
    """What runs. ``wire`` lies between the bot and Zendesk, ``fronts`` before the web processes; ``server`` is
    PostgreSQL's, where the database is one of its. ``factor``: how many times shorter than shipped the waits are."""

    sandbox: RunningSandbox
    engine: Engine
    webs: list[Part]
    workers: list[Part]
    wire: Proxy
    fronts: list[Proxy]
    factor: float
    dead_seconds: float
    server: Server | None = None

    @property
    def parts(self) -> list[Part]:
        return [*self.webs, *self.workers]

    @property
    def ports(self) -> list[int]:
        """Where deliveries are taken."""
        return [front.port for front in self.fronts]

    def wait_until_ready(self) -> None:
        """Wait until every web process answers and a worker beats."""
        deadline = time.monotonic() + START_SECONDS
        for port in self.ports:
            while fetch_status(port, "readyz") != 200:
                assert time.monotonic() < deadline, f"the bot did not start:\n{self.read_logs()}"
                time.sleep(0.1)

    def load_life(self, worker: Part) -> str | None:
        """The life of a worker, once it has begun to beat under the name that workers have by default."""
        assert worker.process
        name = f"{socket.gethostname()}-{worker.process.pid}"
        with self.engine.connect() as connection:
            return connection.execute(select(Beat.life).where(Beat.worker == name)).scalar()

    def wait_until_up(self, part: Part) -> None:
        """Wait until a process works again: to kill it before proves nothing. A worker that was paused ends itself; it
        is started."""
        deadline = time.monotonic() + START_SECONDS
        while not (self._answers(part) if part in self.webs else self.load_life(part)):
            assert time.monotonic() < deadline, f"{part.name} did not start:\n{self.read_logs()}"
            self.revive()
            time.sleep(0.1)

    def _answers(self, web: Part) -> bool:
        return fetch_status(self.ports[self.webs.index(web)], "healthz") == 200

    def read_logs(self) -> str:
        """The last words of every process."""
        return "\n".join(part.log.read_text(encoding="utf-8", errors="replace")[-1000:] for part in self.parts)

    def revive(self) -> None:
        """Start whatever is dead."""
        for part in self.parts:
            if part.is_dead:
                part.start()

    def set_weather(self, wire: Weather = CLEAR, front: Weather = CLEAR) -> None:
        """Change the weather on all wires; without arguments it is clear."""
        self.wire.weather = wire
        for proxy in self.fronts:
            proxy.weather = front


def fetch_status(port: int, page: str) -> int | None:
    """The status with which a web process answers for the page; None where it does not answer."""
    try:
        return requests.get(f"http://127.0.0.1:{port}/{page}", timeout=2).status_code
    except requests.RequestException:
        return None


def shorten_waits(factor: float) -> dict[str, str]:
    """The settings of all waits, so many times shorter than they are shipped, as far as a busy machine allows."""
    waits = {name: max(seconds / factor, LEAST.get(name, 0.0)) for name, seconds in WAITS.items()}
    return {f"REINSTATE_{name}_SECONDS": f"{seconds:g}" for name, seconds in waits.items()}


@contextmanager
def running_house(
    database_url: str,
    webs: int = 2,
    workers: int = 2,
    *,
    factor: float = 10.0,
    settings: Mapping[str, str] | None = None,
    server: Server | None = None,
) -> Iterator[House]:
    """A house whose every part is killed in the end. ``settings`` go before all others."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chaos-")))
        stand_in = SandboxSettings(token=TOKEN, newest_withheld_seconds=WITHHELD_SECONDS / factor)
        sandbox = stack.enter_context(running_sandbox(create_sandbox(stand_in)))
        wire = stack.enter_context(running_proxy(int(sandbox.url.rpartition(":")[2])))
        engine = open_database(database_url)
        stack.callback(engine.dispose)
        base = make_environment(folder, f"http://127.0.0.1:{wire.port}", TOKEN, 0) | shorten_waits(factor)
        base |= {
            "REINSTATE_DATABASE_URL": database_url,
            "REINSTATE_ZENDESK_ADMIN_TOKEN": stand_in.admin_token,
            "REINSTATE_WEBHOOK_SECRETS": SECRET,
            "REINSTATE_FIELD_INTENT": str(INTENT_FIELD.id),
            "REINSTATE_FIELD_STATE": str(STATE_FIELD.id),
            **(settings or {}),
        }
        ports = [find_free_port() for _ in range(webs)]
        web_parts = [_make_part(folder, f"web{n}", base, port) for n, port in enumerate(ports)]
        worker_parts = [_make_part(folder, f"worker{n}", base) for n in range(workers)]
        fronts = [stack.enter_context(running_proxy(port)) for port in ports]
        dead_seconds = float(base["REINSTATE_DEAD_SECONDS"])
        house = House(sandbox, engine, web_parts, worker_parts, wire, fronts, factor, dead_seconds, server)
        for part in house.parts:
            stack.callback(part.end)
        house.revive()
        yield house


def _make_part(folder: Path, name: str, base: dict[str, str], port: int | None = None) -> Part:
    if port is None:
        return Part(name, ("worker",), base, folder / f"{name}.log")
    return Part(name, ("web", "--port", str(port)), base, folder / f"{name}.log")
