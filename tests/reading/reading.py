"""Reads a mail and lists what was found, line by line, for the tests of this folder."""

from bot.core.conversation import Author, Message, Part
from bot.reading.letters import to_plain
from bot.reading.messages import Comment, to_conversation, to_message


def read(body: str, *, html: bool = False, desk: str | None = None, desk_html: bool = False) -> Message:
    """The customer's mail as a message, after the desk's where one is given."""
    comment = Comment("comment:2", Author.REQUESTER, body, html)
    if desk is None:
        return to_message(comment)
    asked = Comment("comment:1", Author.AGENT, desk, desk_html)
    return to_conversation(None, [asked, comment]).messages[-1]


def own_lines(message: Message) -> list[str]:
    """The lines of the writer's own words, without blank ones and without letters that nobody sees."""
    lines = (to_plain(line).text.strip() for line in message.own_words.split("\n"))
    return [line for line in lines if line]


def apart(message: Message, part: Part) -> list[str]:
    """The lines that are set apart as ``part``, without blank ones."""
    return [
        line.strip()
        for section in message.apart
        if section.part is part
        for line in message.text[section.start : section.end].split("\n")
        if line.strip()
    ]
