"""Tickets through zenpy: read with comments and authors in two calls, written in one guarded update each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from zenpy import Zenpy
from zenpy.lib.api_objects import Comment as ZenpyComment
from zenpy.lib.api_objects import CustomField
from zenpy.lib.api_objects import Ticket as ZenpyTicket

from bot.core.conversation import Author, Conversation
from bot.core.decision import Ticket
from bot.reading.messages import Comment, to_conversation
from bot.zendesk.session import Refused, ZendeskSession

KEY_FIELD = "reinstate"  # our key's name in an update's metadata, which lands in the audit's metadata.custom
PAGE_SIZE = 100
MOST_COMMENTS = 5000  # Zendesk refuses more on a ticket


@dataclass(frozen=True, slots=True)
class FetchedTicket:
    """A ticket as it was read: its state, its conversation, and our keys that its audits carry."""

    ticket: Ticket
    conversation: Conversation
    applied_keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class TicketWrite:
    """One guarded update. ``tags`` is the full set, None leaves tags alone."""

    key: str
    stamp: str
    html_body: str | None = None
    public: bool = False
    tags: frozenset[str] | None = None
    status: str | None = None
    fields: Mapping[int, str | None] = field(default_factory=dict)


class Tickets(Protocol):
    """What the handling of a ticket needs of Zendesk."""

    def fetch_ticket(self, ticket_id: int) -> FetchedTicket:
        """The ticket as it is now; NotFound, Away or Refused."""

    def apply_write(self, ticket_id: int, write: TicketWrite) -> str:
        """Write once; the stamp after it. Conflict where the ticket changed since ``stamp``."""


class ZendeskTickets:
    """Tickets of a real Zendesk account. Not to be shared between threads: zenpy's clients are not made for it."""

    def __init__(self, session: ZendeskSession, origin: str) -> None:
        parts = urlsplit(origin)
        subdomain, _, domain = parts.netloc.partition(".")
        self._zenpy = Zenpy(
            subdomain=subdomain, domain=domain, session=session, anonymous=True, disable_cache=True, ratelimit_budget=1
        )
        for api in (self._zenpy.tickets, self._zenpy.users):
            api.protocol = parts.scheme
        self._session = session
        self._origin = origin

    def fetch_own_user_id(self) -> int:
        """The id of the user that the token acts as; Refused where Zendesk sees nobody behind it."""
        user_id = self._zenpy.users.me().id
        if not user_id:
            raise Refused("the token acts as nobody")
        return int(user_id)

    def fetch_ticket(self, ticket_id: int) -> FetchedTicket:
        """The ticket, its comments and their authors as they are now."""
        raw = self._zenpy.tickets(id=ticket_id)
        comments, users = self._fetch_comments(ticket_id)
        return to_fetched_ticket(raw.to_dict(), comments, users)

    def _fetch_comments(self, ticket_id: int) -> tuple[list[dict[str, Any]], dict[int, str]]:
        """Every comment, oldest first, and each author's role. ``links.next`` is set even on the last page, so only
        ``meta.has_more`` ends the walk."""
        url = f"{self._origin}/api/v2/tickets/{int(ticket_id)}/comments.json"
        params: dict[str, str | int] = {"include": "users", "page[size]": PAGE_SIZE}
        comments: list[dict[str, Any]] = []
        roles: dict[int, str] = {}
        while len(comments) < MOST_COMMENTS:
            page = self._zenpy.tickets._call_api(self._session.get, url, params=params, timeout=None).json()
            comments += page.get("comments") or []
            roles |= {user["id"]: user.get("role", "") for user in page.get("users") or []}
            meta = page.get("meta") or {}
            if not (meta.get("has_more") and meta.get("after_cursor")):
                break
            params["page[after]"] = meta["after_cursor"]
        return comments, roles

    def apply_write(self, ticket_id: int, write: TicketWrite) -> str:
        """Write comment, tags, fields and status together, if nothing changed since the stamp; the new stamp."""
        audit = self._zenpy.tickets.update(to_zenpy_ticket(ticket_id, write))
        return str(audit.ticket.to_dict()["updated_at"])


def to_zenpy_ticket(ticket_id: int, write: TicketWrite) -> ZenpyTicket:
    """A fresh ticket that carries the changes alone: zenpy sends what was set, dates only as the string that was
    read (it cuts a datetime to the day)."""
    changes: dict[str, Any] = {
        "metadata": {KEY_FIELD: write.key},
        "safe_update": True,
        "updated_stamp": write.stamp,
    }
    if write.html_body is not None:
        changes["comment"] = ZenpyComment(html_body=write.html_body, public=write.public)
    if write.tags is not None:
        changes["tags"] = sorted(write.tags)
    if write.status is not None:
        changes["status"] = write.status
    if write.fields:
        changes["custom_fields"] = [CustomField(id=key, value=value) for key, value in write.fields.items()]
    return ZenpyTicket(id=ticket_id, **changes)


def to_fetched_ticket(
    raw: Mapping[str, Any], comments: list[dict[str, Any]], roles: Mapping[int, str]
) -> FetchedTicket:
    """Zendesk's own form turned into ours, once, at the edge."""
    tags = frozenset(raw.get("tags") or ())
    requester_id = int(raw.get("requester_id") or 0)
    ticket = Ticket(
        id=int(raw["id"]),
        requester_id=requester_id,
        status=raw.get("status") or "open",
        channel=find_channel(raw),
        tags=tags,
        stamp=str(raw.get("updated_at") or ""),
        merged="closed_by_merge" in tags,
        brand_id=raw.get("brand_id"),
    )
    ordered = sorted(comments, key=lambda c: (c.get("created_at") or "", c.get("id") or 0))
    conversation = to_conversation(
        raw.get("raw_subject") or raw.get("subject"),
        [to_comment(comment, requester_id, roles) for comment in ordered],
    )
    return FetchedTicket(ticket, conversation, frozenset(k for c in comments if (k := find_key(c))))


def find_channel(raw: Mapping[str, Any]) -> str:
    """The channel of a ticket; a ticket that came from messaging counts as messaging whatever it says now."""
    if raw.get("from_messaging_channel"):
        return "native_messaging"
    via = raw.get("via") or {}
    return str(via.get("channel") or "unknown")


def find_key(comment: Mapping[str, Any]) -> str | None:
    """Our key in the comment's audit, or None."""
    metadata = comment.get("metadata") or {}
    custom = metadata.get("custom") or {}
    key = custom.get(KEY_FIELD) if isinstance(custom, dict) else None
    return key if isinstance(key, str) else None


def to_comment(comment: Mapping[str, Any], requester_id: int, roles: Mapping[int, str]) -> Comment:
    """One comment; its HTML where there is some, because only it shows what was hidden or quoted."""
    html = comment.get("html_body")
    return Comment(
        id=f"comment:{comment['id']}",
        author=find_author(comment, requester_id, roles),
        body=html or comment.get("body"),
        html=bool(html),
        public=bool(comment.get("public", True)),
        sent_at=comment.get("created_at"),
        flags=tuple((comment.get("metadata") or {}).get("flags") or ()),
        attachments=tuple(find_attachment_names(comment)),
    )


def find_author(comment: Mapping[str, Any], requester_id: int, roles: Mapping[int, str]) -> Author:
    """Who wrote it. The bot's are only those whose audit carries our key: a person may use the same user."""
    author_id = int(comment.get("author_id") or 0)
    role = roles.get(author_id, "end-user")
    if author_id < 0:
        return Author.SYSTEM
    if role in ("agent", "admin"):
        return Author.BOT if find_key(comment) else Author.AGENT
    return Author.REQUESTER if author_id == requester_id else Author.THIRD_PARTY


def find_attachment_names(comment: Mapping[str, Any]) -> Iterator[str]:
    """File names of the attachments, cut to 100 characters; they are never opened."""
    for attachment in comment.get("attachments") or ():
        yield str(attachment.get("file_name") or "unnamed")[:100]
