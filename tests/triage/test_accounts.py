"""What the account shows, in the handling of a ticket: what it contradicts is asked for, a stranger is handed off."""

from dataclasses import replace

import pytest

from bot.accounts.checks import Checked
from bot.core.checklist import Finding, Seen, Source, Standing, Status
from bot.core.update import Mode
from bot.procedures import load_procedures
from bot.store.runs import load_runs
from bot.triage import Triage
from tests.fakes import FakeTickets, understand_by_words

COMPLETE = "appeal use source volume"
SEEN = Seen(
    "domain mg.acme.example has no valid records", "mg.acme.example is not verified yet", "GET /v4/domains", "state"
)


class Account:
    """An account that shows what it is told to, and counts how often it was looked at."""

    def __init__(self, standing: Standing | None = None, **checked) -> None:
        self.standing = standing
        self.checked = Checked(**checked)
        self.looks = 0

    def __call__(self, _fetched, _procedure, _settled) -> Checked:
        self.looks += 1
        if self.standing is None:
            return self.checked
        found = Finding("domain_verified", Status.UNSTATED, Source.ACCOUNT, standing=self.standing, seen=(SEEN,))
        return replace(self.checked, findings=(found,))


@pytest.fixture
def tickets():
    return FakeTickets()


def handle(engine, tickets, account, mode=Mode.REPLY):
    modes = {"appeal": mode, "compromise": mode}
    triage = Triage(tickets, understand_by_words, engine, load_procedures(), modes, check_account=account)
    return triage.handle_ticket(1)


def test_what_the_account_contradicts_is_asked_for_and_the_ticket_is_not_ready(engine, tickets):
    tickets.file(COMPLETE)
    decision = handle(engine, tickets, Account(Standing.CONTRADICTED))
    assert (decision.reason, decision.items) == ("items_missing", ("domain_verified",))
    assert "mg.acme.example" in tickets.replies()[0]
    assert SEEN.words in tickets.notes()[0]
    assert "reinstate_ready" not in tickets.tickets[1].tags


@pytest.mark.parametrize("standing", [Standing.VERIFIED, Standing.UNKNOWN, Standing.CLAIMED])
def test_what_the_account_confirms_or_cannot_tell_does_not_hold_the_ticket_up(engine, tickets, standing):
    tickets.file(COMPLETE)
    assert handle(engine, tickets, Account(standing)).reason == "complete"


def test_stranger_is_handed_off_and_told_nothing(engine, tickets):
    tickets.file(COMPLETE)
    decision = handle(engine, tickets, Account(requester_is_stranger=True, remarks=("Not among the users.",)))
    assert decision.reason == "not_of_account"
    assert not tickets.replies()
    assert "Not among the users." in tickets.notes()[0]


def test_incident_opens_the_reply(engine, tickets):
    tickets.file("appeal use")
    handle(engine, tickets, Account(status_link="https://status.example"))
    assert "https://status.example" in tickets.replies()[0]


def test_ready_is_taken_back_when_the_account_turns_out_otherwise_and_given_again(engine, tickets):
    """The findings come back to what they were: each change is a run of its own (suggest mode: nobody answers)."""
    tickets.file(COMPLETE)
    account = Account(Standing.VERIFIED)
    states = []
    for standing in (Standing.VERIFIED, Standing.CONTRADICTED, Standing.VERIFIED, Standing.CONTRADICTED):
        account.standing = standing
        handle(engine, tickets, account, Mode.SUGGEST)
        states.append("reinstate_ready" in tickets.tickets[1].tags)
    assert states == [True, False, True, False]
    assert len(load_runs(engine, 1)) == 4


@pytest.mark.parametrize("text", ["hello", "something else"])
def test_account_is_not_looked_at_for_what_is_no_business_of_ours(engine, tickets, text):
    tickets.file(text)
    account = Account()
    handle(engine, tickets, account)
    assert account.looks == 0


def test_run_keeps_what_was_seen(engine, tickets):
    tickets.file(COMPLETE)
    handle(engine, tickets, Account(Standing.CONTRADICTED))
    found = {f["item"]: f for f in load_runs(engine, 1)[-1]["findings"]}
    assert found["domain_verified"]["seen"][0]["words"] == SEEN.words
