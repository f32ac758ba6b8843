"""A webhook of the tests' own: keeps every posting to the byte and answers as it was told."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Posting:
    """One request as it came in."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Webhook:
    """Answers are pairs of status and headers, taken in turn; when they run out the answer is 202. A status of 0 is an
    answer that comes too late."""

    url: str = ""
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)


@contextmanager
def running_webhook(late_seconds: float = 0.8) -> Iterator[Webhook]:
    """A webhook on a free port."""
    webhook = Webhook()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _make_handler(webhook, late_seconds))
    server.daemon_threads = True
    webhook.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield webhook
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _make_handler(webhook: Webhook, late_seconds: float) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, headers = webhook.answers.pop(0) if webhook.answers else (202, {})
            webhook.postings.append(Posting(dict(self.headers), body))
            if not status:
                time.sleep(late_seconds)
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in ({"Content-Length": "0"} | headers).items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
