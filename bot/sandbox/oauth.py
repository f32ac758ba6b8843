"""OAuth: which token acts as whom, and for how long."""

import hmac
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.desk import ADMIN_ID, BOT_ID
from bot.sandbox.settings import SandboxSettings

SCOPE = "read write"


class TokenError(Exception):
    """A token or a request for one is refused; ``code`` is OAuth's own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Grant:
    """One access token and the refresh token that goes with it; times are of a monotonic clock. A static token has no
    refresh token and no end."""

    user_id: int
    access: str
    refresh: str | None = None
    scope: str = SCOPE
    access_until: float = float("inf")
    refresh_until: float = float("inf")


class Tokens:
    """Thread-safe memory of all grants. A refresh makes the pair it was made from void."""

    def __init__(self, settings: SandboxSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        static = (Grant(BOT_ID, settings.token), Grant(ADMIN_ID, settings.admin_token))
        self._grants = {grant.access: grant for grant in static}

    def find_grant(self, access: str) -> Grant:
        """The grant behind an access token; TokenError where it is over or was never given out."""
        with self._lock:
            grant = self._grants.get(access)
        if grant is None or grant.access_until <= self._clock():
            raise TokenError("invalid_token")
        return grant

    def issue(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a request for a token; TokenError for one that is refused."""
        self._check_client(asked)
        with self._lock:
            grant = self._make_grant(asked)
            self._grants[grant.access] = grant
        return self._to_json(grant)

    def revoke(self, access: str | None = None) -> int:
        """Make one access token void with its refresh token, or all of them, static ones too; how many there were."""
        with self._lock:
            gone = [key for key in self._grants if access in (None, key)]
            for key in gone:
                del self._grants[key]
            return len(gone)

    def expire(self) -> None:
        """Let every OAuth access token end now; refresh tokens go on."""
        now = self._clock()
        with self._lock:
            for key, grant in self._grants.items():
                if grant.refresh is not None:
                    self._grants[key] = replace(grant, access_until=min(now, grant.access_until))

    def _check_client(self, asked: Mapping[str, Any]) -> None:
        pairs = (("client_id", self._settings.client_id), ("client_secret", self._settings.client_secret))
        if not all(hmac.compare_digest(str(asked.get(name)).encode(), given.encode()) for name, given in pairs):
            raise TokenError("invalid_client")

    def _make_grant(self, asked: Mapping[str, Any]) -> Grant:
        seconds, user_id, scope = self._read_seconds(asked), BOT_ID, _read_scope(asked.get("scope"))
        if asked.get("grant_type") == "refresh_token":
            used = self._take_refreshed(str(asked.get("refresh_token")))
            user_id, scope = used.user_id, scope if asked.get("scope") else used.scope
        elif asked.get("grant_type") != "client_credentials":
            raise TokenError("unsupported_grant_type")
        now = self._clock()
        return Grant(
            user_id,
            secrets.token_hex(32),
            secrets.token_hex(32),
            scope,
            now + seconds,
            now + self._settings.refresh_seconds,
        )

    def _take_refreshed(self, refresh: str) -> Grant:
        now = self._clock()
        for key, grant in self._grants.items():
            if grant.refresh == refresh and grant.refresh_until > now:
                return self._grants.pop(key)
        raise TokenError("invalid_grant")

    def _read_seconds(self, asked: Mapping[str, Any]) -> float:
        given = asked.get("expires_in")
        if given is None:
            return self._settings.token_seconds
        try:
            seconds = float(given)
        except (TypeError, ValueError):
            raise TokenError("invalid_request") from None
        if not self._settings.shortest_token_seconds <= seconds <= self._settings.longest_token_seconds:
            raise TokenError("invalid_request")
        return seconds

    def _to_json(self, grant: Grant) -> dict[str, Any]:
        now = self._clock()
        return {
            "access_token": grant.access,
            "refresh_token": grant.refresh,
            "token_type": "bearer",
            "scope": grant.scope,
            "expires_in": round(grant.access_until - now),
            "refresh_token_expires_in": round(grant.refresh_until - now),
        }


def _read_scope(given: object) -> str:
    parts = str(given or SCOPE).split()
    if not parts or any(part.rpartition(":")[2] not in ("read", "write") for part in parts):
        raise TokenError("invalid_scope")
    return " ".join(parts)


def allows(scope: str, resource: str, changes: bool) -> bool:
    """Whether a scope lets a call through: ``write`` is for everything, ``tickets:write`` for one resource."""
    verb = "write" if changes else "read"
    return any(part in (verb, f"{resource}:{verb}") for part in scope.split())
