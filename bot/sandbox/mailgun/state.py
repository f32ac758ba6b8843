"""The stand-in's accounts: what each holds, in plain values. Times are aware."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

REGIONS = ("us", "eu")


@dataclass
class User:
    """A user; ``method`` is the way to log in."""

    id: str
    email: str
    made_at: datetime
    is_master: bool = False
    is_disabled: bool = False
    activated: bool = True
    method: str = "mailgun"
    password_updated_at: datetime | None = None
    tfa_created_at: datetime | None = None


@dataclass
class Key:
    """An API key, of which only what is listed is known."""

    id: str
    made_at: datetime
    kind: str = "user"
    expires_at: datetime | None = None
    is_disabled: bool = False


@dataclass
class Domain:
    """A domain of one region with its logins; ``sent`` are messages accepted a day."""

    name: str
    made_at: datetime
    region: str = "us"
    kind: str = "custom"
    verified: bool = True
    sent: int = 0
    logins: dict[str, datetime] = field(default_factory=dict)


@dataclass
class Account:
    """One account, the parent's or a subaccount."""

    id: str
    api_key: str
    users: list[User] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    domains: list[Domain] = field(default_factory=list)
    rate_limited: bool = False

    def secure(self, now: datetime) -> None:
        """Do all four steps, as the customer would in the console."""
        self.keys = [Key(f"{self.id}-new-{secrets.token_hex(4)}", now)]
        for domain in self.domains:
            domain.logins = dict.fromkeys(domain.logins, now)
        for user in self.users:
            user.password_updated_at = user.tfa_created_at = now


def now_in_utc() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Platform:
    """All accounts behind one parent, the status page, and the faults that are switched on. ``parent`` holds the key
    that may ask on behalf of the others; ``heeds_header`` is whether that is respected."""

    def __init__(self, clock: Callable[[], datetime] = now_in_utc) -> None:
        self.clock = clock
        self.lock = threading.Lock()
        self.parent = Account("parent", f"key-{secrets.token_hex(16)}")
        self.accounts: dict[str, Account] = {}
        self.heeds_header = True
        self.incident: str | None = None
        self.faults: dict[tuple[str, str], str] = {}
        self.hang_seconds = 1.0
        self.calls: list[str] = []

    @property
    def parent_key(self) -> str:
        """The key that may ask on behalf of every subaccount."""
        return self.parent.api_key

    def put(self, account: Account) -> Account:
        """Add a subaccount, or replace the one of that id."""
        self.accounts[account.id] = account
        return account

    def spoil(self, fault: str, call: str = "*", region: str = "*") -> None:
        """Switch a fault on, for one call or all, in one region or all."""
        self.faults[call, region] = fault

    def find_fault(self, call: str, region: str) -> str | None:
        """The fault that is on for a call, the most exact first."""
        wanted = ((call, region), (call, "*"), ("*", region), ("*", "*"))
        return next((self.faults[key] for key in wanted if key in self.faults), None)

    def find_account(self, api_key: str, on_behalf_of: str) -> Account | None:
        """Whom a call is about; None for a key that nobody has, or one that may not ask for another."""
        if api_key == self.parent.api_key:
            if not on_behalf_of or not self.heeds_header:
                return self.parent
            return self.accounts.get(on_behalf_of)
        own = (account for account in self.accounts.values() if account.api_key == api_key)
        return None if on_behalf_of else next(own, None)
