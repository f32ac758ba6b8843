"""Whether a number is one for each of something: "three per order", "each branch sends 500"."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.nlp.answers.lexicon.phrases import compile_phrases, load_lexicon
from bot.nlp.answers.volume.periods import Period
from bot.nlp.answers.volume.quantities import Quantity
from bot.reading.alternatives import Alternatives

_NEAR = 48  # letters between "each of our nine" and the figure
_NEXT = 12  # letters between "in the other months" and the figure
_CLAUSE = re.compile(r"[,;:(!?\n]|\.(?:\s|$)")
_EACH_ENDS = re.compile(
    r"\s{0,2}(?:$|[^\w\s]|per\b|a\b|every\b|for\b|and\b|on\b|in\b|at\b|with\b|to\b|from\b|who\b|which\b|we\b|\n"
    r"|of (?:them|these|those|us"
    r"|our)|working|day|week|month)"
)
_EACH_GETS = re.compile(
    r"\b(?:(?:every|each) (?!day|week|month|year|quarter|morning|night|term)\w+(?: \w+)? (?:gets?|receives?|has"
    r"|have|means"
    r"|makes?|does|is|are|means|generates?|triggers?|sends?"
    r"|produces?)|\b(?:one|a single|an?) (?!day|week|month|year|quarter|morning|night|term)[a-z]{3,14}"
    r" (?:makes|means|generates|triggers|produces|creates|results in|has|holds|seats)|\bone [a-z]{3,14} is"
    r"|every(?:one|body) (?:gets?|receives?|has)|each (?:sells? out at|seats?|holds?|takes?|draws?|brings?|with|writes?"
    r"|writing|e-?mailing|serves?|serving|gets?|getting|sends?|sending|receiv(?:es?"
    r"|ing)|having)(?= )|they(?: each| all)? get|which get"
    r"|who get|each gets?|each has)\b[^.;]*$"
)
_MOST_EACH = 10
_EACH_MAKES = re.compile(
    r"(?:^|[,;:.(!?\n]\s{0,2}|\b(?:for|with|bei|pour|a|por|per|con|voor|z|za|und|and|et|y|e|en|i) )(?:jede[rsnm]?"
    r"|chaque|(?:por )?cada"
    r"|ogni|elke|ieder|iedere|kazd[a-z]{1,3})"
    r" (?!(?:tag|woche|monat|jahr|quartal|morgen|abend|stunde|zweite\w*|jour|semaine|mois|annee|matin|soir"
    r"|trimestre|heure|dia"
    r"|semana|mes|ano|manana|noche|hora|giorno|settimana|mese|anno|mattina|sera|ora|dag|week|maand|jaar|kwartaal"
    r"|uur|dzien"
    r"|dnia|tydzien|miesiac|rok|dos|deux|due|\w*tag|lun\w+|mar\w+|mer\w+|mier\w+|jue\w+|jeu\w+|vie\w+|ven\w+|sab\w+"
    r"|sam\w+"
    r"|dim\w+|dom\w+|seg\w+|ter\w+|qua\w+|qui\w+|sex\w+|gio\w+|maan\w+|\w+dag)\b)[a-z]{3,16}"
    r"(?: [a-z]{2,14}){0,3} $"
)  # "jede Buchung macht zwei Mails", "por cada reserva salen dos correos"
_LONG_CLAUSE = re.compile(r"[;:(!?\n]|\.(?:\s|$)")
_EACH_BEFORE = re.compile(
    r"\b(?:every|each|one|an?) [a-z]{3,16} (?:=|->|→|:) ?$|\bmit je(?:weils)? (?:etwa |rund |ca\.? )?$"
    r"|\beach(?: of them)?\s{1,2}(?:about |around |some "
    r"|ca\.? |roughly |\w+s )?$"
)
_EACH_EQUALS = re.compile(
    r"\b(?:every|each|chaque|jede[rs]?|cada|ogni|elke|kazd\w) (?!day|week|month|year)[a-z]{3,16}(?: [\w.-]{2,40}){1,7}"
    r" (?:=|->|→) ?$"
)  # "each cake ordered on our site = 2 mails"
_EQUALS_FAR = 72
_PER_ANY = re.compile(
    r"\b(?:for (?:each|every|one)|to (?:each|every)|per|pro|par|por|je)\s(?!(?:day|week|month|year|cent|annum|se"
    r"|default|contract|api"
    r"|smtp|e?-?mails?|hour|minute|second"
    r"|stunde|heure"
    r"|hora|ora|the|our|your|usual|now|le|la|il|los|las|favor|post)\b)[a-z]{3,16}"
    r"(?=\s{0,2}(?:$|[,.;)x]|per\b|a (?:day|week|month)|(?:and|et|und|y|e) (?:day|week|month|per|par|pro|por"
    r"|je)\b|each\b|every\b|\d))"
)
_PER_FAR = 28  # letters between a figure and the "per player" that goes with it
_EACH_OF = re.compile(
    r"\b(?:each|every one) of (?:(?:our|the|my|these|those) )?(?:about |around |roughly |some |~ ?|ca\.? )?$"
    r"|\bjede[rs]? (?:der|unserer|meiner) $"
    r"|\bchacune? d[e']s? ?(?:nos )?$"
    r"|\bcada un[ao] de (?:nuestr[ao]s|l[ao]s) $|\bciascun[oa] d(?:ei|elle)(?: nostr[ie])? $"
    r"|\bcada um[a]? d[ao]s (?:noss[ao]s )?$"
)
_PER_HEADING = re.compile(
    r"(?:^|[,.;:(\n]\s{0,2})(?:(?:[a-z-]{3,14} ){1,2}(?=[a-z ]{1,24}:))?(?P<per>per|pro|par|por"
    r"|je) [a-z]{3,16}[,:]? (?:about |around |some |ca\.? |roughly "
    r"|etwa )?$"
)
_FOR_EACH_WE = re.compile(
    r"(?:^|[,.;:(\n]\s{0,2})(?P<per>per|for (?:each|every)|pro|je|par|pour chaque|por(?: cada)?|per ogni|voor elke"
    r"|za kazd\w+) [a-z]{3,16}"
    r"(?: [a-z]{2,12})? (?:we|you|they|it|there|goes?|is|are|wir|gehen|geht|on|nous|enviamos|mandamos|inviamo|gaan)\b"
    r"[^.;\d]{0,30}$"
)


@lru_cache(maxsize=1)
def _each() -> Alternatives:
    return compile_phrases(load_lexicon("volume")["relations"]["each"])


_EVERY_ONE = re.compile(
    r"\b(?:every|each) (?!day|week|month|year|quarter|time|order|sale)[a-z]{4,16} (?:gets?|receives?)\b[^.;\n]*$"
)
_EVERY_FAR = 80  # letters between "every client gets" and "we have 120 of them"
_PORTION = re.compile(
    r"\b(?:batch(?:es)?|lots|chunks|blocks|packets|portions|sends|envois|lots|envios|lotes|tandas|paketen|"
    r"portionen|schuben|blocken|invii|lotti|blocchi|partijen|paczkach) (?:of|de|von|zu|a|di|van|po) "
    r"(?:about |around |roughly |environ |unos |uns |etwa |circa |ca\.? ?)?$"
)


def is_each(plain: str, quantities: Sequence[Quantity], periods: Sequence[Period], place: int) -> bool:
    """Whether "each", "apiece" or "per order" goes with the quantity, after it or right before it."""
    if _is_for_months(plain, periods, quantities[place]):
        return False
    end = quantities[place].end
    stop = quantities[place + 1].start if place + 1 < len(quantities) else len(plain)
    after = _LONG_CLAUSE.split(plain[end : min(stop, end + 60)], maxsplit=1)[0]
    for match in _each().finditer(after):
        begin, finish = end + match.start(), end + match.end()
        in_period = any(period.start <= begin < period.end for period in periods)
        if (
            not in_period
            and _EACH_ENDS.match(plain[finish : finish + 8])
            and not _repeats_noun(plain, end, begin, finish)
        ):
            return True
    if any(not _is_in(periods, end + m.start()) for m in _PER_ANY.finditer(after) if m.start() <= _PER_FAR):
        return True
    least = quantities[place - 1].end if place else 0
    if _EACH_EQUALS.search(plain, max(least, quantities[place].start - _EQUALS_FAR), quantities[place].start):
        return True
    begin = max(least, quantities[place].start - 40)
    before = plain[begin : quantities[place].start]
    if place and _EACH_OF.search(plain[max(0, quantities[place - 1].start - 40) : quantities[place - 1].start]):
        return len(before) < _NEAR and not _CLAUSE.search(before)
    heading = _PER_HEADING.search(before)
    if heading and not _is_in(periods, begin + heading.start("per")):
        return True
    if quantities[place].size <= _MOST_EACH and _EACH_MAKES.search(before):
        return True
    led = _FOR_EACH_WE.search(before)
    if led and not _is_in(periods, begin + led.start("per")):
        return True
    return any(pattern.search(before) for pattern in (_EACH_GETS, _EACH_BEFORE))


def _is_for_months(plain: str, periods: Sequence[Period], quantity: Quantity) -> bool:
    """ "In the other eleven months 1,000 each": each of the months."""
    return any(0 <= quantity.start - p.end <= _NEXT and "months" in plain[p.start : p.end] for p in periods)


def _is_in(periods: Sequence[Period], place: int) -> bool:
    return any(period.start <= place < period.end for period in periods)


def _repeats_noun(plain: str, end: int, begin: int, finish: int) -> bool:
    """ "300 clients, one mail per client": the clients are not a number for each client."""
    stem = plain[begin:finish].rsplit(maxsplit=1)[-1][:5]
    return (
        len(stem) >= 4 and plain[begin:finish].startswith(("per ", "pro ", "par ", "por ")) and stem in plain[end:begin]
    )


def is_portion(plain: str, quantities: Sequence[Quantity], periods: Sequence[Period]) -> bool:
    """Whether the one figure of a passage is the size of a send, and nobody tells how many: "in batches of 250"."""
    alone = len(quantities) == 1 and not periods
    return alone and _PORTION.search(plain[max(0, quantities[0].start - 40) : quantities[0].start]) is not None


def tells_every(plain: str, end: int) -> bool:
    """ "Every client gets 2 mails a month and we have" before "120 of them"."""
    return _EVERY_ONE.search(plain[max(0, end - _EVERY_FAR) : end]) is not None
