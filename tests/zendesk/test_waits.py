"""Waits that Zendesk asks for, in every odd form."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

from bot.zendesk.waits import decide_closed_seconds, find_ticket_seconds, find_wait_seconds

AT = datetime(2026, 11, 22, 10, 0, 0, tzinfo=UTC)
SCRAPS = [
    "30",
    "-",
    "+9999",
    ",",
    " ",
    ";",
    "=",
    "remaining",
    "resets",
    "Sun",
    "22 Nov 2026",
    "31 Feb 0",
    "10:00:00",
    "GMT",
]
HEADER_TEXT = st.text(st.characters(max_codepoint=255), max_size=400) | st.lists(st.sampled_from(SCRAPS)).map("".join)
PER_TICKET = "zendesk-ratelimit-per-ticket-updates"


def told(**headers):
    return CaseInsensitiveDict({name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30.0),
        (" 30 ", 30.0),
        ("1.5", 1.5),
        ("1e2", 100.0),
        ("0", 0.0),
        ("-4", 0.0),
        ("soon", None),
        ("", None),
        ("30 seconds", None),
        ("999999", 3600.0),
        ("9" * 5000, 3600.0),
        ("nan", None),
        ("inf", None),
        ("30, 60", 60.0),
        ("60,30", 60.0),
        ("soon, 30", 30.0),
        (",,", None),
        ("Sun, 22 Nov 2026 10:01:30 GMT", 90.0),
        ("Sun, 22 Nov 2026 11:01:30 +0100", 90.0),
        ("Sunday, 22-Nov-26 10:01:30 GMT", 90.0),
        ("Sun Nov 22 10:01:30 2026", 90.0),
        ("Sun, 22 Nov 2026 09:00:00 GMT", 0.0),
        ("Mon, 22 Nov 2027 10:00:00 GMT", 3600.0),
        ("20, Sun, 22 Nov 2026 10:01:30 GMT", 90.0),
        ("Sun, 99 Nov 2026 10:01:30 GMT", None),
        ("Sun, 22 Nov 99999999999999999999 10:01:30 GMT", None),
        ("2026-11-22T10:01:30Z", None),
    ],
)
def test_retry_after_is_read_in_every_odd_form(header, seconds):
    assert find_wait_seconds(told(Retry_After=header), AT) == seconds


def test_absent_header_asks_for_nothing():
    assert find_wait_seconds(told(), AT) is None


def test_date_counts_from_the_answers_own_clock():
    headers = told(Retry_After="Sun, 22 Nov 2026 12:00:10 GMT", Date="Sun, 22 Nov 2026 12:00:00 GMT")
    assert find_wait_seconds(headers, AT) == 10.0


@given(HEADER_TEXT, HEADER_TEXT, HEADER_TEXT)
def test_any_header_is_read_within_bounds(retry, reset, date):
    headers = told(Retry_After=retry, ratelimit_reset=reset, Date=date)
    headers[PER_TICKET] = retry
    assert 0 <= (find_wait_seconds(headers, AT) or 0.0) <= 3600
    assert 1 <= decide_closed_seconds(headers, AT) <= 3600
    assert 1 <= (find_ticket_seconds(headers) or 1.0) <= 3600


@given(st.integers(-(10**6), 10**6))
def test_date_and_number_ask_for_the_same(seconds):
    date = format_datetime(AT + timedelta(seconds=seconds), usegmt=True)
    by_date, by_number = (find_wait_seconds(told(Retry_After=value), AT) for value in (date, str(seconds)))
    assert by_date == by_number


@given(st.lists(st.integers(0, 3600), min_size=1, max_size=20))
def test_of_several_the_longest_holds(waits):
    assert find_wait_seconds(told(Retry_After=", ".join(map(str, waits))), AT) == max(waits)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (told(Retry_After="7", ratelimit_reset="40"), 7.0),
        (told(Retry_After="0"), 1.0),
        (told(Retry_After="soon", ratelimit_reset="40"), 40.0),
        (told(ratelimit_reset="40"), 40.0),
        (told(ratelimit_reset="1795341600"), 3600.0),
        (told(ratelimit_reset="later"), 30.0),
        (told(), 30.0),
    ],
)
def test_refusal_closes_as_long_as_it_asks_or_until_the_minute_is_over(headers, seconds):
    assert decide_closed_seconds(headers, AT) == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("total=30; remaining=0; resets=468", 468.0),
        ("total=30;remaining=-1;resets=5", 5.0),
        ("Remaining = 0, Resets = 5", 5.0),
        ("total=30; remaining=0", 30.0),
        ("total=30; remaining=0; resets=0", 1.0),
        ("total=30; remaining=0; resets=99999", 3600.0),
        ("total=30; remaining=29; resets=468", None),
        ("remaining=none", None),
        ("=;=;==", None),
        ("", None),
    ],
)
def test_ticket_is_closed_only_where_none_of_its_updates_is_left(header, seconds):
    assert find_ticket_seconds({PER_TICKET: header}) == seconds
