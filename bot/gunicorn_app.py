"""The web process under gunicorn, which keeps the processes; waitress reads and answers in each of them, as it does in
``serve``."""

import os
import shutil
import tempfile
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker

from bot.processes import make_web_app
from bot.serving import Channels, make_server, run_server
from bot.settings import Settings

KILL_SECONDS = 5  # beyond the time to finish, then gunicorn kills a process
COUNTERS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the metrics library's own name; it looks when it is first imported


class WebApplication(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings; the application is made after the fork, so no connection crosses it."""

    def __init__(self, settings: Settings, processes: int) -> None:
        self.stop_seconds = settings.stop_seconds
        self._settings = settings
        self._processes = processes
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn where to listen and how many processes to run; several share their counters."""
        self.cfg.set("bind", f"{self._settings.host}:{self._settings.port}")
        self.cfg.set("workers", self._processes)
        self.cfg.set("worker_class", WaitressWorker)
        self.cfg.set("graceful_timeout", int(self.stop_seconds) + KILL_SECONDS)
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
        channels: Channels = {}
        server = make_server(self.wsgi, channels, sockets=[listener.sock for listener in self.sockets])
        run_server(server, channels, self._is_over, self.app.stop_seconds, self.notify)

    def _is_over(self) -> bool:
        return not self.alive or os.getppid() != self.ppid


def forget_child(_arbiter: Any, child: Any) -> None:
    """A process ended: what it counted stays counted, what it showed of itself goes."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(child.pid)  # type: ignore[no-untyped-call]


def remove_counters(_arbiter: Any) -> None:
    """The last act of the parent process: gunicorn calls this in no child."""
    shutil.rmtree(os.environ[COUNTERS_FOLDER], ignore_errors=True)
