"""How long the database may keep anybody waiting: for a lock, for a connection, for an answer."""

import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, TimeoutError

from bot.jobs import Jobs
from bot.processes import WEB_BUSY_SECONDS
from bot.store.database import open_database, to_limits
from bot.store.deliveries import NewDelivery, count_open, now, save_delivery
from tests.jobs.workers import wait_until
from tests.locks import locked
from tests.webhooks.zendesk import SECRET, a_body, to_headers
from webhooks import create_app

OVERFLOW = 10  # connections beyond one for each thread
WEBHOOK_SECONDS = 2.0
OWN_SECONDS = 3.0  # of this machine, beside


def test_webhook_of_a_locked_database_answers_within_two_seconds(engine, database_url):
    own = open_database(database_url, WEB_BUSY_SECONDS)
    client = create_app(own, Jobs(own), (SECRET,)).test_client()
    headers = to_headers(a_body(), now())
    assert client.get("/readyz").status_code == 503  # the first connection is made
    with locked(engine):
        begun = time.monotonic()
        answer = client.post("/webhooks/zendesk", data=a_body(), headers=headers)
        took = time.monotonic() - begun
    assert (answer.status_code, answer.json) == (503, {"error": "not_stored"})
    assert took < WEBHOOK_SECONDS + OWN_SECONDS
    assert client.post("/webhooks/zendesk", data=a_body(), headers=headers).status_code == 202
    assert count_open(engine) == 1
    own.dispose()


def test_connection_is_not_waited_for_for_ever(database_url):
    engine = open_database(database_url, busy_seconds=0.2, threads=1)
    held = [engine.connect() for _ in range(1 + OVERFLOW)]
    with pytest.raises(TimeoutError):
        engine.connect()
    for connection in held:
        connection.close()
    engine.dispose()


@pytest.mark.parametrize("make_database", ["postgresql"], indirect=True)
def test_statement_that_takes_too_long_is_broken_off(database_url):
    engine = open_database(database_url, statement_seconds=0.2)
    with engine.connect() as connection, pytest.raises(OperationalError):
        connection.execute(text("SELECT pg_sleep(5)"))
    engine.dispose()


@pytest.mark.parametrize("make_database", ["postgresql"], indirect=True)
def test_transaction_of_a_paused_process_does_not_keep_its_locks(engine, database_url):
    """The server ends it: 0.2 s here, a minute as shipped."""
    paused = open_database(database_url)
    with paused.connect() as connection:
        connection.execute(text("SET idle_in_transaction_session_timeout = 200"))
        connection.commit()
        connection.execute(text("LOCK TABLE deliveries IN ACCESS EXCLUSIVE MODE"))
        wait_until(lambda: count_open(engine) == 0)
        with engine.begin() as other:
            assert save_delivery(other, NewDelivery("one", 42, "created"), now()) == 1
        connection.invalidate()
    paused.dispose()


@pytest.mark.parametrize(("busy", "connect"), [(0.1, 2), (1.8, 2), (4, 4), (10, 5), (120, 5)])
def test_server_is_given_a_few_seconds_to_answer(busy, connect):
    assert to_limits(busy, 0)["connect_timeout"] == connect


def test_server_is_told_all_limits():
    options = "-c lock_timeout=1800 -c statement_timeout=10000 -c idle_in_transaction_session_timeout=60000"
    assert to_limits(1.8, 10)["options"] == options
