"""Deliveries: posted in the background by a small pool, tried again under Zendesk's rules, and kept for looking at."""

import base64
import heapq
import itertools
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from bot.sandbox.attempts import Attempt, CircuitBreaker, decide_wait
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.signing import make_ulid, render_headers
from bot.sandbox.webhooks import Webhook

FindWebhook = Callable[[str], Webhook | None]


@dataclass(slots=True)
class Delivery:
    """One call of a webhook on its way; copies of a doubled delivery share the invocation id. ``source`` is the
    trigger's title or the event's type."""

    webhook_id: str
    source: str
    ticket_id: int
    user_id: int
    body: bytes
    invocation_id: str = field(default_factory=make_ulid)
    state: str = "pending"  # pending, succeeded, failed, unsent, dropped, circuit_broken, throttled
    attempts: list[Attempt] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As the control route shows it."""
        return {
            "source": self.source,
            "webhook_id": self.webhook_id,
            "ticket_id": self.ticket_id,
            "user_id": self.user_id,
            "invocation_id": self.invocation_id,
            "state": self.state,
            "body": self.body.decode(errors="replace"),
            "attempts": [{"status": attempt.status, "error": attempt.error} for attempt in self.attempts],
        }


class Deliveries:
    """A pool of threads, started with the first delivery, that post whatever is due."""

    def __init__(self, settings: SandboxSettings, find_webhook: FindWebhook) -> None:
        self._settings = settings
        self._find_webhook = find_webhook
        self._changed = threading.Condition()
        self._due: list[tuple[float, int, Delivery]] = []
        self._order = itertools.count()
        self._all: list[Delivery] = []
        self._threads: list[threading.Thread] = []
        self._breakers: dict[str, CircuitBreaker] = {}
        self._started: dict[str, deque[float]] = {}
        self._closed = False

    def enqueue(self, delivery: Delivery, copies: int = 1, wait_seconds: float = 0.0) -> None:
        """Post it soon; returns at once. Further copies go at the same time under the same invocation id."""
        with self._changed:
            for number in range(copies):
                copy = delivery if number == 0 else _copy(delivery)
                self._all.append(copy)
                self._admit(copy, wait_seconds)
            self._start_threads()

    def drop(self, delivery: Delivery) -> None:
        """Keep it as one that was never posted."""
        with self._changed:
            delivery.state = "dropped"
            self._all.append(delivery)

    def list(self, webhook_id: str | None = None) -> list[Delivery]:
        """All deliveries, oldest first, or those of one webhook."""
        with self._changed:
            return [delivery for delivery in self._all if webhook_id in (None, delivery.webhook_id)]

    def to_json(self) -> dict[str, Any]:
        """All deliveries, oldest first, with their attempts and the number not yet through."""
        with self._changed:
            return {"pending": self._count_pending(), "deliveries": [delivery.to_json() for delivery in self._all]}

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

    def _admit(self, delivery: Delivery, wait_seconds: float) -> None:
        webhook = self._find_webhook(delivery.webhook_id)
        if webhook is None or webhook.endpoint is None or webhook.status != "active":
            delivery.state = "unsent"
        elif self._is_throttled(delivery.webhook_id):
            delivery.state = "throttled"
        else:
            self._schedule(delivery, wait_seconds)

    def _is_throttled(self, webhook_id: str) -> bool:
        most = self._settings.invocations_per_minute
        if most is None:
            return False
        now, started = time.monotonic(), self._started.setdefault(webhook_id, deque())
        while started and started[0] <= now - 60:
            started.popleft()
        if len(started) >= most:
            return True
        started.append(now)
        return False

    def _schedule(self, delivery: Delivery, wait_seconds: float) -> None:
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
            webhook = self._find_webhook(delivery.webhook_id)
            attempt = None if webhook is None else post(session, webhook, delivery, self._settings)
            with self._changed:
                self._settle(delivery, attempt)
                self._changed.notify_all()

    def _take(self) -> Delivery | None:
        with self._changed:
            while not self._closed:
                wait = self._due[0][0] - time.monotonic() if self._due else None
                if wait is None or wait > 0:
                    self._changed.wait(wait)
                    continue
                delivery = heapq.heappop(self._due)[2]
                if not self._is_cut_off(delivery):
                    return delivery
            return None

    def _is_cut_off(self, delivery: Delivery) -> bool:
        breaker = self._breakers.get(delivery.webhook_id)
        if breaker is None or not breaker.is_open:
            return False
        delivery.state = "circuit_broken"
        self._changed.notify_all()
        return True

    def _settle(self, delivery: Delivery, attempt: Attempt | None) -> None:
        if attempt is None:
            delivery.state = "failed"
            return
        delivery.attempts.append(attempt)
        if self._settings.breaker is not None:
            breaker = self._breakers.setdefault(delivery.webhook_id, CircuitBreaker(self._settings.breaker))
            breaker.note(attempt.is_success)
        if attempt.is_success:
            delivery.state = "succeeded"
            return
        wait = decide_wait(delivery.attempts, self._settings)
        if wait is None:
            delivery.state = "failed"
        else:
            self._schedule(delivery, wait)


def post(session: requests.Session, webhook: Webhook, delivery: Delivery, settings: SandboxSettings) -> Attempt:
    """One attempt, signed with the time of this attempt."""
    headers = render_headers(webhook.secret, webhook.id, delivery.invocation_id, delivery.body)
    headers |= {name: str(value) for name, value in (webhook.custom_headers or {}).items()}
    headers |= render_authorization(webhook.authentication)
    try:
        answer = session.request(
            webhook.http_method,
            str(webhook.endpoint),
            data=delivery.body,
            headers=headers,
            timeout=settings.delivery_limit_seconds,
            allow_redirects=False,
        )
    except requests.Timeout:
        return Attempt(error="timeout")
    except (requests.RequestException, ValueError):
        return Attempt(error="unreachable")
    return Attempt(status=answer.status_code, retry_after=answer.headers.get("Retry-After"))


def render_authorization(authentication: dict[str, Any] | None) -> dict[str, str]:
    """The header that a webhook's authentication adds: bearer, basic, or one of the administrator's choice."""
    data = (authentication or {}).get("data")
    if authentication is None or not isinstance(data, dict):
        return {}
    match authentication.get("type"):
        case "bearer_token":
            return {"Authorization": f"Bearer {data.get('token', '')}"}
        case "basic_auth":
            pair = f"{data.get('username', '')}:{data.get('password', '')}"
            return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}
        case "api_key":
            return {str(data.get("name", "")): str(data.get("value", ""))}
    return {}


def _copy(delivery: Delivery) -> Delivery:
    return Delivery(
        delivery.webhook_id,
        delivery.source,
        delivery.ticket_id,
        delivery.user_id,
        delivery.body,
        delivery.invocation_id,
    )
