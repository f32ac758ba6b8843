"""Lists from several places as one."""

from collections.abc import Callable, Sequence

from bot.accounts.facts import Entry
from bot.accounts.failures import NotRead


def merge_entries(lists: Sequence[tuple[Entry, ...]], to_name: Callable[[Entry], str]) -> tuple[Entry, ...]:
    """The lists of all regions as one; what two of them tell differently contradicts, and so does a name told twice."""
    merged: dict[str, Entry] = {}
    for entries in lists:
        if len({to_name(entry) for entry in entries}) != len(entries):
            raise NotRead("contradictory")
        for entry in entries:
            if merged.setdefault(to_name(entry), entry) != entry:
                raise NotRead("contradictory")
    return tuple(merged.values())
