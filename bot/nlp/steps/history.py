"""What stood open when a message was written: how the rules read the messages before it. "He has it now too" says
little by itself, and all where one user was lacking."""

from collections.abc import Iterator, Mapping, Sequence

from bot.core.checklist import Status
from bot.nlp.steps.messages import MessageReading

OPEN = frozenset({Status.PARTIAL, Status.NOT_DONE})

Before = Mapping[str, Status]  # the steps that earlier messages spoke of


def list_before(readings: Sequence[MessageReading]) -> Iterator[Before]:
    """For each message, oldest first, what those before it had said."""
    known: dict[str, Status] = {}
    for reading in readings:
        yield dict(known)
        known |= {finding.item: finding.status for finding in reading.findings}
