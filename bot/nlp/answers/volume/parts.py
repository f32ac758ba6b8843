"""Parts of a count that was told before them: "8,000 a month, of which 2,000 are newsletters"."""

import re
from collections.abc import Sequence

from bot.nlp.answers.volume.figures import Noun
from bot.nlp.answers.volume.groups import Amount

_OF_WHICH = re.compile(
    r"\b(?:(?:out )?of (?:which|those|these|them|that)|including|incl\.?|included are|thereof|davon|darunter|dont"
    r"|y compris|parmi lesquels|de l[oa]s cuales|de ell[oa]s|incluid[oa]s?|incluyendo|d[oa]s quais|incluindo"
    r"|sendo|siendo|essendo|di cui"
    r"|dei quali|delle quali|compres[ieo]|waarvan|waaronder|inclusief|w tym|z czego|z tego)\b[^.;!?\d]{0,24}$"
)
_OF_THEM = re.compile(r"\s(?:of (?:them|those|these|which)|davon|d'entre eux|de ell[oa]s|di questi|daarvan|z nich)\b")
_GOES_ON = re.compile(r"[^.;!?\d]{0,30}(?:,|\b(?:and|und|et|y|e|en|i|the rest))[^.;!?\d]{0,20}")


def drop_parts(plain: str, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts without those that are told as parts of the one before them; counts of people keep theirs."""
    kept: list[Amount] = []
    left = 0.0  # of the whole that the parts may still make up
    end = 0
    for amount in amounts:
        gap = plain[end : amount.start] if kept else ""
        part = kept and amount.size <= left and _is_part(plain, gap, amount, kept[-1], left)
        if part:
            left -= amount.size
        else:
            kept.append(amount)
            left = amount.size if not amount.people and amount.last.noun is not Noun.PEOPLE else 0.0
        end = amount.end
    return kept


def _is_part(plain: str, gap: str, amount: Amount, whole: Amount, left: float) -> bool:
    if _OF_WHICH.search(gap) or (_OF_THEM.match(plain, amount.last.end) and amount.last.period is None):
        return True
    return left < whole.size and _GOES_ON.fullmatch(gap) is not None and amount.last.period is None


def find_mails_of_events(amounts: Sequence[Amount]) -> Sequence[Amount]:
    """The mails that are counted behind what they are about: "300 orders a month, so 300 confirmations plus 300
    shipping notices". None where each kind is not as many as the events."""
    events, mails = amounts[0], amounts[1:]
    told = len(mails) > 1 and events.last.noun is Noun.OTHER and len(events.figures) == 1
    same = all(amount.last.noun is Noun.MAIL and amount.last.quantity.size == events.size for amount in mails)
    return mails if told and same else ()
