"""Rate limits: what is refused, in which form, what the headers say, and that silence can be proved."""

import time

import pytest
import requests

from bot.sandbox import TRIAL, Limits
from bot.sandbox.limits import Meter
from tests.sandbox.conftest import TOKEN, Customer, make_http


@pytest.fixture
def run(run_sandbox):
    """A stand-in with these limits: its calls and its customer."""
    with requests.Session() as session:

        def run(**limits):
            sandbox = run_sandbox(limits=Limits(**limits))
            return make_http(session, sandbox, TOKEN), Customer(sandbox.url)

        yield run


def test_headers_stand_on_every_answer(http):
    for path in ("/users/me", "/tickets/404", "/nothing"):
        headers = http("GET", path).headers
        assert headers["X-Rate-Limit"] == headers["ratelimit-limit"] == "700"
        assert int(headers["ratelimit-reset"]) > 0


def test_calls_above_the_accounts_limit_are_refused_with_the_wait(run):
    http, _ = run(account_per_minute=2)
    left = [http("GET", "/users/me").headers["X-Rate-Limit-Remaining"] for _ in range(2)]
    refused = http("GET", "/users/me")
    assert left == ["1", "0"]
    assert (refused.status_code, refused.json()["error"]) == (429, "APIRateLimitExceeded")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["X-Rate-Limit-Remaining"] == "0"


def test_refusal_can_be_plain_text(run):
    http, _ = run(account_per_minute=0, plain_text=True)
    refused = http("GET", "/users/me")
    assert (refused.status_code, refused.headers["Content-Type"].split(";")[0]) == (429, "text/plain")
    with pytest.raises(ValueError, match="Expecting value"):
        refused.json()


def test_window_ends(run):
    http, _ = run(account_per_minute=1, minute_seconds=0.1)
    assert [http("GET", "/users/me").status_code for _ in range(2)] == [200, 429]
    time.sleep(0.12)
    assert http("GET", "/users/me").status_code == 200


def test_ticket_takes_few_updates_and_says_how_many_are_left(run):
    http, customer = run(updates_per_ticket=2)
    first, second = customer.file()["id"], customer.file()["id"]
    answers = [http("PUT", f"/tickets/{first}", {"ticket": {"priority": "high"}}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0].headers["zendesk-ratelimit-per-ticket-updates"].startswith("total=2; remaining=1; resets=")
    assert int(answers[2].headers["Retry-After"]) > 60
    assert http("PUT", f"/tickets/{second}", {"ticket": {}}).status_code == 200
    assert http("GET", f"/tickets/{first}").status_code == 200
    assert customer.look(first)["ticket"]["priority"] == "high"


def test_account_takes_few_updates(run):
    http, customer = run(updates_per_minute=1)
    ids = [customer.file()["id"] for _ in range(2)]
    assert [http("PUT", f"/tickets/{i}/tags", {"tags": ["x"]}).status_code for i in ids] == [200, 429]


def test_without_limits_nothing_is_refused(http, customer):
    ticket_id = customer.file()["id"]
    assert {http("PUT", f"/tickets/{ticket_id}", {"ticket": {}}).status_code for _ in range(40)} == {200}


def test_trial_plan_has_the_documented_figures():
    assert (TRIAL.account_per_minute, TRIAL.updates_per_minute, TRIAL.updates_per_ticket) == (200, 20, 30)


def test_windows_are_of_each_ticket_and_user():
    now = [0.0]
    meter = Meter(Limits(updates_per_ticket=1), clock=lambda: now[0])

    def is_refused(path, user_id):
        return any(usage.is_exceeded for usage in meter.count("PUT", path, user_id))

    assert [is_refused("/tickets/1", 1), is_refused("/tickets/1/tags", 1)] == [False, True]
    assert [is_refused("/tickets/2", 1), is_refused("/tickets/1", 2)] == [False, False]
    now[0] = 599.0
    assert is_refused("/tickets/1", 1)
    now[0] = 600.0
    assert not is_refused("/tickets/1", 1)


def test_journal_tells_every_call_with_its_answer(run):
    http, customer = run(account_per_minute=1)
    http("GET", "/users/me")
    refused = http("GET", "/tickets/1")
    first, second = customer.calls()
    assert (first["method"], first["path"], first["status"]) == ("GET", "/api/v2/users/me", 200)
    assert (second["status"], second["retry_after"]) == (429, refused.headers["Retry-After"])
    assert first["at"] <= first["answered_at"] <= second["at"]
    assert customer.calls(since=second["answered_at"]) == []
