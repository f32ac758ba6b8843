"""The stand-in's answers beside Mailgun's own description, and our calls among those that it lists, where the
description lies next to the checkout."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.accounts.calls import Call
from bot.sandbox.mailgun import SCENARIOS
from bot.sandbox.mailgun.scenarios import add_account
from tests.accounts.test_inhouse import plain
from tests.sandbox.schema import find_errors, resolve
from tests.sandbox_mailgun.conftest import Desk

DESCRIPTION = Path(__file__).parents[3] / "shared" / "contracts" / "mailgun" / "mailgun-readonly-evidence.openapi.yaml"
pytestmark = pytest.mark.skipif(not DESCRIPTION.is_file(), reason="the contracts are not beside this checkout")

OURS = {
    Call.USERS: "/v5/users",
    Call.KEYS: "/v1/keys",
    Call.DOMAINS: "/v4/domains",
    Call.DOMAIN: "/v4/domains/{name}",
    Call.LOGINS: "/v3/domains/{domain_name}/credentials",
    Call.SUBACCOUNT: "/v5/accounts/subaccounts/{subaccount_id}",
}
NOT_DESCRIBED = {Call.SENT, Call.STATUS, Call.IN_HOUSE}  # deprecated and left out of the file; not the platform's API
FILLED = {"{name}": "mg.acme.example", "{domain_name}": "mg.acme.example", "{subaccount_id}": "acme"}


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        pass

    Loader.add_constructor("tag:yaml.org,2002:value", lambda loader, node: loader.construct_scalar(node))
    document: dict[str, Any] = yaml.load(DESCRIPTION.read_text(encoding="utf-8"), Loader)
    return document


def schema_of(description: dict[str, Any], path: str) -> dict[str, Any]:
    answer = description["paths"][path]["get"]["responses"]["200"]
    schema: dict[str, Any] = answer["content"]["application/json"]["schema"]
    return schema


def test_every_call_of_ours_is_a_described_get(description: dict[str, Any]) -> None:
    assert set(OURS) | NOT_DESCRIBED == set(Call)
    for call, path in OURS.items():
        assert re.sub(r"\{\w+\}", "{}", call.value) == re.sub(r"\{\w+\}", "{}", path)
        assert "get" in description["paths"][path]


@pytest.mark.parametrize("scenario", sorted(SCENARIOS.keys() - {"rate_limited"}))
def test_answers_are_as_described(desk: Desk, description: dict[str, Any], scenario: str) -> None:
    add_account(desk.platform, "acme", scenario, "owner@acme.example")
    in_eu = scenario == "other_region"
    for path in OURS.values():
        asked = path
        for name, value in FILLED.items():
            asked = asked.replace(name, value)
        account = "" if "subaccounts" in path else "acme"
        body = desk.get(asked, account=account, eu=in_eu).json()
        schema = schema_of(description, path)
        assert list(find_errors(body, plain(schema), plain(description))) == []
        assert list(find_wrong_details(body, schema, description)) == []


def find_wrong_details(value: Any, schema: dict[str, Any], document: dict[str, Any], place: str = "") -> Any:
    """Required fields that are absent, and dates of another form than described."""
    schema = resolve(schema["$ref"], document) if "$ref" in schema else schema
    for choice in schema.get("anyOf", []) + schema.get("allOf", []):
        if value is not None and choice.get("type") != "null":
            yield from find_wrong_details(value, choice, document, place)
    forms = [schema, *schema.get("oneOf", [])]
    pattern = next((form["pattern"] for form in forms if "pattern" in form), None)
    if isinstance(value, str) and pattern and not re.search(pattern, value):
        yield f"{place}: {value}"
    if isinstance(value, dict):
        yield from (f"{place}/{name} is absent" for name in schema.get("required", []) if name not in value)
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                yield from find_wrong_details(value[name], inner, document, f"{place}/{name}")
    if isinstance(value, list) and "items" in schema:
        for number, entry in enumerate(value):
            yield from find_wrong_details(entry, schema["items"], document, f"{place}/{number}")


def test_described_examples_are_read_by_the_adapter(description: dict[str, Any]) -> None:
    """Every example, dates of an unknown zone apart."""
    from bot.accounts.wire import to_domain, to_key, to_login, to_records_valid, to_user

    def example(path: str) -> Any:
        examples = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["examples"]
        return next(iter(examples.values()))["value"]

    [user] = map(to_user, example("/v5/users")["users"])
    assert (user.owner, user.local_login, user.two_factor) == (True, False, True)
    [key] = map(to_key, example("/v1/keys")["items"])
    assert (key.created_at, key.expires_at, key.disabled) == ("2006-01-02T15:04:05Z", "", False)
    [login] = [to_login(entry, "example.com") for entry in example(OURS[Call.LOGINS])["items"]]
    assert login.created_at == "2023-03-08T23:34:57Z"
    [listed] = map(to_domain, example("/v4/domains")["items"])
    assert (listed.sandbox, listed.disabled, listed.state) == (False, True, "unverified")
    page = example("/v4/domains/{name}")
    assert (to_domain(page["domain"]).sandbox, to_records_valid(page)) == (True, True)
