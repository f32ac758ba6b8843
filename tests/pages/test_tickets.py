"""The ticket list and a ticket's page: what is shown, what is asked for, and that customers' words stay words."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from bot.jobs import Jobs
from bot.store.corrections import load_corrections
from bot.store.deliveries import NewDelivery, save_closed, save_delivery, save_parked
from bot.store.runs import load_runs
from bot.store.tables import Delivery, Message, Run
from bot.store.wishes import load_wishes
from tests.pages.desk import HOSTILE, SOURCE, a_found, a_run, save_appeal, save_dry_run
from tests.pages.visitor import to_text


@pytest.fixture(autouse=True)
def _ticket(engine):
    save_appeal(engine)


@pytest.mark.parametrize(
    "words",
    [
        "Ticket 42",
        "ask the customer because something that the procedure needs is still missing",
        "Open: Messages a month.",
        "appeal against a sending limitation (94 % sure)",
        "written to the ticket",
        "Subject by the customer",
        "Lift our limit",
        "2026-02-27 09:30 UTC",
        f"{SOURCE} email use list source",
        "quoted > What do you send?",
        "hidden from sight Secret text",
        "private note",
        "Looks fine to me.",
        "Third party",
        "in part",
        "a second reading does not agree",
        "CONTRADICTED: the account says otherwise",
        "no such domain <i>there</i>",
        "Bought, rented, scraped or shared list",
        "<b>bought</b> list",
        "The customer was written to.",
        "Reply that was sent in run 1 Hello, - Messages a month & more",
        "Mode reply; rules 7",
        "reinstate_waiting",
    ],
)
def test_page_says(agent, words):
    assert words in agent.read("/tickets/42")


def test_customers_markup_stays_text(agent):
    page = agent.get("/tickets/42").text
    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert HOSTILE in to_text(page)
    assert "49" not in to_text(page)


def test_newest_reading_is_shown_and_an_older_one_on_demand(agent, engine):
    save_dry_run(engine)
    assert "ready for a person to unblock because everything" in agent.read("/tickets/42").partition("Conversation")[0]
    assert "recorded only, nothing written" in agent.read("/tickets/42")
    older = load_runs(engine, 42)[0]["id"]
    assert "ask the customer because" in agent.read(f"/tickets/42?run={older}").partition("Conversation")[0]


@pytest.mark.parametrize("run", ["0", "x", "9" * 30, "", "-1"])
def test_run_that_is_none_shows_the_newest(agent, run):
    assert "ask the customer" in agent.read(f"/tickets/42?run={run}")


def test_erased_words_leave_what_was_read(agent, engine):
    with engine.begin() as connection:
        connection.execute(update(Message).values(text=None, apart=[]))
    page = agent.read("/tickets/42")
    assert page.count("The words were erased") == 4
    assert "Where your addresses come from" in page


def test_run_of_an_older_version_is_shown_all_the_same(agent, engine):
    odd = a_run(7, intent="no_such", action="dance", reason="no_reason", risks=[{"kind": "odd"}], findings=[])
    save_appeal(engine, 7)
    with engine.begin() as connection:
        found = [a_found("unknown_item", "strange_status", standing="odd", source="odd", seen=None, evidence=None)]
        values = {"intent": odd.intent, "action": "dance", "reason": "no_reason", "findings": found, "risks": odd.risks}
        connection.execute(update(Run).where(Run.ticket_id == 7).values(values))
    page = agent.read("/tickets/7")
    assert "dance because no reason" in page
    assert "unknown item" in page


@pytest.mark.parametrize("path", ["/tickets/41", "/tickets/0", f"/tickets/{2**63 - 1}"])
def test_unknown_ticket_is_told_plainly(agent, path):
    answer = agent.get(path)
    assert answer.status_code == 404
    assert "The bot knows no such ticket" in answer.text


@pytest.mark.parametrize("path", [f"/tickets/{2**63}", "/tickets/-1", "/tickets/x", "/tickets/4 2"])
def test_number_that_is_none_is_told_plainly(agent, path):
    answer = agent.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_ticket_that_was_left_alone_says_why(agent, engine, clock):
    with engine.begin() as connection:
        save_delivery(connection, NewDelivery("one", 77, "created"), clock.now)
    assert "a worker has not come to it yet" in agent.read("/tickets/77")
    save_closed(engine, 77, 10, "ignore:other")
    assert "leave alone: the ticket is about something else" in agent.read("/tickets/77")


def test_parked_ticket_says_so(agent, engine):
    save_parked(engine, 42, "failed: KeyError")
    assert "Parked" in agent.read("/tickets/42")


@pytest.mark.parametrize("number", ["42", " #42 ", "0042"])
def test_search_leads_to_the_ticket(agent, number):
    assert agent.get("/tickets", query_string={"number": number}).location == "/tickets/42"


@pytest.mark.parametrize("number", ["41", "x", "<b>", "9" * 40, "-42", "٤٢", "4 2"])
def test_search_that_finds_nothing_says_so(agent, number):
    page = agent.read("/tickets", query_string={"number": number})
    assert "The bot knows no ticket of that number." in page


def test_list_has_each_ticket_once_the_newest_first(agent, engine):
    save_appeal(engine, 43)
    save_dry_run(engine, 42)
    page = agent.read("/tickets")
    assert page.index("#42") < page.index("#43")
    assert page.count("#42") == 1


def test_empty_list_says_what_comes(agent, engine):
    with engine.begin() as connection:
        connection.execute(delete(Run))
    assert "Nothing yet." in agent.read("/tickets")


def correct(visitor, engine, **fields):
    visitor.get("/tickets/42")
    run = str(load_runs(engine, 42)[-1]["id"])
    sent = {"run": run, "item": "email_use", "right": "complete", "note": "they sell shoes"} | fields
    return visitor.post("/tickets/42/corrections", sent)


def test_correction_is_kept_and_shown(agent, engine, clock):
    answer = correct(agent, engine)
    assert "Thank you: the correction is kept." in agent.read(answer.location)
    [kept] = load_corrections(engine, 42)
    assert (kept.item, kept.read_as, kept.right, kept.note) == ("email_use", "partial", "complete", "they sell shoes")
    assert (kept.said_by, kept.said_at) == ("ada", clock.now)
    assert "email use: read as “in part”, right is “answered”: “they sell shoes”" in agent.read("/tickets/42")


def test_intent_is_corrected_too(agent, engine):
    assert correct(agent, engine, item="intent", right="compromise_report").status_code == 303
    assert load_corrections(engine, 42)[0].read_as == "probation_appeal"


@pytest.mark.parametrize(
    "fields",
    [
        {"item": "two_factor"},  # of the other procedure
        {"item": "sending_begun", "right": "done"},  # not in this run
        {"item": "email_use", "right": "done"},  # a step's status
        {"item": "email_use", "right": "partial"},  # as it was read
        {"item": "intent", "right": "complete"},
        {"item": "", "right": ""},
        {"run": "999"},
        {"run": "x"},
    ],
)
def test_correction_that_makes_no_sense_is_refused(agent, engine, fields):
    assert correct(agent, engine, **fields).status_code == 400
    assert load_corrections(engine, 42) == []


def test_long_or_odd_note_is_cut_and_kept_as_text(agent, engine):
    correct(agent, engine, note="<script>\0" + "x" * 5000)
    [kept] = load_corrections(engine, 42)
    assert len(kept.note) == 2000
    assert "<script>" not in agent.get("/tickets/42").text


@pytest.mark.parametrize(("kind", "told"), [("stop", "told to stop"), ("look", "looks at the ticket again")])
def test_wish_is_kept_with_its_delivery_and_job(agent, engine, kind, told):
    agent.get("/tickets/42")
    answer = agent.post("/tickets/42/wishes", {"kind": kind})
    assert told in agent.read(answer.location)
    [wish] = load_wishes(engine, 42)
    assert (wish.kind, wish.wished_by, wish.outcome) == (kind, "ada", None)
    assert Jobs(engine).count_jobs()["waiting"] == 1
    with engine.connect() as connection:
        assert connection.execute(select(Delivery.kind, Delivery.ticket_id)).all() == [("asked", 42)]


def test_same_wish_twice_is_one(agent, engine):
    agent.get("/tickets/42")
    for _ in range(2):
        answer = agent.post("/tickets/42/wishes", {"kind": "stop"})
    assert "asked for already" in agent.read(answer.location)
    assert len(load_wishes(engine, 42)) == 1


@pytest.mark.parametrize(("ticket", "kind"), [(42, "dance"), (42, ""), (41, "stop")])
def test_wish_that_makes_no_sense_is_refused(agent, engine, ticket, kind):
    agent.get("/tickets/42")
    assert agent.post(f"/tickets/{ticket}/wishes", {"kind": kind}).status_code == 400
    assert load_wishes(engine, ticket) == []


def test_long_threads_page_stays_quick(agent, engine, clock):
    for _ in range(3):
        clock.now += timedelta(minutes=1)
        save_dry_run(engine)
    assert agent.read("/tickets/42").count("recorded only") == 4  # one above, three in the list
