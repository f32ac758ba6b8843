"""The body of a delivery, parsed tolerantly in form and strictly in bounds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webhooks.payload import LARGEST_ID, MAX_DEPTH, BadPayload, Payload, measure_depth, parse_id, parse_payload

GOOD = {"v": 1, "event": "created", "ticket_id": "42", "user_id": "7"}


def to_body(**changed: object) -> bytes:
    return json.dumps(GOOD | changed).encode()


def without(name: str) -> bytes:
    return json.dumps({key: value for key, value in GOOD.items() if key != name}).encode()


def nested(depth: int) -> bytes:
    """A good body whose depth is that, the outer object included."""
    deep = "[" * (depth - 1) + "]" * (depth - 1)
    return f'{{"v":1,"event":"created","ticket_id":"42","deep":{deep}}}'.encode()


@pytest.mark.parametrize(
    ("body", "payload"),
    [
        (to_body(), Payload(42, "created", 7)),
        (to_body(event="replied"), Payload(42, "replied", 7)),
        (to_body(event="overridden"), Payload(42, "overridden", 7)),
        (to_body(ticket_id=42, user_id=7), Payload(42, "created", 7)),
        (to_body(ticket_id=" 42\n"), Payload(42, "created", 7)),
        (to_body(ticket_id=str(LARGEST_ID)), Payload(LARGEST_ID, "created", 7)),
        (without("user_id"), Payload(42, "created", None)),
        (to_body(user_id=""), Payload(42, "created", None)),
        (to_body(user_id=["7"]), Payload(42, "created", None)),
        (to_body(later={"more": ["fields"]}), Payload(42, "created", 7)),
        (b"\n   " + json.dumps(GOOD, indent=3).encode() + b"\n", Payload(42, "created", 7)),
        (b'{"v":1,"event":"created","ticket_id":"42","half":"\\ud83d"}', Payload(42, "created", None)),
        (nested(MAX_DEPTH), Payload(42, "created", None)),
    ],
)
def test_delivery_is_read(body, payload):
    assert parse_payload(body) == payload


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not_json"),
        (b"created", "not_json"),
        (b"\xff\xfe", "not_json"),
        (json.dumps(GOOD).encode("utf-16"), "not_json"),
        (b"\xef\xbb\xbf" + to_body(), "not_json"),
        (to_body()[:-1], "not_json"),
        (to_body() + b"{}", "not_json"),
        (to_body(user_id=float("nan")), "not_json"),
        (to_body(user_id=float("-inf")), "not_json"),
        (b'{"v":1,"event":"created","ticket_id":' + b"9" * 5000 + b"}", "not_json"),
        (b'{"v":1,"event":"created","ticket_id":"42","ticket_id":"43"}', "double_keys"),
        (b'{"v":1,"event":"created","ticket_id":"42","a":{"b":1,"b":1}}', "double_keys"),
        (b"null", "wrong_form"),
        (b"[]", "wrong_form"),
        (b'"created"', "wrong_form"),
        (b"{}", "wrong_form"),
        (to_body(v=2), "wrong_form"),
        (to_body(v="1"), "wrong_form"),
        (to_body(v=True), "wrong_form"),
        (to_body(v=1.0), "wrong_form"),
        (to_body(v=None), "wrong_form"),
        (without("v"), "wrong_form"),
        (to_body(event="deleted"), "wrong_event"),
        (to_body(event=["created"]), "wrong_event"),
        (to_body(event=None), "wrong_event"),
        (without("ticket_id"), "wrong_ticket_id"),
        (nested(MAX_DEPTH + 1), "too_deep"),
        (b"[" * 1_000_000, "too_deep"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "too_deep"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_anything_else_is_refused_with_its_reason(body, reason):
    with pytest.raises(BadPayload, match=f"^{reason}$"):
        parse_payload(body)


@pytest.mark.parametrize(
    "value",
    [
        *[0, -1, True, False, None, 1.0, LARGEST_ID + 1, 10**400, [], {}, ["42"]],
        *["0", "-1", "+1", "1.0", "1e3", "0x1", "1_000", "", " ", "４２", "²", "4 2", "x", "{{ticket.id}}"],
        *[str(LARGEST_ID + 1), "1" * 21, "9" * 5000],
    ],
    ids=repr,
)
def test_what_is_no_positive_id_is_none(value):
    assert parse_id(value) is None


@given(st.integers(1, LARGEST_ID))
def test_every_positive_id_is_read_from_number_and_string(number):
    assert parse_id(number) == parse_id(str(number)) == number


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_reason(body):
    with pytest.raises(BadPayload):
        parse_payload(body)


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(alphabet='[]{}"\\ab\n') | st.integers(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet='[]{}"\\a'), inner, max_size=3),
    )
)
def test_depth_is_that_of_the_parsed_value(value):
    assert measure_depth(json.dumps(value).encode()) == find_depth(value)


def find_depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max((find_depth(inner) for inner in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max((find_depth(inner) for inner in value), default=0)
    return 0
