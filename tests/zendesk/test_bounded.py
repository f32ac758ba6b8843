"""Answers that never end, in time or in size."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bot.zendesk.session import Away, Rejected, StaticToken, ZendeskSession
from tests.zendesk.scripted import Answer, running_scripted

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@contextmanager
def running_socket(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that does with each connection as it is told."""

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.recv(65536)
                    talk(connection)
                except OSError:
                    pass  # the caller has had enough

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def dribble(sent: bytes, seconds: float = 0.02) -> Callable[[socket.socket], None]:
    """Sends byte for byte, each soon enough."""

    def talk(connection: socket.socket) -> None:
        for byte in sent:
            connection.sendall(bytes([byte]))
            time.sleep(seconds)

    return talk


def connect(url: str, read_seconds: float = 0.3) -> ZendeskSession:
    return ZendeskSession(url, StaticToken("token"), 1.0, read_seconds)


@pytest.mark.parametrize(
    "sent",
    [
        OK + b"Content-Length: 1000\r\n\r\n" + b'{"a":"' + b"x" * 1000,
        OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 200,
        OK + b"".join(b"X-%d: y\r\n" % number for number in range(90)),
        b"HTTP/1.1 " + b"x" * 1000,
    ],
    ids=["body", "chunks", "headers", "status"],
)
def test_answer_that_dribbles_is_given_up_in_time(sent):
    with running_socket(dribble(sent)) as url:
        began = time.monotonic()
        with pytest.raises(Away):
            connect(url).get(url + "/api/v2/tickets/1.json")
        assert 0.25 <= time.monotonic() - began < 2.0


def test_silence_is_away():
    with running_socket(lambda connection: time.sleep(0.3)) as url, pytest.raises(Away):
        connect(url, 0.1).get(url + "/api/v2/tickets/1.json")


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200", OK + b"Content-Length: 10\r\n\r\n{", b"\x00" * 100])
def test_broken_answer_is_away(sent):
    with running_socket(lambda connection: connection.sendall(sent)) as url, pytest.raises(Away):
        connect(url).get(url + "/api/v2/tickets/1.json")


def test_answer_that_is_slow_but_in_time_is_taken_and_the_connection_used_again():
    with running_scripted(lambda call: Answer(body={"ok": "x" * 300_000})) as server:
        session = connect(server.url, 5.0)
        assert [len(session.get(server.url + "/api").json()["ok"]) for _ in range(3)] == [300_000] * 3


@pytest.mark.parametrize("packed", [False, True])
def test_answer_larger_than_we_take_is_rejected(packed):
    body = b'{"a":"' + b"x" * 60_000_000 + b'"}'
    sent = gzip.compress(body, 1) if packed else body
    headers = {"Content-Encoding": "gzip"} if packed else {}
    with running_scripted(lambda call: Answer(body=sent, headers=headers)) as server, pytest.raises(Rejected):
        connect(server.url, 20.0).get(server.url + "/api")
