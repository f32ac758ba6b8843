"""Control of the stand-in, without credentials: writing as the customer or an agent, faults, the webhook, deliveries.
Zendesk has nothing of the kind."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.sandbox import wire
from bot.sandbox.api import to_ticket
from bot.sandbox.asked import read_control_draft, read_control_edit, read_fields, read_tags
from bot.sandbox.desk import Desk, MissingError
from bot.sandbox.errors import register_errors
from bot.sandbox.furniture import WEBHOOK_NAME
from bot.sandbox.hub import current_hub
from bot.sandbox.routing import read_body, to_url
from bot.sandbox.state import Edit, Ticket, User

control = Blueprint("sandbox_control", __name__, url_prefix="/sandbox")
register_errors(control)
CUSTOMER_EMAIL = "customer@customers.example"
THIRD_PARTY_EMAIL = "colleague@customers.example"


@control.post("/tickets")
def file_ticket() -> tuple[Response, int]:
    """A new ticket as a customer files it. ``quiet`` runs no trigger."""
    return _to_ticket(file_as_customer(current_hub().desk, read_body())), 201


@control.get("/tickets/<int:ticket_id>")
def look_at_ticket(ticket_id: int) -> Response:
    """A ticket with all its comments."""
    ticket = current_hub().desk.find_ticket(ticket_id)
    comments = [wire.to_comment(audit, comment, to_url) for audit, comment in ticket.comments]
    return jsonify(ticket=to_ticket(ticket), comments=comments)


@control.post("/tickets/<int:ticket_id>/comments")
def write_comment(ticket_id: int) -> tuple[Response, int]:
    """A comment as customer, agent or third party. A customer's on a closed ticket opens a follow-up."""
    return _to_ticket(write_as(current_hub().desk, ticket_id, read_body())), 201


@control.put("/tickets/<int:ticket_id>")
def change_ticket(ticket_id: int) -> Response:
    """Status, tags or fields changed as an agent of the desk."""
    desk, asked = current_hub().desk, read_body()
    edit = read_control_edit(asked)
    return _to_ticket(desk.update_ticket(ticket_id, desk.agent, edit, quiet=bool(asked.get("quiet")))[0])


@control.put("/webhook")
def set_webhook() -> Response:
    """Where the furnished webhook's deliveries go from now on: ``{"url":…, "secret":…}``; without a secret the old one
    stays."""
    asked, webhooks = read_body(), current_hub().catalog.webhooks
    webhook = next((webhook for webhook in webhooks.list() if webhook.name == WEBHOOK_NAME), None)
    if webhook is None:
        raise MissingError(WEBHOOK_NAME)
    webhooks.put(replace(webhook, endpoint=asked.get("url"), secret=asked.get("secret") or webhook.secret))
    return jsonify(url=asked.get("url"))


@control.route("/faults", methods=["GET", "PUT"])
def switch_faults() -> Response:
    """How the faults stand, after switching what is named."""
    faults = current_hub().faults
    faults.switch(read_body())
    return jsonify(faults.to_json())


@control.post("/faults")
def add_fault() -> tuple[Response, int]:
    """Switch a fault on, with its scope, rate and end."""
    return jsonify(fault=current_hub().faults.add(read_body()).to_json()), 201


@control.delete("/faults", defaults={"fault_id": None})
@control.delete("/faults/<fault_id>")
def remove_faults(fault_id: str | None) -> tuple[str, int]:
    """Switch one fault off, or all."""
    current_hub().faults.remove(fault_id)
    return "", 204


@control.get("/calls")
def list_calls() -> Response:
    """Every call of the API that began at ``since`` (seconds since the epoch) or later."""
    return jsonify(current_hub().calls.to_json(request.args.get("since", 0.0, type=float)))


@control.delete("/calls")
def forget_calls() -> tuple[str, int]:
    """Begin the journal anew."""
    current_hub().calls.clear()
    return "", 204


@control.post("/tokens/revoke")
def revoke_tokens() -> Response:
    """Make a token void, or without ``token`` every one."""
    return jsonify(revoked=current_hub().tokens.revoke(read_body().get("token")))


@control.post("/tokens/expire")
def expire_tokens() -> tuple[str, int]:
    """Let all OAuth access tokens end now; their refresh tokens go on."""
    current_hub().tokens.expire()
    return "", 204


@control.put("/users/<int:user_id>")
def change_role(user_id: int) -> Response:
    """Give a user another role: ``{"role": "admin"}``."""
    return jsonify(user=wire.to_user(current_hub().desk.change_role(user_id, str(read_body().get("role"))), to_url))


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
        fields=read_fields(asked),
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


def _to_ticket(ticket: Ticket) -> Response:
    return jsonify(ticket=to_ticket(ticket))
