"""The customer's messages of one conversation, each read beside what those before it had said."""

from collections.abc import Iterator, Sequence

from bot.nlp.steps.closings import find_lacking
from bot.nlp.steps.history import FIRST, Before, Memory
from bot.nlp.steps.messages import MessageReading, read_message
from bot.nlp.view import View


def read_talk(views: Sequence[View]) -> Iterator[tuple[View, MessageReading, Before]]:
    """Each message, oldest first, as the rules read it, and what those before it had said."""
    memory = FIRST
    for view in views:
        reading = read_message(view, memory)
        yield view, reading, memory.before
        memory = _remember(memory, reading)


def _remember(memory: Memory, reading: MessageReading) -> Memory:
    told = {finding.item: finding.status for finding in reading.findings}
    lacking = {step: find_lacking(reading.passages, reading.claims, step) for step in told}
    asked = reading.numbering if reading.numbering.asked else memory.asked
    return Memory({**memory.before, **told}, {**memory.lacking, **lacking}, asked)
