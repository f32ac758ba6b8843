"""Calls that only look like Zendesk's: ten thousand of them, and none gets in."""

import base64
import hashlib
from collections import Counter
from datetime import timedelta

from structlog.testing import capture_logs

from bot.jobs import Jobs
from bot.store.database import open_database
from bot.store.deliveries import count_open
from tests.webhooks.zendesk import SECRET, Clock, a_body, to_headers
from webhooks import create_app
from webhooks.signature import sign


def make_forgery(number: int, body: bytes, clock: Clock) -> dict[str, str]:
    """The headers of a call that only looks like Zendesk's: each kind of forgery in turn."""
    headers = to_headers(body, clock.now)
    mac = bytearray(base64.b64decode(headers["X-Zendesk-Webhook-Signature"]))
    mac[number // 8 % len(mac)] ^= 1 << number % 8
    forged = [
        {"X-Zendesk-Webhook-Signature": base64.b64encode(bytes(mac)).decode()},
        {"X-Zendesk-Webhook-Signature": base64.b64encode(hashlib.sha256(b"%d" % number).digest()).decode()},
        {"X-Zendesk-Webhook-Signature": sign(f"secret {number}", clock.now.isoformat(), body)},
        {"X-Zendesk-Webhook-Signature": headers["X-Zendesk-Webhook-Signature"][: number % 44]},
        {"X-Zendesk-Webhook-Signature-Timestamp": (clock.now + timedelta(seconds=number + 1)).isoformat()},
    ]
    return headers | forged[number % len(forged)]


def test_ten_thousand_forgeries_are_all_refused_and_nothing_is_stored(make_sqlite_database, clock):
    engine = open_database(make_sqlite_database(True))
    client = create_app(engine, Jobs(engine), (SECRET,), clock).test_client()
    body = a_body()
    with capture_logs():
        statuses = Counter(
            client.post("/webhooks/zendesk", data=body, headers=make_forgery(number, body, clock)).status_code
            for number in range(10_000)
        )
    assert statuses == {401: 10_000}
    assert count_open(engine) == 0
    assert Jobs(engine).load_live() == frozenset()
    engine.dispose()
