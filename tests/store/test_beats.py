"""A worker's beats, its life, and its end as the others see it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, update

from bot.store.beats import load_lives, load_newest_beat, save_beat, save_buried, save_first_beat
from bot.store.deliveries import now
from bot.store.tables import Beat


def silence(engine: Engine, worker: str, seconds: float) -> None:
    """As if the worker had beaten last that long ago."""
    with engine.begin() as connection:
        connection.execute(update(Beat).where(Beat.worker == worker).values(beat_at=now() - timedelta(seconds=seconds)))


def test_without_a_worker_there_is_no_beat(engine):
    assert load_newest_beat(engine) is None


def test_newest_beat_of_any_worker_is_told_with_what_it_knows(engine):
    save_first_beat(engine, "old", "life")
    silence(engine, "old", 100)
    save_first_beat(engine, "new", "life")
    assert save_beat(engine, "new", "life", "ok")
    at, zendesk = load_newest_beat(engine)
    assert zendesk == "ok"
    assert at.tzinfo is UTC
    assert abs(datetime.now(UTC) - at) < timedelta(seconds=10)


def test_worker_that_was_started_again_under_its_name_ends_its_earlier_life(engine):
    save_first_beat(engine, "serve", "first")
    save_first_beat(engine, "serve", "second")
    assert not save_beat(engine, "serve", "first", "ok")
    assert save_beat(engine, "serve", "second", "ok")


def test_worker_without_a_first_beat_is_not_alive(engine):
    assert not save_beat(engine, "serve", "life", "ok")
    assert load_newest_beat(engine) is None


@pytest.mark.parametrize(("silent", "buried"), [(29, []), (31, ["other"])])
def test_worker_is_buried_by_the_others_after_a_long_silence(engine, silent, buried):
    save_first_beat(engine, "other", "life")
    silence(engine, "other", silent)
    assert save_buried(engine, "self", 30) == buried
    assert save_beat(engine, "other", "life", "ok") is (buried == [])
    assert load_lives(engine) == (set() if buried else {"life"})


def test_no_worker_buries_itself(engine):
    save_first_beat(engine, "self", "life")
    silence(engine, "self", 1000)
    assert save_buried(engine, "self", 30) == []
    assert save_beat(engine, "self", "life", "ok")


def test_worker_is_buried_once(engine):
    save_first_beat(engine, "other", "life")
    silence(engine, "other", 31)
    assert save_buried(engine, "self", 30) == ["other"]
    assert save_buried(engine, "third", 30) == []


def test_worker_that_lives_again_has_another_life(engine):
    save_first_beat(engine, "other", "first")
    silence(engine, "other", 31)
    save_buried(engine, "self", 30)
    save_first_beat(engine, "other", "second")
    assert save_buried(engine, "self", 30) == []
    assert load_lives(engine) == {"second"}
