"""A message cut into lines, sentences and clauses, each clause with its cues."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.lexicon import Hit, find_hits
from bot.nlp.steps.persons import state_plainly
from bot.nlp.steps.small_words import find_languages
from bot.nlp.steps.words import Word, to_words, words_of

SIGNS_THAT_CUT = frozenset(",()|/+=→»>–—;") | {"-", ":"}
WRAPPED_AT = 60  # a longer line without an end goes on in the next
_ABBREVIATIONS = words_of(
    "no nr incl excl e g i mr mrs ms dr acc approx etc vs inst sr dom st ca bzw z b inkl ref",
    "hr hrn fr frl sig sigra sra srta sres mme mlle mevr dhr ing prof",
)
_NUMBERS = frozenset("123456")
_ENDS = frozenset(".!?;。！？；…")
_MARK = re.compile(
    r"[ \t]*+(?:[-*•▸·>👉→+–—◦‣■□●○▪✦#]{1,3}[ \t]++)?"
    r"(?P<box>\[[ \t]*+[xX✓✔vV]?[ \t]*+\]|[☐☑☒✅✔✓❌✗✘](?=[ \t]?\w))?[ \t]*+"
    r"(?P<label>(?![a-hA-H]\.[\w-]{1,40}\.\w)\(?(?:\d{1,2}|[a-hA-H]|i{1,3}|iv)[.)\]:](?=[ \t\w])[ \t]*)?"
)
_TICKS = frozenset("✅✔✓☑❌✗✘✖🔴🟢")
_DENYING = frozenset({"nor", "ni"})  # they join and deny at once
MOST_WORDS = 160  # of a sentence: what runs on longer is no prose, and reading it whole would take its square
_LOG = re.compile(
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b|[{}<>=]|\b[0-9a-f]{16,}\b|^(?:Received|X-[A-Z])"
    r"|^[ \t]*[A-Z][A-Z0-9_]{2,40}=\S+[ \t]*$"
)
_ANSWERED = re.compile(r"=[ \t]?(?:y|n|yes|no|done|ok|on|off|true|false|all|\d{1,3}/\d{1,3})\b", re.IGNORECASE)
_ARROW = re.compile(r"[-=–~]{0,3}[>→»]{1,3}(?=\s)")  # "2fa -> on"
_SETTING = re.compile(r"(?<![\w=])[A-Za-z_]{1,40}=[^\s=]")


@lru_cache(maxsize=64)  # what the desk asked is read again and again
def to_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order, list marks and checkboxes taken off."""
    whole = to_words(text)
    languages = find_languages(whole)
    keyed = any(word.text.startswith("contrasen") for word in whole)
    sentences: list[Sentence] = []
    for line, start, end in _join_wrapped(text):
        if _is_log(text[start:end]):
            continue
        mark = _MARK.match(text, start, end)
        begin = mark.end() if mark else start
        words = _cut_words(text, whole, begin, end)
        for count, (part, question) in enumerate(_cut_sentences(words)):
            hits = find_hits(part, languages)
            cut = _cut_clauses(part, _turn_claves(part, hits) if keyed else hits, text)
            clauses = tuple(state_plainly(cut))
            if clauses:
                sentences.append(
                    Sentence(
                        clauses,
                        line,
                        question,
                        _read_label(mark) if count == 0 else "",
                        _read_box(mark),
                        bool(mark and mark["box"] and mark["box"] in "✗✘❌"),
                        bool(mark and mark.end() > start and mark.group().strip()),
                        count == 0,
                        part[-1].text == ":",
                    )
                )
    return tuple(sentences)


def _cut_words(text: str, whole: Sequence[Word], begin: int, end: int) -> tuple[Word, ...]:
    """The words of a line; read anew where its mark was cut off inside a run of letters."""
    if begin and not text[begin - 1].isspace():
        return to_words(text, begin, end)
    first = bisect_left(whole, begin, key=lambda word: word.start)
    return tuple(whole[first : bisect_left(whole, end, key=lambda word: word.start)])


def _turn_claves(words: Sequence[Word], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Spanish says "clave" of keys and of passwords: beside "contraseña" it is a key, unless it is one "del SMTP"."""
    smtp = [hit.first for hit in hits if hit.cue == "smtp"]
    return tuple(
        replace(hit, cue="key")
        if hit.cue == "password"
        and words[hit.first].text in ("clave", "claves")
        and not any(0 <= at - hit.last <= 3 for at in smtp)
        else hit
        for hit in hits
    )


def _is_log(line: str) -> bool:
    """A line out of a log or a file, no sentence: an address, an assignment, a long token among signs and digits."""
    if len(_SETTING.findall(line)) >= 3:
        return True
    line = _ARROW.sub(" ", _ANSWERED.sub(" ", line))  # "mfa=Y 11/12"
    letters = sum(letter.isalpha() or letter == " " for letter in line)
    return bool(_LOG.search(line)) and letters < 0.7 * len(line)


def _read_label(mark: re.Match[str] | None) -> str:
    return (mark["label"] or "").strip(" \t().:]").lower() if mark else ""


def _read_box(mark: re.Match[str] | None) -> bool | None:
    if mark is None or not mark["box"] or mark["box"] in "✗✘❌":
        return None
    return any(sign in mark["box"] for sign in "xXvV✓✔☑☒✅")


def _join_wrapped(text: str) -> Iterator[tuple[int, int, int]]:
    """The lines with their number and place; a long one without an end goes on in a next that begins small."""
    begin, at, first = 0, 0, 0
    lines = text.split("\n")
    for number, (line, following) in enumerate(pairwise([*lines, ""])):
        end = at + len(line)
        if not _goes_on(line, following):
            yield first, begin, end
            begin, first = end + 1, number + 1
        at = end + 1


def _goes_on(line: str, following: str) -> bool:
    follower = following.lstrip()
    return (
        len(line.strip()) >= WRAPPED_AT
        and line.rstrip()[-1] not in ".!?:;|"
        and bool(follower)
        and follower[0].islower()
        and not re.match(
            r"[a-h][.)]|[^\W\d_][\w +&/-]{0,30}:|[^\W\d_][\w+&/]{0,20}(?: [\w+&/]{1,20}){0,2} [-–—=] ", follower
        )
    )


def _cut_sentences(words: Sequence[Word]) -> Iterator[tuple[tuple[Word, ...], bool]]:
    part: list[Word] = []
    question, depth = False, 0
    for at, word in enumerate(words):
        part.append(word)
        if len(part) >= MOST_WORDS:
            yield tuple(part), question
            part, question, depth = [], False, 0
            continue
        depth = max(0, depth + (word.text == "(") - (word.text == ")"))
        if word.text not in _ENDS or (word.text in ";." and depth and len(part) < 60):
            continue
        question = question or word.text in "?？"
        following = words[at + 1] if at + 1 < len(words) else None
        if following and following.text in _ENDS:
            continue
        glued = following is not None and following.start == word.end and following.text not in "\"')]"
        short = word.text == "." and len(part) > 1 and _is_short(part[-2], word, following)
        if word.text in "。！？；" or not (glued or short):
            yield tuple(part), question
            part, question, depth = [], False, 0
    if part:
        yield tuple(part), question


def _is_short(before: Word, stop: Word, following: Word | None) -> bool:
    """Whether a full stop ends an abbreviation: "no. 3", but not "the second domain no. We will ..."."""
    if before.text in _NUMBERS and following is not None and not following.capital and not following.is_number:
        return before.end == stop.start and not following.is_sign  # "1. done 2. done"
    if before.text not in _ABBREVIATIONS or before.end != stop.start:
        return False
    return before.text != "no" or following is None or following.is_number


def _cut_clauses(words: Sequence[Word], hits: Sequence[Hit], text: str) -> Iterator[Clause]:
    reach: dict[int, int] = {}
    for hit in hits:
        if hit.cue != "benign":
            reach[hit.first] = max(hit.last, reach.get(hit.first, 0))
    starts = {
        h.first: h
        for h in hits
        if h.cue in ("join", "contrast", "reason", "except", "instead") and h.last == reach[h.first]
    }
    starts |= {at: Hit(",", at, at + 1) for at in (*_numbered(words, hits), *_ticked(words))}
    covered = {
        at for hit in hits if hit.last - hit.first > 1 and hit.cue != "benign" for at in range(hit.first + 1, hit.last)
    }
    begin, cut, joint = 0, "", ""
    for at, word in enumerate(words):
        kind = _cut_at(words, at, text) if at not in covered else ""
        if not kind and at in starts and at not in covered and text[word.start] not in "èéÈÉ":
            kind = starts[at].cue
        if not kind:
            continue
        if clause := _to_clause(words, hits, begin, at, cut):
            yield replace(clause, joint=joint)
            cut = kind
        elif (_weight(kind) > _weight(cut) and not (kind == "except" and cut == ":")) or not cut:
            cut = kind
        joint = word.text if kind == "join" else ""
        begin = at + 1 if word.is_sign or (kind == "join" and word.text not in _DENYING) else at
    if clause := _to_clause(words, hits, begin, len(words), cut):
        yield replace(clause, joint=joint)


def _numbered(words: Sequence[Word], hits: Sequence[Hit]) -> Iterator[int]:
    """Where a list's number with its answer begins: "1 done 2 done"."""
    answers = {hit.first for hit in hits if hit.cue in ("yes", "done", "not", "finished")}
    for at in range(1, len(words)):
        before = words[at - 1]
        if (
            words[at].text in ("1", "2", "3", "4")
            and (at + 1 in answers or (at - 1 in answers and words[at + 1 : at + 2] and words[at + 1].text in ").:"))
            and not before.is_number
            and before.text not in ("/", "of", "x", "-")
        ):
            yield at


def _ticked(words: Sequence[Word]) -> Iterator[int]:
    """Where the next item begins in "key ✔ SMTP ✔ 2FA ✘"."""
    if (
        sum(word.text in _TICKS for word in words) < 2
        or words[0].text in _TICKS
        or any(sign.text == ":" and tick.text in _TICKS for sign, tick in pairwise(words))
    ):
        return
    for before, at in zip(words, range(1, len(words)), strict=False):
        if before.text in _TICKS and not words[at].is_sign:
            yield at


def _weight(cut: str) -> int:
    return ("", ",", "join", "/", "(", ")", "-", ":", "gap", "reason", "contrast", "except", "instead").index(cut)


def _cut_at(words: Sequence[Word], at: int, text: str) -> str:
    sign = words[at].text
    before, after = (words[at - 1] if at else None), (words[at + 1] if at + 1 < len(words) else None)
    if sign not in SIGNS_THAT_CUT and sign not in "、，：・":
        if before and re.search(r"[ \t]{3,}|\t", text[before.end : words[at].start]):
            return "gap"
        return ":" if sign.startswith("....") else ""
    if (
        before
        and after
        and before.is_number
        and after.is_number
        and sign in "/:-–"
        and before.end == words[at].start == after.start - 1
    ):
        return ""
    if sign in "()":
        return sign
    if sign in "/+":
        return "/"
    return {",": ",", "、": ",", "，": ",", "・": ",", "|": "gap", ":": ":", "：": ":", "=": ":", ";": "-"}.get(
        sign, "-"
    )


def _to_clause(words: Sequence[Word], hits: Sequence[Hit], first: int, last: int, cut: str) -> Clause | None:
    while first < last and words[first].is_sign and not _speaks(hits, first):
        first += 1
    while last > first and words[last - 1].is_sign and not _speaks(hits, last - 1):
        last -= 1
    if first >= last:
        return None
    near = hits[
        bisect_left(hits, first, key=lambda hit: hit.first) : bisect_left(hits, last, key=lambda hit: hit.first)
    ]
    inside = tuple(Hit(hit.cue, hit.first - first, hit.last - first) for hit in near if hit.last <= last)
    return Clause(tuple(words[first:last]), inside, cut)


def _speaks(hits: Sequence[Hit], at: int) -> bool:
    return any(hit.first <= at < hit.last for hit in hits)
