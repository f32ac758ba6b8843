"""The pages that machines read, in every state that they can tell of."""

import pytest
from sqlalchemy import text

from bot.jobs import Jobs


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
        "queue_full": False,
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
