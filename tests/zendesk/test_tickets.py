"""The adapter with the real zenpy over real HTTP against the stand-in."""

import pytest
import requests

from bot.core.conversation import Author
from bot.sandbox import SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.fields import STATE_FIELD
from bot.zendesk.session import Away, Closed, Conflict, NotFound, Refused, Rejected, StaticToken, ZendeskSession
from bot.zendesk.tickets import TicketWrite, ZendeskTickets

TOKEN = "the-token"


@pytest.fixture(scope="module")
def sandbox():
    with running_sandbox(create_sandbox(SandboxSettings(token=TOKEN))) as running:
        yield running


def connect(sandbox, token=TOKEN, read_seconds=5.0):
    session = ZendeskSession(sandbox.url, StaticToken(token), 2.0, read_seconds)
    return ZendeskTickets(session, sandbox.url)


@pytest.fixture
def tickets(sandbox):
    return connect(sandbox)


def file(sandbox, **body):
    body = {"subject": "Limit", "body": "Please lift it.", "email": "ada@customers.example"} | body
    answer = requests.post(f"{sandbox.url}/sandbox/tickets", json=body, timeout=5)
    return answer.json()["ticket"]["id"]


def comment(sandbox, ticket_id, body, **kind):
    requests.post(f"{sandbox.url}/sandbox/tickets/{ticket_id}/comments", json={"body": body} | kind, timeout=5)


def look(sandbox, ticket_id):
    return requests.get(f"{sandbox.url}/sandbox/tickets/{ticket_id}", timeout=5).json()


def test_token_of_the_bot_gives_its_user(tickets):
    assert tickets.fetch_own_user_id() > 0


def test_wrong_token_is_refused(sandbox):
    with pytest.raises(Refused):
        connect(sandbox, token="another").fetch_own_user_id()


def test_ticket_is_read_with_each_author_told_apart(sandbox, tickets):
    ticket_id = file(sandbox)
    comment(sandbox, ticket_id, "I am in CC.", **{"as": "third"})
    comment(sandbox, ticket_id, "We look into it.", **{"as": "agent"})
    stamp = tickets.fetch_ticket(ticket_id).ticket.stamp
    tickets.apply_write(ticket_id, TicketWrite("k1:reply", stamp, html_body="<p>Hello</p>", public=True))
    fetched = tickets.fetch_ticket(ticket_id)
    authors = [m.author for m in fetched.conversation.messages]
    assert authors == [Author.REQUESTER, Author.REQUESTER, Author.THIRD_PARTY, Author.AGENT, Author.BOT]
    assert fetched.applied_keys == {"k1:reply"}


def test_same_user_without_a_key_is_a_person(sandbox, tickets):
    ticket_id = file(sandbox)
    answer = requests.put(
        f"{sandbox.url}/api/v2/tickets/{ticket_id}.json",
        json={"ticket": {"comment": {"body": "By hand.", "public": True}}},
        headers={"Authorization": f"Bearer {TOKEN}"},
        timeout=5,
    )
    assert answer.status_code == 200
    assert tickets.fetch_ticket(ticket_id).conversation.messages[-1].author is Author.AGENT


def test_every_page_of_comments_is_read_once_and_the_walk_ends(sandbox, tickets):
    ticket_id = file(sandbox)
    for number in range(205):
        comment(sandbox, ticket_id, f"reply {number}")
    texts = [m.text.strip() for m in tickets.fetch_ticket(ticket_id).conversation.messages]
    assert texts[-205:] == [f"reply {number}" for number in range(205)]


def test_write_sets_comment_tags_fields_and_status_together(sandbox, tickets):
    ticket_id = file(sandbox, tags=["vip"])
    stamp = tickets.fetch_ticket(ticket_id).ticket.stamp
    write = TicketWrite(
        "k2:reply",
        stamp,
        html_body="<p>What is missing</p>",
        public=True,
        tags=frozenset({"vip", "reinstate_waiting"}),
        status="pending",
        fields={STATE_FIELD.id: "reinstate_waiting"},
    )
    assert tickets.apply_write(ticket_id, write) >= stamp
    seen = look(sandbox, ticket_id)
    assert seen["ticket"]["tags"] == ["reinstate_waiting", "vip"]
    assert seen["ticket"]["status"] == "pending"
    assert {"id": STATE_FIELD.id, "value": "reinstate_waiting"} in seen["ticket"]["custom_fields"]
    assert seen["comments"][-1]["public"] is True


def test_write_under_an_old_stamp_is_a_conflict_and_writes_nothing(sandbox, tickets):
    ticket_id = file(sandbox)
    old = "2020-01-01T00:00:00Z"
    with pytest.raises(Conflict):
        tickets.apply_write(ticket_id, TicketWrite("k3:note", old, html_body="<p>late</p>"))
    assert len(look(sandbox, ticket_id)["comments"]) == 1


def test_closed_ticket_raises_closed(sandbox, tickets):
    ticket_id = file(sandbox)
    requests.put(f"{sandbox.url}/sandbox/tickets/{ticket_id}", json={"status": "closed"}, timeout=5)
    stamp = tickets.fetch_ticket(ticket_id).ticket.stamp
    with pytest.raises(Closed):
        tickets.apply_write(ticket_id, TicketWrite("k4:note", stamp, html_body="<p>x</p>"))


def test_unknown_ticket_is_not_found(tickets):
    with pytest.raises(NotFound):
        tickets.fetch_ticket(999_999)


def test_lost_response_is_away_and_the_put_is_made_once(sandbox, tickets):
    ticket_id = file(sandbox)
    stamp = tickets.fetch_ticket(ticket_id).ticket.stamp
    sandbox.hub.faults.switch({"lose_response": True})
    try:
        with pytest.raises(Away):
            tickets.apply_write(ticket_id, TicketWrite("k5:reply", stamp, html_body="<p>once</p>", public=True))
    finally:
        sandbox.hub.faults.switch({"lose_response": False})
    fetched = tickets.fetch_ticket(ticket_id)
    assert "k5:reply" in fetched.applied_keys
    assert sum(m.author is Author.BOT for m in fetched.conversation.messages) == 1


def test_call_to_another_origin_is_refused(sandbox):
    session = ZendeskSession(sandbox.url, StaticToken(TOKEN), 1.0, 1.0)
    with pytest.raises(Rejected):
        session.get("http://127.0.0.1:1/elsewhere")
    with pytest.raises(Rejected):
        session.get(sandbox.url + "@evil.example/api")


def test_nobody_listening_is_away():
    session = ZendeskSession("http://127.0.0.1:9", StaticToken(TOKEN), 0.5, 0.5)
    with pytest.raises(Away):
        ZendeskTickets(session, "http://127.0.0.1:9").fetch_ticket(1)
