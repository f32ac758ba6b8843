"""The operations page on a real queue: what waits and what may be done about it."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.jobs import Jobs
from bot.store.beats import save_first_beat
from bot.store.deliveries import count_open, load_fortune, save_parked
from bot.store.pace import ACCOUNT, Limit, save_answered
from bot.store.tables import Beat, Token, Walk
from tests.jobs.workers import file_delivery
from webhooks.pages.operations import describe_span


@pytest.fixture
def parked(engine):
    """Ticket 42 is parked, ticket 7 waits."""
    file_delivery(engine, 42)
    file_delivery(engine, 7)
    save_parked(engine, 42, "worker_died")


def test_empty_desk_says_that_all_is_well(manager):
    page = manager.read("/operations")
    assert "Nothing waits" in page
    assert "No worker runs" in page
    assert "0 deliveries open" in page


def test_parked_tickets_come_first_with_what_to_do(manager, parked):
    page = manager.read("/operations")
    assert page.index("#42") < page.index("#7")
    assert "worker_died" in page
    assert "then retry" in page


def test_parked_ticket_is_retried(manager, engine, parked):
    manager.get("/operations")
    answer = manager.post("/operations/retry", {"ticket": "42"})
    assert "Ticket 42 is tried now." in manager.read(answer.location)
    assert load_fortune(engine, 42).parked_reason is None


def test_ticket_is_discarded(manager, engine, parked):
    manager.get("/operations")
    answer = manager.post("/operations/discard", {"ticket": "42"})
    assert "Ticket 42 is given up" in manager.read(answer.location)
    assert count_open(engine) == 1


def test_what_cannot_be_done_says_why(manager, parked):
    manager.get("/operations")
    answer = manager.post("/operations/retry", {"ticket": "7"})
    assert answer.status_code == 409
    assert "Ticket 7 is not held back" in answer.text


@pytest.mark.parametrize(
    ("what", "ticket"), [("dance", "42"), ("retry", ""), ("retry", "x"), ("retry", "-1"), ("retry", str(2**63))]
)
def test_odd_request_is_refused(manager, parked, what, ticket):
    manager.get("/operations")
    assert manager.post(f"/operations/{what}", {"ticket": ticket}).status_code == 400


@pytest.mark.parametrize("done", ["dance-42", "retry-x", "<script>", "retry-"])
def test_odd_message_in_the_address_is_not_shown(manager, done):
    assert 'role="status"' not in manager.get("/operations", query_string={"done": done}).text


def test_workers_zendesk_and_sweeps_are_shown(manager, engine, clock):
    save_first_beat(engine, "worker-1", "life")
    save_answered(engine, Limit(ACCOUNT, 10, 60.0))
    moments = {"renew_at": clock.now, "expires_at": clock.now, "leased_until": clock.now}
    with engine.begin() as connection:
        connection.execute(Beat.__table__.update().values(beat_at=clock.now - timedelta(minutes=5)))
        row = {"name": "t", "version": 1, "sealed": "SEALED", "lease": "", "error": "invalid_client", **moments}
        connection.execute(insert(Token).values(row))
        walk = {"name": "sweep", "cursor": "c", "read_to": clock.now, "due_at": clock.now, "counts": {"put_back": 3}}
        connection.execute(insert(Walk).values(walk))
    page = manager.read("/operations")
    for words in ("worker-1 5 minutes ago silent", "Calls of any kind", "ended", "invalid_client", "put back 3"):
        assert words in page
    assert "SEALED" not in page


def test_refused_deliveries_are_counted_with_their_reason(manager):
    manager.client.post("/webhooks/zendesk", data=b"{}")
    assert "refused no signature: not from Zendesk" in manager.read("/operations")


def test_page_never_writes(manager, engine, parked):
    before = Jobs(engine).count_jobs(), count_open(engine)
    manager.get("/operations")
    assert (Jobs(engine).count_jobs(), count_open(engine)) == before


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 s"), (59.9, "59 s"), (60, "1 minute"), (7300, "2 hours"), (90_000, "1 day"), (10**6, "11 days")],
)
def test_span_is_told_in_its_largest_unit(seconds, told):
    assert describe_span(seconds) == told
