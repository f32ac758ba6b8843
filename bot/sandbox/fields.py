"""Ticket fields. An option's value is a tag, so the value of a field with options is read from the ticket's tags and
setting it exchanges tags; a checkbox may have a tag too; what a text or number field holds stands by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

FIELD_TYPES = frozenset(
    {"tagger", "multiselect", "text", "textarea", "integer", "decimal", "checkbox", "date", "regexp"}
)
WITH_OPTIONS = frozenset({"tagger", "multiselect"})
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
Values = Mapping[int, str]


class OptionError(ValueError):
    """A field with options was given a value that is not one of them; the message is the field's title."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field: the tag, and the name that agents see."""

    id: int
    tag: str
    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """A ticket field; ``tag`` is a checkbox's."""

    id: int
    title: str
    options: tuple[Option, ...] = ()
    type: str = "tagger"
    tag: str | None = None
    description: str = ""
    agent_description: str | None = None
    regexp: str | None = None
    active: bool = True
    required: bool = False
    position: int = 9999
    created_at: datetime = _LONG_AGO
    updated_at: datetime = _LONG_AGO

    @property
    def tags(self) -> frozenset[str]:
        """Tags that mean a value of this field."""
        return frozenset(option.tag for option in self.options) | ({self.tag} if self.tag else frozenset())


Fields = tuple[Field, ...]

INTENT_FIELD = Field(
    id=36_000_000_000_101,
    title="Reinstate intent",
    options=(
        Option(3_600_000_000_010_100, "reinstate_appeal", "Probation appeal"),
        Option(3_600_000_000_010_101, "reinstate_compromise", "Compromise report"),
    ),
    position=1,
)
STATE_FIELD = Field(
    id=36_000_000_000_102,
    title="Reinstate state",
    options=(
        Option(3_600_000_000_010_200, "reinstate_ready", "Ready to unblock"),
        Option(3_600_000_000_010_201, "reinstate_waiting", "Waiting for the customer"),
        Option(3_600_000_000_010_202, "reinstate_person", "For a person"),
    ),
    position=2,
)
FURNISHED_FIELDS = (INTENT_FIELD, STATE_FIELD)
ACCOUNT_FIELD = Field(id=36_000_000_000_103, title="Account id", type="text", position=3)


def read_field(field: Field, tags: frozenset[str], values: Values) -> Any:
    """The field's value. With several options' tags the first option of a drop-down stands."""
    chosen = [option.tag for option in field.options if option.tag in tags]
    if field.type == "multiselect":
        return chosen
    if field.type == "tagger":
        return chosen[0] if chosen else None
    if field.type == "checkbox":
        return field.tag in tags if field.tag else values.get(field.id) == "true"
    return values.get(field.id)


def set_fields(
    fields: Fields, tags: frozenset[str], values: Values, given: Iterable[tuple[int, Any]]
) -> tuple[frozenset[str], Values]:
    """Tags and values after fields were set: the old options' tags go, the new ones' come. Unknown fields are passed
    over, as Zendesk does; OptionError where a value is not one of the options."""
    by_id = {field.id: field for field in fields if field.active}
    for field_id, value in given:
        field = by_id.get(field_id)
        if field is None:
            continue
        if field.tags:
            tags = (tags - field.tags) | _to_tags(field, value)
        else:
            values = {**values, field_id: _to_text(value)} if value not in (None, "") else _without(values, field_id)
    return tags, values


def _to_tags(field: Field, value: Any) -> frozenset[str]:
    if field.type == "checkbox":
        return frozenset({field.tag}) if field.tag and value in (True, "true") else frozenset()
    chosen = frozenset(str(tag) for tag in (value if isinstance(value, list) else [value]) if tag)
    if not chosen <= field.tags or (field.type == "tagger" and len(chosen) > 1):
        raise OptionError(field.title)
    return chosen


def _to_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _without(values: Values, field_id: int) -> Values:
    return {key: value for key, value in values.items() if key != field_id}


def find_taken_tag(fields: Iterable[Field], field: Field) -> str | None:
    """A tag of the field that another one uses already, or that it has twice itself: Zendesk allows neither."""
    own = [option.tag for option in field.options] + ([field.tag] if field.tag else [])
    others = frozenset().union(*(other.tags for other in fields if other.id != field.id))
    return next((tag for tag in own if tag in others or own.count(tag) > 1), None)


def stamp_field(field: Field, at: datetime) -> Field:
    """The field as made at this time."""
    return replace(field, created_at=at, updated_at=at)


def clean_tags(tags: Iterable[str]) -> frozenset[str]:
    """Tags as Zendesk keeps them: lower case, split at blanks and commas."""
    return frozenset(tag for given in tags for tag in given.lower().replace(",", " ").split())
