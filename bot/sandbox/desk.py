"""The desk's memory: tickets and users behind one lock, every create and update told to whoever listens."""

import itertools
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.sandbox.fields import Fields
from bot.sandbox.placeholders import expand_comment, find_values
from bot.sandbox.state import Audit, Comment, Draft, Edit, Ticket, User, revise_ticket
from bot.sandbox.text import cut, to_html, to_plain, wrap

BOT_ID = 36_000_000_000_001
AGENT_ID = 36_000_000_000_002
ADMIN_ID = 36_000_000_000_003
_FIRST_ID = 36_000_000_001_001


class MissingError(LookupError):
    """No such ticket or user, or the ticket is deleted."""


class ConflictError(Exception):
    """The ticket has moved on since the stamp that the caller read."""


class ClosedError(Exception):
    """Closed tickets take no update."""


class TooManyCommentsError(Exception):
    """The ticket has as many comments as it can have."""


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
    """Thread-safe. ``react`` is called under the lock, in the order of the updates, must not block, and gives the
    ticket as it is after what the update set off."""

    def __init__(
        self,
        react: Callable[[Occurrence], Ticket],
        list_fields: Callable[[], Fields],
        clock: Callable[[], datetime],
        bot_role: str = "agent",
        most_comments: int = 5000,
    ) -> None:
        self._lock = threading.RLock()
        self._react = react
        self._list_fields = list_fields
        self._clock = clock
        self._most_comments = most_comments
        self._ids = itertools.count(_FIRST_ID)
        self._tickets: dict[int, Ticket] = {}
        self._users: dict[int, User] = {}
        self._add_user(BOT_ID, "Reinstate bot", "reinstate-bot@desk.example", bot_role)
        self._add_user(AGENT_ID, "Robin Agent", "robin@desk.example", "agent")
        self._add_user(ADMIN_ID, "Alex Admin", "alex@desk.example", "admin")

    @property
    def bot(self) -> User:
        """The user that the bot's tokens act as."""
        return self._users[BOT_ID]

    @property
    def agent(self) -> User:
        """A person of the desk."""
        return self._users[AGENT_ID]

    def now(self) -> datetime:
        """The time at the desk."""
        return self._clock()

    def next_id(self) -> int:
        """An id that was never given out."""
        return next(self._ids)

    def list_tickets(self) -> list[Ticket]:
        """All tickets but the deleted ones, by id."""
        with self._lock:
            return [ticket for _, ticket in sorted(self._tickets.items()) if ticket.status != "deleted"]

    def list_changed_tickets(self, since: datetime, until: datetime) -> list[Ticket]:
        """Tickets, the deleted ones too, whose last change lies between; the oldest change first."""
        with self._lock:
            changed = [t for t in self._tickets.values() if since <= t.updated_at <= until]
        return sorted(changed, key=lambda ticket: (ticket.updated_at, ticket.id))

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

    def change_role(self, user_id: int, role: str) -> User:
        """Give a user another role."""
        with self._lock:
            self._users[user_id] = replace(self.find_user(user_id), role=role)
            return self._users[user_id]

    def ensure_customer(self, email: str, name: str = "") -> User:
        """The end user with this address, made where there is none yet; an agent's address gives the agent."""
        address = email.strip().lower()
        with self._lock:
            known = next((user for user in self._users.values() if user.email == address), None)
            return known or self._add_user(self.next_id(), name or address.partition("@")[0], address, "end-user")

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
            if edit.draft and sum(1 for _ in ticket.comments) >= self._most_comments:
                raise TooManyCommentsError(ticket_id)
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

        fields = self._list_fields()
        after, audit = revise_ticket(ticket, edit, write, author, self._clock(), self.next_id, fields)
        if not quiet and not audit.is_empty:
            after = self._react(Occurrence(None if audit.creates else ticket, after, audit, author))
            audit = after.audits[-1]
        self._tickets[ticket.id] = after
        return after, audit

    def _write_comment(self, draft: Draft, ticket: Ticket, requester: User, author: User) -> Comment:
        text = draft.text
        if not (author.is_end_user or draft.expanded):
            assignee = self._users.get(ticket.assignee_id or 0)
            values = find_values(ticket, requester, author, self._list_fields(), assignee)
            text = expand_comment(text, values, draft.is_html)
        text = cut(text)
        return Comment(
            id=self.next_id(),
            author_id=author.id,
            html=wrap(text) if draft.is_html else to_html(text),
            plain=to_plain(text) if draft.is_html else text,
            public=draft.public,
            attachments=tuple((self.next_id(), name) for name in draft.attachments),
        )

    def _add_user(self, user_id: int, name: str, email: str, role: str) -> User:
        user = User(id=user_id, name=name, email=email, role=role, created_at=self._clock())
        self._users[user_id] = user
        return user
