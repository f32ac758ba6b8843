"""Zendesk's rate limits: what a call uses up, when it is refused, and what the headers say."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from bot.sandbox.settings import Limits

DEFAULT = Limits()
_TICKET = re.compile(r"/tickets/([0-9]{1,18})(?:/|$)")


@dataclass(frozen=True, slots=True)
class Usage:
    """How one limit stands after a call; ``resets`` is in seconds."""

    name: str
    total: int
    remaining: int
    resets: int

    @property
    def is_exceeded(self) -> bool:
        """Whether the call went over it."""
        return self.remaining < 0


@dataclass(slots=True)
class _Window:
    ends: float
    used: int = 0


class Meter:
    """Thread-safe. Counts in windows of fixed length that begin with their first call. Without limits it counts and
    refuses nothing."""

    def __init__(self, limits: Limits | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits or DEFAULT
        self.refuses = limits is not None
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[str, _Window] = {}

    def count(self, method: str, path: str, user_id: int) -> list[Usage]:
        """Count a call on every limit that it falls under; the account's comes first."""
        return [self._count(*scope) for scope in self._find_scopes(method, path, user_id)]

    def _find_scopes(self, method: str, path: str, user_id: int) -> list[tuple[str, str, int, float]]:
        minute = self._limits.minute_seconds
        scopes = [("account", "account", self._limits.account_per_minute, minute)]
        ticket = _TICKET.match(path)
        if method in ("PUT", "POST", "DELETE") and ticket:
            scopes.append(("updates", "updates", self._limits.updates_per_minute, minute))
            key = f"ticket {ticket.group(1)} {user_id}"
            scopes.append(("per-ticket-updates", key, self._limits.updates_per_ticket, 10 * minute))
        if path == "/webhooks/test":
            scopes.append(("webhook-tests", "webhook tests", self._limits.webhook_tests_per_minute, minute))
        if path.startswith("/incremental/"):
            scopes.append(("incremental", "incremental", self._limits.incremental_per_minute, minute))
        return scopes

    def _count(self, name: str, key: str, total: int, seconds: float) -> Usage:
        now = self._clock()
        with self._lock:
            window = self._windows.get(key)
            if window is None or window.ends <= now:
                window = self._windows[key] = _Window(now + seconds)
            window.used += 1
            remaining = total - window.used if self.refuses else max(total - window.used, 0)
            return Usage(name, total, remaining, max(ceil(window.ends - now), 1))
