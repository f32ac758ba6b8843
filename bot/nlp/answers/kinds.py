"""Kinds of mail that a line names, transactional or marketing, and whether it names them only to deny them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.nlp.answers.frames import find_framed
from bot.nlp.answers.layout import Line
from bot.nlp.answers.lexicon.phrases import compile_phrases, expand_phrase, load_lexicon
from bot.reading.alternatives import Alternatives

TRANSACTIONAL, MARKETING = "transactional", "marketing"
KINDS = (TRANSACTIONAL, MARKETING)
_LANGUAGES = ("plain", "de", "fr", "es", "pt", "it", "nl", "pl", "other")
_FAR = 90  # letters that a negation reaches
_CLAUSE = re.compile(r"[.;:!?\n()]|(?<=\s)-(?=\s)")
_CLAUSE_END = re.compile(r"[.;!?\n]")
_PIECE = re.compile(r",\s|\bbut\b")
_BOX = re.compile(
    r"(?P<ticked>\[\s?[xX✓✔*]\s?\]|\(\s?[xX✓✔]\s?\)|☒|☑|✓|✔|✅)|(?P<empty>\[\s{0,3}\]|\(\s{0,3}\)|☐|❌|✗)"
)
_ARRIVES = re.compile(
    r"(?:\s\w+){0,2}\s(?:arriv|com(?:e|es|ing)\b|deliver|reach|go(?:es|ing)? out|get(?:s|ting)? (?:through|out|sent)"
    r"|leav|kommt|kommen|llega|arriva|chega|dochodz)(?!.{0,24}\b(?:from (?:us|here)|ever)\b)"
)
_WHEN = re.compile(
    r"\b(?:when|if|unless|whenever|whether|wenn|falls|ob|wann|quand|lorsque|si|cuando|quando|se|wanneer|als|gdy"
    r"|kiedy|jesli)\b[^,]{0,40}$"
)  # what is denied in such a clause ends with its comma
_DENIED_LATER = re.compile(
    r"(?:\s\w{2,20}\s(?:wir|ich|man|es|we|wij|ik)\b[^,.;!?\n]{0,60}\b(?:nicht|kein\w{0,2}|nie|niemals|niet|geen"
    r"|nooit)\b"
    r"(?! nur| alleen)|\s(?:\w{1,24}\s){0,3}\w{2,20}m[iu]yor\w{0,6}|[^。、]{0,8}(?:ません|しない)"
    r"|\s(?:\w{1,16}\s){0,2}(?:nah(?:i|in)|yok|degil)\b)"
)  # languages that deny behind the verb: "Werbung machen wir keine"
_SITE = re.compile(r"(?<![\w.-])(?:https?://)?[\w.+-]{0,64}@?(?:[\w-]{2,63}\.){1,5}[a-z]{2,12}(?!\w)(?:/\S{0,80})?")
_PORTUGUESE = re.compile(r"\b(?:uma|um|nao|das|dos|os|as|ao|em|pelo|pela|nossos?|nossas?|voces?|so|somos|com)\b")
_LEAST_PORTUGUESE = 2  # of its words: there "no" is "in the"
_IN_THE = re.compile(r"\bno\b")
_ALONE = re.compile(
    r" (?:only|nur|uniquement|solamente|somente|soltanto|alleen)(?=[.,;!\n]|$)"
)  # "not our thing, invoices only"
_NOT_BEFORE = re.compile(r"(?:没有|不是|不发|无|無)\s?$")
_QUESTION = re.compile(
    r"^\W*(?:do|does|did|is|are|can|could|would|will|should|what|which|how|why|where|who|shall)\b.*\?[^\w?]*+$"
    r"|^(?!.{0,200}\b(?:we|i|our|my|us)\b).{0,200}?\b(?:transaction\w{0,4}"
    r"|marketing)\b.{0,12}\b(?:transaction\w{0,4}|marketing)\b[^?]{0,40}\?[^\w?]*+$"
)
_WONDERS = re.compile(r"\W*(?:or )?(?:\w+\W+){0,2}\w+\s?\?\W*")  # "Transactional? Marketing?"
_DIGEST = re.compile(r"digests?$")
_ACTIVITY = re.compile(
    r"\b(?:reply notifications?|replies|threads?|topics|mentions|unread|uptime|downtime|incidents|outages|activity"
    r"|forum|(?:you|they|users?|members?) (?:follow|missed|watch|subscribed to)|notificaciones"
    r"|benachrichtigungen|antworten|reponses|respuestas|respostas|risposte|reacties|odpowiedzi)\b"
)  # beside them a digest is of what happened to the reader, not of what is on offer (LABELLING.md, email_use)

_CONDITION = re.compile(r"\W*(?:if ['\"]|what if|suppose)")
_SLIP = re.compile(
    r"\b(?:(?:a|my) slip(?! (?:at|for|with|by)\b)"
    r"|by mistake|was wrong|was a mistake|ignore (?:it|that)|mistakenly|wrongly|in error|accidentally"
    r"|irrtumlich|por error|par erreur|per errore)\b"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A kind of mail named in a line. ``denied``: only to say that it is not sent, or not from here; ``said``: by
    its name and not by an example; ``weak``: it counts only where the line is about what is sent; ``loose``: and only
    where no kind is named outright."""

    kind: str
    start: int
    end: int
    line: Line
    denied: bool = False
    said: bool = False
    weak: bool = False
    loose: bool = False


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, str, Alternatives], ...]:
    """Each kind, how surely its words tell it ("said", "plain", "weak"), and the words."""
    data = load_lexicon("use")
    classes = {**data["classes"], "business": data["business"]["nouns"]}
    found = []
    for kind in (TRANSACTIONAL, MARKETING):
        examples = [phrase for name in _LANGUAGES for phrase in data[kind][name]]
        found.append((kind, "said", compile_phrases(data[kind]["said"], classes)))
        found.append((kind, "plain", compile_phrases(examples, classes)))
        found.append((kind, "weak", compile_phrases(data[kind]["weak"], classes)))
        found.append((kind, "loose", compile_phrases(data[kind]["loose"], classes)))
        found.append((kind, "plain", Alternatives(data["joined"][kind])))
    return tuple(found)


@lru_cache(maxsize=1)
def _context() -> Mapping[str, Alternatives]:
    data = load_lexicon("use")
    neither = data["neither"]
    patterns = {name: compile_phrases(neither[name]) for name in ("negators", "resets", "elsewhere")}
    after = "|".join(expand_phrase(phrase, {}) for phrase in neither["denied_after"])
    patterns["denied_after"] = Alternatives(
        [
            rf"\s{{0,2}}[:=?(-]{{1,2}}\s{{0,2}}(?:{after})(?!\w)",
            rf"\s{{0,2}},?\s{{0,2}}(?:{after})(?=\s{{0,2}}(?:$|[.,;:!?()]))",
        ]
    )
    patterns["incidental"] = compile_phrases(data["incidental"]["all"])
    return patterns


@lru_cache(maxsize=256)
def list_hits(line: Line) -> tuple[Hit, ...]:
    """The kinds of mail that a line names, whether or not they are denied there."""
    return tuple(_find_hits(line))


def _find_hits(line: Line) -> Iterator[Hit]:
    if _QUESTION.search(line.answer) or _CONDITION.match(line.answer) or _WONDERS.fullmatch(line.answer):
        return
    text = read_over(line)
    slip = _SLIP.search(line.text) is not None
    found = [
        (kind, strength, *match.span()) for kind, strength, pattern in _kinds() for match in pattern.finditer(text)
    ]
    found += find_framed(text)
    for named, strength, start, end in found:
        kind = TRANSACTIONAL if _is_own_digest(text, start, end) else named
        if not any(other != kind and s < end and start < e and e - s > end - start for other, _, s, e in found):
            denied = slip or _is_denied(text, start, end)
            weak, loose = strength in ("weak", "loose"), strength == "loose"
            yield Hit(kind, line.start + start, line.start + end, line, denied, strength == "said", weak, loose)


def _is_own_digest(text: str, start: int, end: int) -> bool:
    return _DIGEST.search(text, start, end) is not None and _ACTIVITY.search(text) is not None


@lru_cache(maxsize=256)
def read_over(line: Line) -> str:
    """The line with its label, sites, unticked options and the talk of the account's own trouble blanked."""
    head = line.content - line.start
    text = " " * head + line.text[head:]
    for pattern in (_SITE, _context()["incidental"]):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    boxes = list(_BOX.finditer(text))
    ends = [*(box.start() for box in boxes[1:]), len(text)]
    for box, end in zip(boxes, ends, strict=False):
        if box["empty"]:
            text = text[: box.end()] + " " * (end - box.end()) + text[end:]
    return text


def _is_denied(text: str, start: int, end: int) -> bool:
    """Whether what stands there is negated, or said to go out some other way."""
    if _ALONE.match(text, end):
        return False
    first = _last_end(_CLAUSE, text, 0, start)
    last = _first_start(_CLAUSE_END, text, end, len(text))
    if _context()["denied_after"].match(text, end) or _goes_elsewhere(text, start, end, first, last):
        return True
    if _NOT_BEFORE.search(text[:start]) or _DENIED_LATER.match(text, end):
        return True
    before = text[first:start]
    if len(_PORTUGUESE.findall(text)) >= _LEAST_PORTUGUESE:
        before = _IN_THE.sub("~~", before)
    negators = list(_context()["negators"].finditer(before))
    if not negators:
        return False
    gap = before[negators[-1].end() :]
    if _context()["resets"].search(gap) or len(gap) > _FAR or _ARRIVES.match(text, end):
        return False
    return not ("," in gap and _WHEN.search(before[: negators[-1].start()]))


def _goes_elsewhere(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether the piece of a clause around a kind says that it goes out by other means."""
    piece_start = _last_end(_PIECE, text, first, start)
    piece_end = last if text.startswith(", which", end) else _first_start(_PIECE, text, end, last)
    return _context()["elsewhere"].search(text[piece_start:piece_end]) is not None


def _last_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    return max((match.end() for match in pattern.finditer(text, start, end)), default=start)


def _first_start(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.search(text, start, end)
    return match.start() if match else end
