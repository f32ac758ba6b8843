"""Routes for what views hold."""

from flask import Response, jsonify

from bot.sandbox import wire
from bot.sandbox.admin.rule_wire import to_execution
from bot.sandbox.api import api, to_ticket, to_tickets_page
from bot.sandbox.hub import current_hub
from bot.sandbox.routing import current_desk, cut_page, make_route, to_url
from bot.sandbox.rules import Rule
from bot.sandbox.sights import find_tickets
from bot.sandbox.signin import current_caller
from bot.sandbox.state import Ticket
from bot.sandbox.wire import to_stamp

_route = make_route(api)


@_route("/views/<int:view_id>/tickets")
def list_view_tickets(view_id: int) -> Response:
    """The tickets of a view, in its order."""
    return to_tickets_page(_find_tickets(view_id)[1])


@_route("/views/<int:view_id>/execute")
def execute_view(view_id: int) -> Response:
    """The tickets of a view as rows, with the columns that it shows."""
    view, tickets = _find_tickets(view_id)
    page, extra = cut_page(tickets)
    users = current_desk().find_users([ticket.requester_id for ticket in page])
    return jsonify(
        rows=[_to_row(ticket) for ticket in page],
        columns=to_execution(view)["columns"],
        view={"id": view.id, "url": to_url(f"/api/v2/views/{view.id}.json")},
        users=[wire.to_user(user, to_url) for user in users],
        groups=[],
        **extra,
    )


@_route("/views/<int:view_id>/count")
def count_view(view_id: int) -> Response:
    """How many tickets a view holds."""
    value = len(_find_tickets(view_id)[1])
    url = to_url(f"/api/v2/views/{view_id}/count.json")
    return jsonify(view_count={"url": url, "view_id": view_id, "value": value, "pretty": str(value), "fresh": True})


@_route("/views/count")
def count_views() -> Response:
    """How many views there are."""
    value, now = len(current_hub().catalog.views.list()), current_desk().now()
    return jsonify(count={"value": value, "refreshed_at": now.strftime("%Y-%m-%dT%H:%M:%S+00:00")})


def _find_tickets(view_id: int) -> tuple[Rule, list[Ticket]]:
    hub = current_hub()
    view = hub.catalog.views.find(view_id)
    return view, find_tickets(view, hub.desk.list_tickets(), hub.catalog.list_fields(), current_caller())


def _to_row(ticket: Ticket) -> dict[str, object]:
    return {
        "ticket_id": ticket.id,
        "ticket": to_ticket(ticket),
        "subject": ticket.subject,
        "requester_id": ticket.requester_id,
        "created": to_stamp(ticket.created_at),
        "updated": to_stamp(ticket.updated_at),
        "status": ticket.status,
        "priority": ticket.priority,
        "type": ticket.type,
        "assignee_id": ticket.assignee_id,
        "group_id": ticket.group_id,
    }
