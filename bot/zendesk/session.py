"""One requests session for zenpy: the current bearer injected, nothing retried or slept behind our back, and every
failure turned into one of our own few kinds before zenpy sees it (reference: zenpy 2.0.57 sleeps on 429)."""

from typing import Any, Protocol
from urllib.parse import urlsplit

import requests

from bot.zendesk.bounded import BoundedAdapter, TooLarge, read_body
from bot.zendesk.failures import (
    Away,
    Closed,
    Conflict,
    Invalid,
    NotFound,
    Paced,
    Refused,
    Rejected,
    ZendeskError,
    find_failure,
)
from bot.zendesk.pace import Pace

__all__ = [
    "Away",
    "Closed",
    "Conflict",
    "Invalid",
    "NotFound",
    "Paced",
    "Refused",
    "Rejected",
    "StaticToken",
    "TokenProvider",
    "ZendeskError",
    "ZendeskSession",
]


class TokenProvider(Protocol):
    """Gives the bearer token that holds now."""

    def current_token(self) -> str:
        """The access token, without "Bearer"."""

    def renew_token(self, refused: str) -> str | None:
        """Another access token than the one that Zendesk refused, or None where there can be none."""


class StaticToken:
    """A token from the settings."""

    def __init__(self, token: str) -> None:
        self._token = token

    def current_token(self) -> str:
        """The access token."""
        return self._token

    def renew_token(self, refused: str) -> None:
        """There is no other."""


class _Bearer(requests.auth.AuthBase):
    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class ZendeskSession(requests.Session):
    """A session bound to one origin: no redirects, no environment proxies or netrc, every answer bounded in size and as
    a whole in ``read_seconds``. Without ``tokens`` calls carry no bearer; without ``pace`` they are as fast as may be.
    """

    def __init__(
        self,
        origin: str,
        tokens: TokenProvider | None,
        connect_seconds: float,
        read_seconds: float,
        pace: Pace | None = None,
    ) -> None:
        super().__init__()
        self.trust_env = False
        for scheme in ("https://", "http://"):
            self.mount(scheme, BoundedAdapter())
        self._tokens = tokens
        self._pace = pace
        self._origin = origin
        self._limits = (connect_seconds, read_seconds)

    def request(self, method: str | bytes, url: str | bytes, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        """One call, once. Raises a ZendeskError for everything but a success. A refused token is renewed and the call
        made again: of a 401 it is certain that nothing was done."""
        if not str(url).startswith(self._origin + "/"):
            raise Rejected("call outside the configured Zendesk")
        token = self._tokens.current_token() if self._tokens else None
        response, failure = self._call(str(method), str(url), token, kwargs)
        if response.status_code == 401 and self._tokens and token is not None:
            renewed = self._tokens.renew_token(token)
            if renewed is not None:
                response, failure = self._call(str(method), str(url), renewed, kwargs)
        if failure is not None:
            raise failure
        return response

    def _call(
        self, method: str, url: str, token: str | None, kwargs: dict[str, Any]
    ) -> tuple[requests.Response, ZendeskError | None]:
        """One call with a permit, its outcome noted for all."""
        if self._pace is None:
            response = self._send(method, url, token, kwargs)
            return response, find_failure(response)
        path = urlsplit(url).path
        permit = self._pace.take(method, path)
        try:
            response = self._send(method, url, token, kwargs)
        except Away:
            self._pace.note_silence()
            raise
        failure = find_failure(response)
        self._pace.note_answer(method, path, response, permit, failed=isinstance(failure, Away))
        return response, failure

    def _send(self, method: str, url: str, token: str | None, kwargs: dict[str, Any]) -> requests.Response:
        kept = {"timeout": self._limits, "allow_redirects": False, "stream": True, "auth": _Bearer(token)}
        try:
            response = super().request(method, url, **(kwargs | kept))
            read_body(response)
        except TooLarge as error:
            raise Rejected(str(error)) from None
        except requests.RequestException as error:
            raise Away(type(error).__name__) from None
        return response
