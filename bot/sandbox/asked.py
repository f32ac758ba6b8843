"""What callers ask for, read tolerantly into edits."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.desk import Desk
from bot.sandbox.errors import ApiError, to_invalid
from bot.sandbox.fields import clean_tags
from bot.sandbox.rules import PRIORITY_ORDER
from bot.sandbox.state import OPEN_STATUSES, STATUSES, Draft, Edit, User

AGENT_STATUSES = (*OPEN_STATUSES, "closed")
_CHOICES = {"priority": PRIORITY_ORDER, "type": ("question", "incident", "problem", "task")}
_ATTRIBUTES = ("subject", "status", "priority", "type", "assignee_id", "group_id")


def read_update(asked: Mapping[str, Any]) -> Edit:
    """The edit that the body of a ticket update asks for. Unknown keys are passed over, as Zendesk does."""
    metadata = asked.get("metadata")
    return Edit(
        draft=_read_draft(asked.get("comment")),
        attributes=_read_attributes(asked, AGENT_STATUSES),
        tags=read_tags(asked),
        fields=read_fields(asked),
        custom=dict(metadata) if isinstance(metadata, dict) else {},
    )


def read_create(asked: Mapping[str, Any]) -> Edit:
    """The edit that a new ticket's body asks for; a ticket without a first comment is invalid."""
    edit = read_update({"comment": {"body": asked.get("description")}, **asked})
    if edit.draft is None:
        raise to_invalid("base", "Description: cannot be blank")
    return edit


def read_control_edit(asked: Mapping[str, Any]) -> Edit:
    """What the control route may change: any status, tags, fields; no comment."""
    attributes = _read_attributes(asked, STATUSES)
    return Edit(attributes=attributes, tags=read_tags(asked), fields=read_fields(asked), channel="web")


def read_control_draft(asked: Mapping[str, Any], public: bool = True) -> Draft:
    """A comment as the control routes take it. An empty one is a comment too: mails may be empty."""
    return Draft(
        text=str(asked.get("body") or ""),
        is_html=bool(asked.get("html")),
        public=bool(asked.get("public", public)),
        flags=tuple(flag for flag in asked.get("flags") or () if isinstance(flag, int)),
        attachments=tuple(str(name) for name in asked.get("attachments") or ()),
    )


def read_requester(asked: Mapping[str, Any], desk: Desk, caller: User) -> User:
    """The requester named in a new ticket's body; the caller where there is none."""
    named = asked.get("requester")
    if isinstance(named, dict) and named.get("email"):
        return desk.ensure_customer(str(named["email"]), str(named.get("name") or ""))
    if isinstance(asked.get("requester_id"), int):
        return desk.find_user(asked["requester_id"])
    return caller


def read_stamp(asked: Mapping[str, Any]) -> datetime | None:
    """The stamp of a safe update; None for an ordinary one. That the key is there is enough: Zendesk takes
    ``safe_update: false`` for true."""
    if "safe_update" not in asked:
        return None
    try:
        stamp = datetime.fromisoformat(str(asked.get("updated_stamp")))
    except ValueError:
        told = "updated_stamp is required for a safe update, in ISO 8601"
        raise ApiError(400, {"error": "BadRequest", "description": told}) from None
    return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)


def read_ids(args: Mapping[str, str]) -> list[int]:
    """The ids of a show_many; what is no number is passed over."""
    return [int(part) for part in args.get("ids", "").split(",") if part.strip().isdecimal()]


def _read_draft(asked: object) -> Draft | None:
    if not isinstance(asked, dict):
        return None
    is_html = bool(asked.get("html_body"))
    text = str(asked.get("html_body") or asked.get("body") or "")
    if not text.strip():
        return None
    return Draft(text=text, is_html=is_html, public=bool(asked.get("public", True)))


def _read_attributes(asked: Mapping[str, Any], statuses: tuple[str, ...]) -> dict[str, Any]:
    attributes = {name: asked[name] for name in _ATTRIBUTES if name in asked}
    if "subject" in attributes:
        attributes["subject"] = str(attributes["subject"] or "")
    if "status" in attributes and attributes["status"] not in statuses:
        raise to_invalid("status", "Status: is not a valid value")
    for name, allowed in _CHOICES.items():
        if attributes.get(name) not in (*allowed, None):
            raise to_invalid(name, f"{name.capitalize()}: is not a valid value")
    people = {name: _to_id(attributes[name]) for name in ("assignee_id", "group_id") if name in attributes}
    return attributes | people


def _to_id(given: object) -> int | None:
    return given if isinstance(given, int) and not isinstance(given, bool) else None


def read_tags(asked: Mapping[str, Any]) -> frozenset[str] | None:
    """The tags asked for, cleaned; None where none are given, so that the ticket keeps its own."""
    tags = asked.get("tags")
    if isinstance(tags, str):
        return clean_tags([tags])
    return clean_tags(str(tag) for tag in tags) if isinstance(tags, list) else None


def read_fields(asked: Mapping[str, Any]) -> tuple[tuple[int, Any], ...]:
    """Ids and values of the ticket fields that are set."""
    given = asked.get("custom_fields") or asked.get("fields")
    fields = [field for field in given if isinstance(field, dict)] if isinstance(given, list) else []
    return tuple((field["id"], field.get("value")) for field in fields if isinstance(field.get("id"), int))
