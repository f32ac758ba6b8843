"""Routes for the folders that triggers stand in."""

from dataclasses import replace

from flask import Response, jsonify

from bot.sandbox.admin.rule_wire import to_category
from bot.sandbox.api import api
from bot.sandbox.errors import ApiError, to_invalid
from bot.sandbox.hub import current_hub
from bot.sandbox.routing import cut_page, make_route, read_asked
from bot.sandbox.rules import Category
from bot.sandbox.signin import require_admin

_route = make_route(api)


@_route("/trigger_categories")
def list_trigger_categories() -> Response:
    """All of them, by position."""
    categories = sorted(current_hub().catalog.categories.list(), key=lambda each: (each.position, each.id))
    page, extra = cut_page(categories)
    return jsonify(trigger_categories=[to_category(category) for category in page], **extra)


@_route("/trigger_categories/<int:category_id>")
def show_trigger_category(category_id: int) -> Response:
    """One of them."""
    return jsonify(trigger_category=to_category(current_hub().catalog.categories.find(category_id)))


@_route("/trigger_categories", "POST")
def create_trigger_category() -> tuple[Response, int]:
    """A new one, last unless a position is named."""
    require_admin()
    hub, asked = current_hub(), read_asked("trigger_category")
    name, now = str(asked.get("name") or "").strip(), hub.desk.now()
    if not name:
        raise to_invalid("name", "Name: cannot be blank", "BlankValue")
    last = max((category.position for category in hub.catalog.categories.list()), default=0)
    position = asked["position"] if isinstance(asked.get("position"), int) else last + 1
    category = hub.catalog.categories.put(Category(hub.catalog.next_id(), name, position, now, now))
    return jsonify(trigger_category=to_category(category)), 201


@_route("/trigger_categories/<int:category_id>", "PATCH", "PUT")
def update_trigger_category(category_id: int) -> Response:
    """Name and position changed."""
    require_admin()
    hub, asked = current_hub(), read_asked("trigger_category")
    known = hub.catalog.categories.find(category_id)
    position = asked["position"] if isinstance(asked.get("position"), int) else known.position
    changed = replace(known, name=str(asked.get("name") or known.name), position=position, updated_at=hub.desk.now())
    return jsonify(trigger_category=to_category(hub.catalog.categories.put(changed)))


@_route("/trigger_categories/<int:category_id>", "DELETE")
def delete_trigger_category(category_id: int) -> tuple[str, int]:
    """One of them deleted, if no trigger stands in it."""
    require_admin()
    catalog = current_hub().catalog
    catalog.categories.find(category_id)
    if any(trigger.category_id == str(category_id) for trigger in catalog.triggers.list()):
        raise ApiError(400, {"error": "CategoryNotEmpty", "description": "There are triggers in this category."})
    catalog.categories.remove(category_id)
    return "", 204
