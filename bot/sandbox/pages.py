"""The desk as an agent sees it, in a browser: the list of tickets, one ticket, and forms to write as the customer."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from bot.sandbox.admin.catalog import in_order
from bot.sandbox.control import CUSTOMER_EMAIL, file_as_customer, write_as
from bot.sandbox.desk import Desk, MissingError
from bot.sandbox.fields import STATE_FIELD, Field, read_field
from bot.sandbox.hub import current_hub
from bot.sandbox.rules import Rule
from bot.sandbox.sanitise import sanitise
from bot.sandbox.sights import find_tickets
from bot.sandbox.state import Audit, Comment, Ticket, User

pages = Blueprint("sandbox_pages", __name__)
CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the list: where it leads, and how many tickets stand there."""

    address: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket in the list."""

    ticket: Ticket
    requester: User


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment on the page. A customer's words are shown as plain text, never as markup."""

    comment_id: int
    author: str
    role: str
    public: bool
    automatic: bool
    written_at: datetime
    body: str | Markup


def add_policy(response: Response) -> Response:
    """Forbid foreign and inline code, and keeping pages."""
    response.headers["Content-Security-Policy"] = CONTENT_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


pages.after_request(add_policy)


@pages.get("/")
def show_list() -> str:
    """The ticket list, newest first, all or by one state tag."""
    desk, chosen = current_hub().desk, request.args.get("tag", "")
    tickets = desk.list_tickets()[::-1]
    shown = [ticket for ticket in tickets if not chosen or chosen in ticket.tags]
    return render_list("Tickets", _to_filters(tickets, chosen), shown)


@pages.get("/views/<int:view_id>")
def show_view(view_id: int) -> str:
    """The tickets of one view, as an agent sees it, in the view's order."""
    hub = current_hub()
    views = [view for view in in_order(hub.catalog.views.list()) if view.active]
    chosen = next((view for view in views if view.id == view_id), None)
    if chosen is None:
        abort(404)
    shown = {view.id: _find_in_view(view) for view in views}
    filters = [
        Filter(url_for(".show_view", view_id=view.id), view.title, len(shown[view.id]), view is chosen)
        for view in views
    ]
    return render_list(chosen.title, filters, shown[chosen.id], views=True)


def render_list(title: str, filters: list[Filter], tickets: list[Ticket], views: bool = False) -> str:
    """A page with a list of tickets."""
    desk = current_hub().desk
    rows = [Row(ticket, desk.find_user(ticket.requester_id)) for ticket in tickets]
    return render_template("tickets.html", title=title, filters=filters, rows=rows, views=views)


def _find_in_view(view: Rule) -> list[Ticket]:
    hub = current_hub()
    return find_tickets(view, hub.desk.list_tickets(), hub.catalog.list_fields(), hub.desk.agent)


@pages.get("/tickets/<int:ticket_id>")
def show_ticket(ticket_id: int) -> str:
    """One ticket with its conversation, oldest first."""
    desk = current_hub().desk
    ticket = find_shown_ticket(desk, ticket_id)
    return render_template(
        "ticket.html",
        ticket=ticket,
        requester=desk.find_user(ticket.requester_id),
        fields=[(field.title, _describe(field, ticket)) for field in current_hub().catalog.list_fields()],
        macros=in_order(current_hub().catalog.macros.list(), keep=lambda macro: macro.active),
        agent=desk.agent,
        entries=[_to_entry(desk, audit, comment) for audit, comment in ticket.comments],
    )


@pages.post("/tickets/<int:ticket_id>")
def write_reply(ticket_id: int) -> ResponseReturnValue:
    """A reply written as the customer; on a closed ticket it opens a follow-up, which is shown instead."""
    desk = current_hub().desk
    find_shown_ticket(desk, ticket_id)
    ticket = write_as(desk, ticket_id, {"body": request.form.get("body")})
    return redirect(url_for(".show_ticket", ticket_id=ticket.id) + "#newest", 303)


@pages.get("/tickets/new")
def show_form() -> str:
    """The form for a new ticket."""
    return render_template("new_ticket.html", email=CUSTOMER_EMAIL)


@pages.post("/tickets/new")
def file_ticket() -> ResponseReturnValue:
    """A new ticket filed as the customer."""
    ticket = file_as_customer(current_hub().desk, {**request.form.to_dict(), "channel": "web"})
    return redirect(url_for(".show_ticket", ticket_id=ticket.id), 303)


def find_shown_ticket(desk: Desk, ticket_id: int) -> Ticket:
    """One ticket; without it the page is not found."""
    try:
        return desk.find_ticket(ticket_id)
    except MissingError:
        abort(404)


def _to_filters(tickets: list[Ticket], chosen: str) -> list[Filter]:
    choices = [("", "All tickets"), *((option.tag, option.name) for option in STATE_FIELD.options)]
    states = [
        Filter(
            url_for(".show_list", tag=tag or None),
            label,
            sum(not tag or tag in ticket.tags for ticket in tickets),
            tag == chosen,
        )
        for tag, label in choices
    ]
    views = [view for view in in_order(current_hub().catalog.views.list()) if view.active]
    return states + [
        Filter(url_for(".show_view", view_id=view.id), view.title, len(_find_in_view(view)), False) for view in views
    ]


def _describe(field: Field, ticket: Ticket) -> str:
    value = read_field(field, ticket.tags, ticket.values)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    names: dict[str, str] = {option.tag: option.name for option in field.options}
    given = value if isinstance(value, list) else [str(value)] if value else []
    return ", ".join(names.get(part, part) for part in given) or "–"


def _to_entry(desk: Desk, audit: Audit, comment: Comment) -> Entry:
    author = desk.find_user(comment.author_id)
    return Entry(
        comment_id=comment.id,
        author=author.name,
        role=_to_role(desk, author),
        public=comment.public,
        automatic=4 in audit.flags,
        written_at=audit.created_at,
        body=comment.plain if author.is_end_user else sanitise(comment.html),
    )


def _to_role(desk: Desk, author: User) -> str:
    if author.is_end_user:
        return "Customer"
    return "Bot" if author.id == desk.bot.id else "Agent"
