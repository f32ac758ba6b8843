"""Zendesk's API, as much of it as the bot uses: /api/v2, every route with and without ``.json``."""

import hmac
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import Blueprint, Response, jsonify, request

from bot.sandbox import wire
from bot.sandbox.asked import read_create, read_ids, read_requester, read_stamp, read_tags, read_update
from bot.sandbox.connection import drop_connection
from bot.sandbox.desk import Desk
from bot.sandbox.errors import ApiError, register_errors
from bot.sandbox.fields import TAGGER_FIELDS, TaggerField
from bot.sandbox.hub import current_hub
from bot.sandbox.paging import read_page
from bot.sandbox.state import Edit, Ticket, User

api = Blueprint("zendesk_api", __name__, url_prefix="/api/v2")
register_errors(api)
View = TypeVar("View", bound=Callable[..., Any])


def _route(path: str, *methods: str) -> Callable[[View], View]:
    def add(view: View) -> View:
        for ending in ("", ".json"):
            api.add_url_rule(
                path + ending, endpoint=view.__name__ + ending[1:], view_func=view, methods=methods or ["GET"]
            )
        return view

    return add


@api.before_request
def _check_token() -> None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    expected = current_hub().settings.token
    if kind.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), expected.encode()):
        raise ApiError(401, {"error": "Couldn't authenticate you"})


@api.after_request
def _add_headers(response: Response) -> Response:
    if response.is_json:
        response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["X-Zendesk-Api-Version"] = "v2"
    response.headers["X-Rate-Limit"] = response.headers["ratelimit-limit"] = "700"
    response.headers["X-Rate-Limit-Remaining"] = response.headers["ratelimit-remaining"] = "699"
    response.headers["ratelimit-reset"] = "60"
    return response


@_route("/users/me")
def show_me() -> Response:
    """The user that the token acts as: the bot."""
    return jsonify(user=wire.to_user(_desk().bot, to_url))


@_route("/users/<int:user_id>")
def show_user(user_id: int) -> Response:
    """One user."""
    return jsonify(user=wire.to_user(_desk().find_user(user_id), to_url))


@_route("/users/show_many")
def show_users() -> Response:
    """Those of the users asked for that exist."""
    return _to_users_page(_desk().find_users(read_ids(request.args)))


@_route("/users")
def list_users() -> Response:
    """All users."""
    return _to_users_page(_desk().list_users())


@_route("/tickets")
def list_tickets() -> Response:
    """All tickets but the deleted ones."""
    return _to_tickets_page(_desk().list_tickets())


@_route("/tickets/show_many")
def show_tickets() -> Response:
    """Those of the tickets asked for that exist."""
    wanted = set(read_ids(request.args))
    return _to_tickets_page([ticket for ticket in _desk().list_tickets() if ticket.id in wanted])


@_route("/tickets/<int:ticket_id>")
def show_ticket(ticket_id: int) -> Response:
    """One ticket."""
    ticket = _desk().find_ticket(ticket_id)
    return jsonify(ticket=wire.to_ticket(ticket, to_url), **_sideload([ticket.requester_id, ticket.submitter_id]))


@_route("/tickets", "POST")
def create_ticket() -> tuple[Response, int]:
    """A new ticket by the bot, for a requester that is named, given by id, or the bot itself."""
    desk, asked = _desk(), _read_asked("ticket")
    ticket, audit = desk.create_ticket(desk.bot, read_requester(asked, desk), read_create(asked))
    return jsonify(ticket=wire.to_ticket(ticket, to_url), audit=wire.to_audit(audit, to_url)), 201


@_route("/tickets/<int:ticket_id>", "PUT")
def update_ticket(ticket_id: int) -> Response:
    """One update; with ``safe_update`` only if the ticket has not moved on."""
    hub, asked = current_hub(), _read_asked("ticket")
    ticket, audit = hub.desk.update_ticket(ticket_id, hub.desk.bot, read_update(asked), read_stamp(asked))
    if hub.faults.take_loss(ticket_id, asked):
        return drop_connection()
    return jsonify(ticket=wire.to_ticket(ticket, to_url), audit=wire.to_audit(audit, to_url))


@_route("/tickets/<int:ticket_id>", "DELETE")
def delete_ticket(ticket_id: int) -> tuple[str, int]:
    """Deleted tickets are not shown any more."""
    _desk().update_ticket(ticket_id, _desk().bot, Edit(attributes={"status": "deleted"}))
    return "", 204


@_route("/tickets/<int:ticket_id>/comments")
def list_comments(ticket_id: int) -> Response:
    """A ticket's comments, oldest first unless sorted otherwise."""
    written = {comment.id: (audit, comment) for audit, comment in _desk().find_ticket(ticket_id).comments}
    page, extra = _read_page([comment for _, comment in written.values()])
    comments = [wire.to_comment(*written[comment.id], to_url) for comment in page]
    return jsonify(comments=comments, **_sideload([comment.author_id for comment in page]), **extra)


@_route("/tickets/<int:ticket_id>/audits")
def list_audits(ticket_id: int) -> Response:
    """A ticket's audits, oldest first unless sorted otherwise."""
    page, extra = _read_page(_desk().find_ticket(ticket_id).audits)
    audits = [wire.to_audit(audit, to_url) for audit in page]
    return jsonify(audits=audits, **_sideload([audit.author_id for audit in page]), **extra)


@_route("/tickets/<int:ticket_id>/tags")
def list_tags(ticket_id: int) -> Response:
    """A ticket's tags."""
    return _to_tags(_desk().find_ticket(ticket_id))


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


@_route("/ticket_fields")
def list_ticket_fields() -> Response:
    """The tagger fields."""
    page, extra = _read_page(TAGGER_FIELDS)
    return jsonify(ticket_fields=[_to_field(field) for field in page], **extra)


@_route("/ticket_fields/<int:field_id>")
def show_ticket_field(field_id: int) -> Response:
    """One tagger field."""
    for field in TAGGER_FIELDS:
        if field.id == field_id:
            return jsonify(ticket_field=_to_field(field))
    raise ApiError(404, {"error": "RecordNotFound", "description": "Not found"})


def to_url(path: str) -> str:
    """A path as a URL on the host that the caller used."""
    return request.host_url.rstrip("/") + path


def _desk() -> Desk:
    return current_hub().desk


def _read_asked(name: str) -> dict[str, Any]:
    body = request.get_json(silent=True)
    asked = body.get(name) if isinstance(body, dict) else None
    if not isinstance(asked, dict):
        raise ApiError(400, {"error": "BadRequest", "description": f"Parameter {name} is required"})
    return asked


def _read_page(items: Sequence[Any]) -> tuple[Sequence[Any], dict[str, Any]]:
    return read_page(items, request.args, request.base_url)


def _to_tickets_page(tickets: list[Ticket]) -> Response:
    page, extra = _read_page(tickets)
    people = [person for ticket in page for person in (ticket.requester_id, ticket.submitter_id)]
    return jsonify(tickets=[wire.to_ticket(ticket, to_url) for ticket in page], **_sideload(people), **extra)


def _to_users_page(users: list[User]) -> Response:
    page, extra = _read_page(users)
    return jsonify(users=[wire.to_user(user, to_url) for user in page], **extra)


def _sideload(user_ids: Sequence[int]) -> dict[str, Any]:
    if "users" not in request.args.get("include", "").split(","):
        return {}
    return {"users": [wire.to_user(user, to_url) for user in _desk().find_users(user_ids)]}


def _to_field(field: TaggerField) -> dict[str, Any]:
    return wire.to_ticket_field(field, TAGGER_FIELDS.index(field) + 1, _desk().bot.created_at, to_url)


def _change_tags(ticket_id: int, to_edit: Callable[[frozenset[str]], Edit]) -> Ticket:
    body = request.get_json(silent=True)
    asked = body if isinstance(body, dict) else {}
    edit = to_edit(read_tags(asked) or frozenset())
    return _desk().update_ticket(ticket_id, _desk().bot, edit, read_stamp(asked))[0]


def _to_tags(ticket: Ticket) -> Response:
    return jsonify(tags=sorted(ticket.tags))
