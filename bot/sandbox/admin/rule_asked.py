"""Triggers, views and macros as callers ask for them, read strictly: a typing error must not become a silent rule."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.sandbox.actions import COMMENT_ACTIONS, SILENT_ACTIONS, TICKET_ACTIONS, WEBHOOK_ACTION
from bot.sandbox.admin.catalog import Catalog
from bot.sandbox.conditions import CUSTOM_OPERATORS, OF_AN_UPDATE, OPERATORS
from bot.sandbox.errors import ApiError, to_invalid
from bot.sandbox.rules import PRIORITY_ORDER, STATUS_ORDER, Action, Condition, Rule, find_custom_field

LARGEST_RULE_BYTES = 65_535
VALUES = {
    "status": frozenset(STATUS_ORDER),
    "priority": frozenset(PRIORITY_ORDER) | {""},
    "type": frozenset({"question", "incident", "problem", "task", ""}),
    "update_type": frozenset({"Create", "Change"}),
    "comment_is_public": frozenset({"true", "false", "not_relevant", "requester_can_see_comment"}),
    "ticket_is_public": frozenset({"public", "private"}),
}
WITHOUT_VALUE = frozenset({"changed", "not_changed", "present", "not_present"})
A_VIEW_NEEDS = frozenset({"status", "type", "group_id", "assignee_id", "requester_id"})
DEFAULT_COLUMNS = ("subject", "requester", "created", "type", "group", "assignee")
TRIGGER_ACTIONS = TICKET_ACTIONS | SILENT_ACTIONS | {WEBHOOK_ACTION}
MACRO_ACTIONS = TICKET_ACTIONS | SILENT_ACTIONS | COMMENT_ACTIONS


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a rule needs of the account."""

    catalog: Catalog
    now: datetime
    next_position: int


def read_trigger(asked: Mapping[str, Any], known: Rule | None, reading: Reading) -> Rule:
    """A trigger. Naming conditions or actions replaces both (reference: Zendesk on updating triggers)."""
    rule = _read_common(asked, known, reading)
    catalog = reading.catalog
    category = str(asked.get("category_id") or rule.category_id or catalog.categories.list()[0].id)
    if category not in {str(each.id) for each in catalog.categories.list()}:
        raise to_invalid("category_id", "Category: does not exist", "RecordNotFound")
    rule = replace(rule, category_id=category)
    if known is None or _names_rules(asked):
        rule = _with_conditions(asked, rule, catalog, OPERATORS.keys())
        rule = replace(rule, actions=_read_actions(asked.get("actions"), catalog, TRIGGER_ACTIONS))
        if not rule.all and not rule.any:
            raise to_invalid("base", "Conditions: at least one is needed", "BlankValue")
    return _check_size(rule)


def read_view(asked: Mapping[str, Any], known: Rule | None, reading: Reading) -> Rule:
    """A view. Its conditions look at tickets alone, and one of those under ``all`` must narrow the tickets down."""
    rule = _read_common(asked, known, reading)
    if known is None or _names_rules(asked):
        rule = _with_conditions(asked, rule, reading.catalog, OPERATORS.keys() - OF_AN_UPDATE)
        if not any(condition.field in A_VIEW_NEEDS for condition in rule.all):
            told = f"Conditions: one under all must be on {', '.join(sorted(A_VIEW_NEEDS))}"
            raise to_invalid("base", told, "InvalidValue")
    output = asked.get("output")
    given = output if isinstance(output, dict) else {}
    names = ("group_by", "group_order", "sort_by", "sort_order")
    order = {name: given[name] for name in names if isinstance(given.get(name), str)}
    asked_for = given["columns"] if isinstance(given.get("columns"), list) else []
    columns = tuple(str(column) for column in asked_for) or rule.columns or DEFAULT_COLUMNS
    return _check_size(replace(rule, columns=columns, **order))


def read_macro(asked: Mapping[str, Any], known: Rule | None, reading: Reading) -> Rule:
    """A macro: actions alone."""
    rule = _read_common(asked, known, reading)
    if known is None or "actions" in asked:
        rule = replace(rule, actions=_read_actions(asked.get("actions"), reading.catalog, MACRO_ACTIONS))
    return _check_size(rule)


def _read_common(asked: Mapping[str, Any], known: Rule | None, reading: Reading) -> Rule:
    title = str(asked.get("title", known.title if known else "") or "").strip()
    if not title:
        raise to_invalid("title", "Title: cannot be blank", "BlankValue")
    rule = known or Rule(reading.catalog.next_id(), title, reading.now, reading.now, position=reading.next_position)
    given: dict[str, Any] = {}
    if "active" in asked:
        given["active"] = bool(asked["active"])
    if "description" in asked:
        given["description"] = None if asked["description"] is None else str(asked["description"])
    if isinstance(asked.get("position"), int):
        given["position"] = asked["position"]
    if isinstance(asked.get("restriction"), dict):
        given["restriction"] = asked["restriction"]
    return replace(rule, title=title, updated_at=reading.now, **given)


def _names_rules(asked: Mapping[str, Any]) -> bool:
    return any(name in asked for name in ("conditions", "all", "any", "actions"))


def _with_conditions(asked: Mapping[str, Any], rule: Rule, catalog: Catalog, known_fields: Any) -> Rule:
    given = asked.get("conditions")
    source = given if isinstance(given, dict) else asked

    def read(name: str) -> tuple[Condition, ...]:
        return tuple(_read_condition(each, catalog, known_fields) for each in _read_list(source.get(name)))

    return replace(rule, all=read("all"), any=read("any"))


def _read_condition(asked: Mapping[str, Any], catalog: Catalog, known_fields: Any) -> Condition:
    condition = Condition(str(asked.get("field")), str(asked.get("operator")), asked.get("value"))
    field_id = find_custom_field(condition.field)
    if field_id is not None:
        allowed = CUSTOM_OPERATORS if field_id in {field.id for field in catalog.list_fields()} else frozenset()
    else:
        allowed = OPERATORS[condition.field] if condition.field in known_fields else frozenset()
    if not allowed:
        raise _refuse(f"Conditions: field {condition.field} is unknown here")
    if condition.operator not in allowed:
        raise _refuse(f"Conditions: operator {condition.operator} does not go with {condition.field}")
    if condition.operator not in WITHOUT_VALUE and not _is_value(condition.field, condition.value):
        raise _refuse(f"Conditions: {condition.field} cannot be compared with this value")
    return condition


def _is_value(field: str, value: Any) -> bool:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text in VALUES[field] if field in VALUES else value is None or isinstance(value, str | int | float | list)


def _read_actions(asked: object, catalog: Catalog, known: frozenset[str]) -> tuple[Action, ...]:
    actions = tuple(_read_action(each, catalog, known) for each in _read_list(asked))
    if not actions:
        raise to_invalid("actions", "Actions: at least one is needed", "BlankValue")
    return actions


def _read_action(asked: Mapping[str, Any], catalog: Catalog, known: frozenset[str]) -> Action:
    action = Action(str(asked.get("field")), asked.get("value"))
    field_id = find_custom_field(action.field)
    if field_id is not None:
        if field_id not in {field.id for field in catalog.list_fields()}:
            raise _refuse(f"Actions: field {action.field} is unknown")
    elif action.field not in known:
        raise _refuse(f"Actions: {action.field} is unknown here")
    if action.field in ("status", "priority", "type") and action.value not in VALUES[action.field]:
        raise _refuse(f"Actions: {action.field} cannot have this value")
    if action.field == WEBHOOK_ACTION:
        _check_webhook(action, catalog)
    return action


def _check_webhook(action: Action, catalog: Catalog) -> None:
    if not isinstance(action.value, list) or len(action.value) != 2:
        raise _refuse("Actions: notification_webhook needs the webhook's id and a body")
    webhook = catalog.find_webhook(str(action.value[0]))
    if webhook is None or not webhook.is_triggered:
        raise _refuse("Actions: there is no such webhook for triggers")


def _read_list(asked: object) -> list[Mapping[str, Any]]:
    items = asked if isinstance(asked, list) else []
    if not all(isinstance(item, dict) for item in items):
        raise to_invalid("base", "Conditions and actions: are objects", "InvalidValue")
    return items


def _refuse(told: str) -> ApiError:
    return to_invalid("base", told, "InvalidValue")


def _check_size(rule: Rule) -> Rule:
    written = json.dumps([rule.all, rule.any, rule.actions], default=str)
    if len(written.encode()) > LARGEST_RULE_BYTES:
        raise to_invalid("base", "The rule is larger than 65 KB", "TooLong")
    return rule


ReadRule = Callable[[Mapping[str, Any], Rule | None, Reading], Rule]
