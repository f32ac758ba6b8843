"""Which part of a message answers which question: labels, numbers, pasted and quoted questions, what the desk asked."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from bot.core.conversation import Part
from bot.nlp.answers.lexicon.phrases import compile_phrases, expand_phrase, load_lexicon
from bot.nlp.answers.plain import Span, find_sentences, to_plain
from bot.nlp.view import View

MOST_READ = 12_000  # letters of a message that are read
MOST_ASKED = 4000  # letters of the desk's message that are read


class Topic(StrEnum):
    """What a stretch of a message answers."""

    USE = "email_use"
    SOURCE = "list_source"
    VOLUME = "monthly_volume"
    OTHER = "other"


QUESTIONS = (Topic.USE, Topic.SOURCE, Topic.VOLUME)
_ENUMERATOR = r"(?:(?:(?P<asking>q(?:uestion)?)|ans(?:wer)?|ad|zu|to|re|punkt|point|ponto|punto|pkt)?\.?\s?\(?(?P<number>[1-9]|[a-d]|i{1,3})(?:\.\)|[).:\]°/]|\s?[-=]+(?=\s)|(?=\s{3})|\s?\||(?(asking)(?=\s)|(?!)))(?!\d))"
_HEAD = re.compile(rf"[^\w(]{{0,8}}{_ENUMERATOR}")
_INLINE = re.compile(rf"(?<=[\s;,.]){_ENUMERATOR}\s")
_ASKS_ALL = re.compile(
    r"\b(?:three (?:points|questions|answers|details|things)|these (?:points|questions|details)|those details"
    r"|more specific|more detail|first two|other two|questionnaire|answer (?:them|these|each|the))\b"
)
_SEPARATOR = r"[*_\"')\]]{0,4}\s{0,2}(?:\?{0,2}\s?[:=]+|\?+|\s?->|\s-{1,2}\s|\s{3,}|\t|\s?\|)"
_NOT_WORDS = re.compile(
    r"\{\s?\"|\{ ?\w+: ?['\"\d]|=>|\b\w{3,}(?:error|exception)\s?[:(.]|\bcurl -|\btraceback\b|\bpostfix/|\bstatus="
    r"|smtp error from|unexpectedresponseerror|^\s*(?:error|http/?)[ \w-]{0,8}[:=]? ?(?:code)?[:=]? ?[\d{\"]"
    r"|error code:|\b[a-z]+_[a-z]+_[a-z]+\b|\bsystem note\b|\bnote (?:to|for) (?:the )?(?:\w+ )?(?:assistant|bot|ai"
    r"|agent|system|triage)\b|\b(?:triage|review|ai|automated) assistant\b|^\W{0,3}system:|\[(?!dot|at|x\]"
    r"|secret)[a-z][a-z /'-]{3,40}\](?!\()"
)  # lines of code and logs, and text written to steer a machine: nobody's answer
_LONGEST_LABEL = 100
_LABEL_END = re.compile(r"[:=?|\t]|\s-|->|\s{3}")
_ROMAN = {"i": 1, "ii": 2, "iii": 3}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a message. ``topic``: the question that it answers, as far as its setting tells; ``content`` is
    where the answer begins after a label; ``is_question``: a question or notice of the desk's that was pasted."""

    start: int
    end: int
    text: str
    content: int
    topic: Topic | None = None
    labelled: bool = False
    is_question: bool = False
    paragraph: int = 0

    @property
    def answer(self) -> str:
        """The sentence without its label."""
        return self.text[self.content - self.start :]


@dataclass(frozen=True, slots=True)
class Layout:
    """A message's sentences with their topics, and what the desk had asked just before."""

    view: View
    plain: str
    lines: tuple[Line, ...]
    asked: frozenset[Topic]

    def find_lines(self, topic: Topic) -> tuple[Line, ...]:
        """The lines that stand as the answer to a question."""
        return tuple(line for line in self.own if line.topic is topic)

    @property
    def own(self) -> tuple[Line, ...]:
        """The lines without pasted questions and bare headings."""
        return tuple(line for line in self.lines if not line.is_question and not _NOT_WORDS.search(line.text))

    @property
    def is_sorted(self) -> bool:
        """Whether the message itself says which part answers what, for two questions or more."""
        return len({line.topic for line in self.own if line.topic in QUESTIONS}) >= 2


@dataclass(frozen=True, slots=True)
class _Lexicon:
    asked: Mapping[Topic, re.Pattern[str]]
    pasted: re.Pattern[str]
    labels: Mapping[Topic, re.Pattern[str]]
    order: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = load_lexicon("questions")
    labels = {}
    for name, phrases in data["labels"].items():
        words = "|".join(sorted((expand_phrase(phrase, {}) for phrase in phrases), key=len, reverse=True))
        whole = rf"[^\w(]{{0,8}}(?:[qa]\s?[:.]\s{{1,3}})?(?:{_ENUMERATOR}[^\w(]{{0,4}})?(?:our |the |and )?(?P<label>{words})"
        labels[Topic(name)] = re.compile(rf"{whole}(?:\s?\([^)]{{0,40}}\))?(?:{_SEPARATOR}|[^\w]{{0,6}}$)")
    order = tuple(
        re.compile(
            rf"[^\w]{{0,4}}(?:and |then )?(?:{'|'.join(expand_phrase(p, {}) for p in data['order'][name])})\s?[.,:-]"
        )
        for name in ("first", "second", "third")
    )
    asked = {Topic(name): compile_phrases(phrases) for name, phrases in data["asked"].items()}
    return _Lexicon(asked, re.compile("|".join(expand_phrase(p, {}) for p in data["pasted"]["all"])), labels, order)


def find_asked(plain: str) -> frozenset[Topic]:
    """The questions that a text of the desk's asks."""
    found = frozenset(topic for topic, pattern in _lexicon().asked.items() if pattern.search(plain))
    return found or (frozenset(QUESTIONS) if _ASKS_ALL.search(plain) else found)


@lru_cache(maxsize=8)
def to_layout(view: View) -> Layout:
    """The layout of a message."""
    text = view.text[:MOST_READ]
    plain = _mark_loose(to_plain(text))
    asked = to_plain(view.asked[:MOST_ASKED])
    quoted = _find_quoted_topics(view)
    sentences = list(_split_inline(find_sentences(text, plain), plain))
    lines = tuple(_assign(plain, sentences, asked, quoted))
    return Layout(view, plain, lines, find_asked(asked))


def _mark_loose(plain: str) -> str:
    """The text with a stop in place of the space behind "1", "2", "3" where all three begin a line."""
    marks = [match for match in re.finditer(r"(?m)^[^\w\n(]{0,4}([1-3])[ \t](?=[ \t]?[^\W\d])", plain)]
    if {match[1] for match in marks} != {"1", "2", "3"}:
        return plain
    for match in marks:
        plain = plain[: match.end() - 1] + ")" + plain[match.end() :]
    return plain


def _split_inline(sentences: list[Span], plain: str) -> Iterator[Span]:
    """Sentences, cut where numbered answers follow each other on one line."""
    for sentence in sentences:
        marks = [
            match for match in _INLINE.finditer(plain, sentence.start, sentence.end) if match["number"] in "123abc"
        ]
        if not _HEAD.match(sentence.text) and len(marks) < 2:
            yield sentence
            continue
        start = sentence.start
        for match in marks:
            if plain[start : match.start()].strip():
                yield Span(start, match.start(), plain[start : match.start()])
            start = match.start()
        yield Span(start, sentence.end, plain[start : sentence.end])


def _find_quoted_topics(view: View) -> list[tuple[int, Topic | None]]:
    """Where a quoted stretch ends in the view's text, and the one question that it asks there."""
    found = []
    for section in view.message.apart:
        if section.part is not Part.QUOTED:
            continue
        quoted = to_plain(view.message.text[section.start : section.end])[-MOST_ASKED:]
        sentences = [s for s in find_sentences(quoted, quoted) if find_asked(s.text)]
        topics = find_asked(sentences[-1].text) if sentences else frozenset()
        if len(topics) > 1 and len(sentences) == 1:
            topics = frozenset()
        found.append((bisect_left(view.at, section.end), next(iter(topics)) if len(topics) == 1 else None))
    return found


def _numbering(asked: str) -> Mapping[str, Topic]:
    """Which number the desk gave to which question; 1, 2, 3 in the usual order where it gave none."""
    marks = list(re.finditer(r"(?:^|[\s(])\(?([1-9a-d])[.):]\s", asked))
    found = {}
    for place, match in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else min(len(asked), match.end() + 160)
        topics = [topic for topic in QUESTIONS if topic in find_asked(asked[match.end() : end])]
        if topics:
            found.setdefault(match[1], topics[0])
    if len(set(found.values())) >= 2:
        return found
    return dict(zip("123abc", QUESTIONS * 2, strict=True))


def _trusts_numbers(plain: str, sentences: list[Span], asked: str, quoted: list[tuple[int, Topic | None]]) -> bool:
    """Whether bare numbers stand for the desk's questions: where it asked, else where exactly two or three points are
    made and the third sounds like a quantity."""
    if find_asked(asked) or quoted:
        return True
    heads = [(match["number"], sentence) for sentence in sentences if (match := _HEAD.match(sentence.text))]
    if not 2 <= len({number for number, _ in heads}) <= 3 or len(heads) > 3:
        return False
    third = next((sentence for number, sentence in heads if number in ("3", "c", "iii")), None)
    return (
        third is None
        or re.search(
            r"\d|\b(?:few|many|much|depend\w*|var(?:y|ies)|thousand|hundred|lakh|million|mil|volume|monthly|month"
            r"|not sure|low|small)\b",
            plain[third.start + 2 : third.start + 240],
        )
        is not None
    )


_TITLE = re.compile(r"\s{0,4}(?:\*\*|#{1,6}\s|__)")


def _assign(plain: str, sentences: list[Span], asked: str, quoted: list[tuple[int, Topic | None]]) -> Iterator[Line]:
    numbering = _numbering(asked) if _trusts_numbers(plain, sentences, asked, quoted) else {}
    if not any((match := _HEAD.match(sentence.text)) and match["number"] == "b" for sentence in sentences):
        numbering = {number: topic for number, topic in numbering.items() if number.isdigit()}
    asked_topics = find_asked(asked)
    default = next(iter(asked_topics)) if len(asked_topics) == 1 else None
    topic: Topic | None = None
    heading = False
    paragraph = 0
    previous = 0
    for sentence in sentences:
        gap = plain[previous : sentence.start]
        if re.search(r"\n[ \t]*\n", gap):
            paragraph += 1
            topic = topic if heading else None
        fresh = False  # a quoted question stands right before
        for end, quoted_topic in quoted:
            if previous <= end <= sentence.start + 1 and (end > previous or previous == 0):
                topic, heading, fresh = quoted_topic, True, quoted_topic is not None
        line = _read_line(sentence, plain, asked, numbering, paragraph)
        if fresh and line.is_question and line.labelled and line.topic is topic:
            line = replace(line, is_question=False, content=line.start)
        if line.is_question or line.labelled:
            topic, heading = line.topic, line.is_question
        previous = sentence.end
        yield line if line.labelled or line.is_question else replace(line, topic=topic or default)


def _read_line(sentence: Span, plain: str, asked: str, numbering: Mapping[str, Topic], paragraph: int) -> Line:
    line = Line(sentence.start, sentence.end, sentence.text, sentence.start, paragraph=paragraph)
    at_line_start = (
        not plain[: sentence.start].rstrip(" \t*_•-").endswith(tuple("abcdefghijklmnopqrstuvwxyz0123456789,"))
    )
    label = _read_label(sentence) if at_line_start else None
    if _is_pasted(sentence.text, asked) and not (label and label[1] < len(sentence.text.rstrip())):
        topics = find_asked(sentence.text)
        topic = next(iter(topics)) if len(topics) == 1 else _number_of(sentence.text, numbering)
        return replace(line, topic=topic, is_question=True, content=sentence.end)
    if label:
        topic, length = label
        bare = not sentence.text[length:].strip(" *_:.-")
        return replace(line, topic=topic, labelled=True, content=sentence.start + length, is_question=bare)
    match = _HEAD.match(sentence.text)
    if (
        match
        and _TITLE.match(sentence.text)
        and len(sentence.text) < 80
        and not re.search(r"\d{3}|@|\w\.\w", sentence.text[match.end() :])
    ):
        topics = find_asked(sentence.text)
        return replace(
            line,
            topic=next(iter(topics)) if len(topics) == 1 else None,
            labelled=True,
            is_question=True,
            content=sentence.end,
        )
    number = _number_of(sentence.text, numbering)
    if number and not sentence.text.endswith("?"):
        return replace(line, topic=number, labelled=True, content=sentence.start + (match.end() if match else 0))
    line = replace(line, content=line.start + match.end()) if match else line
    begins = not plain[: sentence.start].strip(" \t") or plain[: sentence.start].rstrip(" \t").endswith("\n")
    return _read_order(line, numbering) if begins or sentence.text.startswith(("your ", "as to ", "on the ")) else line


def _read_label(sentence: Span) -> tuple[Topic, int] | None:
    """The topic of a sentence's label and the label's length; of several the longest."""
    if len(sentence.text) > _LONGEST_LABEL and not _LABEL_END.search(sentence.text, 0, _LONGEST_LABEL):
        return None
    found = []
    for topic, pattern in _lexicon().labels.items():
        match = pattern.match(sentence.text)
        if match:
            found.append((match.end("label"), topic, match.end()))
    if not found:
        return None
    _, topic, end = max(found, key=lambda item: (item[0], item[1] is not Topic.OTHER))
    return topic, end


def _is_pasted(text: str, asked: str) -> bool:
    """Whether a sentence is the desk's own: its well-known wording, or a question that stands in its last message."""
    if _lexicon().pasted.search(text):
        return True
    bare = text.strip(" >*_-.")
    return len(bare) >= 16 and bare in asked


def _number_of(text: str, numbering: Mapping[str, Topic]) -> Topic | None:
    match = _HEAD.match(text)
    if not match:
        return None
    number = match["number"]
    return numbering.get(number) or numbering.get(str(_ROMAN.get(number, "")) or number)


def _read_order(line: Line, numbering: Mapping[str, Topic]) -> Line:
    for place, pattern in enumerate(_lexicon().order, 1):
        match = pattern.match(line.text)
        if match:
            return replace(
                line,
                topic=numbering.get(str(place), QUESTIONS[place - 1]),
                labelled=True,
                content=line.start + match.end(),
            )
    return line
