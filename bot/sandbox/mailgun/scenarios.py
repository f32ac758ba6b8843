"""Accounts as they are met with: clean, or wrong in one way."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from bot.sandbox.mailgun.state import Account, Domain, Key, Platform, User, now_in_utc

BEFORE = timedelta(days=240)
LATELY = timedelta(minutes=10)
OWNER = "owner@acme.example"
OLD_DAY = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


def make_account(account_id: str, owner: str, now: datetime, old: bool = False) -> Account:
    """An account with a sandbox and one verified domain that sends, an owner and a colleague; its keys, logins and
    passwords are of ten minutes ago, or all of March where it is ``old``."""
    made, lately = min(OLD_DAY, now - BEFORE), OLD_DAY if old else now - LATELY
    name = f"mg.{account_id}.example"
    account = Account(account_id, f"key-{secrets.token_hex(16)}")
    account.users = [
        User(f"{account_id}-1", owner, made, is_master=True),
        User(f"{account_id}-2", f"colleague@{account_id}.example", made),
    ]
    for user in account.users:
        user.password_updated_at = lately
        user.tfa_created_at = None if old else lately
    account.keys = [Key(f"{account_id}-key-1", lately)]
    account.domains = [
        Domain(f"sandbox{account_id}.mailgun.example", made, kind="sandbox"),
        Domain(name, made, sent=40, logins={f"postmaster@{name}": lately, f"app@{name}": lately}),
    ]
    return account


def _keep(_account: Account) -> None:
    """Nothing is wrong."""


def _add_old_key(account: Account) -> None:
    account.keys.append(Key(f"{account.id}-key-old", OLD_DAY))


def _drop_half_of_two_factor(account: Account) -> None:
    account.users[-1].tfa_created_at = None


def _move_to_other_region(account: Account) -> None:
    for domain in account.domains:
        domain.region = "eu"


def _log_in_elsewhere(account: Account) -> None:
    for user in account.users:
        user.method = "sinch"


def _limit(account: Account) -> None:
    account.rate_limited = True


SCENARIOS: Mapping[str, Callable[[Account], None]] = {
    "clean": _keep,
    "untouched": _keep,
    "old_key": _add_old_key,
    "half_without_2fa": _drop_half_of_two_factor,
    "other_region": _move_to_other_region,
    "sso": _log_in_elsewhere,
    "rate_limited": _limit,
    "incident": _keep,
}


def add_account(platform: Platform, account_id: str, scenario: str, owner: str) -> Account:
    """A subaccount in that state, "incident" on the status page included; KeyError for an unknown scenario."""
    account = make_account(account_id, owner, platform.clock(), old=scenario == "untouched")
    SCENARIOS[scenario](account)
    if scenario == "incident":
        platform.incident = "API errors in all regions"
    return platform.put(account)


def make_platform(
    scenario: str = "clean", account_id: str = "acme", owner: str = OWNER, clock: Callable[[], datetime] = now_in_utc
) -> Platform:
    """A platform with one subaccount in that state, and a parent that has a key and a domain of its own."""
    platform = Platform(clock)
    now = clock()
    parent = make_account("parent", "admin@parent.example", now)
    platform.parent.users, platform.parent.keys, platform.parent.domains = parent.users, parent.keys, parent.domains
    add_account(platform, account_id, scenario, owner)
    return platform
