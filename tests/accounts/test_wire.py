"""The readers: dates in three forms, what is absent, what is of the wrong form, and anything at all."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.accounts.dates import find_seconds_between, name_day, to_moment
from bot.accounts.failures import NotRead, Unreadable
from bot.accounts.session import parse_json
from bot.accounts.status import find_incident
from bot.accounts.wire import (
    to_domain,
    to_entries,
    to_key,
    to_login,
    to_records_valid,
    to_sent,
    to_total,
    to_user,
)

NOW = "2026-11-22T12:00:00Z"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2006-01-02T15:04:05", "2006-01-02T15:04:05Z"),
        ("2022-12-20T16:52:01.892000", "2022-12-20T16:52:01Z"),
        ("2022-12-20T16:52:01Z", "2022-12-20T16:52:01Z"),
        ("2022-12-20T16:52:01+02:00", "2022-12-20T14:52:01Z"),
        ("Wed, 08 Mar 2023 23:34:57 +0000", "2023-03-08T23:34:57Z"),
        ("Thu, 13 Oct 2011 18:02:00 GMT", "2011-10-13T18:02:00Z"),
        ("Tue, 14 Feb 2012 00:00:00 UTC", "2012-02-14T00:00:00Z"),
        ("Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02T22:04:05Z"),
        ("Mon, 02 Jan 2006 15:04:05 MST", None),  # a zone's letters mean one thing here, another there
        ("0001-01-01T00:00:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("2026-02-30T00:00:00", None),
        ("1763800000", None),
        (1763800000, None),
        (None, None),
        ("", None),
        ("2026-11-22T12:00:00" + "0" * 20_000, None),
        ("２０２６-11-22T12:00:00", None),
    ],
)
def test_date_is_read_in_its_known_forms_alone(text: object, moment: str | None) -> None:
    assert to_moment(text) == moment


def test_seconds_between_and_day_in_words() -> None:
    assert find_seconds_between("2026-11-22T12:00:00Z", "Sun, 22 Nov 2026 12:01:00 GMT") == 60
    assert find_seconds_between("never", NOW) is None
    assert name_day("2026-03-12T09:30:00Z") == "12 March 2026"
    assert name_day("never") == "never"


USER = {
    "id": "1",
    "email": "anna@acme.example",
    "activated": True,
    "is_disabled": False,
    "is_master": True,
    "tfa_enabled": True,
    "tfa_active": True,
    "tfa_created_at": "2026-11-22T10:00:00.000000",
    "password_updated_at": "2026-11-22T10:00:00.000000",
    "auth": {"method": "mailgun"},
}


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({}, "two_factor", True),
        ({"tfa_enabled": False, "tfa_active": False, "tfa_created_at": None}, "two_factor", False),
        ({"tfa_active": False, "tfa_created_at": None}, "two_factor", False),
        ({"tfa_enabled": False, "tfa_created_at": None}, "two_factor", None),
        ({"tfa_created_at": None}, "two_factor", None),
        ({"tfa_enabled": False, "tfa_active": False}, "two_factor", None),
        ({"tfa_enabled": None}, "two_factor", None),
        ({"tfa_active": None}, "two_factor", None),
        ({}, "local_login", True),
        ({"auth": {"method": "sinch"}}, "local_login", False),
        ({"auth": {"method": "saml"}}, "local_login", False),
        ({"auth": {"method": ""}}, "local_login", None),
        ({"auth": {}}, "local_login", None),
        ({"auth": None}, "local_login", None),
        ({"salesforce_user_id": "s1"}, "local_login", False),
        ({"github_user_id": 7}, "local_login", False),
        ({}, "active", True),
        ({"is_disabled": True}, "active", False),
        ({"activated": False}, "active", False),
        ({"activated": None}, "active", None),
        ({"is_disabled": None}, "active", None),
        ({"password_updated_at": None}, "password_changed_at", ""),
        ({"is_master": None}, "owner", None),
        ({"email": None}, "email", None),
    ],
)
def test_user_is_read_field_by_field(change: dict[str, Any], field: str, value: object) -> None:
    assert getattr(to_user(USER | change), field) == value


def test_absent_fields_are_unknown_and_never_no() -> None:
    user, key, domain = to_user({"id": "1"}), to_key({"id": "1"}), to_domain({"name": "a.example"})
    assert (user.active, user.local_login, user.password_changed_at, user.two_factor) == (None, None, None, None)
    assert (key.kind, key.created_at, key.disabled) == (None, None, None)
    assert (domain.sandbox, domain.disabled, domain.state, domain.records_valid) == (None, None, None, None)


@pytest.mark.parametrize(
    ("reader", "entry"),
    [
        (to_user, USER | {"tfa_enabled": 1}),
        (to_user, USER | {"is_disabled": "false"}),
        (to_user, USER | {"password_updated_at": "yesterday"}),
        (to_user, USER | {"auth": "mailgun"}),
        (to_user, USER | {"id": None}),
        (to_user, USER | {"email": "a" * 321}),
        (to_user, []),
        (to_key, {"id": "1", "created_at": 5}),
        (to_key, {"id": "1", "expires_at": "soon"}),
        (to_key, {"id": ""}),
        (to_domain, {"name": 5}),
        (to_domain, {"name": "a.example", "is_disabled": "no"}),
    ],
)
def test_entry_of_the_wrong_form_is_refused(reader: Callable[[object], object], entry: object) -> None:
    with pytest.raises(Unreadable):
        reader(entry)


def test_password_of_a_domain_is_not_kept() -> None:
    domain = to_domain({"name": "A.example", "smtp_login": "Postmaster@A.example", "smtp_password": "hush4711"})
    assert "hush4711" not in repr(domain)
    assert (domain.name, domain.main_login) == ("a.example", "postmaster@a.example")


SPF = {"record_type": "TXT", "valid": "valid", "value": "v=spf1 include:x ~all", "is_active": True}
DKIM = {"record_type": "TXT", "valid": "valid", "value": "k=rsa", "name": "mx._domainkey.a.example", "is_active": True}
MX = {"record_type": "MX", "valid": "valid", "value": "mxa.example"}
OFF = {"valid": "invalid"}


@pytest.mark.parametrize(
    ("records", "valid"),
    [
        ([SPF, DKIM], True),
        ([SPF, DKIM | {"record_type": "CNAME"}], True),
        ([SPF | {"valid": "VALID"}, DKIM], True),
        ([SPF, DKIM, DKIM | OFF | {"is_active": False}], True),
        ([SPF], None),
        ([DKIM], None),
        ([SPF, MX], None),
        ([], None),
        ([SPF | OFF, DKIM], None),
        ([SPF, DKIM | {"valid": "unknown"}], None),
        ([SPF | {"valid": "unknown"}, DKIM | {"valid": "unknown"}], None),
        ([SPF, DKIM, DKIM | OFF], None),
        ([SPF | OFF, DKIM | OFF], False),
        ([SPF | {"valid": None}, DKIM], None),
        ([SPF, DKIM | {"is_active": False}], None),
    ],
)
def test_records_prove_a_domain_by_spf_and_dkim_together(records: list[dict[str, Any]], valid: bool | None) -> None:
    assert to_records_valid({"sending_dns_records": records}) is valid


def stats(*outgoing: object, start: str = "2026-10-23T12:00:00Z", end: str = NOW) -> dict[str, Any]:
    return {"start": start, "end": end, "stats": [{"accepted": {"outgoing": count}} for count in outgoing]}


def test_figures_are_summed_over_their_days() -> None:
    assert to_sent(stats(1, 0, 41), "a.example", NOW).messages == 42


@pytest.mark.parametrize(
    "body",
    [
        stats(),
        stats(True),
        stats("5"),
        stats(-1),
        stats(10**13),
        stats(1.5),
        stats(1, start="2026-01-01T00:00:00Z"),
        stats(1, end="2026-11-01T00:00:00Z"),
        stats(1, end="now"),
        {"stats": [{}]},
        {"stats": {}},
        [],
        None,
    ],
)
def test_figures_of_another_form_or_window_are_no_figures(body: object) -> None:
    with pytest.raises(NotRead):
        to_sent(body, "a.example", NOW)


NAMES = (
    *(
        "id",
        "email",
        "users",
        "items",
        "total",
        "total_count",
        "name",
        "state",
        "type",
        "disabled",
        "kind",
        "created_at",
    ),
    *(
        "expires_at",
        "is_disabled",
        "activated",
        "auth",
        "method",
        "tfa_enabled",
        "tfa_active",
        "tfa_created_at",
        "stats",
    ),
    *("password_updated_at", "smtp_login", "sending_dns_records", "record_type", "valid", "value", "accepted", "start"),
    *("outgoing", "login", "status", "indicator", "incidents", "end", "is_active"),
)
TEXTS = st.sampled_from(["valid", "active", "TXT", "v=spf1", "none", "major", "2026-11-22T10:00:00", "x" * 20_000])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | TEXTS
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner),
    max_leaves=25,
)
READERS: tuple[Callable[[Any], object], ...] = (
    to_user,
    to_key,
    to_domain,
    to_records_valid,
    find_incident,
    lambda body: to_login(body, "a.example"),
    lambda body: to_sent(body, "a.example", NOW),
    lambda body: to_entries(body, "items"),
    lambda body: to_total(body if isinstance(body, dict) else {}, "total"),
)


@settings(max_examples=400, deadline=None)
@given(body=ANYTHING)
def test_anything_at_all_is_read_or_refused(body: object) -> None:
    for reader in READERS:
        with suppress(NotRead):
            reader(body)


@settings(max_examples=200, deadline=None)
@given(body=st.binary(max_size=2_000) | ANYTHING.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_json_or_refused(body: bytes) -> None:
    with suppress(NotRead):
        parse_json(body)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 20_000,
        b"[" * 20_000 + b"]" * 20_000,
        b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
        b"[" * 33 + b"]" * 33,
        b"1" * 20_000,
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b"-Infinity",
        b"",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b'{"a": 1} {}',
    ],
)
def test_json_that_is_deep_doubled_or_broken_is_refused(body: bytes) -> None:
    with pytest.raises(NotRead):
        parse_json(body)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60) | st.text(alphabet="0123456789-T:+ .ZGMT,JanSu", max_size=45))
def test_any_text_is_a_date_or_none(text: str) -> None:
    moment = to_moment(text)
    assert moment is None or to_moment(moment) == moment
