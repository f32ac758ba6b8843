"""The body of a delivery, parsed tolerantly in form and strictly in bounds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SHARED
from tests.webhooks.zendesk import EVENT_ID, an_event
from webhooks.payload import (
    LARGEST_ID,
    MAX_DEPTH,
    BadPayload,
    Payload,
    measure_depth,
    parse_id,
    parse_name,
    parse_payload,
)

EVENTS = SHARED / "contracts" / "zendesk" / "events"
RECORDED = SHARED / "contracts" / "zendesk" / "recorded" / "webhook-delivery-attempts.json"
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


REQUESTER, AGENT = "77", "9"


def comment_by(author: object, is_staff: object = False) -> dict[str, object]:
    return {"event": {"comment": {"id": "501", "body": "Hello", "author": {"id": author, "is_staff": is_staff}}}}


@pytest.mark.parametrize(
    ("body", "payload"),
    [
        (an_event("ticket.created"), Payload(42, "created", 77, EVENT_ID)),
        (an_event("ticket.comment_added"), Payload(42, "replied", 77, EVENT_ID)),
        (an_event("ticket.comment_added", **comment_by("78")), Payload(42, "replied", 78, EVENT_ID)),
        (an_event("ticket.created", event=None), Payload(42, "created", 77, EVENT_ID)),
        (an_event("ticket.created", id=None), Payload(42, "created", 77, None)),
        (an_event("ticket.created", id="x" * 65), Payload(42, "created", 77, None)),
        (an_event("ticket.created", id="a word of the customer"), Payload(42, "created", 77, None)),
        (an_event("ticket.created", detail={"id": 42}, event={}), Payload(42, "created", None, EVENT_ID)),
        (an_event("ticket.created", time="now", account_id="1", v=7), Payload(42, "created", 77, EVENT_ID)),
    ],
)
def test_event_that_brings_words_is_read(body, payload):
    assert parse_payload(body) == payload


@pytest.mark.parametrize(
    "event",
    [
        *["ticket.status_changed", "ticket.custom_status_changed", "ticket.tags_changed", "ticket.priority_changed"],
        *["ticket.", "", "user.deleted", "messaging_ticket.message_added", "{{ticket.id}}"],
    ],
)
@pytest.mark.parametrize("detail", [{"id": "42"}, {}, None, "x"])
def test_event_of_another_type_is_ignored_whatever_it_holds(event, detail):
    assert parse_payload(an_event(event, detail=detail)) is None


@pytest.mark.parametrize(
    ("author", "is_staff", "stored"),
    [
        (AGENT, True, False),
        (REQUESTER, True, True),  # an agent who asks for help
        (REQUESTER, False, True),
        ("78", False, True),  # somebody in copy
        (AGENT, "true", True),
        (AGENT, None, True),
        ("", True, True),
        ("-1", True, True),
        (None, True, True),
    ],
)
def test_comment_is_ignored_only_if_surely_of_staff_and_not_the_requesters(author, is_staff, stored):
    payload = parse_payload(an_event("ticket.comment_added", **comment_by(author, is_staff)))
    assert (payload is not None) == stored


def test_comment_of_staff_is_stored_where_the_requester_is_unknown():
    body = an_event("ticket.comment_added", detail={"id": "42"}, **comment_by(AGENT, True))
    assert parse_payload(body) == Payload(42, "replied", 9, EVENT_ID)


@pytest.mark.parametrize("detail", [None, [], "42", {}, {"id": None}, {"id": "0"}, {"id": "{{ticket.id}}"}])
def test_event_without_a_ticket_is_refused(detail):
    with pytest.raises(BadPayload, match=r"^wrong_ticket_id$"):
        parse_payload(an_event("ticket.created", detail=detail))


@pytest.mark.parametrize("kind", [None, 1, [], {}, "ticket.created", "ZEN:event-type:ticket.created"])
def test_type_that_is_no_events_is_refused(kind):
    with pytest.raises(BadPayload, match=r"^wrong_form$"):
        parse_payload(json.dumps({"type": kind, "detail": {"id": "42"}}).encode())


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("01HANA2B5D5W9XSJS3NE5SQA1J", "01HANA2B5D5W9XSJS3NE5SQA1J"),
        ("b3695d61-2ef4-4e9c-97af-1f065c099564", "b3695d61-2ef4-4e9c-97af-1f065c099564"),
        *[(odd, None) for odd in (None, 7, "", " ", "a b", "a_b", "é", "a\n", "x" * 65, "a@b.example")],
    ],
)
def test_name_of_a_call_is_kept_only_in_zendesks_form(value, name):
    assert parse_name(value) == name


@pytest.mark.skipif(not EVENTS.exists(), reason="the events of the contracts folder are not here")
def test_events_of_the_contracts_are_read():
    read = {file.name.removesuffix(".example.json"): parse_payload(file.read_bytes()) for file in EVENTS.glob("*.ex*")}
    assert read == {
        "ticket.created": Payload(5158, "created", 8447388090494, "cbe4028c-7239-495d-b020-f22348516046"),
        "ticket.comment_added": None,  # an agent's comment on a customer's ticket
        "messaging_ticket.message_added": None,
    }


@pytest.mark.skipif(not RECORDED.exists(), reason="the recorded delivery of the contracts folder is not here")
def test_recorded_delivery_of_another_event_is_ignored():
    first = json.loads(RECORDED.read_text(encoding="utf-8"))["attempts"][0]
    assert parse_payload(first["request"]["payload"].encode()) is None
    headers = {header["key"]: header["value"] for header in first["request"]["headers"]}
    assert parse_name(headers["X-Zendesk-Webhook-Invocation-Id"]) == first["invocation_id"]
