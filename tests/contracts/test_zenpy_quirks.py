"""What zenpy does behind its callers' backs, each quirk pinned: first that it is still there, then that it does not
reach us. An upgrade that changes one of them shows here."""

import time
from datetime import UTC, datetime

import pytest
import requests
from zenpy import Zenpy
from zenpy.lib.api_objects import Ticket as ZenpyTicket

from bot.zendesk.session import Away, Conflict, StaticToken, ZendeskSession
from bot.zendesk.tickets import TicketWrite, ZendeskTickets, to_zenpy_ticket
from tests.zendesk.scripted import Answer, running_scripted

STAMP = "2026-03-01T12:34:56Z"
WRITE = TicketWrite("k:note", STAMP, html_body="<p>x</p>")
TICKET = {"id": 42, "status": "open", "updated_at": STAMP, "requester_id": 7, "tags": []}
USERS = [{"id": number, "role": "end-user"} for number in range(7, 12)]
COMMENTS = [{"id": number, "author_id": number, "body": "x", "created_at": STAMP} for number in range(7, 12)]


def answer_as_zendesk(call):
    if "/comments" in call.path:
        return Answer(body={"comments": COMMENTS, "users": USERS, "meta": {"has_more": False}})
    if "/users/me" in call.path:
        return Answer(body={"user": {"id": 1}})
    told = {"audit": {"id": 1, "events": []}} if call.method == "PUT" else {}
    return Answer(body={"ticket": TICKET} | told)


@pytest.fixture
def scripted():
    with running_scripted(answer_as_zendesk) as running:
        yield running


class RenewedToken:
    """A token that is another at every call."""

    def __init__(self):
        self.count = 0

    def current_token(self):
        self.count += 1
        return f"token-{self.count}"

    def renew_token(self, refused):
        return None


def make_tickets(scripted, tokens=None):
    return ZendeskTickets(ZendeskSession(scripted.url, tokens or StaticToken("t"), 2, 5), scripted.url)


def test_zenpys_own_session_repeats_puts_on_https_alone():
    session = Zenpy(subdomain="acme", oauth_token="t").tickets.session
    retries = session.get_adapter("https://acme.zendesk.com").max_retries
    assert retries.total == 3
    assert retries.allowed_methods is None or "PUT" in retries.allowed_methods
    assert session.get_adapter("http://acme.zendesk.com").max_retries.total == 0


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_our_session_repeats_nothing_also_after_zenpy_has_had_it(scheme):
    session = ZendeskSession(f"{scheme}://acme.zendesk.com", StaticToken("t"), 2, 5)
    ZendeskTickets(session, f"{scheme}://acme.zendesk.com")
    assert session.get_adapter(f"{scheme}://acme.zendesk.com/api").max_retries.total == 0


@pytest.mark.parametrize("status", [500, 502, 503])
def test_put_that_fails_is_sent_once(scripted, status):
    scripted.answer = lambda call: Answer(status)
    with pytest.raises(Away):
        make_tickets(scripted).apply_write(42, WRITE)
    assert len(scripted.calls) == 1


@pytest.mark.parametrize("retry_after", ["30", "0", "1.5", "soon", None])
def test_limit_is_never_slept_through(scripted, retry_after):
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    scripted.answer = lambda call: Answer(429, b"Rate limit", headers)
    began = time.monotonic()
    with pytest.raises(Away):
        make_tickets(scripted).fetch_ticket(42)
    assert time.monotonic() - began < 2
    assert len(scripted.calls) == 1


def test_zenpy_cuts_a_time_to_its_day_so_we_give_it_text(scripted):
    cut = ZenpyTicket(id=42, updated_stamp=datetime(2026, 3, 1, 12, 34, 56, tzinfo=UTC)).to_dict(serialize=True)
    assert cut["updated_stamp"] == "2026-03-01"
    assert to_zenpy_ticket(42, WRITE).to_dict(serialize=True)["updated_stamp"] == STAMP
    make_tickets(scripted).apply_write(42, WRITE)
    assert scripted.calls[0].body["ticket"]["updated_stamp"] == STAMP


def test_guard_is_in_the_ticket_because_zenpy_drops_it_beside(scripted):
    with requests.Session() as session:
        zenpy = Zenpy(subdomain="127", domain="0.0.1", session=session, anonymous=True, disable_cache=True)
        zenpy.tickets.protocol = "http"
        zenpy.tickets.subdomain, zenpy.tickets.domain = scripted.url.removeprefix("http://").split(".", 1)
        zenpy.tickets.update(ZenpyTicket(id=42, status="open"), safe_update=True)
    assert "safe_update" not in scripted.calls[0].body["ticket"]
    make_tickets(scripted).apply_write(42, WRITE)
    assert scripted.calls[1].body["ticket"]["safe_update"] is True


def test_conflict_is_ours_and_not_zenpys_one_error_for_everything(scripted):
    scripted.answer = lambda call: Answer(409, {"error": "UpdateConflict"})
    with pytest.raises(Conflict):
        make_tickets(scripted).apply_write(42, WRITE)


def test_every_reading_is_a_new_one_no_cache_stands_between(scripted):
    tickets = make_tickets(scripted)
    first = tickets.fetch_ticket(42)
    scripted.answer = lambda call: (
        Answer(body={"ticket": TICKET | {"status": "solved"}})
        if "comments" not in call.path
        else answer_as_zendesk(call)
    )
    second = tickets.fetch_ticket(42)
    assert (first.ticket.status, second.ticket.status) == ("open", "solved")


def test_token_is_asked_for_at_every_call_where_zenpys_stands_still(scripted):
    zenpy = Zenpy(subdomain="acme", oauth_token="still")
    assert zenpy.tickets.session.headers["Authorization"] == "Bearer still"
    tickets = make_tickets(scripted, RenewedToken())
    tickets.fetch_own_user_id()
    tickets.fetch_own_user_id()
    assert [call.token for call in scripted.calls] == ["token-1", "token-2"]


def test_ticket_with_many_authors_is_read_in_two_calls(scripted):
    fetched = make_tickets(scripted).fetch_ticket(42)
    assert [m.id for m in fetched.conversation.messages] == [f"comment:{c['id']}" for c in COMMENTS]
    assert len(scripted.calls) == 2
