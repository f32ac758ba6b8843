"""The sweep and the real client against the stand-in: a lost delivery is found, our own writes are not."""

from datetime import UTC, datetime, timedelta

import pytest
import requests

from bot.jobs import Jobs
from bot.sandbox import SandboxSettings, create_sandbox, running_sandbox
from bot.store.deliveries import load_unparked_open, save_closed
from bot.store.walks import save_seen
from bot.sweep import Sweep
from bot.zendesk.incremental import ZendeskExport, parse_stamp
from bot.zendesk.seen import SeenTickets
from bot.zendesk.session import Refused, StaticToken, ZendeskSession
from bot.zendesk.tickets import TicketWrite, ZendeskTickets


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


@pytest.fixture
def clock():
    """A clock that stands until it is moved on."""
    return [datetime(2026, 3, 1, 12, 0, tzinfo=UTC)]


@pytest.mark.parametrize("waited", [0, 5], ids=["at once", "late"])
@pytest.mark.parametrize("order", ["under it", "after it"])
def test_mail_in_the_second_of_our_own_write_is_found_though_its_delivery_was_lost(store, clock, waited, order):
    """Zendesk guards an update by whole seconds: a mail in the second of the change before it is not refused, and one
    in the second of our own write leaves the ticket's stamp as it is."""
    with running_sandbox(create_sandbox(SandboxSettings(furnished=False), lambda: clock[0])) as running:
        session = ZendeskSession(running.url, StaticToken("sandbox-token"), 2, 5)
        sweep = Sweep(store, Jobs(store), ZendeskExport(session, running.url), running.url, 1e-6, lambda: clock[0])
        tickets = SeenTickets(ZendeskTickets(session, running.url), store, lambda: clock[0])
        ticket_id = write(running.url, "", body="Please lift it")["id"]
        clock[0] += timedelta(seconds=waited)
        stamp = tickets.fetch_ticket(ticket_id).ticket.stamp
        noted = tickets.apply_write(ticket_id, TicketWrite("key:note", stamp, "Noted"))
        if order == "under it":
            write_unheard(running.url, ticket_id)
            clock[0] += timedelta(seconds=waited)
        tickets.apply_write(ticket_id, TicketWrite("key:reply", noted, "We ask", public=True))
        if order == "after it":
            write_unheard(running.url, ticket_id)
        clock[0] += timedelta(minutes=5)
        assert sweep.run_round() == 1
        assert "No, wait" in [m.text for m in tickets.fetch_ticket(ticket_id).conversation.messages]
        settle(store)
        assert sweep.run_round() == 0


def write_unheard(url, ticket_id):
    """A customer's mail of which no delivery comes."""
    write(url, f"/{ticket_id}/comments", **{"as": "customer", "body": "No, wait", "quiet": True})


def test_token_that_may_not_read_the_export_is_refused(store, url):
    with pytest.raises(Refused):
        make_sweep(store, url, "wrong").run_round()
