"""Polite calls: a permit before each, and what Zendesk answered noted after it, for every process at once."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import requests
from sqlalchemy import Engine

from bot.store.pace import (
    ACCOUNT,
    TICKET,
    UPDATES,
    Breaker,
    Limit,
    Permit,
    save_answered,
    save_closed,
    save_failed,
    save_permit,
)
from bot.zendesk.failures import Paced
from bot.zendesk.waits import decide_closed_seconds, find_ticket_seconds, find_wait_seconds

MINUTE = 60.0
TEN_MINUTES = 600.0  # the span in which Zendesk takes 30 updates of one ticket by one user
READ_SPARE = 0.25  # of the burst is left to writes, so that what was read can also be answered
JITTER_SHARE, MOST_JITTER_SECONDS = 0.1, 5.0
READS = frozenset({"GET", "HEAD"})
TICKET_PATH = re.compile(r"/api/v2/tickets/([0-9]{1,18})(?:[./?]|$)")


@dataclass(frozen=True, slots=True)
class Pacing:
    """Limits of our own, below Zendesk's smallest: 200 calls and 100 updates a minute, 30 updates of a ticket in ten
    minutes (developer.zendesk.com, rate limits)."""

    calls_per_minute: int = 150
    updates_per_minute: int = 80
    ticket_updates: int = 25
    breaker: Breaker = field(default_factory=Breaker)


class Pace:
    """The permits and gates of one account, shared through the store. Threads may share it."""

    def __init__(
        self,
        engine: Engine,
        pacing: Pacing,
        spread: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._engine = engine
        self._pacing = pacing
        self._spread = spread

    def take(self, method: str, path: str) -> Permit:
        """A permit for one call; Paced where it must not be made now. Nothing waits here."""
        permit = save_permit(self._engine, self._find_limits(method, path), self._pacing.breaker)
        if permit.wait_seconds > 0:
            most = min(permit.wait_seconds * JITTER_SHARE, MOST_JITTER_SECONDS)
            raise Paced(f"paced: {permit.reason}", permit.wait_seconds + self._spread(0.0, most))
        return permit

    def note_answer(self, method: str, path: str, response: requests.Response, permit: Permit, *, failed: bool) -> None:
        """Close the gate that an answer asks to close, count a failure, or forget those before."""
        limits, status, at = self._find_limits(method, path), response.status_code, datetime.now(UTC)
        asked = find_wait_seconds(response.headers, at)
        ticket_seconds = find_ticket_seconds(response.headers) if len(limits) > 1 else None
        if status == 429 and ticket_seconds is not None:
            save_closed(self._engine, limits[-1], max(ticket_seconds, asked or 0.0), str(status))
        elif status == 429 or (status >= 500 and asked is not None):
            save_closed(self._engine, limits[0], decide_closed_seconds(response.headers, at), str(status))
        elif failed:
            self.note_silence()
        elif permit.failures:
            save_answered(self._engine, limits[0])

    def note_silence(self) -> None:
        """Count a call that was not answered."""
        save_failed(self._engine, self._limit_account(), self._pacing.breaker)

    def _limit_account(self, spare: float = 0.0) -> Limit:
        return Limit(ACCOUNT, self._pacing.calls_per_minute, MINUTE, spare)

    def _find_limits(self, method: str, path: str) -> list[Limit]:
        """The limits that a call falls under, the account's first and the ticket's last."""
        found = TICKET_PATH.match(path)
        if method.upper() in READS:
            return [self._limit_account(READ_SPARE if found else 0.0)]
        limits = [self._limit_account()]
        if found:
            limits.append(Limit(UPDATES, self._pacing.updates_per_minute, MINUTE))
            limits.append(Limit(f"{TICKET}{found.group(1)}", self._pacing.ticket_updates, TEN_MINUTES))
        return limits
