"""The journal of the API: every call with its time and what was answered, so that silence can be proved."""

import threading
import time
from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

MOST_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class MadeCall:
    """One call; times are seconds since the epoch. ``status`` is None where no answer was sent."""

    at: float
    answered_at: float
    method: str
    path: str
    status: int | None
    fault: str | None = None
    retry_after: str | None = None
    user_id: int | None = None


class Calls:
    """Thread-safe; the oldest are forgotten when there are too many."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: deque[MadeCall] = deque(maxlen=MOST_KEPT)

    def note(self, call: MadeCall) -> None:
        """Keep one."""
        with self._lock:
            self._calls.append(call)

    def list(self, since: float = 0.0, until: float | None = None) -> list[MadeCall]:
        """Those that began within this time, by when they were answered."""
        end = time.time() if until is None else until
        with self._lock:
            return [call for call in self._calls if since <= call.at <= end]

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._calls.clear()

    def to_json(self, since: float = 0.0) -> dict[str, Any]:
        """As the control route shows them."""
        return {"calls": [asdict(call) for call in self.list(since)]}
