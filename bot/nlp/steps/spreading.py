"""What the words on the whole list say of single steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.checklist import Status
from bot.nlp.steps.blankets import Blanket, Reach
from bot.nlp.steps.history import Before
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


def spread(
    blankets: Sequence[Blanket], claims: Sequence[Claim], numbering: Numbering, before: Before
) -> Iterator[Spread]:
    """What the blankets say of the steps that no claim speaks of. "The rest is not" leaves alone what an
    earlier message called done."""
    claimed = {claim.step for claim in claims}
    told = {claim.step for claim in claims if claim.sense not in ADVERSE}
    for blanket in blankets:
        if not _applies(blanket, claimed, told):
            continue
        for step in _find_covered(blanket, numbering):
            if step not in claimed and not (blanket.reach is Reach.REST and _stays(blanket, before.get(step))):
                partial = step in blanket.partial and blanket.sense is Sense.DONE
                yield Spread(step, Sense.PARTIAL if partial else blanket.sense, blanket)


def _stays(blanket: Blanket, before: Status | None) -> bool:
    return blanket.sense in ADVERSE and before is Status.DONE


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
