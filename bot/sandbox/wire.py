"""Values as Zendesk's JSON. Keys and their order follow what Zendesk was seen to send."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.sandbox.fields import WITH_OPTIONS, Field, Fields, read_field
from bot.sandbox.state import Audit, Change, Comment, Ticket, User

CUSTOM_STATUS_IDS = {
    "new": 36_000_000_000_201,
    "open": 36_000_000_000_202,
    "pending": 36_000_000_000_203,
    "hold": 36_000_000_000_204,
    "solved": 36_000_000_000_205,
    "closed": 36_000_000_000_205,
}
STATUS_LABELS = {"new": "New", "open": "Open", "pending": "Pending", "hold": "On-hold", "solved": "Solved"}
TICKET_FORM_ID = 36_000_000_000_301
BRAND_ID = 36_000_000_000_302
MESSAGING_CHANNELS = frozenset({"native_messaging", "chat_transcript", "messaging"})
ToUrl = Callable[[str], str]


def to_stamp(at: datetime) -> str:
    """A time as Zendesk writes it: UTC in whole seconds."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def to_via(channel: str, follow_up_of: int | None = None) -> dict[str, Any]:
    """Where something came from."""
    source: dict[str, Any] = {"from": {}, "to": {}, "rel": None}
    if follow_up_of is not None:
        source = {"from": {"ticket_id": follow_up_of}, "to": {}, "rel": "follow_up"}
    return {"channel": channel, "source": source}


def to_ticket(ticket: Ticket, fields: Fields, to_url: ToUrl) -> dict[str, Any]:
    """A ticket as the API shows it."""
    values = [{"id": field.id, "value": read_field(field, ticket.tags, ticket.values)} for field in fields]
    return {
        "url": to_url(f"/api/v2/tickets/{ticket.id}.json"),
        "id": ticket.id,
        "external_id": None,
        "via": to_via(ticket.channel, ticket.follow_up_of),
        "created_at": to_stamp(ticket.created_at),
        "updated_at": to_stamp(ticket.updated_at),
        "generated_timestamp": int(ticket.updated_at.timestamp()),
        "type": ticket.type,
        "subject": ticket.subject,
        "raw_subject": ticket.subject,
        "description": ticket.description,
        "priority": ticket.priority,
        "status": ticket.status,
        "recipient": None,
        "requester_id": ticket.requester_id,
        "submitter_id": ticket.submitter_id,
        "assignee_id": ticket.assignee_id,
        "organization_id": None,
        "group_id": ticket.group_id,
        "collaborator_ids": [],
        "follower_ids": [],
        "email_cc_ids": [],
        "forum_topic_id": None,
        "problem_id": None,
        "has_incidents": False,
        "is_public": any(comment.public for _, comment in ticket.comments),
        "due_at": None,
        "tags": sorted(ticket.tags),
        "custom_fields": values,
        "satisfaction_rating": None,
        "sharing_agreement_ids": [],
        "custom_status_id": CUSTOM_STATUS_IDS.get(ticket.status),
        "fields": values,
        "followup_ids": list(ticket.followup_ids),
        "ticket_form_id": TICKET_FORM_ID,
        "brand_id": BRAND_ID,
        "allow_channelback": False,
        "allow_attachments": True,
        "from_messaging_channel": ticket.channel in MESSAGING_CHANNELS,
    }


def to_comment(audit: Audit, comment: Comment, to_url: ToUrl) -> dict[str, Any]:
    """A comment as the comment list shows it: with its audit's metadata."""
    return {
        **_to_comment_event(audit, comment, to_url),
        "via": to_via(audit.channel),
        "created_at": to_stamp(audit.created_at),
        "metadata": _to_metadata(audit),
    }


def to_audit(audit: Audit, to_url: ToUrl) -> dict[str, Any]:
    """An audit with its events, the comment first."""
    comment = [_to_comment_event(audit, audit.comment, to_url)] if audit.comment else []
    return {
        "id": audit.id,
        "ticket_id": audit.ticket_id,
        "created_at": to_stamp(audit.created_at),
        "author_id": audit.author_id,
        "metadata": _to_metadata(audit),
        "events": comment + [_to_change(change, audit.creates) for change in audit.changes],
        "via": to_via(audit.channel),
    }


def to_user(user: User, to_url: ToUrl) -> dict[str, Any]:
    """A user as the API shows it."""
    return {
        "id": user.id,
        "url": to_url(f"/api/v2/users/{user.id}.json"),
        "name": user.name,
        "email": user.email,
        "created_at": to_stamp(user.created_at),
        "updated_at": to_stamp(user.created_at),
        "time_zone": "Etc/UTC",
        "iana_time_zone": "Etc/UTC",
        "phone": None,
        "shared_phone_number": None,
        "photo": None,
        "locale_id": 1,
        "locale": "en-US",
        "organization_id": None,
        "role": user.role,
        "verified": not user.is_end_user,
        "external_id": None,
        "tags": [],
        "alias": None,
        "active": True,
        "shared": False,
        "shared_agent": False,
        "last_login_at": None,
        "two_factor_auth_enabled": None,
        "signature": None,
        "details": None,
        "notes": None,
        "role_type": None,
        "custom_role_id": None,
        "moderator": not user.is_end_user,
        "ticket_restriction": "requested" if user.is_end_user else None,
        "only_private_comments": False,
        "restricted_agent": user.is_end_user,
        "suspended": False,
        "default_group_id": None,
        "report_csv": False,
        "user_fields": {},
    }


def to_ticket_field(field: Field, to_url: ToUrl) -> dict[str, Any]:
    """A ticket field, with its options where it has some."""
    shown = {
        "url": to_url(f"/api/v2/ticket_fields/{field.id}.json"),
        "id": field.id,
        "type": field.type,
        "title": field.title,
        "raw_title": field.title,
        "description": field.description,
        "raw_description": field.description,
        "position": field.position,
        "active": field.active,
        "required": field.required,
        "collapsed_for_agents": False,
        "regexp_for_validation": field.regexp,
        "title_in_portal": field.title,
        "raw_title_in_portal": field.title,
        "visible_in_portal": False,
        "editable_in_portal": False,
        "required_in_portal": False,
        "tag": field.tag,
        "created_at": to_stamp(field.created_at),
        "updated_at": to_stamp(field.updated_at),
        "removable": True,
        "key": None,
        "agent_description": field.agent_description,
    }
    if field.type in WITH_OPTIONS:
        shown["custom_field_options"] = [
            {"id": option.id, "name": option.name, "raw_name": option.name, "value": option.tag, "default": False}
            for option in field.options
        ]
    return shown


def _to_comment_event(audit: Audit, comment: Comment, to_url: ToUrl) -> dict[str, Any]:
    return {
        "id": comment.id,
        "type": "Comment",
        "author_id": comment.author_id,
        "body": comment.plain,
        "html_body": comment.html,
        "plain_body": comment.plain,
        "public": comment.public,
        "attachments": [_to_attachment(number, name, to_url) for number, name in comment.attachments],
        "audit_id": audit.id,
    }


def _to_attachment(attachment_id: int, name: str, to_url: ToUrl) -> dict[str, Any]:
    return {
        "url": to_url(f"/api/v2/attachments/{attachment_id}.json"),
        "id": attachment_id,
        "file_name": name,
        "content_url": to_url(f"/attachments/{attachment_id}"),
        "mapped_content_url": to_url(f"/attachments/{attachment_id}"),
        "content_type": "application/octet-stream",
        "size": 0,
        "width": None,
        "height": None,
        "inline": False,
        "deleted": False,
        "thumbnails": [],
    }


def _to_change(change: Change, creates: bool) -> dict[str, Any]:
    event = {"id": change.id, "type": "Create", "value": change.value, "field_name": change.field}
    return event if creates else event | {"type": "Change", "previous_value": change.previous}


def _to_metadata(audit: Audit) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "system": {"client": "Reinstate sandbox", "ip_address": "127.0.0.1", "location": "Localhost"},
        "custom": dict(audit.custom),
    }
    if audit.flags:
        options = {str(flag): {"trusted": False} for flag in audit.flags}
        metadata |= {"flags": list(audit.flags), "flags_options": options, "trusted": False}
    return metadata
