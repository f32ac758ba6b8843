"""Comments to messages: the customer's own words, with everything else set apart."""

from collections.abc import Iterable
from dataclasses import dataclass

from inscriptis import get_text

from bot.core.conversation import SUBJECT_ID, Author, Conversation, Message

LONGEST = 20_000  # characters of a message that are read


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment before cleaning; ``body`` is HTML where ``html`` is true. Flag 4: written by a machine."""

    id: str
    author: Author
    body: str | None
    html: bool = False
    public: bool = True
    sent_at: str | None = None
    flags: tuple[int, ...] = ()
    attachments: tuple[str, ...] = ()


def to_message(comment: Comment) -> Message:
    """The comment as text."""
    text = get_text(comment.body or "") if comment.html else comment.body or ""
    return Message(
        comment.id,
        comment.author,
        text[:LONGEST],
        public=comment.public,
        sent_at=comment.sent_at,
        automatic=4 in comment.flags,
        truncated=len(text) > LONGEST,
        attachments=comment.attachments,
    )


def to_conversation(subject: str | None, comments: Iterable[Comment]) -> Conversation:
    """The ticket as messages, its subject first."""
    messages = [to_message(comment) for comment in comments]
    if subject:
        messages.insert(0, Message(SUBJECT_ID, Author.REQUESTER, subject))
    return Conversation(tuple(messages))
