"""The two faults: a delivery posted twice, an answer lost after the write."""

import pytest
import requests
from zenpy.lib.api_objects import Comment, Ticket

from bot.sandbox import SandboxSettings, create_sandbox


def test_doubled_delivery_comes_twice_under_one_invocation(sandbox, webhook, customer):
    customer.switch(duplicate_delivery=True)
    customer.file()
    assert sandbox.hub.deliveries.wait_until_idle(5)
    assert len(webhook.postings) == 2
    assert len({posting.headers["X-Zendesk-Webhook-Invocation-Id"] for posting in webhook.postings}) == 1
    assert len({posting.body for posting in webhook.postings}) == 1


def test_lost_answer_leaves_the_comment_written(zenpy, customer):
    ticket_id = customer.file()["id"]
    customer.switch(lose_response=True)
    with pytest.raises(requests.ConnectionError):
        zenpy.tickets.update(Ticket(id=ticket_id, comment=Comment(body="reply"), metadata={"key": "1:reply"}))
    comments = customer.look(ticket_id)["comments"]
    assert [comment["body"] for comment in comments] == ["Hello", "reply"]
    assert comments[-1]["metadata"]["custom"] == {"key": "1:reply"}


def test_same_words_sent_again_are_answered_even_under_a_newer_stamp(zenpy, customer):
    filed = customer.file()
    customer.switch(lose_response=True)

    def update(stamp):
        asked = Ticket(id=filed["id"], comment=Comment(body="reply"), safe_update=True, updated_stamp=stamp)
        return zenpy.tickets.update(asked)

    with pytest.raises(requests.ConnectionError):
        update(filed["updated_at"])
    assert update("2027-01-01T00:00:00Z").ticket.id == filed["id"]


def test_each_update_is_lost_once(zenpy, customer):
    ids = [customer.file()["id"] for _ in range(2)]
    customer.switch(lose_response=True)
    for ticket_id in ids:
        for words in ("note", "reply"):
            with pytest.raises(requests.ConnectionError):
                zenpy.tickets.update(Ticket(id=ticket_id, comment=Comment(body=words)))


def test_update_without_a_comment_is_answered(zenpy, customer):
    ticket_id = customer.file()["id"]
    customer.switch(lose_response=True)
    assert zenpy.tickets.update(Ticket(id=ticket_id, status="open")).ticket.status == "open"


def test_refused_update_is_not_lost(http, customer):
    ticket_id = customer.file()["id"]
    customer.change(ticket_id, status="closed")
    customer.switch(lose_response=True)
    assert http("PUT", f"/tickets/{ticket_id}", {"ticket": {"comment": {"body": "x"}}}).status_code == 422


def test_faults_are_told_and_only_the_named_one_is_switched(sandbox, customer):
    customer.switch(lose_response=True)
    customer.switch(duplicate_delivery=True)
    customer.switch(lose_response=False)
    told = requests.get(f"{sandbox.url}/sandbox/faults", timeout=5).json()
    assert told == {"duplicate_delivery": True, "lose_response": False}


def test_lost_answer_where_there_is_no_socket_is_an_empty_bad_gateway():
    settings = SandboxSettings(token="t", fault_lose_response=True)
    client = create_sandbox(settings).test_client()
    client.post("/sandbox/tickets", json={"body": "x"})
    headers = {"Authorization": "Bearer t"}
    answer = client.put("/api/v2/tickets/1", json={"ticket": {"comment": {"body": "y"}}}, headers=headers)
    assert (answer.status_code, answer.data) == (502, b"")
