"""The customer's messages of one conversation, each read beside what those before it had said."""

from collections.abc import Callable, Iterator, Sequence

from bot.core.checklist import Finding
from bot.core.conversation import SUBJECT_ID
from bot.nlp.steps.closings import MORE, find_lacking
from bot.nlp.steps.history import FIRST, OPEN, Before, Memory
from bot.nlp.steps.messages import MessageReading, read_message
from bot.nlp.view import View

NOBODY: frozenset[str] = frozenset()
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


def _find_lacking(reading: MessageReading, step: str) -> frozenset[str]:
    """Who or what is lacking; several, for all one knows, where no word tells."""
    return find_lacking(reading.passages, reading.claims, step) or frozenset({MORE})


def _remember(memory: Memory, reading: MessageReading, found: Sequence[Finding]) -> Memory:
    told = {finding.item: finding.status for finding in (*reading.findings, *found)}
    lacking = {step: _find_lacking(reading, step) if status in OPEN else NOBODY for step, status in told.items()}
    asked = reading.numbering if reading.numbering.asked else memory.asked
    return Memory({**memory.before, **told}, {**memory.lacking, **lacking}, asked)
