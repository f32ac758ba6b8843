"""Every request that the bot makes, beside Zendesk's own description of its API and, for webhooks, which that leaves
out, beside recorded ones."""

import re
from datetime import UTC, datetime

import pytest
import requests

from bot.desk_setup.account import Account
from bot.desk_setup.applying import Setup
from bot.desk_setup.checks import check_all
from bot.desk_setup.wishes import Kind, declare_wishes
from bot.procedures import load_procedures
from bot.sandbox import SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.desk import BOT_ID
from bot.store.database import open_database
from bot.store.setup import load_made
from bot.zendesk.incremental import ZendeskExport
from bot.zendesk.oauth import Seal
from bot.zendesk.tickets import TicketWrite, ZendeskTickets
from tests.contracts.recording import Sent, make_recording_session
from tests.sandbox.contracts import load_description, load_recorded, needs_contracts
from tests.sandbox.schema import find_errors, resolve

pytestmark = needs_contracts
IDS = re.compile(r"/[0-9]{1,20}(?=/|$)")
ULIDS = re.compile(r"/[0-9A-Z]{26}(?=/|$)")
LOOSE = re.compile(r".*/value(/[0-9]+)?:")  # lists and booleans are sent and answered; the description knows strings
OBJECTS = {"view": "ViewObject", "ticket_field": "TicketFieldObject"}  # whose requests are not described, only answers
PAGING = {"page[size]", "page[after]", "per_page", "start_time", "cursor"}  # described for some only; recorded
SHORTER = {"all", "any", "output"}  # of a view as it is asked for; answered under other names (recorded)


@pytest.fixture(scope="module")
def sent(make_sqlite_database) -> list[Sent]:
    """What the bot sends, from the set-up to a handled ticket and the sweep."""
    engine = open_database(make_sqlite_database(True))
    with running_sandbox(create_sandbox(SandboxSettings(furnished=False))) as sandbox:
        session, sent = make_recording_session(sandbox.url, "sandbox-admin-token")
        account = Account(session, sandbox.url)
        wishes = declare_wishes(load_procedures(), "https://bot.example", BOT_ID)
        setup = Setup(engine, account, Seal(["k" * 43 + "="]), wishes)
        list(setup.apply())
        for made in load_made(engine, sandbox.url).values():
            changed = {"name": "x"} if made.kind == "webhook" else {"title": "x"}
            account.update(Kind(made.kind), made.zendesk_id, changed)
        list(setup.apply())
        list(check_all(setup, account, account))
        account.find_marked(Kind.TRIGGER, "no such mark")
        handle_ticket(session, sandbox.url)
        ZendeskExport(session, sandbox.url).fetch_page("", datetime(2026, 1, 1, tzinfo=UTC), 100)
        list(setup.remove())
    engine.dispose()
    return sent


def handle_ticket(session, url):
    ticket_id = requests.post(f"{url}/sandbox/tickets", json={"body": "x"}, timeout=5).json()["ticket"]["id"]
    tickets = ZendeskTickets(session, url)
    tickets.fetch_own_user_id()
    stamp = tickets.fetch_ticket(ticket_id).ticket.stamp
    stamp = tickets.apply_write(ticket_id, TicketWrite("k:note", stamp, html_body="<p>note</p>"))
    tags = frozenset({"reinstate_ready"})
    fields = {5: "reinstate_ready", 6: None}
    tickets.apply_write(
        ticket_id, TicketWrite("k:reply", stamp, "<p>reply</p>", public=True, tags=tags, status="open", fields=fields)
    )


def describe(sent: Sent) -> str:
    return f"{sent.method} {ULIDS.sub('/ULID', IDS.sub('/ID', sent.path))}"


def test_only_these_are_called(sent):
    assert sorted({describe(one) for one in sent}) == [
        *(f"DELETE /api/v2/{kind}/ID" for kind in ("macros", "ticket_fields", "triggers", "views")),
        "DELETE /api/v2/webhooks/ULID",
        "GET /api/v2/incremental/tickets/cursor",
        "GET /api/v2/macros/ID",
        "GET /api/v2/ticket_fields/ID",
        "GET /api/v2/tickets/ID",
        "GET /api/v2/tickets/ID/comments",
        "GET /api/v2/triggers",
        "GET /api/v2/triggers/ID",
        "GET /api/v2/users/me",
        "GET /api/v2/views/ID",
        "GET /api/v2/webhooks/ULID",
        "GET /api/v2/webhooks/ULID/signing_secret",
        "PATCH /api/v2/webhooks/ULID",
        *(f"POST /api/v2/{kind}" for kind in ("macros", "ticket_fields", "triggers", "views", "webhooks")),
        "POST /api/v2/webhooks/test",
        "PUT /api/v2/macros/ID",
        "PUT /api/v2/ticket_fields/ID",
        "PUT /api/v2/tickets/ID",
        "PUT /api/v2/triggers/ID",
        "PUT /api/v2/views/ID",
    ]


def test_every_call_and_its_parameters_are_described(sent):
    described = [one for one in sent if "/webhooks" not in one.path]
    assert described
    for one in described:
        operation = find_described(one)
        document = load_description()
        parameters = [resolve(p["$ref"], document) if "$ref" in p else p for p in operation.get("parameters", [])]
        known = {p["name"] for p in parameters if p["in"] == "query"}
        assert one.params - PAGING <= known, describe(one)


def find_described(one: Sent) -> dict:
    document = load_description()["paths"]
    place = ULIDS.sub("/{}", IDS.sub("/{}", one.path))
    found = [item for path, item in document.items() if re.sub(r"\{[^}]*\}", "{}", path) == place]
    assert found, describe(one)
    return found[0][one.method.lower()]


def test_every_body_is_as_described(sent):
    document = load_description()
    for one in (one for one in sent if one.body is not None and "/webhooks" not in one.path):
        body = find_described(one).get("requestBody")
        if body is None:
            [(name, inner)] = one.body.items()
            schema = document["components"]["schemas"][OBJECTS[name]]
            assert inner.keys() - SHORTER <= find_properties(schema, document), describe(one)
            errors = find_errors({k: v for k, v in inner.items() if k not in SHORTER}, schema, document)
        else:
            errors = find_errors(one.body, body["content"]["application/json"]["schema"], document)
        assert [error for error in errors if not LOOSE.match(error)] == [], describe(one)


def find_properties(schema: dict, document: dict) -> set[str]:
    schema = resolve(schema["$ref"], document) if "$ref" in schema else schema
    return set(schema.get("properties", {}))


@pytest.mark.parametrize(("method", "path"), [("POST", "/api/v2/webhooks"), ("PATCH", "/api/v2/webhooks/ULID")])
def test_webhooks_are_asked_for_as_recorded(sent, method, path):
    whole = next(e for e in load_recorded() if (e["method"], e["path"]) == ("POST", "/api/v2/webhooks"))
    ours = [one.body["webhook"] for one in sent if describe(one) == f"{method} {path}"]
    assert ours
    for body in ours:
        assert body.keys() <= whole["request_body"]["webhook"].keys() | {"subscriptions"}
        assert all(
            isinstance(value, type(whole["request_body"]["webhook"].get(name, value))) for name, value in body.items()
        )


def test_updates_of_tickets_are_guarded_and_keep_the_stamp_as_it_was_read(sent):
    updates = [one.body["ticket"] for one in sent if describe(one) == "PUT /api/v2/tickets/ID" and one.body["ticket"]]
    assert len(updates) == 2
    for update in updates:
        assert update["safe_update"] is True
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", update["updated_stamp"])
        assert "public" in update["comment"]
