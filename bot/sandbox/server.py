"""The stand-in as a running server."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from bot.sandbox.app import create_sandbox
from bot.sandbox.hub import EXTENSION, Hub
from bot.sandbox.settings import SandboxSettings


@dataclass(frozen=True, slots=True)
class RunningSandbox:
    """A stand-in that answers at ``url``."""

    url: str
    app: Flask

    @property
    def hub(self) -> Hub:
        """Its desk, deliveries and faults."""
        hub: Hub = self.app.extensions[EXTENSION]
        return hub


def serve_sandbox(settings: SandboxSettings, started: Callable[[str], None] = print) -> None:
    """Serve until interrupted; ``started`` is told the URL as soon as the port is bound."""
    app = create_sandbox(settings)
    server = _bind(app)
    started(_to_url(settings, server))
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        app.extensions[EXTENSION].deliveries.close()
        server.server_close()


@contextmanager
def running_sandbox(app: Flask) -> Iterator[RunningSandbox]:
    """The app of ``create_sandbox`` served from a thread of its own, for as long as the block lasts."""
    server = _bind(app)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    running = RunningSandbox(_to_url(app.extensions[EXTENSION].settings, server), app)
    try:
        yield running
    finally:
        running.hub.deliveries.close()
        server.shutdown()
        thread.join()
        server.server_close()


class _QuietHandler(WSGIRequestHandler):
    disable_nagle_algorithm = True  # else an answer on a kept connection may wait for the caller's delayed ACK

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: the page shows what happens."""


def _bind(app: Flask) -> BaseWSGIServer:
    settings = app.extensions[EXTENSION].settings
    return make_server(settings.host, settings.port, app, threaded=True, request_handler=_QuietHandler)


def _to_url(settings: SandboxSettings, server: BaseWSGIServer) -> str:
    return f"http://{settings.host}:{server.server_port}"
