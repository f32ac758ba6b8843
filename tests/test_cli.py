"""The command line as its users meet it."""

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from bot.cli import main


def find_commands(group, path=()):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from find_commands(command, (*path, name))
        yield (*path, name)


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    return CliRunner().invoke


@pytest.mark.parametrize("command", sorted(find_commands(main)), ids=" ".join)
def test_every_command_has_help_with_an_example(run, command):
    shown = run(main, [*command, "--help"])
    assert shown.exit_code == 0
    assert "Example:" in shown.output


@pytest.mark.parametrize(
    ("command", "environment", "line"),
    [
        (["serve"], {}, "REINSTATE_ZENDESK_URL is not set"),
        (["web"], {}, "REINSTATE_WEBHOOK_SECRETS is not set"),
        (["worker"], {"REINSTATE_ZENDESK_URL": "https://acme.zendesk.com"}, "REINSTATE_ZENDESK_TOKEN is not set"),
        (["serve"], {"REINSTATE_PORT": "many"}, "REINSTATE_PORT"),
        (["serve"], {"REINSTATE_ZENDESK_URL": "ftp://acme"}, "REINSTATE_ZENDESK_URL"),
        (["db", "upgrade"], {"REINSTATE_DATABASE_URL": "mysql://x"}, "expects sqlite:///FILE or postgresql://"),
    ],
)
def test_wrong_settings_end_with_one_clear_line(run, command, environment, line):
    ended = run(main, command, env=environment)
    assert ended.exit_code != 0
    assert line in ended.output
    assert "Traceback" not in ended.output


def test_db_upgrade_makes_a_database_that_jobs_can_read(run):
    assert run(main, ["db", "upgrade"]).exit_code == 0
    shown = run(main, ["jobs", "--json"])
    assert json.loads(shown.output) == {"open_deliveries": 0, "parked": []}
    assert "0 deliveries open, 0 tickets parked." in run(main, ["jobs"]).output


def test_help_loads_neither_language_processing_nor_database():
    code = "import sys, bot.cli; print(sorted({'spacy', 'sqlalchemy', 'zenpy', 'dbos'} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
