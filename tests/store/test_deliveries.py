"""Deliveries are stored once and closed by the run that covers them; a ticket's fortunes are counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier

import pytest
from sqlalchemy import Engine, select

from bot.store.deliveries import (
    Fortune,
    NewDelivery,
    OpenDelivery,
    count_open,
    load_fortune,
    load_newest_open_id,
    load_open_delivery,
    load_parked,
    load_unparked_open,
    now,
    save_attempt,
    save_closed,
    save_delivery,
    save_end,
    save_parked,
    save_released,
    save_start,
)
from bot.store.tables import Delivery

TICKET = 42
LARGEST = 2**63 - 1


def save(engine: Engine, invocation: str, ticket_id: int = TICKET, received_at: datetime | None = None) -> int | None:
    with engine.begin() as connection:
        return save_delivery(connection, NewDelivery(invocation, ticket_id, "created"), received_at or now())


def load_outcomes(engine: Engine) -> dict[int, str | None]:
    with engine.connect() as connection:
        return dict(connection.execute(select(Delivery.id, Delivery.outcome).order_by(Delivery.id)).all())


def test_delivery_is_loaded_as_it_was_stored(engine):
    received_at = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
    with engine.begin() as connection:
        delivery_id = save_delivery(connection, NewDelivery("one", LARGEST, "replied", LARGEST), received_at)
    assert delivery_id is not None
    assert load_open_delivery(engine, delivery_id) == OpenDelivery(delivery_id, LARGEST, "replied", received_at, 0)


def test_time_of_another_zone_comes_back_as_the_same_moment(engine):
    received_at = datetime(2026, 3, 1, 1, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    delivery_id = save(engine, "one", received_at=received_at)
    loaded = load_open_delivery(engine, delivery_id)
    assert loaded.received_at == received_at
    assert loaded.received_at.utcoffset() == timedelta(0)


def test_same_invocation_is_stored_once(engine):
    assert save(engine, "one") == 1
    assert save(engine, "one") is None
    assert save(engine, "one", ticket_id=7) is None
    assert count_open(engine) == 1


def test_same_invocation_twenty_times_at_once_is_stored_once(engine):
    together = Barrier(20)

    def deliver(_number: int) -> int | None:
        together.wait()
        return save(engine, "one")

    with ThreadPoolExecutor(20) as pool:
        stored = list(pool.map(deliver, range(20)))
    assert len([delivery_id for delivery_id in stored if delivery_id is not None]) == 1
    assert count_open(engine) == 1


def test_two_hundred_deliveries_from_eight_threads_are_all_stored(engine):
    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(lambda number: save(engine, f"delivery {number}", number % 10), range(200)))
    assert len(set(stored)) == 200
    assert count_open(engine) == 200


def test_newest_open_id_is_the_tickets_own(engine):
    assert load_newest_open_id(engine, TICKET) == 0
    save(engine, "one")
    newest = save(engine, "two")
    save(engine, "other", ticket_id=7)
    assert load_newest_open_id(engine, TICKET) == newest


def test_closing_ends_at_the_id_that_was_read(engine):
    save(engine, "one")
    read = load_newest_open_id(engine, TICKET)
    other = save(engine, "other", ticket_id=7)
    later = save(engine, "later")
    save_closed(engine, TICKET, read, "ask:items_missing")
    assert load_outcomes(engine) == {read: "ask:items_missing", other: None, later: None}
    assert load_open_delivery(engine, read) is None
    assert load_open_delivery(engine, later) is not None


def test_closed_delivery_keeps_its_first_outcome(engine):
    first = save(engine, "one")
    save_closed(engine, TICKET, first, "ask:items_missing")
    second = save(engine, "two")
    save_closed(engine, TICKET, second, "ready:complete")
    assert load_outcomes(engine) == {first: "ask:items_missing", second: "ready:complete"}


def test_attempt_is_counted_once_by_whoever_saw_it_first(engine):
    delivery = load_open_delivery(engine, save(engine, "one"))
    with engine.begin() as connection:
        assert save_attempt(connection, delivery, "503 " + "x" * 500)
    with engine.begin() as connection:
        assert not save_attempt(connection, delivery, "503")
    assert load_open_delivery(engine, delivery.id).attempts == 1


def test_attempt_of_a_closed_delivery_is_not_counted(engine):
    delivery = load_open_delivery(engine, save(engine, "one"))
    save_closed(engine, TICKET, delivery.id, "wait:not_our_turn")
    with engine.begin() as connection:
        assert not save_attempt(connection, delivery, "503")


def test_unknown_ticket_has_no_fortune_yet(engine):
    assert load_fortune(engine, TICKET) == Fortune(failures=0, starts=0, parked_reason=None)


def test_starts_add_up_until_a_run_ends(engine):
    assert [save_start(engine, TICKET), save_start(engine, TICKET)] == [1, 2]
    assert save_end(engine, TICKET, failed=False) == 0
    assert save_start(engine, TICKET) == 1


@pytest.mark.parametrize(("ends", "failures"), [([True, True], 2), ([True, False, True], 2), ([False], 0)])
def test_failures_are_counted_apart_from_waits(engine, ends, failures):
    assert [save_end(engine, TICKET, failed=failed) for failed in ends][-1] == failures


def test_closing_begins_a_new_count(engine):
    save_start(engine, TICKET)
    save_end(engine, TICKET, failed=True)
    save_start(engine, TICKET)
    save_closed(engine, TICKET, 0, "wait:not_our_turn")
    assert load_fortune(engine, TICKET) == Fortune()


def test_parked_tickets_are_listed_with_reason_oldest_first(engine):
    save_parked(engine, TICKET, "worker_died")
    save_parked(engine, 7, "failed: KeyError" + "x" * 500)
    [(first, at, reason), (second, _, long_reason)] = load_parked(engine)
    assert (first, reason, second) == (TICKET, "worker_died", 7)
    assert len(long_reason) == 200
    assert abs(now() - at) < timedelta(minutes=1)
    assert load_fortune(engine, TICKET).parked_reason == "worker_died"


def test_open_deliveries_of_parked_tickets_are_counted_but_not_to_be_run(engine):
    save(engine, "one")
    other = save(engine, "other", ticket_id=7)
    save_parked(engine, TICKET, "worker_died")
    save(engine, "later")
    assert count_open(engine) == 3
    assert [delivery.id for delivery in load_unparked_open(engine)] == [other]


def test_released_ticket_begins_with_a_clean_slate(engine):
    delivery_id = save(engine, "one")
    save_start(engine, TICKET)
    save_parked(engine, TICKET, "worker_died")
    assert save_released(engine, TICKET)
    assert load_fortune(engine, TICKET) == Fortune()
    assert load_parked(engine) == []
    assert [delivery.id for delivery in load_unparked_open(engine)] == [delivery_id]


def test_ticket_that_is_not_parked_cannot_be_released(engine):
    save_start(engine, TICKET)
    assert not save_released(engine, TICKET)
    assert not save_released(engine, 7)
    assert load_fortune(engine, TICKET).starts == 1
