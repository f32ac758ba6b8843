"""The shipped reader of steps, for one message by itself."""

from functools import cache

from bot.core.checklist import Finding
from bot.nlp.pipeline import MODEL
from bot.nlp.steps import StepReader, load_step_reader
from bot.nlp.view import View


@cache
def load_reader() -> StepReader:
    return load_step_reader(MODEL)


def find_steps(view: View) -> list[Finding]:
    """What the shipped reader finds in a message."""
    return load_reader().find_steps([view])
