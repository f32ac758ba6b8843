"""The commands as they are typed: their JSON, their exit codes, and one clear line for what a user can mend."""

import json

import pytest
import requests
from click.testing import CliRunner
from sqlalchemy import select

from bot.cli import main
from bot.store.tables import Run
from tests.zendesk_setup.conftest import KEY, Desk

APPEAL = "Please lift the sending limitation (probation) of our account. We send order confirmations to our customers."


@pytest.fixture
def settings(desk, monkeypatch, tmp_path) -> dict[str, str]:
    monkeypatch.chdir(tmp_path)
    return {
        "REINSTATE_DATABASE_URL": str(desk.engine.url),
        "REINSTATE_ZENDESK_URL": desk.sandbox.url,
        "REINSTATE_ZENDESK_TOKEN": desk.settings.token,
        "REINSTATE_ZENDESK_ADMIN_TOKEN": desk.settings.admin_token,
        "REINSTATE_SECRET_KEY": KEY,
        "REINSTATE_PUBLIC_URL": "http://127.0.0.1:9",
        "REINSTATE_CALLS_PER_MINUTE": "1000000",
    }


def run(settings, *words, code=0):
    result = CliRunner().invoke(main, words, env=settings)
    assert result.exit_code == code, result.output
    return result


def test_plan_apply_and_remove_tell_scripts_what_they_do(settings):
    planned = json.loads(run(settings, "zendesk", "plan", "--json").stdout)["changes"]
    applied = json.loads(run(settings, "zendesk", "apply", "--json").stdout)["changes"]
    assert [change["key"] for change in planned] == [change["key"] for change in applied]
    assert json.loads(run(settings, "zendesk", "apply", "--json").stdout) == {"changes": []}
    removed = json.loads(run(settings, "zendesk", "remove", "--yes", "--json").stdout)["changes"]
    assert {change["key"] for change in removed} == {change["key"] for change in planned} - {"webhook_secret"}


def test_commands_tell_people_in_lines(settings):
    planned = run(settings, "zendesk", "plan").stdout
    assert '+ webhook "Reinstate"' in planned.splitlines()
    assert planned.splitlines()[-1] == "22 changes to make: reinstate zendesk apply"
    assert run(settings, "zendesk", "apply").stdout.splitlines()[-1] == "22 changes made."
    assert run(settings, "zendesk", "plan").stdout == "Nothing to change: the account is set up.\n"
    assert "Aborted" in CliRunner().invoke(main, ["zendesk", "remove"], env=settings, input="n\n").output
    assert run(settings, "zendesk", "remove", "--yes").stdout.splitlines()[-1] == "21 changes removed."
    assert run(settings, "zendesk", "remove", "--yes").stdout == "Nothing to remove.\n"


def test_check_fails_where_something_is_wrong_and_says_so_to_scripts_too(settings):
    told = json.loads(run(settings, "zendesk", "check", "--json", code=1).stdout)
    assert told["ok"] is False
    assert {"part", "state", "told", "mend"} == told["checks"][0].keys()
    run(settings, "zendesk", "apply")
    result = run(settings, "zendesk", "check", code=1)
    assert result.stdout.splitlines()[-1].startswith("wrong   delivery: Zendesk could not deliver")
    assert "1 of 27 are wrong." in result.stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"REINSTATE_PUBLIC_URL": ""}, "REINSTATE_PUBLIC_URL is not set"),
        ({"REINSTATE_SECRET_KEY": ""}, "REINSTATE_SECRET_KEY is not set"),
        ({"REINSTATE_ZENDESK_TOKEN": ""}, "REINSTATE_ZENDESK_TOKEN is not set"),
        ({"REINSTATE_ZENDESK_TOKEN": "wrong"}, "401 invalid_token"),
        ({"REINSTATE_ZENDESK_URL": "http://127.0.0.1:9"}, "ConnectionError"),
        ({"REINSTATE_ZENDESK_ADMIN_TOKEN": ""}, "no administrator's"),
    ],
)
def test_what_a_user_can_mend_ends_in_one_line(settings, change, told):
    result = run(settings | change, "zendesk", "apply", code=1)
    assert told in result.stderr
    assert "Traceback" not in result.output
    assert not [value for name, value in settings.items() if "TOKEN" in name and value in result.output]


@pytest.mark.parametrize(
    "words", [("zendesk",), *(("zendesk", w) for w in ("plan", "apply", "check", "remove")), ("backfill",)]
)
def test_help_shows_an_example(words):
    told = run({}, *words, "--help").stdout
    assert "Example: reinstate" in told


@pytest.mark.parametrize("command", ["serve", "web"])
def test_web_process_without_any_signing_secret_does_not_start(settings, command):
    told = run(settings, command, code=1).stderr
    assert "REINSTATE_WEBHOOK_SECRETS is not set" in told
    assert "reinstate zendesk apply" in told


@pytest.mark.parametrize("since", ["soon", "2999-01-01", "1999-01-01"])
def test_backfill_refuses_a_day_that_cannot_be(settings, since):
    assert "expects a date" in run(settings, "backfill", "--since", since, code=2).stderr


def test_backfill_records_old_tickets_and_writes_nothing(settings, desk):
    ticket = requests.post(f"{desk.sandbox.url}/sandbox/tickets", json={"body": APPEAL}, timeout=5).json()["ticket"]
    desk.control("POST", f"/tickets/{ticket['id']}/comments", {"as": "agent", "body": "We look into it."})
    desk.control("PUT", f"/tickets/{ticket['id']}", {"status": "closed"})
    told = json.loads(run(settings, "backfill", "--since", "2026-01-01", "--json").stdout)
    assert told["counts"] == {"ask:items_missing": 1}
    again = json.loads(run(settings, "backfill", "--since", "2026-01-01", "--json").stdout)
    assert again["counts"] == told["counts"]
    with desk.engine.connect() as connection:
        assert connection.execute(select(Run.state, Run.action)).all() == [("observed", "ask")]
    calls = desk.control("GET", "/calls")["calls"]
    assert {call["method"] for call in calls} == {"GET"}


def test_triggers_that_were_made_tell_of_customers_and_agents_and_never_of_the_bot(desk: Desk):
    list(desk.setup.apply())
    ticket = desk.control("POST", "/tickets", {"body": "x"})["ticket"]
    path = f"/tickets/{ticket['id']}"
    desk.control("POST", f"{path}/comments", {"body": "more"})
    desk.control("POST", f"{path}/comments", {"as": "agent", "body": "hello"})
    put_as_bot(desk, path, ["reinstate_waiting"])
    desk.control("PUT", path, {"tags": ["reinstate_ready"]})
    desk.control("PUT", path, {"tags": ["reinstate_ready", "reinstate_overruled", "reinstate_again"]})
    desk.control("PUT", path, {"tags": ["reinstate_ready", "reinstate_off"]})
    desk.control("POST", f"{path}/comments", {"body": "after the switch"})
    desk.control("POST", "/tickets", {"body": "x", "channel": "native_messaging"})
    bodies = [json.loads(each["body"])["event"] for each in desk.control("GET", "/deliveries")["deliveries"]]
    assert bodies == ["created", "replied", "overridden", "overridden"]
    assert "reinstate_again" not in desk.control("GET", path)["ticket"]["tags"]


def put_as_bot(desk, path, tags):
    headers = {"Authorization": f"Bearer {desk.settings.token}"}
    url = f"{desk.sandbox.url}/api/v2{path}"
    assert requests.put(url, json={"ticket": {"tags": tags}}, headers=headers, timeout=5).status_code == 200
