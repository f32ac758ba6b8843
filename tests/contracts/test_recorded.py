"""What the real Zendesk once answered, on the endpoints that we use, is read without error."""

import json
import re

import pytest
import requests

from bot.desk_setup.review import describe, find_title
from bot.desk_setup.wishes import Kind
from bot.zendesk.failures import find_failure
from bot.zendesk.incremental import to_page
from bot.zendesk.tickets import to_fetched_ticket
from tests.sandbox.contracts import CONTRACTS, load_recorded, needs_contracts

pytestmark = needs_contracts
PATHS = {
    Kind.FIELD: "ticket_fields",
    Kind.WEBHOOK: "webhooks",
    Kind.TRIGGER: "triggers",
    Kind.VIEW: "views",
    Kind.MACRO: "macros",
}


def to_body(exchange):
    body = exchange["response_body"]
    return json.loads(body) if isinstance(body, str) and body else body


def find_answers(pattern):
    """The bodies of recorded successes whose path fits."""
    for exchange in load_recorded():
        path = exchange["path"].partition("?")[0].removesuffix(".json")
        if 200 <= exchange["status"] < 300 and re.fullmatch(pattern, path):
            body = to_body(exchange)
            if isinstance(body, dict):
                yield body


def is_whole(thing):
    """Whether it is an object that the recording did not cut away."""
    return isinstance(thing, dict) and "__truncated__" not in thing


@pytest.mark.parametrize("kind", Kind)
def test_things_of_a_set_up_are_described(kind):
    things = []
    for body in find_answers(rf"/api/v2/{PATHS[kind]}(/[0-9A-Z]+)?"):
        things += [thing for thing in (body.get(kind), *(body.get(PATHS[kind]) or ())) if is_whole(thing)]
    assert things
    for thing in things:
        lines = describe(kind, thing)
        assert all(isinstance(line, str) and "\n" not in line for line in lines)
        assert find_title(thing)


def test_signing_secret_has_the_place_that_we_read():
    [body] = list(find_answers(r"/api/v2/webhooks/[0-9A-Z]+/signing_secret"))[:1]
    assert isinstance(body["signing_secret"]["secret"], str)


def test_tickets_and_comments_become_ours():
    comments = [c for body in find_answers(r"/api/v2/tickets/\d+/comments") for c in body["comments"] if is_whole(c)]
    tickets = [body["ticket"] for body in find_answers(r"/api/v2/tickets/\d+") if "ticket" in body]
    tickets += [
        ticket for body in find_answers(r"/api/v2/tickets") for ticket in body.get("tickets") or () if is_whole(ticket)
    ]
    assert tickets
    assert comments
    for ticket in tickets:
        fetched = to_fetched_ticket(ticket, comments, {})
        assert (fetched.ticket.id, fetched.ticket.stamp) == (ticket["id"], ticket["updated_at"])
        said = [message.id for message in fetched.conversation.messages if message.id != "subject"]
        assert sorted(said) == sorted(f"comment:{comment['id']}" for comment in comments)


def test_pages_of_the_export_are_walked():
    pages = [to_page(body) for body in find_answers(r"/api/v2/incremental/tickets/cursor")]
    assert pages
    assert all(ticket.id > 0 and ticket.status for page in pages for ticket in page.tickets)
    assert any(page.tickets for page in pages)


def make_response(status: int, body: bytes, headers: dict[str, str]) -> requests.Response:
    response = requests.Response()
    response.status_code, response._content = status, body
    response.headers.update(headers)
    return response


def test_every_recorded_status_is_one_of_our_few_kinds_and_no_success_is_a_failure():
    for exchange in load_recorded():
        body = exchange["response_body"]
        content = (body if isinstance(body, str) else json.dumps(body)).encode() if body is not None else b""
        failure = find_failure(make_response(exchange["status"], content, {}))
        succeeded = 200 <= exchange["status"] < 300 and isinstance(to_body(exchange), dict)
        assert (failure is None) is (succeeded or exchange["status"] == 204), exchange["path"]


@pytest.mark.parametrize(
    ("name", "status", "kind"),
    [
        ("own/409_update_conflict.json", 409, "Conflict"),
        ("zendesk-go-mit/401.json", 401, "Refused"),
        ("zendesk-go-mit/422_record_invalid.json", 422, "Closed"),
        ("zendesk-go-mit/422_user_name_too_short.json", 422, "Invalid"),
        ("zendesk-go-mit/429_api_rate_limit_exceeded.json", 429, "Away"),
        ("zendesk-go-mit/429_plain_text.txt", 429, "Away"),
    ],
)
def test_error_bodies_are_told_apart(name, status, kind):
    body = (CONTRACTS / "fixtures" / name).read_bytes()
    assert type(find_failure(make_response(status, body, {}))).__name__ == kind
