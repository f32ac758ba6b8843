"""What a delivery carries on the wire beside its body: its headers and its signature."""

import base64
import hashlib
import hmac
import secrets
import time
from datetime import UTC, datetime

ACCOUNT_ID = "18000001"
# Signs test deliveries of a webhook that is not saved yet (reference: Zendesk's page on verifying).
TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="  # noqa: S105 - published, and no secret
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Base64 of the HMAC-SHA256 over timestamp and raw body; the secret is taken as it is written."""
    return base64.b64encode(hmac.new(secret.encode(), timestamp.encode() + body, hashlib.sha256).digest()).decode()


def render_headers(secret: str, webhook_id: str, invocation_id: str, body: bytes) -> dict[str, str]:
    """The headers of one attempt, signed with the time of this attempt."""
    timestamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Zendesk Webhook",
        "X-Zendesk-Account-Id": ACCOUNT_ID,
        "X-Zendesk-Webhook-Id": webhook_id,
        "X-Zendesk-Webhook-Invocation-Id": invocation_id,
        "X-Zendesk-Webhook-Signature": sign(secret, timestamp, body),
        "X-Zendesk-Webhook-Signature-Timestamp": timestamp,
    }


def make_ulid() -> str:
    """A new ULID: 48 bits of milliseconds, 80 random ones, in Crockford's base 32."""
    number = (time.time_ns() // 1_000_000 << 80) | secrets.randbits(80)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))
