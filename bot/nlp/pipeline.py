"""The whole understanding of a conversation, from its messages to one value. Pure CPU, no network, no clock."""

from collections.abc import Iterator

from bot.core.conversation import Author, Conversation
from bot.core.checklist import Finding
from bot.core.understanding import Intent, Understanding
from bot.nlp.view import View, to_view


def to_views(conversation: Conversation) -> Iterator[View]:
    """A view of each of the requester's messages, oldest first, beside what the desk had asked before it."""
    asked = ""
    for message in conversation.messages:
        if message.author is Author.REQUESTER and message.public:
            yield to_view(message, asked)
        elif message.author in (Author.AGENT, Author.BOT) and message.public:
            asked = message.text
