"""The desk's memory: tickets and users behind one lock, every create and update told to whoever listens."""

import itertools
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.sandbox.state import Audit, Comment, Draft, Edit, Ticket, User, revise_ticket
from bot.sandbox.text import LONGEST_BODY, expand_placeholders, to_html, to_plain, wrap

BOT_ID = 36_000_000_000_001
AGENT_ID = 36_000_000_000_002
_FIRST_ID = 36_000_000_001_001


class MissingError(LookupError):
    """No such ticket or user, or the ticket is deleted."""


class ConflictError(Exception):
    """The ticket has moved on since the stamp that the caller read."""


class ClosedError(Exception):
    """Closed tickets take no update."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One create or update that has happened; ``before`` is None on create."""

    before: Ticket | None
    after: Ticket
    audit: Audit
    author: User


def now_in_whole_seconds() -> datetime:
    """The time as Zendesk stamps it: UTC, no fraction."""
    return datetime.now(UTC).replace(microsecond=0)


class Desk:
    """Thread-safe. ``notify`` is called under the lock, in the order of the updates, and must not block."""

    def __init__(self, notify: Callable[[Occurrence], None], clock: Callable[[], datetime]) -> None:
        self._lock = threading.RLock()
        self._notify = notify
        self._clock = clock
        self._ids = itertools.count(_FIRST_ID)
        self._tickets: dict[int, Ticket] = {}
        self._users: dict[int, User] = {}
        self.bot = self._add_user(BOT_ID, "Reinstate bot", "reinstate-bot@desk.example", "agent")
        self.agent = self._add_user(AGENT_ID, "Robin Agent", "robin@desk.example", "agent")

    def list_tickets(self) -> list[Ticket]:
        """All tickets but the deleted ones, by id."""
        with self._lock:
            return [ticket for _, ticket in sorted(self._tickets.items()) if ticket.status != "deleted"]

    def find_ticket(self, ticket_id: int) -> Ticket:
        """One ticket as it stands; MissingError where there is none."""
        ticket = self._tickets.get(ticket_id)
        if ticket is None or ticket.status == "deleted":
            raise MissingError(ticket_id)
        return ticket

    def find_user(self, user_id: int) -> User:
        """One user; MissingError where there is none."""
        try:
            return self._users[user_id]
        except KeyError:
            raise MissingError(user_id) from None

    def find_users(self, user_ids: Iterable[int]) -> list[User]:
        """Those of the users that exist, by id."""
        return [self._users[user_id] for user_id in sorted(set(user_ids)) if user_id in self._users]

    def list_users(self) -> list[User]:
        """All users, by id."""
        return self.find_users(list(self._users))

    def ensure_customer(self, email: str, name: str = "") -> User:
        """The end user with this address, made where there is none yet; an agent's address gives the agent."""
        address = email.strip().lower()
        with self._lock:
            known = next((user for user in self._users.values() if user.email == address), None)
            return known or self._add_user(next(self._ids), name or address.partition("@")[0], address, "end-user")

    def create_ticket(self, author: User, requester: User, edit: Edit, quiet: bool = False) -> tuple[Ticket, Audit]:
        """A new ticket. ``quiet`` runs no trigger, as Zendesk's import does not."""
        with self._lock:
            return self._revise(self._blank_ticket(author, requester, edit.channel), author, edit, quiet)

    def follow_up(self, ticket_id: int, author: User, edit: Edit) -> tuple[Ticket, Audit]:
        """What a reply to a closed ticket becomes: a new ticket that points back and takes the old one's tags along."""
        with self._lock:
            old = self.find_ticket(ticket_id)
            blank = self._blank_ticket(author, self.find_user(old.requester_id), edit.channel)
            blank = replace(blank, subject=old.subject, tags=old.tags, follow_up_of=old.id)
            self._tickets[old.id] = replace(old, followup_ids=(*old.followup_ids, blank.id))
            return self._revise(blank, author, edit, quiet=False)

    def update_ticket(
        self, ticket_id: int, author: User, edit: Edit, stamp: datetime | None = None, quiet: bool = False
    ) -> tuple[Ticket, Audit]:
        """One update. With ``stamp`` a safe one: ConflictError if the ticket is newer by at least a second."""
        with self._lock:
            ticket = self.find_ticket(ticket_id)
            if ticket.status == "closed" and edit.attributes.get("status") != "deleted":
                raise ClosedError(ticket_id)
            if stamp is not None and stamp < ticket.updated_at:
                raise ConflictError(ticket_id)
            return self._revise(ticket, author, edit, quiet)

    def _blank_ticket(self, author: User, requester: User, channel: str) -> Ticket:
        now = self._clock()
        return Ticket(
            id=len(self._tickets) + 1,
            requester_id=requester.id,
            submitter_id=author.id,
            created_at=now,
            updated_at=now,
            channel=channel,
        )

    def _revise(self, ticket: Ticket, author: User, edit: Edit, quiet: bool) -> tuple[Ticket, Audit]:
        requester = self._users[ticket.requester_id]

        def write(draft: Draft) -> Comment:
            return self._write_comment(draft, ticket, requester, author)

        after, audit = revise_ticket(ticket, edit, write, author, self._clock(), self._next_id)
        self._tickets[ticket.id] = after
        if not quiet and not audit.is_empty:
            self._notify(Occurrence(None if audit.creates else ticket, after, audit, author))
        return after, audit

    def _write_comment(self, draft: Draft, ticket: Ticket, requester: User, author: User) -> Comment:
        text = draft.text if author.is_end_user else _expand(draft, ticket, requester, author)
        text = text[:LONGEST_BODY]
        return Comment(
            id=self._next_id(),
            author_id=author.id,
            html=wrap(text) if draft.is_html else to_html(text),
            plain=to_plain(text) if draft.is_html else text,
            public=draft.public,
            attachments=tuple((self._next_id(), name) for name in draft.attachments),
        )

    def _add_user(self, user_id: int, name: str, email: str, role: str) -> User:
        user = User(id=user_id, name=name, email=email, role=role, created_at=self._clock())
        self._users[user_id] = user
        return user

    def _next_id(self) -> int:
        return next(self._ids)


def _expand(draft: Draft, ticket: Ticket, requester: User, author: User) -> str:
    values = {
        "ticket.id": str(ticket.id),
        "ticket.title": ticket.subject,
        "ticket.status": ticket.status,
        "ticket.requester.name": requester.name,
        "ticket.requester.first_name": requester.name.partition(" ")[0],
        "ticket.requester.email": requester.email,
        "current_user.id": str(author.id),
        "current_user.name": author.name,
        "current_user.email": author.email,
    }
    return expand_placeholders(draft.text, values, draft.is_html)
