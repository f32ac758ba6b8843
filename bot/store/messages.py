"""Conversations as they were last read, beside the runs: people see the words that a finding comes from. Secrets are
masked before anything gets here; retention takes the words away and leaves the rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.core.conversation import Author, Conversation
from bot.core.conversation import Message as Read
from bot.store.deliveries import now
from bot.store.tables import Message

MOST_MESSAGES = 200  # of one ticket, the newest; Zendesk has them all
KEPT = ("place", "author", "public", "sent_at", "text", "apart", "truncated")


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message as it is stored; ``text`` is None once it was erased, ``apart`` holds (start, end, part)."""

    id: str
    author: str
    public: bool
    sent_at: str | None
    text: str | None
    apart: tuple[tuple[int, int, str], ...] = ()
    truncated: bool = False


def save_conversation(engine: Engine, ticket_id: int, conversation: Conversation) -> None:
    """Keep the conversation as it was read just now. Only what is new or was changed is written; the bot's own notes
    are left out, because the runs have them."""
    read = [m for m in conversation.messages if m.public or m.author is not Author.BOT]
    rows = {m.id: to_row(place, m) for place, m in enumerate(read)}
    newest = dict(list(rows.items())[-MOST_MESSAGES:])
    with engine.begin() as connection:
        stored = _load_rows(connection, ticket_id)
        changed = [row for name, row in newest.items() if stored.get(name) != row]
        _save_rows(connection, ticket_id, changed)


def to_row(place: int, message: Read) -> dict[str, object]:
    """A message in the table's form, as it comes back from there."""
    return {
        "message_id": message.id,
        "place": place,
        "author": message.author.value,
        "public": message.public,
        "sent_at": message.sent_at,
        "text": message.text,
        "apart": [[section.start, section.end, section.part.value] for section in message.apart],
        "truncated": message.truncated,
    }


def _load_rows(connection: Connection, ticket_id: int) -> dict[str, dict[str, object]]:
    columns = (Message.message_id, *(getattr(Message, name) for name in KEPT))
    rows = connection.execute(select(*columns).where(Message.ticket_id == ticket_id)).mappings()
    return {row["message_id"]: dict(row) for row in rows}


def _save_rows(connection: Connection, ticket_id: int, rows: Iterable[dict[str, object]]) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    for row in rows:
        values = {**row, "ticket_id": ticket_id, "read_at": now()}
        insert = dialect.insert(Message).values(values)
        connection.execute(insert.on_conflict_do_update(index_elements=["ticket_id", "message_id"], set_=values))


def load_messages(engine: Engine, ticket_id: int) -> list[StoredMessage]:
    """The ticket's messages, oldest first."""
    columns = (Message.message_id, *(getattr(Message, name) for name in KEPT[1:]))
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).where(Message.ticket_id == ticket_id).order_by(Message.place)).all()
    return [to_stored(row) for row in rows]


def to_stored(row: Row[Any]) -> StoredMessage:
    """A message from its row."""
    apart = tuple((start, end, part) for start, end, part in row.apart)
    return StoredMessage(row.message_id, row.author, row.public, row.sent_at, row.text, apart, row.truncated)
