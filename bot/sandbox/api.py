"""Zendesk's API for tickets and users, as much of it as the bot uses; every route with and without ``.json``."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.sandbox import wire
from bot.sandbox.asked import read_create, read_ids, read_requester, read_stamp, read_tags, read_update
from bot.sandbox.errors import register_errors
from bot.sandbox.gate import check_limits
from bot.sandbox.hub import current_hub
from bot.sandbox.oauth import TokenError
from bot.sandbox.routing import current_desk, cut_page, make_route, read_asked, read_body, to_url
from bot.sandbox.signin import answer_token_error, current_caller, sign_in
from bot.sandbox.state import Edit, Ticket, User

api = Blueprint("zendesk_api", __name__, url_prefix="/api/v2")
register_errors(api)
api.register_error_handler(TokenError, answer_token_error)
api.before_request(sign_in)
api.before_request(check_limits)
_route = make_route(api)


@_route("/users/me")
def show_me() -> Response:
    """The user that the token acts as."""
    return jsonify(user=wire.to_user(current_caller(), to_url))


@_route("/users/<int:user_id>")
def show_user(user_id: int) -> Response:
    """One user."""
    return jsonify(user=wire.to_user(current_desk().find_user(user_id), to_url))


@_route("/users/show_many")
def show_users() -> Response:
    """Those of the users asked for that exist."""
    return _to_users_page(current_desk().find_users(read_ids(request.args)))


@_route("/users")
def list_users() -> Response:
    """All users."""
    return _to_users_page(current_desk().list_users())


@_route("/tickets")
def list_tickets() -> Response:
    """All tickets but the deleted ones."""
    return to_tickets_page(current_desk().list_tickets())


@_route("/tickets/show_many")
def show_tickets() -> Response:
    """Those of the tickets asked for that exist."""
    wanted = set(read_ids(request.args))
    return to_tickets_page([ticket for ticket in current_desk().list_tickets() if ticket.id in wanted])


@_route("/tickets/<int:ticket_id>")
def show_ticket(ticket_id: int) -> Response:
    """One ticket."""
    ticket = current_desk().find_ticket(ticket_id)
    return jsonify(ticket=to_ticket(ticket), **_sideload([ticket.requester_id, ticket.submitter_id]))


@_route("/tickets", "POST")
def create_ticket() -> tuple[Response, int]:
    """A new ticket by the caller, for a requester that is named, given by id, or the caller."""
    desk, asked, caller = current_desk(), read_asked("ticket"), current_caller()
    ticket, audit = desk.create_ticket(caller, read_requester(asked, desk, caller), read_create(asked))
    return jsonify(ticket=to_ticket(ticket), audit=wire.to_audit(audit, to_url)), 201


@_route("/tickets/<int:ticket_id>", "PUT")
def update_ticket(ticket_id: int) -> Response:
    """One update; with ``safe_update`` only if the ticket has not moved on."""
    asked = read_asked("ticket")
    ticket, audit = current_desk().update_ticket(ticket_id, current_caller(), read_update(asked), read_stamp(asked))
    return jsonify(ticket=to_ticket(ticket), audit=wire.to_audit(audit, to_url))


@_route("/tickets/<int:ticket_id>", "DELETE")
def delete_ticket(ticket_id: int) -> tuple[str, int]:
    """Deleted tickets are not shown any more."""
    current_desk().update_ticket(ticket_id, current_caller(), Edit(attributes={"status": "deleted"}))
    return "", 204


@_route("/tickets/<int:ticket_id>/comments")
def list_comments(ticket_id: int) -> Response:
    """A ticket's comments, oldest first unless sorted otherwise."""
    written = {comment.id: (audit, comment) for audit, comment in current_desk().find_ticket(ticket_id).comments}
    page, extra = cut_page([comment for _, comment in written.values()])
    comments = [wire.to_comment(*written[comment.id], to_url) for comment in page]
    return jsonify(comments=comments, **_sideload([comment.author_id for comment in page]), **extra)


@_route("/tickets/<int:ticket_id>/audits")
def list_audits(ticket_id: int) -> Response:
    """A ticket's audits, oldest first unless sorted otherwise."""
    page, extra = cut_page(current_desk().find_ticket(ticket_id).audits)
    audits = [wire.to_audit(audit, to_url) for audit in page]
    return jsonify(audits=audits, **_sideload([audit.author_id for audit in page]), **extra)


@_route("/tickets/<int:ticket_id>/tags")
def list_tags(ticket_id: int) -> Response:
    """A ticket's tags."""
    return _to_tags(current_desk().find_ticket(ticket_id))


@_route("/tickets/<int:ticket_id>/tags", "PUT")
def add_tags(ticket_id: int) -> Response:
    """Tags added to those that stand."""
    return _to_tags(_change_tags(ticket_id, lambda given: Edit(added=given)))


@_route("/tickets/<int:ticket_id>/tags", "POST")
def replace_tags(ticket_id: int) -> tuple[Response, int]:
    """The set of tags replaced."""
    return _to_tags(_change_tags(ticket_id, lambda given: Edit(tags=given))), 201


@_route("/tickets/<int:ticket_id>/tags", "DELETE")
def remove_tags(ticket_id: int) -> tuple[str, int]:
    """Tags taken off."""
    _change_tags(ticket_id, lambda given: Edit(removed=given))
    return "", 204


def to_ticket(ticket: Ticket) -> dict[str, Any]:
    """A ticket with the account's fields."""
    return wire.to_ticket(ticket, current_hub().catalog.list_fields(), to_url)


def to_tickets_page(tickets: Sequence[Ticket]) -> Response:
    """A page of tickets, with their people where asked for."""
    page, extra = cut_page(tickets)
    people = [person for ticket in page for person in (ticket.requester_id, ticket.submitter_id)]
    return jsonify(tickets=[to_ticket(ticket) for ticket in page], **_sideload(people), **extra)


def _to_users_page(users: list[User]) -> Response:
    page, extra = cut_page(users)
    return jsonify(users=[wire.to_user(user, to_url) for user in page], **extra)


def _sideload(user_ids: Sequence[int]) -> dict[str, Any]:
    if "users" not in request.args.get("include", "").split(","):
        return {}
    return {"users": [wire.to_user(user, to_url) for user in current_desk().find_users(user_ids)]}


def _change_tags(ticket_id: int, to_edit: Callable[[frozenset[str]], Edit]) -> Ticket:
    asked = read_body()
    edit = to_edit(read_tags(asked) or frozenset())
    return current_desk().update_ticket(ticket_id, current_caller(), edit, read_stamp(asked))[0]


def _to_tags(ticket: Ticket) -> Response:
    return jsonify(tags=sorted(ticket.tags))
