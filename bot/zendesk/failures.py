"""What can go wrong with a call to Zendesk, told apart once: every failure is one of these few kinds."""

import re
from datetime import UTC, datetime

import requests

from bot.zendesk.waits import find_wait_seconds

CODE = re.compile(r"[A-Za-z][A-Za-z_' ]{0,59}")  # no place for a token, nor for an address


class ZendeskError(Exception):
    """A call to Zendesk failed; the message carries the status and Zendesk's error code, never a ticket's text."""


class Away(ZendeskError):
    """Zendesk cannot be reached, is failing, or asks us to wait: try again after ``wait_seconds``, where it said."""

    def __init__(self, message: str, wait_seconds: float | None = None) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


class Paced(Away):
    """No call was made: Zendesk asked for a wait that is not over, failed too often, or would be called faster than it
    allows. ``wait_seconds`` is always there."""


class Conflict(ZendeskError):
    """The ticket changed since it was read (409 UpdateConflict): read it again and decide again."""


class NotFound(ZendeskError):
    """There is no such ticket for us: deleted, suspended or never there."""


class Closed(ZendeskError):
    """The ticket is closed and cannot be updated any more."""


class Refused(ZendeskError):
    """Zendesk does not accept our token: nothing works until somebody gives us another."""


class Rejected(ZendeskError):
    """Zendesk does not accept this one call; repeating it as it is will not help."""


class Invalid(Rejected):
    """Zendesk does not accept what the call would write (422): nothing of it was written."""


def find_failure(response: requests.Response) -> ZendeskError | None:
    """The kind of failure that a response stands for; None for a success with a JSON body, or with none where it says
    so."""
    status = response.status_code
    code = f"{status} {find_error_code(response)}".strip()
    if status == 429 or status >= 500:
        return Away(code, find_wait_seconds(response.headers, datetime.now(UTC)))
    if status == 409:
        return Conflict(code)
    if status in (404, 410):
        return NotFound(code)
    if status == 422 and b"closed prevents ticket update" in response.content[:10_000]:
        return Closed(code)
    if status in (401, 403):
        return Refused(code)
    if status == 422:
        return Invalid(code)
    if not 200 <= status < 300:
        return Rejected(code)
    return None if _is_usable(response) else Away(f"{status} not JSON")


def find_error_code(response: requests.Response) -> str:
    """Zendesk's own error code ("RecordInvalid"), or nothing where the body has none."""
    try:
        body = response.json()
    except (ValueError, RecursionError):
        return ""
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, str) and CODE.fullmatch(error) else ""


def _is_usable(response: requests.Response) -> bool:
    if response.status_code == 204:
        return True
    try:
        return isinstance(response.json(), dict)
    except (ValueError, RecursionError):
        return False
