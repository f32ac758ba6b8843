"""Routes that show what a macro would do; they change nothing."""

from typing import Any

from flask import Response, jsonify

from bot.sandbox.admin.rule_wire import to_macro
from bot.sandbox.api import api, to_ticket
from bot.sandbox.fields import read_field, set_fields
from bot.sandbox.hub import current_hub
from bot.sandbox.macros import to_macro_edit
from bot.sandbox.routing import make_route, to_url
from bot.sandbox.signin import current_caller
from bot.sandbox.state import Draft, Edit, Ticket
from bot.sandbox.text import to_html

_route = make_route(api)


@_route("/macros/<int:macro_id>/apply")
def show_macro_changes(macro_id: int) -> Response:
    """The changes alone, as the macro names them."""
    macro = current_hub().catalog.macros.find(macro_id)
    shown = to_macro(macro, to_url)["actions"]
    return jsonify(result={"ticket": {action["field"]: action["value"] for action in shown}})


@_route("/tickets/<int:ticket_id>/macros/<int:macro_id>/apply")
def show_macro_result(ticket_id: int, macro_id: int) -> Response:
    """The ticket as it would be, with the comment that would be written."""
    hub, caller = current_hub(), current_caller()
    macro, ticket = hub.catalog.macros.find(macro_id), hub.desk.find_ticket(ticket_id)
    requester, fields = hub.desk.find_user(ticket.requester_id), hub.catalog.list_fields()
    edit = to_macro_edit(macro, ticket, requester, caller, fields)
    return jsonify(result={"ticket": _to_result(ticket, edit)})


def _to_result(ticket: Ticket, edit: Edit) -> dict[str, Any]:
    fields = current_hub().catalog.list_fields()
    given = ticket.tags if edit.tags is None else edit.tags
    tags, values = set_fields(fields, given, ticket.values, edit.fields)
    shown = [{"id": field.id, "value": read_field(field, tags, values)} for field in fields]
    result = {**to_ticket(ticket), **edit.attributes, "tags": sorted(tags), "fields": shown, "custom_fields": shown}
    return result if edit.draft is None else result | {"comment": _to_comment(edit.draft)}


def _to_comment(draft: Draft) -> dict[str, Any]:
    markup = draft.text if draft.is_html else to_html(draft.text)
    return {
        "body": draft.text,
        "html_body": markup,
        "public": draft.public,
        "scoped_body": [["channel:all", draft.text]],
    }
