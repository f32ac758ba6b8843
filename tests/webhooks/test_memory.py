"""What is made to fill the memory of a web process does not: both servers, over real HTTP, signed."""

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from bot.store.database import open_database
from bot.store.deliveries import count_open
from tests.conftest import MakeDatabase
from tests.jobs.workers import wait_until
from tests.webhooks.test_http import COMMANDS, PATH, Bot, chunked, find_free_port, now
from tests.webhooks.test_web_process import find_children
from tests.webhooks.zendesk import SECRET, a_body, to_headers
from webhooks.zendesk import MAX_BODY

MOST_MEGABYTES = 50  # more than before; reliability anchors, row 11
TIMES = 4  # each, four at once

ROOM = MAX_BODY - 200  # bytes that are left beside what is around them
BODIES = {
    "a million brackets": (b"[" * 1_000_000, 413),
    "as many brackets as fit": (b"[" * MAX_BODY, 400),
    "objects in objects": (b'{"a":' * (MAX_BODY // 5), 400),
    "double keys": (b'{"v":1,' + b'"a":1,' * (ROOM // 6) + b'"a":1}', 400),
    "keys": (b"{" + b",".join(b'"%d":1' % n for n in range(ROOM // 10)) + b"}", 400),
    "constants": (b"[" + b"NaN," * (ROOM // 4) + b"NaN]", 400),
    "number without end": (b'{"v":1,"event":"created","ticket_id":' + b"9" * ROOM + b"}", 400),
    "escapes": (b'{"v":1,"event":"' + b"\\ud800" * (ROOM // 6) + b'"}', 400),
}
BOMB = gzip.compress(bytes(64 * 1024 * 1024))


@pytest.fixture(scope="module", params=COMMANDS)
def process(request: pytest.FixtureRequest, make_sqlite_database: MakeDatabase) -> Iterator[tuple[Bot, int]]:
    """A web process and its number."""
    if not Path("/proc/self/task").is_dir():
        pytest.skip("memory and children are read from /proc")
    url, port = make_sqlite_database(True), find_free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REINSTATE_")} | {
        "REINSTATE_DATABASE_URL": url,
        "REINSTATE_WEBHOOK_SECRETS": SECRET,
        "REINSTATE_PORT": str(port),
        "REINSTATE_LOG_LEVEL": "error",
    }
    engine = open_database(url)
    with subprocess.Popen([sys.executable, *COMMANDS[request.param]], env=environment) as started:
        bot = Bot(port, engine)
        wait_until(bot.is_up, 30)
        yield bot, started.pid
        started.terminate()
    engine.dispose()


def deliver(bot: Bot, body: bytes, **headers: str) -> int:
    signed = to_headers(body, now()) | headers
    try:
        return requests.post(bot.url + PATH, data=body, headers=signed, timeout=10).status_code
    except requests.ConnectionError:  # refused before all of it was sent
        return 413


def measure(process: int, what: str) -> int:
    """Kilobytes of the process and its children together: ``VmRSS`` are those of now, ``VmHWM`` the most that there
    were."""
    texts = [
        Path(f"/proc/{number}/status").read_text(encoding="utf-8") for number in (process, *find_children(process))
    ]
    return sum(int(found) for text in texts for found in re.findall(rf"^{what}:\s+(\d+)", text, re.MULTILINE))


def test_no_body_makes_the_process_grow(process: tuple[Bot, int]) -> None:
    bot, number = process
    for _ in range(4):
        assert deliver(bot, a_body()) == 202
    stored, before = count_open(bot.engine), measure(number, "VmRSS")
    with ThreadPoolExecutor(4) as pool:
        for name, (body, status) in BODIES.items():
            assert set(pool.map(lambda _, body=body: deliver(bot, body), range(TIMES))) == {status}, name
        zipped = {"Content-Encoding": "gzip"}
        assert set(pool.map(lambda _: deliver(bot, BOMB, **zipped), range(TIMES))) == {400}
        assert set(pool.map(lambda _: chunked(bot, BODIES["a million brackets"][0]), range(TIMES))) == {413}
    assert measure(number, "VmHWM") - before <= MOST_MEGABYTES * 1024
    assert count_open(bot.engine) == stored
