"""Failures of Zendesk turned into our own kinds."""

import pytest
import requests

from bot.zendesk.session import (
    Away,
    Closed,
    Conflict,
    NotFound,
    Refused,
    Rejected,
    ZendeskError,
    find_wait_seconds,
    raise_for_failure,
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
        (respond(422), Rejected),
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
    with pytest.raises(ZendeskError) as raised:
        raise_for_failure(response)
    assert type(raised.value) is kind


@pytest.mark.parametrize("response", [respond(200, b"{}"), respond(201, b"{}"), respond(204, b"")])
def test_success_raises_nothing(response):
    raise_for_failure(response)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30.0),
        ("1.5", 1.5),
        ("0", None),
        ("-4", None),
        ("soon", None),
        ("", None),
        ("999999", 3600.0),
        ("nan", None),
    ],
)
def test_retry_after_is_read_in_every_odd_form(header, seconds):
    assert find_wait_seconds(respond(429, Retry_After=header)) == seconds


def test_error_message_carries_no_text_of_the_body():
    with pytest.raises(Rejected) as raised:
        raise_for_failure(respond(422, b'{"error":"RecordInvalid","description":"secret words"}'))
    assert str(raised.value) == "422 RecordInvalid"
