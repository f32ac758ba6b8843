"""Unknown is never yes: every fault, in every call, beside every item (reliability sheet, row 14)."""

from collections.abc import Iterator
from itertools import product

import pytest
from sqlalchemy import Engine

from bot.core.checklist import Standing
from bot.sandbox.mailgun import make_platform
from bot.sandbox.mailgun.faults import NAMES
from tests.accounts.world import APPEAL, COMPROMISE, World, running_world, to_standings

STEPS = {"api_key", "smtp_credentials", "user_passwords", "two_factor"}
PRECONDITIONS = {"sending_begun", "domain_verified"}
# What each call's answer is needed for; without users nobody is known to belong to the account.
NEEDED_FOR = {
    "users": STEPS | PRECONDITIONS,
    "keys": {"api_key"},
    "domains": {"smtp_credentials"} | PRECONDITIONS,
    "domain": {"domain_verified"},
    "logins": {"smtp_credentials"},
    "sent": {"sending_begun"},
}
# Their dates are not read, and these two count nothing.
HARMLESS = {("no_dates", "domains"), ("no_dates", "domain"), ("miscounted", "domain"), ("miscounted", "sent")}
# The flags that it turns around are not those that logins and figures are read by.
ONLY_DOMAINS = {("contradictory", "domains")}


@pytest.fixture(scope="module")
def world(quick_engine: Engine) -> Iterator[World]:
    """Our own account's key: the fewest calls."""
    platform = make_platform()
    platform.hang_seconds = 0.3
    settings = {"mailgun_subaccounts": False, "mailgun_key": platform.accounts["acme"].api_key}
    with running_world(platform, quick_engine, connect_seconds=0.1, read_seconds=0.2, **settings) as running:
        yield running


ASKED_BY = {"keys": [COMPROMISE], "users": [COMPROMISE], "logins": [COMPROMISE], "domain": [APPEAL], "sent": [APPEAL]}


def read_verified(world: World, call: str = "", regions: str = "us,eu") -> set[str]:
    """The items that the account is said to confirm, of the procedures that make the call."""
    procedures = ASKED_BY.get(call, [COMPROMISE, APPEAL])
    checked = [world.check(procedure, world.connect(mailgun_regions=regions)) for procedure in procedures]
    found = (finding for one in checked for finding in one.findings)
    return {finding.item for finding in found if finding.standing is Standing.VERIFIED}


def test_without_a_fault_everything_that_can_be_proved_is_verified(world: World) -> None:
    world.platform.faults.clear()
    for regions in ("us", "us,eu"):
        assert read_verified(world, regions=regions) == STEPS | PRECONDITIONS


@pytest.mark.parametrize("fault", NAMES)
def test_fault_in_every_call_verifies_nothing_and_contradicts_nothing(world: World, fault: str) -> None:
    world.platform.faults = {("*", "*"): fault}
    for procedure in (COMPROMISE, APPEAL):
        checked = world.check(procedure)
        assert set(to_standings(checked).values()) <= {Standing.UNKNOWN}
        assert checked.remarks


@pytest.mark.parametrize(("fault", "call"), sorted(set(product(NAMES, NEEDED_FOR)) - HARMLESS))
def test_fault_in_one_call_verifies_nothing_that_needs_it(world: World, fault: str, call: str) -> None:
    world.platform.faults = {(call, "*"): fault}
    needed_for = {"domain_verified"} if (fault, call) in ONLY_DOMAINS else NEEDED_FOR[call]
    assert not read_verified(world, call, "us") & needed_for


# The other region has no domains: there is nothing in its list that could be of a wrong form.
EMPTY_THERE = {(fault, "domains") for fault in ("no_dates", "missing_fields", "contradictory")}


@pytest.mark.parametrize(("fault", "call"), sorted(set(product(NAMES, ("users", "keys", "domains"))) - EMPTY_THERE))
def test_fault_in_the_other_region_verifies_nothing_that_is_read_in_both(world: World, fault: str, call: str) -> None:
    world.platform.faults = {(call, "eu"): fault}
    assert not read_verified(world, call) & NEEDED_FOR[call]
