"""The backfill: the same reading over tickets of the past, recorded and never written to Zendesk."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from sqlalchemy import Engine

from bot.core.conversation import Author, Conversation
from bot.core.decision import Decision
from bot.store.walks import Place, load_open_tickets, load_run_tickets, save_place, save_round
from bot.sweep import MESSAGING, move_on
from bot.zendesk.failures import Away, Conflict, Rejected
from bot.zendesk.incremental import ChangedTicket, Export, Page
from bot.zendesk.tickets import FetchedTicket, Tickets, TicketWrite

PAGE_SIZE = 100
LONGEST_WAIT_SECONDS = 300.0  # for Zendesk, then the backfill ends and may be called again
MOST_WAITS = 60  # in a row
FIRST_WAIT_SECONDS = 5.0
Answer = TypeVar("Answer")


class PastTickets:
    """Tickets as they stood when the customer wrote last: closed ones as if solved, what agents and the bot wrote
    after that left out. They cannot be written."""

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets

    def fetch_ticket(self, ticket_id: int) -> FetchedTicket:
        """See ``Tickets``."""
        fetched = self._tickets.fetch_ticket(ticket_id)
        status = "solved" if fetched.ticket.status == "closed" else fetched.ticket.status
        ticket = replace(fetched.ticket, status=status)
        return replace(fetched, ticket=ticket, conversation=cut_after_customer(fetched.conversation))

    def apply_write(self, ticket_id: int, write: TicketWrite) -> str:
        """Never: a backfill only reads."""
        raise Rejected("a backfill writes nothing")


def cut_after_customer(conversation: Conversation) -> Conversation:
    """The conversation up to the requester's newest public message; all of it where there is none."""
    places = [
        place
        for place, message in enumerate(conversation.messages)
        if message.author is Author.REQUESTER and message.public
    ]
    return replace(conversation, messages=conversation.messages[: places[-1] + 1]) if places else conversation


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a backfill has come: tickets that were read by decision ("ask:items_missing"), and those left out."""

    read_to: datetime
    counts: dict[str, int]
    ended: bool

    @property
    def tickets(self) -> int:
        """How many were met."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Backfill:
    """One backfill of an account. ``handle_ticket`` observes. What it did is kept page by page: the same one begun
    again goes on."""

    engine: Engine
    export: Export
    handle_ticket: Callable[[int], Decision]
    account: str
    since: datetime
    pause: Callable[[float], None] = time.sleep

    @property
    def name(self) -> str:
        """The name that its place is kept under."""
        return f"backfill:{self.account}:{self.since.isoformat()}"

    def run(self) -> Iterator[Progress]:
        """Read on to the newest change, giving the progress after each page. Raises ZendeskError where Zendesk stays
        away or refuses."""
        place = save_round(self.engine, self.name, self.since, 0.0)
        if place is None:
            return
        yield _to_progress(place)
        more = not place.ended
        while more:
            page = self._waiting(partial(self.export.fetch_page, place.cursor, self.since, PAGE_SIZE))
            more = page.has_more and page.cursor != place.cursor
            after = self._read(page, place, ended=not more)
            with self.engine.begin() as connection:
                if not save_place(connection, self.name, place.cursor, after):
                    return  # another process runs the same backfill
            place = after
            yield _to_progress(place)

    def _read(self, page: Page, place: Place, ended: bool) -> Place:
        ids = [ticket.id for ticket in page.tickets]
        known = load_run_tickets(self.engine, ids) | load_open_tickets(self.engine, ids)
        counts = Counter(place.counts)
        for ticket in page.tickets:
            counts[self._observe(ticket, known)] += 1
        return replace(move_on(place, page), counts=dict(counts), ended=ended)

    def _observe(self, ticket: ChangedTicket, known: set[int]) -> str:
        """Read one ticket, unless it is gone, a chat, or read already: by an earlier backfill, or for real."""
        if ticket.status == "deleted" or ticket.channel in MESSAGING:
            return "left_alone"
        if ticket.id in known:
            return "known"
        try:
            decision = self._waiting(partial(self.handle_ticket, ticket.id))
        except (Rejected, Conflict):
            return "unreadable"
        return f"{decision.action}:{decision.reason}"

    def _waiting(self, call: Callable[[], Answer]) -> Answer:
        """The call, as soon as Zendesk and our own pace let it through: the desk's new tickets go first."""
        for attempt in range(MOST_WAITS):
            try:
                return call()
            except Away as error:
                wait = error.wait_seconds or FIRST_WAIT_SECONDS * (attempt + 1)
                if wait > LONGEST_WAIT_SECONDS:
                    raise
                self.pause(wait)
        return call()


def _to_progress(place: Place) -> Progress:
    return Progress(place.read_to, dict(place.counts), place.ended)
