"""The web process under gunicorn, which keeps the processes; waitress reads and answers in each of them, as it does in
``serve``: a caller that sends slowly costs memory, never a thread."""

import os
import shutil
import tempfile
import time
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker
from waitress import create_server, wasyncore

from bot.processes import WEB_MAX_BODY, WEB_THREADS, make_web_app
from bot.settings import Settings

LOOK_SECONDS = 0.5  # at most, until a process notices that it is to end
FINISH_SECONDS = 10.0  # for the answers in hand at the end; a webhook's caller waits no longer
COUNTERS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the metrics library's own name; it looks when it is first imported


class WebApplication(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings; the application is made after the fork, so no connection crosses it."""

    def __init__(self, settings: Settings, processes: int) -> None:
        self._settings = settings
        self._processes = processes
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn where to listen and how many processes to run; several share their counters."""
        self.cfg.set("bind", f"{self._settings.host}:{self._settings.port}")
        self.cfg.set("workers", self._processes)
        self.cfg.set("worker_class", WaitressWorker)
        self.cfg.set("graceful_timeout", int(FINISH_SECONDS) + 5)
        self.cfg.set("loglevel", "warning")
        if "control_socket_disable" in self.cfg.settings:  # newer ones put a socket into the user's home
            self.cfg.set("control_socket_disable", True)
        if self._processes > 1:
            os.environ[COUNTERS_FOLDER] = tempfile.mkdtemp(prefix="reinstate-metrics-")
            self.cfg.set("child_exit", forget_child)
            self.cfg.set("on_exit", remove_counters)

    def load(self) -> Any:
        """The application of one process."""
        return make_web_app(self._settings)


class WaitressWorker(Worker):  # type: ignore[misc]
    """One process: waitress's loop, with signs of life for gunicorn in between."""

    def run(self) -> None:
        """Serve until told to end, or until gunicorn is gone; then finish the answers in hand."""
        channels: dict[int, Any] = {}
        server = create_server(
            self.wsgi,
            map=channels,
            sockets=[listener.sock for listener in self.sockets],
            threads=WEB_THREADS,
            max_request_body_size=WEB_MAX_BODY,
            clear_untrusted_proxy_headers=False,  # the application looks at them, and knows whom to believe
            ident=None,
        )
        while self.alive and os.getppid() == self.ppid:
            self._turn(channels, LOOK_SECONDS)
        server.accepting = False
        deadline = time.monotonic() + FINISH_SECONDS
        while any(map(is_busy, channels.values())) and time.monotonic() < deadline:
            self._turn(channels, LOOK_SECONDS / 10)
        server.task_dispatcher.shutdown()

    def _turn(self, channels: dict[int, Any], seconds: float) -> None:
        self.notify()
        wasyncore.loop(timeout=seconds, use_poll=True, map=channels, count=1)


def is_busy(channel: Any) -> bool:
    """Whether an answer is being made or sent."""
    return bool(getattr(channel, "requests", None) or getattr(channel, "total_outbufs_len", 0))


def forget_child(_arbiter: Any, child: Any) -> None:
    """A process ended: what it counted stays counted, what it showed of itself goes."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(child.pid)  # type: ignore[no-untyped-call]


def remove_counters(_arbiter: Any) -> None:
    """The last act of the parent process: gunicorn calls this in no child."""
    shutil.rmtree(os.environ[COUNTERS_FOLDER], ignore_errors=True)
