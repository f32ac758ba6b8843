"""Triggers and what they post: which update posts what, how it is signed, and when it is tried again."""

import base64
import hashlib
import hmac
import json
import re

import pytest
import requests

from bot.sandbox import Breaker, SandboxSettings
from bot.sandbox.attempts import Attempt, CircuitBreaker, decide_wait
from bot.sandbox.desk import AGENT_ID
from tests.sandbox.conftest import SECRET


def wait(sandbox):
    assert sandbox.hub.deliveries.wait_until_idle(5)


def read_events(sandbox, webhook):
    wait(sandbox)
    return [json.loads(posting.body)["event"] for posting in webhook.postings]


def bot_writes(http, ticket_id, **asked):
    answer = http("PUT", f"/tickets/{ticket_id}.json", {"ticket": asked})
    assert answer.status_code == 200


def test_new_ticket_is_posted_with_ids_as_strings(sandbox, webhook, customer):
    filed = customer.file()
    wait(sandbox)
    [posting] = webhook.postings
    assert (
        posting.body
        == (
            f'{{\n   "v": 1,\n   "event": "created",\n   "ticket_id": "{filed["id"]}",\n'
            f'   "user_id": "{filed["requester_id"]}"\n}}\n'
        ).encode()
    )


def test_signature_is_over_timestamp_and_raw_body(sandbox, webhook, customer):
    customer.file()
    wait(sandbox)
    [posting] = webhook.postings
    signed = posting.headers["X-Zendesk-Webhook-Signature-Timestamp"].encode("ascii") + posting.body
    expected = base64.b64encode(hmac.digest(SECRET.encode("ascii"), signed, hashlib.sha256)).decode("ascii")
    assert posting.headers["X-Zendesk-Webhook-Signature"] == expected


def test_headers_are_those_of_zendesk(sandbox, webhook, customer):
    customer.file()
    wait(sandbox)
    headers = webhook.postings[0].headers
    assert headers["User-Agent"] == "Zendesk Webhook"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert headers["X-Zendesk-Account-Id"].isdecimal()
    for name in ("X-Zendesk-Webhook-Id", "X-Zendesk-Webhook-Invocation-Id"):
        assert re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", headers[name])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", headers["X-Zendesk-Webhook-Signature-Timestamp"])


def test_bots_own_writes_post_nothing(sandbox, webhook, customer, http):
    ticket_id = customer.file()["id"]
    bot_writes(http, ticket_id, comment={"body": "reply", "public": True}, tags=["reinstate_waiting"], status="pending")
    bot_writes(http, ticket_id, comment={"body": "note", "public": False}, tags=["reinstate_ready"])
    http("POST", "/tickets.json", {"ticket": {"comment": {"body": "by the bot"}}})
    assert read_events(sandbox, webhook) == ["created"]


@pytest.mark.parametrize(
    ("written", "events"),
    [
        ({"as": "customer"}, ["replied"]),
        ({"as": "third"}, ["replied"]),
        ({"as": "agent"}, []),
        ({"as": "agent", "public": False}, []),
        ({"as": "customer", "public": False}, []),
        ({"as": "customer", "quiet": True}, []),
    ],
)
def test_public_replies_of_end_users_are_posted(sandbox, webhook, customer, written, events):
    customer.write(customer.file()["id"], "hello", **written)
    assert sorted(read_events(sandbox, webhook)) == sorted(["created", *events])


@pytest.mark.parametrize(
    ("changed", "events"),
    [
        ({"tags": ["reinstate_person"]}, ["overridden"]),
        ({"tags": []}, ["overridden"]),
        ({"tags": ["reinstate_ready", "vip"]}, []),
        ({"status": "solved"}, []),
        ({"tags": [], "status": "closed"}, []),
    ],
)
def test_agents_change_of_our_tags_is_posted(sandbox, webhook, customer, changed, events):
    ticket_id = customer.file(tags=["reinstate_ready"], quiet=True)["id"]
    customer.change(ticket_id, **changed)
    assert read_events(sandbox, webhook) == events
    assert all(json.loads(posting.body)["user_id"] == str(AGENT_ID) for posting in webhook.postings)


def test_ticket_that_is_switched_off_is_left_alone(sandbox, webhook, customer):
    ticket_id = customer.file(tags=["reinstate_off"])["id"]
    customer.write(ticket_id, "hello")
    assert read_events(sandbox, webhook) == []


@pytest.mark.parametrize(
    ("answers", "states", "attempts"),
    [
        ([(409, {})], "succeeded", 2),
        ([(409, {})] * 4, "failed", 4),
        ([(503, {"Retry-After": "5"})], "succeeded", 2),
        ([(503, {"Retry-After": "60"})], "failed", 1),
        ([(503, {})], "failed", 1),
        ([(429, {"Retry-After": "1"})], "succeeded", 2),
        ([(500, {})], "failed", 1),
        ([(401, {})], "failed", 1),
        ([(302, {"Location": "/elsewhere"})], "failed", 1),
        ([(0, {})], "succeeded", 2),
    ],
)
def test_delivery_is_tried_again_as_zendesk_would(sandbox, webhook, customer, answers, states, attempts):
    webhook.answers[:] = answers
    customer.file()
    wait(sandbox)
    [delivery] = customer.deliveries()["deliveries"]
    assert (delivery["state"], len(delivery["attempts"])) == (states, attempts)
    assert len({posting.headers["X-Zendesk-Webhook-Invocation-Id"] for posting in webhook.postings}) == 1


@pytest.mark.parametrize(
    ("attempt", "most"),
    [
        (Attempt(status=409), 4),
        (Attempt(error="timeout"), 6),
        (Attempt(status=503, retry_after="2"), 6),
        (Attempt(error="unreachable"), 1),
    ],
)
def test_attempts_come_to_an_end(attempt, most):
    attempts = [attempt]
    while decide_wait(attempts, SandboxSettings()) is not None:
        attempts.append(attempt)
    assert len(attempts) == most


def test_webhook_that_is_away_fails_the_delivery_and_not_the_customer(sandbox, customer):
    requests.put(f"{sandbox.url}/sandbox/webhook", json={"url": "http://127.0.0.1:9/none"}, timeout=5)
    customer.file()
    wait(sandbox)
    [delivery] = customer.deliveries()["deliveries"]
    assert (delivery["state"], delivery["attempts"]) == ("failed", [{"status": None, "error": "unreachable"}])


def test_without_a_webhook_deliveries_are_only_recorded(sandbox, customer):
    requests.put(f"{sandbox.url}/sandbox/webhook", json={"url": None}, timeout=5)
    customer.file()
    listed = customer.deliveries()
    assert (listed["pending"], listed["deliveries"][0]["state"]) == (0, "unsent")


def test_new_webhook_gets_what_comes_after_signed_with_the_new_secret(sandbox, webhook, customer):
    requests.put(f"{sandbox.url}/sandbox/webhook", json={"url": webhook.url, "secret": "other"}, timeout=5)
    customer.file()
    wait(sandbox)
    [posting] = webhook.postings
    signed = posting.headers["X-Zendesk-Webhook-Signature-Timestamp"].encode() + posting.body
    expected = base64.b64encode(hmac.digest(b"other", signed, hashlib.sha256)).decode()
    assert posting.headers["X-Zendesk-Webhook-Signature"] == expected


def test_slow_webhook_does_not_hold_up_the_api(sandbox, webhook, customer, http):
    webhook.answers[:] = [(0, {})] * 2
    ticket_id = customer.file()["id"]
    assert http("GET", f"/tickets/{ticket_id}").status_code == 200
    assert customer.deliveries()["pending"] == 1
    wait(sandbox)


@pytest.mark.parametrize(
    ("settings", "attempt", "most"),
    [
        ({"conflict_retries": 0}, Attempt(status=409), 1),
        ({"timeout_retries": 1}, Attempt(error="timeout"), 2),
        ({"busy_retries": 2}, Attempt(status=429, retry_after="2"), 3),
        ({"longest_retry_after_seconds": 2}, Attempt(status=429, retry_after="2"), 1),
        ({}, Attempt(status=429, retry_after="1.5"), 1),
        ({}, Attempt(status=429, retry_after="9" * 5000), 1),
    ],
)
def test_how_often_is_tried_is_a_setting(settings, attempt, most):
    attempts = [attempt]
    while decide_wait(attempts, SandboxSettings(**settings)) is not None:
        attempts.append(attempt)
    assert len(attempts) == most


@pytest.mark.parametrize(
    ("rule", "answers", "is_open"),
    [
        (Breaker(least=10), [False] * 9, False),
        (Breaker(least=10), [False] * 10, True),
        (Breaker(least=10), [True] * 4 + [False] * 7, False),
        (Breaker(least=10), [True] * 3 + [False] * 7, True),
        (Breaker(error_share=2.0, most_errors=20), [False] * 20, False),
        (Breaker(error_share=2.0, most_errors=20), [True] * 50 + [False] * 21, True),
    ],
)
def test_breaker_opens_at_too_many_errors(rule, answers, is_open):
    breaker = CircuitBreaker(rule, clock=lambda: 0.0)
    for answer in answers:
        breaker.note(answer)
    assert breaker.is_open is is_open


def test_breaker_forgets_and_closes_again():
    now = [0.0]
    breaker = CircuitBreaker(Breaker(least=2, window_seconds=10, open_seconds=5), clock=lambda: now[0])
    breaker.note(False)
    now[0] = 10.0
    breaker.note(False)
    assert not breaker.is_open
    breaker.note(False)
    assert breaker.is_open
    now[0] = 15.0
    assert not breaker.is_open


def test_deliveries_of_a_webhook_that_is_cut_off_are_lost(run_sandbox, webhook):
    sandbox = run_sandbox(breaker=Breaker(least=2, open_seconds=60), delivery_threads=1)
    webhook.answers[:] = [(500, {})] * 2
    for number in range(4):
        requests.post(f"{sandbox.url}/sandbox/tickets", json={"body": str(number)}, timeout=5)
    assert sandbox.hub.deliveries.wait_until_idle(5)
    states = [each.state for each in sandbox.hub.deliveries.list()]
    assert states == ["failed", "failed", "circuit_broken", "circuit_broken"]
    assert len(webhook.postings) == 2


def test_deliveries_above_the_plans_minute_are_throttled(run_sandbox, webhook):
    sandbox = run_sandbox(invocations_per_minute=2)
    for number in range(3):
        requests.post(f"{sandbox.url}/sandbox/tickets", json={"body": str(number)}, timeout=5)
    assert sandbox.hub.deliveries.wait_until_idle(5)
    assert [each.state for each in sandbox.hub.deliveries.list()] == ["succeeded", "succeeded", "throttled"]


@pytest.mark.parametrize(("change", "state"), [({"status": "inactive"}, "unsent"), ({"endpoint": "http://["}, None)])
def test_webhook_that_is_switched_off_is_not_called(sandbox, admin, customer, webhook, change, state):
    webhook_id = admin("GET", "/webhooks").json()["webhooks"][0]["id"]
    changed = admin("PATCH", f"/webhooks/{webhook_id}", {"webhook": change}).status_code
    customer.file()
    wait(sandbox)
    assert changed == (204 if state else 400)
    assert len(webhook.postings) == (0 if state else 1)
