"""The sweep and the real client against the stand-in: a lost delivery is found, our own writes are not."""

import pytest
import requests

from bot.jobs import Jobs
from bot.sandbox import SandboxSettings, create_sandbox, running_sandbox
from bot.store.deliveries import load_unparked_open, save_closed
from bot.store.walks import save_seen
from bot.sweep import Sweep
from bot.zendesk.incremental import ZendeskExport, parse_stamp
from bot.zendesk.session import Refused, StaticToken, ZendeskSession


@pytest.fixture(scope="module")
def url():
    with running_sandbox(create_sandbox(SandboxSettings(furnished=False))) as running:
        yield running.url


def make_sweep(engine, url, token="sandbox-token"):
    export = ZendeskExport(ZendeskSession(url, StaticToken(token), 2, 5), url)
    return Sweep(engine, Jobs(engine), export, url, 1e-6)


def write(url, path, **body):
    return requests.post(f"{url}/sandbox/tickets{path}", json=body, timeout=5).json()["ticket"]


def settle(engine):
    """Every open delivery is handled: its ticket read, and seen as it is."""
    found = load_unparked_open(engine)
    for delivery in found:
        save_closed(engine, delivery.ticket_id, delivery.id, "wait:not_our_turn")
    return sorted({delivery.ticket_id for delivery in found})


def test_ticket_whose_delivery_was_lost_is_found_once(store, url):
    sweep = make_sweep(store, url)
    sweep.run_round()
    settle(store)
    ids = [write(url, "", body="Please lift it")["id"] for _ in range(3)]
    seen = requests.get(f"{url}/sandbox/tickets/{ids[0]}", timeout=5).json()["ticket"]["updated_at"]
    save_seen(store, ids[0], parse_stamp(seen), False)  # its delivery came, and it was handled
    assert sweep.run_round() == 2
    assert settle(store) == ids[1:]
    assert sweep.run_round() == 0


def test_token_that_may_not_read_the_export_is_refused(store, url):
    with pytest.raises(Refused):
        make_sweep(store, url, "wrong").run_round()
