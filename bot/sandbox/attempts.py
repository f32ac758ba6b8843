"""One posting of a delivery, and whether another follows (reference: Zendesk's retries, where they are known)."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.sandbox.settings import Breaker, SandboxSettings


@dataclass(frozen=True, slots=True)
class Attempt:
    """One posting: the answer's status, or ``timeout`` or ``unreachable`` as the error where there was none. ``at`` is
    seconds since the epoch."""

    status: int | None = None
    error: str | None = None
    retry_after: str | None = None
    at: float = field(default_factory=time.time, compare=False)

    @property
    def is_success(self) -> bool:
        """Whether the receiver took it."""
        return self.status is not None and 200 <= self.status < 300


def decide_wait(attempts: Sequence[Attempt], settings: SandboxSettings) -> float | None:
    """Seconds until the next attempt, None where Zendesk would give up: 409 up to three times, 429 and 503 only with
    a Retry-After below a minute, time-outs up to five times, nothing else."""
    last = attempts[-1]
    tried = sum(a.status == last.status and a.error == last.error for a in attempts)
    if last.status == 409:
        return settings.conflict_wait_seconds if tried <= settings.conflict_retries else None
    if last.error == "timeout":
        return settings.timeout_wait_seconds if tried <= settings.timeout_retries else None
    if last.status in (429, 503):
        seconds = _read_retry_after(last.retry_after)
        if seconds is not None and seconds < settings.longest_retry_after_seconds and tried <= settings.busy_retries:
            return min(float(seconds), settings.longest_wait_seconds)
    return None


def _read_retry_after(value: str | None) -> int | None:
    given = (value or "").strip()
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None


class CircuitBreaker:
    """Cuts a webhook off while too much of what it answers is an error. Not thread-safe: its owner locks."""

    def __init__(self, rule: Breaker, clock: Callable[[], float] = time.monotonic) -> None:
        self._rule = rule
        self._clock = clock
        self._seen: deque[tuple[float, bool]] = deque()
        self._open_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether nothing is posted now."""
        return self._clock() < self._open_until

    def note(self, is_success: bool) -> None:
        """Count one answer."""
        now = self._clock()
        self._seen.append((now, is_success))
        while self._seen and self._seen[0][0] <= now - self._rule.window_seconds:
            self._seen.popleft()
        errors = sum(not ok for _, ok in self._seen)
        too_many = errors > self._rule.most_errors
        too_large = len(self._seen) >= self._rule.least and errors >= self._rule.error_share * len(self._seen)
        if too_many or too_large:
            self._open_until = now + self._rule.open_seconds
            self._seen.clear()
