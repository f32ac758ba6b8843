"""Whether a later message adds to an answer ("also a newsletter now and then") or gives it anew."""

import re

from bot.core.checklist import Finding
from bot.nlp.answers.layout import Layout, Topic

_ADDS = re.compile(
    r"\b(?:also|too(?=\s{0,2}(?:$|[.,;:!?()-]))|as well|additional(?:ly)?|in addition|addendum|moreover|besides"
    r"|on top|plus|apart from that"
    r"|not both|one more|another (?:thing|kind|sort|type|mail|site|domain|shop|source|one)|a further|(?:i"
    r"|we)(?:'ll| will)? add|to add|added|adding"
    r"|forg[eo]t(?:ten)?|left (?:out|off)|leave out|omitted|overlooked|missed(?: out)?|neglected to"
    r"|should have (?:said|mentioned|told)"
    r"|did ?n[o']t (?:mention|say|tell)|never mentioned|p\.?\s?p?\.?s\b"
    r"|auch|noch (?:ein\w{0,2}|was|etwas|dazu|zu erganzen|mehr)|zusatzlich|ausserdem|dazu kommt|hinzu|vergessen"
    r"|erganz\w{0,5}|nachtrag|nachtraglich|obendrein"
    r"|aussi|en plus|egalement|en outre|oublie|ajout\w{0,5}|encore une|encore un"
    r"|tambien|ademas|olvid\w{1,4}|anad\w{1,5}|agreg\w{1,5}|otra cosa|falto|faltaba"
    r"|tambem|alem diss?o|esquec\w{1,4}|acrescent\w{1,5}|faltou"
    r"|anche|inoltre|dimentica\w{1,4}|aggiung\w{1,5}|in piu"
    r"|ook|daarnaast|bovendien|vergeten|aanvulling|erbij"
    r"|tez|takze|rowniez|dodatkowo|dodam|dodaj\w{0,3}|zapomnia\w{2,4}|jeszcze|oprocz tego)\b"
)
_REPLACES = re.compile(
    r"\b(?:correct(?:ion|ed|ing)|instead|no longer|not any ?more|any ?more|discontinu\w{1,5}|stopped|dropped"
    r"|scrap\w{0,4}"
    r"|withdraw\w{0,3}|rather than|wrong(?:ly)?|mistake\w{0,2}|mistook|scratch that|disregard|ignore|replaces?"
    r"|korrektur\w{0,3}|stattdessen|anstatt|nicht mehr|falsch|irrtum\w{0,8}|sondern"
    r"|correctif|au lieu|ne .{1,30} plus|par erreur"
    r"|correccion|en lugar|en vez|ya no|por error|equivo\w{1,5}"
    r"|correcao|em vez|ja nao|nao .{1,30} mais|errad\w|engan\w{1,4}"
    r"|correzione|invece|non .{1,30} piu|sbaglia\w{1,3}|per errore"
    r"|correctie|in plaats|niet meer|fout|vergissing|poprawka|zamiast|juz nie|pomyl\w{1,4})\b"
)


def tells_addition(layout: Layout) -> bool:
    """Whether a message says that it adds to what was said, and does not say that it corrects it."""
    return _says(layout, _ADDS) and not _says(layout, _REPLACES)


def adds_to_answer(layout: Layout, finding: Finding) -> bool:
    """Whether a finding stands beside the earlier ones: said to be added, or, of the use of e-mail, told in passing
    where the desk asked for something else."""
    if finding.retracts or finding.item == Topic.VOLUME or _says(layout, _REPLACES):
        return False
    if _says(layout, _ADDS):
        return True
    return finding.item == Topic.USE and bool(layout.view.asked) and Topic.USE not in layout.asked


def _says(layout: Layout, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(line.text) for line in layout.own)
