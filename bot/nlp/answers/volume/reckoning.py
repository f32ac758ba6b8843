"""What the figures of a passage come to in a month: bounds, or nothing clear."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.nlp.answers.volume.figures import Figure, Noun, find_figures, patterns
from bot.nlp.answers.volume.groups import Amount, to_amounts
from bot.nlp.answers.volume.multiples import find_multiple
from bot.nlp.answers.volume.once import tells_past_total, tells_total_since
from bot.nlp.answers.volume.periods import blank_corrected, find_periods
from bot.nlp.answers.volume.relations import relate
from bot.nlp.answers.volume.selection import counts_days, select

_TWICE = 2.0
_CLOSE = 3  # letters between "half of that" and the figure that it comes to
_APART = 1.2  # times by which figures differ that are disputed
_TENS_OF = re.compile(
    r"\b(?:tens|hundreds|dozens) of thousands\b|\bzehntausende\b|\b(?:dizaines|decenas|dezenas"
    r"|decine) d[ei] mil"
)
_NOW = re.compile(
    r"\b(?:this year|dieses jahr|heuer|cette annee|este ano|quest'anno|dit jaar|w tym roku"
    r"|now|today|these days|nowadays|jetzt|heute|maintenant|ahora|agora|adesso|nu|teraz)\b"
)
_ONCE = re.compile(
    r"\b(?:last year|letzte[sn] jahr|l'an dernier|ano pasado|ano passado|l'anno scorso|vorig jaar"
    r"|used to|once|formerly|previously|before|fruher|avant|antes|prima|vroeger|kiedys|was|were)\b"
)
_MORE_OR_LESS = re.compile(
    r"(?<!be \d )\bmore or less\b|\bor so\b|\bor thereabouts\b|\bgive or take\b(?!\s{1,2}\d)( a (?:bit|few|hundred))?"
)
_GIVE_OR_TAKE = re.compile(
    r"(\b(?:month|monthly|week|weekly|day|daily)|\d),? (?:give or take|plus or minus|\+/-|±) (?:about "
    r"|a )?(?:\d[\d.,]*k?|(?:[a-z]{3,8} )?(?:hundred|thousand)|couple hundred)\b(?! ?%| per ?cent)"
)
_WEEKS_OF_MONTH = re.compile(r"\b52 ?(?:/|divided by) ?12\b")
_EITHER = re.compile(
    r"\b(?:or|oder|ou|lub|albo|czy)\b (?!(?:in|at|by|more|even|up|around the|when|im|bis|en|a)\b)[^.;]{0,24}$"
    r"|\d (?:o|of) (?:\w+ ){0,2}\d?$"
    r"|\d (?:or|oder|ou|o|of|lub|albo) (?:maybe |perhaps |vielleicht )?\d"
)
_MOST_EITHER = 5  # times by which two guesses differ
_MOST_GUESSED = 50  # "500 or 50,000, it depends" is no figure
_LATE_YEAR = re.compile(
    r"(?:19[5-9]\d|20[12]\d|200[1-9])(?:\s?(?:or|and|to|/|-|–|und|oder|et|ou|y|o|e|en|of|i|lub)\s?(?:19[5-9]\d|20[12]\d))?"
)
_OR_ELSE = re.compile(
    r",? ?(?:or|oder|ou|o|of(?! (?:the|a|each|every|this|our)\b)|lub|albo) (?:was it |is it |maybe |rather |war es "
    r"|gar )?(?:(?:per|an?|the|pro|im|par|por"
    r"|al|na|w|eine?[mnr]?|un[ea]?|une) )?(?:day|week|month|year|quarter|tag|woche|monat|jahr|quartal|jour|semaine"
    r"|mois"
    r"|annee|trimestre|dia|semana|mes|ano|giorno|settimana|mese|anno|dag|maand|jaar|kwartaal|dzien|tydzien|miesiac"
    r"|rok)\b"
)
_NOT_THE = re.compile(r"\b(?:not|nicht|pas|no|non|nao|niet|nie) (?:the|my|die|den|le|les|l[oa]s|i|os|de|to|te) $")
_HE_SAYS = re.compile(
    r"\b(?:but|aber|mais|pero|ma|mas|maar|ale|while|whereas|and)\b[^.;\d]{0,30}\b(?:says?|claims?|thinks|insists?"
    r"|sagt|meint"
    r"|dit|pense|dice|cree|diz|acha|pensa|zegt|denkt|mowi|twierdzi)\b"
)
_WAS_ONCE = re.compile(
    r"[^.;,!?\d]{0,24}\b(?:was|were|is|are|war|waren|etait|era|eran|erano|eram|waren|byl\w) (?:from |for |of |the "
    r"|in |von |de |del )"
    r"{0,2}(?:last|letzte\w*|voriges|vorig|l'an dernier|l'annee derniere|el ano pasado|ano passado|l'anno scorso"
    r"|zeszl\w+)\b"
)  # "5,000 was last year": nobody says how long it took
_I_SAY = re.compile(
    r"\b(?:i|we)(?:'d| would)? (?:say|think|reckon|guess)\b[^.;]{0,60}\b(?:s?he|(?:my|our|the) [a-z]{3,14}) (?:says"
    r"|thinks|reckons"
    r"|claims|insists)\b|"
    r"\b(?:says?|claims?|thinks|reckons|sagt|meint|dit|dice|diz|zegt|mowi) [^.;]{0,60}\b(?:i|we|he|she|ich|wir"
    r"|moi je|yo|eu|io|ik|ja)"
    r" (?:say|think|reckon|would say|claim|says|thinks|sage|meine|dis|digo|dico|zeg|mowie)\b"
)  # "my colleague says 300 a month, I say 900"
_ANY_DAY = re.compile(
    r"\b(?:any|single|worst|busiest|given|peak|one|an einem|en un seul|un solo|um unico|un singolo|een enkele)\b"
)
_LAST_ONE = re.compile(
    r"\b(?:last|latest|biggest|largest) (?:\w+ )?(?:one|campaign|mailing|meet|event|issue|edition|send|blast) "
    r"(?:was|had|went to|were) (?:about |around |some )?$"
)  # nobody says how often
_TO_DATE = re.compile(r"\s(?:\w+ )?(?:so far|to date|until now|in total so far|bis jetzt|hasta ahora|jusqu'ici)\b")


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

    @property
    def clear(self) -> bool:
        """Whether the bounds say what a month's volume is."""
        return not self.unclear


def reckon(plain: str, answering: bool) -> Tally | None:
    """The monthly volume that a passage states, None where it has no figure for one. ``answering``: the passage
    answers the question for the volume, so that a bare figure is a month's."""
    plain = _MORE_OR_LESS.sub(lambda match: " " * len(match.group()), plain)
    plain = _GIVE_OR_TAKE.sub(lambda match: match[1] + " " * (match.end() - match.end(1)), plain)
    plain = _WEEKS_OF_MONTH.sub(lambda match: "4.33".ljust(len(match.group())), plain)
    plain = blank_corrected(plain)
    figures, free = find_figures(plain)
    multiple = patterns()["multiplied"].search(plain)
    counted = [figure for figure in figures if not _within(figure, multiple) and _is_count(plain, figure)]
    free += tuple(figure.period for figure in figures if figure.period and _within(figure, multiple))
    amounts = select(plain, to_amounts(plain, counted, free), answering)
    if not amounts:
        speed = next((f for f in figures if f.is_speed or _is_daily_cap(plain, f, figures)), None)
        return Tally(speed.start, speed.end, unclear=True, bare=True) if speed and answering else None
    if _is_hopeless(plain, amounts):
        return _to_unclear(amounts)
    if len(amounts) == 1:
        return _to_tally(_multiply(amounts[0], multiple), answering)
    return _join(plain, amounts, multiple, answering)


def _is_count(plain: str, figure: Figure) -> bool:
    if figure.noun is Noun.NONE and figure.period is None and _is_late_year(plain, figure):
        return False
    if figure.noun is Noun.UNIT or figure.is_speed or _is_daily_cap(plain, figure, find_figures(plain)[0]):
        return False
    return not counts_days(plain, figure)


def _is_daily_cap(plain: str, figure: Figure, figures: Sequence[Figure]) -> bool:
    """ "Max 10,000 on any one day", "3,000 an hour, at most 10,000 a day": peaks and caps that make no month
    (LABELLING.md, monthly_volume)."""
    if figure.period is None or figure.period.unit != "day" or figure.quantity.low is not None:
        return False
    if _ANY_DAY.search(plain, figure.period.start, figure.period.end):
        return True
    return any(other.is_speed for other in figures) and not any(
        f.period and f.period.factor for f in figures if f is not figure
    )


def _is_late_year(plain: str, figure: Figure) -> bool:
    """ "opened 2009, seven shops": a year of our time beside other figures."""
    year = _LATE_YEAR.fullmatch(plain[figure.start : figure.end]) is not None
    return year and len(find_figures(plain)[0]) > 1


def _within(figure: Figure, multiple: re.Match[str] | None) -> bool:
    return multiple is not None and multiple.start() <= figure.start < multiple.end()


def _is_hopeless(plain: str, amounts: Sequence[Amount]) -> bool:
    """Totals to date, and numbers of other things beside "it depends"."""
    vague = patterns()["vague"].search(plain) is not None
    if _leaves_period_open(plain) or (len(amounts) == 1 and _NOT_THE.search(plain[: amounts[0].start])):
        return True
    if len(amounts) == 1 and amounts[0].last.period and _WAS_ONCE.match(plain, amounts[0].last.end):
        return True
    if not any(a.monthly for a in amounts) and _LAST_ONE.search(plain[: amounts[0].start]):
        return True
    if _is_disputed(plain, amounts) or _is_past_alone(plain, amounts):
        return True
    if vague and any(amount.low and amount.high and amount.high >= amount.low * _MOST_GUESSED for amount in amounts):
        return True
    if any(_is_guess(plain, *told) for told in _pair_ends(amounts)):
        return True
    if vague and len(amounts) > 1 and all(plain.startswith("?", amount.end) for amount in amounts):
        return True
    if _TENS_OF.search(plain) and not any(amount.monthly for amount in amounts):
        return True
    if not any(amount.monthly for amount in amounts) and (tells_past_total(plain) or tells_total_since(plain)):
        return True
    if any(amount.monthly for amount in amounts):
        return vague and all(_counts_other_events(amount) for amount in amounts)
    if any(_TO_DATE.match(plain[amount.end : amount.end + 24]) for amount in amounts):
        return True
    others = all(a.last.noun in (Noun.OTHER, Noun.PEOPLE) or a.size < 10 for a in amounts)
    return others and (len(amounts) > 1 or vague)


def _pair_ends(amounts: Sequence[Amount]) -> Iterator[tuple[int, int, float, float]]:
    """What stands between two ends of one amount, or between two amounts, and the ends."""
    for amount in amounts:
        if amount.low and amount.high and len(amount.figures) == 1:
            yield amount.start, amount.end, amount.low, amount.high
    for one, other in pairwise(amounts):
        yield one.end, other.start, one.size, other.size


def _is_guess(plain: str, start: int, end: int, one: float, other: float) -> bool:
    """ "2,000 or 20,000", "5,000 or maybe it was 50,000": nobody knows which."""
    apart = max(one, other) >= _MOST_EITHER * min(one, other) > 0
    return apart and _EITHER.search(plain, start, end) is not None


def _leaves_period_open(plain: str) -> bool:
    """ "3,000, whether a year or a quarter I would have to check"."""
    return any(_OR_ELSE.match(plain, period.end) for period in find_periods(plain) if period.factor)


def _is_disputed(plain: str, amounts: Sequence[Amount]) -> bool:
    """Figures that nobody has decided between: "I say 45k, my partner insists on 14k"."""
    sizes = [end for amount in amounts for end in (amount.low, amount.high) if end]
    apart = len(sizes) > 1 and max(sizes) > min(sizes) * _APART
    said = any(_HE_SAYS.search(plain[a.end : b.start]) for a, b in pairwise(amounts)) or _I_SAY.search(plain)
    return apart and (bool(said) or patterns()["disputed"].search(plain) is not None)


def _is_past_alone(plain: str, amounts: Sequence[Amount]) -> bool:
    """ "It used to be 50 a day, now who knows": what was, and that nobody knows what will be."""
    rest = plain[amounts[-1].end :]
    now = _NOW.search(rest)
    once = _ONCE.search(plain[: amounts[0].start])
    return now is not None and once is not None and patterns()["vague"].search(rest, now.end()) is not None


def _counts_other_events(amount: Amount) -> bool:
    period = amount.last.period
    alone = amount.last.noun is Noun.OTHER and len(amount.figures) == 1
    return alone and period is not None and period.unit != "month"


def _to_unclear(amounts: Sequence[Amount]) -> Tally:
    start, end = amounts[0].start, max(amount.end for amount in amounts)
    return Tally(start, end, unclear=True, bare=True, people=all(amount.people for amount in amounts))


def _to_tally(amount: Amount, answering: bool) -> Tally:
    if amount.monthly or (answering and not amount.people):
        return Tally(amount.start, amount.end, amount.low, amount.high, bare=not amount.monthly)
    return _to_unclear([amount])


def _multiply(amount: Amount, multiple: re.Match[str] | None) -> Amount:
    """ "10k monthly, doubling by Easter": the range from the figure to its multiple."""
    explained = multiple is not None and 0 <= amount.start - multiple.end() <= _CLOSE
    if multiple is None or amount.low is None or amount.high is None or explained:
        return amount  # "it is half of that, 5500"
    factor = find_multiple(multiple.group(), alone=False) or _TWICE
    ends = (amount.low, amount.high, amount.low * factor, amount.high * factor)
    start, end = min(amount.start, multiple.start()), max(amount.end, multiple.end())
    return replace(amount, low=min(ends), high=max(ends), start=start, end=end)


def _draws_from_heads(plain: str, amounts: Sequence[Amount]) -> bool:
    """ "2 to 4 notices for every flat per month, so 1,800 messages": a month's outcome of a rate for each."""
    return any(
        one.people
        and one.last.period
        and other.last.noun is Noun.MAIL
        and patterns()["total"].search(plain, one.end, other.start)
        for one, other in pairwise(amounts)
    )


def _join(plain: str, amounts: Sequence[Amount], multiple: re.Match[str] | None, answering: bool) -> Tally:
    grows = all(a.last.quantity.sized for a in amounts) and patterns()["later"].search(plain) is not None
    if not answering and not grows and not any(a.monthly for a in amounts) and not _draws_from_heads(plain, amounts):
        return _to_unclear(amounts)
    mails = [a for a in amounts if not a.people]
    joined = relate(plain, mails) if mails else None
    if joined is None:
        return _to_unclear(amounts)
    if len(mails) == 1:
        joined = _multiply(joined, multiple)
    unclear = _to_unclear(amounts)
    return Tally(unclear.start, unclear.end, joined.low, joined.high, bare=not any(a.monthly for a in mails))
