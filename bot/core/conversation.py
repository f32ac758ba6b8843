"""A ticket as messages: who wrote, and which of the words are the writer's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SUBJECT_ID = "subject"


class Author(StrEnum):
    """Who wrote a message. Only the requester's words count as the customer's."""

    REQUESTER = "requester"
    THIRD_PARTY = "third_party"  # a CC or another end user: noted, never counted
    AGENT = "agent"
    BOT = "bot"  # the comment's audit carries our key
    SYSTEM = "system"


class Part(StrEnum):
    """Why a stretch of text is set apart: kept and shown, but not read as the author's word."""

    QUOTED = "quoted"
    SIGNATURE = "signature"
    FOOTER = "footer"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch ``text[start:end]`` that is set apart."""

    start: int
    end: int
    part: Part


@dataclass(frozen=True, slots=True)
class Secret:
    """A masked secret: its place in the masked text, its kind and the last two characters of what stood there."""

    start: int
    end: int
    kind: str  # api_key, password, smtp_credential
    last_two: str


@dataclass(frozen=True, slots=True)
class Message:
    """One comment (or the subject) as text: HTML turned into text, secrets masked, at most 20,000 characters."""

    id: str  # "subject" or "comment:<id>"
    author: Author
    text: str
    public: bool = True
    sent_at: str | None = None  # ISO 8601 in UTC, as Zendesk gives it
    apart: tuple[Section, ...] = ()
    secrets: tuple[Secret, ...] = ()
    automatic: bool = False  # written by a machine: out of office, bounce, auto-generated mail
    truncated: bool = False
    language: str | None = None
    attachments: tuple[str, ...] = ()

    @property
    def own_words(self) -> str:
        """The text with everything set apart blanked out; same length, so offsets hold in both."""
        if not self.apart:
            return self.text
        words = list(self.text)
        for section in self.apart:
            for at in range(max(section.start, 0), min(section.end, len(words))):
                if words[at] != "\n":
                    words[at] = " "
        return "".join(words)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A ticket's messages, oldest first; the subject, where there is one, comes before the first comment."""

    messages: tuple[Message, ...]

    def said_by_requester(self) -> Iterator[Message]:
        """The requester's public messages, the subject among them, oldest first."""
        return (m for m in self.messages if m.author is Author.REQUESTER and m.public)

    def without_machines(self) -> "Conversation":
        """The same without automatic mail: what a machine wrote is nobody's word."""
        return Conversation(tuple(m for m in self.messages if not m.automatic))

    def turns(self) -> tuple[Message, ...]:
        """The public comments of the two who take turns, the requester and the desk, oldest first. Automatic mail and
        third parties do not take a turn: what comes in between must not swallow a message that still waits."""
        return tuple(m for m in self.messages if _is_comment(m) and _takes_turn(m))

    @property
    def newest_comment(self) -> Message | None:
        """The newest public comment of anybody but the system, automatic mail and third parties among them."""
        return next((m for m in reversed(self.messages) if _is_comment(m)), None)

    @property
    def newest_public(self) -> Message | None:
        """The newest of the turns."""
        return next(reversed(self.turns()), None)

    @property
    def awaits_answer(self) -> bool:
        """Whether it is the desk's turn: the newest public message is the requester's."""
        newest = self.newest_public
        return newest is not None and newest.author is Author.REQUESTER

    def holds_secret_from(self, first: int = 0) -> bool:
        """Whether a secret stands in a message of anybody but the bot, from that message on."""
        return any(m.secrets for m in self.messages[first:] if m.author is not Author.BOT)

    @property
    def agent_has_answered(self) -> bool:
        """Whether a person of the desk has written publicly."""
        return any(m.author is Author.AGENT and m.public for m in self.messages)


def _is_comment(message: Message) -> bool:
    return message.public and message.id != SUBJECT_ID and message.author is not Author.SYSTEM


def _takes_turn(message: Message) -> bool:
    return message.author is not Author.THIRD_PARTY and not message.automatic
