"""The first of two readings: what stood in the account when the ticket opened, compared with once "done" is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.accounts.dates import find_seconds_between, shift
from bot.accounts.facts import AccountFacts

BEFORE_WRITING = timedelta(days=7)  # the help article asks for the steps first and for the ticket after
TIMELY_SECONDS = 15 * 60  # after the ticket opened; a later reading may show what was already put right

Moments = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Ids and dates alone, no address and no secret: each key and login with when it was made, each user with when the
    password was changed. None where that was not read."""

    account: str
    taken_at: str
    keys: Moments | None = None
    logins: Moments | None = None
    passwords: Moments | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What divides old from new: the time that the ticket was opened, and the first reading where there is one."""

    opened_at: str
    baseline: Baseline | None = None

    def moments(self, name: str) -> Moments | None:
        """One part of the first reading; None where there is none."""
        found: Moments | None = getattr(self.baseline, name, None)
        return found

    @property
    def surely_old_before(self) -> str:
        """What was made before this is old for sure; what was made between it and the opening of the ticket a customer
        may have put right before writing to us. "" where the opening is not known."""
        return shift(self.opened_at, -BEFORE_WRITING)

    def words(self, name: str) -> str:
        """What was compared with, said in every finding that compares."""
        if self.moments(name) is not None:
            return "compared with the reading taken when the ticket opened"
        return "no earlier reading: compared with the time the ticket opened"


def is_timely(opened_at: str, read_at: str) -> bool:
    """Whether a reading of ``read_at`` still shows the account as it was when the ticket opened."""
    seconds = find_seconds_between(opened_at, read_at)
    return seconds is not None and -TIMELY_SECONDS <= seconds <= TIMELY_SECONDS


def to_baseline(facts: AccountFacts, taken_at: str) -> Baseline | None:
    """A reading to compare with; None where nothing of use was read whole."""
    keys = {k.id: k.created_at for k in facts.keys.entries or ()} if facts.keys.is_whole else None
    logins = {n.login: n.created_at for n in facts.logins.entries or ()} if facts.logins.is_whole else None
    users = {u.id: u.password_changed_at for u in facts.users.entries or ()} if facts.users.is_whole else None
    if keys is None and logins is None and users is None:
        return None
    return Baseline(facts.id, taken_at, keys, logins, users)


def to_record(baseline: Baseline) -> dict[str, Any]:
    """The baseline's facts as they are stored."""
    parts = {"keys": baseline.keys, "logins": baseline.logins, "passwords": baseline.passwords}
    return {name: dict(moments) for name, moments in parts.items() if moments is not None}


def from_record(account: str, taken_at: str, record: object) -> Baseline:
    """A stored baseline; what is not of the form counts as not read."""
    facts = record if isinstance(record, dict) else {}
    return Baseline(account, taken_at, *(_to_moments(facts.get(name)) for name in ("keys", "logins", "passwords")))


def _to_moments(value: object) -> Moments | None:
    if not isinstance(value, dict):
        return None
    return {str(key): moment if isinstance(moment, str) else None for key, moment in value.items()}
