"""What the actions of a trigger or a macro make of a ticket (reference: Zendesk's actions reference)."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.sandbox.fields import clean_tags
from bot.sandbox.placeholders import expand_comment
from bot.sandbox.rules import Action, find_custom_field
from bot.sandbox.state import Draft, Edit, Ticket, User

TAG_ACTIONS = frozenset({"current_tags", "remove_tags", "set_tags"})
PLAIN_ACTIONS = frozenset({"status", "priority", "type", "subject"})
ID_ACTIONS = frozenset({"assignee_id", "group_id"})
COMMENT_ACTIONS = frozenset({"comment_value", "comment_value_html", "comment_mode_is_public"})
SILENT_ACTIONS = frozenset({"notification_user", "notification_group", "cc", "follower", "brand_id", "ticket_form_id"})
WEBHOOK_ACTION = "notification_webhook"
TICKET_ACTIONS = TAG_ACTIONS | PLAIN_ACTIONS | ID_ACTIONS


def to_edit(actions: Iterable[Action], ticket: Ticket, user: User, channel: str) -> Edit:
    """The actions on tags, attributes and fields as one edit; they take effect in their order."""
    tags, attributes, fields = ticket.tags, dict[str, Any](), []
    for action in actions:
        field_id = find_custom_field(action.field)
        if action.field in TAG_ACTIONS:
            tags = _change_tags(tags, action)
        elif action.field in PLAIN_ACTIONS:
            attributes[action.field] = action.value or None
        elif action.field in ID_ACTIONS:
            attributes[action.field] = _to_id(action.value, ticket, user)
        elif field_id is not None:
            fields.append((field_id, action.value))
    return Edit(attributes=attributes, tags=tags, fields=tuple(fields), channel=channel)


def _change_tags(tags: frozenset[str], action: Action) -> frozenset[str]:
    given = clean_tags([str(action.value or "")])
    match action.field:
        case "set_tags":
            return given
        case "remove_tags":
            return tags - given
    return tags | given


def _to_id(value: Any, ticket: Ticket, user: User) -> int | None:
    if value == "current_user":
        return user.id
    if value == "requester_id":
        return ticket.requester_id
    return int(value) if str(value).isdecimal() else None


def find_comment(actions: Iterable[Action], values: Mapping[str, str]) -> Draft | None:
    """The comment that a macro writes, placeholders filled in; None where it writes none. Values are put in as they
    are, and are not looked through for placeholders of their own when the comment is written."""
    text, is_html, public = "", False, True
    for action in actions:
        if action.field in ("comment_value", "comment_value_html"):
            text, is_html = _to_text(action.value), action.field == "comment_value_html"
        elif action.field == "comment_mode_is_public":
            public = str(action.value).lower() == "true"
    if not text:
        return None
    return Draft(text=expand_comment(text, values, is_html), is_html=is_html, public=public, expanded=True)


def _to_text(value: Any) -> str:
    """A macro's text; with a choice of channels the text comes after the channel."""
    return str(value[-1]) if isinstance(value, list) and value else str(value or "")
