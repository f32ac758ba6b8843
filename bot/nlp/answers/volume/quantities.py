"""Numbers joined to quantities: ranges ("40-50k", "between ... and"), bounds ("up to 5k", "500+"), tolerances."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.nlp.answers.lexicon.phrases import expand_phrase, load_lexicon
from bot.nlp.answers.volume.numbers import Number, find_numbers

MOST_READ = 60  # numbers of a passage: what is joined and compared pair by pair stays quick
_NOUN = (
    r"(?:\s?(?:e-?mails?|mails?|messages?|msgs?|nachrichten|correos|mensajes|courriels|mensagens|messaggi|berichten"
    r"|wiadomosci|subscribers|people|patients))?"
)
_TO = re.compile(
    rf"{_NOUN}\s{{0,2}}(?:-\s?bis|-{{1,2}}|~|/|to|till|until|up to|through|bis zu|bis|a|ate|ou|or|oder|of|o|au"
    rf"|tot|do|lub|se"
    rf"|al?)\s{{0,2}}(?:about |around |even |maybe |perhaps |so )?(?:the )?"
    r"|,? ?(?:maybe|perhaps|or maybe|or even|vielleicht|peut-etre|quizas?|talvez|forse|misschien|moze) "
)
_AND = re.compile(rf"{_NOUN}\s{{0,2}}(?:and|&|und|et|y|e|en|a|i|to|-)\s{{0,2}}(?:about |around )?")
_POLISH = re.compile(
    r"(?: ?tys\w*\.?)? ?(?:e-?maili|maili|wiadomosc\w*|listow|sztuk|szt|miesiecznie|tygodniowo|dziennie|na miesiac)\b"
)
_TOLERANCE = re.compile(r"\s?(?:\+/-|±|plus ?(?:or|/) ?minus|plusminus|give or take)\s?$")
_MOST_APART = 1000  # "200 or two million" is no range
_PERCENT = re.compile(r"\s?(?:%|percent\b|per cent\b|prozent\b)")
_NUMBER_FOLLOWS = re.compile(r"[\s:]{1,2}(?:of |about |ca\.? )?\d")  # "5k, max 9k": the bound is the next figure's
_MOST_TO_EACH = 5
_LEAST_HEADS = 20
_HEADS_FOLLOW = re.compile(
    r" (?:[a-z]{3,14} )?(?:people|members|subscribers|readers|customers|clients|users|contacts|recipients"
    r"|holders|parents|donors"
    r"|patients|students|families|households|employees|tenants|guests|volunteers)\b"
)
_MORE_OR_LESS = re.compile(r",? ?(?:could|can|may|might) be $")
_ORDINAL = re.compile(r"\.?[ªº]|\.[ao] (?=[a-z])")  # "12.ª classe"


_KIND_OF_MAIL = (
    r"(?:[a-z]{2,14}[ -]){0,2}(?:[a-z]{4,14}(?:bestatigung|erinnerung|rechnung|einladung|mail)"
    r"|confirmation|reminder|receipt|invoice"
    r"|invitation|thank[ -]you|review request|survey|notice|ticket|voucher|report|summary|e-?mail|mail|message|letter"
    r"|newsletter|bestatigung|erinnerung|rechnung|einladung|quittung|rappel|facture|recu|confirmacion|recordatorio|factura"
    r"|recibo|aviso|correo|invitacion|conferma|promemoria|fattura|ricevuta|invito|confirmacao|lembrete|fatura|convite"
    r"|bevestiging|herinnering|factuur|uitnodiging|potwierdzenie|przypomnienie|faktura|zaproszenie)\b"
)
_ARTICLE = r"\b(?:an?|one|eine?n?|une?|una|um|uma|uno|een|jedno|jedna) "
_ENUMERATION = re.compile(
    rf"{_ARTICLE}{_KIND_OF_MAIL}(?:,|,? (?:and|plus|then|und|dann|et|puis|y|e|en|i)|,? and then) {_ARTICLE}"
    rf"(?={_KIND_OF_MAIL})"
)  # "a confirmation and a reminder": two mails


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity's place and bounds; None is an open end."""

    start: int
    end: int
    low: float | None
    high: float | None
    sized: bool = True
    scale: int = 1

    @property
    def size(self) -> float:
        """The quantity as one figure: its upper end, or its lower where there is none."""
        return self.high if self.high is not None else self.low or 0.0

    def times(self, factor: float) -> "Quantity":
        """The quantity multiplied; open ends stay open."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return replace(self, low=low, high=high)


@lru_cache(maxsize=1)
def _bounds() -> dict[str, re.Pattern[str]]:
    lexicon = load_lexicon("volume")["bounds"]
    filler = r"\.?(?:\s{0,2}(?:of|about|around|roughly|maybe|approx\.?|the|a|i|le|les|los|las|die|de|some"
    filler += r"|ca\.?|like|that|:))?"
    patterns = {}
    for name in ("upper_before", "lower_before", "between"):
        words = "|".join(expand_phrase(phrase, {}) for phrase in lexicon[name])
        patterns[name] = re.compile(rf"(?<!\w)(?:{words}){filler}\s{{0,2}}$")
    for name, plus in (("upper_after", ""), ("lower_after", r"|^\+(?!\s*\d)")):
        words = "|".join(expand_phrase(phrase, {}) for phrase in lexicon[name])
        patterns[name] = re.compile(rf"(?<!\w)\s{{0,2}}[,(]?\s?(?:{words})(?!\w){plus}")
    return patterns


def find_quantities(plain: str) -> list[Quantity]:
    """The quantities of a plain text in order, no more than MOST_READ numbers' worth."""
    counted = [number for number in find_numbers(plain) if not _ORDINAL.match(plain, number.end)]
    numbers = _count_kinds(plain, counted)[:MOST_READ]
    quantities = []
    place = 0
    while place < len(numbers):
        joined = _join(plain, numbers[place], numbers[place + 1] if place + 1 < len(numbers) else None)
        quantities.append(joined or _with_bound(plain, numbers[place]))
        place += 2 if joined else 1
    return quantities


def _count_kinds(plain: str, numbers: list[Number]) -> list[Number]:
    """The numbers, with a two for "a confirmation and a reminder"."""
    told = [Number(match.start(), match.end(), 2, 2, 1, False) for match in _ENUMERATION.finditer(plain)]
    rest = [n for n in numbers if not any(n.start < kinds.end and kinds.start < n.end for kinds in told)]
    return sorted([*rest, *told], key=lambda number: number.start)


def _join(plain: str, first: Number, second: Number | None) -> Quantity | None:
    """The range or tolerance that two neighbouring numbers make, or None."""
    if second is None:
        return None
    gap = plain[first.end : second.start]
    tail = plain[second.end : second.end + 16]
    if _TOLERANCE.fullmatch(gap) or (_MORE_OR_LESS.fullmatch(gap) and tail.startswith(" more or less")):
        spread = second.value if second.scale > 1 or second.value >= first.bare else second.value * first.scale
        percent = _PERCENT.match(plain, second.end)
        spread = first.value * second.bare / 100 if percent else spread
        end = percent.end() if percent else second.end
        return Quantity(first.start, end, first.value - spread, first.value + spread)
    between = _bounds()["between"].search(plain[max(0, first.start - 24) : first.start]) is not None
    joins = between or _shares_scale(first, second) or _shares_thousands(first, second)
    if not (_TO.fullmatch(gap) or (joins and _AND.fullmatch(gap)) or (gap == ", " and _are_close(first, second))):
        return None
    if first.value <= _MOST_TO_EACH and second.value >= _LEAST_HEADS and _HEADS_FOLLOW.match(plain, second.end):
        return None  # "weekly: 1 to 380 members" is one to each of them
    low, high = _share_scale(first, second)
    if low >= high or high / max(low, 1) > _MOST_APART:
        return None
    return Quantity(first.start, second.end, low, high, first.sized or second.sized, max(first.scale, second.scale))


def _are_close(first: Number, second: Number) -> bool:
    """ "70, 80 a week": two guesses at one figure."""
    return first.value >= 10 and 1 < second.value / first.value <= 1.5


def _shares_scale(first: Number, second: Number) -> bool:
    """ "50 and 80 thousand", "two to three thousand": the first of the two lacks the scale of the second."""
    return (
        not first.sized and second.scale >= 1000 and first.bare < 1000 and second.bare / 20 < first.bare < second.bare
    )


def _shares_thousands(first: Number, second: Number) -> bool:
    """ "50 to 60,000": the first of the two lacks the thousands that are written out in the second; "3-9000" answers
    the third question."""
    written = second.scale == 1 and second.value >= 1000 and second.value % 1000 == 0
    most = second.value / 1000
    return written and not first.sized and _MOST_TO_EACH < first.bare < 1000 and most / 20 < first.bare < most


def _share_scale(first: Number, second: Number) -> tuple[float, float]:
    low, high = first.value, second.value
    if _shares_thousands(first, second):
        return low * 1000, high
    if second.scale > 1 and not first.sized and first.bare * second.scale <= high:
        low = first.bare * second.scale
    elif first.scale > 1 and not second.sized and second.bare * first.scale > low:
        high = second.bare * first.scale
    return low, high


def _with_bound(plain: str, number: Number) -> Quantity:
    before, after = plain[max(0, number.start - 40) : number.start], plain[number.end : number.end + 60]
    patterns = _bounds()
    low: float | None = number.value
    high: float | None = number.value
    upper, lower = patterns["upper_before"].search(before), patterns["lower_before"].search(before)
    if upper and lower:  # "no more than" holds "more than": the longer phrase is meant
        upper, lower = (upper, None) if upper.start() < lower.start() else (None, lower)
    if (
        upper
        or (before.endswith("do ") and _POLISH.match(after))
        or (not lower and _bound_after(patterns["upper_after"], after))
    ):
        low = None
    elif lower or _bound_after(patterns["lower_after"], after):
        high = None
    return Quantity(number.start, number.end, low, high, number.sized, number.scale)


def _bound_after(pattern: re.Pattern[str], after: str) -> bool:
    """A bound right after the number, or after its noun and period ("500 a day at most")."""
    directly = pattern.match(after)
    if directly and not _NUMBER_FOLLOWS.match(after, directly.end()):
        return True
    clause = re.split(r"[.,;:!?\n]|\bbut\b|\d", after[:44], maxsplit=1)[0]
    return any(
        "+" not in match.group()
        and "plus" not in match.group()
        and not _NUMBER_FOLLOWS.match(after, match.end())
        and not clause.endswith("more", 0, match.start())
        for match in pattern.finditer(clause)
    )
