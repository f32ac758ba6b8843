"""The command line as its users meet it."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import click
import pytest
from click.testing import CliRunner

from bot.backlog import Work
from bot.cli import MODULES, main
from bot.commands.jobs import render_lines
from bot.store.database import open_database
from bot.store.deliveries import count_open, load_parked, save_parked
from tests.jobs.workers import file_delivery

SINCE = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def find_commands(group, path=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from find_commands(command, (*path, name))
        yield (*path, name)


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    return CliRunner().invoke


@pytest.fixture
def desk(run, make_sqlite_database, monkeypatch):
    """A database with one parked ticket, 42, and one that waits, 7."""
    url = make_sqlite_database(True)
    monkeypatch.setenv("REINSTATE_DATABASE_URL", url)
    engine = open_database(url)
    for ticket in (42, 42, 7):
        file_delivery(engine, ticket)
    save_parked(engine, 42, "failed: KeyError")
    yield engine
    engine.dispose()


@pytest.mark.parametrize("command", sorted(find_commands(main)), ids=" ".join)
def test_every_command_has_help_with_an_example(run, command):
    shown = run(main, [*command, "--help"])
    assert shown.exit_code == 0
    assert "Example: " in shown.output
    assert "reinstate " + " ".join(command) in " ".join(shown.output.split())


def test_all_commands_are_listed(run):
    shown = run(main, ["--help"])
    listed = {line.split()[0] for line in shown.output.partition("Commands:")[2].splitlines() if line.strip()}
    assert {*MODULES, "sandbox"} <= listed


def test_unknown_command_is_told(run):
    ended = run(main, ["frobnicate"])
    assert ended.exit_code == 2
    assert "No such command 'frobnicate'" in ended.output


@pytest.mark.parametrize(
    ("command", "environment", "line"),
    [
        (["serve"], {}, "REINSTATE_ZENDESK_URL is not set"),
        (["web"], {}, "REINSTATE_WEBHOOK_SECRETS is not set"),
        (["worker"], {"REINSTATE_ZENDESK_URL": "https://acme.zendesk.com"}, "REINSTATE_ZENDESK_TOKEN is not set"),
        (["serve"], {"REINSTATE_PORT": "many"}, "REINSTATE_PORT"),
        (["serve"], {"REINSTATE_ZENDESK_URL": "ftp://acme"}, "REINSTATE_ZENDESK_URL"),
        (["db", "upgrade"], {"REINSTATE_DATABASE_URL": "mysql://x"}, "expects sqlite:///FILE or postgresql://"),
        (["jobs"], {"REINSTATE_DATABASE_URL": "sqlite:////nowhere/at/all"}, "the database does not answer"),
        (["jobs"], {"REINSTATE_DATABASE_URL": "sqlite:///empty.sqlite3"}, "reinstate db upgrade"),
        (
            ["jobs"],
            {"REINSTATE_DATABASE_URL": "postgresql://u:CANARY@/n?host=/nowhere"},
            "the database does not answer",
        ),
    ],
)
def test_what_a_user_can_mend_ends_with_one_clear_line(run, command, environment, line):
    ended = run(main, command, env=environment)
    assert ended.exit_code == 1
    assert ended.output.startswith("Error: ")
    assert line in ended.output
    assert "Traceback" not in ended.output
    assert "CANARY" not in ended.output


def test_db_upgrade_makes_a_database_that_jobs_can_read(run):
    assert run(main, ["db", "upgrade"]).exit_code == 0
    shown = run(main, ["jobs", "--json"])
    assert json.loads(shown.output) == {"open_deliveries": 0, "tickets": []}
    assert run(main, ["jobs"]).output == "0 deliveries open, 0 tickets shown.\n"


def test_jobs_are_listed_with_what_to_do(run, desk):
    lines = run(main, ["jobs"]).output.splitlines()
    assert lines[0] == "3 deliveries open, 2 tickets shown."
    assert lines[1].startswith("ticket 42  parked  since ")
    assert lines[1].endswith("2 deliveries  failed: KeyError")
    assert lines[2].endswith("retry: reinstate jobs retry 42")
    assert lines[3].startswith("ticket 7  waiting  since ")


def test_jobs_as_json_hold_all_that_is_known(run, desk):
    told = json.loads(run(main, ["jobs", "--json", "--limit", "1"]).output)
    [ticket] = told["tickets"]
    assert told["open_deliveries"] == 3
    assert datetime.fromisoformat(ticket.pop("since")).tzinfo
    assert ticket.pop("hint")
    assert ticket == {
        "ticket_id": 42,
        "state": "parked",
        "deliveries": 2,
        "attempts": 0,
        "error": "failed: KeyError",
        "due_at": None,
    }


def test_delayed_ticket_is_shown_with_its_time():
    work = Work(7, "delayed", SINCE, 1, 3, "503", SINCE, "it is tried again by itself")
    assert render_lines(1, [work]) == (
        "1 delivery open, 1 ticket shown.\n"
        "ticket 7  delayed  since 2026-03-01 12:00 UTC  1 delivery  3 attempts  next at 12:00:00 UTC  503\n"
        "    it is tried again by itself"
    )


def test_retry_releases_a_parked_ticket(run, desk):
    ended = run(main, ["jobs", "retry", "42"])
    assert (ended.exit_code, ended.output) == (0, "Ticket 42 is tried now.\n")
    assert load_parked(desk) == []


def test_discard_asks_first(run, desk):
    assert run(main, ["jobs", "discard", "42"], input="n\n").exit_code == 1
    assert run(main, ["jobs", "discard", "42"], input="").exit_code == 1
    assert count_open(desk) == 3
    assert run(main, ["jobs", "discard", "42"], input="y\n").exit_code == 0
    assert (count_open(desk), load_parked(desk)) == (1, [])


def test_discard_with_yes_asks_nothing(run, desk):
    ended = run(main, ["jobs", "discard", "42", "--yes"])
    assert (ended.exit_code, ended.output) == (0, "Ticket 42: 2 deliveries discarded.\n")


@pytest.mark.parametrize(
    ("command", "code", "line"),
    [
        (["retry", "7"], 1, "not held back"),
        (["retry", "8"], 1, "nothing is open for ticket 8"),
        (["discard", "8", "--yes"], 1, "nothing is open for ticket 8"),
        (["retry", "x"], 2, "'x' is not a valid integer"),
        (["retry", "0"], 2, "0 is not in the range"),
        (["discard", "99999999999999999999", "--yes"], 2, "is not in the range"),
        (["--limit", "0"], 2, "0 is not in the range"),
    ],
)
def test_what_cannot_be_done_is_told(run, desk, command, code, line):
    ended = run(main, ["jobs", *command])
    assert ended.exit_code == code
    assert line in ended.output
    assert count_open(desk) == 3


def test_help_loads_neither_language_processing_nor_database():
    code = (
        "import sys; from click.testing import CliRunner; from bot.cli import main;"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0;"
        "print(sorted({'spacy', 'sqlalchemy', 'zenpy', 'dbos', 'flask', 'numpy'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
