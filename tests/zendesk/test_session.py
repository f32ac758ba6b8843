"""Failures of Zendesk turned into our own kinds."""

import pytest
import requests

from bot.zendesk.failures import (
    Away,
    Closed,
    Conflict,
    Invalid,
    NotFound,
    Refused,
    Rejected,
    find_failure,
)

JSON = b'{"error":"RecordInvalid"}'
CLOSED = b'{"error":"RecordInvalid","details":{"status":[{"description":"Status: closed prevents ticket update"}]}}'


def respond(status, body=JSON, **headers):
    response = requests.Response()
    response.status_code = status
    response._content = body
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (respond(401), Refused),
        (respond(403), Refused),
        (respond(302), Rejected),
        (respond(404), NotFound),
        (respond(409), Conflict),
        (respond(422), Invalid),
        (respond(422, CLOSED), Closed),
        (respond(429, b"Number of allowed API requests per minute exceeded"), Away),
        (respond(500, b"<html>oops"), Away),
        (respond(503, b""), Away),
        (respond(200, b"<html>maintenance</html>"), Away),
        (respond(200, b'{"ticket": {"id": 1'), Away),
        (respond(200, b"[1]"), Away),
    ],
)
def test_each_failure_has_its_kind(response, kind):
    assert type(find_failure(response)) is kind


@pytest.mark.parametrize("response", [respond(200, b"{}"), respond(201, b"{}"), respond(204, b"")])
def test_success_is_no_failure(response):
    assert find_failure(response) is None


def test_error_message_carries_no_text_of_the_body():
    failure = find_failure(respond(422, b'{"error":"RecordInvalid","description":"secret words"}'))
    assert isinstance(failure, Rejected)
    assert str(failure) == "422 RecordInvalid"


@pytest.mark.parametrize("code", [b"tok-4711", b"a@b.example", b"x" * 61, b"<b>"])
def test_error_code_that_is_none_is_not_told(code):
    failure = find_failure(respond(422, b'{"error":"' + code + b'"}'))
    assert isinstance(failure, Rejected)
    assert str(failure) == "422"


def test_body_that_is_nested_without_end_is_no_answer():
    assert isinstance(find_failure(respond(200, b'{"a":' * 100_000)), Away)


def test_wait_that_is_asked_for_is_told():
    failure = find_failure(respond(429, Retry_After="7"))
    assert isinstance(failure, Away)
    assert failure.wait_seconds == 7.0
