"""A desk's own admin service: one documented call (``inhouse.openapi.yaml``) that gives all facts of one account."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.accounts.calls import Call
from bot.accounts.dates import find_seconds_between, format_moment, to_moment
from bot.accounts.facts import AccountFacts, Area, Domain, Key, Login, Read, Sent, User, fail_all
from bot.accounts.failures import NotRead, Unreadable
from bot.accounts.merging import merge_entries
from bot.accounts.port import Identity
from bot.accounts.session import STALE_SECONDS, Budget, PlatformSession
from bot.accounts.wire import LARGEST_COUNT, to_domain_name

MOST_ENTRIES = 2_000  # of each list
LONGEST_TEXT = 320  # characters


@dataclass(frozen=True, slots=True)
class InHouseAccounts:
    """The service finds the account by what the desk knows of the writer; the answer names it."""

    session: PlatformSession

    def to_account(self, identity: Identity) -> str:
        """All of the identity: only the service knows which of them mean one account."""
        return "|".join((identity.email, identity.account_id, identity.organization)) if identity.email else ""

    def fetch_facts(self, identity: Identity, areas: frozenset[Area]) -> AccountFacts:
        """The areas as the service gives them now."""
        account = self.to_account(identity)
        asked: dict[str, str | int] = {
            "email": identity.email[:LONGEST_TEXT],
            "account_id": identity.account_id[:LONGEST_TEXT],
            "organization": identity.organization[:LONGEST_TEXT],
            "areas": ",".join(sorted(areas)),
        }
        read_at = format_moment(self.session.now())
        try:
            body = self.session.fetch_json(Call.IN_HOUSE, Budget(), {k: v for k, v in asked.items() if v})
            check_answer(body, identity, read_at)
        except NotRead as error:
            return fail_all(account, areas, str(error), read_at)
        return to_facts(body, account, areas, read_at)


def check_answer(body: Any, identity: Identity, read_at: str) -> None:
    """NotRead for an answer about another account than the one asked for, or one that is not of now."""
    account = body.get("account_id") if isinstance(body, dict) else None
    if not isinstance(account, str) or not account.isprintable() or not 0 < len(account) <= LONGEST_TEXT:
        raise Unreadable("account_id")
    if identity.account_id and account != identity.account_id:
        raise NotRead("wrong_account")
    age = find_seconds_between(str(body.get("as_of")), read_at)
    if age is None or abs(age) > STALE_SECONDS:
        raise NotRead("stale")


def to_facts(body: Mapping[str, Any], account: str, areas: frozenset[Area], read_at: str) -> AccountFacts:
    """The facts of an answer; a list that is absent was not read, one that is not of the form neither."""
    facts: dict[str, Any] = {area.value: _to_read(body, area, read_at) for area in areas}
    return replace(AccountFacts(account, body["account_id"], body.get("everywhere") is True), **facts)


def _to_read(body: Mapping[str, Any], area: Area, read_at: str) -> Read[Any]:
    to_entry, to_name = READERS[area]
    words, field = Call.IN_HOUSE.words, area.value
    listed = body.get(area.value)
    if listed is None:
        return Read(None, "not_told", words, field, read_at)
    try:
        if not isinstance(listed, list) or len(listed) > MOST_ENTRIES:
            raise Unreadable(field)
        entries = merge_entries([tuple(to_entry(_Entry(entry)) for entry in listed)], to_name)
    except NotRead as error:
        return Read(None, str(error), words, field, read_at)
    return Read(entries, "", words, field, read_at)


class _Entry:
    """One entry's fields by their types; Unreadable for another type, None for what is absent or null."""

    def __init__(self, entry: object) -> None:
        if not isinstance(entry, dict):
            raise Unreadable("entry")
        self._fields: dict[str, Any] = entry

    def text(self, name: str) -> str | None:
        value = self._fields.get(name)
        if value is not None and (not isinstance(value, str) or len(value) > LONGEST_TEXT):
            raise Unreadable(name)
        return value

    def name(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise Unreadable(name)
        return value

    def flag(self, name: str) -> bool | None:
        value = self._fields.get(name)
        if value is not None and not isinstance(value, bool):
            raise Unreadable(name)
        return value

    def moment(self, name: str) -> str | None:
        """A time; "" where the field is there and null."""
        if name in self._fields and self._fields[name] is None:
            return ""
        value = self.text(name)
        moment = to_moment(value)
        if value is not None and moment is None:
            raise Unreadable(name)
        return moment

    def count(self, name: str) -> int:
        value = self._fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_COUNT:
            raise Unreadable(name)
        return value


def _to_user(entry: _Entry) -> User:
    return User(
        id=entry.name("id"),
        email=entry.text("email"),
        owner=entry.flag("owner"),
        active=entry.flag("active"),
        local_login=entry.flag("local_login"),
        password_changed_at=entry.moment("password_changed_at"),
        two_factor=entry.flag("two_factor"),
    )


def _to_key(entry: _Entry) -> Key:
    return Key(
        id=entry.name("id"),
        kind=entry.text("kind"),
        created_at=entry.moment("created_at") or None,
        expires_at=entry.moment("expires_at"),
        disabled=entry.flag("disabled"),
    )


def _to_login(entry: _Entry) -> Login:
    return Login(entry.name("login").lower(), entry.name("domain").lower(), entry.moment("created_at") or None)


def _to_domain(entry: _Entry) -> Domain:
    login = entry.text("main_login")
    return Domain(
        name=to_domain_name(entry.name("name")),
        sandbox=entry.flag("sandbox"),
        disabled=entry.flag("disabled"),
        state=entry.text("state"),
        records_valid=entry.flag("records_valid"),
        main_login=login.lower() if login else None,
    )


def _to_sent(entry: _Entry) -> Sent:
    return Sent(entry.name("domain").lower(), entry.count("messages"))


READERS: Mapping[Area, tuple[Callable[[_Entry], Any], Callable[[Any], str]]] = {
    Area.USERS: (_to_user, lambda user: user.id),
    Area.KEYS: (_to_key, lambda key: key.id),
    Area.LOGINS: (_to_login, lambda login: login.login),
    Area.DOMAINS: (_to_domain, lambda domain: domain.name),
    Area.SENT: (_to_sent, lambda sent: sent.domain),
}
