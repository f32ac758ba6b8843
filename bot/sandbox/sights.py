"""What a view shows: which tickets, in which order."""

from collections.abc import Callable, Iterable
from typing import Any

from bot.sandbox.conditions import Scene, holds
from bot.sandbox.fields import Fields
from bot.sandbox.rules import PRIORITY_ORDER, STATUS_ORDER, Rule
from bot.sandbox.state import Ticket, User

_ATTRIBUTES = {
    "created": "created_at",
    "created_at": "created_at",
    "updated": "updated_at",
    "updated_at": "updated_at",
    "nice_id": "id",
    "ticket_id": "id",
    "id": "id",
    "subject": "subject",
    "requester": "requester_id",
    "assignee": "assignee_id",
    "group": "group_id",
    "type": "type",
}


def find_tickets(view: Rule, tickets: Iterable[Ticket], fields: Fields, viewer: User) -> list[Ticket]:
    """The tickets of a view, grouped and sorted as it asks; without an order of its own the newest stand first."""
    shown = [t for t in tickets if holds(view.all, view.any, Scene(after=t, fields=fields, user=viewer))]
    shown.sort(key=_make_key(view.sort_by or "nice_id"), reverse=view.sort_order != "asc")
    if view.group_by:
        shown.sort(key=_make_key(view.group_by), reverse=view.group_order != "asc")
    return shown


def _make_key(name: str) -> Callable[[Ticket], Any]:
    if name == "status":
        return lambda ticket: STATUS_ORDER.index(ticket.status) if ticket.status in STATUS_ORDER else -1
    if name == "priority":
        return lambda ticket: PRIORITY_ORDER.index(ticket.priority) if ticket.priority in PRIORITY_ORDER else -1
    attribute = _ATTRIBUTES.get(name, "id")
    return lambda ticket: (getattr(ticket, attribute) is not None, getattr(ticket, attribute) or 0)
