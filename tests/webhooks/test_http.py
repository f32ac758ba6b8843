"""The webhook over real HTTP, behind both of the servers that we ship: waitress (``serve``) and gunicorn (``web``)."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime

import pytest
import requests
from sqlalchemy import Engine

from bot.store.database import open_database
from bot.store.deliveries import count_open
from tests.webhooks.zendesk import SECRET, a_body, to_headers
from webhooks.zendesk import MAX_BODY

PATH = "/webhooks/zendesk"
WAITRESS = """
from bot.processes import make_threaded_server
from bot.settings import load_settings
make_threaded_server(load_settings()).run()
"""
COMMANDS = {"waitress": ["-c", WAITRESS], "gunicorn": ["-m", "bot.cli", "web"]}


class Bot:
    """A web process of ours and the database behind it."""

    def __init__(self, port: int, engine: Engine) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.engine = engine

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)

    def say(self, sent: bytes) -> bytes:
        """Send raw bytes; the answer until the server closes, or nothing more comes for a moment."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(sent)
            connection.settimeout(2)
            answer = b""
            try:
                while part := connection.recv(65_536):
                    answer += part
            except (TimeoutError, ConnectionResetError):
                pass
            return answer

    def is_up(self) -> bool:
        try:
            return requests.get(f"{self.url}/healthz", timeout=1).ok
        except requests.RequestException:
            return False


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module", params=COMMANDS)
def bot(request, make_sqlite_database) -> Iterator[Bot]:
    url, port = make_sqlite_database(True), find_free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REINSTATE_")} | {
        "REINSTATE_DATABASE_URL": url,
        "REINSTATE_WEBHOOK_SECRETS": SECRET,
        "REINSTATE_PORT": str(port),
    }
    with subprocess.Popen([sys.executable, *COMMANDS[request.param]], env=environment) as process:
        engine = open_database(url)
        bot = Bot(port, engine)
        deadline = time.monotonic() + 30
        while not bot.is_up():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield bot
        engine.dispose()
        process.terminate()


def now() -> datetime:
    return datetime.now(UTC)


def chunked(bot: Bot, body: bytes) -> int:
    """The status of a signed call whose length is not told beforehand."""
    with closing(bot.connect()) as connection:
        parts = (body[at : at + 10_000] for at in range(0, len(body), 10_000))
        with suppress(BrokenPipeError, ConnectionResetError):  # refused before all of it was sent
            connection.request("POST", PATH, body=parts, headers=to_headers(body, now()), encode_chunked=True)
        return connection.getresponse().status


def test_signed_delivery_is_stored(bot):
    before = count_open(bot.engine)
    body = a_body()
    answer = requests.post(bot.url + PATH, data=body, headers=to_headers(body, now()), timeout=10)
    assert (answer.status_code, answer.json()) == (202, {"stored": True})
    assert count_open(bot.engine) == before + 1


def test_unsigned_delivery_is_not_stored(bot):
    before = count_open(bot.engine)
    answer = requests.post(bot.url + PATH, data=a_body(), timeout=10)
    assert (answer.status_code, answer.json()) == (401, {"error": "unsigned"})
    assert count_open(bot.engine) == before


def test_connection_can_be_used_again_after_a_refusal(bot):
    with closing(bot.connect()) as connection:
        statuses = []
        for headers in ({}, to_headers(a_body(), now())):
            connection.request("POST", PATH, body=a_body(), headers=headers)
            answer = connection.getresponse()
            answer.read()
            statuses.append(answer.status)
    assert statuses == [401, 202]


@pytest.mark.parametrize(("size", "status"), [(500, 202), (MAX_BODY, 202), (MAX_BODY + 1, 413), (3_000_000, 413)])
def test_body_without_a_length_is_bounded_too(bot, size, status):
    before = count_open(bot.engine)
    body = a_body()
    assert chunked(bot, body + b" " * (size - len(body))) == status
    assert count_open(bot.engine) - before == (status == 202)


def test_announced_gigabyte_is_refused_before_it_is_sent(bot):
    headers = to_headers(b"", now()) | {"Content-Length": str(2**30)}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    answer = bot.say(f"POST {PATH} HTTP/1.1\r\nHost: bot\r\n{head}\r\n".encode())
    assert b" 413 " in answer.splitlines()[0]


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: -1\r\n",
        b"Content-Length: many\r\n",
        b"Transfer-Encoding: odd\r\n",
        b"X: " + b"x" * 400_000 + b"\r\n",
    ],
    ids=["negative length", "no length", "unknown encoding", "endless header"],
)
def test_broken_request_is_refused_and_the_next_one_served(bot, head):
    before = count_open(bot.engine)
    answer = bot.say(b"POST " + PATH.encode() + b" HTTP/1.1\r\nHost: bot\r\n" + head + b"\r\n{}")
    assert answer == b"" or answer.split(b" ", 2)[1][:1] in (b"4", b"5")
    assert count_open(bot.engine) == before
    assert bot.is_up()


def test_forty_deliveries_at_once_are_all_stored(bot):
    before = count_open(bot.engine)

    def deliver(number: int) -> int:
        body = a_body(ticket_id=number)
        return requests.post(bot.url + PATH, data=body, headers=to_headers(body, now()), timeout=10).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(deliver, range(1, 41))) == {202}
    assert count_open(bot.engine) == before + 40


@pytest.mark.parametrize(
    "started",
    [f"POST {PATH} HTTP/1.1\r\nHost: bot\r\n", f"POST {PATH} HTTP/1.1\r\nHost: bot\r\nContent-Length: 1000\r\n\r\n{{"],
    ids=["head", "body"],
)
def test_slow_callers_hold_up_nobody(bot, started):
    slow = [socket.create_connection(("127.0.0.1", bot.port)) for _ in range(20)]
    for connection in slow:
        connection.sendall(started.encode())
    body = a_body()
    answer = requests.post(bot.url + PATH, data=body, headers=to_headers(body, now()), timeout=5)
    for connection in slow:
        connection.close()
    assert answer.status_code == 202


def test_ready_page_tells_that_no_worker_runs(bot):
    answer = requests.get(f"{bot.url}/readyz", timeout=10)
    assert answer.status_code == 503
    assert json.loads(answer.text)["worker_beat_seconds"] is None
