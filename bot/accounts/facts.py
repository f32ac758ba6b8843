"""Facts of one account as plain values. ``None`` is "not told" everywhere: never no, and never yes. Times are ISO 8601
in UTC to the second, so that they compare as text."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar


class Area(StrEnum):
    """What can be asked of an account; each is read, or not read, as a whole."""

    USERS = "users"
    KEYS = "keys"
    LOGINS = "logins"
    DOMAINS = "domains"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class User:
    """A person with access. ``local_login``: password and second factor are kept on the platform, not with a single
    sign-on or a partner. ``password_changed_at`` is "" where the platform says that it never was."""

    id: str
    email: str | None = None
    owner: bool | None = None
    active: bool | None = None
    local_login: bool | None = None
    password_changed_at: str | None = None
    two_factor: bool | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """An API key, never its secret. ``expires_at`` is "" where it has no end, None where its end cannot be read."""

    id: str
    kind: str | None = None  # user, domain or web
    created_at: str | None = None
    expires_at: str | None = None
    disabled: bool | None = None


@dataclass(frozen=True, slots=True)
class Login:
    """An SMTP login: when it was made. No platform says when its password was changed."""

    login: str
    domain: str
    created_at: str | None = None


@dataclass(frozen=True, slots=True)
class Domain:
    """A sending domain. ``records_valid``: SPF and DKIM stood in the DNS when the platform last looked. ``main_login``
    is the login that the domain came with, postmaster as a rule."""

    name: str
    sandbox: bool | None = None
    disabled: bool | None = None
    state: str | None = None  # active, unverified, disabled
    records_valid: bool | None = None
    main_login: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """Messages that the platform accepted from a domain in the last ``SENT_DAYS`` days."""

    domain: str
    messages: int


SENT_DAYS = 30
NOT_ASKED = "not_asked"
Entry = TypeVar("Entry", User, Key, Login, Domain, Sent)


@dataclass(frozen=True, slots=True)
class Read(Generic[Entry]):
    """One area as it was read. Without ``entries`` it was not read, and ``problem`` says why. ``partial``: what stands
    here is true, but there is more that was not looked at."""

    entries: tuple[Entry, ...] | None = None
    problem: str = NOT_ASKED
    call: str = ""
    field: str = ""
    read_at: str = ""
    partial: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all that there is was read."""
        return self.entries is not None and not self.partial


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What was read of one account. ``account`` is the name that the asker has for it, ``id`` the one that answered.
    ``everywhere``: every place where it could be (each region) was asked."""

    account: str = ""
    id: str = ""
    everywhere: bool = False
    users: Read[User] = field(default_factory=Read)
    keys: Read[Key] = field(default_factory=Read)
    logins: Read[Login] = field(default_factory=Read)
    domains: Read[Domain] = field(default_factory=Read)
    sent: Read[Sent] = field(default_factory=Read)

    def of(self, area: Area) -> Read[Any]:
        """The area as it was read."""
        read: Read[Any] = getattr(self, area.value)
        return read

    @property
    def problems(self) -> tuple[str, ...]:
        """Why areas that were asked for were not read, each reason once."""
        failed = (self.of(area) for area in Area if self.of(area).entries is None)
        return tuple(dict.fromkeys(read.problem for read in failed if read.problem != NOT_ASKED))


def merge(facts: AccountFacts, newer: AccountFacts) -> AccountFacts:
    """The facts with every area that ``newer`` was asked for taken from there; facts of two accounts never mix."""
    if (facts.account, facts.id) != (newer.account, newer.id):
        return newer
    kept: dict[str, Any] = {area.value: facts.of(area) for area in Area if newer.of(area).problem == NOT_ASKED}
    return replace(newer, **kept)


def fail_all(account: str, areas: frozenset[Area], problem: str, read_at: str) -> AccountFacts:
    """Facts in which none of the areas was read, for one reason."""
    unread: dict[str, Any] = {area.value: Read(problem=problem, read_at=read_at) for area in areas}
    return replace(AccountFacts(account), **unread)
