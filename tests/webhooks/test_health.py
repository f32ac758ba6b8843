"""The pages that machines read, in every state that they can tell of."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update

from bot.jobs import Jobs
from bot.store.beats import save_beat, save_first_beat
from bot.store.deliveries import save_parked
from bot.store.tables import Beat
from tests.jobs.workers import file_delivery


@pytest.fixture
def worker(engine, clock):
    """A worker that beats: called with its beat's age and what it knows of Zendesk."""
    save_first_beat(engine, "worker", "life")

    def beat(age_seconds: float, zendesk: str = "ok") -> None:
        save_beat(engine, "worker", "life", zendesk)
        with engine.begin() as connection:
            connection.execute(update(Beat).values(beat_at=clock.now - timedelta(seconds=age_seconds)))

    return beat


def test_process_is_alive_whatever_the_database_does(client, engine):
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE beats"))
    assert client.get("/healthz").json == {"alive": True}


def test_without_a_worker_nothing_is_ready(client):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {
        "ready": False,
        "database": "ok",
        "queue": "no worker yet",
        "open_deliveries": 0,
        "worker_beat_seconds": None,
        "zendesk": "unknown",
    }


@pytest.mark.parametrize(
    ("age", "zendesk", "ready"),
    [
        (0, "ok", True),
        (30, "ok", True),
        (31, "ok", False),
        (0, "unknown", False),
        (0, "away", False),
        (0, "refused", False),
        (-5, "ok", True),
    ],
)
def test_ready_is_who_has_a_fresh_worker_that_zendesk_receives(client, engine, worker, age, zendesk, ready):
    Jobs(engine).declare_queue(4, 0.2)
    worker(age, zendesk)
    answer = client.get("/readyz")
    assert answer.status_code == (200 if ready else 503)
    assert answer.json["ready"] is ready
    assert (answer.json["worker_beat_seconds"], answer.json["zendesk"]) == (max(0, age), zendesk)


def test_without_the_queue_nothing_is_ready(client, worker):
    worker(0)
    assert client.get("/readyz").json["queue"] == "no worker yet"
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("table", ["beats", "deliveries"])
def test_without_the_database_nothing_is_ready(client, engine, table):
    with engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {table}"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"ready": False, "database": "away"})


def read_metrics(client) -> dict[str, str]:
    lines = client.get("/metrics").text.splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if line.startswith("reinstate_"))


def test_metrics_tell_of_open_deliveries_parked_tickets_and_the_worker(client, engine, worker):
    worker(3)
    for ticket in (42, 42, 7):
        file_delivery(engine, ticket)
    save_parked(engine, 42, "worker_died")
    metrics = read_metrics(client)
    assert metrics["reinstate_deliveries_open"] == "3.0"
    assert metrics["reinstate_tickets_parked"] == "1.0"
    assert metrics["reinstate_worker_beat_age_seconds"] == "3.0"


def test_metrics_count_accepted_doubled_and_refused_deliveries(client, post):
    before = read_metrics(client)
    post(invocation="same")
    post(invocation="same")
    post(b"x")
    after = read_metrics(client)
    counted = {
        name.partition("{")[0]: float(value) - float(before.get(name, 0))
        for name, value in after.items()
        if "_total" in name and value != before.get(name)
    }
    assert counted == {
        "reinstate_deliveries_accepted_total": 1.0,
        "reinstate_deliveries_doubled_total": 1.0,
        "reinstate_deliveries_refused_total": 1.0,
    }


def test_metrics_without_the_database_tell_no_old_figures(client, engine):
    file_delivery(engine, 42)
    assert read_metrics(client)["reinstate_deliveries_open"] == "1.0"
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE deliveries"))
    assert read_metrics(client)["reinstate_deliveries_open"] == "NaN"
    assert client.get("/metrics").status_code == 200
