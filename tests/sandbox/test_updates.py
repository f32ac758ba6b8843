"""What an update does to a ticket: fields and tags, status, placeholders, refusals."""

import pytest
import requests

from bot.sandbox.fields import INTENT_FIELD, STATE_FIELD


def put(http, ticket_id, **asked):
    return http("PUT", f"/tickets/{ticket_id}.json", {"ticket": asked})


def read_fields(ticket):
    return {field["id"]: field["value"] for field in ticket["custom_fields"]}


@pytest.mark.parametrize(
    ("asked", "tags", "state"),
    [
        ({"custom_fields": [{"id": STATE_FIELD.id, "value": "reinstate_ready"}]}, ["reinstate_ready", "vip"], "ready"),
        ({"custom_fields": [{"id": STATE_FIELD.id, "value": None}]}, ["vip"], None),
        ({"custom_fields": [{"id": 99, "value": "whatever"}]}, ["reinstate_waiting", "vip"], "waiting"),
        ({"tags": ["vip", "reinstate_person"]}, ["reinstate_person", "vip"], "person"),
        ({"tags": []}, [], None),
        ({"tags": ["VIP Gold", "a,b"]}, ["a", "b", "gold", "vip"], None),
        (
            {"tags": ["x", "reinstate_ready"], "custom_fields": [{"id": STATE_FIELD.id, "value": "reinstate_ready"}]},
            ["reinstate_ready", "x"],
            "ready",
        ),
    ],
)
def test_tagger_field_and_tags_mirror_each_other(http, customer, asked, tags, state):
    ticket_id = customer.file(tags=["vip", "reinstate_waiting"])["id"]
    ticket = put(http, ticket_id, **asked).json()["ticket"]
    assert ticket["tags"] == tags
    assert read_fields(ticket)[STATE_FIELD.id] == (f"reinstate_{state}" if state else None)


def test_one_field_leaves_the_other_alone(http, customer):
    ticket_id = customer.file(tags=["reinstate_appeal", "reinstate_waiting"])["id"]
    fields = [{"id": INTENT_FIELD.id, "value": "reinstate_compromise"}]
    assert put(http, ticket_id, custom_fields=fields).json()["ticket"]["tags"] == [
        "reinstate_compromise",
        "reinstate_waiting",
    ]


def test_value_that_is_no_option_is_invalid_and_writes_nothing(http, customer):
    ticket_id = customer.file()["id"]
    answer = put(http, ticket_id, comment={"body": "x"}, custom_fields=[{"id": STATE_FIELD.id, "value": "vip"}])
    assert (answer.status_code, answer.json()["error"]) == (422, "RecordInvalid")
    assert len(customer.look(ticket_id)["comments"]) == 1


def test_unknown_status_is_invalid(http, customer):
    answer = put(http, customer.file()["id"], status="done")
    assert (answer.status_code, answer.json()["error"]) == (422, "RecordInvalid")


def test_update_that_changes_nothing_leaves_the_time_alone(http, customer, clock):
    filed = customer.file(tags=["a"])
    clock.move(60)
    answer = put(http, filed["id"], status="new", tags=["a"]).json()
    assert answer["ticket"]["updated_at"] == filed["updated_at"]
    assert answer["audit"]["events"] == []
    assert len(http("GET", f"/tickets/{filed['id']}/audits").json()["audits"]) == 1


def test_time_never_runs_backwards(http, customer, clock):
    filed = customer.file()
    clock.move(-60)
    assert put(http, filed["id"], status="open").json()["ticket"]["updated_at"] == filed["updated_at"]


@pytest.mark.parametrize("asked", [{"updated_stamp": "soon"}, {}])
def test_safe_update_without_a_stamp_is_refused(http, customer, asked):
    assert put(http, customer.file()["id"], status="open", safe_update=True, **asked).status_code == 400


def test_safe_update_false_is_taken_for_true(http, customer, clock):
    filed = customer.file()
    clock.move(1)
    put(http, filed["id"], status="open")
    answer = put(http, filed["id"], status="solved", safe_update=False, updated_stamp=filed["updated_at"])
    assert answer.status_code == 409


def test_tag_calls_honour_the_stamp(http, customer, clock):
    filed = customer.file()
    clock.move(1)
    put(http, filed["id"], status="open")
    asked = {"tags": ["x"], "safe_update": True, "updated_stamp": filed["updated_at"]}
    assert http("PUT", f"/tickets/{filed['id']}/tags.json", asked).status_code == 409


@pytest.mark.parametrize(
    ("comment", "seen"),
    [
        ({"body": "For {{ticket.requester.email}}, {{ ticket.id }}"}, "For dana@shop.example, 1"),
        ({"html_body": "<p>{{ticket.requester.email}}</p>"}, "dana@shop.example"),
        ({"body": "{{ticket.nothing}}!"}, "!"),
        ({"body": "{{ticket.title}} {{ticket.link}}"}, "{{ticket.id}} https://sandbox.zendesk.com/agent/tickets/1"),
        ({"body": f"{{{{ticket.ticket_field_{STATE_FIELD.id}}}}}"}, "reinstate_ready"),
        ({"body": f"{{{{ticket.ticket_field_option_title_{STATE_FIELD.id}}}}}"}, "Ready to unblock"),
        ({"body": "{{current_user.first_name}} {{ticket.latest_comment}}"}, "Reinstate Hello"),
        ({"body": r"\{{ticket.id}}"}, "{{ticket.id}}"),
        ({"html_body": "<code>{{ticket.id}}</code> {{ticket.id}}"}, "{{ticket.id}} 1"),
    ],
)
def test_placeholders_of_agents_are_expanded_unless_escaped(http, customer, comment, seen):
    ticket_id = customer.file(email="dana@shop.example", subject="{{ticket.id}}", tags=["reinstate_ready"])["id"]
    put(http, ticket_id, comment=comment)
    assert customer.look(ticket_id)["comments"][-1]["plain_body"] == seen


def test_placeholders_of_customers_are_words(customer):
    ticket_id = customer.file(body="{{ticket.requester.email}}")["id"]
    assert customer.look(ticket_id)["comments"][0]["body"] == "{{ticket.requester.email}}"


@pytest.mark.parametrize(("letter", "kept"), [("x", 65_535), ("é", 32_767), ("𝄞", 16_383)])
def test_body_above_64_kilobytes_is_cut_silently(http, customer, letter, kept):
    ticket_id = customer.file()["id"]
    put(http, ticket_id, comment={"body": letter * 70_000})
    assert customer.look(ticket_id)["comments"][-1]["body"] == letter * kept


def test_ticket_full_of_comments_takes_no_more(run_sandbox, customer):
    sandbox = run_sandbox(most_comments=2)
    url = f"{sandbox.url}/sandbox/tickets"
    ticket_id = requests.post(url, json={"body": "x"}, timeout=5).json()["ticket"]["id"]
    written = [requests.post(f"{url}/{ticket_id}/comments", json={"body": "y"}, timeout=5).status_code for _ in "ab"]
    assert written == [201, 422]
    assert requests.put(f"{url}/{ticket_id}", json={"status": "open"}, timeout=5).json()["ticket"]["status"] == "open"


def test_comment_is_public_unless_said_otherwise(http, customer):
    ticket_id = customer.file()["id"]
    put(http, ticket_id, comment={"body": "seen"})
    put(http, ticket_id, comment={"body": "unseen", "public": False})
    assert [comment["public"] for comment in customer.look(ticket_id)["comments"]] == [True, True, False]


@pytest.mark.parametrize("status", ["pending", "hold", "solved"])
def test_customers_reply_reopens(customer, status):
    ticket_id = customer.file()["id"]
    customer.change(ticket_id, status=status)
    assert customer.write(ticket_id, "any news?")["status"] == "open"


@pytest.mark.parametrize("who", ["agent", "customer"])
def test_new_ticket_stays_new_whoever_writes(customer, who):
    assert customer.write(customer.file()["id"], "hello", **{"as": who})["status"] == "new"


def test_agents_reply_does_not_reopen(customer):
    ticket_id = customer.file()["id"]
    customer.change(ticket_id, status="solved")
    assert customer.write(ticket_id, "done", **{"as": "agent"})["status"] == "solved"


def test_reply_to_a_closed_ticket_opens_a_follow_up_with_its_tags(http, customer):
    ticket_id = customer.file(subject="Probation", tags=["reinstate_ready"])["id"]
    customer.change(ticket_id, status="closed")
    follow_up = customer.write(ticket_id, "once more")
    assert follow_up["id"] != ticket_id
    assert (follow_up["subject"], follow_up["status"], follow_up["tags"]) == ("Probation", "new", ["reinstate_ready"])
    assert follow_up["via"]["source"]["rel"] == "follow_up"
    assert http("GET", f"/tickets/{ticket_id}").json()["ticket"]["followup_ids"] == [follow_up["id"]]


@pytest.mark.parametrize(
    ("filed", "changed", "expected"),
    [
        ({"channel": "native_messaging"}, {}, {"from_messaging_channel": True}),
        ({}, {"status": "suspended"}, {"status": "suspended"}),
        ({"tags": ["closed_by_merge"]}, {"status": "closed"}, {"status": "closed", "tags": ["closed_by_merge"]}),
    ],
)
def test_tickets_that_the_bot_leaves_alone_can_be_had(http, customer, filed, changed, expected):
    ticket_id = customer.file(**filed)["id"]
    customer.change(ticket_id, **changed)
    ticket = http("GET", f"/tickets/{ticket_id}").json()["ticket"]
    assert {name: ticket[name] for name in expected} == expected


@pytest.mark.parametrize("authorization", [None, "Basic dG9rZW4=", "Bearer", "Bearer "])
def test_call_without_a_token_is_refused(sandbox, authorization):
    headers = {"Authorization": authorization} if authorization else {}
    answer = requests.get(f"{sandbox.url}/api/v2/users/me.json", headers=headers, timeout=5)
    assert (answer.status_code, answer.json()) == (401, {"error": "Couldn't authenticate you"})


@pytest.mark.parametrize("path", ["/tickets/1/nothing.json", "/nothing"])
def test_unknown_endpoint_is_answered_in_json(http, path):
    answer = http("GET", path)
    assert (answer.status_code, answer.json()["error"]) == (404, "InvalidEndpoint")


@pytest.mark.parametrize("body", [None, [], "x", {"ticket": 3}, {}])
def test_body_of_another_shape_is_a_bad_request(http, customer, body):
    ticket_id = customer.file()["id"]
    assert http("PUT", f"/tickets/{ticket_id}.json", body).status_code == 400


@pytest.mark.parametrize(
    "odd",
    [
        {"tags": 3},
        {"tags": None},
        {"custom_fields": {"a": 1}},
        {"custom_fields": [1, {"id": "x"}, {}]},
        {"comment": "words"},
        {"comment": {"body": None}},
        {"metadata": "x"},
        {"subject": 5},
    ],
)
def test_odd_values_are_passed_over(http, customer, odd):
    assert put(http, customer.file()["id"], **odd).status_code == 200


def test_new_ticket_without_a_word_is_invalid(http):
    answer = http("POST", "/tickets.json", {"ticket": {"subject": "s"}})
    assert (answer.status_code, answer.json()["error"]) == (422, "RecordInvalid")
