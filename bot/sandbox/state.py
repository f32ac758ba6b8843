"""Tickets, comments, audits and users as plain values, and what one edit makes of a ticket."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.sandbox.fields import Fields, Values, read_field, set_fields

NextId = Callable[[], int]
OPEN_STATUSES = ("new", "open", "pending", "hold", "solved")
STATUSES = (*OPEN_STATUSES, "closed", "deleted", "suspended")
REOPENED_BY_CUSTOMER = frozenset({"pending", "hold", "solved"})


@dataclass(frozen=True, slots=True)
class User:
    """A person or the bot; ``role`` is ``end-user``, ``agent`` or ``admin``."""

    id: int
    name: str
    email: str
    role: str
    created_at: datetime

    @property
    def is_end_user(self) -> bool:
        """Whether this is a customer and not somebody of the desk."""
        return self.role == "end-user"


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment about to be written. ``flags`` are Zendesk's comment flags (4: an automatic mail); ``expanded`` says
    that placeholders were filled in before."""

    text: str = ""
    is_html: bool = False
    public: bool = True
    flags: tuple[int, ...] = ()
    attachments: tuple[str, ...] = ()
    expanded: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A written comment, with the bodies that Zendesk lists."""

    id: int
    author_id: int
    html: str
    plain: str
    public: bool
    attachments: tuple[tuple[int, str], ...] = ()


WriteComment = Callable[[Draft], Comment]


@dataclass(frozen=True, slots=True)
class Change:
    """One field's old and new value within an audit; ``previous`` means nothing in a ticket's first audit."""

    id: int
    field: str
    value: Any
    previous: Any


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that one update did. ``custom`` is the metadata that came with it."""

    id: int
    ticket_id: int
    author_id: int
    created_at: datetime
    channel: str
    creates: bool = False
    comment: Comment | None = None
    changes: tuple[Change, ...] = ()
    flags: tuple[int, ...] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether the update changed nothing at all."""
        return self.comment is None and not self.changes


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket with its audits, oldest first. Fields with options have no value of their own: the tags are; ``values``
    holds those of the other fields by id."""

    id: int
    requester_id: int
    submitter_id: int
    created_at: datetime
    updated_at: datetime
    subject: str = ""
    status: str = "new"
    priority: str | None = None
    type: str | None = None
    assignee_id: int | None = None
    group_id: int | None = None
    channel: str = "email"
    tags: frozenset[str] = frozenset()
    values: Values = field(default_factory=dict)
    follow_up_of: int | None = None
    followup_ids: tuple[int, ...] = ()
    audits: tuple[Audit, ...] = ()

    @property
    def comments(self) -> Iterator[tuple[Audit, Comment]]:
        """Comments, oldest first, each with the audit that it came with."""
        return ((audit, audit.comment) for audit in self.audits if audit.comment is not None)

    @property
    def description(self) -> str:
        """The first comment's words."""
        return next((comment.plain for _, comment in self.comments), "")


@dataclass(frozen=True, slots=True)
class Edit:
    """One update as asked for: ``attributes`` are the ticket's own (status, subject, priority and so on), ``tags``
    replace the set before ``added`` and ``removed``, ``fields`` are ticket fields' values by id and come last."""

    draft: Draft | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    tags: frozenset[str] | None = None
    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    fields: tuple[tuple[int, Any], ...] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)
    channel: str = "api"


def revise_ticket(
    ticket: Ticket, edit: Edit, write: WriteComment, author: User, now: datetime, next_id: NextId, fields: Fields
) -> tuple[Ticket, Audit]:
    """The ticket after an edit, and the edit's audit. An edit that changes nothing leaves the ticket, its time
    included, as it was. OptionError where a field has no such option."""
    audit_id = next_id()  # Zendesk numbers the audit before what happened in it
    comment = write(edit.draft) if edit.draft else None
    revised = replace(ticket, **_decide_attributes(ticket, edit, comment, author, fields))
    now = max(now, ticket.updated_at)
    creates = not ticket.audits
    audit = Audit(
        id=audit_id,
        ticket_id=ticket.id,
        author_id=author.id,
        created_at=now,
        channel=edit.channel,
        creates=creates,
        comment=comment,
        changes=_find_changes({} if creates else to_facts(ticket, fields), to_facts(revised, fields), next_id),
        flags=edit.draft.flags if edit.draft and comment else (),
        custom=edit.custom,
    )
    if audit.is_empty:
        return ticket, audit
    return replace(revised, updated_at=now, audits=(*ticket.audits, audit)), audit


def amend_ticket(ticket: Ticket, edit: Edit, author: User, next_id: NextId, fields: Fields) -> Ticket:
    """The ticket after a trigger changed it: its changes stand in the newest audit, whose update it ran on."""
    revised = replace(ticket, **_decide_attributes(ticket, edit, None, author, fields))
    changes = _find_changes(to_facts(ticket, fields), to_facts(revised, fields), next_id)
    if not changes:
        return ticket
    newest = replace(ticket.audits[-1], changes=(*ticket.audits[-1].changes, *changes))
    return replace(revised, audits=(*ticket.audits[:-1], newest))


def _decide_attributes(
    ticket: Ticket, edit: Edit, comment: Comment | None, author: User, fields: Fields
) -> dict[str, Any]:
    attributes = dict(edit.attributes)
    tags = ticket.tags if edit.tags is None else edit.tags
    tags = (tags | edit.added) - edit.removed
    attributes["tags"], attributes["values"] = set_fields(fields, tags, ticket.values, edit.fields)
    reopens = comment is not None and comment.public and author.is_end_user and ticket.status in REOPENED_BY_CUSTOMER
    if reopens:
        attributes.setdefault("status", "open")
    return attributes


def to_facts(ticket: Ticket, fields: Fields) -> dict[str, Any]:
    """A ticket's fields as audits name and write them."""
    facts: dict[str, Any] = {
        "subject": ticket.subject,
        "status": ticket.status,
        "priority": ticket.priority,
        "type": ticket.type,
        "requester_id": str(ticket.requester_id),
        "assignee_id": str(ticket.assignee_id) if ticket.assignee_id else None,
        "group_id": str(ticket.group_id) if ticket.group_id else None,
        "tags": sorted(ticket.tags),
    }
    return facts | {str(field.id): read_field(field, ticket.tags, ticket.values) for field in fields}


def _find_changes(before: dict[str, Any], after: dict[str, Any], next_id: NextId) -> tuple[Change, ...]:
    return tuple(
        Change(id=next_id(), field=name, value=value, previous=before.get(name))
        for name, value in after.items()
        if value != before.get(name)
    )
