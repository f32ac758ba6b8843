"""Losing an answer on purpose."""

import contextlib
import socket

from flask import Response, request


def drop_connection() -> Response:
    """Cut the caller's connection before anything is answered. Where the server does not hand out its socket the answer
    is an empty 502 instead."""
    connection = request.environ.get("werkzeug.socket")
    if connection is not None:
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
    return Response(status=502)
