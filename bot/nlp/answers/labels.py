"""What marks a sentence as the answer to a question, or as the question itself: labels, numbers, the desk's wording."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.nlp.answers.lexicon.phrases import compile_phrases, expand_phrase, load_lexicon
from bot.reading.alternatives import Alternatives


class Topic(StrEnum):
    """What a stretch of a message answers."""

    USE = "email_use"
    SOURCE = "list_source"
    VOLUME = "monthly_volume"
    OTHER = "other"


QUESTIONS = (Topic.USE, Topic.SOURCE, Topic.VOLUME)
ENUMERATOR = (
    r"(?:(?:(?P<asking>q(?:uestion)?)|ans(?:wer)?|ad|zu|to|re|punkt|point|ponto|punto|pkt)?\.?\s?\(?"
    r"(?P<number>[1-9]|[a-d]|i{1,3})"
    r"(?:\.\)|\)|(?:[.:\]°/]|\s?[-=]+(?=\s)|(?=\s{3})|\s?\||(?(asking)(?=\s)|(?!)))(?!\d)))"
)
HEAD = re.compile(rf"[^\w(]{{0,8}}{ENUMERATOR}")
_ASKS_ALL = re.compile(
    r"\b(?:three (?:points|questions|answers|details|things)|these (?:points|questions|details)|those details"
    r"|more specific|more detail|first two|other two|questionnaire|answer (?:them|these|each|the))\b"
)
_SEPARATOR = r"[*_\"')\]]{0,4}\s{0,2}(?:\?{0,2}\s?[:=]+|\?+|\s?->|\s-{1,2}\s|\s{3,}|\t|\s?\|)"
_LONGEST_LABEL = 100
_LABEL_END = re.compile(r"[:=?|\t]|\s-|->|\s{3}")
_LEAST_PASTED = 16  # letters of a sentence of the desk's that is recognised in the answer
_ROMAN = {"i": "1", "ii": "2", "iii": "3"}
_NUMBERED = re.compile(r"(?:^|[\s(])\(?([1-9a-d])[.):]\s")
_LONGEST_QUESTION = 160


@dataclass(frozen=True, slots=True)
class _Lexicon:
    asked: Mapping[Topic, Alternatives]
    pasted: re.Pattern[str]
    labels: Mapping[Topic, re.Pattern[str]]
    order: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = load_lexicon("questions")
    return _Lexicon(
        asked={Topic(name): compile_phrases(phrases) for name, phrases in data["asked"].items()},
        pasted=re.compile(_any_of(data["pasted"]["all"])),
        labels={Topic(name): _to_label(phrases) for name, phrases in data["labels"].items()},
        order=tuple(_to_order(data["order"][name]) for name in ("first", "second", "third")),
    )


def _any_of(phrases: list[str]) -> str:
    return "|".join(sorted((expand_phrase(phrase, {}) for phrase in phrases), key=len, reverse=True))


def _to_label(phrases: list[str]) -> re.Pattern[str]:
    head = rf"[^\w(]{{0,8}}(?:[qa]\s?[:.]\s{{1,3}})?(?:{ENUMERATOR}[^\w(]{{0,4}})?(?:our |the |and )?"
    return re.compile(
        rf"{head}(?P<label>{_any_of(phrases)})(?:\s?\([^)]{{0,40}}\))?(?:{_SEPARATOR}|[^\w]{{0,6}}$)",
    )


def _to_order(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"[^\w]{{0,4}}(?:and |then )?(?:{_any_of(phrases)})\s?[.,:-]")


def find_asked(plain: str) -> frozenset[Topic]:
    """The questions that a text of the desk's asks."""
    found = frozenset(topic for topic, pattern in _lexicon().asked.items() if pattern.search(plain))
    return found or (frozenset(QUESTIONS) if _ASKS_ALL.search(plain) else found)


def find_only_asked(plain: str) -> Topic | None:
    """The question that a text asks where it asks exactly one."""
    topics = find_asked(plain)
    return next(iter(topics)) if len(topics) == 1 else None


def read_label(sentence: str) -> tuple[Topic, int] | None:
    """The topic of a sentence's label and the label's length; of several the longest."""
    if len(sentence) > _LONGEST_LABEL and not _LABEL_END.search(sentence, 0, _LONGEST_LABEL):
        return None
    matches = [(topic, match) for topic, pattern in _lexicon().labels.items() if (match := pattern.match(sentence))]
    if not matches:
        return None
    topic, match = max(matches, key=lambda item: (item[1].end("label"), item[0] is not Topic.OTHER))
    return topic, match.end()


def read_order(sentence: str) -> tuple[str, int] | None:
    """The number that "Firstly," or "As to the second point:" stands for, and where the sentence goes on."""
    for place, pattern in enumerate(_lexicon().order, 1):
        match = pattern.match(sentence)
        if match:
            return str(place), match.end()
    return None


def is_pasted(sentence: str, asked: str) -> bool:
    """Whether a sentence is the desk's own: its well-known wording, or a question that stands in its last message."""
    if _lexicon().pasted.search(sentence):
        return True
    bare = sentence.strip(" >*_-.")
    return len(bare) >= _LEAST_PASTED and bare in asked


def read_numbering(asked: str) -> Mapping[str, Topic]:
    """Which number the desk gave to which question; 1, 2, 3 in the usual order where it gave none."""
    marks = list(_NUMBERED.finditer(asked))
    ends = [*(mark.start() for mark in marks[1:]), len(asked)]
    found: dict[str, Topic] = {}
    for mark, end in zip(marks, ends, strict=False):
        asks = find_asked(asked[mark.end() : min(end, mark.end() + _LONGEST_QUESTION)])
        topics = [topic for topic in QUESTIONS if topic in asks]
        if topics:
            found.setdefault(mark[1], topics[0])
    if len(set(found.values())) < 2:
        return dict(zip("123abc", QUESTIONS * 2, strict=True))
    return dict(zip("abcd", found.values(), strict=False)) | found


def find_numbered(sentence: str, numbering: Mapping[str, Topic]) -> Topic | None:
    """The question that the number at a sentence's head stands for."""
    match = HEAD.match(sentence)
    if not match:
        return None
    return numbering.get(match["number"]) or numbering.get(_ROMAN.get(match["number"], ""))
