"""A month's total beside a reckoning that comes to something else: "30,000 a month. To be precise, one letter a month
to our 1,000 guests, nothing else"."""

import re
from collections.abc import Iterator, Sequence
from math import prod

from bot.nlp.answers.volume.figures import Noun, find_figures, patterns
from bot.nlp.answers.volume.groups import Amount
from bot.nlp.answers.volume.periods import FACTORS, WEEKS
from bot.nlp.answers.volume.streams import KINDS

_MOST_APART = 1.5  # times by which a total and its reckoning may differ
_MOST_FACTOR = 3.0  # the same where the total is drawn from the reckoning ("so 80,000"), which may leave something out
_OFF = 0.05  # of a total that was rounded
_FAR = 160  # letters between the two
_SPECIFIC = re.compile(
    r"\b(?:to be (?:more )?(?:precise|exact)|precisely|exactly|in detail|specifically|more precisely|that is"
    r"|that'?s|i\.?e\b|meaning"
    r"|namely|made up of|consist\w*|in fact|really|genauer|genau genommen|und zwar|namlich|das heisst|d\.? ?h\b"
    r"|also|sprich"
    r"|en fait|plus precisement|precisement|soit|c'est-a-dire|a savoir|concretamente|en concreto|es decir"
    r"|exactamente|o sea"
    r"|mais precisamente|concretamente|ou seja|isto e|per l'esattezza|piu precisamente|precisamente|cioe|ossia"
    r"|om precies"
    r"|precies|namelijk|dat wil zeggen|dokladnie|czyli|a mianowicie)\b|^[a-z /-]{0,24}:"
)
_NOTHING_ELSE = re.compile(
    r"\b(?:nothing (?:else|besides|more|other)|no other|(?:that'?s|that is|this is) (?:all|it|everything)"
    r"|and no more|only|sonst nichts"
    r"|nichts (?:weiter|anderes)|mehr nicht|das ist alles|rien (?:d'autre|de plus)|c'est tout|nada mas|eso es todo"
    r"|mais nada"
    r"|e tudo|nient'altro|altro non|e tutto|niets anders|verder niets|dat is alles|nic wiecej|nic innego"
    r"|to wszystko)\b"
)
_WHOLE = re.compile(
    r"\b(?:we|i|you)(?:'d| would)? (?:\w+ ){0,2}(?:send|mail|do|did|sent|expect|need|get to|come to|are at)\b"
    r"|\bvolume\b"
    r"|\bin total\b|\btotals?\b|\baltogether\b"
    r"|\b(?:report|dashboard|log|statistic|provider)s?\b|\bwir (?:ver)?(?:schicken|senden)\b"
    r"|\binsgesamt\b|\bnous (?:envoyons|expedions)\b|\bau total\b|\b(?:enviamos|mandamos)\b|\ben total\b|\bno total\b"
    r"|\b(?:inviamo|mandiamo)\b|\bin totale\b|\bwij? (?:ver)?(?:sturen|zenden)\b|\bin totaal\b|\bwysylamy\b|\blacznie\b"
)
_CHANGES = re.compile(r"\?|\b(?:if|limit|plan|quota|cap|allow\w*|until|most|peak|another|other|also|too)\b")
_OTHERWISE = ("season", "later", "now", "plus", "corrected", "expected")
_KIND = re.compile(
    r"\s{1,2}(?:e-?mails?|mails?|messages?|msgs?|nachrichten|correos?|mensajes?|courriels?|messaggi|berichten)\b"
)
_MORE = re.compile(
    r"\b(?:and|plus|also|another|und|dazu|auch|et|aussi|y|tambien|mas|e|anche|en|ook|oraz|i)\s*(?:\w+\s){0,2}$"
)


def bounds_below(plain: str, amounts: Sequence[Amount]) -> bool:
    """ "5,000 in a month ... it should not exceed 900 in the month": a ceiling below what is expected, of the same
    mail and time."""
    stated = [a for a in amounts if a.monthly and len(a.figures) == 1 and a.last.noun in (Noun.MAIL, Noun.NONE)]
    ceilings = [a.high for a in stated if a.low is None and a.high is not None]
    floors = [a.low for a in stated if a.low is not None]
    kinds = any(pattern.search(plain) for pattern in KINDS) or any(patterns()[n].search(plain) for n in _OTHERWISE[:3])
    return bool(ceilings and floors) and not kinds and max(floors) > _MOST_APART * min(ceilings)


def reckons_otherwise(plain: str, amounts: Sequence[Amount]) -> bool:
    """Whether one amount is a total of mails and the other, of heads and a rate, explains it and comes to less or
    more."""
    if len(amounts) != 2:
        return False
    stated = [amount for amount in amounts if _is_total(plain, amount)]
    reckoned = [amount for amount in amounts if _goes_to_heads(amount)]
    if len(stated) != 1 or len(reckoned) != 1 or not _differ(stated[0], reckoned[0], _MOST_APART):
        return False
    gap = plain[amounts[0].end : amounts[1].start]
    if len(gap) > _FAR or _MORE.search(gap) or any(patterns()[name].search(gap) for name in ("plus", "later")):
        return False
    behind = plain[amounts[-1].end : amounts[-1].end + _FAR]
    return _SPECIFIC.search(gap) is not None or _NOTHING_ELSE.search(behind) is not None


def tells_twice(sentences: Sequence[str]) -> bool:
    """Whether two sentences each tell what all the mail comes to, and differ: "We send 6,000 mails a month ... It is
    20,000 a year in total"."""
    told = [size for sentence in sentences for size in _find_whole(sentence)]
    return len(told) > 1 and max(told) > min(told) * _MOST_APART


def _find_whole(sentence: str) -> Iterator[float]:
    figures, free = find_figures(sentence)
    if len(figures) != 1 or free or not _WHOLE.search(sentence) or _CHANGES.search(sentence):
        return
    figure, period = figures[0], figures[0].period
    generic = figure.noun is Noun.NONE or (figure.noun is Noun.MAIL and _KIND.match(sentence, figure.end))
    plain = generic and not figure.each and None not in (figure.quantity.low, figure.quantity.high)
    rate = period if period and not period.counted and period.unit in ("month", "year") else None
    if plain and rate and figure.quantity.sized and not any(patterns()[n].search(sentence) for n in _OTHERWISE):
        yield figure.quantity.size * rate.factor


def draws_wrongly(total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether a total is drawn from one reckoning of heads that it has little to do with."""
    alone = len(parts) == 1 and _goes_to_heads(parts[0]) and len(total.figures) == 1 and total.monthly
    if not alone or len(parts[0].figures) == 1 or total.last.noun not in (Noun.NONE, Noun.MAIL):
        return False
    product = prod(figure.quantity.size for figure in parts[0].figures)
    right = any(abs(total.size - product * turns) <= _OFF * total.size for turns in (*FACTORS.values(), 1 / WEEKS))
    return not right and _differ(total, parts[0], _MOST_FACTOR)


def _is_total(plain: str, amount: Amount) -> bool:
    """A bare figure or a count of mails of no kind: "20,000 a month", "20,000 mails"."""
    if len(amount.figures) != 1 or amount.people or amount.last.noun not in (Noun.NONE, Noun.MAIL):
        return False
    end = amount.last.end
    return amount.last.noun is Noun.NONE or _KIND.match(plain, end) is not None


def _goes_to_heads(amount: Amount) -> bool:
    heads = [figure for figure in amount.figures if figure.noun is Noun.PEOPLE]
    return len(heads) == 1 and amount.monthly


def _differ(one: Amount, other: Amount, most: float) -> bool:
    sizes = sorted((one.size, other.size))
    return sizes[0] > 0 and sizes[1] > sizes[0] * most
