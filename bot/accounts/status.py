"""The platform's status page (Statuspage's summary): read on a schedule, kept for minutes. An incident means that
nothing could be checked; a page that cannot be read means nothing at all."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.accounts.calls import Call
from bot.accounts.failures import NotRead, Unreadable
from bot.accounts.session import Budget, PlatformSession
from bot.accounts.wire import to_entries

LOOK_SECONDS = 60.0
FRESH_SECONDS = 300.0
OFF_SECONDS = 3600.0
ENDED = frozenset({"resolved", "postmortem"})
TROUBLED = frozenset({"minor", "major", "critical"})
CALM = frozenset({"none", "maintenance"})
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Incident:
    """What the page reports: its own words, cut to one line's length; for agents alone."""

    name: str


def find_incident(summary: Any) -> Incident | None:
    """The incident that a summary reports, None where it reports none. An open incident counts whatever the indicator
    says, and the other way round. Unreadable for what is no summary."""
    status = summary.get("status") if isinstance(summary, dict) else None
    indicator = status.get("indicator") if isinstance(status, dict) else None
    if not isinstance(indicator, str) or indicator not in TROUBLED | CALM:
        raise Unreadable("indicator")
    still_open = [incident for incident in to_entries(summary, "incidents") if _is_open(incident)]
    if still_open:
        return Incident(_name(still_open[0], "name"))
    return Incident(_name(status, "description")) if indicator in TROUBLED else None


def _is_open(incident: object) -> bool:
    if not isinstance(incident, dict) or not isinstance(incident.get("status"), str):
        raise Unreadable("incident")
    return incident["status"] not in ENDED


def _name(fields: Mapping[str, Any] | None, name: str) -> str:
    value = (fields or {}).get(name)
    return value[:LONGEST_NAME] if isinstance(value, str) else ""


class StatusPage:
    """The newest reading of the page, for all threads of a worker. Without a session it says nothing, ever."""

    def __init__(self, session: PlatformSession | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._session = session
        self._clock = clock
        self._lock = threading.Lock()
        self._incident: Incident | None = None
        self._read_at: float | None = None

    @property
    def link(self) -> str:
        """The page's address as it was set, never one that an answer names; "" where the page is off."""
        return self._session.origin if self._session else ""

    def look(self) -> float:
        """Read the page once; the seconds until the next look."""
        if self._session is None:
            return OFF_SECONDS
        try:
            incident = find_incident(self._session.fetch_json(Call.STATUS, Budget(calls=1)))
        except NotRead:
            return LOOK_SECONDS
        with self._lock:
            self._incident, self._read_at = incident, self._clock()
        return LOOK_SECONDS

    def find_incident(self) -> Incident | None:
        """The incident that is going on, as far as a reading of the last minutes tells."""
        with self._lock:
            fresh = self._read_at is not None and self._clock() - self._read_at <= FRESH_SECONDS
            return self._incident if fresh else None
