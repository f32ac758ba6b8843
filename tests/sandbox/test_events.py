"""Event subscriptions: the envelope, and that nobody's updates are left out."""

import json
import re

import pytest

TYPES = ["zen:event-type:ticket.created", "zen:event-type:ticket.comment_added"]


@pytest.fixture
def sandbox(run_sandbox, webhook):
    return run_sandbox(furnished=False)


@pytest.fixture(autouse=True)
def _subscribed(admin, webhook):
    asked = {"name": "e", "status": "active", "endpoint": webhook.url, "http_method": "POST", "request_format": "json"}
    assert admin("POST", "/webhooks", {"webhook": asked | {"subscriptions": TYPES}}).status_code == 201


def read_events(sandbox, webhook):
    assert sandbox.hub.deliveries.wait_until_idle(5)
    events = [json.loads(posting.body) for posting in webhook.postings]
    return sorted(events, key=lambda event: (event["time"], event["type"]))


def test_new_ticket_tells_of_itself_and_its_comment(sandbox, webhook, customer):
    filed = customer.file(tags=["vip"], subject="Limit")
    added, created = read_events(sandbox, webhook)
    assert sorted([added["type"], created["type"]]) == sorted(TYPES)
    created = created if created["type"] == TYPES[0] else added
    assert (created["event"], created["subject"]) == ({}, f"zen:ticket:{filed['id']}")
    detail = created["detail"]
    assert (detail["id"], detail["status"], detail["tags"]) == (str(filed["id"]), "NEW", ["vip"])
    assert (detail["actor_id"], detail["via"]) == (str(filed["requester_id"]), {"channel": "email"})
    assert isinstance(created["account_id"], int)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z", created["time"])


@pytest.mark.parametrize(("public", "is_staff"), [(True, True), (False, True)])
def test_bots_own_comments_are_told_too(sandbox, webhook, customer, http, public, is_staff):
    ticket_id = customer.file(quiet=True)["id"]
    http("PUT", f"/tickets/{ticket_id}", {"ticket": {"comment": {"body": "hello", "public": public}}})
    [event] = read_events(sandbox, webhook)
    comment = event["event"]["comment"]
    assert (comment["body"], comment["is_public"], comment["author"]["is_staff"]) == ("hello", public, is_staff)
    assert isinstance(comment["id"], str)


def test_update_without_a_comment_tells_nothing(sandbox, webhook, customer):
    ticket_id = customer.file(quiet=True)["id"]
    customer.change(ticket_id, status="open")
    assert read_events(sandbox, webhook) == []


def test_body_is_indented_by_three_and_ends_with_a_newline(sandbox, webhook, customer):
    customer.file()
    assert sandbox.hub.deliveries.wait_until_idle(5)
    assert all(posting.body.startswith(b'{\n   "') and posting.body.endswith(b"}\n") for posting in webhook.postings)
