"""Accounts as they are met with, read by the real adapter over real HTTP."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.accounts.checks import Asking
from bot.accounts.dates import format_moment
from bot.accounts.port import Identity
from bot.core.checklist import Finding, Standing, Status, find_open_items
from bot.core.decision import Action, Ticket, decide
from bot.core.understanding import Intent, Understanding
from bot.sandbox.mailgun.app import CANARY
from bot.sandbox.mailgun.scenarios import OWNER
from bot.sandbox.mailgun.state import Domain
from tests.accounts.world import APPEAL, COMPROMISE, HOUR, PROCEDURES, World, claim_all, settle_with, to_standings
from tests.builders import a_conversation

MakeWorld = Callable[..., World]
VERIFIED, CONTRADICTED, CLAIMED, UNKNOWN = (
    Standing.VERIFIED,
    Standing.CONTRADICTED,
    Standing.CLAIMED,
    Standing.UNKNOWN,
)
STEPS = ("api_key", "smtp_credentials", "user_passwords", "two_factor")


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [
        ("clean", (VERIFIED, VERIFIED, VERIFIED, VERIFIED)),
        ("untouched", (CONTRADICTED, CLAIMED, CONTRADICTED, CONTRADICTED)),
        ("old_key", (CONTRADICTED, VERIFIED, VERIFIED, VERIFIED)),
        ("half_without_2fa", (VERIFIED, VERIFIED, VERIFIED, CONTRADICTED)),
        ("other_region", (VERIFIED, VERIFIED, VERIFIED, VERIFIED)),
        ("sso", (VERIFIED, VERIFIED, UNKNOWN, UNKNOWN)),
        ("rate_limited", (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)),
    ],
)
def test_steps_stand_as_the_account_shows_them(make_world: MakeWorld, scenario: str, expected: tuple) -> None:
    assert to_standings(make_world(scenario).check()) == dict(zip(STEPS, expected, strict=True))


@pytest.mark.parametrize("scenario", ["clean", "other_region"])
def test_appeal_is_verified_in_whichever_region_the_domain_lives(make_world: MakeWorld, scenario: str) -> None:
    standings = to_standings(make_world(scenario).check(APPEAL))
    assert standings == {
        "sending_begun": VERIFIED,
        "domain_verified": VERIFIED,
        "list_source": CLAIMED,
        "monthly_volume": CLAIMED,
    }


def test_sandbox_alone_is_no_domain_and_its_mail_no_sending(make_world: MakeWorld) -> None:
    world = make_world()
    account = world.platform.accounts["acme"]
    account.domains = [Domain("sandboxacme.mailgun.example", account.users[0].made_at, kind="sandbox", sent=500)]
    checked = world.check(APPEAL)
    assert (to_standings(checked)["sending_begun"], to_standings(checked)["domain_verified"]) == (CONTRADICTED,) * 2
    settled = settle_with(APPEAL, checked)
    assert find_open_items(APPEAL, settled) == ("domain_verified",)  # sending is advised, and never blocks


def test_one_region_alone_never_knows_that_there_is_nothing(make_world: MakeWorld) -> None:
    world = make_world("other_region", mailgun_regions="us")
    standings = to_standings(world.check(APPEAL))
    assert (standings["sending_begun"], standings["domain_verified"]) == (UNKNOWN, UNKNOWN)


def test_unverified_domain_is_contradicted_by_name(make_world: MakeWorld) -> None:
    world = make_world()
    world.platform.accounts["acme"].domains[1].verified = False
    [finding] = [f for f in world.check(APPEAL).findings if f.item == "domain_verified"]
    assert (finding.standing, finding.seen[0].told) == (CONTRADICTED, "The domain mg.acme.example is not verified yet.")


def test_far_more_sent_than_stated_contradicts_the_volume(make_world: MakeWorld) -> None:
    world = make_world()
    world.platform.accounts["acme"].domains[1].sent = 30_000
    [finding] = [f for f in world.check(APPEAL).findings if f.item == "monthly_volume"]
    assert finding.standing is CONTRADICTED
    assert finding.seen[0].told == "About 900,000 messages were sent in the last 30 days."


def decide_with(world: World, said: dict[str, Finding], findings: tuple[Finding, ...], stranger: bool = False):
    understanding = Understanding(Intent({COMPROMISE.intent: 0.97}), (*said.values(), *findings))
    return decide(
        understanding,
        tuple(PROCEDURES.values()),
        Ticket(1, 2),
        a_conversation(),
        requester_is_stranger=stranger,
    )


def test_contradicted_claim_blocks_ready_and_is_asked_again(make_world: MakeWorld) -> None:
    world, said = make_world("old_key"), claim_all(COMPROMISE)
    assert decide_with(world, said, ()).action is Action.READY
    decision = decide_with(world, said, world.check().findings)
    assert (decision.action, decision.items) == (Action.ASK, ("api_key",))


def test_what_cannot_be_checked_is_counted_against_nobody(make_world: MakeWorld) -> None:
    world = make_world("rate_limited")
    decision = decide_with(world, claim_all(COMPROMISE), world.check().findings)
    assert decision.action is Action.READY


def test_old_key_is_no_contradiction_where_nobody_claimed_it_gone(make_world: MakeWorld) -> None:
    world = make_world("untouched")
    said = {item.key: Finding(item.key, Status.UNSTATED) for item in COMPROMISE.items}
    checked = world.check(said=said)
    assert set(to_standings(checked).values()) == {CLAIMED}
    key = checked.findings[0].seen[0]
    assert key.told == "One API key made on 12 March 2026 is still active."
    assert (key.call, key.field) == ("GET /v1/keys", "created_at, expires_at, is_disabled")


def test_verified_settles_what_the_second_reading_doubted(make_world: MakeWorld) -> None:
    said = {item.key: Finding(item.key, Status.DONE, agreed=False, score=0.5) for item in COMPROMISE.items}
    settled = settle_with(COMPROMISE, make_world().check(said=said), said)
    assert all(finding.settles and finding.score == 1 for finding in settled.values())


@pytest.mark.parametrize(
    "email", ["intruder@evil.example", "owner@acme.example.evil.example", "OWNER@AC\u212aME.example"]
)
def test_stranger_learns_nothing_and_costs_one_look_at_the_users(make_world: MakeWorld, email: str) -> None:
    world = make_world("old_key")
    checked = world.check(email=email)
    assert (checked.findings, checked.requester_is_stranger) == ((), True)
    assert not any("/v1/keys" in call or "domains" in call for call in world.platform.calls)
    assert "March" not in " ".join(checked.remarks)
    decision = decide_with(world, claim_all(COMPROMISE), checked.findings, stranger=True)
    assert (decision.action, decision.reason) == (Action.HAND_OFF, "not_of_account")


def test_user_who_was_shut_out_is_a_stranger(make_world: MakeWorld) -> None:
    world = make_world()
    world.platform.accounts["acme"].users[1].is_disabled = True
    assert world.check(email="colleague@acme.example").requester_is_stranger


@pytest.mark.parametrize("account_id", ["", "../acme", "acme\r\nX-Other: 1", "a" * 65, "parent", "nobody"])
def test_account_that_is_not_a_subaccount_of_ours_is_not_read(make_world: MakeWorld, account_id: str) -> None:
    world = make_world()
    checked = world.check(account_id=account_id)
    assert set(to_standings(checked).values()) == {UNKNOWN}
    assert not checked.requester_is_stranger
    assert not any("/v1/keys" in call for call in world.platform.calls)


def test_header_that_is_not_heeded_gives_nothing_of_the_parents(make_world: MakeWorld) -> None:
    world = make_world()
    world.platform.heeds_header = False
    checked = world.check(email="admin@parent.example")
    assert set(to_standings(checked).values()) == {UNKNOWN}
    assert "another account" in checked.remarks[0]


def test_keys_of_the_parent_are_told_apart_even_where_only_that_call_ignores_the_header(make_world: MakeWorld) -> None:
    world = make_world()
    world.platform.accounts["acme"].keys = list(world.platform.parent.keys)
    checked = world.check()
    assert to_standings(checked)["api_key"] is UNKNOWN
    assert "did not keep this account apart" in " ".join(checked.remarks)


def test_baseline_of_the_opening_is_compared_with_at_done(make_world: MakeWorld) -> None:
    world = make_world("untouched")
    account = world.platform.accounts["acme"]
    opened = timedelta(seconds=1)
    assert "no earlier reading" in world.check(opened=opened, ticket_id=77).findings[0].seen[0].words
    account.secure(datetime.now(UTC))
    checked = world.check(opened=opened + timedelta(seconds=1), ticket_id=77)
    assert set(to_standings(checked).values()) == {VERIFIED}
    words = checked.findings[0].seen[0].words
    assert "1 of 1 seen when the ticket opened is gone" in words
    assert "compared with the reading taken when the ticket opened" in words


def test_late_first_check_takes_no_baseline_and_says_so(make_world: MakeWorld) -> None:
    world = make_world("untouched")
    for _ in range(2):
        assert "no earlier reading" in world.check(opened=HOUR, ticket_id=78).findings[0].seen[0].words


def test_baseline_of_another_account_is_not_compared_with(make_world: MakeWorld) -> None:
    world = make_world()
    world.check(opened=timedelta(0), ticket_id=79)
    world.platform.put(world.platform.accounts.pop("acme")).id = "other"
    world.platform.put(world.platform.accounts.pop("acme"))
    checked = world.check(opened=timedelta(0), ticket_id=79, account_id="other")
    assert "compared with the reading" not in checked.findings[0].seen[0].words


def test_only_gets_to_known_calls_are_made_and_no_key_or_password_is_kept(
    make_world: MakeWorld, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    world = make_world()
    shown = [repr(world.check(procedure)) for procedure in PROCEDURES.values()]
    shown += [repr(world.connect()), repr(vars(world.connect())), caplog.text]
    assert {call.split()[1] for call in world.platform.calls} == {"GET"}
    secrets = (CANARY, world.platform.parent_key, "Basic ")
    assert not [secret for secret in secrets if secret in "".join(shown)]


def test_two_hundred_domains_are_looked_at_in_part_and_prove_only_what_was_seen(make_world: MakeWorld) -> None:
    world = make_world()
    account = world.platform.accounts["acme"]
    made = account.users[0].made_at
    account.domains = [Domain(f"mg{n}.acme.example", made, logins={f"a@mg{n}.acme.example": made}) for n in range(200)]
    standings = to_standings(world.check(APPEAL))
    assert (standings["domain_verified"], standings["sending_begun"]) == (VERIFIED, UNKNOWN)
    assert to_standings(world.check())["smtp_credentials"] is CLAIMED
    assert len(world.platform.calls) < 150


@pytest.mark.parametrize(
    "name", ["mg..acme.example", "mg acme.example", "mg/../keys.example", "@evil.example", "é.example"]
)
def test_domain_with_odd_characters_is_never_asked_for(make_world: MakeWorld, name: str) -> None:
    world = make_world()
    world.platform.accounts["acme"].domains[1].name = name
    checked = world.check(APPEAL)
    assert set(to_standings(checked).values()) == {UNKNOWN}
    assert "a name is not of a form" in " ".join(checked.remarks)
    assert not any(name in call for call in world.platform.calls)


def test_cached_facts_are_not_used_once_the_customer_has_written_again(make_world: MakeWorld) -> None:
    world = make_world("old_key")
    checks = world.connect()
    now = datetime.now(UTC)
    assert to_standings(world.check(checks=checks))["api_key"] is CONTRADICTED
    before = len(world.platform.calls)
    assert to_standings(world.check(checks=checks))["api_key"] is CONTRADICTED
    assert len(world.platform.calls) == before
    world.platform.accounts["acme"].keys.pop()
    later = format_moment(now + timedelta(seconds=30))
    asking = Asking(1, Identity(OWNER, "acme"), format_moment(now - HOUR), later)
    assert to_standings(checks.check(asking, COMPROMISE, claim_all(COMPROMISE)))["api_key"] is VERIFIED
