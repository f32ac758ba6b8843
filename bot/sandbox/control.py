"""Control of the stand-in, without credentials: writing as the customer or an agent, faults, the webhook, deliveries.
Zendesk has nothing of the kind."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.sandbox import wire
from bot.sandbox.api import to_url
from bot.sandbox.asked import read_control_draft, read_control_edit, read_tags
from bot.sandbox.desk import Desk
from bot.sandbox.errors import register_errors
from bot.sandbox.hub import current_hub
from bot.sandbox.state import Edit, Ticket, User

control = Blueprint("sandbox_control", __name__, url_prefix="/sandbox")
register_errors(control)
CUSTOMER_EMAIL = "customer@customers.example"
THIRD_PARTY_EMAIL = "colleague@customers.example"


@control.post("/tickets")
def file_ticket() -> tuple[Response, int]:
    """A new ticket as a customer files it. ``quiet`` runs no trigger."""
    return _to_ticket(file_as_customer(current_hub().desk, _read_body())), 201


@control.get("/tickets/<int:ticket_id>")
def look_at_ticket(ticket_id: int) -> Response:
    """A ticket with all its comments."""
    ticket = current_hub().desk.find_ticket(ticket_id)
    comments = [wire.to_comment(audit, comment, to_url) for audit, comment in ticket.comments]
    return jsonify(ticket=wire.to_ticket(ticket, to_url), comments=comments)


@control.post("/tickets/<int:ticket_id>/comments")
def write_comment(ticket_id: int) -> tuple[Response, int]:
    """A comment as customer, agent or third party. A customer's on a closed ticket opens a follow-up."""
    return _to_ticket(write_as(current_hub().desk, ticket_id, _read_body())), 201


@control.put("/tickets/<int:ticket_id>")
def change_ticket(ticket_id: int) -> Response:
    """Status, tags or fields changed as an agent of the desk."""
    desk, asked = current_hub().desk, _read_body()
    edit = read_control_edit(asked)
    return _to_ticket(desk.update_ticket(ticket_id, desk.agent, edit, quiet=bool(asked.get("quiet")))[0])


@control.put("/webhook")
def set_webhook() -> Response:
    """Where deliveries go from now on: ``{"url":…, "secret":…}``."""
    asked = _read_body()
    current_hub().deliveries.set_webhook(asked.get("url"), asked.get("secret"))
    return jsonify(url=asked.get("url"))


@control.route("/faults", methods=["GET", "PUT"])
def switch_faults() -> Response:
    """How the faults stand, after switching what is named."""
    faults = current_hub().faults
    faults.switch(_read_body())
    return jsonify(faults.to_json())


@control.get("/deliveries")
def list_deliveries() -> Response:
    """All deliveries with their attempts, and how many are not yet through."""
    return jsonify(current_hub().deliveries.to_json())


def file_as_customer(desk: Desk, asked: dict[str, Any]) -> Ticket:
    """File a ticket as the customer with the given address."""
    customer = desk.ensure_customer(str(asked.get("email") or CUSTOMER_EMAIL), str(asked.get("name") or ""))
    edit = Edit(
        draft=read_control_draft(asked),
        attributes={"subject": str(asked.get("subject") or "")},
        tags=read_tags(asked),
        channel=str(asked.get("channel") or "email"),
    )
    return desk.create_ticket(customer, customer, edit, quiet=bool(asked.get("quiet")))[0]


def write_as(desk: Desk, ticket_id: int, asked: dict[str, Any]) -> Ticket:
    """Write a comment as whom ``as`` names; the ticket it ended up on."""
    ticket = desk.find_ticket(ticket_id)
    author = _choose_author(desk, ticket, asked)
    edit = Edit(draft=read_control_draft(asked), channel="web" if not author.is_end_user else ticket.channel)
    if ticket.status == "closed" and author.is_end_user:
        return desk.follow_up(ticket_id, author, edit)[0]
    return desk.update_ticket(ticket_id, author, edit, quiet=bool(asked.get("quiet")))[0]


def _choose_author(desk: Desk, ticket: Ticket, asked: dict[str, Any]) -> User:
    match asked.get("as", "customer"):
        case "agent":
            return desk.agent
        case "third":
            return desk.ensure_customer(str(asked.get("email") or THIRD_PARTY_EMAIL), str(asked.get("name") or ""))
        case _:
            return desk.find_user(ticket.requester_id)


def _read_body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _to_ticket(ticket: Ticket) -> Response:
    return jsonify(ticket=wire.to_ticket(ticket, to_url))
