"""Our tags: their names (stable: views, triggers and reports use them), and how they stand beside people's tags."""

from dataclasses import dataclass
from enum import StrEnum

PREFIX = "reinstate_"
OFF = "reinstate_off"
RISK = "reinstate_risk"
SECRET = "reinstate_secret"  # noqa: S105 - a secret stands in the ticket, for a person to redact
MISSING_PREFIX = "reinstate_missing_"
OUTCOMES = frozenset({"reinstate_unblocked", "reinstate_refused"})
# Put on by people's macros and by triggers, never by the bot: off, outcomes, overruled, wrong reading, handed back.
PEOPLES = OUTCOMES | {OFF, "reinstate_overruled", "reinstate_wrong", "reinstate_again"}


class State(StrEnum):
    """Where a ticket stands; exactly one of these tags is on a handled ticket."""

    READY = "reinstate_ready"
    WAITING = "reinstate_waiting"
    PERSON = "reinstate_person"


STATES = frozenset(State)
LISTED = frozenset({State.READY, State.WAITING})  # the lists that the bot alone keeps
HANDED = frozenset({State.PERSON, RISK})  # given to a person


@dataclass(frozen=True, slots=True)
class Overrides:
    """Own tags that a person took off or put on: never put back, never taken off."""

    removed: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()

    @property
    def state(self) -> bool:
        """Whether a person has had a hand in the ticket's state."""
        return bool((self.removed | self.added) & STATES)

    def without(self, tag: str) -> "Overrides":
        """The same but for one tag, of which people's word holds no more."""
        return Overrides(self.removed - {tag}, self.added - {tag})


def own_tags(tags: frozenset[str]) -> frozenset[str]:
    """Those of a ticket's tags that the bot sets; what only people and triggers set is not among them."""
    return frozenset(t for t in tags if t.startswith(PREFIX)) - PEOPLES


def find_inherited(tags: frozenset[str], follow_up: bool = False) -> frozenset[str]:
    """Those of a ticket's tags that tell what we knew of it: without a run of ours on the ticket they tell nothing. A
    follow-up has all of them from the ticket that it follows; what was given to a person there stays with them."""
    if follow_up:
        return own_tags(tags) - HANDED
    return frozenset(t for t in tags if t in LISTED or t.startswith(MISSING_PREFIX))


def find_overrides(left: frozenset[str], standing: frozenset[str], earlier: Overrides) -> Overrides:
    """What people changed since our last run left the tags in ``left``, together with what they changed before."""
    removed, added = left - standing, standing - left
    return Overrides(
        removed=(earlier.removed | removed) - standing,
        added=(earlier.added | added) & standing,
    )


def exchange_tags(all_tags: frozenset[str], wanted: frozenset[str], overrides: Overrides) -> frozenset[str]:
    """The full set to send: other people's tags untouched, ours exchanged for the wanted ones, overrides kept. Where
    a person has put a state tag on, ours does not stand beside it."""
    if overrides.added & STATES:
        wanted -= STATES
    kept = all_tags - (own_tags(all_tags) - overrides.added)
    return kept | (wanted - overrides.removed)
