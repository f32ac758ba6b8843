"""``reinstate doctor`` as it is typed: a line each, JSON for scripts, and an exit code."""

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet
from sqlalchemy import Engine

from bot.cli import main
from bot.demo.stage import make_platform, to_account_settings
from bot.jobs import Jobs
from bot.sandbox import RunningSandbox, SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.mailgun import running_platform
from bot.store.beats import save_beat, save_first_beat
from bot.store.database import open_database

KEY = "k" * 43 + "="


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox(create_sandbox(SandboxSettings(furnished=False))) as sandbox:
        yield sandbox


@pytest.fixture
def store(make_sqlite_database) -> Iterator[Engine]:
    engine = open_database(make_sqlite_database(True))
    yield engine
    engine.dispose()


@pytest.fixture
def settings(sandbox, store, monkeypatch, tmp_path) -> dict[str, str]:
    monkeypatch.chdir(tmp_path)
    return {
        "REINSTATE_DATABASE_URL": str(store.url),
        "REINSTATE_ZENDESK_URL": sandbox.url,
        "REINSTATE_ZENDESK_TOKEN": sandbox.hub.settings.token,
        "REINSTATE_ZENDESK_ADMIN_TOKEN": sandbox.hub.settings.admin_token,
        "REINSTATE_SECRET_KEY": KEY,
        "REINSTATE_PUBLIC_URL": "http://127.0.0.1:9",
        "REINSTATE_CALLS_PER_MINUTE": "1000000",
    }


def run(settings, *words, code):
    result = CliRunner().invoke(main, words, env=settings)
    assert result.exit_code == code, result.output
    return result


def examine(settings, *words, code) -> dict[str, str]:
    told = json.loads(run(settings, "doctor", "--json", *words, code=code).stdout)
    assert told["ok"] is (code == 0)
    return {check["part"]: check["state"] for check in told["checks"]}


def work(engine: Engine) -> None:
    """What a worker leaves in the database."""
    Jobs(engine).declare_queue(1, 1.0)
    save_first_beat(engine, "worker", "life")
    save_beat(engine, "worker", "life", "ok")


def test_bot_that_is_set_up_and_runs_is_well(settings, store):
    run(settings, "zendesk", "apply", code=0)
    work(store)
    found = examine(settings, "--offline", code=0)
    assert "wrong" not in found.values()
    assert {"models", "replies", "worker", "queue", "disk", "signing secret"} <= found.keys()
    assert not {"token", "clock"} & found.keys()


def test_everything_outside_is_looked_at_too(settings, store):
    run(settings, "zendesk", "apply", code=0)
    work(store)
    with running_platform(make_platform()) as platform:
        found = examine(settings | to_account_settings(platform), code=1)
    assert (found["token"], found["clock"], found["accounts (mailgun)"]) == ("ok", "ok", "ok")
    assert [part for part, state in found.items() if state == "wrong"] == ["delivery"]  # no web process runs


def test_people_are_told_in_lines_what_mends_what_is_wrong(settings):
    result = run(settings, "doctor", "--offline", code=1)
    wrong = [line for line in result.stdout.splitlines() if line.startswith("wrong")]
    assert [line.split()[1] for line in wrong] == ["worker:", "signing"]
    assert all("Mend: " in line for line in wrong)
    assert "2 of " in result.stderr


def test_wrong_settings_are_findings(settings):
    told = run(settings | {"REINSTATE_PORT": "x", "REINSTATE_CONCURRENCY": "0"}, "doctor", code=1).stdout
    assert [line.split()[2] for line in told.splitlines()] == ["REINSTATE_PORT:", "REINSTATE_CONCURRENCY:"]


def test_what_only_an_older_key_opens_is_found_until_it_is_sealed_anew(settings, store):
    run(settings, "zendesk", "apply", code=0)
    work(store)
    newer = settings | {"REINSTATE_SECRET_KEY": f"{Fernet.generate_key().decode()},{KEY}"}
    assert examine(settings, "--offline", code=0)["sealed secrets"] == "ok"
    assert examine(newer, "--offline", code=0)["sealed secrets"] == "warning"
    run(newer, "db", "reseal", code=0)
    assert examine(newer, "--offline", code=0)["sealed secrets"] == "ok"
    assert examine(settings, "--offline", code=1)["sealed secrets"] == "wrong"
