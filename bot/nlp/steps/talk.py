"""The customer's messages of one conversation, each read beside what those before it had said."""

from collections.abc import Callable, Iterator, Sequence

from bot.core.checklist import Finding, Status
from bot.core.conversation import SUBJECT_ID
from bot.nlp.steps.closings import MORE, find_lacking
from bot.nlp.steps.counts import find_share
from bot.nlp.steps.history import FIRST, OPEN, Before, Memory
from bot.nlp.steps.messages import MessageReading, read_message
from bot.nlp.steps.negations import ADVERSE
from bot.nlp.steps.targets import PEOPLE
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
    leaver = memory.leaver or any(sentence.has("leaver") for sentence in reading.sentences)
    own = (memory.own - told.keys()) | {finding.item for finding in found if _is_own(finding, reading)}
    return Memory({**memory.before, **told}, {**memory.lacking, **lacking}, asked, own, leaver, reading.foreign)


def _is_own(finding: Finding, reading: MessageReading) -> bool:
    """Whether what is done was not said of anybody but the writer."""
    if finding.item not in PEOPLE or finding.status not in (Status.DONE, Status.PARTIAL):
        return False
    of_step = [claim for claim in reading.claims if claim.step == finding.item]
    done = [claim for claim in of_step if claim.sense not in ADVERSE]
    if any(claim.clause.has("others", "theirs", "people") or claim.clause.names_person() for claim in done):
        return False
    return bool(done) and not any(claim.whole or find_share(claim.clause) for claim in done)
