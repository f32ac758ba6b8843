"""Whatever callers send, the stand-in answers: never an error of its own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox import SandboxSettings, create_sandbox

KEYS = (
    *("title", "name", "type", "status", "endpoint", "http_method", "request_format", "subscriptions"),
    *("authentication", "custom_headers", "data", "conditions", "all", "any", "actions", "field", "operator", "value"),
    *("category_id", "position", "active", "output", "columns", "sort_by", "group_by", "custom_field_options", "id"),
    *("description", "restriction", "trigger_ids", "tags", "custom_fields", "comment", "body", "metadata", "priority"),
    *("safe_update", "updated_stamp", "requester", "assignee_id", "group_id", "role", "as", "grant_type", "scope"),
)
WORDS = [
    "",
    "x",
    "status",
    "update_type",
    "current_tags",
    "is",
    "Create",
    "tagger",
    "open",
    "json",
    "POST",
    "less_than",
]
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(WORDS)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)
BODIES = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8)
CALLS = [
    ("POST", "/api/v2/webhooks", "webhook"),
    ("POST", "/api/v2/triggers", "trigger"),
    ("PUT", "/api/v2/triggers/reorder", None),
    ("POST", "/api/v2/trigger_categories", "trigger_category"),
    ("POST", "/api/v2/ticket_fields", "ticket_field"),
    ("POST", "/api/v2/views", "view"),
    ("POST", "/api/v2/macros", "macro"),
    ("PUT", "/api/v2/tickets/1", "ticket"),
    ("PUT", "/api/v2/tickets/1/tags", None),
    ("POST", "/oauth/tokens", None),
    ("PUT", "/sandbox/tickets/1", None),
    ("POST", "/sandbox/tickets/1/comments", None),
    ("PUT", "/sandbox/users/36000000000002", None),
]


@pytest.fixture(scope="module")
def client():
    app = create_sandbox(SandboxSettings(admin_token="a"))
    client = app.test_client()
    client.post("/sandbox/tickets", json={"body": "x"})
    return client


@settings(max_examples=25, deadline=None)
@given(body=BODIES)
@pytest.mark.parametrize(("method", "path", "name"), CALLS)
def test_no_body_is_too_odd(client, method, path, name, body):
    asked = {name: body} if name else body
    answer = client.open(path, method=method, json=asked, headers={"Authorization": "Bearer a"})
    assert answer.status_code < 500


@pytest.mark.parametrize("path", ["/", "/setup", "/tickets/1", "/api/v2/views.json", "/api/v2/tickets.json"])
def test_what_was_taken_can_be_shown(client, path):
    assert client.get(path, headers={"Authorization": "Bearer a"}).status_code == 200
