"""Rates in text: "a month", "every Friday", "twice a week", "im Quartal", and what a month makes of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.nlp.answers.lexicon.phrases import compile_phrases, expand_phrase, load_lexicon
from bot.nlp.answers.volume.times import find_times, tells_some_times
from bot.reading.alternatives import Alternatives, Bundle

WEEKS = 52 / 12  # in a month; LABELLING.md, monthly_volume: 30 days, 52/12 weeks, 12 months, 22 working days
FACTORS = {
    "rate": 0.0,
    "day": 30.0,
    "other_day": 15.0,
    "working_day": 22.0,
    "six_days": 6 * WEEKS,
    "week": WEEKS,
    "fortnight": WEEKS / 2,
    "half_month": 2.0,
    "month": 1.0,
    "named_month": 1.0,
    "two_months": 1 / 2,
    "quarter": 1 / 3,
    "term": 1 / 4,
    "half_year": 1 / 6,
    "year": 1 / 12,
}


@dataclass(frozen=True, slots=True)
class Period:
    """A rate's place and how often it comes in a month; 0 for hours and less, which are speeds and no volume.
    ``unit``: the key of FACTORS, "stretch" or "some_days"; ``counted``: it says by itself how often ("twice a week",
    "every Friday")."""

    start: int
    end: int
    factor: float
    unit: str
    counted: bool = False


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, Alternatives], ...]:
    lexicon = load_lexicon("volume")
    connectors = "(?:" + "|".join(expand_phrase(c, {}) for c in lexicon["connectors"]["all"]) + ")"
    adjectives = "(?:" + "|".join(lexicon["connectors"]["adjectives"]) + ")"
    patterns = []
    for unit, forms in lexicon["periods"].items():
        phrases = list(forms["fixed"])
        if forms["words"]:
            words = "(?:" + "|".join(forms["words"]) + ")"
            phrases.append(rf"{connectors}[\s-]{{1,2}}(?:{adjectives}\s{{1,2}}){{0,2}}{words}")
            if unit == "month":
                phrases.append(rf"(?:in|per|for)\s(?:an?|one|each|every)\s[a-z]{{3,12}}\s{words}")
            if unit == "day":
                phrases.append(
                    r"(?:on|in)\s(?:an?|each|every)\s(?!few|matter|couple|different|work|business|week|school"
                    r"|trading|office|banking)[a-z]{3,12}\s(?:day|night)"
                )
        patterns.append((unit, compile_phrases(phrases)))
        if forms.get("joined"):  # scripts without spaces
            patterns.append((unit, Alternatives(forms["joined"])))
        if forms["words"]:
            patterns.append((unit, Alternatives([rf"/[ \t]?{words}(?![\w])"])))
    return tuple(patterns)


@lru_cache(maxsize=1)
def _bundle() -> Bundle:
    return Bundle(tuple(pattern for _, pattern in _patterns()))


@lru_cache(maxsize=1)
def _weekdays() -> re.Pattern[str]:
    lexicon = load_lexicon("volume")["weekday"]
    name = "(?:" + "|".join(lexicon["names"]) + ")"
    every = "(?:" + "|".join(expand_phrase(word, {}) for word in lexicon["every"]) + ")"
    more = rf"(?:\s?(?:,|and|&|n|\+|und|et|y|e|en|i|or)\s?(?:on |every |each )?{name}){{0,4}}"
    plural = (
        r"(?:(?:mon|diens|donners|frei|sams|sonn)tags|mittwochs|aos (?:sabados|domingos)|(?:mon|tues"
        r"|wednes|thurs|fri|satur|sun)days|sun(?:day)?'?s(?= ))"
    )
    return re.compile(
        rf"(?<!\w)(?:{every}[\s]{{1,2}}(?:single |other |second |2nd |alternate |zweiten? "
        rf"|andere )?(?:{name}){more}|(?:{plural}){more})(?!\w)"
    )


@lru_cache(maxsize=1)
def _weekday_mails() -> re.Pattern[str]:
    """ "the Friday mail", "Tuesday and Friday newsletters": what goes out on those days of every week."""
    name = "(?:" + "|".join(load_lexicon("volume")["weekday"]["names"]) + ")"
    mails = (
        r"(?:e-?mail|mail|newsletter|letter|bulletin|digest|update|offer|teaser|briefing|list|edition|menu|summary)s?"
    )
    return re.compile(rf"(?<!\w){name}(?: (?:and|&|,|\+) {name}){{0,2}}(?:'s)?(?= (?:[a-z-]{{2,14}} )?{mails}\b)")


_DAYS_GAP = re.compile(
    r"[\s,(;:-]{0,4}(?:only |on |but |we'?re |de |du |von |da |dal |van |od |from |nur |solo |tylko |alleen "
    r"|seulement ){0,2}|[^.;\d]{0,40}\b(?:i'?m|i am|we'?re|we are|i|we) (?:only )?(?:in|open|there|at work"
    r"|working|work)"
    r"(?: on| from)? "
)  # "35 a day, five days", "a dozen a day when I'm in, and I'm in Monday to Friday"
_DAYS_A_WEEK = re.compile(
    r"\b(?:(one|1|einem)|(two|2|zwei|deux|dos|dois|due|twee)|(three|3|drei|trois|tres|tre|drie)"
    r"|(four|4|vier|quatre|cuatro|quatro|quattro))"
    r" (?:(?:working )?days? (?:a|per|each|every) (?:week|wk)|tagen? (?:die|in der|pro) woche|jours par semaine"
    r"|dias (?:a la|por) semana|giorni (?:a|alla) settimana|dagen (?:per|in de) week)\b"
)
_DAYS_FAR = 40  # letters between "three days a week" and the rate of a day
_NAME = re.compile(
    r"(?<!\w)(?:mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lun|mar|mer"
    r"|jeu|ven|sam|dim|mie|jue|vie|dom|gio|seg|ter|qua|qui|sex|maa|din|woe|don|vri|zat|zon)"
)
_TAKEN_BACK = re.compile(
    r"[\s.,;:!…-]{1,5}(?:(?:no|oh|ah|ach|nein|non|nee|nao)[,.]? )?(?:wait|sorry|i mean|i meant|rather|correction"
    r"|pardon|quatsch"
    r"|perdon|digo|scusi|anzi|desculpe|przepraszam)[\s.,;:!…-]{1,4}"
)  # "fortnightly... no wait, monthly"
_WITHIN = re.compile(r"\b(?:within(?: a)?|end of|end|half|rest|part|start) $")
_SOME_DAYS = re.compile(r"(?:working|business|week|work|school|office) ?days")
_COUNT_ENDS = re.compile(r"(?:\d|\b(?:one|two|three|four|five|six|seven|ten|few|zwei|drei|funf|deux|trois|cinq))\s?$")
_HOURS = re.compile(
    r",? ?(?:from |von )?\d{1,2}(?::\d\d|h| ?uhr| ?[ap]m)? ?(?:to|-|till|until|bis|a) ?\d{1,2}(?::\d\d)?(?!\d|[.,]\d)"
)  # "Monday to Friday 8 to 17": when an office is open
_PER = re.compile(r"\b(?:per|pro|par|por|each|every) [a-z]{2,16} $")
_ALTERNATE = re.compile(r"\b(?:other|second|2nd|alternate|zweiten?|andere) ")
_IN_A = re.compile(
    r"(?:in an?|in einem|in einer|dans un|en un|en una|em um|tra un|over een|za) "
)  # and "now" before it
_NOW = re.compile(r"\b(?:now|current\w*|today|jetzt|heute|aujourd'?hui|ahora|hoy|adesso|oggi|agora|hoje|nu|teraz)\b")
_IN_SOME = re.compile(r"in (?:two|three|six|2|3|6|twelve|12) ")  # "stop us in two weeks"
_ORDINAL = re.compile(r"(?:\w+ )?(?:the|an?) second\b")  # "when the second shop opens"
_DIGIT_ENDS = re.compile(r"\dk?\s?(?:[a-z-]{1,12} )?$")
_STRETCHES = frozenset({"two_months", "fortnight", "half_year", "quarter"})  # "the last two months" is no rate
_CERTAIN = frozenset({"the day", "the week", "the month", "the year"})  # "the day of the sale" is no rate
_MONTH_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTED = frozenset({"half_month", "other_day", "half_year", "fortnight"})
_MONTH_NAMED = re.compile(r"\b(?:jan|febr)uary|march|april|june|july|august|(?:septem|octo|novem|decem)ber\b")
_OF_MONTH = re.compile(
    r"(?:last|first|1st|second|third|fourth|15th) (?:\w+day )?of (?:the|each|every) month"
    r"|(?:each|every|at|by) month[ -]end"
    r"|(?:at (?:the )?)?end of (?:each|every) month|at (?:the )?end of the month"
    r"|(?:on )?the 1st of (?:the|each|every) month"
)


_DATE = r"(?:[12]?\d|3[01])(?:st|nd|rd|th|er|eme|e|\.|º|o|°)?(?![\d.,:/]?\d)"
_DATES = re.compile(
    rf"(?<!\w)(?:on the|the|am|jeweils am|zum|den|les?|los dias|los|dias|el|il|i giorni|nos dias|dia|op de|de)"
    rf" (?P<dates>{_DATE}(?:(?:,| and| und| et| y| e| en|,? and again)(?: on)?(?: the| am| le| el| il| de)?"
    rf" {_DATE}){{1,3}})"
    r"(?! ?(?:of |de |di |van )?(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|gen|mag|giu|lug|ago|set"
    r"|ott|dic|ene|abr|fev|avr|aou|out|mei))(?P<monthly> (?:of (?:the|each|every) month|(?:jede[sn]|des) monats"
    r"|(?:de|du) (?:chaque |cada )?m(?:ois|es)|d[ei]l? (?:ogni |cada |todo )?mese?|van (?:de|elke) maand"
    r"|do mes))?(?!\w)"
)  # "on the 1st and 15th", "los dias 1 y 15 de cada mes"
_DAY_OF_MONTH = re.compile(r"\d+(?:st|nd|rd|th|er|\.)")
_MONTH_COUNTS = dict(zip(_MONTH_WORDS, range(2, 13), strict=True))
_SEASON_OF = re.compile(
    r"\b(?:over|across|spread over|throughout|during|for|in|within|per) (?:a|an|the|our|each|every"
    r"|one) (?:[a-z-]{2,12} ){0,2}"
    r"(?:season|term|semester|run|course|year|programme|program|campaign|project|period)s? (?:of|lasting"
    r"|that lasts) (?:about )?"
    rf"(?P<months>{'|'.join(_MONTH_WORDS)}|[2-9]|1[0-2])[ -]months?\b"
    rf"|\b(?:over|across|spread over|spread across) (?:the |our )?(?P<months2>{'|'.join(_MONTH_WORDS)}|[2-9]"
    rf"|1[0-2]) months?\b"
)
_WHOLE = ("all days", "all nights", "all evenings")  # "that is all seats, all nights": no rate


def narrows(plain: str, period: Period, days: Period) -> bool:
    """Whether the days named right behind a daily rate are the days that count: "35 a day, five days"."""
    gap = plain[period.end : days.start]
    if days.unit == "some_days" and days.end <= period.start <= days.end + _DAYS_FAR:
        return True
    return days.unit in ("working_day", "six_days", "some_days") and _DAYS_GAP.fullmatch(gap) is not None


def find_periods(plain: str) -> list[Period]:
    """Every rate of a plain text, in order; of overlapping ones the longest."""
    found = sorted(_find_all(plain), key=lambda period: (period.start, -(period.end - period.start)))
    kept: list[Period] = []
    for period in found:
        if kept and period.start < kept[-1].end:
            if period.end - period.start > kept[-1].end - kept[-1].start:
                kept[-1] = period
            continue
        kept.append(period)
    return [_count_times(plain, period) for period in kept]


def blank_corrected(plain: str) -> str:
    """The text without a rate that is taken back in the same breath: "fortnightly... no wait, monthly"."""
    for wrong, right in pairwise(find_periods(plain)):
        if _TAKEN_BACK.fullmatch(plain, wrong.end, right.start):
            plain = plain[: wrong.start] + " " * (right.start - wrong.start) + plain[right.start :]
    return plain


def _find_all(plain: str) -> Iterator[Period]:
    for number in _bundle().list_likely(plain):
        unit, pattern = _patterns()[number]
        for match in pattern.finditer(plain):
            if not _is_deadline(plain, match, unit):
                rest = unit == "two_months" and _MONTH_NAMED.search(plain, max(0, match.start() - 60), match.start())
                told = "month" if rest else unit  # "November 40,000, every other month 6,000"
                yield Period(match.start(), match.end(), FACTORS[told], told, told in _COUNTED)
    for match in _weekday_mails().finditer(plain):
        yield Period(match.start(), match.end(), WEEKS * max(len(_NAME.findall(match.group())), 1), "week", True)
    for match in _weekdays().finditer(plain):
        days = min(len(_NAME.findall(match.group())), 7)
        often = 0.5 if _ALTERNATE.search(match.group()) else 1.0
        if not plain.startswith((" is ", " are "), match.end()):  # "Saturdays is smaller"
            yield Period(match.start(), match.end(), WEEKS * max(days, 1) * often, "week", True)
    for match in _SEASON_OF.finditer(plain):
        told = match["months"] or match["months2"]
        months = _MONTH_COUNTS.get(told) or int(told)
        yield Period(match.start(), match.end(), 1 / months, "stretch")
    for match in _DAYS_A_WEEK.finditer(plain):
        days = next(count for count, group in enumerate(match.groups(), 1) if group)
        yield Period(match.start(), match.end(), days * WEEKS, "some_days")
    for match in _DATES.finditer(plain):
        if (
            match["monthly"]
            or _DAY_OF_MONTH.match(match["dates"])
            or match.group().startswith(("los dias", "nos dias"))
        ):
            days = len(re.findall(r"\d+", match["dates"]))
            yield Period(match.start(), match.end(), float(days), "half_month", True)
    for match in _OF_MONTH.finditer(plain):
        yield Period(match.start(), match.end(), 1.0, "month", True)


def _is_deadline(plain: str, match: re.Match[str], unit: str) -> bool:
    """ "within a year", "by year end", "22 working days": a time or a count of days, no rate."""
    before, after = plain[max(0, match.start() - 24) : match.start()], plain[match.end() : match.end() + 5]
    if match.group().startswith(("and ", "und ", "et ", "y ")) and not _PER.search(before):
        return True
    if tells_some_times(before):
        return True
    if _IN_SOME.match(match.group()) and not _DIGIT_ENDS.search(before):
        return True
    if match.group() in _WHOLE or (match.group() in _CERTAIN and before.endswith(" on ")):
        return True
    if _IN_A.match(match.group()) and _NOW.search(plain, 0, match.start()):
        return True
    if unit == "rate" and _ORDINAL.match(plain, match.start()) and not _DIGIT_ENDS.search(before):
        return True
    if (_WITHIN.search(before) and unit != "rate") or after.startswith((" end", "-end")):
        return True
    if match.group() in _CERTAIN and re.match(
        r" (?:of|that|when|before|after|we|they|i|it|in which|the|our|my|his|her|this|you|he|she|someone|everyone)\b",
        plain[match.end() : match.end() + 10],
    ):
        return True
    if unit == "working_day" and _HOURS.match(plain, match.end()):
        return True
    if unit in _STRETCHES and match.group().startswith(("the ", "of the ", "in the ", "for the ", "die ", "les ")):
        return re.search(r"\d|two|three|six", match.group()) is not None
    return _SOME_DAYS.match(match.group()) is not None and _COUNT_ENDS.search(before) is not None


def _count_times(plain: str, period: Period) -> Period:
    """ "three times a week": the times belong to the rate."""
    before = plain[max(0, period.start - 24) : period.start]
    told = find_times(before)
    if told is None or period.unit == "half_month":
        return period
    start, times = told
    return Period(period.start - (len(before) - start), period.end, period.factor * times, period.unit, True)
