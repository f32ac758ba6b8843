"""A Zendesk that signs what it sends, against the application or over HTTP."""

import json
from datetime import UTC, datetime
from itertools import count

from webhooks.signature import sign

SECRET = "secret+of/the==tests"
EVENT_ID = "0b6e3c1a-0000-4000-8000-000000000001"
NUMBERS = count(1)


class Clock:
    """Time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def a_body(**changed: object) -> bytes:
    """A trigger's body."""
    body = {"v": 1, "event": "created", "ticket_id": "42", "user_id": "7"} | changed
    return json.dumps(body, indent=3).encode() + b"\n"


def an_event(kind: str, /, **changed: object) -> bytes:
    """The envelope of an event subscription; by default the requester of ticket 42 wrote a comment."""
    author = {"id": "77", "is_staff": False, "name": "A"}
    envelope = {
        "account_id": 1001,
        "detail": {"id": "42", "actor_id": "77", "requester_id": "77", "status": "OPEN", "tags": ["vip"]},
        "event": {"comment": {"id": "501", "body": "Hello", "is_public": True, "author": author}},
        "id": EVENT_ID,
        "subject": "zen:ticket:42",
        "time": "2026-03-01T12:00:00.123456789Z",
        "type": f"zen:event-type:{kind}",
        "zendesk_event_version": "2022-11-06",
    } | changed
    return json.dumps(envelope, indent=3).encode() + b"\n"


def to_headers(
    body: bytes, at: datetime, invocation: str | None = "", secret: str = SECRET, **changed: str | None
) -> dict[str, str]:
    """The headers that Zendesk sends with the body; a new invocation unless one is given, none where it is None."""
    timestamp = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    headers: dict[str, str | None] = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Zendesk Webhook",
        "X-Zendesk-Webhook-Signature": sign(secret, timestamp, body),
        "X-Zendesk-Webhook-Signature-Timestamp": timestamp,
        "X-Zendesk-Webhook-Invocation-Id": f"invocation-{next(NUMBERS)}" if invocation == "" else invocation,
    } | changed
    return {name: value for name, value in headers.items() if value is not None}
