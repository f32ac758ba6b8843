"""Mailgun's public API: our own account, or a subaccount of it by a parent's key. Both regions are read and merged."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.accounts.calls import Call, is_account_id
from bot.accounts.dates import SECONDS_A_DAY, format_moment
from bot.accounts.facts import SENT_DAYS, AccountFacts, Area, Domain, Entry, Key, Login, Read, Sent, User, fail_all
from bot.accounts.failures import NotRead, Unreadable
from bot.accounts.merging import merge_entries
from bot.accounts.port import Identity
from bot.accounts.session import Budget, PlatformSession
from bot.accounts.wire import (
    to_domain,
    to_entries,
    to_key,
    to_login,
    to_records_valid,
    to_sent,
    to_total,
    to_user,
)

PAGES: dict[Call, int] = {Call.USERS: 100, Call.DOMAINS: 1000, Call.LOGINS: 1000}  # keys come all at once
MOST_PAGES = 10
MOST_DOMAINS = 25  # whose records, logins and figures are read: two or three calls each
OWN_ACCOUNT = "own"
FIELDS = {
    Area.USERS: "password_updated_at, tfa_enabled, tfa_active",
    Area.KEYS: "created_at, expires_at, is_disabled",
    Area.LOGINS: "created_at",
    Area.DOMAINS: "state, sending_dns_records[].valid",
    Area.SENT: "stats[].accepted.outgoing",
}
CALLS = {
    Area.USERS: Call.USERS,
    Area.KEYS: Call.KEYS,
    Area.LOGINS: Call.LOGINS,
    Area.DOMAINS: Call.DOMAIN,
    Area.SENT: Call.SENT,
}


def to_authorization(key: str) -> dict[str, str]:
    """Basic, user "api" (mailgun sheet, auth)."""
    return {"Authorization": "Basic " + base64.b64encode(f"api:{key}".encode()).decode()}


@dataclass(frozen=True, slots=True)
class _Region:
    """One region, seen as one account."""

    session: PlatformSession
    account: str  # "" for our own
    budget: Budget

    def fetch(self, call: Call, parameters: dict[str, str | int] | None = None, domain: str = "") -> Any:
        return self.session.fetch_json(
            call, self.budget, parameters, on_behalf_of=self.account, domain=domain, account=self.account
        )

    def fetch_pages(
        self, call: Call, name: str, total: str, to_entry: Callable[[Any], Entry], domain: str = ""
    ) -> tuple[Entry, ...]:
        """Every page of a list; NotRead where it has other entries than it counts."""
        gathered: list[Entry] = []
        for _ in range(MOST_PAGES):
            paging: dict[str, str | int] = {"limit": PAGES[call], "skip": len(gathered)} if call in PAGES else {}
            body = self.fetch(call, paging, domain)
            page = to_entries(body, name)
            gathered += map(to_entry, page)
            missing = to_total(body, total) - len(gathered)
            if missing == 0:
                return tuple(gathered)
            if missing < 0 or not page or not paging:
                raise NotRead("incomplete")
        raise NotRead("too_many")


@dataclass(frozen=True, slots=True)
class MailgunAccounts:
    """One session for each region. ``subaccounts``: the key is a parent's, and the account that the ticket names is
    asked about on its behalf; else every identity means our own account. ``everywhere``: all regions are here."""

    regions: tuple[PlatformSession, ...]
    subaccounts: bool = False
    everywhere: bool = True

    def to_account(self, identity: Identity) -> str:
        """The subaccount that the ticket names, or our own account."""
        if not self.subaccounts:
            return OWN_ACCOUNT
        return identity.account_id if is_account_id(identity.account_id) else ""

    def fetch_facts(self, identity: Identity, areas: frozenset[Area]) -> AccountFacts:
        """The areas as they are now, each from all regions or not at all."""
        account = self.to_account(identity)
        if not account:
            return fail_all("", areas, "odd_account" if identity.account_id else "no_account", self._read_at())
        budget = Budget()
        seen = [_Region(session, account if self.subaccounts else "", budget) for session in self.regions]
        try:
            if self.subaccounts:
                _check_subaccount(seen[0])
        except NotRead as error:
            return fail_all(account, areas, str(error), self._read_at())
        return replace(_Look(seen).read(areas), account=account, id=account, everywhere=self.everywhere)

    def _read_at(self) -> str:
        return format_moment(self.regions[0].now())


def _check_subaccount(region: _Region) -> None:
    """Asked as the parent: a subaccount that the parent does not have is nobody's that we may ask about."""
    body = replace(region, account="").session.fetch_json(
        Call.SUBACCOUNT, region.budget, on_behalf_of="", account=region.account
    )
    found = body.get("subaccount") if isinstance(body, dict) else None
    if not isinstance(found, dict):
        raise Unreadable("subaccount")
    if found.get("id") != region.account:
        raise NotRead("wrong_account")


class _Look:
    """One look at one account. Domains are read once for whatever needs them."""

    def __init__(self, regions: Sequence[_Region]) -> None:
        self._regions = regions
        self._domains: Read[Domain] | None = None
        self._homes: dict[str, _Region] = {}

    def read(self, areas: frozenset[Area]) -> AccountFacts:
        return AccountFacts(
            users=self._try(Area.USERS, self._read_users) if Area.USERS in areas else Read(),
            keys=self._try(Area.KEYS, self._read_keys) if Area.KEYS in areas else Read(),
            domains=self._read_domains() if Area.DOMAINS in areas else Read(),
            logins=self._try(Area.LOGINS, self._read_logins) if Area.LOGINS in areas else Read(),
            sent=self._try(Area.SENT, self._read_sent) if Area.SENT in areas else Read(),
        )

    def _try(self, area: Area, read: Callable[[], tuple[tuple[Entry, ...], bool]]) -> Read[Entry]:
        """The area, whole or with the reason why not; the second of what is read is whether there is more of it."""
        words, read_at = CALLS[area].words, format_moment(self._regions[0].session.now())
        try:
            entries, partial = read()
        except NotRead as error:
            return Read(None, str(error), words, FIELDS[area], read_at)
        return Read(entries, "", words, FIELDS[area], read_at, partial)

    def _read_users(self) -> tuple[tuple[User, ...], bool]:
        lists = [self._fetch_users(region) for region in self._regions]
        return merge_entries(lists, lambda user: user.id), False

    def _fetch_users(self, region: _Region) -> tuple[User, ...]:
        def to_own_user(entry: object) -> User:
            user = to_user(entry)
            if region.account and isinstance(entry, dict) and entry.get("account_id") != region.account:
                raise NotRead("wrong_account")
            return user

        return region.fetch_pages(Call.USERS, "users", "total", to_own_user)

    def _read_keys(self) -> tuple[tuple[Key, ...], bool]:
        lists = [self._fetch_apart(r, Call.KEYS, to_key, lambda key: key.id) for r in self._regions]
        return merge_entries(lists, lambda key: key.id), False

    def _fetch_apart(
        self, region: _Region, call: Call, to_entry: Callable[[Any], Entry], to_name: Callable[[Entry], str]
    ) -> tuple[Entry, ...]:
        """A subaccount's list, which must share nothing with its parent's: nowhere is it documented that this call
        heeds the header, and without it the platform answers for the parent (mailgun sheet, whose account)."""
        own = region.fetch_pages(call, "items", "total_count", to_entry)
        if region.account:
            parents = replace(region, account="").fetch_pages(call, "items", "total_count", to_entry)
            if {to_name(entry) for entry in own} & {to_name(entry) for entry in parents}:
                raise NotRead("not_kept_apart")
        return own

    def _list_domains(self) -> Read[Domain]:
        """The domains without their records; those that are likely to be verified first."""
        if self._domains is None:
            self._domains = self._try(Area.DOMAINS, self._fetch_domains)
        return self._domains

    def _fetch_domains(self) -> tuple[tuple[Domain, ...], bool]:
        lists = []
        for region in self._regions:
            found = self._fetch_apart(region, Call.DOMAINS, to_domain, lambda domain: domain.name)
            lists.append(found)
            self._homes |= {domain.name: region for domain in found if domain.name not in self._homes}
        merged = merge_entries(lists, lambda domain: domain.name)
        return tuple(sorted(merged, key=lambda domain: (domain.state != "active", domain.name))), False

    def _read_domains(self) -> Read[Domain]:
        listed = self._list_domains()
        return listed if listed.entries is None else self._try(Area.DOMAINS, self._read_records)

    def _read_records(self) -> tuple[tuple[Domain, ...], bool]:
        custom, partial = self._find_custom()
        looked = {domain.name: self._fetch_records(domain) for domain in custom}
        return tuple(looked.get(domain.name, domain) for domain in self._list_domains().entries or ()), partial

    def _fetch_records(self, domain: Domain) -> Domain:
        """The domain's own page beside its line in the list: the two must tell the same."""
        body = self._homes[domain.name].fetch(Call.DOMAIN, domain=domain.name)
        fields = body.get("domain") if isinstance(body, dict) else None
        again = to_domain(fields)
        if again != domain:
            raise NotRead("contradictory")
        return replace(domain, records_valid=to_records_valid(body))

    def _read_logins(self) -> tuple[tuple[Login, ...], bool]:
        custom, partial = self._find_custom()
        found = [self._fetch_logins(domain.name) for domain in custom]
        return merge_entries(found, lambda login: login.login), partial

    def _fetch_logins(self, domain: str) -> tuple[Login, ...]:
        return self._homes[domain].fetch_pages(
            Call.LOGINS, "items", "total_count", lambda entry: to_login(entry, domain), domain
        )

    def _read_sent(self) -> tuple[tuple[Sent, ...], bool]:
        """Of domains that surely are no sandbox: what goes through that one is no sending."""
        custom, partial = self._find_custom()
        sure = [domain.name for domain in custom if domain.sandbox is False]
        return tuple(map(self._fetch_sent, sure)), partial or len(sure) < len(custom)

    def _fetch_sent(self, domain: str) -> Sent:
        region = self._homes[domain]
        now = region.session.now()
        end = int(now.timestamp())
        window: dict[str, str | int] = {"start": end - SENT_DAYS * SECONDS_A_DAY, "end": end}
        body = region.fetch(Call.SENT, {"event": "accepted", "resolution": "day", **window}, domain)
        return to_sent(body, domain, format_moment(now))

    def _find_custom(self) -> tuple[tuple[Domain, ...], bool]:
        """The domains to look into, the sandbox left out, and whether there are more of them."""
        listed = self._list_domains()
        if listed.entries is None:
            raise NotRead(listed.problem)
        custom = tuple(domain for domain in listed.entries if domain.sandbox is not True)
        return custom[:MOST_DOMAINS], len(custom) > MOST_DOMAINS
