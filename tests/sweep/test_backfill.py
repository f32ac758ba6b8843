"""The backfill reads every old ticket once, records it, goes on where it stopped, and never writes to Zendesk."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.backfill import Backfill, PastTickets, cut_after_customer
from bot.core.conversation import Author, Conversation, Message
from bot.core.decision import Action, Decision
from bot.zendesk.failures import Away, Paced, Refused, Rejected
from bot.zendesk.tickets import TicketWrite
from tests.fakes import FakeTickets
from tests.sweep.test_sweep import ACCOUNT, FakeExport, changed

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
ASK = Decision(Action.ASK, "items_missing")


class Reader:
    """Handles tickets; an error that is given for one is raised once."""

    def __init__(self, **errors):
        self.errors = {int(name[1:]): error for name, error in errors.items()}
        self.read = []

    def __call__(self, ticket_id):
        if ticket_id in self.errors:
            raise self.errors.pop(ticket_id)
        self.read.append(ticket_id)
        return ASK


def make_backfill(engine, reader, *pages, pause=lambda seconds: None):
    return Backfill(engine, FakeExport(list(pages)), reader, ACCOUNT, SINCE, pause)


def test_every_ticket_is_read_once_with_progress_after_each_page(store):
    reader = Reader()
    steps = list(make_backfill(store, reader, [changed(1), changed(2)], [changed(3)]).run())
    assert reader.read == [1, 2, 3]
    assert [step.tickets for step in steps] == [0, 2, 3]
    assert (steps[-1].counts, steps[-1].ended) == ({"ask:items_missing": 3}, True)


def test_gone_messaging_and_known_tickets_are_counted_and_not_read(store):
    reader = Reader()
    page = [changed(1, status="deleted"), changed(2, channel="chat"), changed(3, status="closed")]
    [*_, last] = make_backfill(store, reader, page).run()
    assert reader.read == [3]
    assert last.counts == {"left_alone": 2, "ask:items_missing": 1}


def test_backfill_that_was_broken_off_goes_on_after_its_last_page(store):
    with pytest.raises(Refused):
        list(make_backfill(store, Reader(), [changed(1)], Refused("401"), [changed(3)]).run())
    reader = Reader()
    [first, *_, last] = make_backfill(store, reader, [changed(1)], [changed(2)], [changed(3)]).run()
    assert first.tickets == 1
    assert (reader.read, last.tickets) == ([2, 3], 3)


def test_ended_backfill_begun_again_reads_nothing_and_tells_what_it_found(store):
    list(make_backfill(store, Reader(), [changed(1)]).run())
    reader = Reader()
    [step] = make_backfill(store, reader, [changed(1)]).run()
    assert (step.tickets, step.ended, reader.read) == (1, True, [])


def test_pace_and_absence_are_waited_for(store):
    waits = []
    reader = Reader(t1=Paced("paced", 0.5), t2=Away("503"))
    [*_, last] = make_backfill(store, reader, Away("429", 7.0), [changed(1), changed(2)], pause=waits.append).run()
    assert waits[0] == 7.0
    assert 0.5 in waits
    assert last.ended


def test_ticket_that_cannot_be_read_is_counted_and_the_others_are_read(store):
    reader = Reader(t1=Rejected("400"))
    [*_, last] = make_backfill(store, reader, [changed(1), changed(2)]).run()
    assert last.counts == {"unreadable": 1, "ask:items_missing": 1}


def test_long_wait_ends_the_backfill(store):
    with pytest.raises(Away):
        list(make_backfill(store, Reader(t1=Away("503", 3600.0)), [changed(1)]).run())


def test_second_process_with_the_same_backfill_leaves_the_page_to_the_first(store):
    first = make_backfill(store, Reader(), [changed(1)]).run()
    second = make_backfill(store, Reader(), [changed(1)]).run()
    next(first)
    next(second)
    assert next(first).tickets == 1
    assert list(second) == []


def test_export_whose_cursor_stands_still_ends(store):
    class Stuck(FakeExport):
        def fetch_page(self, cursor, start, size):
            return replace(super().fetch_page(cursor, start, size), cursor="c1", has_more=True)

    reader = Reader()
    list(Backfill(store, Stuck([[changed(1)], [changed(2)]]), reader, ACCOUNT, SINCE, lambda seconds: None).run())
    assert reader.read == [1, 2]


def test_past_ticket_stands_as_when_the_customer_wrote_last_and_is_never_written():
    fake = FakeTickets()
    ticket_id = fake.file("Please lift it", status="closed")
    fake.write_as(Author.AGENT, "Done")
    past = PastTickets(fake)
    fetched = past.fetch_ticket(ticket_id)
    assert fetched.ticket.status == "solved"
    assert [message.author for message in fetched.conversation.messages] == [Author.REQUESTER]
    with pytest.raises(Rejected):
        past.apply_write(ticket_id, TicketWrite("k:note", fetched.ticket.stamp))
    assert fake.writes == []


@pytest.mark.parametrize(
    ("authors", "kept"),
    [("RA", 1), ("RAR", 3), ("RARAA", 3), ("AA", 2), ("", 0), ("R", 1)],
)
def test_conversation_is_cut_after_the_customers_newest_message(authors, kept):
    by = {"R": Author.REQUESTER, "A": Author.AGENT}
    messages = tuple(Message(f"comment:{place}", by[letter], "x") for place, letter in enumerate(authors))
    assert len(cut_after_customer(Conversation(messages)).messages) == kept
