"""The sweep: every few minutes it reads what changed in Zendesk and enqueues what no delivery told of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine

from bot.core.tags import OFF
from bot.jobs import Jobs
from bot.store.deliveries import NewDelivery, now, save_delivery
from bot.store.walks import Place, Seen, load_seen, load_waiting_tickets, save_place, save_round
from bot.zendesk.failures import Rejected
from bot.zendesk.incremental import NO_TIME, ChangedTicket, Export, Page

NAME = "sweep"
KIND = "swept"
PAGE_SIZE = 1000
MOST_PAGES = 8  # in one round: ten calls a minute are let through
FIRST_LOOK = timedelta(minutes=15)  # how far the first sweep of a new account looks back
AGAIN = timedelta(minutes=5)  # what is read twice where a cursor was lost
LEFT_ALONE = frozenset({"deleted", "closed"})
MESSAGING = frozenset({"native_messaging", "chat", "chat_transcript"})
LOOK_SECONDS = 15.0  # between two tries to begin a round: one worker of many does

log = structlog.get_logger()


def find_unseen(
    tickets: Iterable[ChangedTicket], seen: Mapping[int, Seen], waiting: frozenset[int]
) -> list[ChangedTicket]:
    """The tickets whose newest change we have neither read nor made, and that no delivery waits for."""
    return [
        ticket
        for ticket in tickets
        if ticket.status not in LEFT_ALONE
        and ticket.channel not in MESSAGING
        and OFF not in ticket.tags
        and ticket.id not in waiting
        and not _is_covered(ticket, seen.get(ticket.id))
    ]


def _is_covered(ticket: ChangedTicket, seen: Seen | None) -> bool:
    if seen is None or ticket.changed_at > seen.stamp:
        return False
    return ticket.changed_at < seen.stamp or not seen.closely


@dataclass(frozen=True, slots=True)
class Sweep:
    """The sweep of one account. Any number of workers may hold one: the store lets one of them begin each round."""

    engine: Engine
    jobs: Jobs
    export: Export
    account: str
    every_seconds: float
    clock: Callable[[], datetime] = now

    def run_round(self) -> int | None:
        """Read on from where the last round ended and enqueue what was lost; how many tickets. None where it is not
        our turn."""
        place = save_round(self.engine, f"{NAME}:{self.account}", self.clock() - FIRST_LOOK, self.every_seconds)
        if place is None:
            return None
        swept = 0
        for _ in range(MOST_PAGES):
            page = self._fetch(place)
            found = self._enqueue(page, place)
            if found is None:
                break
            swept += found
            place = move_on(place, page)
            if not page.has_more:
                break
        if swept:
            log.info("swept", tickets=swept, read_to=place.read_to.isoformat())
        return swept

    def _fetch(self, place: Place) -> Page:
        """The next page; where the cursor is not known any more, one from a little before the newest change."""
        try:
            return self.export.fetch_page(place.cursor, place.read_to, PAGE_SIZE)
        except Rejected:
            if not place.cursor:
                raise
            log.warning("cursor_lost", read_to=place.read_to.isoformat())
            return self.export.fetch_page("", place.read_to - AGAIN, PAGE_SIZE)

    def _enqueue(self, page: Page, place: Place) -> int | None:
        """Deliveries, jobs and cursor in one transaction; None where another sweep was there before."""
        ids = [ticket.id for ticket in page.tickets]
        waiting = frozenset(load_waiting_tickets(self.engine, ids))
        unseen = find_unseen(page.tickets, load_seen(self.engine, ids), waiting)
        with self.engine.begin() as connection:
            if not save_place(connection, f"{NAME}:{self.account}", place.cursor, move_on(place, page)):
                return None
            for ticket in unseen:
                delivery = NewDelivery(name_swept(ticket), ticket.id, KIND)
                delivery_id = save_delivery(connection, delivery, self.clock())
                if delivery_id is not None:
                    self.jobs.enqueue(connection, delivery_id, ticket.id)
        return len(unseen)


def move_on(place: Place, page: Page) -> Place:
    """Where the walk stands after a page."""
    newest = max((ticket.changed_at for ticket in page.tickets), default=NO_TIME)
    return Place(page.cursor or place.cursor, max(place.read_to, newest), place.counts)


def name_swept(ticket: ChangedTicket) -> str:
    """The name of a delivery that the sweep makes: one for each change, whoever sweeps."""
    return f"swept:{ticket.id}:{int(ticket.changed_at.timestamp())}"
