"""Routes for ticket fields. Anybody of the desk may read them; only administrators change them."""

from flask import Response, jsonify

from bot.sandbox import wire
from bot.sandbox.admin.field_asked import read_field
from bot.sandbox.api import api
from bot.sandbox.hub import current_hub
from bot.sandbox.routing import cut_page, make_route, read_asked, to_url
from bot.sandbox.signin import require_admin

_route = make_route(api)


@_route("/ticket_fields")
def list_ticket_fields() -> Response:
    """The account's own fields, by position."""
    page, extra = cut_page(current_hub().catalog.list_fields())
    return jsonify(ticket_fields=[wire.to_ticket_field(field, to_url) for field in page], **extra)


@_route("/ticket_fields/<int:field_id>")
def show_ticket_field(field_id: int) -> Response:
    """One field."""
    return jsonify(ticket_field=wire.to_ticket_field(current_hub().catalog.fields.find(field_id), to_url))


@_route("/ticket_fields", "POST")
def create_ticket_field() -> tuple[Response, int]:
    """A new field."""
    return _save(None), 201


@_route("/ticket_fields/<int:field_id>", "PUT")
def update_ticket_field(field_id: int) -> Response:
    """A field changed."""
    return _save(field_id)


@_route("/ticket_fields/<int:field_id>", "DELETE")
def delete_ticket_field(field_id: int) -> tuple[str, int]:
    """A field deleted; its options' tags stay on the tickets."""
    require_admin()
    current_hub().catalog.fields.remove(field_id)
    return "", 204


def _save(field_id: int | None) -> Response:
    require_admin()
    hub = current_hub()
    known = None if field_id is None else hub.catalog.fields.find(field_id)
    asked, fields = read_asked("ticket_field"), hub.catalog.list_fields()
    field = hub.catalog.fields.put(read_field(asked, known, fields, hub.catalog.next_id, hub.desk.now()))
    return jsonify(ticket_field=wire.to_ticket_field(field, to_url))
