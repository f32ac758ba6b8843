"""Notes which changes of a ticket we have read or made, so that the sweep knows what it need not look at again."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot.store.deliveries import now
from bot.store.walks import save_seen
from bot.zendesk.incremental import parse_stamp
from bot.zendesk.tickets import FetchedTicket, Tickets, TicketWrite

CLOSE = timedelta(seconds=2)  # a stamp's own second, and one for clocks that differ a little


class SeenTickets:
    """The same tickets, each reading and writing noted. A reading within the second of the newest change may have
    missed another one in it: that is noted too. A reading counts before it is handled, because the delivery that it
    was made for stays open until then."""

    def __init__(self, tickets: Tickets, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._tickets = tickets
        self._engine = engine
        self._clock = clock

    def fetch_ticket(self, ticket_id: int) -> FetchedTicket:
        """See ``Tickets``."""
        began = self._clock()
        fetched = self._tickets.fetch_ticket(ticket_id)
        stamp = parse_stamp(fetched.ticket.stamp)
        if stamp is not None:
            save_seen(self._engine, ticket_id, stamp, closely=abs(began - stamp) < CLOSE)
        return fetched

    def apply_write(self, ticket_id: int, write: TicketWrite) -> str:
        """See ``Tickets``."""
        after = self._tickets.apply_write(ticket_id, write)
        stamp = parse_stamp(after)
        if stamp is not None:
            save_seen(self._engine, ticket_id, stamp, closely=False)
        return after
