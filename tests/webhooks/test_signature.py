"""Zendesk's signature: what is accepted, and that nothing else is."""

import ast
import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import webhooks
from bot.store.secrets import Secret
from tests.conftest import SHARED
from webhooks.signature import Verdict, judge, parse_time, sign

SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="
TIME = "2026-01-02T03:04:05Z"
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BODY = b'{"ticket_id":"42"}'
# By openssl: printf '%s%s' TIME BODY | openssl dgst -sha256 -hmac SECRET -binary | base64
SIGNATURES = {
    b'{"ticket_id":"42"}': "KrgEVnw51bzWRrsaEq7U79hEPmMByOh4A1UoQQ9ZZA0=",
    b"": "1xsiPKGHFyXedEmvxNaOg4VQ2U4XjHcPMETpJymjCkg=",
}
VECTORS = SHARED / "contracts" / "zendesk" / "vectors" / "webhook_signature_vectors.json"


def find_fault(secrets, timestamp, signature, body, at):
    """The fault of a call that is judged by secrets without an end."""
    return judge([Secret(value) for value in secrets], timestamp, signature, body, at).fault


def load_vectors() -> list[dict[str, str]]:
    return json.loads(VECTORS.read_text(encoding="utf-8")) if VECTORS.exists() else []


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors of the contracts folder are not here")
def test_contract_vectors_are_there():
    assert load_vectors()


@pytest.mark.parametrize("vector", load_vectors(), ids=lambda vector: vector["name"])
def test_contract_vector_is_judged_as_expected(vector):
    valid = sign(vector["secret"], vector["timestamp"], vector["body"].encode()) == vector["signature"]
    assert valid == (vector["expect"] == "valid")


@pytest.mark.parametrize(("body", "signature"), SIGNATURES.items())
def test_known_signature_is_made_and_accepted(body, signature):
    assert sign(SECRET, TIME, body) == signature
    assert find_fault([SECRET], TIME, signature, body, AT) is None


def test_secret_is_taken_as_it_is_written_not_decoded():
    decoded = base64.b64decode(SECRET).decode()
    assert find_fault([SECRET], TIME, sign(decoded, TIME, BODY), BODY, AT) == "bad_signature"


def test_order_is_timestamp_then_body():
    turned = sign(SECRET, "", BODY + TIME.encode())
    assert find_fault([SECRET], TIME, turned, BODY, AT) == "bad_signature"


@pytest.mark.parametrize("secrets", [["new", SECRET], [SECRET, "old"], ("old", "older", SECRET)])
def test_any_of_the_secrets_is_accepted(secrets):
    assert find_fault(secrets, TIME, sign(SECRET, TIME, BODY), BODY, AT) is None


@pytest.mark.parametrize("secrets", [[], ["other"]])
def test_without_the_right_secret_nothing_is_accepted(secrets):
    assert find_fault(secrets, TIME, sign(SECRET, TIME, BODY), BODY, AT) == "bad_signature"


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [(-1, Verdict(None, older=True)), (0, Verdict("old_secret", older=True)), (1, Verdict("old_secret", older=True))],
)
def test_older_secret_is_refused_from_its_end_on(seconds, verdict):
    secrets = [Secret("new"), Secret(SECRET, until=AT - timedelta(seconds=seconds))]
    assert judge(secrets, TIME, sign(SECRET, TIME, BODY), BODY, AT) == verdict
    assert judge(secrets, TIME, sign("new", TIME, BODY), BODY, AT) == Verdict()


@pytest.mark.parametrize(("timestamp", "signature"), [(None, "x"), ("", "x"), (TIME, None), (TIME, ""), (None, None)])
def test_missing_header_is_unsigned(timestamp, signature):
    assert find_fault([SECRET], timestamp, signature, BODY, AT) == "unsigned"


@pytest.mark.parametrize("signature", ["x", "é", "=" * 10_000, SIGNATURES[BODY] + " ", SIGNATURES[BODY].lower()])
def test_anything_else_is_a_bad_signature(signature):
    assert find_fault([SECRET], TIME, signature, BODY, AT) == "bad_signature"


@pytest.mark.parametrize(
    ("seconds", "fault"), [(-301, "stale"), (-299, None), (0, None), (299, None), (300, None), (301, "stale")]
)
def test_time_may_be_five_minutes_off_both_ways(seconds, fault):
    now = AT + timedelta(seconds=seconds)
    assert find_fault([SECRET], TIME, sign(SECRET, TIME, BODY), BODY, now) == fault


@pytest.mark.parametrize(
    "timestamp",
    ["1234", "2026-01-02T03:04:05", "never", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "Z" * 999],
)
def test_signed_time_that_is_no_time_or_far_away_is_stale(timestamp):
    assert find_fault([SECRET], timestamp, sign(SECRET, timestamp, BODY), BODY, AT) == "stale"


@pytest.mark.parametrize(
    "timestamp",
    ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.123Z", "2026-01-02T03:04:05.123456789Z", "2026-01-02T04:04:05+01:00"],
)
def test_signed_time_is_read_in_every_precision_and_zone(timestamp):
    assert abs(parse_time(timestamp) - AT) < timedelta(seconds=1)
    assert find_fault([SECRET], timestamp, sign(SECRET, timestamp, BODY), BODY, AT) is None


@given(st.binary(max_size=200), st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1), st.data())
def test_flipped_bit_anywhere_is_refused(body, secret, data):
    signature = sign(secret, TIME, body)
    assert find_fault([secret], TIME, signature, body, AT) is None
    parts = [TIME.encode(), body, base64.b64decode(signature)]
    which = data.draw(st.sampled_from([at for at, part in enumerate(parts) if part]))
    bit = data.draw(st.integers(0, len(parts[which]) * 8 - 1))
    changed = bytearray(parts[which])
    changed[bit // 8] ^= 1 << (bit % 8)
    parts[which] = bytes(changed)
    timestamp = parts[0].decode("latin-1")
    assert find_fault([secret], timestamp, base64.b64encode(parts[2]).decode(), parts[1], AT) == "bad_signature"


@given(st.text(max_size=50), st.text(max_size=80), st.binary(max_size=50))
def test_no_forgery_is_accepted_and_none_crashes(timestamp, signature, body):
    printable = timestamp.encode("utf-8", "replace").decode("latin-1")
    forged = signature.encode("utf-8", "replace").decode("latin-1")
    assert find_fault([SECRET], printable, forged, body, AT) in ("unsigned", "bad_signature")


def test_signatures_are_compared_in_constant_time_only():
    """Nothing that holds a signature, a secret or a token stands beside ``==`` or ``in``."""
    unsafe = ast.Eq | ast.NotEq | ast.In | ast.NotIn
    for file in Path(webhooks.__file__).parent.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for compared in (node for node in ast.walk(tree) if isinstance(node, ast.Compare)):
            if not any(isinstance(operator, unsafe) for operator in compared.ops):
                continue
            names = ast.unparse(compared).lower()
            assert not any(word in names for word in ("signature", "secret", "sign(", "mac", "digest", "token")), names
    for name in ("signature.py", "metrics.py"):
        source = (Path(webhooks.__file__).parent / name).read_text(encoding="utf-8")
        assert "hmac.compare_digest(" in source
