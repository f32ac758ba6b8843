"""A worker is killed with tickets in hand and never comes back: how long until another has answered them."""

import random
import time
from datetime import UTC, datetime

from sqlalchemy import select

from bot.jobs import Jobs
from bot.store.tables import Delivery
from tests.chaos.house import House, Part
from tests.chaos.load import MOST_MAILS, Load
from tests.chaos.proxy import Weather

SLOW = Weather("latency", 0.5)
TICKETS, FIRST_NUMBER = 12, 1_000_000
IN_HAND_SECONDS = 60.0  # until a worker has a ticket in hand
MOST_RECOVERY_SECONDS = 60.0


def kill_with_tickets_in_hand(house: House, load: Load, _seconds: float, _chance: random.Random) -> dict[str, object]:
    """Slow Zendesk down until a worker has tickets in hand, kill it, and wait for the others."""
    killed = house.workers[0]
    house.wait_until_up(killed)
    house.set_weather(SLOW)
    for number in range(TICKETS):
        load.tell(load.stories[number % len(load.stories)], FIRST_NUMBER + number, MOST_MAILS)
    deliveries = wait_for_jobs_in_hand(house, killed)
    killed.end()
    at = datetime.now(UTC)
    house.workers.remove(killed)
    house.set_weather()
    closed_at = wait_until_closed(house, deliveries)
    recovery = round((closed_at - at).total_seconds(), 1) if closed_at else None
    return {"tickets in hand": len(deliveries), "dead after": house.dead_seconds, "answered after": recovery}


def find_late_recovery(did: dict[str, object]) -> list[str]:
    """Whether it took more than a minute."""
    recovery = did["answered after"]
    late = not isinstance(recovery, float) or recovery > MOST_RECOVERY_SECONDS
    return [f"answered after {recovery} s"] if late else []


def wait_for_jobs_in_hand(house: House, worker: Part) -> set[int]:
    """The deliveries that this worker has in hand, as soon as there are any. One that was held for dead on a busy
    machine has ended itself: it is started again."""
    jobs = Jobs(house.engine)
    deadline = time.monotonic() + IN_HAND_SECONDS
    try:
        while time.monotonic() < deadline:
            life = house.load_life(worker)
            if found := {job.delivery_id for job in jobs.load_in_hand() if job.life == life}:
                return found
            house.revive()
            time.sleep(0.05)
    finally:
        jobs.close()
    raise AssertionError(f"no ticket in the worker's hands:\n{house.read_logs()}")


def wait_until_closed(house: House, deliveries: set[int]) -> datetime | None:
    """When the last of the deliveries was handled; None where one is not, long after it should be."""
    deadline = time.monotonic() + 2 * MOST_RECOVERY_SECONDS
    while time.monotonic() < deadline:
        with house.engine.connect() as connection:
            times = connection.execute(select(Delivery.closed_at).where(Delivery.id.in_(deliveries))).scalars().all()
        closed = [time for time in times if time is not None]
        if len(closed) == len(deliveries):
            return max(closed)
        time.sleep(0.1)
    return None
