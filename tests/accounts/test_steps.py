"""What each field can prove of the four steps, case by case (mailgun sheet, evidence and its limits)."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from bot.accounts.baseline import Baseline, Line
from bot.accounts.facts import AccountFacts, Domain, Key, Login, Read, User
from bot.accounts.steps import judge_keys, judge_logins, judge_passwords, judge_two_factor
from bot.core.checklist import Standing

VERIFIED, CONTRADICTED, CLAIMED, UNKNOWN = (
    Standing.VERIFIED,
    Standing.CONTRADICTED,
    Standing.CLAIMED,
    Standing.UNKNOWN,
)
MARCH, BEFORE = "2026-03-12T09:30:00Z", "2026-11-10T10:00:00Z"
JUST_BEFORE = "2026-11-20T10:00:00Z"  # what the customer may have put right before writing to us
OPENED, AFTER, NOW, LATER = (
    "2026-11-22T10:00:00Z",
    "2026-11-22T11:00:00Z",
    "2026-11-22T12:00:00Z",
    "2026-11-24T12:00:00Z",
)
LINE = Line(OPENED)


def read(*entries: Any, **more: Any) -> Read:
    return Read(entries, "", "GET /x", "field", NOW, **more)


def a_key(name: str = "k", created_at: str | None = AFTER, **more: Any) -> Key:
    return Key(**{"id": name, "kind": "user", "created_at": created_at, "expires_at": "", "disabled": False} | more)


def with_baseline(**parts: dict[str, str | None]) -> Line:
    return Line(OPENED, Baseline("acme", OPENED, **parts))


NEW, OLD = a_key("new"), a_key("old", MARCH)


@pytest.mark.parametrize(
    ("keys", "line", "standing"),
    [
        ([NEW], LINE, VERIFIED),
        ([NEW, OLD], LINE, CONTRADICTED),
        ([OLD], LINE, CONTRADICTED),
        ([NEW, replace(OLD, disabled=True)], LINE, VERIFIED),
        ([NEW, replace(OLD, expires_at=AFTER)], LINE, VERIFIED),
        ([NEW, replace(OLD, expires_at=LATER)], LINE, CONTRADICTED),
        ([NEW, replace(OLD, kind="domain")], LINE, CONTRADICTED),
        ([NEW, replace(OLD, kind="web")], LINE, VERIFIED),
        ([NEW, replace(OLD, kind=None)], LINE, UNKNOWN),
        ([NEW, replace(OLD, kind="sub")], LINE, UNKNOWN),
        ([NEW, replace(OLD, disabled=None)], LINE, UNKNOWN),
        ([NEW, replace(OLD, expires_at=None)], LINE, UNKNOWN),
        ([NEW, replace(OLD, created_at=None)], LINE, UNKNOWN),
        ([NEW, a_key("odd", LATER)], LINE, UNKNOWN),
        ([replace(OLD, disabled=True)], LINE, UNKNOWN),
        ([], LINE, UNKNOWN),
        ([NEW], Line(""), UNKNOWN),
        ([NEW], with_baseline(keys={"old": MARCH}), VERIFIED),
        ([a_key("old", None)], with_baseline(keys={"old": None}), CONTRADICTED),
        ([NEW], with_baseline(keys={"new": AFTER}), UNKNOWN),
        ([NEW], with_baseline(keys={"new": MARCH}), UNKNOWN),
        ([a_key("old", AFTER)], with_baseline(keys={"old": MARCH}), UNKNOWN),
    ],
)
def test_keys_stand(keys: list[Key], line: Line, standing: Standing) -> None:
    assert judge_keys(AccountFacts(keys=read(*keys)), line).standing is standing


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ([OLD], "One API key made on 12 March 2026 is still active."),
        ([OLD, a_key("o2", BEFORE)], "Two older API keys are still active, the oldest made on 12 March 2026."),
        ([replace(OLD, expires_at=LATER)], "One API key made on 12 March 2026 will still work until 24 November 2026."),
    ],
)
def test_old_key_is_told_exactly(keys: list[Key], told: str) -> None:
    assert judge_keys(AccountFacts(keys=read(*keys)), LINE).seen[0].told == told


def test_key_without_a_date_that_was_there_before_is_told_without_one() -> None:
    verdict = judge_keys(AccountFacts(keys=read(a_key("old", None))), with_baseline(keys={"old": None}))
    assert verdict.seen[0].told == "One API key from before your ticket is still active."


def logins_of(*dates: str | None, main: str | None = "l0") -> AccountFacts:
    logins = [Login(f"l{n}", "mg.acme.example", date) for n, date in enumerate(dates)]
    domain = Domain("mg.acme.example", sandbox=False, main_login=main)
    return AccountFacts(logins=read(*logins), domains=read(domain))


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        (logins_of(AFTER, AFTER), VERIFIED),
        (logins_of(AFTER, MARCH), CLAIMED),
        (logins_of(MARCH), CLAIMED),
        (logins_of(AFTER, None), CLAIMED),
        (logins_of(AFTER, LATER), CLAIMED),
        (logins_of(AFTER, main="postmaster"), CLAIMED),
        (logins_of(AFTER, main=None), CLAIMED),
        (logins_of(), CLAIMED),
        (replace(logins_of(AFTER), domains=Read()), CLAIMED),
        (replace(logins_of(AFTER), logins=read(Login("l0", "d", AFTER), partial=True)), CLAIMED),
        (replace(logins_of(AFTER), logins=Read(problem="timeout")), UNKNOWN),
    ],
)
def test_logins_stand_and_a_reset_is_never_proved_nor_refuted(facts: AccountFacts, standing: Standing) -> None:
    verdict = judge_logins(facts, LINE)
    assert verdict.standing is standing
    assert not verdict.seen[0].told
    if standing is CLAIMED:
        assert "a password reset leaves no trace" in verdict.seen[0].words


def test_login_with_a_newer_date_than_at_the_opening_was_made_anew() -> None:
    assert judge_logins(logins_of(AFTER), with_baseline(logins={"l0": MARCH})).standing is VERIFIED
    assert judge_logins(logins_of(AFTER), with_baseline(logins={"l0": AFTER})).standing is CLAIMED


def a_user(name: str = "1", **more: Any) -> User:
    fields: dict[str, Any] = {"email": f"u{name}@acme.example", "owner": False, "active": True, "local_login": True}
    return User(name, **fields | {"password_changed_at": AFTER, "two_factor": True} | more)


@pytest.mark.parametrize(
    ("changed", "baseline", "standing"),
    [
        (AFTER, None, VERIFIED),
        (BEFORE, None, CONTRADICTED),
        (JUST_BEFORE, None, UNKNOWN),
        (JUST_BEFORE, {"1": JUST_BEFORE}, UNKNOWN),
        ("", None, CONTRADICTED),
        (None, None, UNKNOWN),
        (LATER, None, UNKNOWN),
        (AFTER, {"1": BEFORE}, VERIFIED),
        (AFTER, {"1": AFTER}, UNKNOWN),
        (AFTER, {}, VERIFIED),
    ],
)
def test_password_stands(changed: str | None, baseline: dict | None, standing: Standing) -> None:
    line = LINE if baseline is None else with_baseline(passwords=baseline)
    facts = AccountFacts(users=read(a_user(password_changed_at=changed)))
    assert judge_passwords(facts, line).standing is standing


@pytest.mark.parametrize(
    ("more", "standing"),
    [
        ({}, VERIFIED),
        ({"two_factor": False}, CONTRADICTED),
        ({"two_factor": None}, UNKNOWN),
        ({"local_login": False}, UNKNOWN),
        ({"local_login": None}, UNKNOWN),
        ({"local_login": False, "two_factor": False}, UNKNOWN),
        ({"active": None}, UNKNOWN),
        ({"active": None, "two_factor": False}, UNKNOWN),
        ({"active": False, "two_factor": False}, VERIFIED),
    ],
)
def test_second_user_decides_over_two_factor(more: dict[str, Any], standing: Standing) -> None:
    verdict = judge_two_factor(AccountFacts(users=read(a_user(), a_user("2", **more))), LINE)
    assert verdict.standing is standing


@pytest.mark.parametrize(
    ("users", "told"),
    [
        ([a_user(two_factor=False)], "The only user has no two-factor authentication."),
        ([a_user(two_factor=False), a_user("2")], "One of two users has no two-factor authentication."),
        ([a_user(str(n), two_factor=n < 9) for n in range(12)], "Three of 12 users have no two-factor authentication."),
    ],
)
def test_users_without_it_are_told_by_number_and_named_for_agents_alone(users: list[User], told: str) -> None:
    seen = judge_two_factor(AccountFacts(users=read(*users)), LINE).seen[0]
    assert seen.told == told
    assert "@" in seen.words
    assert "@" not in seen.told


def test_no_active_user_proves_nothing() -> None:
    facts = AccountFacts(users=read(a_user(active=False)))
    assert judge_two_factor(facts, LINE).standing is judge_passwords(facts, LINE).standing is UNKNOWN


FLAGS = (True, False, None)


@pytest.mark.parametrize("local_login", FLAGS)
@pytest.mark.parametrize("partial", [True, False])
def test_users_are_verified_only_where_everything_is_known_of_each(local_login: bool | None, partial: bool) -> None:
    for active, two_factor, changed in product(FLAGS, FLAGS, (AFTER, BEFORE, "", None)):
        user = a_user(active=active, two_factor=two_factor, password_changed_at=changed, local_login=local_login)
        facts = AccountFacts(users=read(user, partial=partial))
        sure = active is True and local_login is True and not partial
        assert (judge_two_factor(facts, LINE).standing is VERIFIED) == (sure and two_factor is True)
        assert (judge_passwords(facts, LINE).standing is VERIFIED) == (sure and changed == AFTER)


def test_old_keys_are_verified_gone_only_where_each_is_surely_dead_or_new() -> None:
    kinds, ends, made = ("user", "domain", "web", "sub", None), ("", AFTER, LATER, None), (AFTER, BEFORE, LATER, None)
    for kind, created_at, expires_at, disabled in product(kinds, made, ends, FLAGS):
        key = a_key("other", created_at, kind=kind, expires_at=expires_at, disabled=disabled)
        dead = disabled is True or expires_at == AFTER
        newer = disabled is False and expires_at in ("", LATER) and created_at == AFTER and kind in ("user", "domain")
        verdict = judge_keys(AccountFacts(keys=read(NEW, key)), LINE)
        assert (verdict.standing is VERIFIED) == (kind == "web" or dead or newer)


@pytest.mark.parametrize("judge", [judge_keys, judge_logins, judge_passwords, judge_two_factor])
@pytest.mark.parametrize("problem", ["timeout", "rate_limited", "of a new kind"])
def test_what_was_not_read_could_not_be_checked(judge: Any, problem: str) -> None:
    unread: Read = Read(problem=problem)
    verdict = judge(AccountFacts(users=unread, keys=unread, logins=unread, domains=unread), LINE)
    assert verdict.standing is UNKNOWN
    assert problem not in verdict.seen[0].words


@pytest.mark.parametrize(
    ("keys", "standing"),
    [
        ([a_key("n", JUST_BEFORE)], UNKNOWN),
        ([a_key("n", JUST_BEFORE), a_key("m", AFTER)], UNKNOWN),
        ([a_key("n", JUST_BEFORE), a_key("o", BEFORE)], CONTRADICTED),
    ],
)
def test_key_made_shortly_before_the_ticket_speaks_neither_for_nor_against(keys, standing) -> None:
    """The help article asks for the steps first and for the ticket after."""
    assert judge_keys(AccountFacts(keys=read(*keys)), LINE).standing is standing
