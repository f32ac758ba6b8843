"""Periods, office hours, turns, overrulings, percentiles and journeys: plain values in, plain values out."""

import statistics
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.conversation import Author, Conversation
from bot.core.tags import Overrides
from bot.reports.hours import OfficeHours, to_office_hours
from bot.reports.journey import advance
from bot.reports.overruling import Change, find_changes
from bot.reports.percentiles import find_percentile
from bot.reports.period import MOST_DAYS, Period, WrongQuestion, to_period
from bot.reports.tables import show_minutes
from bot.reports.turns import count_turns
from tests.builders import a_message, a_subject
from tests.reports.scenario import ROUND_THE_CLOCK, Story, minutes, on

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from([ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kolkata")])
INTENT_TAGS = frozenset({"reinstate_appeal", "reinstate_compromise"})


def test_period_without_dates_is_the_last_thirty_days():
    period = to_period({}, date(2026, 11, 22), UTC)
    assert (period.first, period.last, period.days) == (date(2026, 10, 24), date(2026, 11, 22), 30)


def test_period_is_as_long_as_allowed_and_no_longer():
    first, last = date(2020, 1, 1), date(2020, 1, 1) + timedelta(days=MOST_DAYS - 1)
    assert to_period({"from": str(first), "to": str(last)}, last, UTC).days == MOST_DAYS
    with pytest.raises(WrongQuestion):
        to_period({"from": str(first), "to": str(last + timedelta(days=1))}, last, UTC)


@given(st.dates(date(2025, 1, 1), date(2026, 12, 1)), st.integers(1, 400), ZONES)
def test_parts_of_a_period_follow_each_other_and_keep_their_distance_to_utc(first, days, zone):
    period = Period(first, first + timedelta(days=days - 1), zone)
    parts = list(period.split_by_offset())
    assert parts[0][0] == period.start
    assert parts[-1][1] == period.end
    assert all(before[1] == after[0] for before, after in pairwise(parts))
    for start, end, offset in parts:
        for moment in (start, start + (end - start) / 2, end - timedelta(seconds=1)):
            assert moment.astimezone(zone).utcoffset() == timedelta(seconds=offset)


@given(st.dates(date(2025, 1, 1), date(2026, 12, 1)), st.integers(1, 400), st.floats(0, 0.999), ZONES)
def test_every_moment_of_a_period_is_in_the_stretch_of_its_local_day(first, days, share, zone):
    period = Period(first, first + timedelta(days=days - 1), zone)
    moment = period.start + (period.end - period.start) * share
    stretch = period.find_stretch(moment)
    assert stretch is not None
    cut = period.cut(stretch)
    assert cut.first <= moment.astimezone(zone).date() <= cut.last
    assert len(period.starts) > stretch
    assert period.find_stretch(period.end) is None


WEEK = to_office_hours("mon-fri 09:00-17:00", BERLIN)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (datetime(2026, 11, 2, 10, tzinfo=BERLIN), datetime(2026, 11, 2, 12, tzinfo=BERLIN), 2),
        (datetime(2026, 11, 2, 16, tzinfo=BERLIN), datetime(2026, 11, 3, 10, tzinfo=BERLIN), 2),
        (datetime(2026, 11, 6, 16, tzinfo=BERLIN), datetime(2026, 11, 9, 10, tzinfo=BERLIN), 2),
        (datetime(2026, 11, 7, 8, tzinfo=BERLIN), datetime(2026, 11, 8, 20, tzinfo=BERLIN), 0),
        (datetime(2026, 11, 3, tzinfo=BERLIN), datetime(2026, 11, 2, tzinfo=BERLIN), 0),
        (datetime(2026, 10, 19, tzinfo=BERLIN), datetime(2026, 11, 2, tzinfo=BERLIN), 80),
    ],
)
def test_office_hours_count_the_desks_time_alone(start, end, hours):
    assert WEEK.count_seconds(start, end) == hours * 3600


def test_without_office_hours_the_clock_never_stops():
    assert OfficeHours(UTC).count_seconds(on(6, 16), on(9, 16)) == 3 * 86400


@pytest.mark.parametrize("text", ["mon-fri", "9-17", "mon-fri 09:00", "mon-xyz 09:00-17:00", "mon 09:00-09:00"])
def test_hours_that_are_none_are_refused(text):
    with pytest.raises(ValueError, match=r"mon-fri|after"):
        to_office_hours(text, UTC)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=200))
def test_percentiles_are_those_of_the_sorted_values(values):
    counts = Counter(values)
    assert find_percentile(counts, 0.5) == statistics.median_low(values)
    at = -(-9 * len(values) // 10) - 1
    assert find_percentile(counts, 0.9) == sorted(values)[at]
    assert find_percentile({}, 0.5) is None


def test_turns_part_the_wait_for_us_from_the_wait_for_the_customer():
    said = [(Author.REQUESTER, 9, 0), (Author.BOT, 9, 5), (Author.REQUESTER, 11, 5), (Author.AGENT, 12, 5)]
    messages = [
        a_message(author=author, id=f"comment:{at}", sent_at=f"2026-11-02T{hour:02}:{minute:02}:00Z")
        for at, (author, hour, minute) in enumerate(said)
    ]
    machine = a_message(id="comment:9", automatic=True, sent_at="2026-11-02T10:00:00Z")
    turns = count_turns(Conversation((a_subject(), *messages[:2], machine, *messages[2:])), on(2, 13))
    assert (turns.opened_at, turns.agent_answered_at, turns.writings) == (on(2, 9), on(2, 12, 5), 2)
    assert (turns.us_seconds, turns.customer_seconds) == (65 * 60, (120 + 55) * 60)


@pytest.mark.parametrize("sent_at", [None, "", "yesterday", "2026-13-01T00:00:00Z"])
def test_message_without_a_legible_time_counts_for_no_wait(sent_at):
    turns = count_turns(Conversation((a_message(sent_at=sent_at),)), on(2, 9))
    assert (turns.opened_at, turns.us_seconds, turns.writings) == (on(2, 9), 0, 1)


CHANGES = [
    ((), {"reinstate_waiting"}, {"reinstate_ready"}, [Change("state", "waiting", "ready")]),
    ((), {"reinstate_ready"}, (), [Change("state", "ready", "")]),
    ((), {"reinstate_appeal"}, {"reinstate_compromise"}, [Change("intent", "appeal", "compromise")]),
    ((), {"reinstate_missing_api_key"}, (), [Change("api_key", "missing", "not missing")]),
    ((), (), {"reinstate_missing_api_key"}, [Change("api_key", "not missing", "missing")]),
    ((), {"reinstate_risk"}, (), [Change("risk", "risk", "")]),
    (("reinstate_off",), (), (), [Change("bot", "on", "off")]),
    (("reinstate_unblocked",), {"reinstate_ready", "reinstate_missing_api_key"}, (), []),
]


@pytest.mark.parametrize(("tags", "removed", "added", "changes"), CHANGES)
def test_what_people_do_with_our_tags_is_told_by_subject(tags, removed, added, changes):
    found = find_changes(frozenset(tags), Overrides(frozenset(removed), frozenset(added)), INTENT_TAGS)
    assert list(found) == changes


STORY = Story(1, on(2, 9), "probation_appeal", "appeal")


def test_ready_that_is_taken_back_waits_for_no_agent_and_keeps_its_first_time():
    journey = advance(None, STORY.handle(minutes(10), "ready", "complete"), ROUND_THE_CLOCK)
    assert journey.ready_since == on(2, 9, 10)
    journey = advance(journey, STORY.handle(minutes(60), "ask", "taken_back", writings=2), ROUND_THE_CLOCK)
    assert (journey.ready_since, journey.shape.state, journey.shape.rounds) == (None, "waiting", 1)
    journey = advance(journey, STORY.handle(minutes(90), "ready", "complete", writings=3), ROUND_THE_CLOCK)
    assert (journey.ready_since, journey.ready_minutes) == (on(2, 10, 30), 10)


def test_second_asking_for_the_same_writing_is_no_further_round():
    asked = STORY.handle(minutes(1), "ask", "items_missing")
    journey = advance(advance(None, asked, ROUND_THE_CLOCK), asked, ROUND_THE_CLOCK)
    assert journey.shape.rounds == 1


def test_ticket_that_is_left_alone_later_keeps_how_it_stood():
    asked = advance(None, STORY.handle(minutes(1), "ask", "items_missing"), ROUND_THE_CLOCK)
    closed = advance(asked, STORY.handle(minutes(9), "ignore", "closed", closed=True), ROUND_THE_CLOCK)
    assert (closed.shape.state, closed.shape.reason) == ("waiting", "items_missing")


def test_ready_ticket_that_is_closed_without_an_outcome_waits_for_nobody():
    ready = advance(None, STORY.handle(minutes(1), "ready", "complete"), ROUND_THE_CLOCK)
    assert (
        advance(ready, STORY.handle(minutes(9), "ignore", "closed", closed=True), ROUND_THE_CLOCK).ready_since is None
    )


def test_first_outcome_counts_and_its_time_is_when_we_were_told():
    ready = advance(None, STORY.handle(minutes(0), "ready", "complete"), ROUND_THE_CLOCK)
    told = STORY.handle(minutes(500), "wait", "already_ready", outcome="unblocked")
    decided = advance(ready, told, ROUND_THE_CLOCK, outcome_at=on(2, 10))
    again = advance(decided, replace(told, outcome="refused"), ROUND_THE_CLOCK)
    assert (again.shape.outcome, again.decided_minutes, again.outcome_at) == ("unblocked", 60, on(2, 10))


def test_outcome_that_stood_before_our_first_handling_is_no_agents_decision_here():
    told = STORY.handle(minutes(1), "ready", "complete", outcome="refused")
    journey = advance(advance(None, told, ROUND_THE_CLOCK), told, ROUND_THE_CLOCK)
    assert (journey.shape.outcome, journey.ready_since) == ("", on(2, 9, 1))


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h"), (200, "3 h 20 min"), (2880, "2 d"), (3120, "2 d 4 h")],
)
def test_minutes_are_told_in_words(number, words):
    assert show_minutes(number) == words
