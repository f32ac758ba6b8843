"""What people ask on a ticket's page: the worker stops the bot or looks again, and writes nothing else."""

import pytest

from bot.asked import make_handling
from bot.core.conversation import Author
from bot.core.tags import OFF
from bot.core.update import Mode
from bot.procedures import load_procedures
from bot.store.deliveries import NewDelivery, now, save_closed, save_delivery
from bot.store.messages import load_messages
from bot.store.runs import load_runs
from bot.store.wishes import LOOK, STOP, has_news, load_wishes, save_wish
from bot.triage import Triage
from bot.zendesk.session import Conflict
from tests.fakes import FakeTickets, understand_by_words


@pytest.fixture
def tickets():
    return FakeTickets()


@pytest.fixture
def handle(engine, tickets):
    modes = {"appeal": Mode.REPLY, "compromise": Mode.REPLY}
    return make_handling(Triage(tickets, understand_by_words, engine, load_procedures(), modes))


def ask(engine, kind, ticket_id=1):
    with engine.begin() as connection:
        return save_wish(connection, ticket_id, kind, "ada", now())


def tell(engine, invocation="one"):
    """Zendesk tells of something on ticket 1."""
    with engine.begin() as connection:
        save_delivery(connection, NewDelivery(invocation, 1, "replied"), now())


def outcomes(engine):
    return [wish.outcome for wish in load_wishes(engine, 1)]


def test_stop_sets_the_tag_and_nothing_else(engine, tickets, handle):
    tickets.file("appeal use", tags=frozenset({"vip"}))
    ask(engine, STOP)
    assert handle(1).reason == "asked"
    [write] = tickets.writes
    assert (write.tags, write.html_body, write.status) == ({"vip", OFF}, None, None)
    assert outcomes(engine) == ["off"]


def test_news_beside_a_stop_is_left_alone(engine, tickets, handle):
    tickets.file("appeal use")
    tell(engine)
    ask(engine, STOP)
    assert handle(1).reason == "off"
    assert not tickets.replies()


def test_look_writes_nothing_and_records_what_would_be(engine, tickets, handle):
    tickets.file("appeal use source volume")
    ask(engine, LOOK)
    assert handle(1).reason == "asked"
    assert not tickets.writes
    [run] = load_runs(engine, 1)
    assert (run["state"], run["mode"], run["action"]) == ("observed", "observe", "ready")
    assert outcomes(engine) == ["ready:complete"]
    assert [message.text for message in load_messages(engine, 1)] == ["appeal use source volume"]


def test_look_after_an_answer_says_that_nothing_would_be_done(engine, tickets, handle):
    tickets.file("appeal use")
    tell(engine)
    handle(1)
    writes = len(tickets.writes)
    save_closed(engine, 1, 1, "ask:items_missing")
    ask(engine, LOOK)
    handle(1)
    assert outcomes(engine) == ["wait:not_our_turn"]
    assert len(tickets.writes) == writes


def test_look_does_not_change_what_the_next_real_run_does(engine, tickets, handle):
    tickets.file("appeal use")
    ask(engine, LOOK)
    handle(1)
    save_closed(engine, 1, 1, "ignore:asked")
    tell(engine)
    assert handle(1).reason == "items_missing"
    assert len(tickets.replies()) == 1


def test_news_beside_a_look_is_handled_as_ever(engine, tickets, handle):
    tickets.file("appeal use")
    tell(engine)
    ask(engine, LOOK)
    assert handle(1).reason == "items_missing"
    assert len(tickets.replies()) == 1


@pytest.mark.parametrize("kind", [STOP, LOOK])
def test_wish_for_a_ticket_that_is_gone_ends(engine, tickets, handle, kind):
    ask(engine, kind)
    handle(1)
    assert outcomes(engine)[0].endswith("not_found")


def test_stop_that_comes_between_a_change_is_tried_again(engine, tickets, handle):
    tickets.file("appeal use")
    tickets.meanwhile = lambda: tickets.touch(1)
    ask(engine, STOP)
    with pytest.raises(Conflict):
        handle(1)
    assert outcomes(engine) == [None]
    handle(1)
    assert OFF in tickets.tickets[1].tags


def test_stop_where_the_bot_is_off_already_writes_nothing(engine, tickets, handle):
    tickets.file("appeal use", tags=frozenset({OFF}))
    ask(engine, STOP)
    handle(1)
    assert (tickets.writes, outcomes(engine)) == ([], ["off"])


def test_open_wish_is_not_made_twice(engine, tickets, handle):
    tickets.file("appeal")
    assert ask(engine, STOP) is not None
    assert ask(engine, STOP) is None
    assert ask(engine, LOOK) is not None
    handle(1)
    assert ask(engine, STOP) is not None


def test_wishes_are_no_news(engine):
    ask(engine, STOP)
    assert not has_news(engine, 1)
    tell(engine)
    assert has_news(engine, 1)


def test_words_are_stored_as_they_come_and_other_tickets_words_are_not(engine, tickets, handle):
    tickets.file("appeal use")
    handle(1)
    tickets.write_as(Author.REQUESTER, "source volume")
    handle(1)
    assert [m.text for m in load_messages(engine, 1) if m.author == "requester"] == ["appeal use", "source volume"]
    tickets.file("how do I pay", ticket_id=2)
    handle(2)
    assert load_messages(engine, 2) == []
