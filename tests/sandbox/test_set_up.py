"""What an administrator sets up through the API: webhooks, ticket fields, categories, and who may."""

import json

import pytest
import requests

from bot.sandbox.signing import TEST_SECRET, sign
from tests.sandbox.conftest import ADMIN_TOKEN, SECRET, make_http

TAGGER = {"type": "tagger", "title": "Intent", "custom_field_options": [{"name": "Appeal", "value": "my_appeal"}]}


def ask_webhook(url, **asked):
    webhook = {"name": "bot", "status": "active", "endpoint": url, "http_method": "POST", "request_format": "json"}
    return {"webhook": webhook | {"subscriptions": ["conditional_ticket_events"]} | asked}


def make_webhook(admin, url, **asked):
    return admin("POST", "/webhooks", ask_webhook(url, **asked)).json()["webhook"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/webhooks", None),
        ("POST", "/webhooks", {"webhook": {}}),
        ("POST", "/triggers", {"trigger": {}}),
        ("PUT", "/triggers/reorder", {}),
        ("POST", "/trigger_categories", {"trigger_category": {}}),
        ("POST", "/ticket_fields", {"ticket_field": {}}),
        ("DELETE", "/ticket_fields/1", None),
        ("POST", "/views", {"view": {}}),
        ("POST", "/macros", {"macro": {}}),
    ],
)
def test_agents_are_refused_what_is_for_administrators(http, method, path, body):
    answer = http(method, path, body)
    assert (answer.status_code, answer.json()["error"]["title"]) == (403, "Forbidden")


@pytest.mark.parametrize("path", ["/triggers", "/trigger_categories", "/ticket_fields", "/views", "/macros"])
def test_agents_may_read_rules_and_fields(http, path):
    assert http("GET", path).status_code == 200


def test_furnished_account_has_webhook_triggers_and_fields_and_an_empty_one_has_none(admin, run_sandbox):
    assert len(admin("GET", "/webhooks").json()["webhooks"]) == 1
    assert len(admin("GET", "/triggers").json()["triggers"]) == 3
    assert len(admin("GET", "/ticket_fields").json()["ticket_fields"]) == 2
    with requests.Session() as session:
        empty = make_http(session, run_sandbox(furnished=False), ADMIN_TOKEN)
        for kind in ("webhooks", "triggers", "ticket_fields", "views", "macros"):
            assert empty("GET", f"/{kind}").json()[kind] == []


def test_webhook_never_shows_its_secret_or_a_password(admin, webhook):
    authentication = {"type": "bearer_token", "data": {"token": "hidden"}, "add_position": "header"}
    made = admin("POST", "/webhooks", ask_webhook(webhook.url, authentication=authentication))
    assert made.status_code == 201
    path = f"/webhooks/{made.json()['webhook']['id']}"
    secret = admin("GET", f"{path}/signing_secret").json()["signing_secret"]
    assert secret["algorithm"] == "SHA256"
    for answer in (made, admin("GET", path), admin("GET", "/webhooks")):
        assert "hidden" not in answer.text
        assert secret["secret"] not in answer.text


def test_deliveries_carry_the_webhooks_authentication(sandbox, admin, webhook, customer):
    webhook_id = admin("GET", "/webhooks").json()["webhooks"][0]["id"]
    authentication = {"type": "basic_auth", "data": {"username": "u", "password": "p"}, "add_position": "header"}
    assert admin("PATCH", f"/webhooks/{webhook_id}", {"webhook": {"authentication": authentication}}).status_code == 204
    customer.file()
    assert sandbox.hub.deliveries.wait_until_idle(5)
    assert webhook.postings[0].headers["Authorization"] == "Basic dTpw"


def test_new_secret_signs_from_then_on(sandbox, admin, webhook, customer):
    webhook_id = admin("GET", "/webhooks").json()["webhooks"][0]["id"]
    assert admin("GET", f"/webhooks/{webhook_id}/signing_secret").json()["signing_secret"]["secret"] == SECRET
    answer = admin("POST", f"/webhooks/{webhook_id}/signing_secret")
    secret = answer.json()["signing_secret"]["secret"]
    assert (answer.status_code, secret != SECRET) == (201, True)
    customer.file()
    assert sandbox.hub.deliveries.wait_until_idle(5)
    [posting] = webhook.postings
    signed = sign(secret, posting.headers["X-Zendesk-Webhook-Signature-Timestamp"], posting.body)
    assert posting.headers["X-Zendesk-Webhook-Signature"] == signed


def test_webhook_is_changed_whole_or_in_part_and_deleted(admin, webhook):
    made = make_webhook(admin, webhook.url)
    path = f"/webhooks/{made['id']}"
    assert admin("PATCH", path, {"webhook": {"name": "other"}}).status_code == 204
    assert admin("PUT", path, {"webhook": {"name": "third"}}).status_code == 400
    assert admin("PUT", path, ask_webhook(webhook.url, status="inactive")).status_code == 204
    shown = admin("GET", path).json()["webhook"]
    assert (shown["name"], shown["status"], "updated_at" in shown) == ("bot", "inactive", True)
    assert admin("DELETE", path).status_code == 204
    gone = admin("GET", path)
    assert (gone.status_code, gone.json()["errors"][0]["code"]) == (404, "WebhookNotFound")


@pytest.mark.parametrize(
    "asked",
    [
        {"endpoint": "nowhere"},
        {"endpoint": "ftp://x.example"},
        {"name": ""},
        {"http_method": "HEAD"},
        {"request_format": "yaml"},
        {"status": "on"},
        {"subscriptions": []},
        {"subscriptions": ["conditional_ticket_events", "zen:event-type:ticket.created"]},
        {"subscriptions": ["tickets"]},
    ],
)
def test_webhook_that_is_wrong_is_refused_in_a_form_of_its_own(admin, webhook, asked):
    answer = admin("POST", "/webhooks", ask_webhook(webhook.url, **asked))
    assert answer.status_code == 400
    assert set(answer.json()["errors"][0]) == {"code", "title", "detail"}


def test_kind_of_a_webhook_stays(admin, webhook):
    made = make_webhook(admin, webhook.url, subscriptions=["zen:event-type:ticket.created"])
    change = {"webhook": {"subscriptions": ["conditional_ticket_events"]}}
    assert admin("PATCH", f"/webhooks/{made['id']}", change).status_code == 400


def test_webhook_that_a_trigger_calls_is_not_deleted(admin):
    webhook_id = admin("GET", "/webhooks").json()["webhooks"][0]["id"]
    assert admin("DELETE", f"/webhooks/{webhook_id}").status_code == 400


def test_trial_has_few_webhooks(run_sandbox, webhook):
    with requests.Session() as session:
        admin = make_http(session, run_sandbox(most_webhooks=2), ADMIN_TOKEN)
        make_webhook(admin, webhook.url)
        assert admin("POST", "/webhooks", ask_webhook(webhook.url)).status_code == 403


def test_webhooks_are_found_by_name_and_paged(admin, webhook):
    for number in range(4):
        make_webhook(admin, webhook.url, name=f"bot {number}")
    found = admin("GET", "/webhooks?filter[name_contains]=bot 2").json()
    assert [each["name"] for each in found["webhooks"]] == ["bot 2"]
    assert found["meta"] == {"has_more": False}
    first = admin("GET", "/webhooks?page[size]=3").json()
    second = admin("GET", first["links"]["next"].removeprefix(admin.root)).json()
    names = [each["name"] for page in (first, second) for each in page["webhooks"]]
    assert names == ["Reinstate", "bot 0", "bot 1", "bot 2", "bot 3"]


@pytest.mark.parametrize("saved", [True, False])
def test_trial_delivery_is_made_at_once_and_its_answer_shown(admin, webhook, saved):
    webhook.answers[:] = [(403, {})]
    request = {"payload": '{"a": 1}'} | (
        {} if saved else {"endpoint": webhook.url, "http_method": "POST", "request_format": "json"}
    )
    webhook_id = admin("GET", "/webhooks").json()["webhooks"][0]["id"]
    answer = admin(
        "POST", f"/webhooks/test?webhook_id={webhook_id}" if saved else "/webhooks/test", {"request": request}
    )
    assert (answer.status_code, answer.json()["response"]["status_code"]) == (200, 403)
    [posting] = webhook.postings
    timestamp = posting.headers["X-Zendesk-Webhook-Signature-Timestamp"]
    signature = sign(SECRET if saved else TEST_SECRET, timestamp, b'{"a": 1}')
    assert (posting.body, posting.headers["X-Zendesk-Webhook-Signature"]) == (b'{"a": 1}', signature)


def test_invocations_and_attempts_are_listed(sandbox, admin, webhook, customer):
    webhook.answers[:] = [(409, {}), (202, {}), (403, {})]
    customer.file()
    assert sandbox.hub.deliveries.wait_until_idle(5)
    customer.file()
    assert sandbox.hub.deliveries.wait_until_idle(5)
    path = f"/webhooks/{admin('GET', '/webhooks').json()['webhooks'][0]['id']}/invocations"
    listed = admin("GET", path).json()["invocations"]
    assert [(each["status"], each["status_code"]) for each in listed] == [("terminated", 403), ("success", 202)]
    attempts = admin("GET", f"{path}/{listed[1]['id']}/attempts").json()["attempts"]
    assert [each["status_code"] for each in attempts] == [202, 409]
    assert json.loads(attempts[0]["request"]["payload"])["event"] == "created"


def test_field_is_made_changed_and_deleted(admin, http, customer):
    made = admin("POST", "/ticket_fields", {"ticket_field": TAGGER})
    field = made.json()["ticket_field"]
    assert (made.status_code, field["custom_field_options"][0]["value"]) == (201, "my_appeal")
    path = f"/ticket_fields/{field['id']}"
    options = [*field["custom_field_options"], {"name": "Report", "value": "my_report"}]
    changed = admin("PUT", path, {"ticket_field": {"title": "New", "custom_field_options": options}}).json()[
        "ticket_field"
    ]
    assert [each["value"] for each in changed["custom_field_options"]] == ["my_appeal", "my_report"]
    assert changed["custom_field_options"][0]["id"] == field["custom_field_options"][0]["id"]
    ticket_id = customer.file()["id"]
    asked = {"ticket": {"custom_fields": [{"id": field["id"], "value": "my_report"}]}}
    assert http("PUT", f"/tickets/{ticket_id}", asked).json()["ticket"]["tags"] == ["my_report"]
    assert admin("DELETE", path).status_code == 204
    assert http("GET", path).json() == {"error": "RecordNotFound", "description": "Not found"}
    assert customer.look(ticket_id)["ticket"]["tags"] == ["my_report"]


@pytest.mark.parametrize(
    ("kind", "given", "kept", "tags"),
    [
        ("text", "hello", "hello", []),
        ("decimal", 0.75, "0.75", []),
        ("integer", 3, "3", []),
        ("checkbox", True, True, []),
        ("multiselect", ["m_b", "m_a"], ["m_a", "m_b"], ["m_a", "m_b"]),
        ("multiselect", [], [], []),
        ("text", None, None, []),
    ],
)
def test_fields_of_every_type_keep_their_value(admin, http, customer, kind, given, kept, tags):
    options = [{"name": "A", "value": "m_a"}, {"name": "B", "value": "m_b"}]
    asked = {"type": kind, "title": kind} | ({"custom_field_options": options} if kind == "multiselect" else {})
    field_id = admin("POST", "/ticket_fields", {"ticket_field": asked}).json()["ticket_field"]["id"]
    ticket_id = customer.file()["id"]
    asked = {"ticket": {"custom_fields": [{"id": field_id, "value": given}]}}
    ticket = http("PUT", f"/tickets/{ticket_id}", asked).json()["ticket"]
    values = {each["id"]: each["value"] for each in ticket["custom_fields"]}
    assert (values[field_id], ticket["tags"]) == (kept, tags)


@pytest.mark.parametrize(
    "asked",
    [
        {"title": ""},
        {"type": "colour"},
        {"custom_field_options": [{"name": "A", "value": "reinstate_ready"}]},
        {"custom_field_options": [{"name": "A", "value": "x"}, {"name": "B", "value": "x"}]},
        {"custom_field_options": [{"name": "A", "value": "two words"}]},
        {"custom_field_options": [{"name": "", "value": "x"}]},
        {"custom_field_options": "x"},
        {"custom_field_options": [1]},
    ],
)
def test_field_that_is_wrong_is_invalid(admin, asked):
    answer = admin("POST", "/ticket_fields", {"ticket_field": TAGGER | asked})
    assert (answer.status_code, answer.json()["error"]) == (422, "RecordInvalid")


def test_categories_are_made_renamed_and_deleted_when_empty(admin):
    [first] = admin("GET", "/trigger_categories").json()["trigger_categories"]
    made = admin("POST", "/trigger_categories", {"trigger_category": {"name": "Bot", "position": 0}})
    category = made.json()["trigger_category"]
    assert (made.status_code, category["position"]) == (201, 0)
    listed = admin("GET", "/trigger_categories").json()["trigger_categories"]
    assert [each["id"] for each in listed] == [category["id"], first["id"]]
    path = f"/trigger_categories/{category['id']}"
    assert admin("PATCH", path, {"trigger_category": {"name": "New"}}).json()["trigger_category"]["name"] == "New"
    assert admin("POST", "/trigger_categories", {"trigger_category": {}}).status_code == 422
    assert admin("DELETE", f"/trigger_categories/{first['id']}").status_code == 400
    assert admin("DELETE", path).status_code == 204
