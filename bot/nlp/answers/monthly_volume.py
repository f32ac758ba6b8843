"""How many messages a month: what the passages that speak of it come to, and which of them speaks for the message."""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import inf

from bot.core.checklist import Finding, Status
from bot.nlp.answers.layout import Layout, Line, Topic
from bot.nlp.answers.lexicon.phrases import find_pairs
from bot.nlp.answers.volume.contradictions import tells_twice
from bot.nlp.answers.volume.deferred import defers_figure, is_deferred
from bot.nlp.answers.volume.figures import Noun, find_figures, patterns
from bot.nlp.answers.volume.heads import MOST_EACH, may_be_heads
from bot.nlp.answers.volume.lines import (
    LEAST_ATTEMPT,
    Sign,
    count_words_beside,
    judge,
    retractions,
    words,
)
from bot.nlp.answers.volume.passages import Passage, find_passages, read_passage
from bot.nlp.answers.volume.reckoning import Tally, reckon
from bot.nlp.answers.volume.spread import spread

ITEM = "monthly_volume"
MOST_QUOTED = 3
_AROUND = 40  # letters behind a figure in which its period stands
_TO_ALL = re.compile(
    r"\bto (?:all|every|each)\b|\bto everybody\b|\bto everyone\b|\ban (?:alle|jede)|\ba tou(?:s|tes)\b|\ba chaque\b"
    r"|\ba tod[oa]s\b"
    r"|\ba cada\b|\ba tutt[ie]\b|\baan (?:alle|iedereen)\b|\bdo wszystkich\b"
)
_TRIFLE = 10  # messages a month below which another passage speaks for the message
_APART = 0.1  # of a figure, by which another one differs at least
_RETRACTS = re.compile(
    r"\b(?:scrap|forget|ignore|disregard|strike|withdraw|take back|never ?mind|hold your horses on|hold (?:on|off)"
    r" (?:on|with)|drop|vergessen sie|olvide|oubliez|esqueca|dimentichi|vergeet)"
    r"\s(?:what i (?:said|wrote)|the|that|my|it|about|de[nr]?|das|die|el|la|le|il)\b"
)
_OTHER_MESSAGE = re.compile(
    r"\b(?:my|the|our|last|first|earlier|previous) (?:\w+ )?(?:message|e?-?mail|ticket|note"
    r"|answer)\b"
)
_ANY_FIGURE = re.compile(
    r"\b(?:an?|any|one|some|exact|keine?n?|eine?n?|aucun|une?|ningun[ao]?|una?|nenhum|uma?|nessun[ao]?|geen|een"
    r"|zadnej)"
    r" (?:\w+ ){0,2}(?:figures?|numbers?|amount|count|estimate|total|volume|zahl|menge|angabe|schatzung|chiffre"
    r"|nombre|estimation|cifra"
    r"|numero|valor|stima|getal|cijfer|aantal|schatting|liczby|liczba)\b"
)  # "I can't put a number on it" takes none back
_RETRACTING_FAR = 60  # letters between "please do not use" and "figure"
_GIVES_UP = re.compile(
    r"\b(?:sorry|no|wait|actually|i mean)[ ,.]{1,3}(?:i mean )?i (?:don'?t|do not) know(?! (?:how|what|why|if))"
)
_REPLACES = re.compile(r"\binstead\b|\bmake (?:it|that)\b|\bit'?s\b.{0,12}\d|\bis rather\b|\bbetter\b|\bcall it\b")
_FIGURE_TALK = re.compile(r"\d|\bfigure\b|\bnumber\b|\bvolume\b")
_TO = re.compile(r"\b(?:go|goes|going|sent|out) to (?:all |our |the |about |some |these ){0,2}$")
_WISH = re.compile(
    r"\b(?:want|need|wish|like|allow us)\b(?! to send).{0,24}(?:\b(?:daily|a day|per day)\b|/ ?day)"
)  # a wish for so many a day is a wish for a limit


def find_monthly_volume(layout: Layout, addressed: bool) -> Finding | None:
    """What the message says of its volume; None where it says nothing of it. ``addressed``: it answers another of
    the questions too, so that a bare figure in it may be this answer."""
    addressed = addressed or any(map(_retracts, layout.own))
    found = [_weigh(layout, passage) for passage in find_passages(layout, addressed)]
    weighed = [item for item in found if item is not None]
    taken_back = _find_retraction(layout)
    if taken_back and not any(tally.clear and weight[1] for weight, tally in weighed):
        nothing = {"low": None, "high": None}
        evidence = (layout.view.evidence(taken_back.start, taken_back.end),)
        return Finding(ITEM, Status.PARTIAL, value=nothing, evidence=evidence, retracts=True)
    told = max(weighed, key=lambda item: item[0])[1] if weighed else None
    best = spread(layout, told)
    if best is None:
        return None
    if best.clear and (_is_unsettled(layout, best) or tells_twice([line.answer for line in layout.own])):
        best = replace(best, unclear=True, low=None, high=None)
    if best.clear and _lacks_heads(layout, best):
        best = replace(best, unclear=True, low=None, high=None)
    doubted = _is_disputed(weighed) or _is_handful(best) or _is_deferred(layout, best)
    return replace(_to_finding(layout, best), agreed=not doubted)


def _find_retraction(layout: Layout) -> Line | None:
    """A line that takes a figure back without another one: "scrap the 5k, I was looking at the wrong year"."""
    for line in layout.own:
        outright = _takes_figure_back(line.text)
        if not _retracts(line) or _REPLACES.search(line.text):
            continue
        if _OTHER_MESSAGE.search(line.text) and any(_tells_volume(other) for other in layout.own if other is not line):
            continue
        about_volume = outright or _FIGURE_TALK.search(line.text) or Topic.VOLUME in layout.asked
        if about_volume and not _has_other_figure(layout, line):
            return line
    return None


def _retracts(line: Line) -> bool:
    loose = _RETRACTS.search(line.text) or _GIVES_UP.search(line.text)
    return bool(loose) or _takes_figure_back(line.text)


def _takes_figure_back(text: str) -> bool:
    """ "Please do not use the number", "die Zahl stimmt nicht", "that's Gareth's figure"."""
    said = retractions()
    if said["not_ours"].search(text):
        return True
    verbs, figures, wrong = said["verbs"], said["figures"], said["wrong"]
    pairs = ((verbs, figures), (figures, wrong), (figures, verbs))
    if not (verbs.search(text) or wrong.search(text)):
        return False
    told = _ANY_FIGURE.sub(lambda match: "~" * len(match.group()), text)
    return any(next(find_pairs(told, *pair, _RETRACTING_FAR), None) for pair in pairs)


def _tells_volume(line: Line) -> bool:
    return judge(line, True, True) is Sign.ANSWER and bool(find_figures(line.answer)[0])


def _has_other_figure(layout: Layout, retracting: Line) -> bool:
    named = find_figures(retracting.text)[0]
    others = (line for line in layout.own if line.start > retracting.start or (named and line is not retracting))
    return any(_tells_volume(line) for line in others)


Weight = tuple[bool, bool, bool, bool, bool, bool, int]


def _weigh(layout: Layout, passage: Passage) -> tuple[Weight, Tally] | None:
    """A passage's outcome, and how well it speaks for the whole message: clear, set out, no trifle, a count of mails,
    named, with a period, and the later."""
    text, offset = read_passage(layout, passage)
    tally = _reckon(text, passage)
    if tally is None:
        return None
    mail = any(figure.noun is Noun.MAIL and figure.period for figure in find_figures(text)[0])
    named = words()["volume"].search(text) is not None
    large = (tally.high or tally.low or 0) >= _TRIFLE
    weight = (tally.clear, passage.labelled, large, mail, named, not tally.bare, offset)
    return weight, replace(tally, start=tally.start + offset, end=tally.end + offset)


def _is_handful(tally: Tally) -> bool:
    """A handful of mails a month, said without a period: a turn of speech ("next to nothing") or another number."""
    return tally.bare and (tally.high or tally.low or 0) < _TRIFLE


def _is_deferred(layout: Layout, tally: Tally) -> bool:
    """Whether the lines of the figure, or the next one, say that it is still to be found out."""
    at = [place for place, line in enumerate(layout.lines) if line.start < tally.end and line.end > tally.start]
    said = layout.lines[at[0] : at[-1] + 2] if at else ()
    return any(defers_figure(line.text) for line in said) or any(is_deferred(layout.lines[n].text) for n in at)


def _is_disputed(weighed: Sequence[tuple[Weight, Tally]]) -> bool:
    """Whether passages apart from each other give figures of mails in a period that have nothing in common."""
    told = [
        tally for (clear, _, large, *_), tally in weighed if clear and large and not tally.bare and not tally.people
    ]
    lows = [tally.low if tally.low is not None else 0.0 for tally in told]
    highs = [tally.high if tally.high is not None else inf for tally in told]
    return len(told) > 1 and max(lows) > min(highs) * (1 + _APART)


def _lacks_heads(layout: Layout, tally: Tally) -> bool:
    """ "Two mailings a month to all our clients": a rate for each of a list whose size nobody tells."""
    rate = tally.high or tally.low or 0
    if 0 < rate <= 1:
        return True  # "12 a year": one message a month or less is nobody's volume
    return 0 < rate <= MOST_EACH and _TO_ALL.search(layout.plain, tally.start, tally.end + _AROUND) is not None


def _is_unsettled(layout: Layout, tally: Tally) -> bool:
    """Whether the sentence behind two figures says that nobody knows which one is right."""
    figures = find_figures(layout.plain[tally.start : tally.end + _AROUND])[0]
    told = [f for f in figures if f.period and f.noun is not Noun.OTHER and f.start < tally.end - tally.start]
    behind = [line for line in layout.own if line.start >= tally.end][:1]
    return len(told) > 1 and any(patterns()["disputed"].search(line.text) for line in behind)


def _reckon(text: str, passage: Passage) -> Tally | None:
    """What a passage comes to, None where its figures are of something else than the volume."""
    tally = reckon(text, passage.answering)
    if passage.sign is Sign.HEADS and tally is not None:
        return _reckon_heads(text, tally)
    if tally is None or (not passage.answering and tally.clear and _is_trifle(text, tally)):
        return _find_vague(text, passage)
    if passage.answering or (tally.clear and not _WISH.search(text)):
        return tally
    return replace(tally, unclear=True, low=None, high=None) if _is_attempt(text, tally) else None


def _is_trifle(text: str, tally: Tally) -> bool:
    """ "3 sales a month": so few are no volume unless they are mails."""
    few = (tally.high or tally.low or 0) < _TRIFLE
    return few and not any(figure.noun is Noun.MAIL for figure in find_figures(text)[0])


def _reckon_heads(text: str, tally: Tally) -> Tally | None:
    """A head count is the volume where it has a rate and is of people who are written to."""
    if not tally.clear:
        return tally if words()["heads"].search(text) or _goes_to_people(text) else None
    people = any(f.noun is Noun.PEOPLE or may_be_heads(text, f) for f in find_figures(text)[0])
    return tally if people and words()["sends"].search(text) and not _WISH.search(text) else None


def _goes_to_people(text: str) -> bool:
    """ "Each mailing goes to 40,000 people": the size of a list with no frequency."""
    heads = [figure for figure in find_figures(text)[0] if figure.noun is Noun.PEOPLE and figure.quantity.sized]
    sends = words()["sends"].search(text) is not None
    return bool(heads) and (sends or any(_TO.search(text[: figure.start]) for figure in heads))


def _is_attempt(text: str, tally: Tally) -> bool:
    """Whether a figure that makes no month still speaks of the volume: a list's size, a count of mails."""
    if words()["heads"].search(text) or _WISH.search(text):
        return True
    figures, _ = find_figures(text)
    if any(figure.period and figure.period.unit == "month" and figure.noun is Noun.NONE for figure in figures):
        return True
    many = any(figure.noun is Noun.MAIL and figure.quantity.size >= LEAST_ATTEMPT for figure in figures)
    return (many or (not figures and not tally.people)) and words()["sends"].search(text) is not None


def _find_vague(text: str, passage: Passage) -> Tally | None:
    vague = patterns()["vague"].search(text)
    refused = words()["no_answer"].search(text)
    if passage.sign is Sign.HEADS or (refused and not (vague and len(vague.group()) >= len(refused.group()))):
        return None
    if not vague and find_figures(text)[1] and all(period.factor == 0 for period in find_figures(text)[1]):
        return None  # "never more an hour than you allow"
    said = count_words_beside(words()["volume"].sub(" ", text))
    tried = passage.labelled and said >= 2 and not text.rstrip().endswith("?")
    return Tally(0, len(text), unclear=True) if vague or tried else None


def _to_finding(layout: Layout, tally: Tally) -> Finding:
    lines = [line for line in layout.lines if line.start < tally.end and line.end > tally.start]
    spans = [(line.start, line.end) for line in lines[:MOST_QUOTED]] or [(tally.start, tally.end)]
    return Finding(
        ITEM,
        Status.COMPLETE if tally.clear else Status.PARTIAL,
        value={"low": _to_whole(tally.low, tally.clear), "high": _to_whole(tally.high, tally.clear)},
        evidence=tuple(layout.view.evidence(*span) for span in spans),
        parts=frozenset({"figure"}) if tally.clear else frozenset(),
        score=0.8 if tally.bare else 0.95,
    )


def _to_whole(bound: float | None, clear: bool) -> int | None:
    return round(bound) if clear and bound is not None else None
