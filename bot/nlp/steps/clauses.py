"""A message cut into lines, sentences and clauses, each clause with its cues."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.nlp.steps.lexicon import FOLDER, Hit, find_hits
from bot.nlp.steps.words import Word, to_words, words_of

SIGNS_THAT_CUT = frozenset(",()|/+=→»>–—;") | {"-", ":"}
WRAPPED_AT = 60  # a longer line without an end goes on in the next
_ABBREVIATIONS = words_of(
    "no nr incl excl e g i mr mrs ms dr acc approx etc vs inst sr dom st ca bzw z b inkl ref",
)
_ENDS = frozenset(".!?;。！？；…")
_MARK = re.compile(
    r"[ \t]*(?:[-*•▸·>👉→+–—◦‣■□●○▪✦#]{1,3}[ \t]+)?"
    r"(?P<box>\[[ \t]*[xX✓✔vV]?[ \t]*\]|[☐☑☒✅✔✓❌✗✘](?=[ \t]?\w))?[ \t]*"
    r"(?P<label>\(?(?:\d{1,2}|[a-hA-H]|i{1,3}|iv)[.)\]:](?=[ \t\w])[ \t]*)?"
)


_TICKS = frozenset("✅✔✓☑❌✗✘✖🔴🟢")
_DENYING = frozenset({"nor", "ni"})  # they join and deny at once
_AFTER_NAME = words_of(
    "has hasn't have haven't had is isn't will won't 's can't cannot didn't did does doesn't refuses",
    "still and not was",
)
MOST_WORDS = 200  # of a sentence: what runs on longer is no prose, and reading it whole would take its square
OTHER_COMMON = """
january february march april may june july august september october november december jan feb mar apr jun
jul aug sept sep oct nov dec but there so now then also what when where which who why how done yes they
she for from our your has had its
"""
_LOG = re.compile(
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b|[{}<>=]|\b[0-9a-f]{16,}\b|^(?:Received|X-[A-Z])"
    r"|^[ \t]*[A-Z][A-Z0-9_]{2,40}=\S+[ \t]*$"
)
_SETTING = re.compile(r"(?<![\w=])[A-Za-z_]{1,40}=[^\s=]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence that says one thing at most. ``cut`` is the sign or word class before it."""

    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    cut: str = ""
    joint: str = ""  # the word that joins it to the one before, where one does: "or"

    @property
    def start(self) -> int:
        """Where it begins in the view's text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends in the view's text."""
        return self.words[-1].end

    def has(self, *cues: str) -> bool:
        """Whether any of the cues stands in it."""
        return any(hit.cue in cues for hit in self.hits)

    def find(self, *cues: str) -> tuple[Hit, ...]:
        """The hits of those cues, in order."""
        return tuple(hit for hit in self.hits if hit.cue in cues)

    def says(self, *words: str) -> bool:
        """Whether any of the words stands in it."""
        return any(word.text in words for word in self.words)

    def begins_with(self, *cues: str) -> bool:
        """Whether any of the cues stands at its head."""
        return any(hit.first == 0 and hit.cue in cues for hit in self.hits)

    def names_person(self) -> bool:
        """Whether a capital letter stands where no known word explains it: "Marie has not answered"."""
        for at, word in enumerate(self.words):
            if at == 0 and not self.cut and (len(self.words) == 1 or self.words[1].text not in _AFTER_NAME):
                continue
            known = any(hit.first <= at < hit.last and hit.cue not in ("back", "alive") for hit in self.hits)
            if word.capital and len(word.text) > 2 and not known and word.text not in _common_words():
                return True
        return False

    def opens_with_name(self) -> bool:
        """ "Odile has a new password": one person as its subject."""
        first = self.words[0]
        known = any(hit.first == 0 and hit.cue not in ("back", "alive") for hit in self.hits)
        named = first.capital and len(first.text) > 2 and not known and first.text not in _common_words()
        return named and len(self.words) > 1 and self.words[1].text in ("has", "got", "'s", "is", "did")

    def text_of(self, hit: Hit) -> str:
        """A hit's words, folded, with single blanks."""
        return " ".join(word.text for word in self.words[hit.first : hit.last])


@dataclass(frozen=True, slots=True)
class Sentence:
    """Clauses up to a full stop. ``line`` counts the lines; ``mark`` is the list number or letter before it, ``box``
    a checkbox: True ticked, False empty."""

    clauses: tuple[Clause, ...]
    line: int
    question: bool = False
    mark: str = ""
    box: bool | None = None
    crossed: bool = False  # a cross before it: "✗ SMTP"
    listed: bool = False
    first: bool = True  # of its line
    heading: bool = False  # ends in a colon

    @property
    def words(self) -> tuple[Word, ...]:
        """All of its words."""
        return tuple(word for clause in self.clauses for word in clause.words)

    def has(self, *cues: str) -> bool:
        """Whether any of the cues stands in any of its clauses."""
        return any(clause.has(*cues) for clause in self.clauses)


@lru_cache(maxsize=1)
def _small_words() -> dict[str, frozenset[str]]:
    data = tomllib.loads((FOLDER / "languages.toml").read_text(encoding="utf-8"))
    return {name: frozenset(word.text for word in to_words(listed)) for name, listed in data.items()}


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(OTHER_COMMON.split()).union(*_small_words().values())


def find_languages(words: Sequence[Word]) -> frozenset[str]:
    """The languages whose small words are frequent enough here to count; English where there is none."""
    counts: Counter[str] = Counter()
    for text in {word.text for word in words}:
        counts.update(name for name, small in _small_words().items() if text in small)
    most = max(counts.values(), default=0)
    frequent = frozenset(name for name, count in counts.items() if count >= max(2 if counts["en"] else 1, 0.8 * most))
    return frequent if most > 1 and counts["en"] <= 0.4 * most else frequent | {"en"}


def to_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order, list marks and checkboxes taken off."""
    languages = find_languages(to_words(text))
    sentences: list[Sentence] = []
    for line, start, end in _join_wrapped(text):
        if _is_log(text[start:end]):
            continue
        mark = _MARK.match(text, start, end)
        begin = mark.end() if mark else start
        words = to_words(text, begin, end)
        for count, (part, question) in enumerate(_cut_sentences(words)):
            clauses = tuple(_cut_clauses(part, find_hits(part, languages), text))
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
    return tuple(_mark_titles(sentences))


def _mark_titles(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """A short line of its own above a list is its heading, with or without a colon."""
    for at, sentence in enumerate(sentences):
        following = sentences[at + 1] if at + 1 < len(sentences) else None
        whole = sentence.first and following is not None and following.line > sentence.line and following.listed
        title = whole and not sentence.listed and len(sentence.words) <= 7 and not sentence.question
        yield replace(sentence, heading=True) if title else sentence


def _is_log(line: str) -> bool:
    """A line out of a log or a file, no sentence: an address, an assignment, a long token among signs and digits."""
    if len(_SETTING.findall(line)) >= 3:
        return True
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
        and not re.match(r"[a-h][.)]|[^\W\d_][\w +&/-]{0,30}:", follower)
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
        short = word.text == "." and len(part) > 1 and part[-2].text in _ABBREVIATIONS and part[-2].end == word.start
        if word.text in "。！？；" or not (glued or short):
            yield tuple(part), question
            part, question, depth = [], False, 0
    if part:
        yield tuple(part), question


def _cut_clauses(words: Sequence[Word], hits: Sequence[Hit], text: str) -> Iterator[Clause]:
    reach = {
        hit.first: max(h.last for h in hits if h.first == hit.first and h.cue != "benign")
        for hit in hits
        if hit.cue != "benign"
    }
    starts = {
        h.first: h for h in hits if h.cue in ("join", "contrast", "reason", "except") and h.last == reach[h.first]
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
        elif _weight(kind) > _weight(cut) or not cut:
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
            and at + 1 in answers
            and not before.is_number
            and before.text not in ("/", "of", "x", "-")
        ):
            yield at


def _ticked(words: Sequence[Word]) -> Iterator[int]:
    """Where the next item begins in "key ✔ SMTP ✔ 2FA ✘"."""
    if (
        sum(word.text in _TICKS for word in words) < 2
        or words[0].text in _TICKS
        or any(word.text == ":" for word in words)
    ):
        return
    for before, at in zip(words, range(1, len(words)), strict=False):
        if before.text in _TICKS and not words[at].is_sign:
            yield at


def _weight(cut: str) -> int:
    return ("", ",", "join", "/", "(", ")", "-", ":", "gap", "reason", "contrast", "except").index(cut)


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
    while first < last and words[first].is_sign and not _speaks(words[first], hits, first):
        first += 1
    while last > first and words[last - 1].is_sign and not _speaks(words[last - 1], hits, last - 1):
        last -= 1
    if first >= last:
        return None
    inside = tuple(
        replace(h, first=h.first - first, last=h.last - first) for h in hits if first <= h.first and h.last <= last
    )
    return Clause(tuple(words[first:last]), inside, cut)


def _speaks(word: Word, hits: Sequence[Hit], at: int) -> bool:
    return any(hit.first <= at < hit.last for hit in hits)
