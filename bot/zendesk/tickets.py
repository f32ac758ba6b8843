"""Tickets through zenpy: read with comments and authors in two calls, written in one guarded update each."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlsplit

import structlog
from zenpy import Zenpy
from zenpy.lib.api_objects import Comment as ZenpyComment
from zenpy.lib.api_objects import CustomField
from zenpy.lib.api_objects import Ticket as ZenpyTicket

from bot.core.conversation import Author, Conversation
from bot.core.decision import SIDE_CONVERSATION, Ticket
from bot.reading.messages import Comment, to_conversation
from bot.zendesk.session import Away, Invalid, Refused, ZendeskSession

KEY_FIELD = "reinstate"  # our key's name in an update's metadata, which lands in the audit's metadata.custom
PAGE_SIZE = 100
MOST_COMMENTS = 5000  # Zendesk refuses more on a ticket
MEND_FIELDS = "a ticket field of ours was changed or deleted: run `reinstate zendesk apply`"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class FetchedTicket:
    """A ticket as it was read: its state, its conversation, our keys that its audits carry, and what may tell whose
    account it is about. ``opened_at`` is Zendesk's ``created_at``, to the letter."""

    ticket: Ticket
    conversation: Conversation
    applied_keys: frozenset[str]
    opened_at: str = ""
    requester_email: str = ""
    organization_id: int | None = None
    field_values: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TicketWrite:
    """One guarded update. ``tags`` is the full set, None leaves tags alone; ``tags_read`` are those that it was made
    from."""

    key: str
    stamp: str
    html_body: str | None = None
    public: bool = False
    tags: frozenset[str] | None = None
    tags_read: frozenset[str] | None = None
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
        for api in (self._zenpy.tickets, self._zenpy.users, self._zenpy.organizations):
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
        with _known_form():
            raw = self._zenpy.tickets(id=ticket_id).to_dict()
            comments, users = self._fetch_comments(ticket_id)
        return to_fetched_ticket(raw, comments, users)

    def fetch_organization_field(self, organization_id: int, key: str) -> str:
        """The value of an organization's own field, "" where it has none."""
        fields = self._zenpy.organizations(id=organization_id).to_dict().get("organization_fields") or {}
        return str(fields.get(key) or "")

    def _fetch_comments(self, ticket_id: int) -> tuple[list[dict[str, Any]], dict[int, Mapping[str, Any]]]:
        """Every comment, oldest first, and their authors by id. ``links.next`` is set even on the last page, so only
        ``meta.has_more`` ends the walk."""
        url = f"{self._origin}/api/v2/tickets/{int(ticket_id)}/comments.json"
        params: dict[str, str | int] = {"include": "users", "page[size]": PAGE_SIZE}
        comments: list[dict[str, Any]] = []
        users: dict[int, Mapping[str, Any]] = {}
        while len(comments) < MOST_COMMENTS:
            page = self._zenpy.tickets._call_api(self._session.get, url, params=params, timeout=None).json()
            comments += page.get("comments") or []
            users |= {user["id"]: user for user in page.get("users") or []}
            meta = page.get("meta") or {}
            if not (meta.get("has_more") and meta.get("after_cursor")):
                break
            params["page[after]"] = meta["after_cursor"]
        return comments, users

    def apply_write(self, ticket_id: int, write: TicketWrite) -> str:
        """Write comment, tags, fields and status together, if nothing changed since the stamp; the new stamp. A field
        that is gone, or lost an option, must not hold up the rest: it is left out."""
        try:
            done = self._zenpy.tickets.update(to_zenpy_ticket(ticket_id, write))
        except Invalid as error:
            if not write.fields:
                raise
            done = self._zenpy.tickets.update(to_zenpy_ticket(ticket_id, replace(write, fields={})))
            log.error("fields_refused", fields=sorted(write.fields), error=str(error), mend=MEND_FIELDS)
        self._restore_tags(ticket_id, write, done.audit.to_dict())
        return str(done.ticket.to_dict()["updated_at"])

    def _restore_tags(self, ticket_id: int, write: TicketWrite, audit: Mapping[str, Any]) -> None:
        """Stamps have whole seconds: what people did to the tags within the second of the stamp that we read is not
        refused but overwritten. The audit tells, and it is put right at once, ``reinstate_off`` above all."""
        put, taken = find_overwritten(write, audit)
        if put:
            self._zenpy.tickets.add_tags(ticket_id, sorted(put))
        if taken:
            self._zenpy.tickets.delete_tags(ticket_id, sorted(taken))
        if put or taken:
            log.warning("tags_restored", ticket=ticket_id, put=len(put), taken=len(taken))


def find_overwritten(write: TicketWrite, audit: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    """Tags that somebody put on between our reading and our writing and that we overwrote, and those that somebody
    took off and we wrote again."""
    if write.tags is None or write.tags_read is None:
        return frozenset(), frozenset()
    changes = (event for event in audit.get("events") or () if event.get("field_name") == "tags")
    found = next((event.get("previous_value") for event in changes), None)
    if not isinstance(found, list):
        return frozenset(), frozenset()
    before = frozenset(map(str, found))
    return before - write.tags_read - write.tags, (write.tags_read - before) & write.tags


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


@contextmanager
def _known_form() -> Iterator[None]:
    """Away where an answer has another form than Zendesk's: it may be somebody else's on the way."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, OverflowError):
        raise Away("200 odd ticket") from None


def to_fetched_ticket(
    raw: Mapping[str, Any], comments: list[dict[str, Any]], users: Mapping[int, Mapping[str, Any]]
) -> FetchedTicket:
    """Zendesk's own form turned into ours, once, at the edge; Away where it is of another form."""
    with _known_form():
        fetched, subject, read = _to_parts(raw, comments, users)
    return replace(fetched, conversation=to_conversation(subject, read))


def _to_parts(
    raw: Mapping[str, Any], comments: list[dict[str, Any]], users: Mapping[int, Mapping[str, Any]]
) -> tuple[FetchedTicket, str | None, list[Comment]]:
    """The ticket without its conversation, its subject, and its comments, oldest first."""
    roles = {user_id: str(user.get("role") or "") for user_id, user in users.items()}
    requester_id = int(raw.get("requester_id") or 0)
    ordered = sorted(comments, key=lambda c: (c.get("created_at") or "", c.get("id") or 0))
    fetched = FetchedTicket(
        ticket=_to_ticket(raw, requester_id),
        conversation=Conversation(()),
        applied_keys=frozenset(k for c in comments if (k := find_key(c))),
        opened_at=str(raw.get("created_at") or ""),
        requester_email=str(users.get(requester_id, {}).get("email") or ""),
        organization_id=raw.get("organization_id"),
        field_values={int(f["id"]): str(f["value"]) for f in raw.get("custom_fields") or () if f.get("value")},
    )
    return (
        fetched,
        _to_text(raw.get("raw_subject") or raw.get("subject")),
        [to_comment(comment, requester_id, roles) for comment in ordered],
    )


def _to_ticket(raw: Mapping[str, Any], requester_id: int) -> Ticket:
    tags = frozenset(map(_to_text, raw.get("tags") or ()))
    return Ticket(
        id=int(raw["id"]),
        requester_id=requester_id,
        status=_to_text(raw.get("status")) or "open",
        channel=find_channel(raw),
        tags=frozenset(tag for tag in tags if tag),
        stamp=str(raw.get("updated_at") or ""),
        merged="closed_by_merge" in tags and raw.get("status") == "closed",  # a follow-up has the tag too
        brand_id=raw.get("brand_id"),
        follow_up=is_follow_up(raw),
    )


def _to_text(value: object) -> str | None:
    """A text or nothing; TypeError for anything else."""
    if value is not None and not isinstance(value, str):
        raise TypeError("no text")
    return value


def find_channel(raw: Mapping[str, Any]) -> str:
    """The channel of a ticket; a ticket that came from messaging counts as messaging whatever it says now."""
    if raw.get("from_messaging_channel"):
        return "native_messaging"
    via = raw.get("via")
    channel = via.get("channel") if isinstance(via, dict) else None
    return str(channel or "unknown")


def is_follow_up(raw: Mapping[str, Any]) -> bool:
    """Whether a ticket follows a closed one: a customer's answer to it, or made so through the API."""
    source = (raw.get("via") or {}).get("source") or {}
    return source.get("rel") == "follow_up"


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
        body=_to_text(html or comment.get("body")),
        html=bool(html),
        public=bool(comment.get("public", True)),
        sent_at=_to_text(comment.get("created_at")),
        flags=tuple((comment.get("metadata") or {}).get("flags") or ()),
        attachments=tuple(find_attachment_names(comment)),
    )


def find_author(comment: Mapping[str, Any], requester_id: int, roles: Mapping[int, str]) -> Author:
    """Who wrote it. The bot's are only those whose audit carries our key: a person may use the same user."""
    author_id = int(comment.get("author_id") or 0)
    role = roles.get(author_id, "end-user")
    if author_id < 0:
        return Author.SYSTEM
    if find_channel(comment) == SIDE_CONVERSATION:
        return Author.THIRD_PARTY
    if role in ("agent", "admin"):
        return Author.BOT if find_key(comment) else Author.AGENT
    return Author.REQUESTER if author_id == requester_id else Author.THIRD_PARTY


def find_attachment_names(comment: Mapping[str, Any]) -> Iterator[str]:
    """File names of the attachments, cut to 100 characters; they are never opened."""
    for attachment in comment.get("attachments") or ():
        if isinstance(attachment, dict):
            yield str(attachment.get("file_name") or "unnamed")[:100]
