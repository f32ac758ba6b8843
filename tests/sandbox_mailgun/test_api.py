"""What the stand-in answers, and to whom."""

import re

import pytest
import requests

from bot.sandbox.mailgun import SCENARIOS, make_platform
from bot.sandbox.mailgun.faults import NAMES
from bot.sandbox.mailgun.scenarios import add_account
from bot.sandbox.mailgun.state import Domain
from tests.sandbox_mailgun.conftest import Desk

PATHS = {
    "users": "/v5/users",
    "keys": "/v1/keys",
    "domains": "/v4/domains",
    "domain": "/v4/domains/mg.acme.example",
    "logins": "/v3/domains/mg.acme.example/credentials",
    "sent": "/v3/mg.acme.example/stats/total?event=accepted",
}

CLOCK = re.compile(r"\d\d:\d\d:\d\d")  # a second may pass between two answers


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_call_answers_whoever_has_a_key_of_the_account(desk: Desk, path: str) -> None:
    own = desk.platform.accounts["acme"].api_key
    assert desk.get(path).status_code == 200
    answers = desk.get(path, key=own, account=""), desk.get(path)
    told, told_again = (CLOCK.sub("", answer.text) for answer in answers)
    assert told == told_again


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_call_without_a_right_key_is_refused(desk: Desk, path: str) -> None:
    own = desk.platform.accounts["acme"].api_key
    for key, account in (("wrong", ""), ("", ""), (own, "parent"), (desk.platform.parent_key, "nobody")):
        answer = desk.get(path, key=key, account=account)
        assert (answer.status_code, answer.json()) == (401, {"message": "Invalid private key"})
    bare = requests.get(desk.running.us_url + path, timeout=5)
    assert bare.status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_changed(desk: Desk, method: str) -> None:
    for path in PATHS.values():
        answer = requests.request(method, desk.running.us_url + path, auth=("api", desk.platform.parent_key), timeout=5)
        assert answer.status_code == 405


def test_domains_live_in_one_region(desk: Desk) -> None:
    assert desk.get("/v4/domains", eu=True).json() == {"items": [], "total_count": 0}
    assert desk.get(PATHS["domain"], eu=True).status_code == 404


def test_header_decides_whose_account_is_meant(desk: Desk) -> None:
    add_account(desk.platform, "other", "clean", "eve@other.example")
    names = [desk.get("/v4/domains", account=a).json()["items"][1]["name"] for a in ("acme", "other", "")]
    assert names == ["mg.acme.example", "mg.other.example", "mg.parent.example"]
    desk.platform.heeds_header = False
    assert desk.get("/v4/domains").json() == desk.get("/v4/domains", account="").json()


def test_lists_come_in_pages(desk: Desk) -> None:
    account = desk.platform.accounts["acme"]
    account.domains = [Domain(f"d{n}.example", account.users[0].made_at) for n in range(5)]
    page = desk.get("/v4/domains?limit=2&skip=4").json()
    assert ([item["name"] for item in page["items"]], page["total_count"]) == (["d4.example"], 5)


def test_subaccount_is_shown_to_its_parent_alone(desk: Desk) -> None:
    shown = desk.get("/v5/accounts/subaccounts/acme", account="").json()["subaccount"]
    assert (shown["id"], shown["status"]) == ("acme", "open")
    assert desk.get("/v5/accounts/subaccounts/nobody", account="").status_code == 404
    own = desk.platform.accounts["acme"].api_key
    assert desk.get("/v5/accounts/subaccounts/acme", key=own, account="").status_code == 404


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_makes_a_platform(scenario: str) -> None:
    assert set(make_platform(scenario).accounts) == {"acme"}


def test_securing_an_account_leaves_nothing_old(desk: Desk) -> None:
    account = add_account(desk.platform, "acme", "untouched", "owner@acme.example")
    now = desk.platform.clock()
    account.secure(now)
    dates = {key.made_at for key in account.keys} | {m for d in account.domains for m in d.logins.values()}
    assert dates == {now}
    assert {user.password_updated_at for user in account.users} == {now}


@pytest.mark.parametrize("fault", sorted(set(NAMES) - {"hang", "dribble"}))
def test_fault_changes_the_answer(desk: Desk, fault: str) -> None:
    right = desk.get("/v1/keys")
    desk.platform.spoil(fault, "keys", "us")
    try:
        wrong = desk.get("/v1/keys")
    except requests.RequestException:
        wrong = None
    assert wrong is None or (wrong.status_code, wrong.content, wrong.headers) != (
        right.status_code,
        right.content,
        right.headers,
    )
    assert desk.get("/v1/keys", eu=True).content == right.content


def test_rate_limited_account_is_told_how_long_to_wait(desk: Desk) -> None:
    desk.platform.accounts["acme"].rate_limited = True
    answer = desk.get("/v1/keys")
    assert (answer.status_code, answer.json()) == (429, {"retry-seconds": 60})
