"""What a storm left behind, counted from the desk, the database and the journal of calls."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from statistics import quantiles

from sqlalchemy import Engine, select

from bot.core.tags import own_tags
from bot.sandbox.calls import MadeCall
from bot.store.deliveries import count_open, load_parked
from bot.store.tables import Delivery, Run, TicketState
from bot.zendesk.tickets import KEY_FIELD
from tests.chaos.house import House
from tests.chaos.load import Load

ON_THE_WAY_SECONDS = 0.5  # a call that had begun when the gate closed cannot be called back

Endings = Mapping[str, set[frozenset[str]]]  # by story


@dataclass(frozen=True, slots=True)
class Outcome:
    """Durations in seconds. ``lost`` were acknowledged and not handled, or dropped and not found; ``doubled`` are
    customers' messages with more than one public reply, ``noted_twice`` notes that stand twice on a ticket, ``unlike``
    tickets that did not end with the tags that their story has in calm."""

    tickets: int
    acknowledged: int
    handled: int
    dropped: int
    lost: int
    doubled: int
    noted_twice: int
    unlike: int
    parked: int
    in_a_wait: int
    ack_p50_ms: float
    ack_p99_ms: float
    slowest_handling: float
    seconds: float
    rest: float
    did: dict[str, object] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()

    @property
    def faults(self) -> list[str]:
        """What must not be, by name: anything lost or doubled, a call inside a wait, and what the storm itself found
        wrong. How long it takes until all is done is told, not judged: that depends on the machine."""
        counted = ("lost", "doubled", "noted_twice", "unlike", "parked", "in_a_wait")
        return [*(f"{name}: {getattr(self, name)}" for name in counted if getattr(self, name)), *self.wrong]

    def to_json(self) -> dict[str, object]:
        """All of it."""
        return {**asdict(self), "faults": self.faults}


def count_left(house: House, load: Load, endings: Endings) -> int:
    """What is still to be done: open deliveries, else tickets that were not read after their last change or do not
    stand as they end in calm. What must not be stays, and is counted after a while."""
    return count_open(house.engine) or len(find_uncovered(house, load) | find_unlike(house, load, endings))


def count_outcome(
    house: House, load: Load, endings: Endings, seconds: float, rest: float, did: dict[str, object], wrong: list[str]
) -> Outcome:
    """Count it all."""
    replies, notes = count_comments(house, load.tickets)
    handled = load_handled(house.engine)
    return Outcome(
        tickets=len(load.tickets),
        acknowledged=len(load.acknowledged),
        handled=len(handled.keys() & load.acknowledged.keys()),
        dropped=load.fates["dropped"],
        lost=len(load.acknowledged.keys() - handled.keys()) + len(find_uncovered(house, load)),
        doubled=sum(count > 1 for count in replies.values()),
        noted_twice=sum(count > 1 for count in notes.values()),
        unlike=len(find_unlike(house, load, endings)),
        parked=len(load_parked(house.engine)),
        in_a_wait=count_calls_in_a_wait(house.sandbox.hub.calls.list()),
        **find_percentiles([1000 * seconds for seconds in load.acknowledged.values()]),
        slowest_handling=round(max((handled[name] for name in load.acknowledged if name in handled), default=0.0), 1),
        seconds=round(seconds, 1),
        rest=round(rest, 1),
        did=did,
        wrong=tuple(wrong),
    )


def find_percentiles(milliseconds: list[float]) -> dict[str, float]:
    """The median and the 99th percentile."""
    cuts = quantiles(milliseconds, n=100) if len(milliseconds) > 1 else [*milliseconds, *milliseconds, 0.0]
    return {"ack_p50_ms": round(cuts[len(cuts) // 2], 1), "ack_p99_ms": round(cuts[-1], 1)}


def load_handled(engine: Engine) -> dict[str, float]:
    """The invocations that a run has covered, and the seconds from their arrival to that."""
    columns = (Delivery.invocation, Delivery.received_at, Delivery.closed_at)
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).where(Delivery.closed_at.is_not(None)))
        return {name: (closed_at - received_at).total_seconds() for name, received_at, closed_at in rows}


def find_uncovered(house: House, load: Load) -> set[int]:
    """Tickets that were changed after we last read or changed them."""
    with house.engine.connect() as connection:
        rows = connection.execute(select(TicketState.ticket_id, TicketState.seen_stamp)).all()
    seen: dict[int, datetime | None] = {row.ticket_id: row.seen_stamp for row in rows}
    desk = house.sandbox.hub.desk
    return {
        ticket_id
        for ticket_id in list(load.tickets)
        if (stamp := seen.get(ticket_id)) is None or stamp < desk.find_ticket(ticket_id).updated_at
    }


def find_ending(house: House, ticket_id: int) -> frozenset[str]:
    """Our tags on a ticket."""
    return own_tags(house.sandbox.hub.desk.find_ticket(ticket_id).tags)


def find_unlike(house: House, load: Load, endings: Endings) -> set[int]:
    """Tickets whose tags are not those of the same story in calm."""
    return {ticket for ticket, story in list(load.tickets.items()) if find_ending(house, ticket) not in endings[story]}


def count_comments(
    house: House, tickets: Mapping[int, str]
) -> tuple[Counter[tuple[int, str]], Counter[tuple[int, str]]]:
    """The bot's public replies by ticket and the message that they answer, and its notes by ticket and words."""
    with house.engine.connect() as connection:
        answered = {row.key: row.message_id for row in connection.execute(select(Run.key, Run.message_id))}
    replies: Counter[tuple[int, str]] = Counter()
    notes: Counter[tuple[int, str]] = Counter()
    for ticket_id in tickets:
        for audit, comment in house.sandbox.hub.desk.find_ticket(ticket_id).comments:
            key = str(audit.custom.get(KEY_FIELD, ""))
            if key and comment.public:
                replies[ticket_id, answered.get(key.partition(":")[0], key)] += 1
            elif key:
                notes[ticket_id, comment.plain] += 1
    return replies, notes


def count_calls_in_a_wait(calls: list[MadeCall]) -> int:
    """Calls that began while Zendesk had asked everybody to wait."""
    waits = [
        (c.answered_at, c.answered_at + float(c.retry_after)) for c in calls if c.status in (429, 503) and c.retry_after
    ]
    return sum(any(start + ON_THE_WAY_SECONDS < call.at < end for start, end in waits) for call in calls)
