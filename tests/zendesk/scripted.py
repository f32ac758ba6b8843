"""A Zendesk of a few lines over real HTTP: a function answers each call, and every call is written down."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Call:
    """One call as it came in; ``at`` is on the monotonic clock."""

    method: str
    path: str
    token: str | None
    body: Any
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True)
class Answer:
    """One answer; ``body`` is sent as JSON unless it is bytes."""

    status: int = 200
    body: Any = field(default_factory=lambda: {"user": {"id": 1}})
    headers: dict[str, str] = field(default_factory=dict)


class Scripted:
    """A running server: its ``url`` and the calls so far. ``answer`` may be replaced while it runs."""

    def __init__(self, answer: Callable[[Call], Answer]) -> None:
        self.answer = answer
        self.calls: list[Call] = []
        self.url = ""

    def find_calls(self, path: str) -> list[Call]:
        """Those whose path begins so."""
        return [call for call in self.calls if call.path.startswith(path)]


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # of the five that are usual, eight callers at once lose one for a second
    daemon_threads = True


@contextmanager
def running_scripted(answer: Callable[[Call], Answer]) -> Iterator[Scripted]:
    """The server while the block runs."""
    scripted = Scripted(answer)
    server = _Server(("127.0.0.1", 0), make_handler(scripted))
    scripted.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield scripted
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_handler(scripted: Scripted) -> type[BaseHTTPRequestHandler]:
    """The handler that answers as the script says."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            sent = self.rfile.read(length)
            token = self.headers.get("Authorization")
            call = Call(self.command, self.path, token and token[7:], json.loads(sent) if sent else None)
            scripted.calls.append(call)
            self._write(scripted.answer(call))

        do_PUT = do_POST = do_GET  # noqa: N815

        def _write(self, answer: Answer) -> None:
            body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for name, value in ({"Content-Length": str(len(body))} | answer.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    return Handler
