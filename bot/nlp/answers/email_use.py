"""How the business uses e-mail: transactional, marketing or both, said outright or plain from the examples."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.checklist import Finding, Status
from bot.nlp.answers.layout import Layout, Line, Topic
from bot.nlp.answers.list_source import states_origin
from bot.nlp.answers.lexicon.phrases import compile_phrases, expand_phrase, load_lexicon

ITEM = "email_use"
TRANSACTIONAL, MARKETING = "transactional", "marketing"
MOST_QUOTED = 4
_CLAUSE = re.compile(r"[.;:!?\n()]|(?<=\s)-(?=\s)")
_BOX = re.compile(
    r"(?P<ticked>\[\s?[xX✓✔*]\s?\]|\(\s?[xX✓✔]\s?\)|☒|☑|✓|✔|✅)|(?P<empty>\[\s{0,3}\]|\(\s{0,3}\)|☐|❌|✗)"
)
_NOT_ONLY = re.compile(
    r"\b(?:not (?:only|just|merely)|nicht nur|no solo|pas seulement|nao so|non solo|niet alleen|nie tylko"
    r"|nothing (?:but|more than|other than|else than|besides|fancy)|no,|no -|no\.|no (?:doubt|problem|idea"
    r"|longer (?:get|receive)\w*)|not (?:receiv|gett|arriv|leav|go|reach|deliver|sure)\w*|n'?t (?:receiv|get|arriv"
    r"|leav|reach|deliver|go out)\w*|(?:do|does|did) not (?:receiv|get|arriv|leav|reach|go out)\w*|never (?:receiv"
    r"|arriv|got|get|reach)\w*)"
)
_ARRIVES = re.compile(
    r"(?:\s\w+){0,2}\s(?:arriv|com(?:e|es|ing)\b|deliver|reach|go(?:es|ing)? out|get(?:s|ting)? (?:through|out|sent)"
    r"|leav|kommt|kommen|llega|arriva|chega|dochodz)"
)
_LISTED = re.compile(r"\b(?:or|nor|oder|noch|ou|o|of|ni|nem|lub|ani|né|ne|and|und|et|y|e)\b")
_QUESTION = re.compile(
    r"^\W*(?:do|does|did|is|are|can|could|would|will|should|what|which|how|why|where|who|shall)\b.*\?\W*$"
)
_CONDITION = re.compile(r"\W*(?:if ['\"]|what if|suppose)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_REFUSES = re.compile(
    r"\b(?:don'?t|do not|not|no|never|see|ask|as (?:discussed|agreed)|already|what|why|which|confidential"
    r"|business of yours|i'?d have|kein\w*|nicht|pas|non)\b"
)
_SENDS = re.compile(
    r"\b(?:we|i|it|they|system|app|software|shop|site|portal)(?:'ll|'d)? (?:only |just |also |automatically |will "
    r"|would )?(?:sends?|mails?|e-?mails?|notif\w+|issues?)\b"
)
_SLIP = re.compile(
    r"\b(?:slip|by mistake|was wrong|was a mistake|ignore (?:it|that)|mistakenly|wrongly|in error|accidentally"
    r"|irrtumlich|por error|par erreur|per errore)\b"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A kind of mail named in a line. ``denied``: only to say that it is not sent, or not from here; ``said``: by
    its name and not by an example."""

    kind: str
    start: int
    end: int
    line: Line
    denied: bool = False
    said: bool = False
    weak: bool = False  # it counts only where the line is about what is sent


@dataclass(frozen=True, slots=True)
class _Lexicon:
    kinds: tuple[tuple[str, str, re.Pattern[str]], ...]
    both: re.Pattern[str]
    negator: re.Pattern[str]
    determiner: re.Pattern[str]
    resets: re.Pattern[str]
    denied_after: re.Pattern[str]
    elsewhere: re.Pattern[str]
    only: re.Pattern[str]
    vague: re.Pattern[str]
    business: re.Pattern[str]
    incidental: re.Pattern[str]
    sends: re.Pattern[str]
    apart: re.Pattern[str]
    foreign: re.Pattern[str]
    empty: frozenset[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = load_lexicon("use")
    classes = {**data["classes"], "business": data["business"]["nouns"]}
    languages = ("plain", "de", "fr", "es", "pt", "it", "nl", "pl", "other")
    kinds = []
    for kind in (TRANSACTIONAL, MARKETING):
        kinds.append((kind, "said", compile_phrases(data[kind]["said"], classes)))
        kinds.append((kind, "plain", compile_phrases([p for name in languages for p in data[kind][name]], classes)))
        kinds.append((kind, "weak", compile_phrases(data[kind]["weak"], classes)))
        kinds.append((kind, "plain", re.compile("|".join(data["joined"][kind]))))
    neither = data["neither"]
    after = "|".join(expand_phrase(p, {}) for p in neither["denied_after"])
    return _Lexicon(
        tuple(kinds), compile_phrases(data["both"]["all"]), compile_phrases(neither["negators"]),
        re.compile(r"no|zero|without|kein\w*|ohne|sans|aucun\w*|sin|ningun\w*|sem|nenhum\w*|senza|nessun\w*|geen|zonder|bez|zadn\w*|ingen|inga"),
        compile_phrases(neither["resets"]), re.compile(rf"\s{{0,2}}[:=?,(-]{{0,2}}\s{{0,2}}(?:{after})(?!\w)"),
        compile_phrases(neither["elsewhere"]), compile_phrases(neither["only"]), compile_phrases(data["vague"]["use"]),
        compile_phrases(data["vague"]["business"], classes), compile_phrases(data["incidental"]["all"]),
        compile_phrases(data["context"]["sends"]), compile_phrases(data["context"]["apart"]), compile_phrases(data["context"]["foreign"]), frozenset(data["concrete"]["empty"].split()),
    )  # fmt: skip


def find_email_use(layout: Layout, addressed: bool) -> Finding | None:
    """What the message says of its sender's use of e-mail; None where it says nothing of it. ``addressed``: it
    answers another of the questions too."""
    lines = [line for line in layout.own if line.topic is not Topic.OTHER]
    hits = _keep_telling([hit for line in lines for hit in find_hits(line) if _counts(layout, hit, addressed)])
    hits += list(_find_both(layout))
    given = [hit for hit in hits if not hit.denied]
    if given and _contradicts(hits):
        return _to_finding(layout, Status.PARTIAL, given)
    if given:
        return _to_finding(layout, Status.COMPLETE, given)
    return _find_concrete(layout, hits) or _find_vague(layout)


def _counts(layout: Layout, hit: Hit, addressed: bool) -> bool:
    """Whether a word for a kind of mail stands where kinds of mail are told, and not in talk of the account."""
    line, lexicon = hit.line, _lexicon()
    if line.topic is Topic.USE and (line.labelled or layout.is_sorted):
        return True
    if lexicon.apart.search(line.answer):
        return False
    if not hit.weak or line.topic is Topic.USE:
        return True
    telling = (
        addressed
        or Topic.USE in layout.asked
        or len(line.answer.split()) <= 8
        or lexicon.sends.search(line.answer) is not None
    )
    return telling and (lexicon.foreign.search(line.answer) is None or _SENDS.search(line.answer) is not None)


def _keep_telling(hits: list[Hit]) -> list[Hit]:
    """The hits outside of what the message says of its list and its volume, as far as there are any."""
    telling = [
        hit
        for hit in hits
        if hit.line.topic is Topic.USE
        or (hit.line.topic not in (Topic.SOURCE, Topic.VOLUME) and not states_origin(hit.line))
    ]
    return (
        telling if any(not hit.denied for hit in telling) else [hit for hit in hits if hit in telling or not hit.weak]
    )


def find_hits(line: Line) -> Iterator[Hit]:
    """The kinds of mail that a line names, whether or not they are denied there."""
    text = _read_over(line)
    if _QUESTION.search(line.answer) or _CONDITION.match(line.answer):
        return
    slip = _SLIP.search(line.text) is not None
    found = [
        (kind, strength, match.span())
        for kind, strength, pattern in _lexicon().kinds
        for match in pattern.finditer(text)
    ]
    for kind, strength, (start, end) in found:
        if not any(other != kind and s < end and start < e and e - s > end - start for other, _, (s, e) in found):
            denied = slip or _is_denied(text, start, end)
            yield Hit(kind, line.start + start, line.start + end, line, denied, strength == "said", strength == "weak")


def _read_over(line: Line) -> str:
    """The line with its label, unticked options and the talk of the account's own trouble blanked."""
    head = line.content - line.start
    text = " " * head + line.text[head:]
    text = _lexicon().incidental.sub(lambda match: " " * len(match.group()), text)
    boxes = list(_BOX.finditer(text))
    for place, box in enumerate(boxes):
        if box["empty"]:
            end = boxes[place + 1].start() if place + 1 < len(boxes) else len(text)
            text = text[: box.end()] + " " * (end - box.end()) + text[end:]
    return text


def _is_denied(text: str, start: int, end: int) -> bool:
    """Whether what stands there is negated, or said to go out some other way."""
    lexicon = _lexicon()
    first = max((m.end() for m in _CLAUSE.finditer(text, 0, start)), default=0)
    clause_end = next((m.start() for m in re.finditer(r"[.;!?\n]", text[end:])), len(text) - end) + end
    if lexicon.denied_after.match(text[end:]):
        return True
    piece_start = max((m.end() for m in re.finditer(r",\s|\bbut\b", text[first:start])), default=0) + first
    piece_end = next((end + m.start() for m in re.finditer(r",\s|\bbut\b", text[end:clause_end])), clause_end)
    beyond = clause_end if text[end:].startswith(", which") else piece_end
    if lexicon.elsewhere.search(text[piece_start:beyond]) or re.search(r"(?:没有|不是|不发|无|無)\s?$", text[:start]):
        return True
    before = _NOT_ONLY.sub(lambda match: "~" * len(match.group()), text[first:start])
    negators = list(lexicon.negator.finditer(before))
    if not negators:
        return False
    gap = before[negators[-1].end() :]
    if lexicon.resets.search(gap) or len(gap) > 90 or _ARRIVES.match(text[end:]):
        return False
    return not (
        "," in gap
        and lexicon.determiner.fullmatch(negators[-1].group())
        and not _LISTED.search(text[first + negators[-1].end() : clause_end])
    )


def _find_both(layout: Layout) -> Iterator[Hit]:
    for line in layout.own:
        if line.topic in (Topic.SOURCE, Topic.VOLUME, Topic.OTHER):
            continue
        text = _read_over(line)
        for match in _lexicon().both.finditer(text):
            meant = line.topic is Topic.USE or _stands_alone(line, text, match)
            if meant and not re.search(r"\bto\s$|\bnot\s$|\bnicht\s$|\bno\s$", text[: match.start()]):
                for kind in (TRANSACTIONAL, MARKETING):
                    yield Hit(kind, line.start + match.start(), line.start + match.end(), line, said=True)


def _stands_alone(line: Line, text: str, match: re.Match[str]) -> bool:
    """ "Both." and "so both": not "both offices"."""
    after = text[match.end() :]
    before = text[: match.start()]
    ends = (
        re.match(
            r"\s{0,2}(?:$|[.,;:!|()/-]|of (?:them|it|these)|sir|kinds|types|transact|market|pls|please|i guess|then)",
            after,
        )
        is not None
    )
    begins = (
        not before.strip(" -*>\"'")
        or re.search(r"(?:\bso|that'?s|it'?s|is|do|does|send|say|[:=,;-])\s{0,2}$", before.rstrip() + " ") is not None
    )
    return ends and begins


def _contradicts(hits: Sequence[Hit]) -> bool:
    """One message that says "only transactional" or "no marketing" and names marketing of its own elsewhere."""
    given = [hit for hit in hits if not hit.denied]
    marketing = [hit for hit in given if hit.kind == MARKETING]
    if not marketing:
        return False
    only = [hit for hit in given if hit.kind == TRANSACTIONAL and hit.said and _is_only(hit)]
    denied = [hit for hit in hits if hit.denied and hit.kind == MARKETING]
    for hit in marketing:
        sends = re.search(r"\b(?:send|sends|sending|go|goes|blast|also|weekly|monthly|both)\b", hit.line.text)
        others = [o for o in (*only, *denied) if o.line is not hit.line]
        if sends and only and others and any(o in only for o in others):
            return True
    return False


def _is_only(hit: Hit) -> bool:
    around = hit.line.text[max(0, hit.start - hit.line.start - 16) : hit.end - hit.line.start + 10]
    return _lexicon().only.search(around) is not None


def _to_finding(layout: Layout, status: Status, hits: Iterable[Hit]) -> Finding:
    found = list(hits)
    kinds = [kind for kind in (TRANSACTIONAL, MARKETING) if any(hit.kind == kind for hit in found)]
    chosen = [next(hit for hit in found if hit.kind == kind) for kind in kinds]
    spans = sorted({(hit.line.start, hit.line.end) for hit in [*chosen, *found[:MOST_QUOTED]]})[:MOST_QUOTED]
    complete = status is Status.COMPLETE
    return Finding(
        ITEM, status, value={"types": kinds if complete else []}, evidence=tuple(layout.view.evidence(*span) for span in spans),
        parts=frozenset({"type"}) if complete else frozenset(), score=1.0 if any(hit.said for hit in found) else 0.9,
    )  # fmt: skip


def _find_concrete(layout: Layout, hits: Sequence[Hit]) -> Finding | None:
    """An answer set out as such that names things in words unknown here: what a business writes to single people about
    its own affairs with them is transactional, unless it is vague or only describes the business."""
    lexicon = _lexicon()
    for line in layout.find_lines(Topic.USE):
        vague = (
            lexicon.vague.search(line.answer)
            or lexicon.business.search(line.answer)
            or line.text.rstrip().endswith("?")
        )
        words = [word for word in _WORD.findall(line.answer) if word not in lexicon.empty]
        if (
            line.labelled
            and not vague
            and len(words) >= 2
            and "@" not in line.answer
            and not any(hit.line is line for hit in hits)
            and not _REFUSES.search(line.answer)
        ):
            evidence = (layout.view.evidence(line.start, line.end),)
            return Finding(
                ITEM,
                Status.COMPLETE,
                value={"types": [TRANSACTIONAL]},
                evidence=evidence,
                parts=frozenset({"type"}),
                score=0.6,
            )
    return None


def _find_vague(layout: Layout) -> Finding | None:
    """The business or its mail described without a kind. Where the desk asked for something else, a passing remark
    is no new answer."""
    if layout.asked and Topic.USE not in layout.asked:
        return None
    for pattern in (_lexicon().vague, _lexicon().business):
        for line in layout.own:
            if line.topic in (Topic.SOURCE, Topic.VOLUME, Topic.OTHER):
                continue
            match = pattern.search(_read_over(line))
            if match:
                return Finding(
                    ITEM,
                    Status.PARTIAL,
                    value={"types": []},
                    evidence=(layout.view.evidence(line.start, line.end),),
                    score=0.7,
                )
    return None
