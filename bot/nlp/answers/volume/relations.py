"""How the amounts of one passage go together: streams added up, seasons and growth, a restatement, a contradiction."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.nlp.answers.volume.contradictions import bounds_below, draws_wrongly, reckons_otherwise
from bot.nlp.answers.volume.figures import Noun, patterns
from bot.nlp.answers.volume.groups import Amount
from bot.nlp.answers.volume.narrowing import (
    RESULT_FAR,
    SAME_SUM,
    drop_restated,
    is_excepted,
    is_narrowed,
    is_same,
)
from bot.nlp.answers.volume.parts import find_mails_of_events
from bot.nlp.answers.volume.streams import KINDS, OR, are_kinds, are_kinds_of_mail, are_numbered, are_rows, opens_stream

_SAME_HEADING = 0.005  # the same where the total comes first: a row that comes near it by chance is more likely
_SUMS_UP = re.compile(
    r"(?: ?(?:e-?mails?|mails?|messages?))?(?: (?:a|per) month|/mo(?:nth)?)?,? (?:in (?:all|total)"
    r"|all (?:in|told|together)|altogether|together|total|overall|combined|insgesamt|zusammen|au total|en tout"
    r"|en total|no total|ao todo|in totale|in totaal|samen|lacznie|razem)\b"
)
_USUAL = re.compile(r"\b(?:in|on) an? (?:ordinary|normal|typical|average|usual|regular) month\b")
_EACH_GETS = re.compile(r"\b(?:each|every) (?:\w+ ){0,2}(?:gets?|receives?|means|triggers)\b")
_MOST_APART = 200  # "200 or two million" is no range
_RATE = 31  # messages a month that each of a list may get
_LONGER = {"day": 0, "working_day": 0, "week": 1, "month": 2, "year": 3}
_SEASON_BEGINS = re.compile(
    r"\b(?:in|during|at) (?:the |our |high |peak |busy )*(?:season|summer|winter|spring|autumn|peak|sales?|run-?up)\b"
    r"|\bbut\b[^.;]*$|\bim (?:sommer|winter|advent)\b|\ben (?:saison|temporada|ete|hiver|verano|invierno)\b"
)
_COUNTED = re.compile(r"\s([a-z]{4,16})")
_GENERIC = frozenset(("mails", "emails", "messages", "month", "year", "week", "total", "monthly", "yearly", "annually"))
_LONGEST_GAP = 90  # letters between streams of one list
_BEHIND = 36  # letters behind an amount that may say when
_AROUND = 60  # letters around the amounts where a season or growth is named
_PLUS = re.compile(
    r"\+|\bplus\b(?! (?:en|au|aux|pendant|lors|quand|vers|l')\b)|\bon top\b|\banother\b|\badditional"
    r"|\bin addition\b|\bas well as\b|\bdazu\b|\bmas (?=\d|unos |otr)|\bmais (?=\d|uns )|\bpiu (?=\d|altr)"
)
_CLAUSE = re.compile(r"[,.;\n(]|\b(?:and|but|then|und|aber|et|mais|y|pero|e(?!-)|ma|en|maar|i|ale)\b|\d")
_ADDED = re.compile(
    r"\b(?:another|additional|a further|an extra|adds?|adding|weitere|zusatzliche|dazu|noch mal|de plus|ajoute\w*"
    r"|otr[ao]s|suma\w*|anad\w+|outr[ao]s|altr[ei]|nog eens|kolejne)(?: \w+)? $"
)
_MORE = re.compile(r" (?:more|extra|on top|additional\w*|dazu|mehr|de plus|en plus|mas|a mais|in piu|extra)\b")
_JOINS = re.compile(
    r"\b(?:and|und|dazu|et|y|e|en|i|oraz)(?: about| around| some| another| roughly| uns| umas| unos| unas"
    r"| une?| environ| etwa| rund| circa| ongeveer| okolo| cerca d[ei])? $"
)
_LISTS = re.compile(r"[\n;,&/|]|\.\s|\b(?:and|und|et|y|e|en|i)\b")
_ANOTHER_KIND = re.compile(r"\b(?:and|plus|und|et|y|e|en|i|oraz) [a-z]{3}")  # "18k donors and receipts (1,000 a month)"
_OPENS_BRACKET = re.compile(r"\(\s*+(?:=|i\.e\.|about|ca\.?|roughly|approx\.?)?\s*+$")


def relate(plain: str, amounts: Sequence[Amount]) -> Amount | None:
    """The one amount that several make, by what stands between and around them; None where they contradict."""
    amounts = drop_restated(plain, amounts)
    if len(amounts) == 1:
        return amounts[0]
    if mails := find_mails_of_events(amounts):
        return _add(mails)
    if bounds_below(plain, amounts):
        return None
    if _contradict(plain, amounts) or reckons_otherwise(plain, amounts):
        return _prefer_expected(plain, amounts)
    if len(amounts) == 2 and {(a.low is None, a.high is None) for a in amounts} == {(True, False), (False, True)}:
        return _span(amounts)
    gaps = [plain[a.end : b.start] for a, b in pairwise(amounts)]
    return _relate_all(plain, amounts, gaps)


def _relate_all(plain: str, amounts: Sequence[Amount], gaps: Sequence[str]) -> Amount | None:
    if len(amounts) == len(gaps) + 1 == 2 and _comes_later(plain, amounts, gaps[0]):
        return _span([amounts[0], _add(amounts)])
    if _has_ceiling(amounts) and not any(kind.search(plain) for kind in KINDS):
        return _span(amounts)
    if all(map(_PLUS.search, gaps)) and _MORE.match(plain, amounts[-1].end):
        return _add(amounts)
    if are_numbered(plain, amounts) or (
        all(_PLUS.search(gap) or opens_stream(gap) for gap in gaps) and any(map(opens_stream, gaps))
    ):
        return _add(amounts)
    if len(amounts) == 2 and is_narrowed(amounts[0], amounts[1], gaps[0]):
        return amounts[-1]
    if len(amounts) == 2 and is_excepted(gaps[0]):
        return _span(amounts)
    total = _find_total(plain, amounts, gaps)
    if total is not None:
        return _take_total(plain, amounts, gaps, total)
    if all(_PLUS.search(gap) for gap in gaps) or are_kinds(plain, amounts):
        return _add(amounts)
    if are_rows(plain, amounts, gaps) or are_kinds_of_mail(amounts, gaps) or _are_rates_apart(amounts, gaps):
        return _add(amounts)
    expected = _prefer_expected(plain, amounts)
    if expected is not None:
        return expected
    if _grow(plain, amounts) or any(OR.search(gap) for gap in gaps):
        return _span(amounts)
    if all(_restates(amounts[0], amount) for amount in amounts[1:]) and not _adds_product(amounts, gaps):
        return amounts[0]
    return _add(amounts) if _are_streams(amounts, gaps) else _span(amounts)


def _restates(one: Amount, other: Amount) -> bool:
    """ "8k weekly, 32k a month": not "500 order mails a day and 400 shipping mails a day"."""
    units = {amount.last.period.unit if amount.last.period else "" for amount in (one, other)}
    return is_same(one, other) and (len(units) > 1 or units <= {"", "month"} or one.size == other.size)


def _adds_product(amounts: Sequence[Amount], gaps: Sequence[str]) -> bool:
    """ "1,400 reminders and 2 x 650 for the parties": a count of one kind, and a reckoning of another."""
    one, other = amounts[0], amounts[-1]
    named = one.last.noun in (Noun.MAIL, Noun.OTHER) or other.last.noun in (Noun.MAIL, Noun.OTHER)
    mixed = len(amounts) == 2 and (len(one.figures) > 1) != (len(other.figures) > 1)
    return mixed and named and _JOINS.search(gaps[0]) is not None


def _contradict(plain: str, amounts: Sequence[Amount]) -> bool:
    """ "20,000 a month, 9,000 a year": the longer time with the smaller count, of the same mail."""
    told = [(a, a.last.period) for a in amounts if len(a.figures) == 1 and a.last.noun in (Noun.MAIL, Noun.NONE)]
    rates = [
        (a, period.unit, a.last.quantity.size)
        for a, period in told
        if period and not period.counted and period.unit in _LONGER
    ]
    if len(rates) != len(amounts) or any(pattern.search(plain) for pattern in KINDS):
        return False
    gaps = [plain[a.end : b.start] for a, b in pairwise(amounts)]
    counted = {match[1] for a in amounts if (match := _COUNTED.match(plain, a.last.end))} - _GENERIC
    if len(counted) > 1 or _PLUS.search(plain) or any(map(OR.search, gaps)) or _grow(plain, amounts):
        return False
    return any(_LONGER[unit] > _LONGER[other] and size < least for _, unit, size in rates for _, other, least in rates)


def _grow(plain: str, amounts: Sequence[Amount]) -> bool:
    around = plain[max(0, amounts[0].start - _AROUND) : amounts[-1].end + _AROUND]
    return any(patterns()[name].search(around) for name in ("later", "now", "season"))


def _grows_from_now(plain: str, amounts: Sequence[Amount]) -> bool:
    """ "500 a week at the moment, so count on 1,500": what comes later does not contradict what is."""
    return patterns()["now"].search(plain) is not None and amounts[-1].size > amounts[0].size


def _comes_later(plain: str, amounts: Sequence[Amount], gap: str) -> bool:
    """ "8,000 a month now; the second shop adds 4,000 from May on": what comes on top, and not yet."""
    told = gap + _CLAUSE.split(plain[amounts[1].end :][:_BEHIND], maxsplit=1)[0]
    added = _ADDED.search(gap) or _MORE.match(plain, amounts[1].end)
    return added is not None and any(patterns()[when].search(told) for when in ("later", "season"))


def _has_ceiling(amounts: Sequence[Amount]) -> bool:
    """ "average 5k, max 9k"."""
    first, last = amounts[0], amounts[-1]
    bare = last.last.noun is Noun.NONE and first.last.noun in (Noun.NONE, Noun.MAIL)
    return bare and len(amounts) == 2 and first.low is not None and last.low is None and last.size > first.size


def _season_ends(amounts: Sequence[Amount], gaps: Sequence[str]) -> bool:
    """ "140 a month, in April an invitation on top, so 280": the sum is a season's; not that of "an ordinary month"."""
    gap = _USUAL.sub("", gaps[-1])
    return amounts[-1].size > amounts[0].size and patterns()["season"].search(gap) is not None


def _find_total(plain: str, amounts: Sequence[Amount], gaps: Sequence[str]) -> Amount | None:
    """The last amount where it restates those before it: "= 32k", "call it 32k a month", "so about 600"."""
    if len(amounts) > 2 and _is_sum(amounts[0], amounts[1:], _SAME_HEADING):
        return amounts[0]
    if _SUMS_UP.match(plain[amounts[-1].end :][:_BEHIND]) or _sums_up(amounts, gaps):
        return amounts[-1]
    if _PLUS.search(gaps[-1]) and amounts[-1].size < amounts[0].size:
        return None  # "one letter a week to 900, plus receipts, let's say 140"
    if _ADDED.search(gaps[-1]):
        return None  # "I forgot the newsletter, that is another 900"
    marks = list(patterns()["total"].finditer(gaps[-1]))
    rest = gaps[-1][marks[-1].end() :] if marks else ""
    restated = marks and not re.search(r"[a-z]{3}.{30}|[;.!?]\s+[a-z]{3}", rest)
    bracketed = (
        _OPENS_BRACKET.search(gaps[-1])
        and not _ANOTHER_KIND.search(gaps[-1])
        and not _OPENS_BRACKET.search(plain[: amounts[0].start])
        and not patterns()["season"].search(plain, amounts[-1].end, amounts[-1].end + RESULT_FAR)
    )
    return amounts[-1] if restated or bracketed else None


def _sums_up(amounts: Sequence[Amount], gaps: Sequence[str]) -> bool:
    """Three figures or more of which the last is the sum: no chance where it is a season's of its own."""
    return (
        len(amounts) > 2
        and not patterns()["season"].search(_USUAL.sub("", gaps[-1]))
        and _is_sum(amounts[-1], amounts[:-1])
    )


def _take_total(plain: str, amounts: Sequence[Amount], gaps: Sequence[str], total: Amount) -> Amount | None:
    """The total, or the range up to it where it is another season's or what comes later; None where it contradicts."""
    season = _season_ends(amounts, gaps)
    if not season and draws_wrongly(total, [amount for amount in amounts if amount is not total]):
        return None
    if not total.monthly and season:
        return _span(amounts)
    if _agrees(total, [amount for amount in amounts if amount is not total]):
        return total
    if total.monthly and _EACH_GETS.search(gaps[-1]):
        return total  # "420 appointments a month and each one gets two, so call it 900 a month"
    return _span(amounts) if _grows_from_now(plain, amounts) or season else None


def _is_sum(total: Amount, parts: Sequence[Amount], off: float = SAME_SUM) -> bool:
    whole = sum(part.size for part in parts)
    alike = total.monthly or not any(part.monthly for part in parts)
    return alike and abs(total.size - whole) <= off * whole


def _agrees(total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether a restatement fits the figures before it, one by one or added up; a year's total needs not."""
    if total.last.period and total.last.period.unit == "year":
        return True
    if total.monthly and (len(total.figures) > 2 or (len(total.figures) > 1 and max(p.size for p in parts) <= _RATE)):
        return True  # "so 340 x 2 x 30" is the writer's own reckoning
    if not total.monthly or not any(part.monthly for part in parts):
        return True
    stated = [
        part
        for part in parts
        if part.last.period and len(part.figures) == 1 and part.last.noun in (Noun.MAIL, Noun.NONE)
    ]
    return not stated or any(is_same(total, part) for part in parts) or is_same(total, _add(parts))


def _add(amounts: Sequence[Amount]) -> Amount:
    lows = [amount.low for amount in amounts]
    highs = [amount.high for amount in amounts]
    low = None if None in lows else sum(low for low in lows if low is not None)
    high = None if None in highs else sum(high for high in highs if high is not None)
    return replace(amounts[0], low=low, high=high, end=amounts[-1].end)


def _span(amounts: Sequence[Amount]) -> Amount | None:
    """From the lowest to the highest; None where they lie too far apart to be one statement."""
    ends = [end for amount in amounts for end in (amount.low, amount.high) if end is not None]
    least, most = min(ends), max(ends)
    return (
        None
        if least > 0 and most / least > _MOST_APART
        else replace(amounts[0], low=least, high=most, end=amounts[-1].end)
    )


def _prefer_expected(plain: str, amounts: Sequence[Amount]) -> Amount | None:
    """Where past counts stand beside an expectation, the expectation (LABELLING.md: it beats past counts)."""
    past, expected = patterns()["past"], patterns()["expected"]
    begins = [0, *(amount.end for amount in amounts)]
    arounds = [
        plain[begin : a.start] + _CLAUSE.split(plain[a.end : a.end + _BEHIND], maxsplit=1)[0]
        for begin, a in zip(begins, amounts, strict=False)
    ]
    said = list(zip(amounts, arounds, strict=True))
    olds = [a for a, text in said if past.search(text) and not expected.search(text)]
    news = [a for a, text in said if a not in olds and (expected.search(text) or _stands_alone(a, amounts))]
    return news[-1] if olds and news else None


def _stands_alone(amount: Amount, amounts: Sequence[Amount]) -> bool:
    return len(amounts) == 2 and (amount.last.period is not None or amount.last.noun is Noun.NONE)


def _are_rates_apart(amounts: Sequence[Amount], gaps: Sequence[str]) -> bool:
    """Rates in different measures ("600 a week ... 40 a day ... 1,900 a month") that do not restate each other."""
    units = {
        figure.period.unit.removeprefix("named_") for amount in amounts for figure in amount.figures if figure.period
    }
    told = all(any(figure.period for figure in amount.figures) for amount in amounts)
    alike = any(is_same(a, b) for a, b in pairwise(amounts))
    changes = any(patterns()[name].search(gap) for gap in gaps for name in ("later", "now", "past"))
    begins = [gap[-_BEHIND:] for gap in gaps]
    changes = changes or any(_SEASON_BEGINS.search(begin) for begin in begins)
    apart = len(units) > 1 and not alike and not changes and not any(map(OR.search, gaps))
    return told and apart and all(len(gap) <= _LONGEST_GAP for gap in gaps)


def _are_streams(amounts: Sequence[Amount], gaps: Sequence[str]) -> bool:
    """Kinds of mail counted one by one: in a list, a table, or joined by "and"; not a second figure that merely
    stands beside a month's ("1,500 a month, New Year 3,800")."""
    if not all(_LISTS.search(gap) and len(gap) <= _LONGEST_GAP for gap in gaps):
        return False
    kinds = all(amount.last.noun in (Noun.MAIL, Noun.OTHER) and len(amount.figures) == 1 for amount in amounts)
    if kinds and all(map(_JOINS.search, gaps)):
        return True
    said = [amount.last.period is not None for amount in amounts]
    return all(said) or not said[0] or any(kind.search(gap) for gap in gaps for kind in KINDS)
