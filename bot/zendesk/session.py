"""One requests session for zenpy: the current bearer injected, nothing retried or slept behind our back, and every
failure turned into one of our own few kinds before zenpy sees it (reference: zenpy 2.0.57 sleeps on 429)."""

from typing import Any, Protocol

import requests


class ZendeskError(Exception):
    """A call to Zendesk failed; the message carries the status and Zendesk's error code, never a ticket's text."""


class Away(ZendeskError):
    """Zendesk cannot be reached, is failing, or asks us to wait: try again after ``wait_seconds``, where it said."""

    def __init__(self, message: str, wait_seconds: float | None = None) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


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


class TokenProvider(Protocol):
    """Gives the bearer token that holds now."""

    def current_token(self) -> str:
        """The access token, without "Bearer"."""


class StaticToken:
    """A token from the settings."""

    def __init__(self, token: str) -> None:
        self._token = token

    def current_token(self) -> str:
        """The access token."""
        return self._token


class _Bearer(requests.auth.AuthBase):
    def __init__(self, tokens: TokenProvider) -> None:
        self._tokens = tokens

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._tokens.current_token()}"
        return request


class ZendeskSession(requests.Session):
    """A session bound to one origin: no redirects, no environment proxies or netrc, time limits on every call."""

    def __init__(self, origin: str, tokens: TokenProvider, connect_seconds: float, read_seconds: float) -> None:
        super().__init__()
        self.auth = _Bearer(tokens)
        self.trust_env = False
        self._origin = origin
        self._limits = (connect_seconds, read_seconds)

    def request(self, method: str | bytes, url: str | bytes, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        """One call, once. Raises a ZendeskError for everything but a success."""
        if not str(url).startswith(self._origin + "/"):
            raise Rejected("call outside the configured Zendesk")
        kwargs |= {"timeout": self._limits, "allow_redirects": False}
        try:
            response = super().request(method, url, **kwargs)
        except requests.RequestException as error:
            raise Away(type(error).__name__) from None
        raise_for_failure(response)
        return response


def raise_for_failure(response: requests.Response) -> None:
    """Raise the kind of ZendeskError that a response stands for; nothing for a success with a JSON body."""
    status = response.status_code
    code = f"{status} {find_error_code(response)}".strip()
    if status == 429 or status >= 500:
        raise Away(code, find_wait_seconds(response))
    if status == 409:
        raise Conflict(code)
    if status in (404, 410):
        raise NotFound(code)
    if status == 422 and b"closed prevents ticket update" in response.content[:10_000]:
        raise Closed(code)
    if status in (401, 403):
        raise Refused(code)
    if not 200 <= status < 300:
        raise Rejected(code)
    if not _is_json(response):
        raise Away(f"{status} not JSON")


def find_error_code(response: requests.Response) -> str:
    """Zendesk's own error code ("RecordInvalid"), or nothing where the body has none."""
    try:
        body = response.json()
    except ValueError:
        return ""
    error = body.get("error") if isinstance(body, dict) else None
    return error[:60] if isinstance(error, str) else ""


def find_wait_seconds(response: requests.Response) -> float | None:
    """Seconds of the Retry-After header, at most an hour; None where it is absent or no number."""
    try:
        wait = float(response.headers.get("Retry-After", ""))
    except ValueError:
        return None
    return min(wait, 3600.0) if wait > 0 else None


def _is_json(response: requests.Response) -> bool:
    if response.status_code == 204:
        return True
    try:
        return isinstance(response.json(), dict)
    except ValueError:
        return False
