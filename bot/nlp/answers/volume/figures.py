"""Quantities in their setting: what they count, how often it comes, whether it is one for each of something."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from bot.nlp.answers.lexicon.phrases import compile_phrases, expand_phrase, load_lexicon
from bot.nlp.answers.volume.each import is_each, is_portion, tells_every
from bot.nlp.answers.volume.periods import Period, find_periods, narrows
from bot.nlp.answers.volume.quantities import Quantity, find_quantities
from bot.reading.alternatives import Alternatives

_ONE = frozenset(("one", "two", "three", "four", "eins", "zwei", "uno", "dos", "deux", "due", "twee", "jeden", "dwa"))
_MANY = 100  # "shops, 14 of them" are no mails
_MOST_LABELS = 9  # "stream two" is a name
_NEAR_NOUN = 34  # letters between "two" and its period with a noun between them
_LEADS = 16  # letters between a period and the figure behind it
_NEAR = 48  # letters between a figure and its period
_CLAUSE_END = re.compile(
    r"(?<!\bca)(?<!approx)(?<!\bmax)(?<!\bmin)(?<!\bno)(?<!\bnr)(?<!olumen)[.;!?\n](?:\s|$)|\n(?=[^\n"
    r"|]{0,60}\|)|\bbut\b(?! only| just)|\baber\b(?! nur)"
    r"|\bmais\b(?= \w+ \w+)|\b(?:and|und|et|en|y|e|i) (?:we|wir|nous|wij|i|ich|je)\b"
)
_ADDS_A = re.compile(r"\b(?:plus|and|und|et|y|e|en|i)\s{0,2}$")
_RESULTS = re.compile(
    r"(?:^|[\s,.:;-])(?:so|makes?|making|that'?s|that is|=|equals|thus|hence|also|das sind|macht|ergibt|soit|donc"
    r"|quindi|cioe|fanno|son|osea|o sea|ou seja|dus|czyli)\s{1,2}(?:that'?s |it'?s |it is |we'?re at |das sind "
    r"|c'est |son |sono |sao |dat is )?(?:about |around |some |roughly |ca\.? )?$"
)
_NAME = re.compile(r"\s{0,2}[^\W\d]{3,}")
_WHO = re.compile(r"\s{1,2}[a-z]{3,16} (?:who|whom)\b")
_AT_TIMES = re.compile(r"\b(?:sometimes|often|occasionally|at times|maybe|perhaps|parfois|manchmal|a veces|soms) $")
_SURROUNDED = re.compile(
    r"\b(?:every|each|all|our|the)(?: [a-z]{2,14}){0,2} \((?:we have |there are |currently |all |about |some |now )?$"
)  # "every member (300) gets"
_OF_THEM = re.compile(r"\s?of (?:them|these|those|it)\b")
_LABEL = re.compile(r"(?:^|[\n,;.(])\W{0,4}([a-z]{2,14}(?: [a-z]{2,14})?)(?::| -| =) {0,3}~?$")  # "members: 8,100"
_TO_THE = re.compile(r" (?:for|to) (?:the|our|all|my|both) ")  # "40 for the owners": mails, not owners
_LABELS = re.compile(r"\b(?:stream|type|kind|list|flow|category|group|part|number|option|point|item) $")
_FACTOR = re.compile(r"(?:\btimes|\bmal|\bfois|\bkeer|\brazy|\bx|\bby) $")  # "140 a day, times two"
_THE_ONE = re.compile(r"\b(?:no|the|this|that|which|every|any|old|new|first|last) $")
_MONEY = re.compile(r"(?:[$€£₹]|\b(?:eur|usd|gbp|inr|chf|pln|rs\.?))\s?$")
_MEASURE = re.compile(r"\s{0,2}[%€$£°]")
_LIST_OF = re.compile(r"\s{0,2}(?:e-?mails?|mails|addresses) of ")
_VAGUE_TAIL = re.compile(r"^\s?(?:or so|odd|ish|or thereabouts|plus|different|small|big|of our|of the)\b")
_CLAUSE = re.compile(r"[,;:(!?\n]|\.(?:\s|$)")
_SUBORDINATE = re.compile(
    r"\b(?:and|we) (?:we )?(?:send|mail|write)\b|\b(?:when|because|while|if|wenn|weil|quand"
    r"|cuando|quando|gdy)\b"
)
_DAYS = re.compile(r"\s?(?:working |business |school )?(?:days?|tage?n?|jours|dias|giorni|dagen|dni)\b")
_OF_MONTH = re.compile(
    r" (?:(?:in|of) (?:a|the|one|each|every) month|in month|a month|per month|each month|monthly|im monat|pro monat"
    r"|par mois|al mes|por mes|al mese|per maand|w miesiacu)\b"
)
_EVERY = re.compile("[每毎]")  # stands before what it counts: "每天约300封"
_TIMES_BEFORE = re.compile(r"(?:(?<!\w)(?:x|times)|\s\*)\s{0,2}$")
_TIMES_AFTER = re.compile(r"\s?(?:working |business )days?(?:,| x| times)")


class Noun(Enum):
    """What a figure counts."""

    MAIL = auto()
    PEOPLE = auto()
    OTHER = auto()
    DAYS = auto()  # the days of a month, as a factor: "x 22 working days"
    UNIT = auto()  # money, hours, megabytes: never a volume
    NONE = auto()


_NAMES = {Noun.MAIL: "mail", Noun.PEOPLE: "people"}  # keys of the lexicon's nouns


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with its period, its noun, and whether it is a number for each of something."""

    quantity: Quantity
    noun: Noun
    period: Period | None
    each: bool

    @property
    def start(self) -> int:
        """Where the quantity begins."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where the quantity ends."""
        return self.quantity.end

    @property
    def is_speed(self) -> bool:
        """A number an hour, a minute, a second."""
        return self.period is not None and self.period.factor == 0


@lru_cache(maxsize=1)
def _units() -> re.Pattern[str]:
    words = "|".join(expand_phrase(phrase, {}) for phrase in load_lexicon("volume")["nouns"]["other_unit"])
    return re.compile(rf"\s?(?:{words})(?!\w)")


@lru_cache(maxsize=1)
def _function_words() -> re.Pattern[str]:
    words = "|".join(load_lexicon("volume")["small_words"]["after_figure"].split())
    return re.compile(rf"\s{{0,2}}(?:[^\w\s]|(?:{words})(?!\w))")


@lru_cache(maxsize=1)
def patterns() -> dict[str, Alternatives]:
    """The lexicon's nouns, relations and contexts as patterns, by name."""
    lexicon = load_lexicon("volume")
    multiplied = [phrase for phrases in lexicon["multiples"].values() for phrase in phrases]
    tables = {**lexicon["nouns"], **lexicon["relations"], **lexicon["contexts"], "multiplied": multiplied}
    return {name: compile_phrases(phrases) for name, phrases in tables.items()}


@lru_cache(maxsize=512)
def find_figures(plain: str) -> tuple[tuple[Figure, ...], tuple[Period, ...]]:
    """The figures of a passage in order, and the periods that belong to none of them."""
    quantities, periods = _part(find_quantities(plain), find_periods(plain))
    quantities = [q for place, q in enumerate(quantities) if not _is_pronoun(plain, quantities, periods, place)]
    owners = _attach(plain, quantities, periods)
    figures = tuple(
        Figure(
            quantity,
            _find_noun(plain, quantities, periods, place),
            owners.get(place),
            is_each(plain, quantities, periods, place),
        )
        for place, quantity in enumerate(quantities)
    )
    claimed = set(map(id, owners.values()))
    return figures, tuple(period for period in periods if id(period) not in claimed)


def _part(quantities: Sequence[Quantity], periods: Sequence[Period]) -> tuple[list[Quantity], list[Period]]:
    """A number inside a rate ("four times yearly", "6 days a week") is no quantity, a rate that only overlaps one
    ("a quarter of a million") is no rate."""
    inside = {q.start for q in quantities for p in periods if p.start <= q.start and q.end <= p.end}
    outside = [q for q in quantities if q.start not in inside]
    return outside, [p for p in periods if not any(q.start < p.end and p.start < q.end for q in outside)]


def _is_pronoun(plain: str, quantities: Sequence[Quantity], periods: Sequence[Period], place: int) -> bool:
    """ "the old one", "no one": a number only where mails, a period or "each" follow."""
    quantity = quantities[place]
    if quantity.size <= _MOST_LABELS and _LABELS.search(plain[max(0, quantity.start - 12) : quantity.start]):
        return True
    if plain[quantity.start : quantity.end] not in _ONE:
        return False
    if place and _FACTOR.search(plain[max(0, quantity.start - 8) : quantity.start]):
        return False
    if (
        place
        and _AT_TIMES.search(plain[max(0, quantity.start - 14) : quantity.start])
        and quantities[place - 1].size < 10
    ):
        return False
    if plain.endswith(("every ", "each "), 0, quantity.start):
        return True
    noun = _find_noun(plain, quantities, periods, place)
    if noun is Noun.MAIL or is_each(plain, quantities, periods, place):
        return False
    if place + 1 < len(quantities) and noun in (Noun.OTHER, Noun.PEOPLE):
        gap = plain[quantity.end : quantities[place + 1].start]
        if len(gap) <= _NEAR_NOUN and "." not in gap and is_each(plain, quantities, periods, place + 1):
            return False  # "three schools, 400 parents each"
    named = noun is not Noun.NONE and not _THE_ONE.search(plain[max(0, quantity.start - 10) : quantity.start])
    far = _NEAR_NOUN if named else 2
    return not any(0 <= period.start - quantity.end <= far for period in periods)


def _attach(plain: str, quantities: Sequence[Quantity], periods: Sequence[Period]) -> dict[int, Period]:
    """Which quantity each period belongs to: the one before it, else the next one."""
    owners: dict[int, Period] = {}
    narrowing = {id(b) for a, b in pairwise(periods) if a.unit == "day" and narrows(plain, a, b)}
    ways = (False, True) if _lead(plain, quantities, periods) else (True, False)
    ranked = [[p for p in periods if (p.unit == "named_month") is named] for named in (False, True)]
    passes = [
        (way, joined, told) for told in ranked for way, joined in ((False, True), (ways[0], False), (ways[1], False))
    ]
    for following, joined, told in passes:  # "each week 2,000, in July 4,000 a week": the month comes last
        for period in told:
            if joined and not _EVERY.match(plain, period.start):
                continue
            if id(period) in narrowing or any(owner is period for owner in owners.values()):
                continue
            place = _find_owner(plain, quantities, period, following)
            if place is not None and place not in owners:
                owners[place] = period
    return owners


def _lead(plain: str, quantities: Sequence[Quantity], periods: Sequence[Period]) -> bool:
    """Whether each period stands before its quantity: "each Monday 4,000, each Thursday 1,000"."""
    if len(periods) < 2 or len(periods) != len(quantities):
        return False
    return all(
        period.end <= quantity.start <= period.end + _LEADS
        and not _CLAUSE_END.search(plain[period.end : quantity.start])
        for period, quantity in zip(periods, quantities, strict=True)
    )


def _find_owner(plain: str, quantities: Sequence[Quantity], period: Period, following: bool) -> int | None:
    """The nearest quantity on one side of a period, in the same clause and near enough."""
    if following:
        near = [place for place, quantity in enumerate(quantities) if quantity.end <= period.start]
        place, gap = (near[-1], plain[quantities[near[-1]].end : period.start]) if near else (None, "")
        far = len(gap) > (_NEAR if not period.counted else 36)
    else:
        near = [place for place, quantity in enumerate(quantities) if quantity.start >= period.end]
        place, gap = (near[0], plain[period.end : quantities[near[0]].start]) if near else (None, "")
        far = len(gap) > 64
    if place is None or far or _CLAUSE_END.search(gap):
        return None
    if following and (_ADDS_A.search(gap) or is_result(gap)) and _leads_another(plain, quantities, period):
        return None
    return None if not following and period.counted and is_result(gap) else place


def is_result(gap: str) -> bool:
    """Whether what stands between a rate and a figure makes the figure the outcome: "twice monthly, so 24,000"."""
    return _RESULTS.search(gap) is not None


def _leads_another(plain: str, quantities: Sequence[Quantity], period: Period) -> bool:
    """ "a weekly to 80 shops, plus a monthly list to all 200": the rate after "plus" goes with what follows it."""
    if plain.startswith(("per ", "par ", "pro ", "por ", "je "), period.start):
        return False
    following = next((quantity for quantity in quantities if quantity.start >= period.end), None)
    return following is not None and _CLAUSE.search(plain[period.end : following.start]) is None


def _find_noun(plain: str, quantities: Sequence[Quantity], periods: Sequence[Period], place: int) -> Noun:
    quantity = quantities[place]
    if is_portion(plain, quantities, periods) or _MONEY.search(plain[max(0, quantity.start - 5) : quantity.start]):
        return Noun.UNIT
    if _SURROUNDED.search(plain[max(0, quantity.start - 40) : quantity.start]) and plain.startswith(")", quantity.end):
        return (
            Noun.PEOPLE
            if patterns()["people"].search(plain[max(0, quantity.start - 24) : quantity.start])
            else Noun.NONE
        )
    days = _is_day_count(plain, quantity)
    stops = [quantities[place + 1].start] if place + 1 < len(quantities) else [len(plain)]
    stops += [period.start for period in periods if 0 <= period.start - quantity.end <= 1 and not days]
    after = _CLAUSE.split(plain[quantity.end : min(*stops, quantity.end + _NEAR)], maxsplit=1)[0]
    after = _SUBORDINATE.split(_VAGUE_TAIL.sub("", after), maxsplit=1)[0]
    if _TO_THE.match(after):
        return Noun.NONE
    if _LIST_OF.match(after):
        return Noun.PEOPLE
    if _MEASURE.match(after) or _units().match(after) or patterns()["paper"].search(after):
        return Noun.DAYS if days else Noun.UNIT
    named = [(match.start(), noun) for noun in _NAMES if (match := patterns()[_NAMES[noun]].search(after))]
    if _OF_THEM.match(after):
        return _find_owner_noun(plain, quantity, periods)
    if named:
        return min(named, key=lambda item: item[0])[1]
    if _WHO.match(after):
        return Noun.PEOPLE
    if _NAME.match(after) and not _function_words().match(after):
        return Noun.OTHER
    return Noun.PEOPLE if _is_labelled_heads(plain, quantity) else Noun.NONE


def _is_labelled_heads(plain: str, quantity: Quantity) -> bool:
    label = _LABEL.search(plain[max(0, quantity.start - 36) : quantity.start])
    return label is not None and any(m.end() == len(label[1]) for m in patterns()["people"].finditer(label[1]))


def _find_owner_noun(plain: str, quantity: Quantity, periods: Sequence[Period]) -> Noun:
    """What "2,000 of them" counts: what is named right before it ("The members, 2,000 of them")."""
    if tells_every(plain, quantity.start):
        return Noun.PEOPLE
    before = plain[max(0, quantity.start - 28) : quantity.start]
    named = [(m.start(), noun) for noun in _NAMES for m in patterns()[_NAMES[noun]].finditer(before)]
    if named:
        return max(named, key=lambda item: item[0])[1]
    rate = any(0 <= period.start - quantity.end <= _NEAR for period in periods)
    return Noun.MAIL if rate or quantity.size >= _MANY else Noun.OTHER


def _is_day_count(plain: str, quantity: Quantity) -> bool:
    """ "x 22 working days", "30 days x": days of a month that the mails of a day are multiplied by."""
    before, after = plain[: quantity.start], plain[quantity.end : quantity.end + 40]
    days = _DAYS.match(after)
    if not 5 <= quantity.size <= 31 or not days:
        return False
    if _OF_MONTH.match(after, days.end()):
        return True
    return _TIMES_BEFORE.search(before[-8:]) is not None or _TIMES_AFTER.match(after) is not None
