"""Faults: what goes wrong, with which calls, how often, and until when."""

import time

import pytest
import requests
from zenpy.lib.api_objects import Comment, Ticket

from bot.sandbox import SandboxSettings, create_sandbox
from bot.sandbox.faults import Call, Faults


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
    assert told == {"duplicate_delivery": True, "lose_response": False, "faults": []}


def test_lost_answer_where_there_is_no_socket_is_an_empty_bad_gateway():
    settings = SandboxSettings(token="t", fault_lose_response=True)
    client = create_sandbox(settings).test_client()
    client.post("/sandbox/tickets", json={"body": "x"})
    headers = {"Authorization": "Bearer t"}
    answer = client.put("/api/v2/tickets/1", json={"ticket": {"comment": {"body": "y"}}}, headers=headers)
    assert (answer.status_code, answer.data) == (502, b"")


@pytest.mark.parametrize(
    "retry_after", [None, "0", "1.5", "-3", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999"]
)
@pytest.mark.parametrize(
    ("form", "kind"), [("json", "application/json"), ("text", "text/plain"), ("html", "text/html")]
)
def test_status_of_ones_choice_is_answered_before_anything_is_done(http, customer, retry_after, form, kind):
    ticket_id = customer.file()["id"]
    customer.break_(kind="status", status=429, retry_after=retry_after, form=form, count=1)
    refused = http("PUT", f"/tickets/{ticket_id}", {"ticket": {"status": "solved"}})
    assert (refused.status_code, refused.headers.get("Retry-After")) == (429, retry_after)
    assert refused.headers["Content-Type"].startswith(kind)
    assert http("GET", f"/tickets/{ticket_id}").json()["ticket"]["status"] == "new"


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_server_errors_can_have_an_empty_body(http, customer, status):
    customer.break_(kind="status", status=status, form="empty")
    answer = http("GET", "/users/me")
    assert (answer.status_code, answer.content) == (status, b"")


def test_reset_does_nothing_and_lost_does_everything_but_answer(http, customer):
    ticket_id = customer.file()["id"]
    for kind, status in (("reset", "new"), ("lost", "solved")):
        customer.break_(kind=kind, method="PUT", count=1)
        with pytest.raises(requests.ConnectionError):
            http("PUT", f"/tickets/{ticket_id}", {"ticket": {"status": "solved"}})
        assert customer.look(ticket_id)["ticket"]["status"] == status
    made = [call for call in customer.calls() if call["method"] == "PUT"]
    assert [(call["fault"], call["status"]) for call in made] == [("reset", None), ("lost", None)]


def test_conflict_is_had_once_and_writes_nothing(http, customer):
    ticket_id = customer.file()["id"]
    customer.break_(kind="conflict", count=1)
    assert http("GET", f"/tickets/{ticket_id}").status_code == 200
    asked = {"ticket": {"comment": {"body": "x"}}}
    answers = [http("PUT", f"/tickets/{ticket_id}", asked) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [409, 200]
    assert answers[0].json()["error"] == "UpdateConflict"
    assert len(customer.look(ticket_id)["comments"]) == 2


def test_page_of_html_comes_with_status_200(http, customer):
    customer.break_(kind="html", path="/users/*")
    answer = http("GET", "/users/me")
    assert (answer.status_code, answer.text[:15]) == (200, "<!doctype html>")
    assert http("GET", "/tickets").json()["tickets"] == []


def test_half_a_body_is_no_json(http, customer):
    customer.break_(kind="half")
    answer = http("GET", "/users/me")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    with pytest.raises(ValueError, match=r"(?i)expecting|unterminated"):
        answer.json()


def test_slow_answer_is_whole_in_the_end(http, customer):
    customer.break_(kind="slow", slow_seconds=0.3)
    started = time.monotonic()
    assert http("GET", "/users/me").json()["user"]["role"] == "agent"
    assert time.monotonic() - started >= 0.3


def test_token_endpoint_can_fail_too(sandbox, customer):
    customer.break_(kind="status", status=503, path="/oauth/tokens")
    assert requests.post(f"{sandbox.url}/oauth/tokens", json={}, timeout=5).status_code == 503
    assert [call["path"] for call in customer.calls()] == ["/oauth/tokens"]


def test_deliveries_are_dropped_and_doubled_by_the_triggers_title(sandbox, webhook, customer):
    customer.break_(kind="drop", path="*new ticket", count=1)
    ticket_id = customer.file()["id"]
    customer.break_(kind="duplicate", path="*customer reply")
    customer.write(ticket_id, "hello")
    assert sandbox.hub.deliveries.wait_until_idle(5)
    assert len(webhook.postings) == 2
    states = [(each["source"], each["state"]) for each in customer.deliveries()["deliveries"]]
    assert states == [("Reinstate: new ticket", "dropped")] + [("Reinstate: customer reply", "succeeded")] * 2


def test_deliveries_are_reordered(run_sandbox, webhook):
    sandbox = run_sandbox(fault_seed=7, delivery_threads=1)
    sandbox.hub.faults.add({"kind": "reorder", "slow_seconds": 0.2})
    for number in range(8):
        body = {"subject": str(number), "body": "x"}
        requests.post(f"{sandbox.url}/sandbox/tickets", json=body, timeout=5)
    assert sandbox.hub.deliveries.wait_until_idle(5)
    bodies = [posting.body for posting in webhook.postings]
    assert len(bodies) == len(set(bodies)) == 8
    assert bodies != sorted(bodies)


def test_faults_are_removed_one_by_one_or_all(sandbox, customer, http):
    customer.break_(kind="status", status=500, path="/users/*")
    customer.break_(kind="status", status=502)
    url = f"{sandbox.url}/sandbox/faults"
    first, _ = requests.get(url, timeout=5).json()["faults"]
    requests.delete(f"{url}/{first['id']}", timeout=5)
    assert http("GET", "/users/me").status_code == 502
    requests.delete(url, timeout=5)
    assert http("GET", "/users/me").status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"kind": "earthquake"},
        {"kind": "status"},
        {"kind": "status", "status": "500"},
        {"kind": "slow", "form": "xml"},
        {"kind": "slow", "speed": 3},
        {"kind": "slow", "count": "3"},
        {"kind": "slow", "probability": 7},
        {"kind": "slow", "seconds": -1},
        {"kind": "slow", "path": 3},
    ],
)
def test_fault_that_is_wrong_is_refused(sandbox, asked):
    assert requests.post(f"{sandbox.url}/sandbox/faults", json=asked, timeout=5).status_code == 422


CALL = Call("GET", "/tickets/1")


@pytest.mark.parametrize(
    ("scope", "hits"),
    [
        ({}, True),
        ({"path": "/tickets/*"}, True),
        ({"path": "/users/*"}, False),
        ({"method": "GET"}, True),
        ({"method": "PUT"}, False),
        ({"containing": "x"}, False),
        ({"probability": 0.0}, False),
        ({"count": 0}, False),
    ],
)
def test_fault_hits_within_its_scope(scope, hits):
    faults = Faults()
    faults.add({"kind": "reset", **scope})
    assert (faults.take({"reset"}, CALL) is not None) is hits
    assert faults.take({"slow"}, CALL) is None


def test_fault_ends_after_its_time_or_its_count():
    now = [0.0]
    faults = Faults(clock=lambda: now[0])
    faults.add({"kind": "reset", "seconds": 10})
    faults.add({"kind": "slow", "count": 2})
    assert [faults.take({"slow"}, CALL) is not None for _ in range(3)] == [True, True, False]
    now[0] = 9.9
    assert faults.take({"reset"}, CALL)
    now[0] = 10.0
    assert faults.take({"reset"}, CALL) is None


def test_chance_is_repeated_with_its_seed():
    def play(seed):
        faults = Faults(seed=seed)
        faults.add({"kind": "reset", "probability": 0.5})
        return [faults.take({"reset"}, CALL) is not None for _ in range(50)]

    assert play(1) == play(1) != play(2)
    assert 10 < sum(play(1)) < 40
