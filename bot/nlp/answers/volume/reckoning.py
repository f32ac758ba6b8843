"""What the amounts of a passage come to: sums of streams, seasons and growth as a range, restatements, corrections."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.nlp.answers.volume.figures import Figure, Noun, find_figures, patterns
from bot.nlp.answers.volume.groups import Amount, to_amounts

_SAME = 0.2  # two statements of one volume may differ by this much: "8k weekly = 32k month"
_DENIED = re.compile(r"\b(?:not|nicht|pas|niet|no|nie|non|instead of|rather than)\s{1,2}(?:the )?$")
_FACTORS = (
    (re.compile(r"\b(?:ten|10) times|zehnmal|x10|10x"), 10.0),
    (re.compile(r"\b(?:five|5) times"), 5.0),
    (re.compile(r"\b(?:four|4) times|quadrupl|vervierfach"), 4.0),
    (re.compile(r"\b(?:three|3) times|trebl|tripl|verdreifach|driemaal"), 3.0),
    (re.compile(r"\bhalf\b"), 0.5),
    (re.compile(r""), 2.0),
)


_MORE_OR_LESS = re.compile(r"(?<!be \d )\bmore or less\b|\bgive or take( a (?:bit|few|hundred))?\b")
_TO_DATE = re.compile(r"\s(?:\w+ )?(?:so far|to date|until now|in total so far|bis jetzt|hasta ahora|jusqu'ici)\b")
_INCREMENT = re.compile(r"\b(?:another|additional|further|extra|weitere) $")
_PLUS = re.compile(
    r"\+|\bplus\b|\bon top\b|\banother\b|\badditional|\bin addition\b|\bas well as\b|\bdazu\b|\bmas (?=\d|unos |otr)|\bmais (?=\d|uns )|\bpiu (?=\d|altr)"
)
_OR = re.compile(r"\b(?:or|oder|ou|o|of|lub)\b|->|→")
_KINDS = (
    re.compile(
        r"\b(?:transac\w*|transak\w*|transaz\w*|trx|tx|service|system|receipts?|orders?|bookings?|alerts?|notices?|reminders?|confirmations?|invoices?|tickets?|resets?|codes?|erinnerung\w*|bestatigung\w*|rechnung\w*|factur\w*|fattur\w*|recib\w*|pedido\w*|conferm\w*|statements?|security|talo\w*)"
    ),
    re.compile(
        r"\b(?:market\w*|newsletters?|promo\w*|campaigns?|engagement|offers?|bulletins?|brochures?|catalogues?|digests?|mailer|infolettre\w*|boletin\w*|nieuwsbrie\w*|ofert\w*|what'?s on|what'?s new)"
    ),
)
_SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Tally:
    """The outcome for a passage: bounds of a month, or ``unclear`` where its figures or words do not make one.
    ``bare``: no period is said, so that it counts only as an answer; ``people``: a head count is all there is."""

    start: int
    end: int
    low: float | None = None
    high: float | None = None
    unclear: bool = False
    bare: bool = False
    people: bool = False


def reckon(plain: str, answering: bool) -> Tally | None:
    """The monthly volume that a passage states, None where it has no figure for one. ``answering``: the passage
    answers the question for the volume, so that a bare figure is a month's."""
    plain = _MORE_OR_LESS.sub(lambda match: " " * len(match.group()), plain)
    figures, free = find_figures(plain)
    speeds = [figure for figure in figures if figure.is_speed]
    multiple = patterns()["multiplied"].search(plain)
    counted = [
        f
        for f in figures
        if f.noun is not Noun.UNIT and not f.is_speed and not _within(f, multiple) and not _counts_days(plain, f)
    ]
    free += tuple(f.period for f in figures if f.period and _within(f, multiple))
    amounts = _drop_side_remarks(plain, _drop_corrected(plain, to_amounts(plain, counted, free)), answering)
    if not amounts:
        return Tally(speeds[0].start, speeds[0].end, unclear=True, bare=True) if speeds and answering else None
    amounts = _lend_period(plain, _lend_scale(amounts))
    if _is_hopeless(plain, amounts):
        return Tally(amounts[0].start, amounts[-1].end, unclear=True, bare=True, people=all(a.people for a in amounts))
    if len(amounts) == 1:
        return _to_tally(_multiply(plain, amounts[0], multiple), answering)
    return _join(plain, amounts, multiple, answering)


def _counts_days(plain: str, figure: Figure) -> bool:
    """ "each school day (22 a month)": how many days, not how many mails."""
    before = plain[max(0, figure.start - 12) : figure.start]
    return (
        20 <= figure.quantity.size <= 31
        and figure.period is not None
        and re.search(r"days? ?\((?:about |ca\.? )?$", before) is not None
    )


def _is_hopeless(plain: str, amounts: Sequence[Amount]) -> bool:
    """Totals to date, and numbers of other things beside "it depends"."""
    vague = patterns()["vague"].search(plain) is not None
    other = all(
        a.last.noun is Noun.OTHER and len(a.figures) == 1 and a.last.period and a.last.period.unit != "month"
        for a in amounts
    )
    if any(amount.monthly for amount in amounts):
        return vague and other
    if any(_TO_DATE.match(plain[amount.end : amount.end + 24]) for amount in amounts):
        return True
    others = all(a.last.noun in (Noun.OTHER, Noun.PEOPLE) or a.size < 10 for a in amounts)
    return others and (len(amounts) > 1 or vague)


def _within(figure: Figure, multiple: re.Match[str] | None) -> bool:
    return multiple is not None and multiple.start() <= figure.start < multiple.end()


def _to_tally(amount: Amount, answering: bool) -> Tally:
    if amount.monthly or (answering and not amount.people):
        return Tally(amount.start, amount.end, amount.low, amount.high, bare=not amount.monthly)
    return Tally(amount.start, amount.end, unclear=True, people=amount.people, bare=True)


def _multiply(plain: str, amount: Amount, multiple: re.Match[str] | None) -> Amount:
    """ "10k monthly, doubling by Easter": the range from the figure to its multiple."""
    if multiple is None or amount.low is None or amount.high is None:
        return amount
    factor = next(factor for pattern, factor in _FACTORS if pattern.search(multiple.group()))
    ends = (amount.low, amount.high, amount.low * factor, amount.high * factor)
    return replace(
        amount,
        low=min(ends),
        high=max(ends),
        start=min(amount.start, multiple.start()),
        end=max(amount.end, multiple.end()),
    )


def _drop_corrected(plain: str, amounts: list[Amount]) -> list[Amount]:
    """Drops what is taken back in the same breath: "5k, sorry, 15k", "7k. not 70k", "not 60k, six"."""
    kept: list[Amount] = []
    for amount in amounts:
        if kept and patterns()["corrected"].search(plain[kept[-1].end : amount.start]):
            kept.pop()
        if len(amounts) > 1 and _DENIED.search(plain[max(0, amount.start - 18) : amount.start]):
            if not kept and amount is not amounts[-1]:
                kept.append(replace(amount, people=True, monthly=False))
            continue
        if kept and kept[-1].people and _DENIED.search(plain[max(0, kept[-1].start - 18) : kept[-1].start]):
            amount = _lend_scale([kept.pop(), amount])[-1]
        kept.append(amount)
    return kept


def _drop_side_remarks(plain: str, amounts: list[Amount], answering: bool) -> list[Amount]:
    """Beside a monthly figure, head counts, other things, and bare numbers in another sentence say something else."""
    monthly = [amount for amount in amounts if amount.monthly]
    if not monthly:
        large = any(a.size >= 100 and a.last.quantity.sized for a in amounts)
        return [
            a
            for a in amounts
            if not (large and 0 < a.size < 10 and a.last.noun is Noun.NONE and not _lacks_scale(a, amounts))
        ]
    monthly = [amount for amount in monthly if not _is_daily_peak(plain, amount)] or monthly
    mail = [
        amount
        for amount in monthly
        if amount.last.noun is not Noun.OTHER or len(amount.figures) > 1 or (answering and amount.size >= 100)
    ]
    grows = patterns()["later"].search(plain) is not None
    kept = [a for a in (mail or monthly) if not (grows and len(monthly) > 1 and _INCREMENT.search(plain[: a.start]))]
    bare = [a for a in amounts if not a.monthly and _goes_with(plain, a, amounts)]
    return sorted(kept + bare, key=lambda amount: amount.start)


def _is_daily_peak(plain: str, amount: Amount) -> bool:
    """ "Peak: 4,000 a day": the worst day makes no month (LABELLING.md, monthly_volume)."""
    before = plain[max(0, amount.start - 30) : amount.start]
    period = amount.last.period
    return (
        period is not None
        and period.unit == "day"
        and re.search(r"\b(?:peak|burst|spike|worst|busiest)\b[^.;\n]*$", before) is not None
    )


def _goes_with(plain: str, amount: Amount, amounts: Sequence[Amount]) -> bool:
    """Whether a number without a period belongs to the monthly figures around it."""
    if amount.people or amount.last.noun is Noun.OTHER or amount.size == 0:
        return amount.size == 0
    place = amounts.index(amount)
    before = plain[amounts[place - 1].end : amount.start] if place else ""
    after = plain[amount.end : amounts[place + 1].start] if place + 1 < len(amounts) else ""
    same = (place and not _SENTENCE_END.search(before)) or (
        place + 1 < len(amounts) and not _SENTENCE_END.search(after)
    )
    if amount.size <= 31 and not (same and _lacks_scale(amount, amounts)):
        return False
    around = plain[max(0, amount.start - 40) : amount.end + 40]
    return bool(same) or any(patterns()[name].search(around) for name in ("season", "later", "expected", "plus"))


def _lacks_scale(amount: Amount, amounts: Sequence[Amount]) -> bool:
    """A bare number that lacks only its neighbours' scale: "6k in a normal month, twenty in December"."""
    scaled = any(other is not amount and other.last.quantity.scale >= 1000 for other in amounts)
    return scaled and not amount.last.quantity.sized and amount.last.noun is Noun.NONE


def _lend_scale(amounts: list[Amount]) -> list[Amount]:
    scale = max((a.last.quantity.scale for a in amounts), default=1)
    largest = max(a.size for a in amounts)
    return [
        a.times(scale)
        if scale >= 1000 and a.size < 1000 and a.size * scale <= 20 * largest and _lacks_scale(a, amounts)
        else a
        for a in amounts
    ]


def _lend_period(plain: str, amounts: list[Amount]) -> list[Amount]:
    """ "30 a day on a good one and 90 on a bad one": the second is a day's too."""
    periods = [figure.period for a in amounts for figure in a.figures if figure.period]
    if len({period.unit for period in periods}) != 1:
        return amounts
    restated = patterns()["total"]
    return [
        a
        if a.monthly or a.people or a.size == 0 or restated.search(plain[max(0, a.start - 18) : a.start])
        else replace(a.times(periods[0].factor), monthly=True)
        for a in amounts
    ]


def _join(plain: str, amounts: list[Amount], multiple: re.Match[str] | None, answering: bool) -> Tally:
    start, end = amounts[0].start, max(amount.end for amount in amounts)
    unclear = Tally(start, end, unclear=True, bare=True, people=all(a.people for a in amounts))
    grows = all(a.last.quantity.sized for a in amounts) and patterns()["later"].search(plain) is not None
    if not answering and not grows and not any(a.monthly for a in amounts):
        return unclear
    amounts = [a for a in amounts if not a.people]
    joined = _relate(plain, amounts) if amounts else None
    if joined is None:
        return unclear
    if len(amounts) == 1:
        joined = _multiply(plain, joined, multiple)
    return Tally(start, end, joined.low, joined.high, bare=not any(a.monthly for a in amounts))


def _relate(plain: str, amounts: list[Amount]) -> Amount | None:
    """The one amount that several make, by what stands between and around them; None where they contradict."""
    if len(amounts) == 1:
        return amounts[0]
    if len(amounts) == 2 and {(a.low is None, a.high is None) for a in amounts} == {(True, False), (False, True)}:
        return _span(amounts)
    gaps = [plain[a.end : b.start] for a, b in zip(amounts, amounts[1:], strict=False)]
    total = _find_total(amounts, gaps)
    if total is not None:
        return total if _agrees(total, amounts[: amounts.index(total)]) else None
    if all(_PLUS.search(gap) for gap in gaps) or _are_kinds(plain, amounts):
        return _add(amounts)
    around = plain[max(0, amounts[0].start - 60) : amounts[-1].end + 60]
    if any(patterns()[name].search(around) for name in ("later", "now", "season")) or any(
        _OR.search(gap) for gap in gaps
    ):
        return _prefer_expected(plain, amounts) or _span(amounts)
    expected = _prefer_expected(plain, amounts)
    if expected is not None:
        return expected
    if all(_same(amounts[0], amount) for amount in amounts[1:]):
        return amounts[0]
    return _add(amounts) if _are_streams(plain, amounts, gaps) else _span(amounts)


def _find_total(amounts: Sequence[Amount], gaps: Sequence[str]) -> Amount | None:
    """The amount that restates those before it: "= 32k", "call it 32k a month", "so about 600"."""
    for amount, gap in zip(amounts[:-2:-1], gaps[:-2:-1], strict=False):
        match = list(patterns()["total"].finditer(gap))
        if match and not re.search(r"[a-z]{3,}.{30,}", gap[match[-1].end() :]):
            return amount
        if re.search(r"\(\s*(?:=|i\.e\.|about|ca\.?|roughly|approx\.?)?\s*$", gap):
            return amount
    return None


def _agrees(total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether a restatement fits the figures before it, one by one or added up."""
    if not total.monthly or not any(part.monthly for part in parts):
        return True
    stated = [
        part
        for part in parts
        if part.last.period and len(part.figures) == 1 and part.last.noun in (Noun.MAIL, Noun.NONE)
    ]
    return not stated or any(_same(total, part) for part in parts) or _same(total, _add(parts))


def _same(one: Amount, other: Amount) -> bool:
    return abs(one.size - other.size) <= _SAME * max(one.size, other.size)


def _add(amounts: Sequence[Amount]) -> Amount:
    lows = [amount.low for amount in amounts]
    highs = [amount.high for amount in amounts]
    low = None if None in lows else sum(low for low in lows if low is not None)
    high = None if None in highs else sum(high for high in highs if high is not None)
    return replace(amounts[0], low=low, high=high, end=amounts[-1].end)


def _span(amounts: Sequence[Amount]) -> Amount:
    ends = [end for amount in amounts for end in (amount.low, amount.high) if end is not None]
    return replace(amounts[0], low=min(ends), high=max(ends), end=amounts[-1].end)


def _prefer_expected(plain: str, amounts: Sequence[Amount]) -> Amount | None:
    """Where past counts stand beside an expectation, the expectation (LABELLING.md: it beats past counts)."""
    past, expected = patterns()["past"], patterns()["expected"]
    arounds = [
        plain[(amounts[place - 1].end if place else 0) : a.start] + plain[a.end : a.end + 6]
        for place, a in enumerate(amounts)
    ]
    olds = [a for a, text in zip(amounts, arounds, strict=True) if past.search(text) and not expected.search(text)]
    news = [
        a
        for a, text in zip(amounts, arounds, strict=True)
        if a not in olds and (expected.search(text) or len(amounts) == 2)
    ]
    return news[-1] if olds and news else None


def _are_kinds(plain: str, amounts: Sequence[Amount]) -> bool:
    """Whether each amount is of another kind of mail: "9,500 transactional, 14,000 marketing"."""
    found = []
    for place, amount in enumerate(amounts):
        begin = amounts[place - 1].end if place else max(0, amount.start - 40)
        end = amounts[place + 1].start if place + 1 < len(amounts) else amount.end + 40
        after, before = (
            plain[amount.end : min(end, amount.end + 36)].split("\n", 1)[0],
            plain[begin : amount.start].rsplit("\n", 1)[-1],
        )
        kinds = {number for number, pattern in enumerate(_KINDS) if pattern.search(after)} or {
            number for number, pattern in enumerate(_KINDS) if pattern.search(before)
        }
        found.append(kinds)
    return len(amounts) == 2 and all(len(kinds) == 1 for kinds in found) and found[0] != found[1]


def _are_streams(plain: str, amounts: Sequence[Amount], gaps: Sequence[str]) -> bool:
    """Kinds of mail counted one by one: in a list, a table, or joined by "and"; not a second figure that merely
    stands beside a month's ("1,500 a month, New Year 3,800")."""
    listed = all(
        re.search(r"[\n;,&/|]|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bi\b", gap) and len(gap) <= 90 for gap in gaps
    )
    said = [amount.last.period is not None for amount in amounts]
    return listed and (
        all(said) or not said[0] or said == [True, True] or any(kind.search(gap) for gap in gaps for kind in _KINDS)
    )
