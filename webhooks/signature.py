"""Zendesk's webhook signature: base64 of HMAC-SHA256 over timestamp and raw body (developer.zendesk.com, webhooks,
verifying). The secret is used as ASCII, not decoded."""

import base64
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.secrets import Secret

WINDOW = timedelta(seconds=300)  # both ways; Zendesk names none (reference: standard webhooks, Stripe)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a call is Zendesk's: ``fault`` is why it is not to be trusted (``unsigned``, ``bad_signature``,
    ``old_secret``, ``stale``), None where it is; ``older`` tells that a secret signed it which is being replaced."""

    fault: str | None = None
    older: bool = False


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature that Zendesk would send."""
    mac = hmac.new(secret.encode(), timestamp.encode() + body, "sha256")
    return base64.b64encode(mac.digest()).decode()


def judge(
    secrets: Iterable[Secret], timestamp: str | None, signature: str | None, body: bytes, at: datetime
) -> Verdict:
    """The verdict on a call. Every secret is compared, those that hold no more too, in constant time each."""
    if not timestamp or not signature:
        return Verdict("unsigned")
    given = signature.encode()
    tried = [(s, hmac.compare_digest(sign(s.value, timestamp, body).encode(), given)) for s in secrets]
    signer = next((secret for secret, fits in tried if fits), None)
    if signer is None:
        return Verdict("bad_signature")
    older = signer.until is not None
    if signer.until is not None and at >= signer.until:
        return Verdict("old_secret", older)
    signed_at = parse_time(timestamp)
    return Verdict(None if signed_at is not None and abs(at - signed_at) <= WINDOW else "stale", older)


def parse_time(timestamp: str) -> datetime | None:
    """An ISO 8601 time with its zone, or None."""
    try:
        moment = datetime.fromisoformat(timestamp[:40])
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
