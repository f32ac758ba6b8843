"""Customers' words: erased after their time and on a person's request, while every figure stays."""

from datetime import UTC, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import insert, select

from bot.cli import main
from bot.core.conversation import Author
from bot.core.update import Mode
from bot.procedures import load_procedures
from bot.reports.gathered import Question
from bot.reports.period import Period
from bot.retention import fetch_user_ids, is_address, make_retention
from bot.store.corrections import SavedCorrection, load_corrections, save_correction
from bot.store.deliveries import now
from bot.store.erasing import save_person_erased
from bot.store.messages import load_messages, save_conversation
from bot.store.reporting import load_gathered
from bot.store.runs import load_runs
from bot.store.tables import Baseline, Delivery
from bot.triage import Triage
from tests.fakes import FakeTickets, understand_by_words

WORDS = "appeal use"
TODAY = Period(now().date() - timedelta(days=1), now().date() + timedelta(days=1), UTC)


@pytest.fixture
def handled(engine):
    """Ticket 1 of user 7, with words wherever words can be."""
    tickets = FakeTickets()
    tickets.file(WORDS)
    modes = {"appeal": Mode.SUGGEST, "compromise": Mode.SUGGEST}
    Triage(tickets, understand_by_words, engine, load_procedures(), modes).handle_ticket(1)
    save_conversation(engine, 1, tickets.fetch_ticket(1).conversation)
    save_correction(engine, SavedCorrection(1, 1, "email_use", "complete", "partial", WORDS, "ada", now()))
    with engine.begin() as connection:
        row = {"ticket_id": 1, "account": WORDS, "taken_at": "2026-01-01T00:00:00Z", "facts": {}}
        connection.execute(insert(Baseline).values(row))
        delivery = {"invocation": "x", "ticket_id": 1, "kind": "created", "user_id": 7, "received_at": now()}
        connection.execute(insert(Delivery).values(delivery | {"attempts": 0}))
    return engine


def load_words(engine) -> str:
    """Everything that is stored of ticket 1 and might hold the customer's words."""
    with engine.connect() as connection:
        looked = list(connection.execute(select(Baseline.account)))
    return str((load_runs(engine, 1), load_messages(engine, 1), load_corrections(engine, 1), looked))


def count(engine):
    gathered = load_gathered(engine, Question(TODAY))
    return sorted(map(str, gathered.totals)), gathered.minutes


def test_words_are_erased_after_their_time_and_not_before(handled):
    before = count(handled)
    make_retention(handled, 30, lambda: now() + timedelta(days=29))()
    assert WORDS in load_words(handled)
    make_retention(handled, 30, lambda: now() + timedelta(days=31))()
    assert WORDS not in load_words(handled)
    (run,) = load_runs(handled, 1)
    assert (run["reply"], run["note"], run["known"]) == (None, None, "")
    assert {finding["item"]: finding["status"] for finding in run["findings"]}["email_use"] == "complete"
    assert count(handled) == before


def test_second_round_finds_nothing_left(handled):
    from bot.store.erasing import save_words_erased

    later = now() + timedelta(days=400)
    assert save_words_erased(handled, later, later) > 0
    assert save_words_erased(handled, later, later) == 0


def test_persons_request_takes_their_words_and_number_and_leaves_the_counts(handled):
    before = count(handled)
    assert save_person_erased(handled, 8, now()) == 0
    assert WORDS in load_words(handled)
    assert save_person_erased(handled, 7, now()) == 1
    assert WORDS not in load_words(handled)
    with handled.connect() as connection:
        assert list(connection.execute(select(Delivery.user_id)).scalars()) == [None]
    assert save_person_erased(handled, 7, now()) == 0
    assert count(handled) == before


def test_page_of_a_ticket_whose_words_were_erased_still_shows_what_was_decided(handled, visit):
    save_person_erased(handled, 7, now())
    page = visit("max").read("/tickets/1")
    assert WORDS not in page
    assert "erased" in page


def test_ticket_whose_words_were_erased_is_handled_again_like_any_other(handled):
    save_person_erased(handled, 7, now())
    tickets = FakeTickets()
    tickets.file(WORDS)
    tickets.write_as(Author.REQUESTER, "source volume")
    modes = {"appeal": Mode.SUGGEST, "compromise": Mode.SUGGEST}
    decision = Triage(tickets, understand_by_words, handled, load_procedures(), modes).handle_ticket(1)
    assert decision.reason == "complete"


@pytest.fixture
def run_command(database_url, tmp_path, monkeypatch):
    """Runs a command on the database, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    environment = {"REINSTATE_DATABASE_URL": database_url.replace("+psycopg", "")}
    runner = CliRunner(env=environment)

    def run(*arguments: str, typed: str = ""):
        return runner.invoke(main, list(arguments), input=typed)

    return run


def test_command_asks_before_it_erases(handled, run_command):
    assert run_command("erase", "--requester", "7", typed="n\n").exit_code == 1
    assert WORDS in load_words(handled)
    told = run_command("erase", "--requester", "7", "--yes")
    assert (told.exit_code, told.output.strip()) == (0, "Erased: 1 ticket.")
    assert WORDS not in load_words(handled)


@pytest.mark.parametrize(
    ("who", "told"),
    [("nobody", "takes a mail address or a Zendesk user id"), ("a@b.example", "REINSTATE_ZENDESK_URL"), ("0", "takes")],
)
def test_command_says_what_it_wants(run_command, who, told):
    answer = run_command("erase", "--requester", who, "--yes")
    assert answer.exit_code == 1
    assert told in answer.output


class FakeSession:
    """Answers every search with the same users."""

    def __init__(self, *users: dict) -> None:
        self.users = users
        self.asked: list[dict] = []

    def get(self, url, params):
        self.asked.append({"url": url} | params)
        return self

    def json(self):
        return {"users": list(self.users)}


def test_only_who_has_just_that_address_is_found():
    session = FakeSession({"id": 7, "email": "Ann@Shop.example"}, {"id": 8, "email": "ann@shop.example.org"}, {"id": 9})
    assert fetch_user_ids(session, "https://acme.zendesk.com", " ann@shop.example ") == [7]
    assert session.asked[0]["query"] == 'email:"ann@shop.example"'


@pytest.mark.parametrize("text", ["a b@c.example", 'a"@c.example', "7", "x" * 300 + "@c.example"])
def test_what_is_no_address_is_not_searched_for(text):
    assert not is_address(text)


FORMS = [("text", "HOW MANY?"), ("html", "<!doctype html>"), ("csv", "intents\r\nintent,"), ("json", '"tables"')]


@pytest.mark.parametrize(("form", "words"), FORMS)
def test_report_command_tells_in_every_form(desk, run_command, form, words):
    told = run_command("report", "--from", "2026-11-01", "--to", "2026-11-08", "--format", form)
    assert told.exit_code == 0, told.output
    assert words.replace("\r\n", "\n") in told.output.replace("\r\n", "\n")
    assert "appeal against a limit" in told.output


def test_report_command_tells_plainly_what_it_cannot_tell(desk, run_command):
    told = run_command("report", "--from", "2026-11-08", "--to", "2026-11-01")
    assert told.exit_code == 1
    assert "Exchange the two dates" in told.output
