"""What was read and made is noted, so that the sweep leaves it; what may have been missed is not."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.conversation import Conversation
from bot.core.decision import Ticket
from bot.store.walks import Seen, load_seen
from bot.zendesk.seen import SeenTickets
from bot.zendesk.session import Conflict, NotFound
from bot.zendesk.tickets import FetchedTicket, TicketWrite

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WRITE = TicketWrite("key:note", "2026-03-01T12:00:00Z")


class FakeTickets:
    """A ticket with a stamp, and one after each write; or an error."""

    def __init__(self, stamp="2026-03-01T12:00:00Z", after="2026-03-01T12:00:30Z", error=None):
        self.stamp, self.after, self.error = stamp, after, error

    def fetch_ticket(self, ticket_id):
        self._fail()
        return FetchedTicket(Ticket(id=ticket_id, requester_id=7, stamp=self.stamp), Conversation(()), frozenset())

    def apply_write(self, ticket_id, write):
        self._fail()
        return self.after

    def _fail(self):
        if self.error:
            raise self.error


@pytest.mark.parametrize(
    ("seconds", "closely"), [(0, True), (1.9, True), (2, False), (90, False), (-1, True), (-90, False)]
)
def test_reading_in_the_second_of_the_change_is_noted_as_close(engine, seconds, closely):
    tickets = SeenTickets(FakeTickets(), engine, lambda: AT + timedelta(seconds=seconds))
    assert tickets.fetch_ticket(1).ticket.id == 1
    assert load_seen(engine, [1]) == {1: Seen(AT, closely)}


def test_own_write_is_noted_as_close_until_the_ticket_is_read_again(engine):
    """However late it is written and answered: a mail in the second of the change that it made has the same stamp."""
    clock = [AT + timedelta(seconds=90)]
    tickets = SeenTickets(FakeTickets(stamp="2026-03-01T12:00:30Z"), engine, lambda: clock[0])
    assert tickets.apply_write(1, WRITE) == "2026-03-01T12:00:30Z"
    assert load_seen(engine, [1]) == {1: Seen(AT + timedelta(seconds=30), True)}
    tickets.fetch_ticket(1)
    assert load_seen(engine, [1]) == {1: Seen(AT + timedelta(seconds=30), False)}


@pytest.mark.parametrize("error", [NotFound("404"), Conflict("409")])
def test_failure_notes_nothing(engine, error):
    tickets = SeenTickets(FakeTickets(error=error), engine, lambda: AT)
    with pytest.raises(type(error)):
        tickets.fetch_ticket(1)
    with pytest.raises(type(error)):
        tickets.apply_write(1, WRITE)
    assert load_seen(engine, [1]) == {}


def test_stamp_that_cannot_be_read_notes_nothing(engine):
    tickets = SeenTickets(FakeTickets(stamp="", after="soon"), engine, lambda: AT)
    tickets.fetch_ticket(1)
    tickets.apply_write(1, WRITE)
    assert load_seen(engine, [1]) == {}
