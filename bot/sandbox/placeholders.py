"""Placeholders: what ``{{ticket.id}}`` and its like stand for."""

import json
import re
from collections.abc import Mapping

from bot.sandbox.fields import Fields, read_field
from bot.sandbox.state import Comment, Ticket, User

PLACEHOLDER = re.compile(r"(\\?)\{\{[ \t]{0,20}([a-z0-9_.]{1,80})[ \t]{0,20}\}\}")
_CODE = re.compile(r"(<code>[^<]{0,1000}</code>)")


def find_values(
    ticket: Ticket, requester: User, user: User, fields: Fields, assignee: User | None = None, account: str = "sandbox"
) -> dict[str, str]:
    """Every placeholder's value for a ticket and the user who updates it."""
    comments = [comment for _, comment in ticket.comments]
    values = {
        "ticket.id": str(ticket.id),
        "ticket.title": ticket.subject,
        "ticket.status": ticket.status.capitalize(),
        "ticket.priority": ticket.priority or "-",
        "ticket.ticket_type": ticket.type or "Ticket",
        "ticket.tags": " ".join(sorted(ticket.tags)),
        "ticket.account": account,
        "ticket.via": ticket.channel,
        "ticket.description": ticket.description,
        "ticket.url": f"{account}.zendesk.com/agent/tickets/{ticket.id}",
        "ticket.link": f"https://{account}.zendesk.com/agent/tickets/{ticket.id}",
        "ticket.latest_comment": _last(comments),
        "ticket.latest_public_comment": _last([comment for comment in comments if comment.public]),
        "ticket.brand.name": account,
    }
    values |= _find_person("ticket.requester", requester) | _find_person("current_user", user)
    if assignee is not None:
        values |= _find_person("ticket.assignee", assignee)
    for field in fields:
        value = read_field(field, ticket.tags, ticket.values)
        shown = " ".join(value) if isinstance(value, list) else "" if value is None else str(value)
        values[f"ticket.ticket_field_{field.id}"] = shown
        names = [option.name for option in field.options if option.tag in shown.split()]
        values[f"ticket.ticket_field_option_title_{field.id}"] = ", ".join(names)
    return values


def _find_person(name: str, user: User) -> dict[str, str]:
    first, _, last = user.name.partition(" ")
    facts = {"id": str(user.id), "name": user.name, "first_name": first, "last_name": last, "email": user.email}
    return {f"{name}.{part}": value for part, value in facts.items()}


def _last(comments: list[Comment]) -> str:
    return comments[-1].plain if comments else ""


def expand_comment(written: str, values: Mapping[str, str], is_html: bool) -> str:
    """What Zendesk makes of an agent's comment: ``{{name}}`` becomes its value, an unknown one nothing. Escaped ones
    stay: inside a code element in HTML, behind a backslash in plain text."""
    if not is_html:
        return PLACEHOLDER.sub(lambda found: _expand(found, values, escapes=True), written)
    parts = _CODE.split(written)
    return "".join(
        part
        if part.startswith("<code>")
        else PLACEHOLDER.sub(lambda found: _expand(found, values, escapes=False), part)
        for part in parts
    )


def expand_body(template: str, values: Mapping[str, str], is_json: bool) -> str:
    """A trigger's body for its webhook. That values are escaped in JSON is a guess from Zendesk's own triggers."""
    shown = {name: json.dumps(value)[1:-1] for name, value in values.items()} if is_json else values
    return PLACEHOLDER.sub(lambda found: _expand(found, shown, escapes=False), template)


def _expand(found: re.Match[str], values: Mapping[str, str], escapes: bool) -> str:
    backslash, name = found.groups()
    if backslash and escapes:
        return found.group()[1:]
    return backslash + values.get(name, "")
