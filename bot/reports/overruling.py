"""What a person changed of the bot's tags: by subject, from what, to what."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.tags import MISSING_PREFIX, OFF, OUTCOMES, PREFIX, RISK, STATES, Overrides

STATE, INTENT = "state", "intent"
ASKED, NOT_ASKED = "missing", "not missing"


@dataclass(frozen=True, slots=True)
class Change:
    """One overruling. ``subject`` is state, intent, risk, bot, or an item's key; "" stands for nothing."""

    subject: str
    was: str
    became: str


def find_changes(tags: frozenset[str], overrides: Overrides, intent_tags: frozenset[str]) -> tuple[Change, ...]:
    """The overrulings that stand on a ticket. An agent who sets an outcome tidies our tags up: that overrules
    nothing."""
    removed = frozenset() if tags & OUTCOMES else overrides.removed
    added = overrides.added
    changes = [
        *_find_exchanged(STATE, removed & STATES, added & STATES),
        *_find_exchanged(INTENT, removed & intent_tags, added & intent_tags),
        *_find_exchanged("risk", removed & {RISK}, added & {RISK}),
        *(Change(_to_item(tag), ASKED, NOT_ASKED) for tag in sorted(removed) if tag.startswith(MISSING_PREFIX)),
        *(Change(_to_item(tag), NOT_ASKED, ASKED) for tag in sorted(added) if tag.startswith(MISSING_PREFIX)),
    ]
    return tuple([*changes, Change("bot", "on", "off")] if OFF in tags else changes)


def _find_exchanged(subject: str, removed: Iterable[str], added: Iterable[str]) -> list[Change]:
    was, became = (" ".join(sorted(tag.removeprefix(PREFIX) for tag in tags)) for tags in (removed, added))
    return [Change(subject, was, became)] if was or became else []


def _to_item(tag: str) -> str:
    return tag.removeprefix(MISSING_PREFIX)
