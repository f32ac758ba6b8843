"""Corrected tickets as labelled data."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from bot.cli import main
from bot.corrections import load_labelled
from bot.store.corrections import SavedCorrection, load_corrections, save_correction
from bot.store.deliveries import now
from bot.store.runs import load_runs
from bot.store.tables import Message
from tests.pages.desk import HOSTILE, SOURCE, a_found, save_appeal

STEPS = ("api_key", "smtp_credentials", "user_passwords", "two_factor")


def correct(engine, item, right, read_as="partial", note="", ticket_id=42):
    run_id = load_runs(engine, ticket_id)[-1]["id"]
    save_correction(engine, SavedCorrection(ticket_id, run_id, item, read_as, right, note, "ada", now()))


def test_corrections_come_back_in_order(engine):
    save_appeal(engine)
    correct(engine, "email_use", "complete", note="they sell shoes \0")
    correct(engine, "email_use", "missing")
    assert [(c.right, c.note) for c in load_corrections(engine, 42)] == [
        ("complete", "they sell shoes \ufffd"),
        ("missing", ""),
    ]


def test_corrected_ticket_is_a_labelled_record(engine):
    save_appeal(engine)
    correct(engine, "email_use", "complete", note="they sell\nshoes")
    [(ticket_id, record)] = load_labelled(engine)
    assert ticket_id == 42
    assert record == {
        "id": "ticket-42",
        "source": "corrections",
        "subject": "Lift our limit",
        "comments": [{"author": "customer", "body": f"{SOURCE} {HOSTILE}\n> What do you send?\nSecret text"}],
        "html": False,
        "intent": "probation_appeal",
        "answers": {
            "email_use": {"status": "complete", "types": []},
            "list_source": {"status": "complete", "urls": ["shop.example"], "risk": False},
            "monthly_volume": {"status": "missing", "low": None, "high": None},
        },
        "steps": None,
        "ready": False,
        "risk": ["bad_list"],
        "notes": "corrected email_use: partial -> complete they sell shoes; all else as the bot read it",
    }


def test_newest_correction_of_an_item_counts(engine):
    save_appeal(engine)
    for right in ("complete", "missing"):
        correct(engine, "email_use", right)
    [(_, record)] = load_labelled(engine)
    assert record["answers"]["email_use"]["status"] == "missing"


@pytest.mark.parametrize(
    ("risks", "status", "ready"),
    [([], "complete", True), ([{"kind": "secret_in_ticket"}], "complete", True), ([], "partial", False)],
)
def test_appeal_is_ready_as_the_policy_says(engine, risks, status, ready):
    found = [a_found(item, "complete") for item in ("email_use", "list_source", "monthly_volume")]
    save_appeal(engine, findings=found, risks=risks)
    correct(engine, "monthly_volume", status)
    [(_, record)] = load_labelled(engine)
    assert record["ready"] is ready


@pytest.mark.parametrize(("right", "ready"), [("done", True), ("not_done", False)])
def test_report_of_a_compromise_has_steps(engine, right, ready):
    found = [a_found(item, "done") for item in STEPS]
    save_appeal(engine, intent="compromise_report", findings=found, risks=[])
    correct(engine, "api_key", right)
    [(_, record)] = load_labelled(engine)
    assert record["steps"] == dict.fromkeys(STEPS, "done") | {"api_key": right}
    assert (record["answers"], record["ready"]) == (None, ready)


def test_wrong_intent_leaves_nothing_that_was_read_for_it(engine):
    save_appeal(engine)
    correct(engine, "intent", "compromise_report", "probation_appeal")
    [(_, record)] = load_labelled(engine)
    assert (record["intent"], record["answers"], record["steps"]) == ("compromise_report", None, None)
    assert not record["ready"]


@pytest.fixture
def run(engine, database_url, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REINSTATE_DATABASE_URL", database_url.replace("+psycopg", ""))
    return lambda *arguments, **options: CliRunner().invoke(main, arguments, **options)


def test_command_writes_a_line_a_ticket_and_leaves_out_what_was_erased(engine, run):
    for ticket_id in (42, 43):
        save_appeal(engine, ticket_id)
        correct(engine, "email_use", "complete", ticket_id=ticket_id)
    with engine.begin() as connection:
        connection.execute(update(Message).where(Message.ticket_id == 43).values(text=None))
    ended = run("corrections")
    assert ended.exit_code == 0
    assert [json.loads(line)["id"] for line in ended.stdout.splitlines()] == ["ticket-42"]
    assert "1 left out" in ended.stderr
