"""Access tokens from an OAuth client: fetched before the last one ends, shared by all processes, sealed where they are
stored. Zendesk makes the old tokens void when it renews them, so only who holds the lease fetches."""

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import structlog
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Engine

from bot.store.tokens import StoredToken, load_token, save_lease, save_token, save_token_error
from bot.zendesk.failures import Away, NotFound, Refused, Rejected, ZendeskError
from bot.zendesk.session import ZendeskSession

SCOPE = "read write"
UNTOLD_SECONDS = 1800.0  # what Zendesk gives new clients' tokens
LONGEST_SECONDS = 172_800.0  # what it gives any
MARGIN_SECONDS, MARGIN_SHARE = 300.0, 0.2  # before the end, the lesser of the two
LONGEST_TOKEN = 4096
RETRY_SECONDS = 10.0  # before another fetch, where one failed and nothing else was asked
LOOKS, LOOK_SECONDS = 100, 0.05  # at the store, while another fetches
REFUSED = "refused: "

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks: the origin and the OAuth client."""

    origin: str
    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """What Zendesk gave, and to which client."""

    origin: str
    client_id: str
    access: str = field(repr=False)
    refresh: str | None = field(repr=False)


class Seal:
    """Seals with the first of the keys and opens with any of them. No error of it tells what is sealed, nor a key."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def close(self, grant: Grant) -> str:
        """The grant as it may be stored."""
        return self.close_text(json.dumps(asdict(grant)))

    def open(self, sealed: str) -> Grant | None:
        """The grant, or None where the key is another or the text is damaged: as if there were none."""
        try:
            return Grant(**json.loads(self.open_text(sealed) or ""))
        except (ValueError, TypeError):
            return None

    def close_text(self, text: str) -> str:
        """Any secret as it may be stored."""
        return self._fernet.encrypt(text.encode()).decode()

    def open_text(self, sealed: str) -> str | None:
        """What was sealed, or None where the key is another or it is damaged."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except (InvalidToken, ValueError):
            return None

    def close_again(self, sealed: str) -> str | None:
        """What was sealed, sealed with the newest key; None where no key opens it."""
        try:
            return self._fernet.rotate(sealed).decode()
        except (InvalidToken, ValueError):
            return None


class OAuthTokens:
    """The tokens of one client. Threads may share it; processes share what is stored. ``lease_seconds`` is longer than
    fetching one can take."""

    def __init__(
        self,
        engine: Engine,
        client: Client,
        keys: Sequence[str],
        session: ZendeskSession,
        lease_seconds: float,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._engine = engine
        self._client = client
        self._seal = Seal(keys)
        self._session = session
        self._lease_seconds = lease_seconds
        self._pause = pause
        self._held: tuple[str, float] = ("", 0.0)  # a token and the monotonic time at which it is to be renewed

    def current_token(self) -> str:
        """The access token. Raises Refused where Zendesk does not know the client, Away where it cannot tell now."""
        token, renew_at = self._held
        return token if time.monotonic() < renew_at else self._obtain(None)

    def renew_token(self, refused: str) -> str:
        """Another token than the one that Zendesk refused; raises as ``current_token`` does."""
        return self._obtain(refused)

    def _obtain(self, refused: str | None) -> str:
        """What another has fetched, or fetch it ourselves, or wait a moment for the one who does."""
        for _ in range(LOOKS):
            stored = load_token(self._engine)
            grant = self._open(stored)
            usable = grant.access if grant is not None and grant.access != refused else None
            if usable is not None and stored.renew_in > 0:
                return self._hold(usable, stored.renew_in)
            if stored.leased_for <= 0:
                lease = os.urandom(16).hex()
                if save_lease(self._engine, stored.version, lease, self._lease_seconds):
                    return self._fetch(stored, grant, usable, lease)
                continue
            if usable is not None and stored.expires_in > 0:
                return usable  # another renews it, or nobody can: it is good until its end
            if stored.error:
                raise _to_error(stored)
            self._pause(LOOK_SECONDS)
        raise Away("token: another fetches it", RETRY_SECONDS)

    def _open(self, stored: StoredToken) -> Grant | None:
        """The stored grant, where it is one of this client's."""
        grant = self._seal.open(stored.sealed)
        ours = grant is not None and (grant.origin, grant.client_id) == (self._client.origin, self._client.id)
        return grant if ours else None

    def _fetch(self, stored: StoredToken, grant: Grant | None, usable: str | None, lease: str) -> str:
        try:
            fetched, seconds = self._fetch_grant(grant.refresh if grant else None)
        except ZendeskError as error:
            self._save_error(error, lease)
            if usable is not None and stored.expires_in > 0:
                return usable
            raise
        margin = min(MARGIN_SECONDS, seconds * MARGIN_SHARE)
        if not save_token(self._engine, lease, self._seal.close(fetched), seconds - margin, seconds):
            raise Away("token: another fetched it meanwhile", LOOK_SECONDS)
        log.info("token_fetched", expires_in=seconds)
        return self._hold(fetched.access, seconds - margin)

    def _save_error(self, error: ZendeskError, lease: str) -> None:
        asked = error.wait_seconds if isinstance(error, Away) else None
        told = f"{REFUSED if isinstance(error, Refused) else ''}{error}"
        save_token_error(self._engine, lease, told, asked or RETRY_SECONDS)
        log.warning("token_not_fetched", error=told)

    def _hold(self, token: str, renew_in: float) -> str:
        self._held = (token, time.monotonic() + renew_in)
        return token

    def _fetch_grant(self, refresh: str | None) -> tuple[Grant, float]:
        """A grant and its life in seconds, by the refresh token where there is one that is taken."""
        if refresh is not None:
            try:
                return self._post(grant_type="refresh_token", refresh_token=refresh)
            except (Refused, Rejected, NotFound) as error:
                log.info("refresh_refused", error=str(error))
        try:
            return self._post(grant_type="client_credentials")
        except (Rejected, NotFound) as error:
            raise Refused(str(error)) from None

    def _post(self, **asked: str) -> tuple[Grant, float]:
        client = {"client_id": self._client.id, "client_secret": self._client.secret, "scope": SCOPE}
        answer = self._session.post(f"{self._client.origin}/oauth/tokens", json=client | asked).json()
        access, refresh = _read_token(answer.get("access_token")), _read_token(answer.get("refresh_token"))
        if access is None:
            raise Away("token: none in the answer")
        return Grant(self._client.origin, self._client.id, access, refresh), _read_seconds(answer.get("expires_in"))


def _to_error(stored: StoredToken) -> ZendeskError:
    if stored.error.startswith(REFUSED):
        return Refused(stored.error.removeprefix(REFUSED))
    return Away(stored.error, stored.leased_for)


def _read_token(value: Any) -> str | None:
    """A token that fits a header, or None."""
    fits = isinstance(value, str) and value.isascii() and value.isprintable() and " " not in value
    return value if fits and 0 < len(value) <= LONGEST_TOKEN else None


def _read_seconds(value: Any) -> float:
    """A life that can be meant: from a second to two days, half an hour where none is told."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        return UNTOLD_SECONDS
    return float(min(max(value, 1), LONGEST_SECONDS))
