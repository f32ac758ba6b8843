"""Tagger fields: an option's value is a tag, so a field's value is read from the tags and setting it exchanges tags."""

from collections.abc import Iterable
from dataclasses import dataclass


class OptionError(ValueError):
    """A tagger field was given a value that is not one of its options; the message is the field's title."""


@dataclass(frozen=True, slots=True)
class TaggerField:
    """A drop-down field; ``options`` are pairs of the tag and the name that agents see."""

    id: int
    title: str
    options: tuple[tuple[str, str], ...]

    @property
    def tags(self) -> frozenset[str]:
        """The options' values."""
        return frozenset(tag for tag, _ in self.options)


INTENT_FIELD = TaggerField(
    id=36_000_000_000_101,
    title="Reinstate intent",
    options=(
        ("reinstate_appeal", "Probation appeal"),
        ("reinstate_compromise", "Compromise report"),
    ),
)
STATE_FIELD = TaggerField(
    id=36_000_000_000_102,
    title="Reinstate state",
    options=(
        ("reinstate_ready", "Ready to unblock"),
        ("reinstate_waiting", "Waiting for the customer"),
        ("reinstate_person", "For a person"),
    ),
)
TAGGER_FIELDS = (INTENT_FIELD, STATE_FIELD)


def read_field(field: TaggerField, tags: frozenset[str]) -> str | None:
    """The field's value as the tags have it; with several options' tags the first option stands."""
    return next((tag for tag, _ in field.options if tag in tags), None)


def set_fields(tags: frozenset[str], values: Iterable[tuple[int, str | None]]) -> frozenset[str]:
    """The tags after fields were set: the old option's tag goes, the new one's comes. Unknown fields are passed over,
    as Zendesk does; OptionError where a value is not one of its options."""
    by_id = {field.id: field for field in TAGGER_FIELDS}
    for field_id, value in values:
        field = by_id.get(field_id)
        if field is None:
            continue
        if value and value not in field.tags:
            raise OptionError(field.title)
        tags = (tags - field.tags) | ({value} if value else frozenset())
    return tags


def clean_tags(tags: Iterable[str]) -> frozenset[str]:
    """Tags as Zendesk keeps them: lower case, split at blanks and commas."""
    return frozenset(tag for given in tags for tag in given.lower().replace(",", " ").split())
