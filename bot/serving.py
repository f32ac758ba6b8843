"""The web application behind waitress, the same in ``serve`` and in each process of gunicorn: a caller that sends
slowly costs memory, never a thread, and who is told to end answers first what is in hand."""

import time
from collections.abc import Callable
from typing import Any

from waitress import create_server, wasyncore
from waitress.server import BaseWSGIServer

WEB_THREADS = 8
WEB_MAX_BODY = 1024 * 1024  # bytes that the server reads at all; the application refuses and counts far less
LOOK_SECONDS = 0.5  # at most, until a process notices that it is to end
END_SECONDS = 1.0  # for threads whose answers nobody waits for any more

Channels = dict[int, Any]


def make_server(app: Any, channels: Channels, **where: Any) -> Any:
    """A server that listens from now on; ``where`` is a host and a port, or sockets. ``channels`` is filled with its
    connections."""
    return create_server(
        app,
        map=channels,
        threads=WEB_THREADS,
        max_request_body_size=WEB_MAX_BODY,
        clear_untrusted_proxy_headers=False,  # the application looks at them, and knows whom to believe
        ident=None,
        **where,
    )


def find_port(server: Any) -> int:
    """The port that a server listens on, the first one where its host has several addresses."""
    listening = getattr(server, "effective_listen", None)
    return int(listening[0][1] if listening else server.effective_port)


def run_server(
    server: Any,
    channels: Channels,
    is_over: Callable[[], bool],
    finish_seconds: float,
    tell_alive: Callable[[], object] = lambda: None,
) -> None:
    """Serve until it is over, then take no new connection, and answer what is in hand for so long at most."""
    while not is_over():
        _turn(channels, LOOK_SECONDS, tell_alive)
    for channel in channels.values():
        if isinstance(channel, BaseWSGIServer):
            channel.accepting = False
    deadline = time.monotonic() + finish_seconds
    while any(map(is_busy, list(channels.values()))) and time.monotonic() < deadline:
        _turn(channels, LOOK_SECONDS / 10, tell_alive)
    server.task_dispatcher.shutdown(timeout=END_SECONDS)
    wasyncore.close_all(channels)


def _turn(channels: Channels, seconds: float, tell_alive: Callable[[], object]) -> None:
    tell_alive()
    wasyncore.loop(timeout=seconds, use_poll=True, map=channels, count=1)


def is_busy(channel: Any) -> bool:
    """Whether a call is being read, or its answer made or sent."""
    return bool(
        getattr(channel, "request", None)
        or getattr(channel, "requests", None)
        or getattr(channel, "total_outbufs_len", 0)
    )
