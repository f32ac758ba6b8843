"""Deliveries: posted in the background by a small pool, tried again under Zendesk's rules, and kept for looking at."""

import heapq
import itertools
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import requests

from bot.sandbox.settings import SandboxSettings
from bot.sandbox.signing import make_ulid, render_body, render_headers

MOST_CONFLICT_RETRIES = 3
MOST_TIMEOUT_RETRIES = 5
MOST_BUSY_RETRIES = 5
LONGEST_RETRY_AFTER_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Attempt:
    """One posting: the answer's status, or ``timeout`` or ``unreachable`` as the error where there was none."""

    status: int | None = None
    error: str | None = None
    retry_after: str | None = None


@dataclass(slots=True)
class Delivery:
    """One event on its way to the webhook; copies of a doubled delivery share the invocation id."""

    event: str
    ticket_id: int
    user_id: int
    invocation_id: str
    url: str | None
    state: str = "pending"  # pending, succeeded, failed, unsent
    attempts: list[Attempt] = field(default_factory=list)


def decide_wait(attempts: list[Attempt], settings: SandboxSettings) -> float | None:
    """Seconds until the next attempt, None where Zendesk would give up: 409 up to three times, 429 and 503 only with
    a Retry-After below a minute, time-outs up to five times, nothing else."""
    last = attempts[-1]
    tried = sum(a.status == last.status and a.error == last.error for a in attempts)
    if last.status == 409:
        return settings.conflict_wait_seconds if tried <= MOST_CONFLICT_RETRIES else None
    if last.error == "timeout":
        return settings.timeout_wait_seconds if tried <= MOST_TIMEOUT_RETRIES else None
    if last.status in (429, 503):
        seconds = _read_retry_after(last.retry_after)
        if seconds is not None and tried <= MOST_BUSY_RETRIES:
            return min(seconds, settings.longest_wait_seconds)
    return None


def _read_retry_after(value: str | None) -> float | None:
    if value is None or not value.strip().isdecimal():
        return None
    seconds = int(value)
    return float(seconds) if seconds < LONGEST_RETRY_AFTER_SECONDS else None


class Deliveries:
    """A pool of threads, started with the first delivery, that post whatever is due."""

    def __init__(self, settings: SandboxSettings) -> None:
        self._settings = settings
        self._changed = threading.Condition()
        self._due: list[tuple[float, int, Delivery]] = []
        self._order = itertools.count()
        self._all: list[Delivery] = []
        self._threads: list[threading.Thread] = []
        self._closed = False
        self._webhook_id = make_ulid()
        self._url = settings.webhook_url
        self._secret = settings.webhook_secret

    def set_webhook(self, url: str | None, secret: str | None = None) -> None:
        """Where later deliveries go; None: nowhere. Without a secret the old one stays."""
        with self._changed:
            self._url = url
            self._secret = secret or self._secret

    def enqueue(self, event: str, ticket_id: int, user_id: int, copies: int = 1) -> None:
        """Post an event soon; returns at once."""
        invocation_id = make_ulid()
        with self._changed:
            for _ in range(copies):
                delivery = Delivery(event, ticket_id, user_id, invocation_id, self._url)
                self._all.append(delivery)
                self._schedule(delivery, 0.0)
            self._start_threads()

    def to_json(self) -> dict[str, Any]:
        """All deliveries, oldest first, with their attempts and the number not yet through."""
        with self._changed:
            return {
                "pending": self._count_pending(),
                "deliveries": [_to_json(delivery) for delivery in self._all],
            }

    def wait_until_idle(self, limit_seconds: float) -> bool:
        """Wait until nothing is pending; False if that took too long."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._count_pending(), limit_seconds)

    def close(self) -> None:
        """Stop posting; what is still due stays pending."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout=1.0)

    def _count_pending(self) -> int:
        return sum(delivery.state == "pending" for delivery in self._all)

    def _schedule(self, delivery: Delivery, wait_seconds: float) -> None:
        if delivery.url is None:
            delivery.state = "unsent"
            return
        heapq.heappush(self._due, (time.monotonic() + wait_seconds, next(self._order), delivery))
        self._changed.notify_all()

    def _start_threads(self) -> None:
        if self._threads or not self._due:
            return
        for number in range(self._settings.delivery_threads):
            thread = threading.Thread(target=self._run, name=f"sandbox-delivery-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _run(self) -> None:
        session = requests.Session()
        session.trust_env = False
        while (delivery := self._take()) is not None:
            attempt = self._post(session, delivery)
            with self._changed:
                delivery.attempts.append(attempt)
                self._settle(delivery)
                self._changed.notify_all()

    def _take(self) -> Delivery | None:
        with self._changed:
            while not self._closed:
                wait = self._due[0][0] - time.monotonic() if self._due else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._due)[2]
                self._changed.wait(wait)
            return None

    def _post(self, session: requests.Session, delivery: Delivery) -> Attempt:
        body = render_body(delivery.event, delivery.ticket_id, delivery.user_id)
        headers = render_headers(self._secret, self._webhook_id, delivery.invocation_id, body)
        limit = self._settings.delivery_limit_seconds
        try:
            answer = session.post(str(delivery.url), data=body, headers=headers, timeout=limit, allow_redirects=False)
        except requests.Timeout:
            return Attempt(error="timeout")
        except requests.RequestException:
            return Attempt(error="unreachable")
        return Attempt(status=answer.status_code, retry_after=answer.headers.get("Retry-After"))

    def _settle(self, delivery: Delivery) -> None:
        status = delivery.attempts[-1].status
        if status is not None and 200 <= status < 300:
            delivery.state = "succeeded"
            return
        wait = decide_wait(delivery.attempts, self._settings)
        if wait is None:
            delivery.state = "failed"
        else:
            self._schedule(delivery, wait)


def _to_json(delivery: Delivery) -> dict[str, Any]:
    return {
        "event": delivery.event,
        "ticket_id": delivery.ticket_id,
        "user_id": delivery.user_id,
        "invocation_id": delivery.invocation_id,
        "state": delivery.state,
        "attempts": [{"status": attempt.status, "error": attempt.error} for attempt in delivery.attempts],
    }
