"""Losing an answer on purpose, or sending it slowly."""

import contextlib
import socket
import time
from collections.abc import Iterator

from flask import Response, request

PIECES = 20


def drop_connection() -> Response:
    """Cut the caller's connection before anything is answered. Where the server does not hand out its socket the answer
    is an empty 502 instead."""
    connection = request.environ.get("werkzeug.socket")
    if connection is not None:
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
    return Response(status=502)


def dribble(response: Response, seconds: float) -> Response:
    """The same answer, its body sent in small pieces over this time."""
    body = response.get_data()
    size = max(len(body) // PIECES, 1)

    def send() -> Iterator[bytes]:
        for start in range(0, len(body), size):
            time.sleep(seconds / PIECES)
            yield body[start : start + size]

    slow = Response(send(), status=response.status_code, headers=response.headers)
    slow.content_length = len(body)
    return slow
