"""The sentences of a line, and who says each: only the platform, anybody, or only the customer."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from bot.reading.known import Said, addresses_somebody, find_said
from bot.reading.lines import Line, Span

_READ = 400  # characters of a line in which an answer behind it is looked for

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
    r"|.{0,24}\b(?:bitte|incluya|inclua|merci|veuillez|indicate|vermeld|prosimy)\b.{0,30}\burls?\b.{0,24}$"
    r"|this decision (?:is|has)\b|any unused\b"
    r"|(?:best|kind|warm)? ?regards,?$|sincerely,?$|(?:the )?(?:\w{1,20} (?:& )?){0,3}(?:team|safety|compliance"
    r"|support)$"
    r"|(?:transactional, )?marketing,? or both|which types will you send",
    re.I,
)
_SPEAKS_OF_HIMSELF = re.compile(r"\b(?:I|I'm|I've|[Mm]y|MY|our|OUR|mine)\b")
_REPORTS = re.compile(r"\b(?:done|deleted|expired|enabled|already|yesterday|today|yes|all of them)\b|\d/\d")
_OPENING = re.compile(
    r"[\s>]{0,8}(?:q[.:]\s|[-*•·]\s|\(?\d{1,2}[.):]\s|\(?[a-z][.)]\s|question \d[:.]?\s)?\s{0,4}", re.I
)
_CHOICES = re.compile(
    r"[\s,:;(–—-]{0,6}(?:(?:is it )?transactional,? (?:or )?(?:and )?marketing,?(?: or)? both|such as)\)?", re.I
)
_BEHIND_QUESTION = re.compile(r"\s{0,4}[-–—:>=→]{1,3}\s")
# A label of ours that ends with its choices has no answer.
_LABEL_WITH_CHOICE = re.compile(
    r"[,(:–-]\s{0,3}(?:yes (?:or|/) no|yes/no|y/n|ja oder nein|ja/nein|sí o no|sí/no|oui ou non|oui/non|sim ou não"
    r"|sim/não|sì o no|"
    r"ja of nee|ja/nee|tak czy nie|tak/nie)\)?\s{0,4}[:.]?$",
    re.I,
)
# What was done stands at the line's end, behind a sign, or at its beginning in brackets.
_DONE = (
    r"(?:(?:all|both|is|are|now|already) )?(?:done|completed?|finished|erledigt|fertig|hecho|listo|fait|terminé|feito"
    r"|concluído"
    r"|fatto|gedaan|klaar|zrobione|gotowe)"
)
_YES_OR_NO = (
    r"(?:yes|yep|yup|ok(?:ay)?|no|n/?a|ja|nein|sí|si|oui|non|sim|não|sì|nee|tak|nie)"
    r"(?=\s{0,4}(?:[,;.!()–—-]|$))"
)
_NOT_YET = (
    r"(?:not (?:yet|done)|pending|partly|partially|in progress|under way|noch nicht|todavía no|pas encore|ainda não"
    r"|non ancora"
    r"|nog niet|jeszcze nie|\d{1,3} ?(?:/|of|von|de|di|van|z) ?\d{1,3})"
)
_ANSWERED = re.compile(
    rf"(?:(?:(?:[-–—:>=→(\[*|]|\.{{2,3}}|\t)\s{{0,6}}|\s{{2}}(?!\s))(?:{_DONE}|{_YES_OR_NO}|{_NOT_YET})"
    rf"|[,;]\s{{1,4}}{_DONE})(?![\w?]).{{0,80}}$"
    rf"|^\W{{0,4}}[\[(]?(?:{_DONE}|{_NOT_YET})[\])]?\s{{0,4}}[:,-]",
    re.I,
)
_ASKING = re.compile(r"please (?:reset|rotate|change|expire|enable|reply|tell us|provide|confirm|include)\b", re.I)


class Kind(Enum):
    """Who says such a sentence."""

    NOTICE = "only the platform"
    TELLING = "only the platform, and what to do"
    QUESTION = "only the platform, and an answer follows"
    ASKING = "the platform, in a notice"
    NEIGHBOUR = "the platform or somebody else"
    PLAIN = "anybody"
    OWN = "the customer"


PLATFORMS = (Kind.NOTICE, Kind.TELLING, Kind.QUESTION)


def split_sentences(line: Line) -> Iterator[tuple[Span, str]]:
    """The sentences of a line, without list marks; a question without its mark ends where its words end. A line that
    ends with what was done stays whole: it is the customer's."""
    at = 0
    ends = _find_ends(line.text)
    if is_answered(line.text) or _is_told(line.text, ends):
        ends = []
    for end in [*ends, len(line.text)]:
        opening = _OPENING.match(line.text, at)
        text = line.text[opening.end() if opening else at : end].strip()
        if text:
            yield (line.start + at, line.start + end), text
        at = end


def is_answered(text: str) -> bool:
    """Whether a line without a question ends, or begins, with what was done."""
    return "?" not in text and bool(_ANSWERED.search(text, 0, _READ))


def _is_told(text: str, ends: Sequence[int]) -> bool:
    """Whether a line of several sentences is the platform's to its end."""
    if not ends or find_said(text) is not Said.TELLS or not addresses_somebody(text):
        return False
    last = text[([0, *ends][-2] if not text[ends[-1] :].strip() else ends[-1]) :]
    return find_said(last) is not None


def _find_ends(text: str) -> list[int]:
    """Where the sentences of a line end, the list mark before the first aside."""
    opening = _OPENING.match(text)
    first = opening.end() if opening else 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() > first]
    question = _QUESTION.match(text, first)
    if question and question.end() < min([*ends, len(text)]):
        choices = _CHOICES.match(text, question.end())
        end = choices.end() if choices else question.end()
        if not text[end : end + 2].lstrip().startswith(("?", ".", ":")) and (
            choices or _BEHIND_QUESTION.match(text, end)
        ):
            ends.append(end)
    return sorted(ends)


def to_kind(sentence: str) -> Kind:
    """Who says a sentence, as far as it tells alone."""
    question = _QUESTION.match(sentence)
    if question and (sentence.endswith(("?", ":", "？")) or _is_bare(sentence[question.end() :])):
        return Kind.QUESTION
    if _LABEL_WITH_CHOICE.search(sentence):
        return Kind.TELLING
    if _ANSWERED.search(sentence):
        return Kind.OWN
    said = find_said(sentence)
    if said is Said.STATES and addresses_somebody(sentence):
        return Kind.NOTICE
    if _SPEAKS_OF_HIMSELF.search(sentence):
        return Kind.OWN
    if said is Said.ASKS and sentence.endswith("?"):
        return Kind.QUESTION
    if said is Said.TELLS and addresses_somebody(sentence):
        return Kind.TELLING
    if _NOTICE.match(sentence):
        return Kind.NOTICE
    if _REPORTS.search(sentence):
        return Kind.OWN
    if _ASKING.match(sentence):
        return Kind.ASKING
    return Kind.NEIGHBOUR if question or said or _NEIGHBOUR.match(sentence) else Kind.PLAIN


def _is_bare(rest: str) -> bool:
    """Whether nothing but the choices that a question gives stands behind it."""
    return not _CHOICES.sub("", rest, count=1).strip(" \t-–—:>=.")
