"""Our answers beside Zendesk's own description and recorded traffic, where these lie next to the checkout."""

import json
import re
from typing import Any

import pytest

from bot.sandbox.fields import STATE_FIELD
from bot.sandbox.signing import sign
from tests.sandbox.contracts import CONTRACTS, find_missing, load_description, load_recorded, needs_contracts
from tests.sandbox.schema import find_errors

TAGS_IN_AUDIT = re.compile("/audit/events/[0-9]+/value")  # lists, which the description does not think of
pytestmark = needs_contracts


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    return load_description()


@pytest.fixture(scope="module")
def recorded() -> list[dict[str, Any]]:
    return load_recorded()


@pytest.fixture
def ticket_id(customer, http) -> int:
    filed = customer.file(flags=[4], attachments=["list.csv"], tags=["vip"])
    asked = {"comment": {"html_body": "<p>x</p>"}, "status": "pending", "metadata": {"key": "1"}, "tags": ["x"]}
    http("PUT", f"/tickets/{filed['id']}", {"ticket": asked})
    return int(filed["id"])


CALLS = [
    ("GET", "/users/me", None, "/users/me"),
    ("GET", "/users", None, "/users"),
    ("GET", "/users/show_many?ids=1", None, "/users/show_many"),
    ("GET", "/tickets", None, "/tickets"),
    ("GET", "/tickets?page[size]=1", None, "/tickets"),
    ("GET", "/tickets/show_many?ids=1", None, "/tickets/show_many"),
    ("GET", "/tickets/{}", None, "/tickets/{ticket_id}"),
    ("GET", "/tickets/{}/comments?page[size]=1&include=users", None, "/tickets/{ticket_id}/comments"),
    ("GET", "/tickets/{}/comments", None, "/tickets/{ticket_id}/comments"),
    ("GET", "/tickets/{}/audits", None, "/tickets/{ticket_id}/audits"),
    ("GET", "/tickets/{}/tags", None, "/tickets/{ticket_id}/tags"),
    ("PUT", "/tickets/{}/tags", {"tags": ["a"]}, "/tickets/{ticket_id}/tags"),
    ("POST", "/tickets/{}/tags", {"tags": ["a"]}, "/tickets/{ticket_id}/tags"),
    ("GET", "/ticket_fields", None, "/ticket_fields"),
    ("GET", f"/ticket_fields/{STATE_FIELD.id}", None, "/ticket_fields/{ticket_field_id}"),
    ("POST", "/tickets", {"ticket": {"comment": {"body": "x"}}}, "/tickets"),
    ("PUT", "/tickets/{}", {"ticket": {"comment": {"body": "x"}, "tags": []}}, "/tickets/{ticket_id}"),
]


@pytest.mark.parametrize(("method", "path", "body", "described"), CALLS)
def test_answer_is_as_zendesk_describes_it(http, ticket_id, description, method, path, body, described):
    answer = http(method, path.format(ticket_id), body)
    responses = description["paths"][f"/api/v2{described}"][method.lower()]["responses"]
    schema = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
    errors = find_errors(answer.json(), schema, description)
    assert [error for error in errors if not TAGS_IN_AUDIT.match(error)] == []


@pytest.mark.parametrize(
    ("method", "path", "ours"),
    [
        ("GET", "/api/v2/users/me.json", "/users/me.json"),
        ("GET", "/api/v2/tickets.json", "/tickets.json"),
        ("GET", "/api/v2/tickets.json", "/tickets.json?page[size]=100"),
        ("GET", "/api/v2/tickets/1.json", "/tickets/1.json"),
        ("GET", "/api/v2/tickets/33/comments.json", "/tickets/1/comments.json?page[size]=100"),
        ("GET", "/api/v2/tickets/show_many.json", "/tickets/show_many.json?ids=1"),
        ("GET", "/api/v2/users/show_many.json", "/users/show_many.json?ids=36000000000001"),
        ("POST", "/api/v2/tickets.json", "/tickets.json"),
        ("PUT", "/api/v2/tickets/4016.json", "/tickets/1.json"),
    ],
)
def test_answer_has_all_that_was_recorded(http, ticket_id, recorded, method, path, ours):
    body = {
        "GET": None,
        "POST": {"ticket": {"subject": "s", "comment": {"body": "x"}}},
        "PUT": {"ticket": {"subject": "t"}},
    }
    answer = http(method, ours, body[method]).json()
    seen = [
        exchange["response_body"]
        for exchange in recorded
        if (exchange["method"], exchange["path"].split("?")[0]) == (method, path)
        and exchange["status"] < 300
        and ("page%5Bsize%5D" in exchange["path"]) == ("page[size]" in ours)
    ]
    assert seen
    for theirs in seen:
        assert list(find_missing(theirs, answer)) == []


@pytest.mark.parametrize("path", ["/tickets/9223372036854775807.json", "/users/9223372036854775807.json"])
def test_unknown_record_is_answered_to_the_letter(http, recorded, path):
    theirs = next(r["response_body"] for r in recorded if r["path"] == f"/api/v2{path}" and r["status"] == 404)
    assert http("GET", path).json() == theirs


def test_closed_and_unauthenticated_are_answered_to_the_letter(http, customer, ticket_id):
    fixtures = CONTRACTS / "fixtures" / "zendesk-go-mit"
    customer.change(ticket_id, status="closed")
    closed = http("PUT", f"/tickets/{ticket_id}", {"ticket": {"status": "open"}}).json()
    assert closed == json.loads((fixtures / "422_record_invalid.json").read_text())


def test_delivery_has_the_recorded_headers(sandbox, customer, webhook):
    attempts = json.loads((CONTRACTS / "recorded" / "webhook-delivery-attempts.json").read_text())["attempts"]
    customer.file()
    assert sandbox.hub.deliveries.wait_until_idle(5)
    ours = {name.lower(): value for name, value in webhook.postings[0].headers.items()}
    for header in attempts[0]["request"]["headers"]:
        assert len(ours[header["key"].lower()]) == len(header["value"]) or header["key"] == "X-Zendesk-Account-Id"


def test_signatures_agree_with_the_vectors():
    vectors = json.loads((CONTRACTS / "vectors" / "webhook_signature_vectors.json").read_text())
    for vector in vectors:
        signature = sign(vector["secret"], vector["timestamp"], vector["body"].encode())
        assert (signature == vector["signature"]) is (vector["expect"] == "valid"), vector["name"]
