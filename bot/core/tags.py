"""Our tags: their names (stable: views, triggers and reports use them), and how they stand beside people's tags."""

from dataclasses import dataclass
from enum import StrEnum

PREFIX = "reinstate_"
OFF = "reinstate_off"
RISK = "reinstate_risk"
MISSING_PREFIX = "reinstate_missing_"
OUTCOMES = frozenset({"reinstate_unblocked", "reinstate_refused"})


class State(StrEnum):
    """Where a ticket stands; exactly one of these tags is on a handled ticket."""

    READY = "reinstate_ready"
    WAITING = "reinstate_waiting"
    PERSON = "reinstate_person"


STATES = frozenset(State)
LISTED = frozenset({State.READY, State.WAITING})  # the lists that the bot alone keeps


@dataclass(frozen=True, slots=True)
class Overrides:
    """Own tags that a person took off or put on: never put back, never taken off."""

    removed: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()

    @property
    def state(self) -> bool:
        """Whether a person has had a hand in the ticket's state."""
        return bool((self.removed | self.added) & STATES)


def own_tags(tags: frozenset[str]) -> frozenset[str]:
    """Those of a ticket's tags that the bot sets; the off switch and agents' outcomes are not among them."""
    return frozenset(t for t in tags if t.startswith(PREFIX)) - OUTCOMES - {OFF}


def find_inherited(tags: frozenset[str]) -> frozenset[str]:
    """Those of a ticket's tags that tell what we knew of it: without a run of ours on the ticket they tell nothing."""
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
