"""The first reading: what is kept of it, once per ticket, on both databases."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.accounts.baseline import Baseline, Line, from_record, is_timely, to_baseline, to_record
from bot.accounts.facts import AccountFacts, Key, Login, Read, User
from bot.store.baselines import load_baseline, save_baseline

OPENED, SOON, LATE = "2026-11-22T10:00:00Z", "2026-11-22T10:14:59Z", "2026-11-22T10:15:01Z"
FACTS = AccountFacts(
    "acme",
    "acme",
    users=Read((User("1", "anna@acme.example", password_changed_at=""),), ""),
    keys=Read((Key("k1", created_at=OPENED), Key("k2")), ""),
    logins=Read((Login("a@mg.acme.example", "mg.acme.example", OPENED),), "", partial=True),
)


def test_baseline_holds_ids_and_dates_of_what_was_read_whole_and_no_user_s_address() -> None:
    baseline = to_baseline(FACTS, SOON)
    assert baseline == Baseline("acme", SOON, keys={"k1": OPENED, "k2": None}, logins=None, passwords={"1": ""})
    assert "anna@" not in repr(baseline)


def test_nothing_read_is_no_baseline() -> None:
    assert to_baseline(AccountFacts("acme", "acme"), SOON) is None


@pytest.mark.parametrize(
    ("opened_at", "read_at", "timely"),
    [(OPENED, SOON, True), (OPENED, LATE, False), (SOON, OPENED, True), (LATE, OPENED, False), ("", SOON, False)],
)
def test_reading_counts_as_the_first_in_the_first_minutes_alone(opened_at: str, read_at: str, timely: bool) -> None:
    assert is_timely(opened_at, read_at) is timely


def test_stored_baseline_comes_back_as_it_was(engine: Engine) -> None:
    baseline = to_baseline(FACTS, SOON)
    assert baseline is not None
    assert load_baseline(engine, 7) is None
    assert save_baseline(engine, 7, baseline.account, SOON, to_record(baseline))
    stored = load_baseline(engine, 7)
    assert stored is not None
    assert from_record(*stored) == baseline


def test_second_reading_never_replaces_the_first(engine: Engine) -> None:
    assert save_baseline(engine, 7, "acme", SOON, {"keys": {"k1": None}})
    assert not save_baseline(engine, 7, "other", LATE, {})
    assert load_baseline(engine, 7) == ("acme", SOON, {"keys": {"k1": None}})


@given(
    record=st.none() | st.integers() | st.dictionaries(st.text(max_size=5), st.none() | st.text() | st.lists(st.none()))
)
def test_record_of_any_form_is_read(record: Any) -> None:
    line = Line(OPENED, from_record("acme", SOON, record))
    assert all(line.moments(name) is None for name in ("keys", "logins", "passwords"))
    assert "no earlier reading" in line.words("keys")


@given(names=st.dictionaries(st.text(max_size=10), st.none() | st.just(OPENED), max_size=5))
def test_record_keeps_any_names(names: dict[str, str | None]) -> None:
    baseline = Baseline("acme", SOON, keys=names)
    assert from_record("acme", SOON, to_record(baseline)) == baseline
