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
    missed another one in it, and every writing may have: one that it went over in the second of the stamp that guards
    it, or one that came after it in its own second. That is noted too, and the sweep reads the ticket once more. A
    reading counts before it is handled, because the delivery that it was made for stays open until then."""

    def __init__(self, tickets: Tickets, engine: Engine, clock: Callable[[], datetime] = now) -> None:
        self._tickets = tickets
        self._engine = engine
        self._clock = clock

    def fetch_ticket(self, ticket_id: int) -> FetchedTicket:
        """See ``Tickets``."""
        began = self._clock()
        fetched = self._tickets.fetch_ticket(ticket_id)
        self._note(ticket_id, fetched.ticket.stamp, closely=_is_close(fetched.ticket.stamp, began))
        return fetched

    def apply_write(self, ticket_id: int, write: TicketWrite) -> str:
        """See ``Tickets``."""
        after = self._tickets.apply_write(ticket_id, write)
        self._note(ticket_id, after, closely=True)
        return after

    def _note(self, ticket_id: int, stamp: str, closely: bool) -> None:
        changed_at = parse_stamp(stamp)
        if changed_at is not None:
            save_seen(self._engine, ticket_id, changed_at, closely)


def _is_close(stamp: str, at: datetime) -> bool:
    """Whether another change may have come since the stamp without changing it."""
    changed_at = parse_stamp(stamp)
    return changed_at is None or abs(at - changed_at) < CLOSE
