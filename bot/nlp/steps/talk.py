"""The customer's messages of one conversation, each read beside what those before it had said."""

from collections.abc import Iterator, Sequence

from bot.core.checklist import Status
from bot.nlp.steps.history import Before
from bot.nlp.steps.messages import MessageReading, read_message
from bot.nlp.view import View


def read_talk(views: Sequence[View]) -> Iterator[tuple[View, MessageReading, Before]]:
    """Each message, oldest first, as the rules read it, and what those before it had said."""
    known: dict[str, Status] = {}
    for view in views:
        reading = read_message(view)
        yield view, reading, dict(known)
        known |= {finding.item: finding.status for finding in reading.findings}
