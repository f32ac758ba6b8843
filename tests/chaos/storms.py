"""The storms: processes killed under load, a Zendesk that refuses and fails. Each is counted the same way."""

import random
import time
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import cycle

from sqlalchemy import select

from bot.sandbox.calls import MadeCall
from bot.store.deliveries import count_open, load_parked
from bot.store.tables import Delivery
from bot.zendesk.tickets import KEY_FIELD
from tests.chaos.house import House, kill
from tests.chaos.load import Sender

ON_THE_WAY_SECONDS = 0.25  # a call that had begun when the gate closed cannot be called back
SLICE_SECONDS = 2.0  # of the blackout, for each kind of fault
FAULTS: tuple[dict[str, object], ...] = (
    {"kind": "status", "status": 429, "retry_after": "1"},
    {"kind": "status", "status": 503, "retry_after": "2"},
    {"kind": "status", "status": 500, "form": "html"},
    {"kind": "reset", "probability": 0.5},
    {"kind": "lost", "method": "PUT"},
    {"kind": "half", "probability": 0.5},
    {"kind": "slow", "slow_seconds": 1.0, "probability": 0.3},
    {"kind": "status", "status": 429, "retry_after": "1.5", "form": "text"},
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a storm left; durations in seconds. ``lost`` were acknowledged and not handled, ``doubled`` are tickets with
    more than one public reply, ``noted_twice`` those with one note twice."""

    acknowledged: int
    kills: int
    lost: int
    doubled: int
    noted_twice: int
    parked: int
    in_a_wait: int
    storm_seconds: float
    rest_seconds: float

    @property
    def is_good(self) -> bool:
        """Nothing lost, nothing doubled, no call inside a wait, and at rest within a minute."""
        bad = (self.lost, self.doubled, self.noted_twice, self.parked, self.in_a_wait)
        return bad == (0,) * len(bad) and self.rest_seconds <= 60

    def to_json(self) -> dict[str, object]:
        """All of it."""
        return asdict(self)


def kill_under_load(house: House, kills: int, tickets: int, seconds_between: float, seed: int = 1) -> Outcome:
    """Kill web processes and workers at random moments while deliveries come in."""
    chance = random.Random(seed)
    house.file_tickets(tickets)
    house.wait_until_ready()
    sender, begun = _start(house, tickets / max(kills * seconds_between, 1.0), seed)
    for _ in range(kills):
        time.sleep(chance.uniform(0.2, 2.0) * seconds_between)
        kill(chance.choice(house.parts), chance)
        house.revive()
    sender.wait()
    return _settle(house, sender, kills, begun)


def black_out(house: House, seconds: float, tickets: int, seed: int = 1) -> Outcome:
    """Let Zendesk refuse and fail in every way for so long while deliveries come in."""
    house.file_tickets(tickets)
    house.wait_until_ready()
    sender, begun = _start(house, tickets / seconds, seed)
    for fault in cycle(FAULTS):
        if time.monotonic() - begun > seconds:
            break
        added = house.sandbox.hub.faults.add({**fault, "path": "/tickets/*"})
        time.sleep(SLICE_SECONDS)
        house.sandbox.hub.faults.remove(added.id)
    house.sandbox.hub.faults.remove()
    sender.wait()
    return _settle(house, sender, 0, begun)


def _start(house: House, per_second: float, seed: int) -> tuple[Sender, float]:
    sender = Sender(house.ports, house.tickets, per_second, seed)
    sender.start()
    return sender, time.monotonic()


def _settle(house: House, sender: Sender, kills: int, begun: float) -> Outcome:
    """Wait until everything is handled, and count."""
    ended = time.monotonic()
    while count_open(house.engine) and time.monotonic() - ended < 120:
        house.revive()
        time.sleep(0.2)
    rest = time.monotonic() - ended
    replies, notes = count_comments(house)
    return Outcome(
        acknowledged=len(sender.acknowledged),
        kills=kills,
        lost=len(sender.acknowledged - load_handled(house)),
        doubled=sum(count > 1 for count in replies.values()),
        noted_twice=sum(count > 1 for count in notes.values()),
        parked=len(load_parked(house.engine)),
        in_a_wait=count_calls_in_a_wait(house.sandbox.hub.calls.list()),
        storm_seconds=round(ended - begun, 1),
        rest_seconds=round(rest, 1),
    )


def load_handled(house: House) -> set[str]:
    """The invocations that a run has covered."""
    with house.engine.connect() as connection:
        return set(connection.execute(select(Delivery.invocation).where(Delivery.closed_at.is_not(None))).scalars())


def count_comments(house: House) -> tuple[Counter[int], Counter[tuple[int, str]]]:
    """The bot's public replies by ticket, and its notes by ticket and words."""
    replies: Counter[int] = Counter()
    notes: Counter[tuple[int, str]] = Counter()
    for ticket_id in house.tickets:
        for audit, comment in house.sandbox.hub.desk.find_ticket(ticket_id).comments:
            if KEY_FIELD in audit.custom and comment.public:
                replies[ticket_id] += 1
            elif KEY_FIELD in audit.custom:
                notes[ticket_id, comment.plain] += 1
    return replies, notes


def count_calls_in_a_wait(calls: list[MadeCall]) -> int:
    """Calls that began while Zendesk had asked everybody to wait."""
    waits = [
        (c.answered_at, c.answered_at + float(c.retry_after)) for c in calls if c.status in (429, 503) and c.retry_after
    ]
    return sum(any(start + ON_THE_WAY_SECONDS < call.at < end for start, end in waits) for call in calls)
