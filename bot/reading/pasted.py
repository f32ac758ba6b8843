"""The desk's questions and the platform's notices where they are pasted without any mark."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby

from bot.reading.checklists import is_ticked
from bot.reading.earlier import Earlier
from bot.reading.lines import Line, Span

_COMPARED_LINES = 400
_SENTENCE_END = re.compile(r"[.?!:](?=\s)")
_QUESTION = re.compile(
    r"how (?:does your (?:business|company|organi[sz]ation)|do you) (?:plan to )?use e-?mails?\b"
    r"|(?:please )?(?:briefly )?describe how your (?:business|company) uses e-?mail"
    r"|wh(?:at|ich) (?:types?|kinds?) of (?:e-?mails?|messages) (?:will|do|would|are) you\b.{0,40}\bsend"
    r"|will you be sending transactional\b"
    r"|where do(?:es)? you(?:r \w{1,20})? (?:source|get|obtain|collect) your\b.{0,40}\b(?:list|database|address"
    r"|contact)"
    r"|(?:additionally, )?could you please provide the urls? to any of these"
    r"|what(?: is|'s|’s) your (?:expected|estimated|anticipated)\b.{0,20}\bvolume",
    re.I,
)
_NOTICE = re.compile(
    r"(?:we|our \w{1,20} (?:systems?|team))(?:'ve|’ve| have| are| were)?\b.{0,90}\byour (?:mailgun )?(?:account"
    r"|sending)\b"
    r"|your (?:mailgun )?account (?:has|is|was|may|will|can|could)\b"
    r"|an? (?:api )?key belonging to your account\b"
    r"|(?:while|during)\b.{0,60}\b(?:your account (?:is|can)|you can (?:send|only send))\b"
    r"|(?:to|before|in order to|once)\b.{0,140}\b(?:reply (?:to|with)|tell us (?:how|about|the)|answer the following|"
    r"we ask (?:that )?you|we need you to|please reply|let us know (?:how|what|the))\b"
    r"|to\b.{0,50}\b(?:re-?enabled|lifted|removed|restored|reactivated)\b.{0,6} please\b"
    r"|please (?:reset|rotate|change|expire) your\b"
    r"|please (?:tell us|describe|provide|let us know)\b.{0,30}\b(?:how (?:you|your business) use|where you"
    r"|your expected)"
    r"|(?:please )?reset your (?:private )?(?:api|smtp|postmaster|mailgun)\b"
    r"|reply with a description of your\b"
    r"|if (?:this was(?:n't|n’t| not)? you|you (?:do not|don't|don’t) recogni[sz]e)\b",
    re.I,
)
_NEIGHBOUR = re.compile(
    r"(?:hello|hi|dear (?:customer|user|sir|madam))\b[^.?]{0,30}[,:]?$"
    r"|(?:step \d|[1-5])?[.): ]{0,3}(?:please )?(?:reset|expire|rotate|regenerate|enable|turn on|change|contact us"
    r"|delete)\b"
    r"|thank you for (?:contacting|reaching out)"
    r"|(?:read|learn|find out) more\b|what to do next|we (?:also )?recommend that you\b"
    r"|(?:please include )?urls?\b.{0,10}$"
    r"|this decision (?:is|has)\b|any unused\b"
    r"|(?:best|kind|warm)? ?regards,?$|sincerely,?$|(?:the )?(?:\w{1,20} (?:& )?){0,3}(?:team|safety|compliance"
    r"|support)$"
    r"|(?:transactional, )?marketing,? or both|which types will you send",
    re.I,
)
_SPEAKS_OF_HIMSELF = re.compile(r"\b(?:I|I'm|I've|[Mm]y|our|mine)\b")
_REPORTS = re.compile(r"\b(?:done|deleted|expired|enabled|already|yesterday|today|yes|all of them)\b|\d/\d")
_OPENING = re.compile(
    r"[\s>]{0,8}(?:q[.:]\s|[-*•·]\s|\(?\d{1,2}[.):]\s|\(?[a-z][.)]\s|question \d[:.]?\s)?\s{0,4}", re.I
)
_INSTRUCTS = re.compile(
    r"\?|\b(?:reset|rotate|expire|replace|enable|reply|answer|tell us|let us know|provide|describe|confirm|source)\b",
    re.I,
)
_CITED = re.compile(r"[\"“„«»]([^\"“”„«»]{100,2000})[\"“”«»]")
_ASKING = re.compile(r"please (?:reset|rotate|change|expire|enable|reply|tell us|provide|confirm|include)\b", re.I)
_BRACKETS = re.compile(r"\([^()]{1,120}\)")
_GAP = 3  # plain sentences within a notice


class _Kind(Enum):
    """Who says such a sentence."""

    NOTICE = "only the platform"
    QUESTION = "only the platform, and an answer follows"
    ASKING = "the platform, in a notice"
    NEIGHBOUR = "the platform or somebody else"
    PLAIN = "anybody"
    OWN = "the customer"


def find_pasted(lines: Sequence[Line], earlier: Earlier) -> Iterator[Span]:
    """The unmarked lines that are the desk's own from earlier in the conversation, up to an answer typed behind
    them, and the usual questions and notices of the platform."""
    rest: list[Line] = []
    for number, line in enumerate(lines):
        if line.marked or line.blank or is_ticked(line.text):
            continue
        spans = list(_find_desk_words(line, earlier)) if number < _COMPARED_LINES else []
        yield from spans
        if not spans:
            rest.append(line)
    yield from _find_notices(rest)
    for line in lines[:_COMPARED_LINES]:
        yield from _find_cited(line)


def _find_desk_words(line: Line, earlier: Earlier) -> Iterator[Span]:
    """The desk's words on a line: the whole line, or a question with an answer behind it. Of a label before a colon
    only the choices in brackets are set apart: what it names belongs to the answer."""
    if earlier.is_pasted(line.text):
        yield line.start, line.end
        return
    end = earlier.find_appended(line.text)
    if end is None:
        return
    mark = line.text.find("?", end, end + 3)
    if mark >= 0:
        yield line.start, line.start + mark + 1
    else:
        for choices in _BRACKETS.finditer(line.text, 0, end + 1):
            yield line.start + choices.start(), line.start + choices.end()


def _find_cited(line: Line) -> Iterator[Span]:
    """A notice or question between quotation marks, with all that stands between them."""
    for cited in _CITED.finditer(line.text):
        inner = Line(line.start + cited.start(), line.start + cited.end(), cited[1])
        if any(_to_kind(text) in (_Kind.NOTICE, _Kind.QUESTION) for _, text in _split(inner)):
            yield inner.start, inner.end


def _find_notices(lines: Sequence[Line]) -> Iterator[Span]:
    """The sentences that only the platform says, with those beside them that belong to a notice. One that merely
    states something ("your account has been disabled") stays: it says what the customer writes about."""
    sentences = [sentence for line in lines[:_COMPARED_LINES] for sentence in _split(line)]
    kinds = [_to_kind(text) for _, text in sentences]
    told = [kind in (_Kind.NOTICE, _Kind.QUESTION) for kind in kinds]
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        _spread(told, kinds, order)
    for run in _find_runs(told):
        if any(_INSTRUCTS.search(sentences[number][1]) for number in run):
            yield from (sentences[number][0] for number in run)


def _find_runs(told: Sequence[bool]) -> Iterator[list[int]]:
    """The runs of sentences that belong together, by their numbers."""
    for within, run in groupby(range(len(told)), key=told.__getitem__):
        if within:
            yield list(run)


def _spread(told: list[bool], kinds: Sequence[_Kind], order: Sequence[int]) -> None:
    """Carries what the platform says over its neighbours, and a notice over a few plain sentences to where it goes
    on. What stands between two questions is an answer."""
    gap: list[int] | None = None  # the plain sentences since the notice; None where no gap may be bridged
    beside = False
    for number in order:
        kind = kinds[number]
        goes_on = gap is not None and kind in (_Kind.NOTICE, _Kind.ASKING)
        if goes_on or told[number] or (beside and kind is _Kind.NEIGHBOUR):
            for passed in (*((gap or ()) if goes_on else ()), number):
                told[passed] = True
            gap, beside = None if kind is _Kind.QUESTION else [], True
        else:
            beside = False
            gap = [*gap, number] if gap is not None and kind is _Kind.PLAIN and len(gap) < _GAP else None


def _split(line: Line) -> Iterator[tuple[Span, str]]:
    """The sentences of a line, without list marks."""
    at = 0
    for end in [match.end() for match in _SENTENCE_END.finditer(line.text)] + [len(line.text)]:
        opening = _OPENING.match(line.text, at)
        text = line.text[opening.end() if opening else at : end].strip()
        if text:
            yield (line.start + at, line.start + end), text
        at = end


def _to_kind(sentence: str) -> _Kind:
    question = _QUESTION.match(sentence)
    if question and sentence.endswith(("?", ":")):
        return _Kind.QUESTION
    if _SPEAKS_OF_HIMSELF.search(sentence):
        return _Kind.OWN
    if _NOTICE.match(sentence):
        return _Kind.NOTICE
    if _REPORTS.search(sentence):
        return _Kind.OWN
    if _ASKING.match(sentence):
        return _Kind.ASKING
    return _Kind.NEIGHBOUR if question or _NEIGHBOUR.match(sentence) else _Kind.PLAIN
