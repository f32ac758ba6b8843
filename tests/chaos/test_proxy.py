"""The proxy of the storms does what its weather says."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.chaos.proxy import Weather, running_proxy

ASKED, ANSWER = b"how are you", b"0123456789" * 10


@pytest.fixture
def echo_port() -> Iterator[int]:
    """A server that answers every piece with the same hundred bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer_all() -> None:
            while True:
                try:
                    peer, _ = server.accept()
                except OSError:
                    return
                with peer, suppress(ConnectionResetError):
                    while peer.recv(100):
                        peer.sendall(ANSWER)

        threading.Thread(target=answer_all, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def ask(port: int) -> tuple[bytes, str, float]:
    """What came back, how it ended, and after how many seconds."""
    begun, got = time.monotonic(), b""
    try:
        caller = socket.create_connection(("127.0.0.1", port), timeout=1.0)
    except ConnectionResetError:  # already while it was made
        return got, "reset", time.monotonic() - begun
    with caller:
        try:
            caller.sendall(ASKED)
            while len(got) < len(ANSWER):
                piece = caller.recv(1000)
                got += piece
                if not piece:
                    return got, "farewell", time.monotonic() - begun
        except ConnectionResetError:
            return got, "reset", time.monotonic() - begun
        except TimeoutError:
            return got, "silence", time.monotonic() - begun
    return got, "whole", time.monotonic() - begun


@pytest.mark.parametrize(
    ("weather", "got", "ending", "least_seconds"),
    [
        (Weather(), ANSWER, "whole", 0.0),
        (Weather("latency", 0.1), ANSWER, "whole", 0.2),
        (Weather("dribble", 0.02), ANSWER, "whole", 0.14),
        (Weather("reset"), b"", "reset", 0.0),
        (Weather("cut"), ANSWER[:50], "farewell", 0.0),
        (Weather("lost"), b"", "reset", 0.0),
        (Weather("hole"), b"", "silence", 1.0),
        (Weather("reset", probability=0.0), ANSWER, "whole", 0.0),
    ],
    ids=["clear", "latency", "dribble", "reset", "cut", "lost", "hole", "never"],
)
def test_each_weather_does_what_it_says(echo_port, weather, got, ending, least_seconds):
    with running_proxy(echo_port) as proxy:
        proxy.weather = weather
        answered, how, seconds = ask(proxy.port)
        assert (answered, how) == (got, ending)
        assert seconds >= least_seconds
        assert (proxy.hits.total() > 0) == (ending != "whole" or least_seconds > 0)


def test_weather_changes_for_a_connection_that_stands(echo_port):
    with running_proxy(echo_port) as proxy, socket.create_connection(("127.0.0.1", proxy.port), timeout=1.0) as caller:
        caller.sendall(ASKED)
        assert caller.recv(1000) == ANSWER
        proxy.weather = Weather("reset")
        caller.sendall(ASKED)
        with pytest.raises(ConnectionResetError):
            caller.recv(1000)


def test_target_that_is_gone_is_a_reset():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with running_proxy(port) as proxy:
        assert ask(proxy.port)[1] == "reset"
