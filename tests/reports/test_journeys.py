"""What handlings leave in the tables that reports read, through the real triage and on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.core.conversation import Author
from bot.core.update import Mode
from bot.procedures import load_procedures
from bot.store.deliveries import NewDelivery, save_delivery
from bot.store.journeys import load_journey, save_handled
from bot.store.report_tables import OverrideRow, VersionMark
from bot.triage import Triage
from tests.fakes import FakeTickets, understand_by_words
from tests.reports.scenario import ROUND_THE_CLOCK, Story, minutes, on


@pytest.fixture
def tickets():
    return FakeTickets()


def handle(engine, tickets, mode=Mode.REPLY):
    modes = {"appeal": mode, "compromise": mode}
    return Triage(tickets, understand_by_words, engine, load_procedures(), modes).handle_ticket(1)


def load(engine, ticket_id=1):
    with engine.connect() as connection:
        return load_journey(connection, ticket_id)


def load_overrides(engine):
    columns = (OverrideRow.subject, OverrideRow.was, OverrideRow.became, OverrideRow.user_id)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(OverrideRow.id))]


def tell_of_agent(engine, user_id=9, at=None):
    with engine.begin() as connection:
        at = at or datetime.now(UTC)
        save_delivery(connection, NewDelivery(f"agent {at}", 1, "overridden", user_id), at)


def test_ticket_that_is_asked_answered_and_unblocked_is_counted_all_the_way(engine, tickets):
    tickets.file("appeal use", brand_id=5)
    handle(engine, tickets)
    asked = load(engine)
    assert (asked.shape.state, asked.shape.rounds, asked.shape.answered_by) == ("waiting", 1, "bot")
    assert asked.shape.missing_first == ("list_source", "monthly_volume")
    assert (asked.requester_id, asked.shape.brand_id, asked.shape.procedure) == (7, 5, "appeal")
    tickets.write_as(Author.REQUESTER, "source volume")
    handle(engine, tickets)
    ready = load(engine)
    assert (ready.shape.state, ready.shape.missing_later) == ("ready", ())
    assert ready.ready_since is not None
    tickets.retag(add={"reinstate_unblocked"}, remove={"reinstate_ready"})
    tell_of_agent(engine, at=ready.ready_since + timedelta(hours=5))
    handle(engine, tickets)
    decided = load(engine)
    assert (decided.shape.outcome, decided.decided_minutes, decided.ready_since) == ("unblocked", 300, None)
    assert decided.shape.overruled == ()
    assert load_overrides(engine) == []


def test_agents_change_is_kept_with_who_when_from_and_to_though_nothing_is_written(engine, tickets):
    tickets.file("appeal use source")
    handle(engine, tickets)
    tickets.retag(add={"reinstate_ready"}, remove={"reinstate_waiting", "reinstate_missing_monthly_volume"})
    tell_of_agent(engine)
    assert handle(engine, tickets).reason == "not_our_turn"
    expected = [("state", "waiting", "ready", 9), ("monthly_volume", "missing", "not missing", 9)]
    assert load_overrides(engine) == expected
    assert load(engine).shape.overruled == ("monthly_volume", "state")
    handle(engine, tickets)
    assert load_overrides(engine) == expected


def test_ticket_about_something_else_is_counted_too(engine, tickets):
    tickets.file("hello")
    handle(engine, tickets)
    assert (load(engine).shape.state, load(engine).shape.intent) == ("left_alone", "other")


def test_observed_ticket_is_counted_as_it_would_have_ended(engine, tickets):
    tickets.file("appeal use source volume")
    handle(engine, tickets, Mode.OBSERVE)
    assert (load(engine).shape.state, load(engine).shape.answered_by) == ("ready", "")


def test_shadow_of_an_observed_ticket_is_compared_with_what_agents_decided(engine, tickets):
    tickets.file("appeal use source volume")
    handle(engine, tickets, Mode.OBSERVE)
    tickets.retag(add={"reinstate_unblocked"})
    handle(engine, tickets, Mode.OBSERVE)
    assert load(engine).shape.outcome == "unblocked"


def test_each_version_is_marked_at_its_first_use(engine):
    story = Story(1, on(2, 9), "other", "")
    for after, version in ((1, "7"), (2, "8"), (3, "7")):
        save_handled(engine, story.handle(minutes(after), "ignore", "other"), ROUND_THE_CLOCK, {"intent": version})
    with engine.connect() as connection:
        marks = connection.execute(select(VersionMark.version, VersionMark.seen_at).order_by(VersionMark.version))
        assert [tuple(row) for row in marks] == [("7", on(2, 9, 1)), ("8", on(2, 9, 2))]
