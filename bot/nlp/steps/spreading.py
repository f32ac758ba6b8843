"""What the words on the whole list say of single steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.checklist import Status
from bot.nlp.steps.blankets import Blanket, Reach
from bot.nlp.steps.history import Memory
from bot.nlp.steps.negations import ADVERSE, Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.references import Numbering
from bot.nlp.steps.targets import STEPS, TWO_FACTOR


@dataclass(frozen=True, slots=True)
class Spread:
    """What a blanket says of one step."""

    step: str
    sense: Sense
    blanket: Blanket


def spread(blankets: Sequence[Blanket], claims: Sequence[Claim], numbering: Numbering) -> Iterator[Spread]:
    """What the blankets say of the steps that no claim speaks of."""
    claimed = {claim.step for claim in claims}
    told = {claim.step for claim in claims if claim.sense not in ADVERSE}
    for blanket in blankets:
        if not _applies(blanket, claimed, told):
            continue
        for step in _find_covered(blanket, numbering):
            if step not in claimed:
                partial = step in blanket.partial and blanket.sense is Sense.DONE
                yield Spread(step, Sense.PARTIAL if partial else blanket.sense, blanket)


def leave_settled(spread_out: Sequence[Spread], numbering: Numbering, memory: Memory) -> Iterator[Spread]:
    """Without what a plan in answer to the desk would say of steps that were done before and are not asked after."""
    for part in spread_out:
        settled = memory.before.get(part.step) is Status.DONE and part.step not in numbering.asked
        loose = part.blanket.reach in (Reach.WEAK, Reach.REST) and part.sense is Sense.NOT_DONE
        if not (settled and loose and numbering.asked):
            yield part


def _applies(blanket: Blanket, claimed: set[str], told: set[str]) -> bool:
    """A loose "all done" says nothing of the steps that a list beside it leaves out; "the rest" needs a part."""
    if blanket.sense is not Sense.DONE:
        return True
    if blanket.reach is Reach.WEAK:
        return not told or (blanket.resets and told == {TWO_FACTOR})
    return blanket.reach is not Reach.REST or bool(claimed)


def _find_covered(blanket: Blanket, numbering: Numbering) -> tuple[str, ...]:
    covered = (numbering.pending or STEPS) if blanket.reach is Reach.ASKED else STEPS
    return tuple(step for step in covered if not (blanket.resets and step == TWO_FACTOR))
