"""Zendesk's and the platforms' answers with anything taken away or of another type: read or refused by name, and
unknown is never yes (nothing is verified by a failed, partial or contradictory read)."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.accounts.baseline import Line
from bot.accounts.calls import Call
from bot.accounts.dates import format_moment
from bot.accounts.facts import AccountFacts, Area
from bot.accounts.failures import NotRead
from bot.accounts.inhouse import check_answer, to_facts
from bot.accounts.mailgun import MailgunAccounts
from bot.accounts.matching import find_account_findings
from bot.accounts.membership import Membership
from bot.accounts.port import Identity
from bot.core.checklist import Standing
from bot.sandbox.mailgun import make_platform
from bot.sandbox.mailgun.app import CANARY
from bot.sandbox.mailgun.wire import write_domain, write_key, write_login, write_records, write_stats, write_user
from bot.zendesk.failures import ZendeskError
from bot.zendesk.incremental import to_page
from bot.zendesk.session import Away, StaticToken, ZendeskSession
from bot.zendesk.tickets import ZendeskTickets, to_fetched_ticket
from tests.accounts.test_hostile import FakeSession
from tests.accounts.test_inhouse import a_body
from tests.accounts.world import PROCEDURES, claim_all
from tests.zendesk.scripted import Answer, running_scripted

EXAMPLES = int(os.environ.get("REINSTATE_TEST_EXAMPLES", "60"))
many = settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
NOW = datetime.now(UTC)
OPENED = format_moment(NOW - timedelta(hours=1))
WRONG = (None, True, 1, 0, -1, 1.5, "", "true", "yes", "x" * 5_000, [], {}, [None], ["x"], {"id": 1}, 10**30)


def take_away(value: Any, data: st.DataObject) -> Any:
    """The value with one thing in it gone or of another type; what is left says what it said."""
    if isinstance(value, dict) and value and data.draw(st.booleans()):
        key = data.draw(st.sampled_from(sorted(value)))
        if data.draw(st.booleans()):
            return {name: inner for name, inner in value.items() if name != key}
        return value | {key: take_away(value[key], data)}
    if isinstance(value, list) and value and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(value) - 1))
        if data.draw(st.booleans()):
            return value[:at] + value[at + 1 :]
        return [*value[:at], take_away(value[at], data), *value[at + 1 :]]
    return data.draw(st.sampled_from([wrong for wrong in WRONG if type(wrong) is not type(value)]))


def record_answers(scenario: str) -> dict[Call, Any]:
    """What the platform would answer about the account of a scenario."""
    [account] = make_platform(scenario).accounts.values()
    main = account.domains[-1]
    domains = [write_domain(domain, CANARY) for domain in account.domains]
    keys = [write_key(key) for key in account.keys]
    logins = [write_login(login, made) for login, made in main.logins.items()]
    return {
        Call.USERS: {"users": [write_user(user, account) for user in account.users], "total": len(account.users)},
        Call.KEYS: {"items": keys, "total_count": len(keys)},
        Call.DOMAINS: {"items": domains, "total_count": len(domains)},
        Call.DOMAIN: {"domain": domains[-1], **write_records(main)},
        Call.LOGINS: {"items": logins, "total_count": len(logins)},
        Call.SENT: write_stats(main, NOW),
    }


def fetch(answers: dict[Call, Any]) -> AccountFacts:
    session: Any = FakeSession(answers)
    return MailgunAccounts((session,)).fetch_facts(Identity("owner@acme.example"), frozenset(Area))


def read_verified(facts: AccountFacts) -> set[str]:
    """The items that the account confirms for its owner, whatever the procedure."""
    found = (
        finding
        for procedure in PROCEDURES.values()
        for finding in find_account_findings(procedure, facts, Membership.OWNER, Line(OPENED), claim_all(procedure))
    )
    return {finding.item for finding in found if finding.standing is Standing.VERIFIED}


@pytest.mark.parametrize("scenario", ["clean", "untouched", "old_key", "half_without_2fa", "sso"])
@many
@given(data=st.data())
def test_what_is_taken_from_a_platforms_answer_verifies_nothing(scenario: str, data: st.DataObject) -> None:
    answers = record_answers(scenario)
    whole = read_verified(fetch(answers))
    for _ in range(data.draw(st.integers(1, 3))):
        call = data.draw(st.sampled_from(sorted(answers)))
        answers[call] = take_away(answers[call], data)
    assert read_verified(fetch(answers)) <= whole


@pytest.mark.parametrize("call", sorted(record_answers("clean")))
def test_call_without_an_answer_verifies_nothing_more(call: Call) -> None:
    answers = record_answers("untouched")
    whole = read_verified(fetch(answers))
    assert read_verified(fetch({known: a for known, a in answers.items() if known is not call})) <= whole


def fetch_in_house(body: Any) -> AccountFacts:
    try:
        check_answer(body, Identity("anna@acme.example"), format_moment(NOW))
        return to_facts(body, "acme", frozenset(Area), format_moment(NOW))
    except NotRead:
        return AccountFacts("acme")


def age(body: dict[str, Any], area: str) -> dict[str, Any]:
    """The answer with one list as it was before anything was done."""
    old = {"password_changed_at": "2020-01-01T00:00:00Z", "two_factor": False, "created_at": "2020-01-01T00:00:00Z"}
    entries = [{name: old.get(name, value) for name, value in entry.items()} for entry in body[area]]
    return body | {area: entries}


@pytest.mark.parametrize("area", ["users", "keys", "logins", "domains"])
@many
@given(data=st.data())
def test_what_is_taken_from_an_in_house_answer_verifies_nothing(area: str, data: st.DataObject) -> None:
    body: Any = age(a_body(), area)
    whole = read_verified(fetch_in_house(body))
    body = take_away(body, data)
    emptied = isinstance(body, dict) and any(body.get(name) == [] for name in ("users", "keys", "logins", "domains"))
    if not emptied:  # an empty list is a whole one there: the service's word is all there is
        assert read_verified(fetch_in_house(body)) <= whole


RAW: dict[str, Any] = {
    "id": 42,
    "requester_id": 7,
    "subject": "Limit",
    "status": "open",
    "tags": ["vip"],
    "via": {"channel": "email", "source": {"from": {"address": "a@b.example"}, "rel": None}},
    "updated_at": "2026-03-01T12:00:00Z",
    "created_at": "2026-03-01T11:00:00Z",
    "custom_fields": [{"id": 1, "value": "x"}],
    "brand_id": 1,
    "organization_id": None,
}
COMMENT: dict[str, Any] = {
    "id": 5,
    "author_id": 7,
    "public": True,
    "html_body": "<p>Hello</p>",
    "body": "Hello",
    "created_at": "2026-03-01T11:00:00Z",
    "metadata": {"custom": {"reinstate": "k"}, "flags": [1]},
    "attachments": [{"file_name": "a.txt"}],
    "via": {"channel": "email"},
}
USERS: list[dict[str, Any]] = [{"id": 7, "role": "end-user", "email": "a@b.example"}]


@many
@given(data=st.data())
def test_ticket_of_any_form_is_read_or_away(data: st.DataObject) -> None:
    whole = {"ticket": RAW, "comments": [COMMENT, COMMENT | {"id": 6, "author_id": 9}], "users": {7: USERS[0]}}
    part = data.draw(st.sampled_from(sorted(whole)))
    spoilt: dict[str, Any] = whole | {part: take_away(whole[part], data)}
    try:
        fetched = to_fetched_ticket(spoilt["ticket"], spoilt["comments"], spoilt["users"])
    except Away:
        return
    assert all(isinstance(message.text, str) for message in fetched.conversation.messages)


@many
@given(data=st.data())
def test_export_of_any_form_is_read_or_away(data: st.DataObject) -> None:
    page = {"tickets": [RAW, RAW], "after_cursor": "c", "end_of_stream": False}
    try:
        read = to_page(take_away(page, data))
    except Away:
        return
    assert all(ticket.id > 0 for ticket in read.tickets)


BODIES: tuple[Callable[[], Any], ...] = (
    lambda: [],
    lambda: "ticket",
    lambda: None,
    lambda: {},
    lambda: {"ticket": None},
    lambda: {"ticket": []},
    lambda: {"ticket": RAW | {"requester_id": "seven"}},
    lambda: {"ticket": {"id": 42}, "comments": 7},
    lambda: {"ticket": RAW, "comments": [7]},
    lambda: {"ticket": RAW, "comments": [{"author_id": 7}]},
    lambda: {"ticket": RAW, "comments": [COMMENT], "users": [7]},
    lambda: {"ticket": RAW, "comments": [COMMENT], "users": [{}]},
    lambda: {"ticket": RAW, "comments": [COMMENT], "meta": 1},
    lambda: {"ticket": RAW | {"tags": [{}]}, "comments": [COMMENT]},
    lambda: b'{"ticket": {"id": 42, "requester_id"',
    lambda: b"[" * 100_000,
    lambda: b'{"ticket": {"id": ' + b"9" * 5_000 + b"}}",
    lambda: b"\xff\xfe",
)


@pytest.mark.parametrize("make", BODIES, ids=range(len(BODIES)))
def test_odd_answer_of_zendesks_over_http_is_a_failure_with_a_name(make: Callable[[], Any]) -> None:
    with running_scripted(lambda _call: Answer(body=make(), headers={"Content-Type": "application/json"})) as zendesk:
        tickets = ZendeskTickets(ZendeskSession(zendesk.url, StaticToken("t"), 1.0, 2.0), zendesk.url)
        with pytest.raises(ZendeskError):
            tickets.fetch_ticket(42)
