"""Two signing secrets during a rotation: the older one holds for a day, over restarts, and is never stored."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY
from sqlalchemy import event, select

from bot.commands.run import describe_older_secrets
from bot.jobs import Jobs
from bot.store.database import open_database
from bot.store.secrets import OLDER_HOLD, Secret, decide_ends, save_seen_secrets
from bot.store.tables import SeenSecret
from tests.webhooks.zendesk import Clock, a_body, to_headers
from webhooks import create_app

NOW = Clock().now
DAY = timedelta(days=1)


def deliver(engine, clock, secrets, signed_with):
    """The status that a web process started now gives to a delivery."""
    client = create_app(engine, Jobs(engine), secrets, clock).test_client()
    headers = to_headers(a_body(), clock.now, secret=signed_with)
    return client.post("/webhooks/zendesk", data=a_body(), headers=headers).status_code


def test_both_are_accepted_for_a_day_then_the_newer_alone(engine, clock):
    secrets = ("new", "old")
    for hours, old in [(0, 202), (23, 202), (24, 401), (48, 401)]:
        clock.now = NOW + timedelta(hours=hours)
        assert deliver(engine, clock, secrets, "new") == 202
        assert deliver(engine, clock, secrets, "old") == old
        assert deliver(engine, clock, secrets, "unknown") == 401


def test_one_process_that_runs_on_refuses_the_older_one_in_time(engine, clock):
    client = create_app(engine, Jobs(engine), ("new", "old"), clock).test_client()
    statuses = []
    for _day in range(2):
        headers = to_headers(a_body(), clock.now, secret="old")
        statuses.append(client.post("/webhooks/zendesk", data=a_body(), headers=headers).status_code)
        clock.now += DAY
    assert statuses == [202, 401]


def test_day_begins_when_the_newer_one_is_first_seen_not_at_the_first_start(engine, clock):
    save_seen_secrets(engine, ["old"], clock.now)
    clock.now += timedelta(days=90)
    assert deliver(engine, clock, ("new", "old"), "old") == 202
    clock.now += DAY
    assert deliver(engine, clock, ("new", "old"), "old") == 401


def test_secret_taken_out_of_the_settings_is_refused_at_once(engine, clock):
    assert deliver(engine, clock, ("new", "old"), "old") == 202
    assert deliver(engine, clock, ("new",), "old") == 401
    assert deliver(engine, clock, ("new",), "new") == 202


def test_use_of_the_older_one_is_counted(engine, clock):
    before = REGISTRY.get_sample_value("reinstate_deliveries_older_secret_total")
    for signer in ("new", "old", "old"):
        deliver(engine, clock, ("new", "old"), signer)
    assert REGISTRY.get_sample_value("reinstate_deliveries_older_secret_total") == before + 2


def test_no_secret_is_stored(engine):
    save_seen_secrets(engine, ["CANARY4711", "CANARY0815"], NOW)
    with engine.connect() as connection:
        rows = connection.execute(select(SeenSecret.fingerprint, SeenSecret.seen_at)).all()
    assert len(rows) == 2
    assert "CANARY" not in str(rows)


def test_single_secret_needs_no_database(clock):
    absent = open_database("sqlite:////nowhere/at/all.sqlite3")
    client = create_app(absent, Jobs(absent), ("new",), clock).test_client()
    forged = to_headers(a_body(), clock.now, secret="forged")
    assert client.post("/webhooks/zendesk", data=a_body(), headers=forged).status_code == 401
    absent.dispose()


def test_database_that_is_away_at_first_is_asked_again(engine, clock):
    client = create_app(engine, Jobs(engine), ("new", "old"), clock).test_client()
    headers = to_headers(a_body(), clock.now, secret="old")

    def fail(*_arguments: object) -> None:
        from sqlalchemy.exc import OperationalError

        raise OperationalError("BEGIN", {}, OSError("away"))

    event.listen(engine, "begin", fail)
    assert client.post("/webhooks/zendesk", data=a_body(), headers=headers).status_code == 503
    event.remove(engine, "begin", fail)
    assert client.post("/webhooks/zendesk", data=a_body(), headers=headers).status_code == 202


@pytest.mark.parametrize(
    ("days", "listed", "ends"),
    [
        ({"a": 0}, ["a"], [("a", None)]),
        ({"new": 9, "old": 0}, ["new", "old"], [("new", None), ("old", 10)]),
        ({"new": 9, "old": 0}, ["old", "new"], [("new", None), ("old", 10)]),
        ({"new": 0, "old": 0}, ["new", "old"], [("new", None), ("old", 1)]),
        ({"c": 9, "b": 5, "a": 0}, ["c", "b", "a"], [("c", None), ("b", 10), ("a", 6)]),
        ({"a": 0}, ["a", "a"], [("a", None)]),
    ],
)
def test_ends_follow_when_each_was_first_seen(days, listed, ends):
    seen = {value: NOW + day * DAY for value, day in days.items()}
    expected = [Secret(value, None if day is None else NOW + day * DAY) for value, day in ends]
    assert list(decide_ends(seen, listed)) == expected


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 1000), min_size=1, max_size=6))
def test_exactly_the_newest_has_no_end(hours):
    seen = {value: NOW + timedelta(hours=hour) for value, hour in hours.items()}
    newest, *older = decide_ends(seen, list(seen))
    assert newest.until is None
    assert seen[newest.value] == max(seen.values())
    assert all(secret.until - OLDER_HOLD in seen.values() for secret in older)
    assert {newest.value, *(secret.value for secret in older)} == set(seen)


def test_start_says_until_when_the_older_one_holds():
    secrets = [Secret("new"), Secret("old", NOW + DAY), Secret("older", NOW)]
    holds, ended = describe_older_secrets(secrets, NOW)
    assert "accepted until 2026-03-02 12:00 UTC" in holds
    assert "refused since 2026-03-01 12:00 UTC" in ended
    assert "REINSTATE_WEBHOOK_SECRETS" in holds
    assert describe_older_secrets(secrets[:1], NOW) == []
