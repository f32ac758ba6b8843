"""The soak: the same deliveries twice, to a bot whose Zendesk is well and to one whose Zendesk fails in every way, all
the time. Both end with the same tickets. ``python -m tests.chaos.soak`` is the long form."""

import argparse
import json
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from bot.store.deliveries import count_open, load_parked
from bot.zendesk.tickets import KEY_FIELD
from tests.chaos.house import House, running_house
from tests.chaos.load import Load, load_stories
from tests.chaos.outcome import count_comments, load_handled
from tests.databases import prepare

REST_SECONDS = 240.0  # after the last delivery, until everything must be handled
FAULTS: tuple[dict[str, object], ...] = (
    {"kind": "status", "status": 429, "retry_after": "1", "probability": 0.01},
    {"kind": "status", "status": 503, "retry_after": "1", "probability": 0.01},
    {"kind": "status", "status": 500, "form": "html", "probability": 0.015},
    {"kind": "reset", "probability": 0.015},
    {"kind": "conflict", "probability": 0.05, "each_once": True},
    {"kind": "lost", "method": "PUT", "probability": 0.05, "each_once": True},
    {"kind": "html", "probability": 0.015},
    {"kind": "half", "probability": 0.015},
    {"kind": "slow", "slow_seconds": 0.5, "probability": 0.05},
)

Ending = tuple[frozenset[str], str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Soaked:
    """How one round ended: by customer, the ticket's tags, status, replies and notes; what went wrong on the way."""

    endings: dict[str, Ending]
    acknowledged: int
    lost: int
    doubled: int
    parked: int
    faulty_calls: int
    seconds: float


def soak(house: House, deliveries: int, faults: tuple[dict[str, object], ...], per_second: float) -> Soaked:
    """One round of that many deliveries, some of them made twice, with the faults on from first call to last."""
    house.wait_until_ready()
    begun = time.monotonic()
    for fault in faults:
        house.sandbox.hub.faults.add({"path": "/tickets/*", **fault})
    load = Load(house, stories=[replace(story, mails=story.mails[:1]) for story in load_stories(most=None)])
    load.start(deliveries, deliveries / per_second)
    load.wait()
    sent = time.monotonic()
    while count_open(house.engine) and time.monotonic() - sent < REST_SECONDS:
        time.sleep(0.2)
    replies, notes = count_comments(house, load.tickets)
    return Soaked(
        endings=dict(find_ending(house, ticket_id) for ticket_id in load.tickets),
        acknowledged=len(load.acknowledged),
        lost=len(load.acknowledged.keys() - load_handled(house.engine).keys()),
        doubled=sum(count > 1 for count in (*replies.values(), *notes.values())),
        parked=len(load_parked(house.engine)),
        faulty_calls=sum(call.fault is not None for call in house.sandbox.hub.calls.list()),
        seconds=round(time.monotonic() - begun, 1),
    )


def find_ending(house: House, ticket_id: int) -> tuple[str, Ending]:
    """The customer's address, and what people see of the ticket in the end."""
    desk = house.sandbox.hub.desk
    ticket = desk.find_ticket(ticket_id)
    ours = [comment for audit, comment in ticket.comments if KEY_FIELD in audit.custom]
    replies = tuple(comment.plain for comment in ours if comment.public)
    ending = ticket.tags, ticket.status, replies, tuple(comment.plain for comment in ours if not comment.public)
    return desk.find_user(ticket.requester_id).email, ending


def find_faults(quiet: Soaked, stormy: Soaked) -> list[str]:
    """What is wrong with the two rounds, as codes; none where both ended alike and nothing was lost or doubled."""
    counts = {
        f"{name}_{what}": getattr(which, what)
        for name, which in (("quiet", quiet), ("stormy", stormy))
        for what in ("lost", "doubled", "parked")
    }
    differing = [f"ticket of {key}" for key in quiet.endings if quiet.endings[key] != stormy.endings.get(key)]
    return [name for name, count in counts.items() if count] + differing


def main() -> int:
    """Both rounds; 0 where they ended alike."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=500)
    parser.add_argument("--per-second", type=float, default=10.0)
    asked = parser.parse_args()
    rounds = []
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        for name, faults in (("quiet", ()), ("stormy", FAULTS)):
            url = f"sqlite:///{Path(folder) / name}.sqlite3"
            prepare(url)
            with running_house(url, webs=1, workers=1) as house:
                rounds.append(soak(house, asked.deliveries, faults, asked.per_second))
    wrong = find_faults(*rounds)
    figures = {"deliveries": asked.deliveries, "seconds": [r.seconds for r in rounds]}
    print(json.dumps({**figures, "faulty_calls": rounds[1].faulty_calls, "wrong": wrong}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
