"""Views of made-up messages, and what the answers' rules find in them."""

from collections.abc import Mapping

from bot.core.checklist import Finding, settle
from bot.core.conversation import Author
from bot.nlp.answers import find_answers
from bot.nlp.view import View, to_view
from bot.procedures import load_procedures
from bot.reading.messages import Comment, to_conversation
from tests.builders import a_message

APPEAL = next(procedure for procedure in load_procedures() if procedure.name == "appeal")
ASKED = """Thanks for writing. Before we can lift the restriction we need three things:
1. How do you use email: transactional, marketing or both?
2. Where do the addresses on your list come from, and on which website?
3. How many messages do you expect to send in a month?"""
ASKED_VOLUME = "How many messages do you expect to send in a month?"
ASKED_SOURCE = "Where do the addresses come from, and what is the website?"
ASKED_USE = "How do you use email: transactional, marketing or both?"


def view(text: str, asked: str = "") -> View:
    """A requester's message as the rules see it."""
    return to_view(a_message(text), asked)


def find(item: str, text: str, asked: str = "") -> Finding | None:
    """What one message says of one item."""
    return next((finding for finding in find_answers(view(text, asked)) if finding.item == item), None)


def settle_thread(*bodies: str) -> Mapping[str, Finding]:
    """What a thread comes to: bodies of comments, the requester's and the desk's in turn."""
    authors = (Author.REQUESTER, Author.AGENT)
    comments = [Comment(f"comment:{at}", authors[at % 2], body) for at, body in enumerate(bodies)]
    found: list[Finding] = []
    asked = ""
    for message in to_conversation(None, comments).messages:
        if message.author is Author.REQUESTER:
            found.extend(find_answers(to_view(message, asked)))
        else:
            asked = message.text
    items = ("email_use", "list_source", "monthly_volume")
    return {item: settle(APPEAL.item(item), found) for item in items}
