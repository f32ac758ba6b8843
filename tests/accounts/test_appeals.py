"""Preconditions and answers beside the account, case by case."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from bot.accounts.appeals import judge_domains, judge_sending, judge_source, judge_volume
from bot.accounts.facts import AccountFacts, Domain, Read, Sent
from bot.core.checklist import Standing

VERIFIED, CONTRADICTED, CLAIMED, UNKNOWN = (
    Standing.VERIFIED,
    Standing.CONTRADICTED,
    Standing.CLAIMED,
    Standing.UNKNOWN,
)


def read(*entries: Any, **more: Any) -> Read:
    return Read(entries, "", "GET /x", "field", "2026-11-22T12:00:00Z", **more)


def a_domain(name: str = "mg.acme.example", **more: Any) -> Domain:
    fields: dict[str, Any] = {"sandbox": False, "disabled": False, "state": "active", "records_valid": True}
    return Domain(name, **fields | more)


UNVERIFIED = {"state": "unverified", "records_valid": None}
SANDBOX = a_domain("sandbox1.example", sandbox=True)


@pytest.mark.parametrize(
    ("domains", "stated", "standing"),
    [
        ([a_domain()], [], VERIFIED),
        ([SANDBOX], [], CONTRADICTED),
        ([], [], CONTRADICTED),
        ([a_domain(**UNVERIFIED)], [], CONTRADICTED),
        ([a_domain(**UNVERIFIED), SANDBOX], [], CONTRADICTED),
        ([a_domain(**UNVERIFIED), a_domain("b.example")], [], VERIFIED),
        ([a_domain(**UNVERIFIED), a_domain("b.example")], ["acme.example"], CONTRADICTED),
        ([a_domain(**UNVERIFIED), a_domain("b.example")], ["b.example"], VERIFIED),
        ([a_domain(**UNVERIFIED), a_domain("b.example")], ["elsewhere.example"], VERIFIED),
        ([a_domain("evilacme.example", **UNVERIFIED), a_domain("b.example")], ["acme.example"], VERIFIED),
        ([a_domain(state="disabled")], [], UNKNOWN),
        ([a_domain(disabled=True)], [], UNKNOWN),
        ([a_domain(records_valid=None)], [], UNKNOWN),
        ([a_domain(records_valid=False)], [], UNKNOWN),
        ([a_domain(state="unverified")], [], UNKNOWN),
        ([a_domain(state=None)], [], UNKNOWN),
        ([a_domain(sandbox=None)], [], UNKNOWN),
    ],
)
def test_domain_stands_by_its_records_and_not_its_state_alone(
    domains: list[Domain], stated: list[str], standing: Standing
) -> None:
    facts = AccountFacts(everywhere=True, domains=read(*domains))
    assert judge_domains(facts, {"urls": stated}).standing is standing


def test_domain_is_verified_for_one_combination_alone() -> None:
    flags, states = (True, False, None), ("active", "unverified", "disabled", "odd", None)
    for sandbox, disabled, valid, state in product(flags, flags, flags, states):
        domain = a_domain(sandbox=sandbox, disabled=disabled, records_valid=valid, state=state)
        verdict = judge_domains(AccountFacts(everywhere=True, domains=read(domain)), {})
        assert (verdict.standing is VERIFIED) == ((sandbox, disabled, valid, state) == (False, False, True, "active"))


@pytest.mark.parametrize("facts", [{"everywhere": False}, {"domains": read(partial=True)}])
def test_no_domain_is_unknown_where_not_everything_was_looked_at(facts: dict[str, Any]) -> None:
    assert judge_domains(replace(AccountFacts(everywhere=True, domains=read()), **facts), {}).standing is UNKNOWN


@pytest.mark.parametrize(
    ("messages", "more", "standing"),
    [
        ([1], {}, VERIFIED),
        ([0, 5], {}, VERIFIED),
        ([0], {}, CONTRADICTED),
        ([], {}, CONTRADICTED),
        ([0], {"everywhere": False}, UNKNOWN),
        ([0], {"domains": Read(problem="timeout")}, UNKNOWN),
        ([0], {"domains": read(partial=True)}, UNKNOWN),
    ],
)
def test_sending_stands(messages: list[int], more: dict[str, Any], standing: Standing) -> None:
    facts = AccountFacts(
        everywhere=True, domains=read(), sent=read(*(Sent(f"d{n}", m) for n, m in enumerate(messages)))
    )
    assert judge_sending(replace(facts, **more), {}).standing is standing


def test_nothing_sent_from_a_part_of_the_domains_is_unknown() -> None:
    facts = AccountFacts(everywhere=True, domains=read(), sent=read(Sent("d", 0), partial=True))
    assert judge_sending(facts, {}).standing is UNKNOWN


@pytest.mark.parametrize(
    ("high", "sent", "standing"),
    [
        (1_000, 2_001, CONTRADICTED),
        (1_000, 2_000, CLAIMED),
        (10, 900, CLAIMED),
        (50_000, 900_000, CONTRADICTED),
        (50_000, 0, CLAIMED),
        (None, 900_000, CLAIMED),
        ("many", 900_000, CLAIMED),
        (float("nan"), 900_000, CLAIMED),
    ],
)
def test_volume_is_contradicted_by_far_more_and_never_verified(high: object, sent: int, standing: Standing) -> None:
    facts = AccountFacts(sent=read(Sent("d", sent)))
    assert judge_volume(facts, {"low": None, "high": high}).standing is standing


@pytest.mark.parametrize(
    ("urls", "words"),
    [
        (["acme.example"], "among the account's domains: mg.acme.example"),
        (["other.example"], "none of the named sites is among the account's domains: mg.acme.example"),
        ([], "no site was named that is among the account's domains: mg.acme.example"),
        ("acme.example", "no site was named that is among the account's domains: mg.acme.example"),
        ([7, ""], "no site was named that is among the account's domains: mg.acme.example"),
    ],
)
def test_source_is_shown_beside_the_domains_and_proves_nothing(urls: object, words: str) -> None:
    verdict = judge_source(AccountFacts(domains=read(a_domain(), SANDBOX)), {"urls": urls})
    assert (verdict.standing, verdict.seen[0].words) == (CLAIMED, words)


@pytest.mark.parametrize("judge", [judge_domains, judge_sending, judge_source, judge_volume])
def test_what_was_not_read_could_not_be_checked(judge: Any) -> None:
    assert judge(AccountFacts(everywhere=True), {}).standing is UNKNOWN


def test_long_lists_of_domains_are_named_in_part() -> None:
    domains = [a_domain(f"d{n}.example", **UNVERIFIED) for n in range(30)]
    seen = judge_domains(AccountFacts(everywhere=True, domains=read(*domains)), {}).seen[0]
    assert seen.told == "The domains d0.example, d1.example, d2.example, 27 more are not verified yet."
