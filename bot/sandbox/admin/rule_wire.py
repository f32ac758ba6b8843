"""Triggers, views, macros and categories as Zendesk's JSON."""

from typing import Any

from bot.sandbox.rules import Category, Condition, Rule
from bot.sandbox.wire import ToUrl, to_stamp

COLUMNS = {
    "subject": ("Subject", False, False),
    "requester": ("Requester", True, True),
    "created": ("Requested", False, True),
    "updated": ("Updated", False, True),
    "type": ("Type", True, True),
    "group": ("Group", True, True),
    "assignee": ("Assignee", True, True),
    "status": ("Status", True, True),
    "priority": ("Priority", True, True),
    "nice_id": ("ID", True, True),
}


def to_trigger(rule: Rule, to_url: ToUrl) -> dict[str, Any]:
    """A trigger."""
    return {
        **_to_head(rule, "triggers", to_url),
        "actions": _to_actions(rule),
        "conditions": _to_conditions(rule),
        "description": rule.description,
        "position": rule.position,
        "raw_title": rule.title,
        "category_id": rule.category_id,
    }


def to_macro(rule: Rule, to_url: ToUrl) -> dict[str, Any]:
    """A macro."""
    return {
        **_to_head(rule, "macros", to_url),
        "position": rule.position,
        "description": rule.description,
        "actions": _to_actions(rule),
        "restriction": rule.restriction,
        "raw_title": rule.title,
    }


def to_view(rule: Rule, to_url: ToUrl) -> dict[str, Any]:
    """A view; what was asked for as its output is shown as its execution."""
    return {
        **_to_head(rule, "views", to_url),
        "position": rule.position,
        "description": rule.description,
        "execution": to_execution(rule),
        "conditions": _to_conditions(rule),
        "restriction": rule.restriction,
        "raw_title": rule.title,
    }


def to_execution(rule: Rule) -> dict[str, Any]:
    """How a view shows its tickets."""
    columns = [_to_column(name) for name in rule.columns]
    return {
        "group_by": rule.group_by,
        "group_order": rule.group_order,
        "sort_by": rule.sort_by,
        "sort_order": rule.sort_order,
        "group": _to_column(rule.group_by) | {"order": rule.group_order} if rule.group_by else None,
        "sort": _to_column(rule.sort_by) | {"order": rule.sort_order} if rule.sort_by else None,
        "columns": columns,
        "fields": columns,
        "custom_fields": [],
    }


def to_category(category: Category) -> dict[str, Any]:
    """A folder of triggers."""
    return {
        "id": str(category.id),
        "name": category.name,
        "position": category.position,
        "created_at": to_stamp(category.created_at),
        "updated_at": to_stamp(category.updated_at),
    }


def _to_head(rule: Rule, kind: str, to_url: ToUrl) -> dict[str, Any]:
    return {
        "url": to_url(f"/api/v2/{kind}/{rule.id}.json"),
        "id": rule.id,
        "title": rule.title,
        "active": rule.active,
        "updated_at": to_stamp(rule.updated_at),
        "created_at": to_stamp(rule.created_at),
        "default": False,
    }


def _to_conditions(rule: Rule) -> dict[str, Any]:
    return {"all": [_to_condition(each) for each in rule.all], "any": [_to_condition(each) for each in rule.any]}


def _to_condition(condition: Condition) -> dict[str, Any]:
    return condition._asdict()


def _to_actions(rule: Rule) -> list[dict[str, Any]]:
    return [action._asdict() for action in rule.actions]


def _to_column(name: str) -> dict[str, Any]:
    title, filterable, sortable = COLUMNS.get(name, (name.replace("_", " ").capitalize(), True, True))
    return {"id": name, "title": title, "filterable": filterable, "sortable": sortable}
