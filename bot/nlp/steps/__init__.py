"""Reading the steps of the compromise procedure from the customer's words."""

from bot.core.checklist import Finding
from bot.nlp.steps.messages import read_message
from bot.nlp.steps.statuses import load_status_reader, settle_findings
from bot.nlp.view import View


def find_steps(view: View) -> list[Finding]:
    """The steps that this message says something of, at most one finding each (LABELLING.md, steps)."""
    return settle_findings(view, read_message(view), load_status_reader())
