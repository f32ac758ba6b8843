"""Which part of a message answers which question: labels, numbers, pasted and quoted questions, what the desk asked."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from bot.core.conversation import Part
from bot.nlp.answers.labels import (
    ENUMERATOR,
    HEAD,
    QUESTIONS,
    Topic,
    find_asked,
    find_numbered,
    find_only_asked,
    is_pasted,
    read_label,
    read_numbering,
    read_order,
)
from bot.nlp.answers.plain import Span, find_sentences, to_plain
from bot.nlp.view import View
from bot.reading.alternatives import Alternatives

__all__ = ["Layout", "Line", "Topic", "to_layout"]

MOST_READ = 6000  # letters of a message that are read
MOST_LINES = 150  # sentences of a message that are read
MOST_ASKED = 4000  # letters of the desk's message that are read
_INLINE = re.compile(rf"(?<=[\s;,.]){ENUMERATOR}(?:\s|(?<=\d\))(?=\w))")
_LOOSE = re.compile(r"(?m)^[^\w\n(]{0,4}([1-3])[ \t](?=[ \t]?\w)")
_LOOSE_ROW = re.compile(
    r"(?m)(?P<a>(?:^|[.:;,!?] )[ \t]{0,2})1 (?=[a-z])(?P<b>[^\n]{2,160}?[\s,;.])2 (?=[a-z])(?P<c>[^\n]{2,160}?[\s,;.])"
    r"3 (?=[a-z~\d])"
)  # "1 newsletters 2 people who signed up 3 not much"
_ORDERS = re.compile(r"(?:your|as to|on the|(?:first|second|third) (?:question|answer|point))\b")  # also within a line
_WORD = re.compile(r"\w")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_QUANTITY = re.compile(
    r"\d|\b(?:few|many|much|depend\w*|var(?:y|ies)|thousand|hundred|lakh|million|mil|volume|monthly|month|not sure"
    r"|low|small)\b"
)
_NOT_WORDS = Alternatives(
    [
        r"\{\s?\"|\{ ?\w+: ?['\"\d]|=>|\b\w{3,}(?:error|exception)\s?[:(.]|\bcurl -|\btraceback\b|\bpostfix/|\bstatus="
        r"|smtp error from|unexpectedresponseerror|^\s*(?:error|http/?)[ \w-]{0,8}[:=]? ?(?:code)?[:=]? ?[\d{\"]"
        r"|error code:|\b[a-z]+_[a-z]+_[a-z]+\b|\bsystem note\b|^\W{0,3}system:"
        r"|\b(?:triage|review|ai|automated) assistant\b"
        r"|\bnote (?:to|for) (?:the )?(?:\w+ )?(?:assistant|bot|ai|agent|system|triage)\b"
        r"|\[(?!dot|at|x\]|secret)[a-z][a-z /'-]{3,40}\](?!\()"
    ]
)  # lines of code and logs, and text written to steer a machine: nobody's answer


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
    """A message's sentences with their topics, and what the desk had asked just before. ``own``: the lines without
    pasted questions, bare headings, and what is nobody's words."""

    view: View
    plain: str
    lines: tuple[Line, ...]
    asked: frozenset[Topic]
    own: tuple[Line, ...]

    def find_lines(self, topic: Topic) -> tuple[Line, ...]:
        """The lines that stand as the answer to a question."""
        return tuple(line for line in self.own if line.topic is topic)

    @property
    def is_sorted(self) -> bool:
        """Whether the message itself says which part answers what, for two questions or more."""
        return len({line.topic for line in self.own if line.topic in QUESTIONS}) >= 2


@dataclass(frozen=True, slots=True)
class _Quoted:
    """Where a quoted stretch ends in the view's text, and the one question that it asks there."""

    end: int
    topic: Topic | None


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a message's sentences are read against."""

    plain: str
    asked: str
    quoted: tuple[_Quoted, ...]
    numbering: Mapping[str, Topic]


@lru_cache(maxsize=8)
def to_layout(view: View) -> Layout:
    """The layout of a message."""
    text = view.text[:MOST_READ]
    plain = _mark_loose(to_plain(text))
    asked = to_plain(view.asked[:MOST_ASKED])
    quoted = tuple(_find_quoted(view))
    sentences = list(islice(_split_inline(find_sentences(text, plain), plain), MOST_LINES))
    setting = _Setting(plain, asked, quoted, _find_numbering(plain, sentences, asked, quoted))
    lines = tuple(_assign(sentences, setting))
    own = tuple(line for line in lines if not line.is_question and _is_said(line.text))
    return Layout(view, plain, lines, find_asked(asked), own)


def _is_said(sentence: str) -> bool:
    return _WORD.search(sentence) is not None and _NOT_WORDS.search(sentence) is None


def _mark_loose(plain: str) -> str:
    """The text with a stop in place of the space behind "1", "2", "3" where all three begin a line."""
    plain = _LOOSE_ROW.sub(r"\g<a>1)\g<b>2)\g<c>3)", plain)
    marks = list(_LOOSE.finditer(plain))
    if {match[1] for match in marks} != {"1", "2", "3"}:
        return plain
    for match in marks:
        plain = plain[: match.end() - 1] + ")" + plain[match.end() :]
    return plain


def _split_inline(sentences: Sequence[Span], plain: str) -> Iterator[Span]:
    """Sentences, cut where numbered answers follow each other on one line."""
    for sentence in sentences:
        found = list(_INLINE.finditer(plain, sentence.start, sentence.end))
        marks = [match.start() for match in found if match["number"] in "123abc"]
        if not HEAD.match(sentence.text) and len(marks) < 2:
            yield sentence
            continue
        start = sentence.start
        for mark in marks:
            if plain[start:mark].strip():
                yield Span(start, mark, plain[start:mark])
            start = mark
        yield Span(start, sentence.end, plain[start : sentence.end])


def _find_quoted(view: View) -> Iterator[_Quoted]:
    for section in view.message.apart:
        if section.part is not Part.QUOTED:
            continue
        plain = to_plain(view.message.text[section.start : section.end])[-MOST_ASKED:]
        asking = [sentence for sentence in find_sentences(plain, plain) if find_asked(sentence.text)]
        yield _Quoted(bisect_left(view.at, section.end), find_only_asked(asking[-1].text) if asking else None)


def _find_numbering(
    plain: str, sentences: Sequence[Span], asked: str, quoted: Sequence[_Quoted]
) -> Mapping[str, Topic]:
    """Which question each number at a sentence's head stands for; {} where the numbers cannot be trusted."""
    heads = [(match["number"], sentence) for sentence in sentences if (match := HEAD.match(sentence.text))]
    if not (find_asked(asked) or quoted or _are_three_answers(plain, heads)):
        return {}
    numbering = read_numbering(asked)
    if any(number == "b" for number, _ in heads):
        return numbering
    return {number: topic for number, topic in numbering.items() if number.isdigit()}


def _are_three_answers(plain: str, heads: Sequence[tuple[str, Span]]) -> bool:
    """Whether exactly two or three points are made and the third sounds like a quantity."""
    if not 2 <= len({number for number, _ in heads}) <= 3 or len(heads) > 3:
        return False
    third = next((sentence for number, sentence in heads if number in ("3", "c", "iii")), None)
    return third is None or _QUANTITY.search(plain, third.start + 2, third.start + 240) is not None


def _assign(sentences: Sequence[Span], setting: _Setting) -> Iterator[Line]:
    """The sentences as lines; a label, a number or a quoted question holds until the next or a blank line."""
    default = find_only_asked(setting.asked)
    topic: Topic | None = None
    heading = False
    paragraph = previous = 0
    for sentence in sentences:
        if _BLANK_LINE.search(setting.plain[previous : sentence.start]):
            paragraph += 1
            topic = topic if heading else None
        quoted = _find_quoted_before(setting.quoted, previous, sentence.start)
        if quoted:
            topic, heading = quoted.topic, True
        line = _read_line(sentence, paragraph, setting)
        if quoted and quoted.topic and line.is_question and line.labelled and line.topic is topic:
            line = replace(line, is_question=False, content=line.start)  # "> Volume?" and below it "Volume 5k"
        if line.is_question or line.labelled:
            topic, heading = line.topic, line.is_question
        else:
            told = topic or default
            line = line if line.topic is told else replace(line, topic=told)
        previous = sentence.end
        yield line


def _find_quoted_before(quoted: Sequence[_Quoted], previous: int, start: int) -> _Quoted | None:
    """The last quoted stretch that ends between two sentences."""
    between = [q for q in quoted if previous <= q.end <= start + 1 and (q.end > previous or previous == 0)]
    return between[-1] if between else None


def _read_line(sentence: Span, paragraph: int, setting: _Setting) -> Line:
    """A sentence with what its own head says of its topic."""
    line = Line(sentence.start, sentence.end, sentence.text, sentence.start, paragraph=paragraph)
    label = read_label(sentence.text)
    if is_pasted(sentence.text, setting.asked) and not (label and _goes_on(sentence.text, label[1])):
        topic = find_only_asked(sentence.text)
        return replace(line, topic=topic, is_question=True, content=sentence.end)
    if label:
        topic, length = label
        bare = not sentence.text[length:].strip(" *_:.-")
        return replace(line, topic=topic, labelled=True, content=sentence.start + length, is_question=bare)
    return _read_number(line, setting)


def _goes_on(text: str, label_end: int) -> bool:
    """Whether behind a label that is a question of the desk's an answer follows, rather than the question's end."""
    rest = text[label_end:].strip()
    return bool(rest) and not rest.endswith("?")


def _read_number(line: Line, setting: _Setting) -> Line:
    """A line with the topic that the number at its head stands for, "2)" or "Secondly,"."""
    match = HEAD.match(line.text)
    line = replace(line, content=line.start + match.end()) if match else line
    topic = find_numbered(line.text, setting.numbering)
    if topic and not line.text.endswith("?"):
        return replace(line, topic=topic, labelled=True)
    before = setting.plain[: line.start].rstrip(" \t")
    begins = not before or before.endswith("\n") or _ORDERS.match(line.text) is not None
    order = read_order(line.text) if begins else None
    if not order:
        return line
    usual = QUESTIONS[int(order[0]) - 1]
    return replace(line, topic=setting.numbering.get(order[0], usual), labelled=True, content=line.start + order[1])
