"""A database that may grow no further: deliveries are asked for again, and none that was acknowledged is lost."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, func, select

from bot.jobs import Jobs
from bot.store.database import open_database
from bot.store.deliveries import load_unparked_open
from bot.store.tables import Delivery
from tests.webhooks.zendesk import SECRET, Clock, a_body, to_headers
from webhooks import create_app

PLENTY = 2**30  # pages
SPARE_PAGES = 8
MOST_TRIES = 2000


@pytest.fixture
def engine(make_sqlite_database) -> Iterator[Engine]:
    """Its database alone may be full."""
    engine = open_database(make_sqlite_database(True))
    yield engine
    engine.dispose()


@pytest.fixture
def limit_pages(engine: Engine) -> Callable[[int], None]:
    """Sets how many pages the database may have; never fewer than it has."""
    most = PLENTY

    @event.listens_for(engine, "checkout")
    def apply(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {most}")

    def limit(pages: int) -> None:
        nonlocal most
        most = pages

    return limit


def post_until_refused(client: FlaskClient, clock: Clock) -> tuple[list[str], str, int, str]:
    """The tickets whose deliveries were acknowledged; then ticket, status and Retry-After of the first that was not."""
    taken: list[str] = []
    for number in range(1, MOST_TRIES):
        body = a_body(ticket_id=str(number))
        answer = client.post("/webhooks/zendesk", data=body, headers=to_headers(body, clock.now))
        if answer.status_code != 202:
            return taken, str(number), answer.status_code, answer.headers["Retry-After"]
        taken.append(str(number))
    raise AssertionError("the database never was full")


def test_full_database_asks_for_the_delivery_again_and_keeps_all_that_it_acknowledged(engine, limit_pages):
    jobs, clock = Jobs(engine), Clock()
    client = create_app(engine, jobs, (SECRET,), clock).test_client()
    with engine.connect() as connection:
        limit_pages(connection.exec_driver_sql("PRAGMA page_count").scalar_one() + SPARE_PAGES)
    taken, refused, status, retry_after = post_until_refused(client, clock)
    assert taken
    assert status == 503
    assert 0 < int(retry_after) < 60
    assert [str(each.ticket_id) for each in load_unparked_open(engine)] == taken
    assert len(jobs.load_live()) == len(taken)

    limit_pages(PLENTY)
    body = a_body(ticket_id=refused)
    assert client.post("/webhooks/zendesk", data=body, headers=to_headers(body, clock.now)).status_code == 202
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(Delivery)).scalar_one() == len(taken) + 1
    jobs.close()
