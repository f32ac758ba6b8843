"""Amounts that are taken back in the same breath: "5k, sorry, 15k"; what takes their place keeps their period."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.nlp.answers.volume.figures import Noun, patterns
from bot.nlp.answers.volume.groups import Amount
from bot.nlp.answers.volume.lending import lend_scale

_DENIED = re.compile(
    r"\b(?:not|nicht|pas|niet|no|nie|non|nao|instead of|rather than|statt|anstatt|au lieu de|en vez de|en lugar de"
    r"|em vez de|invece di|in plaats van|zamiast|ignore|disregard|forget|scrap|strike|vergessen sie|vergiss"
    r"|streichen sie|oubliez|olvide|esqueca|dimentichi|vergeet|zignorujcie"
    r"|(?:wrong|mistaken) (?:about|with)|(?:vertan|geirrt|verrechnet|verschatzt) (?:mit|bei)|trompee? (?:avec|sur"
    r"|pour)"
    r"|equivoque (?:con|en)|enganei(?:-me)? (?:com|n[oa]s)|sbagliat[oa] (?:con|su)|vergist (?:met|in)"
    r"|pomyli\w+ (?:sie )?(?:z|w|co do))\s{1,2}"
    r"(?:the |about |around |just |only |my |that |those |die |das |den |le |la |les |el |los |las |il |i |o |os "
    r"|de )?$"
)
_ASKED_AND_DENIED = re.compile(r"\?[\s.]{0,3}(?:no|nah|nope|nein|non|nao|nie|nee)\b")  # "3 crore? No, 3 lakh"
_FELL_SHORT = re.compile(
    r"\b(?:was|were|is|are|war|waren|era|eran|erano|etait|etaient|byl[oa]?|waren) (?:only|just|nur|bloss|solo"
    r"|soltanto"
    r"|seulement|so|apenas|alleen|tylko|wrong|too (?:low|high)|falsch|zu (?:niedrig|hoch)|outdated|old)\b"
    r"|\b(?:forgot|left out|did not count|didn'?t count|vergessen|oublie|olvide|esqueci|dimenticato|vergeten)\b"
)
_WITH_MORE = re.compile(
    r"\b(?:with(?! the exception)|including|mit|inklusive|avec|con|com|met|z) [^.;\n\d]{3,48}\b(?:it'?s|that'?s"
    r"|it is|it comes to|comes to"
    r"|makes|(?:i|we|it) (?:come|get|arrive|add|end)s?(?: up)? (?:to|at)|komme(?:n)? (?:ich|wir) auf|liegen wir bei"
    r"|kom(?:en)? (?:ik|we|wij)"
    r" (?:op|uit op)|(?:j'|on |nous )arriv\w{1,3} a|llego a|llegamos a|chego a|chegamos a|arrivo a|arriviamo a"
    r"|wychodzi|its|sind'?s?|sind es|ist'?s|wird'?s|ca fait|c'est|sono|son|sao|is het)(?: \w+)? $"
)
_ADDS = re.compile(r"\b(?:another|additional|extra|weitere|zusatzliche|otr[ao]s|outr[ao]s|altr[ei])(?: \w+)? $")
_SAID = re.compile(
    r"\b(?:said|wrote|stated|put(?: down)?|gave|entered|told you|schrieb|sagte|ecrit|dije|escribi|scritto) "
)
_BUT_IS = re.compile(
    r"\b(?:but|aber|mais|pero|ma|mas|maar|ale) (?:it'?s|it is|that'?s|it should|really|in fact|actually"
    r"|the (?:right|real|true"
    r"|correct)|es sind|c'est|son|sono|sao|het is|to) |\b(?:but|aber|mais|pero|ma|mas|maar|ale) $"
)
_WAS_SLIP = re.compile(
    r"[^.;!?\d)]{0,44}\b(?:typo|mistake|slip|wrong|in error|error|tippfehler|falsch|irrtum|erreur|faute|error|errado"
    r"|errore|sbagliat\w+|fout|tikfout|pomylka)\b"
)
_DENIED_FAR = 30  # letters before a figure that may deny it
_MOST_UNLIKE = 6  # a figure in its neighbour's measure is no more than so many times its size


def drop_corrected(plain: str, amounts: Sequence[Amount]) -> list[Amount]:
    """Drops what is taken back in the same breath: "5k, sorry, 15k", "7k. not 70k", "not 60k, six"."""
    kept: list[Amount] = []
    denied: Amount | None = None
    for told in amounts:
        amount = told
        between = plain[kept[-1].end : amount.start] if kept else ""
        no = len(amounts) > 1 and (
            _DENIED.search(plain[max(0, amount.start - _DENIED_FAR) : amount.start]) or _is_named_wrong(plain, amount)
        )
        if kept and not no and (_is_taken_back(between) or _is_said_wrong(plain[: kept[-1].start], between)):
            amount = _inherit(kept.pop(), amount)
        if no:
            denied = amount
        elif denied and not kept:
            kept.append(lend_scale([denied, amount])[-1])
        else:
            kept.append(amount)
    return kept


def _inherit(wrong: Amount, right: Amount) -> Amount:
    """ "I wrote 1,500 a month, but it is 15,000": the right figure is of the same period."""
    period = wrong.last.period
    bare = not right.monthly and len(right.figures) == 1 and right.last.noun is Noun.NONE
    if period is None or not bare or not wrong.monthly or not period.factor or len(wrong.figures) > 1:
        return right
    if period.unit != "month" and right.size > _MOST_UNLIKE * wrong.last.quantity.size:
        return right
    return replace(right.times(period.factor), monthly=True)


def _is_named_wrong(plain: str, amount: Amount) -> bool:
    """ "6,000 (I wrote 60,000 in the form, that was a typo)"."""
    said = _SAID.search(plain[max(0, amount.start - _DENIED_FAR) : amount.start])
    return said is not None and _WAS_SLIP.match(plain, amount.end) is not None


def _is_taken_back(between: str) -> bool:
    """Whether what stands between two figures makes the second replace the first: "9k was only Leeds, with York it's
    14k"."""
    if patterns()["corrected"].search(between) or _ASKED_AND_DENIED.search(between):
        return True
    if _ADDS.search(between):
        return False  # "I forgot the newsletter, that is another 900"
    return _FELL_SHORT.search(between) is not None or _WITH_MORE.search(between) is not None


def _is_said_wrong(before: str, between: str) -> bool:
    """ "I wrote 5k but it is 15k"."""
    return _SAID.search(before[-30:]) is not None and _BUT_IS.search(between) is not None
