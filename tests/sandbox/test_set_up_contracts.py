"""What administrators use, beside Zendesk's own description and recorded traffic, where these lie next to the
checkout. The description's part on webhooks is not Zendesk's own: for those the recordings alone count."""

import json
import re

import pytest
import requests

from tests.sandbox.conftest import ADMIN_TOKEN, make_http
from tests.sandbox.contracts import CONTRACTS, find_missing, load_description, load_recorded, needs_contracts
from tests.sandbox.schema import find_errors

pytestmark = needs_contracts
CONDITIONS = {"all": [{"field": "status", "operator": "less_than", "value": "solved"}], "any": []}
OPEN = [{"field": "status", "value": "open"}]
MACRO = {"title": "m", "actions": [{"field": "comment_value", "value": "x"}, *OPEN]}
TAGGER = {"type": "tagger", "title": "f", "custom_field_options": [{"name": "A", "value": "my_a"}]}
WEBHOOK = {
    "name": "w",
    "description": "d",
    "status": "active",
    "endpoint": "https://bot.example/hook",
    "http_method": "POST",
    "request_format": "json",
    "subscriptions": ["conditional_ticket_events"],
    "authentication": {"type": "basic_auth", "data": {"username": "u", "password": "p"}, "add_position": "header"},
}
# Zendesk sends booleans, null and lists as values of conditions and actions; its description knows strings.
LOOSE = re.compile(r".*/(conditions/(all|any)/[0-9]+/value|actions/[0-9]+/value|audit/events/[0-9]+/value)(/|:|$)")


@pytest.fixture(scope="module")
def description():
    return load_description()


@pytest.fixture(scope="module")
def recorded():
    return load_recorded()


@pytest.fixture
def ids(admin, customer):
    """One of each kind: its id by the name of its parameter."""

    def make(kind, asked):
        return admin("POST", f"/{kind}s", {kind: asked}).json()[kind]["id"]

    return {
        "ticket_id": customer.file(tags=["vip"])["id"],
        "trigger_id": make("trigger", {"title": "t", "conditions": CONDITIONS, "actions": OPEN}),
        "view_id": make("view", {"title": "v", **CONDITIONS}),
        "macro_id": make("macro", MACRO),
        "ticket_field_id": make("ticket_field", TAGGER),
        "webhook_id": make("webhook", WEBHOOK),
    }


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/triggers", None),
        ("GET", "/triggers?page[size]=2", None),
        ("GET", "/triggers/active", None),
        ("POST", "/triggers", {"trigger": {"title": "t", **CONDITIONS, "actions": OPEN}}),
        ("GET", "/triggers/{trigger_id}", None),
        ("PUT", "/triggers/{trigger_id}", {"trigger": {"title": "n"}}),
        ("GET", "/trigger_categories", None),
        ("POST", "/trigger_categories", {"trigger_category": {"name": "Bot"}}),
        ("GET", "/views", None),
        ("GET", "/views/active", None),
        ("GET", "/views/count", None),
        ("POST", "/views", {"view": {"title": "v", **CONDITIONS}}),
        ("GET", "/views/{view_id}", None),
        ("PUT", "/views/{view_id}", {"view": {"title": "n"}}),
        ("GET", "/views/{view_id}/tickets", None),
        ("GET", "/views/{view_id}/execute", None),
        ("GET", "/views/{view_id}/count", None),
        ("GET", "/macros", None),
        ("POST", "/macros", {"macro": MACRO}),
        ("GET", "/macros/{macro_id}", None),
        ("PUT", "/macros/{macro_id}", {"macro": {"title": "n"}}),
        ("POST", "/ticket_fields", {"ticket_field": {"type": "text", "title": "t"}}),
        ("GET", "/ticket_fields/{ticket_field_id}", None),
        ("PUT", "/ticket_fields/{ticket_field_id}", {"ticket_field": {"title": "n"}}),
        ("GET", "/custom_statuses", None),
        ("GET", "/account/settings", None),
        ("GET", "/incremental/tickets/cursor?start_time=0", None),
    ],
)
def test_answer_is_as_zendesk_describes_it(admin, ids, description, method, path, body):
    answer = admin(method, path.format(**ids), body)
    assert answer.status_code in (200, 201)
    responses = description["paths"][f"/api/v2{path.split('?')[0]}"][method.lower()]["responses"]
    described = responses.get(str(answer.status_code)) or responses["200"]
    errors = find_errors(answer.json(), described["content"]["application/json"]["schema"], description)
    assert [error for error in errors if not LOOSE.match(error)] == []


@pytest.mark.parametrize(
    ("method", "pattern", "ours", "body"),
    [
        ("GET", "triggers.json", "/triggers.json", None),
        ("GET", "triggers.json", "/triggers.json?page[size]=100", None),
        ("POST", "triggers.json", "/triggers.json", {"trigger": {"title": "t", **CONDITIONS, "actions": OPEN}}),
        ("PUT", r"triggers/\d+.json", "/triggers/{trigger_id}.json", {"trigger": {"title": "n"}}),
        ("GET", "views.json", "/views.json", None),
        ("POST", "views.json", "/views.json", {"view": {"title": "v", **CONDITIONS}}),
        ("PUT", r"views/\d+.json", "/views/{view_id}.json", {"view": {"title": "n"}}),
        ("GET", r"views/\d+/tickets", "/views/{view_id}/tickets?page[size]=100", None),
        ("GET", r"views/\d+/count.json", "/views/{view_id}/count.json", None),
        ("GET", "views/count.json", "/views/count.json", None),
        ("GET", "macros.json", "/macros.json?page[size]=100", None),
        ("POST", "macros.json", "/macros.json", {"macro": MACRO}),
        ("PUT", r"macros/\d+.json", "/macros/{macro_id}.json", {"macro": {"title": "n"}}),
        ("POST", "ticket_fields.json", "/ticket_fields.json", {"ticket_field": {"type": "text", "title": "t"}}),
        ("PUT", r"ticket_fields/\d+.json", "/ticket_fields/{ticket_field_id}.json", {"ticket_field": {"title": "n"}}),
        ("GET", "webhooks", "/webhooks?filter[name_contains]=w", None),
        ("POST", "webhooks", "/webhooks", {"webhook": WEBHOOK}),
        ("GET", "webhooks/[A-Z0-9]+", "/webhooks/{webhook_id}", None),
        ("GET", "webhooks/[A-Z0-9]+/signing_secret", "/webhooks/{webhook_id}/signing_secret", None),
        ("POST", "webhooks/[A-Z0-9]+/signing_secret", "/webhooks/{webhook_id}/signing_secret", None),
        ("GET", "incremental/tickets/cursor.json", "/incremental/tickets/cursor.json?start_time=0", None),
    ],
)
def test_answer_has_all_that_was_recorded(admin, ids, recorded, method, pattern, ours, body):
    answer = admin(method, ours.format(**ids), body)
    seen = [
        exchange
        for exchange in recorded
        if exchange["method"] == method
        and re.fullmatch("/api/v2/" + pattern, exchange["path"].split("?")[0])
        and exchange["status"] < 300
        and ("page%5Bsize%5D" in exchange["path"]) is ("page[size]" in ours)
    ]
    assert seen
    assert {exchange["status"] for exchange in seen} == {answer.status_code}
    for exchange in seen:
        missing = find_missing(exchange["response_body"], answer.json())
        assert [place for place in missing if not LOOSE.match(place)] == []


@pytest.mark.parametrize("kind", ["trigger", "view", "macro", "ticket_field"])
def test_deletion_and_unknown_ids_are_answered_to_the_letter(admin, ids, recorded, kind):
    path = f"/{kind}s/{ids[f'{kind}_id']}.json"
    deleted = admin("DELETE", path)
    assert (deleted.status_code, deleted.content) == (204, b"")
    theirs = next(
        r["response_body"] for r in recorded if r["path"].startswith(f"/api/v2/{kind}s/9223") and r["status"] == 404
    )
    assert admin("PUT", path, {kind: {"title": "x"}}).json() == theirs


def test_events_are_as_their_schemas_say(run_sandbox, webhook):
    sandbox = run_sandbox(furnished=False)
    types = {name: f"zen:event-type:ticket.{name}" for name in ("created", "comment_added")}
    with requests.Session() as session:
        asked = WEBHOOK | {"endpoint": webhook.url, "subscriptions": list(types.values())}
        make_http(session, sandbox, ADMIN_TOKEN)("POST", "/webhooks", {"webhook": asked})
    requests.post(f"{sandbox.url}/sandbox/tickets", json={"body": "x", "tags": ["vip"]}, timeout=5)
    assert sandbox.hub.deliveries.wait_until_idle(5)
    events = {event["type"]: event for event in (json.loads(posting.body) for posting in webhook.postings)}
    for name, event_type in types.items():
        schema = json.loads((CONTRACTS / "events" / f"ticket.{name}.schema.json").read_text())
        example = json.loads((CONTRACTS / "events" / f"ticket.{name}.example.json").read_text())
        assert list(find_errors(events[event_type], simplify(schema), {})) == []
        optional = ("/detail/assignee_id", "/detail/group_id", "/detail/priority", "/detail/type")
        missing = [place for place in find_missing(example, events[event_type]) if not place.startswith(optional)]
        assert missing == []


def simplify(schema):
    """The schema without what our small reader does not know: lists of types (null passes everywhere), constants."""
    if not isinstance(schema, dict):
        return schema
    plain = {name: simplify(value) for name, value in schema.items() if name not in ("const", "$schema")}
    if isinstance(plain.get("type"), list):
        plain["type"] = next(name for name in plain["type"] if name != "null")
    if "properties" in schema:
        plain["properties"] = {name: simplify(value) for name, value in schema["properties"].items()}
    return plain
