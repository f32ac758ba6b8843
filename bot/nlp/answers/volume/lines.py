"""What a line is to the question for the volume: the answer, a figure of its own, a head count, or nothing."""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from bot.nlp.answers.layout import Line
from bot.nlp.answers.lexicon.phrases import compile_phrases, load_lexicon
from bot.nlp.answers.volume.figures import Figure, Noun, find_figures, patterns
from bot.nlp.answers.volume.periods import Period
from bot.nlp.answers.volume.quotas import is_wished
from bot.reading.alternatives import Alternatives

LEAST_ATTEMPT = 20  # a bare count of mails below that says nothing of the volume: "sent one test mail"
_LEAST_BARE = 100  # a bare figure below that is no answer unless the desk asked
_LEAST_EVENTS = 300  # as many events in a month, told by the day or week, go with mails
_MOST_BESIDE = 2  # words beside a bare figure that answers the desk, small words aside; none where it did not ask
_MOST_VAGUE = 4  # words of a line that is nothing but vague
_EARLY = 30  # letters before the first of two figures that speak of two times
_MOST_GROWN = 20  # times as much at another time
_NEAR = 26  # letters around a figure that say that it is no volume
_YEAR = re.compile(r"(?:19|20)\d\d")
_PIECE_END = re.compile(r"[,;/|]\s")
_CLAUSE = re.compile(r"[,;.]\s")
_AFTER = re.compile(r"[,;:.]\s|\s(?:once|as soon as)\s|\((?=[a-z' -]{2,24}/)")
_PRODUCT = re.compile(r"\d ?(?:x|\*) ?\d|\w x \d")
_WANTS = re.compile(r"\bwants?\b|\bcount on\b|\breckon\b")
_HOW_MANY_TIMES = re.compile(r"how (?:many|much) (?:more|longer|times)|as many times")
_MONTHS = re.compile(r"month|monat|\bmois|\bmes(?:es)?\b|\bmesi?e?\b|maand|miesi|figures|digits|stellig")
_SUPPOSES = re.compile(
    r"(?<!\bi )\b(?:suppose|supposing|hypothetically|what if|let'?s pretend|if we (?:stayed|went|were|had))\b"
)
_OF_OTHERS = re.compile(
    r"\b(?:competitors?|rivals?|(?:a |my |our )?friends?(?: of mine|'s)?|(?:an)?other (?:company|companies|firms?"
    r"|business(?:es)?|customers?|senders?|people|clubs?|shops?)|similar (?:company|business|firm|shop|club"
    r"|organi[sz]ation)|someone else"
    r"|somebody else|konkurren\w+|andere (?:firmen|kunden)|concurrents?|autres (?:clients|entreprises)|competencia"
    r"|otr[oa]s (?:clientes|empresas)|concorrent\w+|outr[oa]s (?:clientes|empresas)|altri clienti|concurrent\w*"
    r"|andere klanten|inni klienci|konkurencj\w+)\b[^.;?!]{0,40}\b(?:sends?|sending|mails|does|do|pushe?s?"
    r"|blasts?|gets?|has|have"
    r"|verschick\w+|sende[nt]|envoi\w+|envia\w*|mandan?|invian?o?|verstu\w+|stuurt|sturen|wysyla\w*)\b[^.;?!]{0,30}\d"
)
_PLANS = re.compile(r"\W{0,4}(?:we |i |our )?plan(?:s|ning|ned)?(?: is| for)?")  # "plan 15k/mo"
_THE_NUMBER = re.compile(
    r"(?:^|[.,;] |\b(?:the|our|its?|le|el|o|il|het|die|unsere) )(?:number|amount|count|figure|quantity|nombre"
    r"|numero|aantal"
    r"|zahl|menge)"
    r" ?(?:is|are|was|will|would|can|:|,|c'est|est|es|e|ist|hangt|schwankt|depends?|varies|changes)"
)
_IT_IS_LITTLE = re.compile(
    r"\b(?:(?:it|that|this|they)(?:'?s| is| are|'re)(?: really| just| all)? (?:(?:not|never|hardly) (?:that "
    r"|very |so |too )?"
    r"(?:much|many|a lot)|next to nothing)|it isn'?t (?:much|a lot)|(?:es|das) (?:ist|sind) nicht (?:sehr )?viel\w*"
    r"|ce n'est pas (?:beaucoup|grand-?chose)|no (?:es|son) (?:mucho|much[oa]s|gran cosa)|nao (?:e|sao) muit[oa]s?"
    r"|non (?:e|sono) molt[oei]|het is niet veel|nie jest (?:tego )?duzo)\b"
    r"(?! (?:to ask|use|help|fun|of|better|more|gefragt|verlangt|demander|pedir|gevraagd))"
)  # of the mail that goes out
_PEAK_OF = re.compile(
    r"\bpeaks? (?:of|at)\b|\b(?:biggest|busiest|best|record|heaviest|highest|worst) (?:single )?(?:day|evening|hour)\b"
    r"|\b(?:spitzentag|starkster tag|plus grosse journee|mejor dia|dia pico|melhor dia|giorno (?:record|di punta)"
    r"|drukste dag|topdag|rekordowy dzien)\b"
)
_INSTEAD = re.compile(
    r"\d(?:k|000)? (?:statt|anstatt|instead of|rather than|au lieu de|en vez de|em vez de|invece di"
    r"|in plaats van|zamiast)"
    r" (?:the |der |den |les |los |dei )?\d"
)
_CORRECTS = re.compile(
    r"\d(?:k|000)?\b[^.;!?\d]{0,30}(?:\b(?:not|nicht|pas|niet|nie|non|nao)|, (?:y |e )?no) (?:the |just |only |die "
    r"|les |los |os |i |de )?\d"
    r"|\b(?:not|nicht|pas|niet|nie|non|nao|no) \d[\d., ]{0,8}k?,? (?:but|sondern|mais|sino|mas|ma|maar|lecz|ale) \d"
)  # "6k for that one not 3k", "no 3.000 sino 6.000"
_CELLS = re.compile(r"[\t|:]|\s{3}")
_FEW = re.compile(
    r"hundred|thousand|few|couple|several|paar|honderd|hundert|cent|mil|kilka|qualche|migliai|tausend|duizend|tysi"
    r"|birkac|nekolik|нескол|quelques|plusieurs"
)
_THOUSANDS = re.compile(
    r"\b(?:hundreds?|thousands?|k|hundert|tausend|honderd|duizend|centinaia|migliai[oa]|cientos|miles|centenas|milhares"
    r"|centaines?|milliers?|tysi\w+|set(?:ki|ek)|bin|tisic\w*|тысяч\w*) (?:of |de |d'|di |van |von )?(?:our )?(?:e-?)?"
    r"(?:mails?|messages?|letters?|mensajes|correos|messaggi|courriels?|nachrichten|berichten|mensagens|wiadomosc\w*"
    r"|maili|писем)"
)  # "some thousand mails"


class Sign(IntEnum):
    """What a line is to the volume."""

    NOTHING = 0
    HEADS = 1  # a head count, or a rate, which a neighbouring line may multiply
    FIGURE = 2  # a figure with a period, or a count of mails
    ANSWER = 3  # it stands as the answer: a bare figure is a month's


@lru_cache(maxsize=1)
def words() -> dict[str, Alternatives]:
    """The lexicon's words for what a line speaks of, by name."""
    return {name: compile_phrases(phrases) for name, phrases in load_lexicon("volume")["message"].items()}


@lru_cache(maxsize=1)
def retractions() -> dict[str, Alternatives]:
    """The lexicon's words for taking a figure back, by name."""
    return {name: compile_phrases(phrases) for name, phrases in load_lexicon("volume")["retraction"].items()}


@lru_cache(maxsize=1)
def _small_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load_lexicon('volume')['small_words']['beside_figure'].split())})\b")


def count_words_beside(text: str) -> int:
    """How many words of two letters or more a text has, small words such as "about" and "a month" aside."""
    return len(re.findall(r"[^\W\d_]{2,}", _small_words().sub(" ", text)))


def judge(line: Line, asked: bool, addressed: bool) -> Sign:
    """What a line is to the volume. ``asked``: the desk asked for it; ``addressed``: the message answers others of
    its questions."""
    text = blank_foreign(line.answer)
    figures, free = find_figures(text)
    if _SUPPOSES.search(line.text) or is_of_others(line):
        return Sign.NOTHING
    told = [f for f in figures if f.noun is not Noun.UNIT and not f.is_speed and not _is_year(text, f)]
    if not told:
        rates = [*free, *(f.period for f in figures if f.period)]
        if any(f.is_speed for f in figures) and not _MONTHS.search(text):
            return Sign.NOTHING
        return _judge_words(line, text, rates, asked or addressed)
    if _is_answer(line, text, told, asked, addressed):
        return Sign.ANSWER
    if line.text.rstrip().endswith("?") and not _wishes(text, told):
        return Sign.NOTHING
    return Sign.FIGURE if _PRODUCT.search(text) or any(_is_counted(f, told) for f in told) else Sign.HEADS


def is_of_others(line: Line) -> bool:
    """ "A competitor sends 200k a month with you": somebody else's volume."""
    return _OF_OTHERS.search(line.text) is not None


def is_own_question(line: Line) -> bool:
    """ "How many a month?", which its writer goes on to answer."""
    text = line.text.rstrip()
    return text.endswith("?") and words()["volume"].search(text) is not None and not find_figures(text)[0]


def is_header(line: Line) -> bool:
    """ "Letter | mails a month": the head of a table of volumes."""
    text = line.text.rstrip(" :*_|")
    ends = any(match.end() == len(text) for match in words()["volume"].finditer(text))
    return ends and _CELLS.search(line.text) is not None and not find_figures(text)[0]


def _wishes(text: str, figures: Sequence[Figure]) -> bool:
    """ "Can we have 500,000 a month?": a wish for a monthly quota counts as its figure (LABELLING.md)."""
    monthly = any(figure.period and figure.period.unit == "month" for figure in figures)
    return monthly and patterns()["wishes"].search(text) is not None


def _is_year(text: str, figure: Figure) -> bool:
    bare = figure.noun is Noun.NONE and figure.period is None
    return bare and _YEAR.fullmatch(text[figure.start : figure.end]) is not None


def _is_answer(line: Line, text: str, figures: Sequence[Figure], asked: bool, addressed: bool) -> bool:
    """Whether a bare figure of a line is meant as the month's."""
    if words()["volume"].search(line.text):
        return True
    if asked and all(figure.noun in (Noun.MAIL, Noun.NONE) and figure.quantity.sized for figure in figures):
        return True
    if asked and any(f.noun is Noun.PEOPLE for f in figures) and any(f.each and f.noun is Noun.MAIL for f in figures):
        return True
    if (asked or addressed) and _is_bare(_find_piece(text, figures[0]), figures, asked):
        return True
    asks = text.rstrip().endswith("?")
    if (
        not asks
        and (_INSTEAD.search(text) or _CORRECTS.search(text))
        and any(figure.quantity.sized for figure in figures)
    ):
        return True
    if not any(figure.noun is Noun.NONE and figure.quantity.sized for figure in figures):
        return False
    if not asks and _tells_two_times(text, figures):
        return True
    if patterns()["corrected"].search(text):
        return True
    related = any(patterns()[name].search(text) for name in ("season", "later", "now"))
    return addressed and (related or _WANTS.search(text) is not None)


def _tells_two_times(text: str, figures: Sequence[Figure]) -> bool:
    """ "31k typical, 52k in a recall", "5k at first, fifteen once Ohio is on": a month now and a month then."""
    if len(figures) != 2 or any(f.noun is not Noun.NONE or f.is_speed for f in figures):
        return False
    low, high = sorted(figure.quantity.size for figure in figures)
    told = any(patterns()[name].search(text) for name in ("season", "later"))
    return told and figures[0].start <= _EARLY and high >= _LEAST_BARE and high <= low * _MOST_GROWN


def _is_counted(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a figure is a count of mails or a rate of its own."""
    if figure.noun in (Noun.MAIL, Noun.DAYS) or figure.each:
        return True
    if not figure.period:
        return False
    large = figure.quantity.size * figure.period.factor >= (
        _LEAST_BARE if figure.period.unit == "month" else _LEAST_EVENTS
    )
    return figure.noun is not Noun.OTHER or len(figures) > 1 or large


def _judge_words(line: Line, text: str, free: Sequence[Period], answers: bool) -> Sign:
    """A line without figures: vague words about the volume, or a rate that a neighbouring figure takes."""
    vague = patterns()["vague"].search(text)
    if vague:
        if _MONTHS.search(vague.group()):
            return Sign.ANSWER
        if (words()["volume"].search(line.text) or _THE_NUMBER.search(line.text)) and not _HOW_MANY_TIMES.search(text):
            return Sign.ANSWER
        if answers and _IT_IS_LITTLE.search(text):
            return Sign.ANSWER
        few = _FEW.search(vague.group()) is not None and (words()["heads"].search(text) or _THOUSANDS.search(text))
        sent = bool(free) and words()["sends"].search(text) is not None
        if few or sent or any(period.unit == "month" for period in free):
            return Sign.FIGURE
        if answers and len(re.findall(r"\w+", text)) <= _MOST_VAGUE:
            return Sign.ANSWER
    return Sign.HEADS if free or patterns()["multiplied"].search(text) else Sign.NOTHING


def _is_bare(text: str, figures: Sequence[Figure], asked: bool) -> bool:
    """A line that is little more than a figure: "somewhere between six and eight thousand"."""
    if any(figure.noun in (Noun.PEOPLE, Noun.OTHER) for figure in figures):
        return False
    if not asked and all(_is_trifle(figure) for figure in figures):
        return False
    rest = text
    for figure in (figure for figure in figures if figure.end <= len(text)):
        rest = rest[: figure.start] + " " * (figure.end - figure.start) + rest[figure.end :]
    return count_words_beside(rest) <= (_MOST_BESIDE if asked else 0) and not re.search(r"\bfrom the\b", rest)


def _is_trifle(figure: Figure) -> bool:
    return figure.quantity.size < (LEAST_ATTEMPT if figure.noun is Noun.MAIL else _LEAST_BARE)


def _find_piece(text: str, figure: Figure) -> str:
    """The text with all but the figure's piece between commas or slashes blanked."""
    start = max((match.end() for match in _PIECE_END.finditer(text, 0, figure.start)), default=0)
    end = next((match.start() for match in _PIECE_END.finditer(text, figure.end)), len(text))
    return " " * start + text[start:end]


def _ends_elsewhere(before: str) -> bool:
    return any(match.end() == len(before) for match in words()["elsewhere_before"].finditer(before))


def _names_a_time(text: str, figure: Figure) -> bool:
    """ "a peak of 20,000 in November" is a month's; a peak of an hour or a day is none."""
    if figure.period is not None:
        return figure.period.unit in ("month", "named_month")
    return patterns()["season"].search(text[figure.end : figure.end + _NEAR]) is not None


def blank_peaks(text: str) -> str:
    """The text without the figures of a single day or hour, however full it was."""
    peaks = (f for f in find_figures(text)[0] if _PEAK_OF.search(_find_before(text, f)) and not _names_a_time(text, f))
    for figure in peaks:
        text = _blank(text, figure)
    return text


def blank_foreign(text: str) -> str:
    """The text without figures that peaks, limits, prices, queues and waits are told in."""
    text = blank_peaks(text)
    for figure in find_figures(text)[0]:
        if is_wished(text, figure.start, figure.end):
            continue
        before, after = _find_before(text, figure), _AFTER.split(text[figure.end : figure.end + _NEAR])[0]
        told_elsewhere = _ends_elsewhere(before) or any(
            words()["elsewhere"].search(beside) for beside in (before, after)
        )
        if told_elsewhere and not _PLANS.fullmatch(before):
            text = _blank(text, figure)
    return text


def _find_before(text: str, figure: Figure) -> str:
    """What stands before a figure in its clause."""
    return _CLAUSE.split(text[max(0, figure.start - _NEAR) : figure.start])[-1].rstrip()


def _blank(text: str, figure: Figure) -> str:
    return text[: figure.start] + "~" * (figure.end - figure.start) + text[figure.end :]
