"""A queue that grows beyond what may wait: further deliveries are refused for the time being, and taken again."""

import pytest
from structlog.testing import capture_logs

from bot.jobs import Jobs
from bot.store.database import open_database
from bot.store.deliveries import count_open, save_closed, save_parked
from tests.jobs.workers import file_delivery
from tests.locks import locked
from tests.webhooks.test_metrics import read_metrics
from tests.webhooks.zendesk import SECRET, a_body, to_headers
from webhooks import create_app
from webhooks.room import LOOK_SECONDS, Room

MOST = 3


class Seconds:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def room(engine, seconds) -> Room:
    return Room(engine, MOST, seconds)


def test_room_is_full_when_as_many_wait_as_may(engine, room, seconds):
    for ticket in range(1, MOST):
        file_delivery(engine, ticket)
    assert not room.look()
    file_delivery(engine, MOST)
    assert not room.look()
    seconds.at += LOOK_SECONDS
    assert room.look()
    assert room.is_full()
    save_closed(engine, 1, MOST, "ask:items_missing")
    assert room.is_full()
    seconds.at += LOOK_SECONDS
    assert not room.is_full()


def test_parked_tickets_take_no_room(engine, room):
    for _ in range(MOST):
        file_delivery(engine, 42)
    save_parked(engine, 42, "worker_died")
    assert not room.look()


def test_room_is_as_it_was_known_while_the_database_is_away(seconds):
    absent = open_database("sqlite:////nowhere/at/all.sqlite3")
    with capture_logs() as logs:
        assert not Room(absent, MOST, seconds).look()
    assert [entry["event"] for entry in logs] == ["not_counted"]


def post(client, clock):
    body = a_body()
    return client.post("/webhooks/zendesk", data=body, headers=to_headers(body, clock.now))


def test_delivery_beyond_the_bound_is_asked_for_again_and_told_of(engine, clock):
    for ticket in range(MOST):
        file_delivery(engine, ticket)
    client = create_app(engine, Jobs(engine), (SECRET,), clock, most_open=MOST).test_client()
    assert post(client, clock).status_code == 202  # the one that notices
    refused = post(client, clock)
    assert (refused.status_code, refused.json) == (503, {"error": "queue_full"})
    assert 5 < int(refused.headers["Retry-After"]) < 60
    assert count_open(engine) == MOST + 1
    assert client.get("/readyz").json["queue_full"] is True
    assert read_metrics(client)["reinstate_queue_full"] == "1.0"
    assert read_metrics(client)['reinstate_deliveries_refused_total{reason="queue_full"}'] != "0.0"


def test_forgery_learns_nothing_of_a_full_queue(engine, clock):
    client = create_app(engine, Jobs(engine), (SECRET,), clock, most_open=0).test_client()
    assert post(client, clock).status_code == 202
    headers = to_headers(a_body(), clock.now, secret="another")
    assert client.post("/webhooks/zendesk", data=a_body(), headers=headers).status_code == 401


def test_locked_database_of_a_full_queue_is_waited_for_once(engine, database_url, clock):
    impatient = open_database(database_url, busy_seconds=0.1)
    client = create_app(impatient, Jobs(impatient), (SECRET,), clock, most_open=0).test_client()
    assert post(client, clock).status_code == 202
    with locked(engine):
        assert post(client, clock).status_code == 503
    impatient.dispose()
