"""The worker: runs one delivery's job at a time per ticket, repeats what may come right, parks what will not."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.core.decision import Decision
from bot.jobs import Jobs, name_job
from bot.store.deliveries import (
    OpenDelivery,
    load_fortune,
    load_newest_open_id,
    load_open_delivery,
    load_unparked_open,
    now,
    save_attempt,
    save_closed,
    save_end,
    save_parked,
    save_start,
    save_start_given_back,
)
from bot.zendesk.failures import Away, Conflict, Paced, Refused, Rejected

MOST_FAILURES = 5  # in a row, then the ticket is parked
MOST_DEATHS = 3  # of a worker while it handled the ticket
MOST_WAIT_SECONDS = 60.0  # the gate and the breaker spare an ailing Zendesk; a ticket need not wait longer than that
CONFLICT_TRIES = 4
MEND_REFUSED = "the token is over or may not do this: run `reinstate zendesk check`"
MEND_REJECTED = "look at the ticket in Zendesk: too many comments or tags, or a required field"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Retrying:
    """How long failures are retried: the first wait, doubled each time, and when an absent Zendesk is given up; and how
    long a ticket that may have killed the worker waits for its turn."""

    first_seconds: float = 5.0
    give_up_seconds: float = 86400.0
    turn_seconds: float = 5.0

    def decide_wait(self, attempts: int, asked_seconds: float | None = None) -> float:
        """Seconds to wait after that many attempts; never less than Zendesk asked for."""
        backoff = min(self.first_seconds * 2.0 ** min(attempts, 10), MOST_WAIT_SECONDS)
        return max(backoff, asked_seconds or 0.0)

    def has_expired(self, received_at: datetime, at: datetime) -> bool:
        """Whether a delivery has been tried for long enough."""
        return at - received_at > timedelta(seconds=self.give_up_seconds)


class Worker:
    """Handles deliveries; ``handle_ticket`` is called by several threads and makes its own client for each."""

    def __init__(
        self,
        engine: Engine,
        jobs: Jobs,
        handle_ticket: Callable[[int], Decision],
        retrying: Retrying,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._engine = engine
        self._jobs = jobs
        self._handle_ticket = handle_ticket
        self._retrying = retrying
        self._clock = clock
        self._suspects = threading.Lock()
        self._begun: dict[int, float] = {}
        self._in_hand: set[int] = set()
        self._lost: set[str] = set()

    def handle_delivery(self, delivery_id: int) -> None:
        """Run the job of one delivery. Whatever Zendesk or the code does ends in a retry or a parked ticket; a failure
        of our own database is raised, and ``restart_stranded`` puts the delivery back once the database answers."""
        self._in_hand.add(delivery_id)
        try:
            self._begin(delivery_id)
        except Exception as error:
            log.error("broken_off", delivery=delivery_id, error=type(error).__name__)
            raise
        finally:
            self._in_hand.discard(delivery_id)

    def _begin(self, delivery_id: int) -> None:
        delivery = load_open_delivery(self._engine, delivery_id)
        if delivery is None:
            return
        fortune = load_fortune(self._engine, delivery.ticket_id)
        if fortune.parked_reason is not None:
            return
        if fortune.starts:
            self._run_alone(delivery)
        else:
            self._run(delivery)

    def _run_alone(self, delivery: OpenDelivery) -> None:
        """One ticket among those in hand killed the worker. One by one, only the guilty one is counted again; who waits
        long for the turn comes back later, lest those who wait fill the worker."""
        if not self._suspects.acquire(timeout=self._retrying.turn_seconds):
            self._repeat(delivery, "suspected", self._retrying.turn_seconds)
            return
        try:
            self._run(delivery)
        finally:
            self._suspects.release()

    def _run(self, delivery: OpenDelivery) -> None:
        if save_start(self._engine, delivery.ticket_id) > MOST_DEATHS:
            self._park(delivery, "worker_died")
            return
        self._begun[delivery.id] = time.monotonic()
        try:
            self._handle_and_settle(delivery)
        finally:
            del self._begun[delivery.id]

    def find_longest_run(self) -> float:
        """How many seconds the longest of the runs in hand has taken so far; 0 where there is none."""
        at = time.monotonic()
        return at - min(self._begun.values(), default=at)

    def _handle_and_settle(self, delivery: OpenDelivery) -> None:
        try:
            self._handle(delivery)
        except Paced as error:  # our own pace: the wait is exact, and no fault of anybody's
            self._wait(delivery, str(error), error.wait_seconds or 0.0)
        except Away as error:
            self._wait(delivery, str(error), self._retrying.decide_wait(delivery.attempts, error.wait_seconds))
        except Conflict as error:
            self._wait(delivery, str(error), self._retrying.decide_wait(delivery.attempts))
        except Refused as error:
            log.error("refused", ticket=delivery.ticket_id, error=str(error), mend=MEND_REFUSED)
            self._wait(delivery, f"refused: {error}", self._retrying.decide_wait(delivery.attempts))
        except Rejected as error:  # a limit of the ticket's, or a right that it needs: nothing was written
            log.error("rejected", ticket=delivery.ticket_id, error=str(error), mend=MEND_REJECTED)
            self._fail(delivery, f"rejected: {error}")
        except (OperationalError, PoolTimeout) as error:  # our database is away or busy: no fault of the ticket's
            self._wait(delivery, type(error).__name__, self._retrying.decide_wait(delivery.attempts))
        except Exception as error:  # whatever the code could not foresee: counted, retried, then parked
            log.exception("failed", ticket=delivery.ticket_id, delivery=delivery.id, error=type(error).__name__)
            self._fail(delivery, type(error).__name__)

    def _handle(self, delivery: OpenDelivery) -> None:
        for tries_left in reversed(range(CONFLICT_TRIES)):
            newest = load_newest_open_id(self._engine, delivery.ticket_id)
            try:
                decision = self._handle_ticket(delivery.ticket_id)
            except Conflict:
                if not tries_left:
                    raise
                continue
            save_closed(self._engine, delivery.ticket_id, newest, f"{decision.action}:{decision.reason}")
            log.info("handled", ticket=delivery.ticket_id, action=decision.action, reason=decision.reason)
            return

    def _wait(self, delivery: OpenDelivery, error: str, wait_seconds: float) -> None:
        save_end(self._engine, delivery.ticket_id, failed=False)
        if self._retrying.has_expired(delivery.received_at, self._clock()):
            self._park(delivery, f"given up: {error}")
        else:
            self._repeat(delivery, error, wait_seconds)

    def _fail(self, delivery: OpenDelivery, error: str) -> None:
        if save_end(self._engine, delivery.ticket_id, failed=True) >= MOST_FAILURES:
            self._park(delivery, f"failed: {error}")
        else:
            self._repeat(delivery, error, self._retrying.decide_wait(delivery.attempts))

    def _repeat(self, delivery: OpenDelivery, error: str, wait_seconds: float) -> None:
        """The next attempt as a delayed row: no thread sleeps."""
        with self._engine.begin() as connection:
            if save_attempt(connection, delivery, error):
                self._jobs.enqueue(connection, delivery.id, delivery.ticket_id, delivery.attempts + 1, wait_seconds)
        log.warning("retried", ticket=delivery.ticket_id, delivery=delivery.id, error=error, wait_seconds=wait_seconds)

    def _park(self, delivery: OpenDelivery, reason: str) -> None:
        save_parked(self._engine, delivery.ticket_id, reason)
        log.error("parked", ticket=delivery.ticket_id, reason=reason)

    def give_back(self) -> int:
        """How many jobs are still in hand when the process was told to end and waited for them long enough. Their
        tickets are not held to have killed it."""
        for delivery_id in list(self._begun):
            if delivery := load_open_delivery(self._engine, delivery_id):
                save_start_given_back(self._engine, delivery.ticket_id)
        return len(self._in_hand)

    def cancel_lost(self, life: str) -> None:
        """End every job that the engine believes in our hands and that is not: the database broke off after its taking
        or before its end was written. A job counts as lost when two calls running find it so, because it is taken a
        moment before it begins and ends a moment before that is written."""
        ours = {
            job.name for job in self._jobs.load_in_hand() if job.life == life and job.delivery_id not in self._in_hand
        }
        if lost := sorted(ours & self._lost):
            log.warning("lost", jobs=len(lost))
            self._jobs.cancel(lost)
        self._lost = ours

    def restart_stranded(self) -> None:
        """Put back every open delivery that no job waits for: its job was broken off by a failure of our own database,
        or its ticket was parked and is released."""
        open_deliveries = load_unparked_open(self._engine)  # before the jobs: none is missed that ends in between
        live = self._jobs.load_live() if open_deliveries else frozenset()
        for delivery in open_deliveries:
            if name_job(delivery.id, delivery.attempts) not in live:
                self._repeat(delivery, "stranded", 0.0)
