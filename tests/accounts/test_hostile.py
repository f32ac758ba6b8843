"""A platform that answers anything at all: the adapter, the verdicts, the note and the reply take it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.accounts.baseline import Line, from_record, to_baseline, to_record
from bot.accounts.calls import Call
from bot.accounts.facts import AccountFacts, Area
from bot.accounts.failures import NotRead
from bot.accounts.mailgun import MailgunAccounts
from bot.accounts.matching import find_account_findings
from bot.accounts.membership import Membership, find_membership
from bot.accounts.port import Identity
from bot.core.checklist import Procedure, Standing
from bot.core.conversation import Conversation
from bot.core.decision import Action, Decision
from bot.core.understanding import Intent, Understanding, settle_understanding
from bot.core.update import ReplyKind
from bot.notes import MOST_BYTES, render_note
from bot.replies import render_reply
from bot.sandbox.mailgun import make_platform
from bot.sandbox.mailgun.app import CANARY
from bot.sandbox.mailgun.wire import write_domain, write_key, write_login, write_records, write_stats, write_user
from tests.accounts.test_wire import ANYTHING
from tests.accounts.world import PROCEDURES, claim_all

NOW = datetime.now(UTC)
IDENTITY = Identity("owner@acme.example")
[ACCOUNT] = make_platform().accounts.values()
MAIN = ACCOUNT.domains[1]
DOMAINS = [write_domain(domain, CANARY) for domain in ACCOUNT.domains]
KEYS = [write_key(key) for key in ACCOUNT.keys]
LOGINS = [write_login(login, made) for login, made in MAIN.logins.items()]
RIGHT: dict[Call, Any] = {
    Call.USERS: {"users": [write_user(user, ACCOUNT) for user in ACCOUNT.users], "total": len(ACCOUNT.users)},
    Call.KEYS: {"items": KEYS, "total_count": len(KEYS)},
    Call.DOMAINS: {"items": DOMAINS, "total_count": len(DOMAINS)},
    Call.DOMAIN: {"domain": DOMAINS[1], **write_records(MAIN)},
    Call.LOGINS: {"items": LOGINS, "total_count": len(LOGINS)},
    Call.SENT: write_stats(MAIN, NOW),
}


class FakeSession:
    """Answers from a table; a call that is not in it fails."""

    origin = "https://api.example"

    def __init__(self, answers: dict[Call, Any]) -> None:
        self._answers = answers

    def now(self) -> datetime:
        return NOW

    def fetch_json(self, call: Call, *_args: Any, **_more: Any) -> Any:
        if call not in self._answers:
            raise NotRead("timeout")
        return self._answers[call]


def spoil(value: Any, data: st.DataObject) -> Any:
    """The value with one place in it replaced by anything."""
    if not isinstance(value, (dict, list)) or not value or data.draw(st.integers(0, 4)) == 0:
        return data.draw(ANYTHING)
    copied: Any = dict(value) if isinstance(value, dict) else list(value)
    key = data.draw(st.sampled_from(sorted(value) if isinstance(value, dict) else range(len(value))))
    copied[key] = spoil(value[key], data)
    return copied


def fetch(answers: dict[Call, Any]) -> AccountFacts:
    session: Any = FakeSession(answers)
    return MailgunAccounts((session,)).fetch_facts(IDENTITY, frozenset(Area))


def render_all(procedure: Procedure, facts: AccountFacts, membership: Membership, line: Line) -> str:
    findings = find_account_findings(procedure, facts, membership, line, claim_all(procedure))
    understanding = Understanding(Intent({procedure.intent: 1.0}), (*claim_all(procedure).values(), *findings))
    settled = settle_understanding(procedure, understanding)
    decision = Decision(Action.ASK, "items_missing", tuple(settled))
    reply = render_reply(ReplyKind.ASK, procedure, decision, settled, understanding)
    note = render_note(procedure, decision, settled, understanding, Conversation(()), reply)
    assert len(note.html.encode()) <= MOST_BYTES
    return reply.text + note.text


def test_right_answers_are_read_whole() -> None:
    assert fetch(RIGHT).problems == ()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_answer_in_any_call_is_taken_and_keeps_the_password_out(data: st.DataObject) -> None:
    call = data.draw(st.sampled_from(sorted(RIGHT)))
    facts = fetch(RIGHT | {call: spoil(RIGHT[call], data)})
    first = to_baseline(facts, "2026-11-22T10:00:00Z")
    line = Line("2026-11-22T10:00:00Z", from_record(first.account, first.taken_at, to_record(first)) if first else None)
    membership = find_membership(facts.users, IDENTITY.email)
    for procedure in PROCEDURES.values():
        for assumed in (membership, Membership.OWNER):
            assert CANARY not in render_all(procedure, facts, assumed, line) + repr(facts)


@pytest.mark.parametrize("call", sorted(RIGHT))
def test_call_that_fails_leaves_the_others_readable(call: Call) -> None:
    facts = fetch({known: answer for known, answer in RIGHT.items() if known is not call})
    read = {area for area in Area if facts.of(area).entries is not None}
    lost = {Call.DOMAINS: {Area.DOMAINS, Area.LOGINS, Area.SENT}, Call.DOMAIN: {Area.DOMAINS}}
    assert read == set(Area) - lost.get(call, {Area[call.name] if call.name in Area.__members__ else Area.USERS})


@pytest.mark.parametrize("membership", [Membership.STRANGER, Membership.UNKNOWN])
@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_facts_are_not_spoken_of_to_whoever_may_not_belong(procedure: Procedure, membership: Membership) -> None:
    facts = fetch(RIGHT)
    findings = find_account_findings(procedure, facts, membership, Line("2026-11-22T10:00:00Z"), claim_all(procedure))
    assert {finding.standing for finding in findings} == {Standing.UNKNOWN}
    assert not [seen for finding in findings for seen in finding.seen if seen.told]
    shown = render_all(procedure, facts, membership, Line("2026-11-22T10:00:00Z"))
    assert "mg.acme.example" not in shown
    assert "1,200" not in shown
