"""Reading the steps of the compromise procedure from the customer's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.checklist import Finding
from bot.core.conversation import SUBJECT_ID
from bot.nlp.steps import statuses, vouching
from bot.nlp.steps.history import Before
from bot.nlp.steps.messages import MessageReading
from bot.nlp.steps.remarks import RemarkReader, load_remark_reader
from bot.nlp.steps.statuses import StatusReader, settle_findings
from bot.nlp.steps.takebacks import doubt_findings, leaves_unanswered, takes_back
from bot.nlp.steps.talk import follow_talk
from bot.nlp.steps.vouching import Vouching
from bot.nlp.view import View


@dataclass(frozen=True, slots=True)
class StepReader:
    """The learned reading of steps, the weights that vouch for what is done, and what hears the remarks beside."""

    statuses: StatusReader
    vouching: Vouching
    remarks: RemarkReader

    def find_steps(self, views: Sequence[View]) -> list[Finding]:
        """What each message, oldest first, says of the steps: at most one finding each (LABELLING.md, steps)."""
        known: list[Finding] = []
        begun, asked = False, ""
        for view, reading, before, settled in follow_talk(views, self._settle):
            found = list(settled)
            unanswered = view.asked != asked and leaves_unanswered(reading, before)
            if begun and (unanswered or takes_back(view.text, reading, before)):
                known, found = doubt_findings(known, found, view.text, reading)
            asked = view.asked
            begun = begun or (bool(found) and view.message.id != SUBJECT_ID)
            known += found
        return known

    def _settle(self, view: View, reading: MessageReading, before: Before) -> list[Finding]:
        return settle_findings(view, reading, self.statuses, self.vouching, before)


def load_step_reader(folder: Path) -> StepReader:
    """The reader that training left in the folder; OSError where it is not there."""
    return StepReader(
        statuses.load_status_reader(folder / statuses.NAME),
        vouching.load_vouching(folder / vouching.NAME),
        load_remark_reader(folder),
    )
