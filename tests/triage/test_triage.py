"""One handling of one ticket, with everything handed in: what is written, and what a crash leaves behind."""

import pytest

from bot.core.conversation import Author, Message
from bot.core.update import Mode
from bot.procedures import load_procedures
from bot.store.database import open_database, upgrade_database
from bot.store.runs import load_runs
from bot.triage import Triage
from bot.zendesk.session import Away, Conflict
from tests.fakes import Crash, FakeTickets, understand_by_words

COMPLETE = "appeal use source volume"


@pytest.fixture
def engine(tmp_path):
    url = f"sqlite:///{tmp_path / 'test.sqlite3'}"
    upgrade_database(url)
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def tickets():
    return FakeTickets()


def make_triage(engine, tickets, mode=Mode.REPLY):
    modes = {"appeal": mode, "compromise": mode}
    return Triage(tickets, understand_by_words, engine, load_procedures(), modes)


def handle(engine, tickets, mode=Mode.REPLY, ticket_id=1):
    return make_triage(engine, tickets, mode).handle_ticket(ticket_id)


def handle_until_done(engine, tickets):
    """Handle again after every crash or transient error, as the worker would."""
    for _ in range(10):
        try:
            return handle(engine, tickets)
        except (Crash, Away, Conflict):
            continue
    raise AssertionError("never done")


def test_something_missing_is_asked_for_once(engine, tickets):
    tickets.file("appeal use source")
    decision = handle(engine, tickets)
    assert (decision.reason, decision.items) == ("items_missing", ("monthly_volume",))
    assert len(tickets.replies()) == 1
    assert not tickets.notes()
    assert tickets.tickets[1].status == "pending"
    assert tickets.tickets[1].tags == {"reinstate_appeal", "reinstate_waiting", "reinstate_missing_monthly_volume"}
    assert len(tickets.writes) == 1


def test_complete_ticket_gets_note_then_reply_under_the_notes_stamp(engine, tickets):
    tickets.file(COMPLETE, tags=frozenset({"vip"}))
    handle(engine, tickets)
    assert [w.key.rpartition(":")[2] for w in tickets.writes] == ["note", "reply"]
    assert [w.public for w in tickets.writes] == [False, True]
    assert tickets.writes[0].tags is None
    assert tickets.tickets[1].tags == {"vip", "reinstate_appeal", "reinstate_ready"}
    assert tickets.tickets[1].status == "open"


def test_second_delivery_for_the_same_message_writes_nothing(engine, tickets):
    tickets.file(COMPLETE)
    handle(engine, tickets)
    writes = len(tickets.writes)
    assert handle(engine, tickets).reason == "not_our_turn"
    assert len(tickets.writes) == writes


@pytest.mark.parametrize("text", ["appeal use", COMPLETE])
@pytest.mark.parametrize("point", ["crash_before", "crash_after"])
@pytest.mark.parametrize("ending", ["note", "reply"])
def test_crash_at_any_write_ends_with_one_reply_and_at_most_one_note(engine, tickets, text, point, ending):
    tickets.file(text)
    setattr(tickets, point, ending)
    handle_until_done(engine, tickets)
    handle(engine, tickets)
    assert len(tickets.replies()) == 1
    assert len(tickets.notes()) == (1 if text == COMPLETE else 0)
    assert {run["state"] for run in load_runs(engine, 1)} == {"sent"}


@pytest.mark.parametrize("ending", ["note", "reply"])
@pytest.mark.parametrize("error", [Away("connection reset"), Conflict("409")])
def test_answer_lost_after_the_write_ends_with_one_reply(engine, tickets, ending, error):
    tickets.file(COMPLETE)
    tickets.error_after = (ending, error)
    handle_until_done(engine, tickets)
    assert (len(tickets.replies()), len(tickets.notes())) == (1, 1)


def test_change_in_between_is_a_conflict_and_the_ticket_is_read_again(engine, tickets):
    tickets.file("appeal use source")
    tickets.meanwhile = lambda: tickets.touch(1)
    with pytest.raises(Conflict):
        handle(engine, tickets)
    assert not tickets.replies()
    handle(engine, tickets)
    assert len(tickets.replies()) == 1


def test_mail_within_the_second_of_the_one_before_it_is_answered_though_our_reply_stands_after_it(engine, tickets):
    tickets.file("appeal use source")
    second = Message("comment:2", Author.REQUESTER, "volume")
    tickets.meanwhile = lambda: tickets.messages[1].append(second)  # the stamp, in whole seconds, is as it was
    handle(engine, tickets)
    assert handle(engine, tickets).reason == "complete"
    assert handle(engine, tickets).reason == "not_our_turn"
    assert len(tickets.replies()) == 2


def test_customer_writing_between_note_and_reply_makes_the_plan_anew(engine, tickets):
    tickets.file("appeal use source volume")
    tickets.crash_after = "note"
    with pytest.raises(Crash):
        handle(engine, tickets)
    tickets.write_as(Author.REQUESTER, "no volume")
    assert handle(engine, tickets).reason == "items_missing"
    assert len(tickets.replies()) == 1
    assert "reinstate_ready" not in tickets.tickets[1].tags
    assert {run["state"] for run in load_runs(engine, 1)} == {"replaced", "sent"}


def test_answer_taken_back_takes_the_tag_away(engine, tickets):
    tickets.file(COMPLETE)
    handle(engine, tickets)
    tickets.write_as(Author.REQUESTER, "no volume")
    decision = handle(engine, tickets)
    assert (decision.reason, decision.items) == ("taken_back", ("monthly_volume",))
    assert "reinstate_ready" not in tickets.tickets[1].tags
    assert len(tickets.replies()) == 2


def test_thanks_after_ready_is_not_answered(engine, tickets):
    tickets.file(COMPLETE)
    handle(engine, tickets)
    tickets.write_as(Author.REQUESTER, "thanks")
    assert handle(engine, tickets).reason == "already_ready"
    assert len(tickets.replies()) == 1


def test_after_three_rounds_a_person_takes_over(engine, tickets):
    tickets.file("appeal")
    for word in ("hello", "hello", "hello"):
        handle(engine, tickets)
        tickets.write_as(Author.REQUESTER, word)
    assert handle(engine, tickets).reason == "rounds_asked"
    assert len(tickets.replies()) == 3
    assert "reinstate_person" in tickets.tickets[1].tags


def test_tag_that_a_person_took_off_is_never_put_back(engine, tickets):
    tickets.file("appeal use source")
    handle(engine, tickets)
    tickets.retag(remove={"reinstate_waiting"})
    tickets.write_as(Author.REQUESTER, "hello")
    handle(engine, tickets)
    assert "reinstate_waiting" not in tickets.tickets[1].tags
    assert len(tickets.replies()) == 1


def test_suggest_writes_one_note_with_the_draft_and_no_reply(engine, tickets):
    tickets.file(COMPLETE)
    handle(engine, tickets, Mode.SUGGEST)
    assert (len(tickets.writes), len(tickets.replies()), len(tickets.notes())) == (1, 0, 1)
    assert "reinstate_ready" in tickets.tickets[1].tags
    assert tickets.tickets[1].status == "open"
    handle(engine, tickets, Mode.SUGGEST)
    assert len(tickets.writes) == 1


def test_observe_writes_nothing_and_records_the_run(engine, tickets):
    tickets.file(COMPLETE)
    handle(engine, tickets, Mode.OBSERVE)
    assert not tickets.writes
    assert [run["state"] for run in load_runs(engine, 1)] == ["observed"]


def test_agent_who_answered_is_not_talked_over(engine, tickets):
    tickets.file("appeal use")
    tickets.write_as(Author.AGENT, "Let me see.")
    tickets.write_as(Author.REQUESTER, "source")
    handle(engine, tickets)
    assert not tickets.replies()
    assert "reinstate_missing_monthly_volume" in tickets.tickets[1].tags


def test_unknown_ticket_is_ignored_with_its_reason(engine, tickets):
    assert handle(engine, tickets, ticket_id=404).reason == "not_found"


@pytest.mark.parametrize("state", [{"status": "closed"}, {"merged": True}, {"channel": "native_messaging"}])
def test_ticket_to_be_left_alone_is_not_written_to(engine, tickets, state):
    tickets.file(COMPLETE, **state)
    handle(engine, tickets)
    assert not tickets.writes


def test_ready_is_told_again_after_it_was_taken_back(engine, tickets):
    tickets.file(COMPLETE)
    for text in ("no volume", "volume"):
        handle(engine, tickets)
        tickets.write_as(Author.REQUESTER, text)
    assert handle(engine, tickets).reason == "complete"
    assert len(tickets.replies()) == 3
    assert "reinstate_ready" in tickets.tickets[1].tags


def test_further_words_after_a_hand_off_bring_no_second_note(engine, tickets):
    tickets.file("appeal person")
    handle(engine, tickets)
    tickets.write_as(Author.REQUESTER, "hello again")
    assert handle(engine, tickets).reason == "asks_person"
    assert len(tickets.notes()) == 1


def test_colleague_in_cc_does_not_keep_the_customer_waiting(engine, tickets):
    tickets.file("appeal use")
    tickets.write_as(Author.THIRD_PARTY, "source volume")
    decision = handle(engine, tickets)
    assert decision.items == ("list_source", "monthly_volume")
    assert len(tickets.replies()) == 1
