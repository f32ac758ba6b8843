"""One fake for each thing that the shell is handed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.core.conversation import Author, Conversation, Message
from bot.core.decision import Ticket
from bot.zendesk.session import Conflict, NotFound
from bot.zendesk.tickets import FetchedTicket, TicketWrite


class Crash(BaseException):
    """The process ends here: nothing after it runs, nothing catches it."""


@dataclass
class FakeTickets:
    """Zendesk as a handful of tickets. ``crash_before`` and ``crash_after`` name the write (by its key's ending) at
    which the process dies; ``lose_after`` the one whose answer is lost."""

    tickets: dict[int, Ticket] = field(default_factory=dict)
    messages: dict[int, list[Message]] = field(default_factory=dict)
    keys: dict[int, list[str]] = field(default_factory=dict)
    writes: list[TicketWrite] = field(default_factory=list)
    crash_before: str | None = None
    crash_after: str | None = None
    error_after: tuple[str, Exception] | None = None
    meanwhile: Callable[[], object] | None = None  # what happens just before the next write arrives
    clock: int = 0

    def file(self, text: str, ticket_id: int = 1, **state) -> int:
        self.tickets[ticket_id] = Ticket(id=ticket_id, requester_id=7, stamp=self._tick(), **state)
        self.messages[ticket_id] = []
        self.keys[ticket_id] = []
        self.write_as(Author.REQUESTER, text, ticket_id)
        return ticket_id

    def write_as(self, author: Author, text: str, ticket_id: int = 1, public: bool = True) -> None:
        messages = self.messages[ticket_id]
        messages.append(Message(f"comment:{len(messages) + 1}", author, text, public=public))
        if author is Author.REQUESTER and self.tickets[ticket_id].status == "pending":
            self.tickets[ticket_id] = replace(self.tickets[ticket_id], status="open")
        self.touch(ticket_id)

    def retag(self, ticket_id: int = 1, add=(), remove=()) -> None:
        ticket = self.tickets[ticket_id]
        self.tickets[ticket_id] = replace(ticket, tags=(ticket.tags | set(add)) - set(remove))
        self.touch(ticket_id)

    def fetch_ticket(self, ticket_id: int) -> FetchedTicket:
        if ticket_id not in self.tickets:
            raise NotFound("404")
        conversation = Conversation(tuple(self.messages[ticket_id]))
        return FetchedTicket(self.tickets[ticket_id], conversation, frozenset(self.keys[ticket_id]))

    def apply_write(self, ticket_id: int, write: TicketWrite) -> str:
        ending = write.key.rpartition(":")[2]
        if self.crash_before == ending:
            self.crash_before = None
            raise Crash
        if self.meanwhile:
            happen, self.meanwhile = self.meanwhile, None
            happen()
        if write.stamp != self.tickets[ticket_id].stamp:
            raise Conflict("409 UpdateConflict")
        self._apply(ticket_id, write)
        if self.crash_after == ending:
            self.crash_after = None
            raise Crash
        if self.error_after and self.error_after[0] == ending:
            error, self.error_after = self.error_after[1], None
            raise error
        return self.tickets[ticket_id].stamp

    def _apply(self, ticket_id: int, write: TicketWrite) -> None:
        self.writes.append(write)
        if write.html_body is not None:
            self.write_as(Author.BOT, write.html_body, ticket_id, public=write.public)
            self.keys[ticket_id].append(write.key)
        ticket = self.tickets[ticket_id]
        tags = ticket.tags if write.tags is None else write.tags
        self.tickets[ticket_id] = replace(ticket, tags=tags, status=write.status or ticket.status)
        self.touch(ticket_id)

    def replies(self, ticket_id: int = 1) -> list[str]:
        return [m.text for m in self.messages[ticket_id] if m.author is Author.BOT and m.public]

    def notes(self, ticket_id: int = 1) -> list[str]:
        return [m.text for m in self.messages[ticket_id] if m.author is Author.BOT and not m.public]

    def touch(self, ticket_id: int) -> None:
        self.tickets[ticket_id] = replace(self.tickets[ticket_id], stamp=self._tick())

    def _tick(self) -> str:
        self.clock += 1
        return f"2026-01-01T00:00:{self.clock:06d}Z"


def understand_by_words(conversation: Conversation):
    """An understanding that takes plain marks for words: ``appeal use source volume``, ``no volume``, ``person``."""
    from bot.core.checklist import Evidence, Finding, Status
    from bot.core.understanding import Intent, Understanding

    marks = {"use": "email_use", "source": "list_source", "volume": "monthly_volume"}
    findings, label, person = [], "other", None
    for message in conversation.said_by_requester():
        words = message.text.split()
        label = "probation_appeal" if "appeal" in words else label
        evidence = Evidence(message.id, 0, len(message.text), message.text)
        person = evidence if "person" in words else person
        for before, word in zip(["", *words], words, strict=False):
            if word in marks:
                status = Status.PARTIAL if before == "no" else Status.COMPLETE
                findings.append(Finding(marks[word], status, evidence=(evidence,), retracts=before == "no"))
    return Understanding(Intent({label: 1.0}), tuple(findings), asks_person=person)
