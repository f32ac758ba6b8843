"""The worker: runs one delivery's job at a time per ticket, repeats what may come right, parks what will not."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine

from bot.core.decision import Decision
from bot.jobs import Jobs
from bot.store.beats import save_beat
from bot.store.deliveries import (
    OpenDelivery,
    load_newest_delivery_id,
    load_open_delivery,
    load_parked_reason,
    now,
    save_attempt,
    save_closed,
    save_end,
    save_parked,
    save_start,
)
from bot.zendesk.session import Away, Conflict, Refused

MOST_FAILURES = 5  # in a row, then the ticket is parked
MOST_DEATHS = 3  # of a worker while it handled the ticket
MOST_WAIT_SECONDS = 600.0
CONFLICT_TRIES = 4
BEAT_SECONDS = 2.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Retrying:
    """How long failures are retried: the first wait, doubled each time, and when an absent Zendesk is given up."""

    first_seconds: float = 5.0
    give_up_seconds: float = 86400.0

    def decide_wait(self, attempts: int, asked_seconds: float | None) -> float:
        """Seconds to wait after that many attempts; never less than Zendesk asked for."""
        backoff = min(self.first_seconds * 2.0 ** min(attempts, 10), MOST_WAIT_SECONDS)
        return max(backoff, asked_seconds or 0.0)

    def has_expired(self, received_at: datetime, at: datetime) -> bool:
        """Whether a delivery has been tried for long enough."""
        return at - received_at > timedelta(seconds=self.give_up_seconds)


class Worker:
    """Handles deliveries; ``handle_ticket`` is called by several threads and makes its own client for each."""

    def __init__(
        self, engine: Engine, jobs: Jobs, handle_ticket: Callable[[int], Decision], retrying: Retrying
    ) -> None:
        self._engine = engine
        self._jobs = jobs
        self._handle_ticket = handle_ticket
        self._retrying = retrying

    def handle_delivery(self, delivery_id: int) -> None:
        """Run the job of one delivery. Every error ends in a retry or a parked ticket, never in a lost delivery."""
        delivery = load_open_delivery(self._engine, delivery_id)
        if delivery is None or load_parked_reason(self._engine, delivery.ticket_id) is not None:
            return
        if save_start(self._engine, delivery.ticket_id) > MOST_DEATHS:
            self._park(delivery, "worker_died")
            return
        try:
            self._handle(delivery)
        except Away as error:
            self._wait(delivery, str(error), error.wait_seconds)
        except Conflict as error:
            self._wait(delivery, str(error), None)
        except Refused as error:
            self._wait(delivery, f"refused: {error}", None)
        except Exception as error:  # whatever the code could not foresee: counted, retried, then parked
            log.exception("failed", ticket=delivery.ticket_id, delivery=delivery.id, error=type(error).__name__)
            self._fail(delivery, type(error).__name__)

    def _handle(self, delivery: OpenDelivery) -> None:
        for tries_left in reversed(range(CONFLICT_TRIES)):
            newest = load_newest_delivery_id(self._engine, delivery.ticket_id)
            try:
                decision = self._handle_ticket(delivery.ticket_id)
            except Conflict:
                if not tries_left:
                    raise
                continue
            save_closed(self._engine, delivery.ticket_id, newest, f"{decision.action}:{decision.reason}")
            log.info("handled", ticket=delivery.ticket_id, action=decision.action, reason=decision.reason)
            return

    def _wait(self, delivery: OpenDelivery, error: str, asked_seconds: float | None) -> None:
        save_end(self._engine, delivery.ticket_id, failed=False)
        if self._retrying.has_expired(delivery.received_at, now()):
            self._park(delivery, f"given up: {error}")
        else:
            self._repeat(delivery, error, asked_seconds)

    def _fail(self, delivery: OpenDelivery, error: str) -> None:
        if save_end(self._engine, delivery.ticket_id, failed=True) >= MOST_FAILURES:
            self._park(delivery, f"failed: {error}")
        else:
            self._repeat(delivery, error, None)

    def _repeat(self, delivery: OpenDelivery, error: str, asked_seconds: float | None) -> None:
        """The next attempt as a delayed row: no thread sleeps."""
        wait = self._retrying.decide_wait(delivery.attempts, asked_seconds)
        with self._engine.begin() as connection:
            save_attempt(connection, delivery.id, error)
            self._jobs.enqueue(connection, delivery.id, delivery.ticket_id, delivery.attempts + 1, wait)
        log.warning("retried", ticket=delivery.ticket_id, delivery=delivery.id, error=error, wait_seconds=wait)

    def _park(self, delivery: OpenDelivery, reason: str) -> None:
        save_parked(self._engine, delivery.ticket_id, reason)
        log.error("parked", ticket=delivery.ticket_id, reason=reason)


class Heart:
    """Writes the worker's beat every two seconds until it is stopped."""

    def __init__(self, engine: Engine, worker_id: str, fetch_zendesk_state: Callable[[], str]) -> None:
        self._engine = engine
        self._worker_id = worker_id
        self._fetch_zendesk_state = fetch_zendesk_state
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heart", daemon=True)

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def stop(self) -> None:
        """Stop beating."""
        self._stopped.set()
        self._thread.join(timeout=BEAT_SECONDS)

    def _beat(self) -> None:
        save_beat(self._engine, self._worker_id, "unknown")
        zendesk = self._fetch_zendesk_state()
        while True:
            try:
                save_beat(self._engine, self._worker_id, zendesk)
            except Exception as error:  # a missed beat is seen by those who wait for it
                log.warning("beat_failed", error=type(error).__name__)
            if self._stopped.wait(BEAT_SECONDS):
                return
            if zendesk != "ok":
                zendesk = self._fetch_zendesk_state()
