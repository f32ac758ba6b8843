"""The whole client made from settings, with the real zenpy, against the stand-in: OAuth tokens, limits, a storm."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from bot.sandbox import SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.settings import TRIAL
from bot.settings import load_settings
from bot.zendesk.connect import ThreadTickets, find_zendesk_state
from bot.zendesk.session import Away, Paced
from bot.zendesk.tickets import TicketWrite

CLIENT = {"client_id": "desk-client", "client_secret": "desk-secret"}
KEY = "k" * 43 + "="
FAST = {"calls_per_minute": 100_000, "updates_per_minute": 100_000, "ticket_updates": 100_000}


@pytest.fixture
def sandbox():
    with running_sandbox(create_sandbox(SandboxSettings(**CLIENT))) as running:
        yield running


def connect(engine, sandbox, **asked):
    client = {f"zendesk_{name}": value for name, value in CLIENT.items()}
    return ThreadTickets(load_settings(zendesk_url=sandbox.url, secret_key=KEY, **client, **(FAST | asked)), engine)


def control(sandbox, path, **body):
    answer = requests.post(f"{sandbox.url}/sandbox/{path}", json=body, timeout=5)
    answer.raise_for_status()
    return answer.json() if answer.content else None


def load_calls(sandbox):
    return requests.get(f"{sandbox.url}/sandbox/calls", timeout=5).json()["calls"]


def file(sandbox):
    return control(sandbox, "tickets", subject="Limit", body="Please lift it.", email="ada@x.example")["ticket"]["id"]


def test_client_reads_and_writes_with_one_token(engine, sandbox):
    tickets, ticket_id = connect(engine, sandbox), file(sandbox)
    stamp = tickets.fetch_ticket(ticket_id).ticket.stamp
    connect(engine, sandbox).apply_write(ticket_id, TicketWrite("key:note", stamp, html_body="<p>x</p>"))
    assert tickets.fetch_ticket(ticket_id).applied_keys == {"key:note"}
    assert [call["path"] for call in load_calls(sandbox)].count("/oauth/tokens") == 1


@pytest.mark.parametrize("path", ["tokens/revoke", "tokens/expire"])
def test_write_with_a_token_that_is_over_is_made_once_with_the_next(engine, sandbox, path):
    tickets, ticket_id = connect(engine, sandbox), file(sandbox)
    stamp = tickets.fetch_ticket(ticket_id).ticket.stamp
    control(sandbox, path)
    tickets.apply_write(ticket_id, TicketWrite("key:note", stamp, html_body="<p>x</p>"))
    puts = [call["status"] for call in load_calls(sandbox) if call["method"] == "PUT"]
    assert puts == [401, 200]


def test_short_lived_tokens_are_renewed_before_any_is_refused(engine):
    with running_sandbox(create_sandbox(SandboxSettings(**CLIENT, token_seconds=2))) as sandbox:
        tickets = connect(engine, sandbox)
        deadline = time.monotonic() + 3.0
        while time.monotonic() < deadline:
            assert find_zendesk_state(tickets) == "ok"
            time.sleep(0.05)
        calls = load_calls(sandbox)
    assert {call["status"] for call in calls} == {200}
    assert [call["path"] for call in calls].count("/oauth/tokens") in (2, 3, 4)


def test_client_that_was_revoked_is_refused(engine):
    other = SandboxSettings(client_id="desk-client", client_secret="new-secret")
    with running_sandbox(create_sandbox(other)) as sandbox:
        assert [find_zendesk_state(connect(engine, sandbox)) for _ in range(3)] == ["refused"] * 3
        assert len(load_calls(sandbox)) == 1


def test_storm_of_refusals_sees_no_call_inside_a_wait_and_ends(engine, sandbox):
    """Calls that are on their way when the gate closes cannot be called back: they count where they begin later than
    the refusal was answered and noted."""
    tickets, ticket_id = connect(engine, sandbox), file(sandbox)
    tickets.fetch_ticket(ticket_id)
    control(sandbox, "faults", kind="status", status=429, retry_after="2.0", form="text", seconds=1)
    begun = time.monotonic()

    def hammer(_: int) -> int:
        done = 0
        while (passed := time.monotonic() - begun) < 3.5 or (not done and passed < 30.0):
            try:
                tickets.fetch_ticket(ticket_id)
                done += 1
            except Away:
                pass
            time.sleep(0.01)
        return done

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(hammer, range(4)))
    calls = load_calls(sandbox)
    refused = [call["answered_at"] for call in calls if call["status"] == 429]
    inside = [call for call in calls if any(at + 0.6 < call["at"] < at + 2.0 for at in refused)]
    assert refused
    assert inside == []


def test_trials_limits_are_never_reached(engine):
    with running_sandbox(create_sandbox(SandboxSettings(**CLIENT, limits=TRIAL))) as sandbox:
        tickets = connect(engine, sandbox, calls_per_minute=150, updates_per_minute=20, ticket_updates=25)
        ticket_ids = [file(sandbox) for _ in range(30)]
        paced = 0
        for ticket_id in ticket_ids:
            try:
                stamp = tickets.fetch_ticket(ticket_id).ticket.stamp
                tickets.apply_write(ticket_id, TicketWrite("key:note", stamp, html_body="<p>x</p>"))
            except Paced:
                paced += 1
        assert 0 < paced < 30
        assert {call["status"] for call in load_calls(sandbox)} == {200}
