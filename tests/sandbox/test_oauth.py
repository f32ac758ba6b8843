"""Tokens: given out, refreshed, run out, revoked; what they act as and what they may."""

import time

import pytest
import requests

from bot.sandbox import SandboxSettings
from bot.sandbox.desk import ADMIN_ID, BOT_ID
from bot.sandbox.oauth import TokenError, Tokens, allows
from tests.sandbox.conftest import ADMIN_TOKEN, TOKEN

CLIENT = {"client_id": "sandbox-client", "client_secret": "sandbox-client-secret"}
CREDENTIALS = CLIENT | {"grant_type": "client_credentials"}


def ask(sandbox, **asked):
    return requests.post(f"{sandbox.url}/oauth/tokens", json=CREDENTIALS | asked, timeout=5)


def look(sandbox, token):
    headers = {"Authorization": f"Bearer {token}"}
    return requests.get(f"{sandbox.url}/api/v2/users/me.json", headers=headers, timeout=5)


def test_client_gets_a_token_that_acts_as_the_bot(sandbox):
    told = ask(sandbox).json()
    assert (told["token_type"], told["scope"], told["expires_in"]) == ("bearer", "read write", 1800)
    assert look(sandbox, told["access_token"]).json()["user"]["id"] == BOT_ID


@pytest.mark.parametrize(("token", "user_id", "role"), [(TOKEN, BOT_ID, "agent"), (ADMIN_TOKEN, ADMIN_ID, "admin")])
def test_static_tokens_go_on_working(sandbox, token, user_id, role):
    user = look(sandbox, token).json()["user"]
    assert (user["id"], user["role"]) == (user_id, role)


def test_form_is_read_as_json_is(sandbox):
    answer = requests.post(f"{sandbox.url}/oauth/tokens", data=CREDENTIALS, timeout=5)
    assert look(sandbox, answer.json()["access_token"]).status_code == 200


def test_refresh_makes_the_old_pair_void(sandbox):
    old = ask(sandbox).json()
    new = ask(sandbox, grant_type="refresh_token", refresh_token=old["refresh_token"]).json()
    assert look(sandbox, new["access_token"]).status_code == 200
    refused = look(sandbox, old["access_token"])
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_token")
    assert "Bearer" in refused.headers["WWW-Authenticate"]
    again = ask(sandbox, grant_type="refresh_token", refresh_token=old["refresh_token"])
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("asked", "status", "error"),
    [
        ({"client_secret": "x"}, 401, "invalid_client"),
        ({"client_id": "x"}, 401, "invalid_client"),
        ({"client_id": None}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": "refresh_token"}, 400, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": ""}, 400, "invalid_grant"),
        ({"scope": "everything"}, 400, "invalid_scope"),
        ({"expires_in": 299}, 400, "invalid_request"),
        ({"expires_in": 172_801}, 400, "invalid_request"),
        ({"expires_in": "soon"}, 400, "invalid_request"),
    ],
)
def test_request_that_is_wrong_is_refused_by_name(sandbox, asked, status, error):
    answer = ask(sandbox, **asked)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_time_that_is_asked_for_is_given(sandbox):
    assert ask(sandbox, expires_in=600).json()["expires_in"] == 600


def test_token_ends_when_its_time_is_over(run_sandbox):
    sandbox = run_sandbox(shortest_token_seconds=0.05)
    told = ask(sandbox, expires_in=0.1).json()
    assert look(sandbox, told["access_token"]).status_code == 200
    time.sleep(0.15)
    assert look(sandbox, told["access_token"]).status_code == 401
    assert ask(sandbox, grant_type="refresh_token", refresh_token=told["refresh_token"]).status_code == 200


def test_refresh_token_ends_too():
    now = [0.0]
    tokens = Tokens(SandboxSettings(refresh_seconds=100), clock=lambda: now[0])
    told = tokens.issue(CREDENTIALS)
    now[0] = 100.0
    with pytest.raises(TokenError, match="invalid_grant"):
        tokens.issue(CLIENT | {"grant_type": "refresh_token", "refresh_token": told["refresh_token"]})


def test_tokens_expire_and_are_revoked_on_demand(sandbox):
    told = ask(sandbox).json()
    requests.post(f"{sandbox.url}/sandbox/tokens/expire", timeout=5)
    assert look(sandbox, told["access_token"]).status_code == 401
    assert look(sandbox, TOKEN).status_code == 200
    new = ask(sandbox, grant_type="refresh_token", refresh_token=told["refresh_token"]).json()
    requests.post(f"{sandbox.url}/sandbox/tokens/revoke", json={"token": new["access_token"]}, timeout=5)
    assert look(sandbox, new["access_token"]).status_code == 401
    assert ask(sandbox, grant_type="refresh_token", refresh_token=new["refresh_token"]).status_code == 400
    requests.post(f"{sandbox.url}/sandbox/tokens/revoke", json={}, timeout=5)
    assert look(sandbox, TOKEN).status_code == 401


@pytest.mark.parametrize("token", ["wrong", "x" * 10_000, "☃".encode().decode("latin-1")])
def test_unknown_token_is_invalid(sandbox, token):
    answer = look(sandbox, token)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")


@pytest.mark.parametrize(
    ("scope", "resource", "changes", "expected"),
    [
        ("read write", "tickets", True, True),
        ("read", "tickets", False, True),
        ("read", "tickets", True, False),
        ("write", "tickets", False, False),
        ("tickets:write", "tickets", True, True),
        ("tickets:write", "users", True, False),
        ("tickets:read users:read", "users", False, True),
    ],
)
def test_scope_covers_what_it_names(scope, resource, changes, expected):
    assert allows(scope, resource, changes) is expected


def test_scope_to_read_does_not_write(sandbox, customer):
    ticket_id, token = customer.file()["id"], ask(sandbox, scope="read").json()["access_token"]
    url, headers = f"{sandbox.url}/api/v2/tickets/{ticket_id}", {"Authorization": f"Bearer {token}"}
    assert requests.get(url, headers=headers, timeout=5).status_code == 200
    assert requests.put(url, json={"ticket": {"status": "open"}}, headers=headers, timeout=5).status_code == 403


def test_role_can_be_taken_and_given(sandbox, http):
    assert http("GET", "/webhooks").status_code == 403
    requests.put(f"{sandbox.url}/sandbox/users/{BOT_ID}", json={"role": "admin"}, timeout=5)
    assert http("GET", "/webhooks").status_code == 200
