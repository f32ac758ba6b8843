"""``/metrics``: what is told, to whom, and over several processes."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests
from sqlalchemy import insert, text

from bot.jobs import Jobs
from bot.store.deliveries import now, save_parked
from bot.store.tables import Pace, Token
from tests.jobs.workers import delivery_in_hand, file_delivery
from tests.webhooks.test_http import find_free_port
from tests.webhooks.zendesk import SECRET, an_event
from webhooks import create_app
from webhooks.metrics import GAUGES, is_loopback

TOKEN = "token of the tests"


def parse(page: str) -> dict[str, str]:
    lines = page.splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if line.startswith("reinstate_"))


def read_metrics(client) -> dict[str, str]:
    return parse(client.get("/metrics").text)


def test_gauges_of_an_idle_bot_are_zero_and_its_worker_is_unknown(client):
    metrics = read_metrics(client)
    told = {name: metrics[name] for name in GAUGES}
    assert told.pop("reinstate_worker_beat_age_seconds") == told.pop("reinstate_zendesk_token_seconds") == "NaN"
    assert set(told.values()) == {"0.0"}


def test_gauges_tell_of_deliveries_jobs_tickets_and_workers(client, engine, worker, clock):
    worker(3)
    for ticket in (42, 42, 7):
        file_delivery(engine, ticket)
    file_delivery(engine, 8, delay_seconds=600)
    save_parked(engine, 42, "worker_died")
    metrics = read_metrics(client)
    assert metrics["reinstate_deliveries_open"] == "4.0"
    assert metrics["reinstate_tickets_parked"] == "1.0"
    assert metrics["reinstate_jobs_waiting"] == "3.0"
    assert metrics["reinstate_jobs_delayed"] == "1.0"
    assert metrics["reinstate_workers_alive"] == "1.0"
    assert metrics["reinstate_worker_beat_age_seconds"] == "3.0"


def test_running_jobs_are_counted_while_they_run(engine):
    with delivery_in_hand(engine, file_delivery(engine, 42)):
        assert Jobs(engine).count_jobs() == {"waiting": 0, "delayed": 0, "running": 1}


def test_age_of_the_oldest_open_delivery_is_told(client, post, clock):
    post()
    clock.now += timedelta(minutes=10)
    post()
    assert read_metrics(client)["reinstate_deliveries_oldest_open_age_seconds"] == "600.0"


def test_worker_that_fell_silent_is_not_alive(client, worker):
    worker(31)
    assert read_metrics(client)["reinstate_workers_alive"] == "0.0"


def test_gauges_tell_how_zendesk_is_called(engine):
    at = now()
    pace = {"calls": 100, "seconds": 60, "full_at": at, "closed_by": "429", "failures": 2}
    token = {
        "name": "zendesk",
        "version": 1,
        "sealed": "",
        "renew_at": at,
        "lease": "",
        "leased_until": at,
        "error": "",
    }
    with engine.begin() as connection:
        connection.execute(insert(Pace).values(pace | {"scope": "account", "closed_until": at + timedelta(seconds=60)}))
        connection.execute(insert(Token).values(token | {"expires_at": at + timedelta(seconds=600)}))
    metrics = read_metrics(create_app(engine, Jobs(engine), (SECRET,)).test_client())
    assert 30 < float(metrics["reinstate_zendesk_closed_seconds"]) <= 60
    assert metrics["reinstate_zendesk_failures"] == "2.0"
    assert 570 < float(metrics["reinstate_zendesk_token_seconds"]) <= 600


def test_metrics_count_accepted_doubled_ignored_and_refused_deliveries(client, post):
    before = read_metrics(client)
    post(invocation="same")
    post(invocation="same")
    post(an_event("user.deleted"))
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
        "reinstate_deliveries_ignored_total": 1.0,
        "reinstate_deliveries_refused_total": 1.0,
    }


def test_metrics_without_the_database_tell_no_old_figures(client, engine):
    file_delivery(engine, 42)
    assert read_metrics(client)["reinstate_deliveries_open"] == "1.0"
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE deliveries"))
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert {parse(answer.text)[name] for name in GAUGES} == {"NaN"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": f"Bearer {TOKEN}"}, 200),
        ({"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "192.0.2.1"}, 200),
        ({}, 401),
        ({"Authorization": ""}, 401),
        ({"Authorization": TOKEN}, 401),
        ({"Authorization": f"Basic {TOKEN}"}, 401),
        ({"Authorization": f"Bearer {TOKEN[:-1]}"}, 401),
        ({"Authorization": "Bearer \xe9"}, 401),
    ],
)
@pytest.mark.parametrize("peer", ["127.0.0.1", "192.0.2.1"])
def test_with_a_token_who_brings_it_is_answered(engine, clock, headers, status, peer):
    client = create_app(engine, Jobs(engine), (SECRET,), clock, metrics_token=TOKEN).test_client()
    answer = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": peer})
    assert answer.status_code == status
    assert (b"reinstate_" in answer.data) == (status == 200)


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("127.8.8.8", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.1", {}, 401),
        ("10.0.0.1", {}, 401),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 401),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.1"}, 401),
        ("127.0.0.1", {"Via": "1.1 proxy"}, 401),
        ("192.0.2.1", {"X-Forwarded-For": "127.0.0.1"}, 401),
    ],
)
def test_without_a_token_this_machine_alone_is_answered_and_no_proxy_on_it(client, peer, headers, status):
    assert client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": peer}).status_code == status


@pytest.mark.parametrize("address", [None, "", "localhost", "unix:", "0.0.0.0", "::", "127.0.0.1.example"])
def test_address_that_is_surely_none_of_this_machine_is_not_loopback(address):
    assert not is_loopback(address)


@pytest.fixture
def many(make_sqlite_database, tmp_path) -> Iterator[str]:
    """Three web processes on one port; their address. Their temporary files are gone at the end."""
    port = find_free_port()
    environment = os.environ | {
        "REINSTATE_DATABASE_URL": make_sqlite_database(True),
        "REINSTATE_WEBHOOK_SECRETS": SECRET,
        "REINSTATE_PORT": str(port),
        "TMPDIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "bot.cli", "web", "--processes", "3"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        assert process.wait(timeout=90) == 0
    assert list(tmp_path.iterdir()) == []


def fetch_refused(address: str) -> float:
    page = requests.get(f"{address}/metrics", timeout=5).text
    return float(parse(page).get('reinstate_deliveries_refused_total{reason="unsigned"}', 0))


def test_any_of_several_processes_tells_what_all_have_counted(many):
    deadline = time.monotonic() + 30
    while True:
        try:
            requests.get(f"{many}/healthz", timeout=1)
            break
        except requests.RequestException:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    for _call in range(30):
        assert requests.post(f"{many}/webhooks/zendesk", data=b"{}", timeout=5).status_code == 401
    assert {fetch_refused(many) for _call in range(10)} == {30.0}
