"""A ticket field as callers ask for it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.sandbox.errors import to_invalid
from bot.sandbox.fields import FIELD_TYPES, WITH_OPTIONS, Field, Fields, Option, clean_tags, find_taken_tag

_TEXTS = ("description", "agent_description", "regexp_for_validation", "tag")
MOST_OPTIONS = 2000


def read_field(
    asked: Mapping[str, Any], known: Field | None, fields: Fields, next_id: Callable[[], int], now: datetime
) -> Field:
    """The new or changed field; ApiError where it is not valid. A field's type never changes; options that are named
    replace all that were there."""
    kind = known.type if known else str(asked.get("type") or "")
    title = str(asked.get("title", known.title if known else "") or "").strip()
    if not title:
        raise to_invalid("title", "Title: cannot be blank", "BlankValue")
    if kind not in FIELD_TYPES:
        raise to_invalid("type", "Type: is invalid", "InvalidValue")
    field = known or Field(id=next_id(), title=title, type=kind, description=title, created_at=now)
    field = replace(field, title=title, updated_at=now, **_read_attributes(asked))
    if kind in WITH_OPTIONS and "custom_field_options" in asked:
        field = replace(field, options=_read_options(asked["custom_field_options"], field, next_id))
    taken = find_taken_tag(fields, field)
    if taken is not None:
        raise to_invalid("custom_field_options", f"Tag: {taken} is already used by a field", "DuplicateValue")
    return field


def _read_attributes(asked: Mapping[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {name: bool(asked[name]) for name in ("active", "required") if name in asked}
    if isinstance(asked.get("position"), int):
        given["position"] = asked["position"]
    names = {"regexp_for_validation": "regexp"}
    for name in _TEXTS:
        if name in asked:
            given[names.get(name, name)] = None if asked[name] is None else str(asked[name])
    return given | {"description": given["description"] or ""} if "description" in given else given


def _read_options(asked: object, field: Field, next_id: Callable[[], int]) -> tuple[Option, ...]:
    if not isinstance(asked, list) or len(asked) > MOST_OPTIONS or not all(isinstance(each, dict) for each in asked):
        raise to_invalid("custom_field_options", "Options: are invalid", "InvalidValue")
    known = {option.id: option for option in field.options} | {option.tag: option for option in field.options}
    return tuple(_read_option(each, known, next_id) for each in asked)


def _read_option(asked: Mapping[str, Any], known: Mapping[Any, Option], next_id: Callable[[], int]) -> Option:
    name, value = str(asked.get("name") or "").strip(), str(asked.get("value") or "").strip().lower()
    if not name or not value or clean_tags([value]) != {value}:
        raise to_invalid("custom_field_options", "Options: each needs a name and a value that is a tag", "InvalidValue")
    old = known.get(asked.get("id")) or known.get(value)
    return Option(old.id if old else next_id(), value, name)
