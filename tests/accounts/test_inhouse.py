"""The adapter for a desk's own service, over real HTTP and against its own description."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.accounts
from bot.accounts.calls import PARAMETERS, Call
from bot.accounts.checks import Asking
from bot.accounts.connect import connect_accounts
from bot.accounts.dates import format_moment
from bot.accounts.facts import Area, Domain, Key, Login, Sent, User
from bot.accounts.inhouse import READERS, to_facts
from bot.accounts.port import Identity
from bot.core.checklist import Procedure, Standing
from bot.settings import Settings, WrongSettings
from tests.accounts.test_session import answering
from tests.accounts.world import APPEAL, COMPROMISE, claim_all, to_standings
from tests.sandbox.schema import find_errors

DESCRIPTION = Path(bot.accounts.__file__).parent / "inhouse.openapi.yaml"
EMAIL = "anna@acme.example"
NOW = datetime.now(UTC)
LATELY = format_moment(NOW - timedelta(minutes=5))
ALL = frozenset(Area)


def a_body(**change: Any) -> dict[str, Any]:
    """Everything is in order."""
    login = "postmaster@mg.acme.example"
    body: dict[str, Any] = {
        "account_id": "acme-1",
        "as_of": format_moment(NOW),
        "everywhere": True,
        "users": [
            {
                "id": "1",
                "email": EMAIL,
                "owner": True,
                "active": True,
                "local_login": True,
                "password_changed_at": LATELY,
                "two_factor": True,
            }
        ],
        "keys": [{"id": "k1", "kind": "user", "created_at": LATELY, "expires_at": None, "disabled": False}],
        "logins": [{"login": login, "domain": "mg.acme.example", "created_at": LATELY}],
        "domains": [
            {
                "name": "mg.acme.example",
                "sandbox": False,
                "disabled": False,
                "state": "active",
                "records_valid": True,
                "main_login": login,
            }
        ],
        "sent": [{"domain": "mg.acme.example", "messages": 1200}],
    }
    return body | change


def check(body: Any, engine: Any, procedure: Procedure = COMPROMISE, account_id: str = "", status: int = 200) -> Any:
    answer = body if isinstance(body, bytes) else json.dumps(body).encode()
    with answering(IN_HOUSE=(status, {}, answer)) as (origin, server):
        chosen = {"accounts": "http", "accounts_url": origin, "accounts_token": "hush4711"}
        checks = connect_accounts(Settings(_env_file=None, **chosen), engine)  # type: ignore[call-arg, arg-type]
        identity = Identity(EMAIL, account_id, "Acme & Co")
        times = format_moment(NOW - timedelta(hours=1)), format_moment(NOW - timedelta(minutes=1))
        return checks.check(Asking(1, identity, *times), procedure, claim_all(procedure)), server


@pytest.mark.parametrize("procedure", [APPEAL, COMPROMISE])
def test_account_in_order_is_verified(quick_engine: Any, procedure: Procedure) -> None:
    checked, server = check(a_body(), quick_engine, procedure)
    standings = to_standings(checked)
    assert {standings[item.key] for item in procedure.items if item.kind != "question"} == {Standing.VERIFIED}
    assert all(headers["Authorization"] == "Bearer hush4711" for _, _, headers in server.asked)
    assert all(path.startswith("/v1/account-facts?email=anna%40acme.example") for _, path, _ in server.asked)
    assert "hush4711" not in repr(checked)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        *((a_body(account_id=wrong), 200) for wrong in ("", None, 7, "x" * 321, "a\x00b")),
        *((a_body(as_of=wrong), 200) for wrong in (None, "2026-03-02T10:00:00Z", "now", 7)),
        *((a_body(users=wrong), 200) for wrong in (None, {}, "all", [7], [{"id": 7}], [{"id": "1", "active": 1}])),
        *(({}, 200), ([], 200), (b"<html>", 200), (b'{"account_id": "acme-1",', 200), (a_body(), 404), (a_body(), 500)),
        (a_body(users=[{"id": "1", "email": EMAIL, "active": True}] * 2), 200),
        (a_body(users=[{"id": str(n)} for n in range(2_001)]), 200),
    ],
)
def test_answer_that_cannot_be_relied_on_verifies_nothing(quick_engine: Any, body: Any, status: int) -> None:
    checked, _ = check(body, quick_engine, status=status)
    assert set(to_standings(checked).values()) == {Standing.UNKNOWN}
    assert checked.remarks


def test_answer_about_another_account_than_the_tickets_is_not_used(quick_engine: Any) -> None:
    checked, _ = check(a_body(), quick_engine, account_id="acme-2")
    assert set(to_standings(checked).values()) == {Standing.UNKNOWN}
    assert "another account" in checked.remarks[0]
    checked, _ = check(a_body(), quick_engine, account_id="acme-1")
    assert set(to_standings(checked).values()) == {Standing.VERIFIED}


@pytest.mark.parametrize("area", ["keys", "logins", "domains", "sent"])
def test_list_that_is_absent_was_not_read(area: str) -> None:
    facts = to_facts({k: v for k, v in a_body().items() if k != area}, "acme", ALL, LATELY)
    assert facts.of(Area(area)).problem == "not_told"
    assert facts.problems == ("not_told",)


def test_domain_with_odd_characters_is_no_domain() -> None:
    facts = to_facts(a_body(domains=[{"name": "<b>.example"}]), "acme", ALL, LATELY)
    assert facts.domains.problem == "odd_name"


def test_null_means_never_or_no_end_where_the_description_says_so() -> None:
    users = [{"id": "1", "password_changed_at": None}, {"id": "2"}]
    keys = [{"id": "1", "expires_at": None, "created_at": None}, {"id": "2"}]
    facts = to_facts(a_body(users=users, keys=keys), "acme", ALL, LATELY)
    assert [user.password_changed_at for user in facts.users.entries or ()] == ["", None]
    assert [key.expires_at for key in facts.keys.entries or ()] == ["", None]
    assert [key.created_at for key in facts.keys.entries or ()] == [None, None]


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    document: dict[str, Any] = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))
    return document


def test_description_has_the_call_its_parameters_and_every_field(description: dict[str, Any]) -> None:
    [path] = description["paths"]
    operation = description["paths"][path]["get"]
    assert path == Call.IN_HOUSE.value
    assert {parameter["name"] for parameter in operation["parameters"]} == PARAMETERS[Call.IN_HOUSE]
    schemas = description["components"]["schemas"]
    for name, kind in {"User": User, "Key": Key, "Login": Login, "Domain": Domain, "Sent": Sent}.items():
        assert set(schemas[name]["properties"]) == set(kind.__slots__)
    assert {area.value for area in READERS} <= set(schemas["Facts"]["properties"])


def test_described_example_is_read_whole(description: dict[str, Any]) -> None:
    content = description["paths"]["/v1/account-facts"]["get"]["responses"]["200"]["content"]["application/json"]
    facts = to_facts(content["example"], "acme", ALL, LATELY)
    assert not facts.problems
    for body in (content["example"], a_body()):
        assert list(find_errors(body, plain(content["schema"]), plain(description))) == []


def plain(schema: Any) -> Any:
    """The description in the older form that the checker of schemas reads: null is let through everywhere."""
    if isinstance(schema, dict):
        kind = schema.get("type")
        single = {"type": next(k for k in kind if k != "null")} if isinstance(kind, list) else {}
        return {name: plain(inner) for name, inner in schema.items()} | single
    return [plain(inner) for inner in schema] if isinstance(schema, list) else schema


FIELDS = sorted({field for kind in (User, Key, Login, Domain, Sent) for field in kind.__slots__})
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("x" * 20_000)
ENTRIES = st.dictionaries(st.sampled_from(FIELDS), VALUES) | VALUES
BODIES = st.fixed_dictionaries(
    {"account_id": st.text(min_size=1, max_size=9)},
    optional={area.value: st.lists(ENTRIES, max_size=3) | VALUES for area in Area} | {"everywhere": VALUES},
)


@settings(max_examples=300, deadline=None)
@given(body=BODIES)
def test_any_answer_is_read_or_refused(body: dict[str, Any]) -> None:
    facts = to_facts(body, "acme", ALL, LATELY)
    assert all((facts.of(area).entries is None) == bool(facts.of(area).problem) for area in Area)


@pytest.mark.parametrize(
    ("chosen", "missing"),
    [
        ({"accounts": "mailgun"}, "REINSTATE_MAILGUN_KEY"),
        ({"accounts": "http", "accounts_token": "x"}, "REINSTATE_ACCOUNTS_URL"),
        ({"accounts": "http", "accounts_url": "https://admin.example"}, "REINSTATE_ACCOUNTS_TOKEN"),
    ],
)
def test_adapter_without_its_settings_is_refused_by_their_names(
    quick_engine: Any, chosen: dict[str, Any], missing: str
) -> None:
    with pytest.raises(WrongSettings, match=missing):
        connect_accounts(Settings(_env_file=None, **chosen), quick_engine)


def test_nothing_is_asked_unless_it_is_chosen(quick_engine: Any) -> None:
    checks = connect_accounts(Settings(_env_file=None), quick_engine)  # type: ignore[call-arg]
    checked = checks.check(Asking(1, Identity(EMAIL), LATELY, LATELY), COMPROMISE, claim_all(COMPROMISE))
    assert checked == type(checked)()
