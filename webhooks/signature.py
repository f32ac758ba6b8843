"""Zendesk's webhook signature: base64 of HMAC-SHA256 over timestamp and raw body (developer.zendesk.com, webhooks,
verifying). The secret is used as ASCII, not decoded."""

import base64
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta

WINDOW = timedelta(seconds=300)  # both ways; Zendesk names none (reference: standard webhooks, Stripe)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature that Zendesk would send."""
    mac = hmac.new(secret.encode(), timestamp.encode() + body, "sha256")
    return base64.b64encode(mac.digest()).decode()


def find_fault(
    secrets: Iterable[str], timestamp: str | None, signature: str | None, body: bytes, now: datetime
) -> str | None:
    """Why a call is not to be trusted (``unsigned``, ``bad_signature``, ``stale``), or None where it is. Every secret
    is compared, in constant time each."""
    if not timestamp or not signature:
        return "unsigned"
    matches = [hmac.compare_digest(sign(s, timestamp, body).encode(), signature.encode()) for s in secrets]
    if not any(matches):
        return "bad_signature"
    signed_at = parse_time(timestamp)
    return None if signed_at is not None and abs(now - signed_at) <= WINDOW else "stale"


def parse_time(timestamp: str) -> datetime | None:
    """An ISO 8601 time with its zone, or None."""
    try:
        moment = datetime.fromisoformat(timestamp[:40])
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
