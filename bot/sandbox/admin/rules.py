"""Routes for triggers, views and macros: the same five for each, registered from a table."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, jsonify, request

from bot.sandbox.admin.catalog import Catalog, Shelf, in_order
from bot.sandbox.admin.rule_asked import Reading, ReadRule, read_macro, read_trigger, read_view
from bot.sandbox.admin.rule_wire import to_macro, to_trigger, to_view
from bot.sandbox.api import api
from bot.sandbox.errors import ApiError
from bot.sandbox.hub import current_hub
from bot.sandbox.routing import add_route, cut_page, make_route, read_asked, read_body, to_url
from bot.sandbox.rules import Rule
from bot.sandbox.signin import require_admin
from bot.sandbox.wire import ToUrl

_route = make_route(api)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rule: its names on the wire, where it is kept, how it is listed, read and shown."""

    name: str
    single: str
    shelf: Callable[[Catalog], Shelf[Rule]]
    ordered: Callable[[Catalog], list[Rule]]
    read: ReadRule
    to_json: Callable[[Rule, ToUrl], dict[str, Any]]

    def list(self, only_active: bool = False) -> Response:
        """All of them by position; ``active=true`` and the path ``active`` leave the others out."""
        only_active = only_active or request.args.get("active") == "true"
        rules = [rule for rule in self.ordered(current_hub().catalog) if rule.active or not only_active]
        page, extra = cut_page(rules)
        return jsonify({self.name: [self.to_json(rule, to_url) for rule in page], **extra})

    def list_active(self) -> Response:
        """Those that are switched on."""
        return self.list(only_active=True)

    def show(self, rule_id: int) -> Response:
        """One of them."""
        return self._answer(self.shelf(current_hub().catalog).find(rule_id))

    def create(self) -> tuple[Response, int]:
        """A new one, at the end."""
        return self._answer(self._save(None)), 201

    def update(self, rule_id: int) -> Response:
        """One of them changed."""
        return self._answer(self._save(rule_id))

    def delete(self, rule_id: int) -> tuple[str, int]:
        """One of them deleted."""
        require_admin()
        self.shelf(current_hub().catalog).remove(rule_id)
        return "", 204

    def _answer(self, rule: Rule) -> Response:
        return jsonify({self.single: self.to_json(rule, to_url)})

    def _save(self, rule_id: int | None) -> Rule:
        require_admin()
        hub = current_hub()
        shelf = self.shelf(hub.catalog)
        known = None if rule_id is None else shelf.find(rule_id)
        reading = Reading(hub.catalog, hub.desk.now(), hub.catalog.find_next_position(shelf.list()))
        return shelf.put(self.read(read_asked(self.single), known, reading))


KINDS = (
    Kind("triggers", "trigger", lambda c: c.triggers, Catalog.list_triggers, read_trigger, to_trigger),
    Kind("views", "view", lambda c: c.views, lambda c: in_order(c.views.list()), read_view, to_view),
    Kind("macros", "macro", lambda c: c.macros, lambda c: in_order(c.macros.list()), read_macro, to_macro),
)

for kind in KINDS:
    one = f"/{kind.name}/<int:rule_id>"
    add_route(api, f"/{kind.name}", kind.list, f"list_{kind.name}")
    add_route(api, f"/{kind.name}/active", kind.list_active, f"list_active_{kind.name}")
    add_route(api, f"/{kind.name}", kind.create, f"create_{kind.single}", ["POST"])
    add_route(api, one, kind.show, f"show_{kind.single}")
    add_route(api, one, kind.update, f"update_{kind.single}", ["PUT"])
    add_route(api, one, kind.delete, f"delete_{kind.single}", ["DELETE"])


@_route("/triggers/reorder", "PUT")
def reorder_triggers() -> Response:
    """The triggers in a new order: every id is needed, and there may be one category only."""
    require_admin()
    catalog, ids = current_hub().catalog, read_body().get("trigger_ids")
    triggers = {trigger.id: trigger for trigger in catalog.triggers.list()}
    if not isinstance(ids, list) or sorted(map(str, ids)) != sorted(map(str, triggers)):
        raise ApiError(404, {"error": "RecordNotFound", "description": "Not found"})
    if len({trigger.category_id for trigger in triggers.values()}) > 1:
        told = "Triggers of more than one category cannot be put in order here."
        raise ApiError(400, {"error": "LimitOneCategory", "description": told})
    for position, trigger_id in enumerate(ids, start=1):
        catalog.triggers.put(replace(triggers[int(trigger_id)], position=position))
    return jsonify(triggers=[to_trigger(trigger, to_url) for trigger in catalog.list_triggers()])
