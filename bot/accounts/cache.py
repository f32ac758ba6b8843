"""Facts kept for a few minutes, by account and area, so that two tickets of one account cost one look."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.accounts.facts import AccountFacts, Area, Read, merge
from bot.accounts.port import Accounts, Identity

FRESH_SECONDS = 180.0
MOST_ACCOUNTS = 500


@dataclass(frozen=True, slots=True)
class _Kept:
    facts: AccountFacts
    kept_at: float


class CachedAccounts:
    """Any adapter behind a small cache, shared by all threads. Only what was read is kept, never that it was not."""

    def __init__(self, accounts: Accounts, clock: Callable[[], float] = time.monotonic) -> None:
        self._accounts = accounts
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, Area], _Kept] = OrderedDict()

    def to_account(self, identity: Identity) -> str:
        """As the adapter behind names it."""
        return self._accounts.to_account(identity)

    def fetch_facts(self, identity: Identity, areas: frozenset[Area], newer_than: str = "") -> AccountFacts:
        """The areas, from the cache where they were read after ``newer_than``: a customer who has put something right
        and says so must not be told what stood there before."""
        account = self.to_account(identity)
        kept = self._find(account, areas, newer_than) if account else {}
        lacking = areas - kept.keys()
        if kept and not lacking:
            return _join(list(kept.values()))
        found = self._accounts.fetch_facts(identity, lacking)
        if account and found.account == account:
            self._keep(account, lacking, found)
        return merge(_join(list(kept.values())), found) if kept else found

    def _find(self, account: str, areas: frozenset[Area], newer_than: str) -> dict[Area, _Kept]:
        now = self._clock()
        with self._lock:
            found = {area: self._kept[account, area] for area in areas if (account, area) in self._kept}
        return {
            area: kept
            for area, kept in found.items()
            if now - kept.kept_at < FRESH_SECONDS and kept.facts.of(area).read_at > newer_than
        }

    def _keep(self, account: str, areas: frozenset[Area], facts: AccountFacts) -> None:
        with self._lock:
            for area in areas:
                if facts.of(area).entries is not None:
                    self._kept[account, area] = _Kept(_only(facts, area), self._clock())
                    self._kept.move_to_end((account, area))
            while len(self._kept) > MOST_ACCOUNTS * len(Area):
                self._kept.popitem(last=False)


def _only(facts: AccountFacts, area: Area) -> AccountFacts:
    alone: dict[str, Any] = {other.value: Read() for other in Area if other is not area}
    return replace(facts, **alone)


def _join(kept: list[_Kept]) -> AccountFacts:
    joined = kept[0].facts
    for other in kept[1:]:
        joined = merge(joined, other.facts)
    return joined
