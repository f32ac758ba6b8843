"""What stops a ticket whatever its answers: prohibited content, steering text, live secrets; or a wish for a person."""

from bot.core.understanding import Risk, RiskKind
from bot.nlp.exposed import find_exposed_secrets, retire_named_secrets, retire_secrets
from bot.nlp.persons import find_person_request
from bot.nlp.prohibited import find_prohibited
from bot.nlp.steering import find_steering
from bot.nlp.view import View

__all__ = ["find_person_request", "find_risks", "retire_named_secrets", "retire_secrets"]

MOST_EVIDENCE = 5


def find_risks(view: View) -> list[Risk]:
    """The message's prohibited content, steering text and secrets. A secret counts as current unless the message says
    that it is revoked, expired or replaced; ``bad_list`` is the answers' own affair."""
    risks = []
    if prohibited := [view.evidence(start, end) for start, end in find_prohibited(view)]:
        risks.append(Risk(RiskKind.PROHIBITED, tuple(prohibited[:MOST_EVIDENCE])))
    if steering := find_steering(view):
        risks.append(Risk(RiskKind.STEERING, steering))
    return risks + find_exposed_secrets(view.message)
