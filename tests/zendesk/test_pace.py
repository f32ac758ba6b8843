"""Politeness over real HTTP: no call inside a wait, from any thread or process, and none faster than allowed."""

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.settings import load_settings
from bot.store.pace import Breaker, load_pace
from bot.store.tables import Pace as PaceRow
from bot.zendesk.connect import ThreadTickets, find_zendesk_state
from bot.zendesk.pace import Pace, Pacing
from bot.zendesk.session import Away, Conflict, Paced, StaticToken, ZendeskError, ZendeskSession
from bot.zendesk.tickets import TicketWrite
from tests.zendesk.scripted import Answer, running_scripted

FAST = Pacing(100_000, 100_000, 100_000, Breaker(3, 0.3))
PER_TICKET = "zendesk-ratelimit-per-ticket-updates"
READ, WRITE, OTHER_WRITE = ("GET", "/api/v2/tickets/1"), ("PUT", "/api/v2/tickets/1.json"), ("PUT", "/api/v2/tickets/2")


@pytest.fixture
def server():
    with running_scripted(lambda call: Answer()) as running:
        yield running


@pytest.fixture
def session(engine, server):
    return connect(engine, server)


def connect(engine, server, pacing=FAST, read_seconds=2.0):
    pace = Pace(engine, pacing, lambda low, high: high)
    return ZendeskSession(server.url, StaticToken("token"), 1.0, read_seconds, pace)


def call(session, server, asked=READ):
    """The kind of the outcome, and how long to wait where it says."""
    try:
        session.request(asked[0], server.url + asked[1])
    except ZendeskError as error:
        return type(error), getattr(error, "wait_seconds", None)
    return None, None


@pytest.mark.parametrize("status", [429, 503, 502])
def test_no_call_is_made_inside_a_wait_and_the_rest_of_it_is_told(engine, server, session, status):
    server.answer = lambda made: Answer(status, b"wait", {"Retry-After": "60"})
    assert call(session, server) == (Away, 60.0)
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: call(connect(engine, server), server, WRITE), range(16)))
    assert {kind for kind, _ in outcomes} == {Paced}
    assert all(60 < wait <= 65 for _, wait in outcomes)
    assert len(server.calls) == 1
    assert load_pace(engine).closed_by == str(status)


def test_wait_that_is_over_lets_calls_through_again(server, session):
    server.answer = lambda made: Answer(429, b"wait", {"Retry-After": "0.2"})
    call(session, server)
    server.answer = lambda made: Answer()
    time.sleep(1.05)
    assert call(session, server) == (None, None)


@pytest.mark.parametrize("retry_after", [None, "", "0", "-1", "soon", "1.5", "Mon, 01 Jan 2001 00:00:00 GMT", "9" * 99])
def test_refusal_closes_the_gate_whatever_its_header_says(engine, server, session, retry_after):
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    server.answer = lambda made: Answer(429, b"Number of allowed API requests per minute exceeded", headers)
    assert [call(session, server)[0] for _ in range(3)] == [Away, Paced, Paced]
    assert len(server.calls) == 1


def test_gate_holds_in_another_process(engine, database_url, server, session):
    server.answer = lambda made: Answer(429, b"", {"Retry-After": "60"})
    call(session, server)
    program = """
import sys
from bot.store.database import open_database
from bot.zendesk.pace import Pace, Pacing
from bot.zendesk.session import Paced, StaticToken, ZendeskSession
url, database = sys.argv[1:]
session = ZendeskSession(url, StaticToken("token"), 1.0, 2.0, Pace(open_database(database), Pacing()))
try:
    session.get(url + "/api/v2/tickets/1")
except Paced as paced:
    print(paced.wait_seconds > 30)
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, server.url, database_url],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    assert ended.stdout == "True\n"
    assert len(server.calls) == 1


def test_ticket_that_was_updated_too_often_is_left_alone_by_itself(engine, server, session):
    spent = {"Retry-After": "5", PER_TICKET: "total=30; remaining=0; resets=468"}
    server.answer = lambda made: Answer(429, {"error": "APIRateLimitExceeded"}, spent)
    assert call(session, server, WRITE)[0] is Away
    server.answer = lambda made: Answer()
    kind, wait = call(session, server, WRITE)
    assert kind is Paced
    assert 460 < wait <= 473
    assert call(session, server, READ)[0] is None
    assert call(session, server, OTHER_WRITE)[0] is None
    assert (load_pace(engine).closed_until, load_pace(engine).closed_tickets) == (None, 1)


def test_success_that_counts_down_closes_nothing(engine, server, session):
    server.answer = lambda made: Answer(headers={PER_TICKET: "total=30; remaining=0; resets=468"})
    assert [call(session, server, WRITE)[0] for _ in range(2)] == [None, None]


@pytest.mark.parametrize(
    "answer",
    [Answer(500, b"<html>"), Answer(503, b""), Answer(200, b"<html>maintenance"), Answer(200, b'{"ticket": {"id"')],
    ids=["500", "503", "page", "half"],
)
def test_zendesk_that_fails_again_and_again_is_left_alone_until_one_call_succeeds(engine, server, session, answer):
    server.answer = lambda made: answer
    assert [call(session, server)[0] for _ in range(5)] == [Away, Away, Away, Paced, Paced]
    time.sleep(0.32)
    assert [call(session, server)[0] for _ in range(2)] == [Away, Paced]
    assert len(server.calls) == 4
    server.answer = lambda made: Answer()
    time.sleep(0.32)
    assert [call(session, server)[0] for _ in range(3)] == [None, None, None]
    assert load_pace(engine).failures == 0


def test_silence_counts_as_failure(engine, server):
    server.answer = lambda made: time.sleep(0.4) or Answer()
    session = connect(engine, server, read_seconds=0.1)
    assert [call(session, server)[0] for _ in range(4)] == [Away, Away, Away, Paced]


@pytest.mark.parametrize("status", [404, 409, 422, 401, 302])
def test_answer_that_is_no_failure_of_zendesks_ends_the_row(engine, server, session, status):
    for _ in range(3):
        server.answer = lambda made: Answer(500)
        assert [call(session, server)[0] for _ in range(2)] == [Away, Away]
        server.answer = lambda made: Answer(status)
        assert call(session, server)[0] not in (Away, Paced)


def test_empty_bucket_makes_no_call_and_reads_leave_some_of_it_to_writes(engine, server):
    session = connect(engine, server, Pacing(calls_per_minute=16, updates_per_minute=100, ticket_updates=100))
    assert [call(session, server)[0] for _ in range(5)] == [None, None, None, Paced, Paced]
    assert [call(session, server, WRITE)[0] for _ in range(2)] == [None, Paced]
    assert len(server.calls) == 4


def test_updates_are_slower_than_reads(engine, server):
    session = connect(engine, server, Pacing(updates_per_minute=8, ticket_updates=100))
    assert [call(session, server, WRITE)[0] for _ in range(3)] == [None, None, Paced]
    assert call(session, server, READ)[0] is None


def test_updates_of_one_ticket_are_slower_than_those_of_many(engine, server):
    session = connect(engine, server, Pacing(ticket_updates=8))
    assert [call(session, server, WRITE)[0] for _ in range(3)] == [None, None, Paced]
    assert call(session, server, OTHER_WRITE)[0] is None


def test_calls_that_wait_come_back_spread(engine, server, session):
    server.answer = lambda made: Answer(429, b"", {"Retry-After": "30"})
    call(session, server)
    spread = ZendeskSession(server.url, StaticToken("t"), 1.0, 1.0, Pace(engine, FAST, random.Random(1).uniform))
    waits = [call(spread, server)[1] for _ in range(20)]
    assert max(waits) - min(waits) > 1


SCRIPT = st.lists(
    st.tuples(
        st.sampled_from([200, 404, 409, 429, 500, 503]),
        st.sampled_from([None, "0", "2", "30, 60", "soon", "Mon, 01 Jan 2035 00:00:00 GMT"]),
        st.sampled_from([READ, WRITE, OTHER_WRITE]),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SCRIPT)
def test_whatever_zendesk_answers_nothing_is_called_behind_a_closed_gate(engine, server, session, script):
    with engine.begin() as connection:
        connection.execute(delete(PaceRow))
    for status, retry_after, asked in script:
        headers = {} if retry_after is None else {"Retry-After": retry_after}
        server.answer = lambda made, told=(status, headers): Answer(told[0], {"a": 1}, told[1])
        closed, made = load_pace(engine).closed_until is not None, len(server.calls)
        kind, wait = call(session, server, asked)
        assert (kind is Paced) is closed
        assert len(server.calls) - made == (0 if closed else 1)
        assert not closed or 0 < wait <= 3605


def test_client_from_the_settings_reads_writes_and_waits_with_the_real_zenpy(engine, server):
    given_settings = load_settings(zendesk_url=server.url, zendesk_token="token")
    tickets = ThreadTickets(given_settings, engine)
    server.answer = lambda made: Answer(409, {"error": "UpdateConflict"})
    with pytest.raises(Conflict):
        tickets.apply_write(1, TicketWrite("key", "2026-01-01T00:00:00Z", html_body="<p>x</p>"))
    server.answer = lambda made: Answer(429, b"", {"Retry-After": "30"})
    assert find_zendesk_state(tickets) == "away"
    began = time.monotonic()
    with pytest.raises(Paced):
        tickets.fetch_ticket(1)
    assert time.monotonic() - began < 10
    assert len(server.calls) == 2
