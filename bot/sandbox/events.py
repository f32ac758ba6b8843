"""Event subscriptions: what happened in an update, and the envelope that tells it (reference: Zendesk's ticket
events). Ids are strings there, statuses upper case, times have nanoseconds."""

import json
import time
import uuid
from typing import Any

from bot.sandbox.desk import Occurrence
from bot.sandbox.signing import ACCOUNT_ID
from bot.sandbox.state import Comment, Ticket, User
from bot.sandbox.webhooks import COMMENT_ADDED, TICKET_CREATED
from bot.sandbox.wire import BRAND_ID, CUSTOM_STATUS_IDS, TICKET_FORM_ID, to_stamp

VERSION = "2022-11-06"


def find_event_types(occurrence: Occurrence) -> list[str]:
    """The events of an update, by whomever it is: Zendesk filters nothing here."""
    created = [TICKET_CREATED] if occurrence.before is None else []
    return created + ([COMMENT_ADDED] if occurrence.audit.comment is not None else [])


def render_event(event_type: str, occurrence: Occurrence, ticket: Ticket) -> bytes:
    """The body: three blanks of indent and a newline at the end."""
    comment = occurrence.audit.comment
    told = {"comment": _to_comment(comment, occurrence.author)} if event_type == COMMENT_ADDED and comment else {}
    envelope = {
        "account_id": int(ACCOUNT_ID),
        "detail": _to_detail(ticket, occurrence.author),
        "event": told,
        "id": str(uuid.uuid4()),
        "subject": f"zen:ticket:{ticket.id}",
        "time": occurrence.audit.created_at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.time_ns() % 10**9:09d}Z",
        "type": event_type,
        "zendesk_event_version": VERSION,
    }
    return (json.dumps(envelope, indent=3) + "\n").encode()


def _to_detail(ticket: Ticket, actor: User) -> dict[str, Any]:
    detail: dict[str, Any] = {
        "actor_id": str(actor.id),
        "assignee_id": _to_id(ticket.assignee_id),
        "brand_id": str(BRAND_ID),
        "created_at": to_stamp(ticket.created_at),
        "custom_status": _to_id(CUSTOM_STATUS_IDS.get(ticket.status)),
        "description": ticket.description,
        "external_id": None,
        "form_id": str(TICKET_FORM_ID),
        "group_id": _to_id(ticket.group_id),
        "id": str(ticket.id),
        "is_public": any(comment.public for _, comment in ticket.comments),
        "organization_id": None,
        "priority": ticket.priority and ticket.priority.upper(),
        "requester_id": str(ticket.requester_id),
        "status": ticket.status.upper(),
        "subject": ticket.subject,
        "submitter_id": str(ticket.submitter_id),
        "tags": sorted(ticket.tags),
        "type": ticket.type and ticket.type.upper(),
        "updated_at": to_stamp(ticket.updated_at),
        "via": {"channel": ticket.channel},
    }
    optional = ("assignee_id", "group_id", "priority", "type")
    return {name: value for name, value in detail.items() if value is not None or name not in optional}


def _to_comment(comment: Comment, author: User) -> dict[str, Any]:
    return {
        "author": {"id": str(author.id), "is_staff": not author.is_end_user, "name": author.name},
        "body": comment.plain,
        "id": str(comment.id),
        "is_public": comment.public,
    }


def _to_id(value: int | None) -> str | None:
    return None if value is None else str(value)
