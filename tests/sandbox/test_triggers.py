"""Triggers made through the API: they fire, in order, once, and do what their actions say."""

import json

import pytest

from bot.sandbox.fields import STATE_FIELD

CREATED = {"field": "update_type", "operator": "is", "value": "Create"}
CHANGED = {"field": "update_type", "operator": "is", "value": "Change"}


@pytest.fixture
def sandbox(run_sandbox):
    return run_sandbox(furnished=False)


@pytest.fixture
def make(admin):
    """Creates a thing through the API; what came back."""

    def make(kind, **asked):
        answer = admin("POST", f"/{kind}s", {kind: asked})
        assert answer.status_code == 201, answer.text
        return answer.json()[kind]

    return make


@pytest.fixture
def hook(make, webhook):
    return make("webhook", name="bot", status="active", endpoint=webhook.url, http_method="POST", request_format="json")


def call(hook, body):
    return {"field": "notification_webhook", "value": [hook["id"], body]}


def tag(name):
    return {"field": "current_tags", "value": name}


def read_bodies(sandbox, webhook):
    assert sandbox.hub.deliveries.wait_until_idle(5)
    return [posting.body.decode() for posting in webhook.postings]


def test_trigger_posts_its_own_body_with_placeholders_filled_in(sandbox, make, hook, webhook, customer):
    body = '{"v":1,"ticket_id":"{{ticket.id}}","user_id":"{{ current_user.id }}","is":"{{ticket.status}}","no":"{{x}}"}'
    make("trigger", title="t", all=[CREATED], actions=[call(hook, body)])
    filed = customer.file()
    assert read_bodies(sandbox, webhook) == [
        f'{{"v":1,"ticket_id":"{filed["id"]}","user_id":"{filed["requester_id"]}","is":"New","no":""}}'
    ]


def test_values_are_escaped_in_json(sandbox, make, hook, webhook, customer):
    make("trigger", title="t", all=[CREATED], actions=[call(hook, '{"title":"{{ticket.title}}"}')])
    customer.file(subject='a "quoted"\nline {{ticket.id}}')
    [body] = read_bodies(sandbox, webhook)
    assert json.loads(body)["title"] == 'a "quoted"\nline {{ticket.id}}'


def test_triggers_run_top_down_and_begin_again_after_a_change(make, customer):
    make(
        "trigger",
        title="late",
        all=[{"field": "current_tags", "operator": "includes", "value": "b"}],
        actions=[tag("c")],
    )
    make("trigger", title="first", all=[CREATED], actions=[tag("a")])
    make(
        "trigger",
        title="second",
        all=[{"field": "current_tags", "operator": "includes", "value": "a"}],
        actions=[tag("b")],
    )
    assert customer.file()["tags"] == ["a", "b", "c"]


def test_trigger_fires_once_for_an_update(make, customer):
    make(
        "trigger",
        title="on",
        all=[{"field": "current_tags", "operator": "not_includes", "value": "x"}],
        actions=[tag("x")],
    )
    off = [{"field": "remove_tags", "value": "x"}]
    make("trigger", title="off", all=[{"field": "current_tags", "operator": "includes", "value": "x"}], actions=off)
    assert customer.file()["tags"] == []


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        (
            [{"field": "status", "value": "open"}, {"field": "priority", "value": "high"}],
            {"status": "open", "priority": "high"},
        ),
        ([{"field": "set_tags", "value": "one two"}], {"tags": ["one", "two"]}),
        ([{"field": "remove_tags", "value": "vip"}, tag("late")], {"tags": ["late"]}),
        ([{"field": "assignee_id", "value": "36000000000002"}], {"assignee_id": 36000000000002}),
        (
            [{"field": "assignee_id", "value": "requester_id"}, {"field": "assignee_id", "value": ""}],
            {"assignee_id": None},
        ),
        ([{"field": "notification_user", "value": ["requester_id", "s", "b"]}], {"tags": ["vip"]}),
    ],
)
def test_actions_change_the_ticket(make, customer, actions, expected):
    make("trigger", title="t", all=[CREATED], actions=actions)
    ticket = customer.file(tags=["vip"])
    assert {name: ticket[name] for name in expected} == expected


def test_changes_of_triggers_stand_in_the_audit_of_the_update(make, customer, http):
    make("trigger", title="t", all=[CHANGED], actions=[{"field": "priority", "value": "urgent"}])
    ticket_id = customer.file()["id"]
    told = http("PUT", f"/tickets/{ticket_id}", {"ticket": {"status": "open"}}).json()
    assert told["ticket"]["priority"] == "urgent"
    assert {event["field_name"] for event in told["audit"]["events"]} == {"status", "priority"}


def test_custom_field_is_set_and_watched(make, customer, admin):
    field = make("ticket_field", type="tagger", title="State", custom_field_options=[{"name": "On", "value": "my_on"}])
    name = f"custom_fields_{field['id']}"
    make("trigger", title="set", all=[CREATED], actions=[{"field": name, "value": "my_on"}])
    watch = [{"field": name, "operator": "value", "value": "my_on"}]
    make("trigger", title="watch", all=watch, actions=[tag("seen")])
    assert customer.file()["tags"] == ["my_on", "seen"]
    admin("PUT", f"/ticket_fields/{field['id']}", {"ticket_field": {"custom_field_options": []}})
    assert customer.file()["tags"] == []


def test_updates_through_the_api_run_triggers_too(make, customer, http):
    make(
        "trigger",
        title="t",
        all=[CHANGED, {"field": "current_via_id", "operator": "is", "value": "5"}],
        actions=[tag("api")],
    )
    ticket_id = customer.file()["id"]
    assert http("PUT", f"/tickets/{ticket_id}", {"ticket": {"status": "open"}}).json()["ticket"]["tags"] == ["api"]


@pytest.mark.parametrize("change", [{"active": False}, None])
def test_trigger_that_is_off_or_gone_does_nothing(make, customer, admin, change):
    trigger = make("trigger", title="t", all=[CREATED], actions=[tag("x")])
    path = f"/triggers/{trigger['id']}"
    assert admin("PUT", path, {"trigger": change}).ok if change else admin("DELETE", path).status_code == 204
    assert customer.file()["tags"] == []


def test_update_replaces_conditions_and_actions_together(make, admin):
    trigger = make("trigger", title="t", all=[CREATED], any=[CHANGED], actions=[tag("x"), tag("y")])
    path = f"/triggers/{trigger['id']}"
    renamed = admin("PUT", path, {"trigger": {"title": "new"}}).json()["trigger"]
    assert (renamed["title"], renamed["conditions"], renamed["actions"]) == (
        "new",
        trigger["conditions"],
        trigger["actions"],
    )
    assert admin("PUT", path, {"trigger": {"all": [CHANGED]}}).status_code == 422
    whole = {"conditions": {"all": [CHANGED]}, "actions": [tag("z")]}
    changed = admin("PUT", path, {"trigger": whole}).json()["trigger"]
    assert (changed["conditions"], changed["actions"]) == ({"all": [CHANGED], "any": []}, [tag("z")])


def test_order_is_changed_with_every_id_and_one_category(make, admin, customer):
    ids = [
        make("trigger", title=name, all=[CREATED], actions=[{"field": "set_tags", "value": name}])["id"]
        for name in "ab"
    ]
    assert customer.file()["tags"] == ["b"]
    assert admin("PUT", "/triggers/reorder", {"trigger_ids": ids[:1]}).status_code == 404
    assert admin("PUT", "/triggers/reorder", {"trigger_ids": ids[::-1]}).status_code == 200
    assert [trigger["id"] for trigger in admin("GET", "/triggers").json()["triggers"]] == ids[::-1]
    assert customer.file()["tags"] == ["a"]
    category = admin("POST", "/trigger_categories", {"trigger_category": {"name": "Bot"}}).json()["trigger_category"]
    admin("PUT", f"/triggers/{ids[0]}", {"trigger": {"category_id": category["id"]}})
    refused = admin("PUT", "/triggers/reorder", {"trigger_ids": ids})
    assert (refused.status_code, refused.json()["error"]) == (400, "LimitOneCategory")


@pytest.mark.parametrize(
    "asked",
    [
        {"title": ""},
        {"title": " "},
        {"all": []},
        {"actions": []},
        {"actions": None},
        {"all": [{"field": "nothing", "operator": "is", "value": "x"}]},
        {"all": [{"field": "status", "operator": "includes", "value": "open"}]},
        {"all": [{"field": "status", "operator": "is", "value": "done"}]},
        {"all": [{"field": "update_type", "operator": "is", "value": "create"}]},
        {"all": [{"field": "custom_fields_99", "operator": "is", "value": "x"}]},
        {"all": ["status"]},
        {"actions": [{"field": "comment_value", "value": "x"}]},
        {"actions": [{"field": "status", "value": "done"}]},
        {"actions": [{"field": "notification_webhook", "value": ["01NOTHING", "{}"]}]},
        {"actions": [{"field": "notification_webhook", "value": "{}"}]},
        {"actions": [{"field": f"custom_fields_{STATE_FIELD.id}", "value": "x"}]},
        {"actions": [{"field": "current_tags", "value": "x" * 70_000}]},
        {"category_id": "99"},
    ],
)
def test_trigger_that_is_wrong_is_invalid(admin, asked):
    answer = admin("POST", "/triggers", {"trigger": {"title": "t", "all": [CREATED], "actions": [tag("x")]} | asked})
    assert (answer.status_code, answer.json()["error"]) == (422, "RecordInvalid")
    assert admin("GET", "/triggers").json()["triggers"] == []
