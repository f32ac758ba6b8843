"""Manners towards a platform: calls are paced, a wait that it asks for is kept, and one that fails again and again is
left alone for a while. Nobody sleeps here: a call that may not be made now is simply not made."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

CALLS_A_MINUTE = 240.0  # the platform's own limit for domains is 300 (mailgun sheet, rate limits)
FAILURES_UNTIL_REST = 5
REST_SECONDS = 30.0
LONGEST_WAIT_SECONDS = 3600.0


@dataclass
class _Origin:
    tokens: float = CALLS_A_MINUTE
    filled_at: float = 0.0
    closed_until: float = 0.0
    why_closed: str = ""
    failures: int = 0


class Gate:
    """Per origin, shared by all threads of a worker. ``clock`` counts seconds from any start."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._origins: defaultdict[str, _Origin] = defaultdict(lambda: _Origin(filled_at=clock()))

    def take_turn(self, origin: str) -> str:
        """ "" where a call may be made now, and it counts as made; else why not: rate_limited, resting or paced."""
        with self._lock:
            state, now = self._origins[origin], self._clock()
            if now < state.closed_until:
                return state.why_closed
            earned = (now - state.filled_at) * CALLS_A_MINUTE / 60
            state.tokens, state.filled_at = min(CALLS_A_MINUTE, state.tokens + earned), now
            if state.tokens < 1:
                return "paced"
            state.tokens -= 1
            return ""

    def note_answer(self, origin: str) -> None:
        """The platform answered: earlier failures are forgiven."""
        with self._lock:
            self._origins[origin].failures = 0

    def note_failure(self, origin: str) -> None:
        """The platform failed; the fifth time in a row it is left alone, and then tried with a single call."""
        with self._lock:
            state = self._origins[origin]
            state.failures += 1
            if state.failures >= FAILURES_UNTIL_REST:
                self._close(state, REST_SECONDS, "resting")

    def note_wait(self, origin: str, seconds: float) -> None:
        """The platform asked to be left alone for so long."""
        with self._lock:
            self._close(self._origins[origin], min(max(seconds, 1.0), LONGEST_WAIT_SECONDS), "rate_limited")

    def _close(self, state: _Origin, seconds: float, why: str) -> None:
        state.closed_until, state.why_closed = self._clock() + seconds, why
