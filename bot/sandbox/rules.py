"""Triggers, views and macros as plain values: Zendesk calls all three rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

STATUS_ORDER = ("new", "open", "pending", "hold", "solved", "closed")
PRIORITY_ORDER = ("low", "normal", "high", "urgent")
CUSTOM_FIELD_PREFIXES = ("custom_fields_", "ticket_fields_")


class Condition(NamedTuple):
    """What must hold: a field, an operator, and the value that it compares with."""

    field: str
    operator: str
    value: Any = None


class Action(NamedTuple):
    """What a rule does: a field, and what it gets."""

    field: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A trigger, view or macro. ``category_id`` is a trigger's; ``columns``, grouping and sorting are a view's."""

    id: int
    title: str
    created_at: datetime
    updated_at: datetime
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    actions: tuple[Action, ...] = ()
    active: bool = True
    position: int = 0
    description: str | None = None
    restriction: dict[str, Any] | None = None
    category_id: str | None = None
    columns: tuple[str, ...] = ()
    group_by: str | None = None
    group_order: str = "desc"
    sort_by: str | None = None
    sort_order: str = "desc"


@dataclass(frozen=True, slots=True)
class Category:
    """A folder of triggers; its id is a string on the wire."""

    id: int
    name: str
    position: int
    created_at: datetime
    updated_at: datetime


def find_custom_field(name: str) -> int | None:
    """The id within ``custom_fields_123``; None for a field of Zendesk's own."""
    for prefix in CUSTOM_FIELD_PREFIXES:
        number = name.removeprefix(prefix)
        if number != name and number.isascii() and number.isdecimal():
            return int(number)
    return None
