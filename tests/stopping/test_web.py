"""A web process that is told to end answers first what it has in hand; real processes, really told."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import requests
from sqlalchemy import text

from bot.store.beats import load_newest_beat
from tests.jobs.workers import wait_until
from tests.locks import locked
from tests.webhooks.zendesk import a_body, to_headers

END_SECONDS = 15.0  # at most, with the worker that ``serve`` ends beside


def deliver(address: str) -> int:
    body = a_body()
    return requests.post(f"{address}/webhooks/zendesk", body, headers=to_headers(body, datetime.now(UTC))).status_code


def is_up(address: str) -> bool:
    try:
        return requests.get(f"{address}/healthz", timeout=1).ok
    except requests.RequestException:
        return False


@pytest.mark.parametrize(
    ("command", "make_database"), [("serve", "sqlite"), ("web", "postgresql")], indirect=["make_database"]
)
def test_web_process_answers_what_it_has_in_hand(start, engine, command):
    part = start(command)
    address = f"http://127.0.0.1:{part.environment['REINSTATE_PORT']}"
    wait_until(lambda: is_up(address), 30)
    with ThreadPoolExecutor(1) as pool:
        with locked(engine):
            call = pool.submit(deliver, address)
            time.sleep(0.3)
            part.signal(signal.SIGTERM)
            time.sleep(0.7)
            assert not call.done()
        assert call.result(timeout=30) == 202
    assert part.process.wait(timeout=END_SECONDS) == 0
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM deliveries WHERE ticket_id = 42")).scalar() == 1
    assert not is_up(address)
    assert load_newest_beat(engine) is None
