"""Customers who write, and deliveries as Zendesk makes them: signed, repeated while they are not acknowledged, doubled,
late and dropped now and then."""

import heapq
import json
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count, takewhile

import requests

from bot.demo.samples import Sample, load_samples
from bot.sandbox.control import file_as_customer, write_as
from bot.sandbox.signing import render_headers
from tests.chaos.house import SECRET, House

LIMIT_SECONDS = 10.0
AGAIN_SECONDS = 0.2
LATE_SECONDS = 3.0  # at most
MOST_MAILS = 2
MOST_STORIES = 10  # appeals and compromise reports that are asked about, ready, and handed to a person
THREADS = 8


@dataclass(frozen=True, slots=True)
class Habits:
    """Shares of the deliveries that are made twice, that come late and so in another order, and that never come; and
    how many more deliveries tell of the same event, each under a name of its own."""

    doubled: float = 0.1
    late: float = 0.1
    dropped: float = 0.0
    echoes: int = 0


USUAL = Habits()


@dataclass(frozen=True, slots=True)
class Story:
    """What one customer writes, mail by mail."""

    name: str
    subject: str
    mails: tuple[str, ...]


def load_stories(most: int | None = MOST_STORIES) -> list[Story]:
    """The demo's samples as far as the customer alone writes, two mails at most."""
    samples = [sample for sample in load_samples() if sample.channel == "email" and not sample.turns[0].flags]
    return [Story(sample.id, sample.subject, _find_mails(sample)) for sample in samples[:most]]


def _find_mails(sample: Sample) -> tuple[str, ...]:
    turns = takewhile(lambda turn: turn.author == "customer" and not turn.flags, sample.turns)
    return tuple(turn.body for turn in turns)[:MOST_MAILS]


@dataclass(order=True, slots=True)
class _Due:
    at: float
    number: int
    act: Callable[[], None] = field(compare=False)


class Load:
    """Tickets that are filed and written to at an even pace. ``acknowledged`` has the seconds that each delivery took
    to be answered 202, by its invocation; what was not acknowledged is made again until it is."""

    def __init__(
        self, house: House, habits: Habits = USUAL, seed: int = 1, stories: Sequence[Story] | None = None
    ) -> None:
        self.tickets: dict[int, str] = {}
        self.acknowledged: dict[str, float] = {}
        self.fates: Counter[str] = Counter()  # dropped, doubled, late
        self.answers: Counter[str] = Counter()  # of all attempts, by status or error
        self.habits = habits
        self._house, self._seed = house, seed
        self.stories = list(stories or load_stories())
        self._chance = random.Random(seed)
        self._changed = threading.Condition()
        self._due: list[_Due] = []
        self._numbers = count()
        self._in_hand = 0
        self._stopped = False
        self._threads: list[threading.Thread] = []

    def start(self, tickets: int, seconds: float, gap_seconds: float = 2.0) -> None:
        """Begin: so many tickets over that time, second mails about ``gap_seconds`` after the first."""
        now = time.monotonic()
        for number in range(tickets):
            self._schedule(now + seconds * number / tickets, self._make_first(number, gap_seconds))
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(THREADS)]
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        """Until everything was written and every delivery that is not dropped was acknowledged."""
        for thread in self._threads:
            thread.join()

    def stop(self) -> None:
        """Give up whatever is not done yet."""
        with self._changed:
            self._stopped = True
            self._due.clear()
            self._changed.notify_all()

    def tell(self, story: Story, number: int, mails: int) -> int:
        """File one ticket with the first so many mails and deliver it, at once and once; the ticket."""
        ticket_id = self._file(story, number)
        for mail in story.mails[1:mails]:
            self._write(ticket_id, mail)
        self._post(ticket_id, self._name(), "created")
        return ticket_id

    def tell_more(self, ticket_id: int, mail: str) -> None:
        """Write one more mail and deliver it, at once and once."""
        self._write(ticket_id, mail)
        self._post(ticket_id, self._name(), "replied")

    def _make_first(self, number: int, gap_seconds: float) -> Callable[[], None]:
        story = self.stories[number % len(self.stories)]

        def act() -> None:
            ticket_id = self._file(story, number)
            self._deliver(ticket_id, "created")
            for mail in story.mails[1:]:
                wait = self._chance.uniform(0.0, 2.0) * gap_seconds
                self._schedule(time.monotonic() + wait, partial(self._follow, ticket_id, mail))

        return act

    def _follow(self, ticket_id: int, mail: str) -> None:
        self._write(ticket_id, mail)
        self._deliver(ticket_id, "replied")

    def _file(self, story: Story, number: int) -> int:
        email = f"c{self._seed}-{number}@customers.example"
        asked = {"subject": story.subject, "body": story.mails[0], "email": email, "quiet": True}
        ticket_id = file_as_customer(self._house.sandbox.hub.desk, asked).id
        self.tickets[ticket_id] = story.name
        return ticket_id

    def _write(self, ticket_id: int, mail: str) -> None:
        write_as(self._house.sandbox.hub.desk, ticket_id, {"as": "customer", "body": mail, "quiet": True})

    def _deliver(self, ticket_id: int, kind: str) -> None:
        if self._happens("dropped", self.habits.dropped):
            return
        for _ in range(1 + self.habits.echoes):
            late = self._chance.uniform(0, LATE_SECONDS) if self._happens("late", self.habits.late) else 0.0
            self._schedule(time.monotonic() + late, self._make_post(ticket_id, self._name(), kind))

    def _happens(self, fate: str, share: float) -> bool:
        happens = self._chance.random() < share
        self.fates[fate] += happens
        return happens

    def _name(self) -> str:
        return str(uuid.UUID(int=self._chance.getrandbits(128)))

    def _make_post(self, ticket_id: int, invocation: str, kind: str) -> Callable[[], None]:
        def act() -> None:
            if not self._post(ticket_id, invocation, kind):
                self._schedule(time.monotonic() + AGAIN_SECONDS, act)
            elif self._happens("doubled", self.habits.doubled):
                self._post(ticket_id, invocation, kind)

        return act

    def _post(self, ticket_id: int, invocation: str, kind: str) -> bool:
        body = json.dumps({"v": 1, "event": kind, "ticket_id": str(ticket_id), "user_id": "7"}).encode()
        headers = render_headers(SECRET, "01CHAOS", invocation, body)
        url = f"http://127.0.0.1:{self._chance.choice(self._house.ports)}/webhooks/zendesk"
        begun = time.monotonic()
        try:
            status = requests.post(url, data=body, headers=headers, timeout=LIMIT_SECONDS).status_code
        except requests.RequestException as error:
            self.answers[type(error).__name__] += 1
            return False
        self.answers[str(status)] += 1
        if status == 202:
            self.acknowledged.setdefault(invocation, time.monotonic() - begun)
        return status == 202

    def _schedule(self, at: float, act: Callable[[], None]) -> None:
        with self._changed:
            if not self._stopped:
                heapq.heappush(self._due, _Due(at, next(self._numbers), act))
                self._changed.notify()

    def _run(self) -> None:
        while (due := self._take()) is not None:
            try:
                due.act()
            finally:
                with self._changed:
                    self._in_hand -= 1
                    self._changed.notify_all()

    def _take(self) -> _Due | None:
        with self._changed:
            while self._due or self._in_hand:
                wait = self._due[0].at - time.monotonic() if self._due else None
                if wait is not None and wait <= 0:
                    self._in_hand += 1
                    return heapq.heappop(self._due)
                self._changed.wait(wait)
            return None
