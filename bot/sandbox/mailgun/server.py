"""The stand-in as running servers: one for each region, as the platform has it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from bot.sandbox.mailgun.app import create_region
from bot.sandbox.mailgun.state import REGIONS, Platform

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class RunningPlatform:
    """A platform that answers; the status page is served beside the US region."""

    platform: Platform
    us_url: str
    eu_url: str

    @property
    def status_url(self) -> str:
        """The status page's origin."""
        return self.us_url


@contextmanager
def running_platform(platform: Platform) -> Iterator[RunningPlatform]:
    """Both regions served from threads of their own, on free ports, for as long as the block lasts."""
    servers = [_bind(platform, region) for region in REGIONS]
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield RunningPlatform(platform, *(f"http://{HOST}:{server.server_port}" for server in servers))
    finally:
        for server, thread in zip(servers, threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()


class _QuietHandler(WSGIRequestHandler):
    disable_nagle_algorithm = True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: the platform keeps its own list of calls."""


def _bind(platform: Platform, region: str) -> BaseWSGIServer:
    return make_server(HOST, 0, create_region(platform, region), threaded=True, request_handler=_QuietHandler)
