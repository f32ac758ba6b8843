"""The customer's messages of one conversation, each read beside what those before it had said."""

from collections.abc import Callable, Iterator, Sequence

from bot.core.checklist import Finding
from bot.core.conversation import SUBJECT_ID
from bot.nlp.steps.closings import find_lacking
from bot.nlp.steps.history import FIRST, Before, Memory
from bot.nlp.steps.messages import MessageReading, read_message
from bot.nlp.view import View

Settle = Callable[[View, MessageReading, Before], Sequence[Finding]]


def read_talk(views: Sequence[View]) -> Iterator[tuple[View, MessageReading, Before]]:
    """Each message, oldest first, as the rules read it, and what those before it had said by the rules alone."""
    for view, reading, before, _ in follow_talk(views, lambda _, reading, __: reading.findings):
        yield view, reading, before


def follow_talk(
    views: Sequence[View], settle: Settle
) -> Iterator[tuple[View, MessageReading, Before, Sequence[Finding]]]:
    """The same with the findings that ``settle`` makes of each; the later messages know of those."""
    memory = FIRST
    for view in views:
        reading = read_message(view, memory)
        found = settle(view, reading, memory.before)
        yield view, reading, memory.before, found
        memory = _remember(memory, reading, found if view.message.id != SUBJECT_ID else ())


def _remember(memory: Memory, reading: MessageReading, found: Sequence[Finding]) -> Memory:
    told = {finding.item: finding.status for finding in (*reading.findings, *found)}
    lacking = {step: find_lacking(reading.passages, reading.claims, step) for step in told}
    asked = reading.numbering if reading.numbering.asked else memory.asked
    return Memory({**memory.before, **told}, {**memory.lacking, **lacking}, asked)
