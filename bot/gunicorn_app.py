"""The web process under gunicorn, for many processes on PostgreSQL."""

from typing import Any

from gunicorn.app.base import BaseApplication

from bot.processes import WEB_THREADS, make_web_app
from bot.settings import Settings


class WebApplication(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings; the application is made after the fork, so no connection crosses it."""

    def __init__(self, settings: Settings, processes: int) -> None:
        self._settings = settings
        self._processes = processes
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn where to listen and how many processes and threads to run."""
        self.cfg.set("bind", f"{self._settings.host}:{self._settings.port}")
        self.cfg.set("workers", self._processes)
        self.cfg.set("threads", WEB_THREADS)
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("loglevel", "warning")

    def load(self) -> Any:
        """The application of one process."""
        return make_web_app(self._settings)
