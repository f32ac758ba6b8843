"""Facts are kept for minutes, by account and area, and never for another account."""

from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.accounts.cache import FRESH_SECONDS, CachedAccounts
from bot.accounts.facts import AccountFacts, Area, Key, Read, User
from bot.accounts.port import Identity

ALL = frozenset(Area)
USERS, KEYS = frozenset({Area.USERS}), frozenset({Area.KEYS})
ACME, OTHER = Identity("anna@acme.example", "acme"), Identity("eve@other.example", "other")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeAccounts:
    """Every fact carries the name of its account; areas in ``broken`` cannot be read."""

    broken: set[Area] = field(default_factory=set)
    asked: list[tuple[str, frozenset[Area]]] = field(default_factory=list)
    read_at: str = "2026-11-22T12:00:00Z"

    def to_account(self, identity: Identity) -> str:
        return identity.account_id

    def fetch_facts(self, identity: Identity, areas: frozenset[Area]) -> AccountFacts:
        name = identity.account_id
        self.asked.append((name, areas))
        entries: dict[Area, tuple[Any, ...]] = {Area.USERS: (User(name),), Area.KEYS: (Key(name),)}
        reads: dict[str, Any] = {
            area.value: Read(problem="timeout")
            if area in self.broken
            else Read(entries.get(area, ()), "", read_at=self.read_at)
            for area in areas
        }
        return replace(AccountFacts(name, name, True), **reads)


def test_second_look_asks_only_for_what_is_lacking() -> None:
    fake = FakeAccounts()
    cached = CachedAccounts(fake, Clock())
    cached.fetch_facts(ACME, USERS)
    facts = cached.fetch_facts(ACME, USERS | KEYS)
    assert fake.asked == [("acme", USERS), ("acme", KEYS)]
    assert (facts.users.entries, facts.keys.entries) == ((User("acme"),), (Key("acme"),))
    assert facts.everywhere
    assert cached.fetch_facts(ACME, USERS | KEYS) == facts
    assert len(fake.asked) == 2


def test_facts_are_forgotten_after_minutes() -> None:
    fake, clock = FakeAccounts(), Clock()
    cached = CachedAccounts(fake, clock)
    cached.fetch_facts(ACME, USERS)
    clock.now = FRESH_SECONDS
    cached.fetch_facts(ACME, USERS)
    assert len(fake.asked) == 2


def test_facts_that_are_older_than_the_customers_word_are_not_used() -> None:
    fake = FakeAccounts()
    cached = CachedAccounts(fake, Clock())
    for newer_than in ("", "2026-11-22T11:59:59Z", "2026-11-22T12:00:00Z"):
        cached.fetch_facts(ACME, USERS, newer_than)
    assert len(fake.asked) == 2


def test_failure_is_not_kept() -> None:
    fake = FakeAccounts(broken={Area.KEYS})
    cached = CachedAccounts(fake, Clock())
    assert cached.fetch_facts(ACME, KEYS).keys.problem == "timeout"
    fake.broken.clear()
    assert cached.fetch_facts(ACME, KEYS).keys.entries == (Key("acme"),)


def test_failure_stands_beside_what_is_kept() -> None:
    fake = FakeAccounts(broken={Area.KEYS})
    cached = CachedAccounts(fake, Clock())
    cached.fetch_facts(ACME, USERS)
    facts = cached.fetch_facts(ACME, USERS | KEYS)
    assert facts.users.entries == (User("acme"),)
    assert facts.problems == ("timeout",)


def test_identity_that_means_no_account_is_never_kept() -> None:
    fake = FakeAccounts()
    cached = CachedAccounts(fake, Clock())
    for _ in range(2):
        cached.fetch_facts(Identity("x@y.example"), USERS)
    assert len(fake.asked) == 2


@given(
    st.lists(
        st.tuples(st.sampled_from([ACME, OTHER]), st.sets(st.sampled_from(list(Area))).map(frozenset)), max_size=20
    )
)
def test_nothing_of_one_account_is_ever_given_for_another(looks: list[tuple[Identity, frozenset[Area]]]) -> None:
    cached = CachedAccounts(FakeAccounts(), Clock())
    for identity, areas in looks:
        facts = cached.fetch_facts(identity, areas)
        names = {entry.id for read in (facts.users, facts.keys) for entry in read.entries or ()}
        assert names <= {identity.account_id}
        assert not areas or facts.account == identity.account_id
        assert all(facts.of(area).entries is not None for area in areas)
