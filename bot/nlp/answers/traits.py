"""What a message shows of one question, as features for a linear reader: words, concepts and letters of the lines about
it, the cues of the rules' word lists, and how the message is set out. What the rules conclude is no feature."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.nlp.answers.kinds import Hit, list_hits
from bot.nlp.answers.labels import QUESTIONS
from bot.nlp.answers.layout import Layout, Line, Topic
from bot.nlp.answers.origins import patterns, words_state_origin
from bot.nlp.answers.volume.figures import find_figures
from bot.nlp.grams import Names, hash_letters, hash_names, list_concepts, list_words, load_lexicon, split_tokens
from bot.nlp.linear import Block, Buckets

SIZES = (1 << 13, 1 << 13, 1 << 13, 1 << 11, 1 << 13)
# words of the lines about it, their concepts, the whole message, its cues and setting, letters
SCALES = (0.6, 0.9, 0.4, 0.9, 0.4)
BLOCKS = tuple(Block(sum(SIZES[:at]), size, scale) for at, (size, scale) in enumerate(zip(SIZES, SCALES, strict=True)))
MOST_LINES = 60  # of a message; what comes later is seldom an answer
MOST_SAID = 6  # words told apart by their number
ABOUT = {
    Topic.USE: frozenset({"transactional", "marketing", "message", "sending", "trade", "weare"}),
    Topic.SOURCE: frozenset({"listsource", "domain", "siteaddress", "mailaddress"}),
    Topic.VOLUME: frozenset({"volume", "perhour", "few", "many", "counts"}),
}
_NOTHING = np.zeros(0, np.int64)
_ADDRESSES = ("siteaddress", "mailaddress")
_SOURCE_CUES = ("consent", "vague", "nothing", "compliance", "place", "who", "acquire")
_MAILBOX = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}", re.IGNORECASE)
_SITE = re.compile(r"(?<![\w.-])(?:https?://)?(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}(?!\w)(?:/\S{0,80})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A line in tokens, addresses put as one word each, with its hashed words and concepts; ``inside``: the words once
    more, where the line's setting says what it answers."""

    line: Line
    text: str
    tokens: Sequence[str]
    named: frozenset[str]  # the concepts that it names
    words: Names
    inside: Names
    concepts: Names

    def tell(self, topic: Topic) -> str:
        """How one knows that the line is about a question; "" where it is not."""
        if self.line.topic is topic:
            return "labelled" if self.line.labelled else "placed"
        if self.line.topic in QUESTIONS and self.line.labelled:
            return ""
        return "word" if ABOUT[topic] & self.named else ""


@dataclass(slots=True)
class TraitReader:
    """Reads the features of one message, question by question."""

    layout: Layout
    told: tuple[Told, ...] = field(init=False)
    _whole: Names = field(init=False)

    def __post_init__(self) -> None:
        lines = [_split(self.layout, line) for line in self.layout.own[:MOST_LINES]]
        self.told = tuple(_tell(*line) for line in lines)
        whole = [name for _, _, tokens, found in lines for name in _list_whole(tokens, found)]
        self._whole = hash_names(whole, SIZES[2])

    def find_about(self, topic: Topic) -> list[tuple[Told, str]]:
        """The lines that are about a question, each with how one knows."""
        return [(told, kind) for told in self.told if (kind := told.tell(topic))]

    def read(self, topic: Topic) -> Buckets:
        """The hashed features of one question, block by block."""
        about = self.find_about(topic)
        words = [told.words for told, _ in about] + [told.inside for told, kind in about if kind != "word"]
        concepts = [told.concepts for told, _ in about]
        cues: list[str] = []
        for told in self.told:
            own = list(_list_cues(told, topic))
            kind = told.tell(topic)
            cues += [*own, *(f"{kind} {name}" for name in own)] if kind else own
        cues += self._list_setting(topic, len(about))
        letters = " ".join([told.text for told, _ in about] or [told.text for told in self.told])
        near = (np.concatenate([_NOTHING, *words]), np.concatenate([_NOTHING, *concepts]))
        return (*near, self._whole, hash_names(cues, SIZES[3]), hash_letters(letters, SIZES[4]))

    def _list_setting(self, topic: Topic, count: int) -> Iterator[str]:
        asked = _name_asked(self.layout, topic)
        yield asked
        yield f"{asked} {min(count, 4)}"
        yield f"{asked} sorted {self.layout.is_sorted}"
        yield f"{asked} length {min(len(self.told), 8)}"
        yield "topics " + "/".join(sorted({str(line.topic) for line in self.layout.own}))
        for told in self.told:
            if told.line.topic is topic:
                yield f"{asked} {told.line.labelled} words {min(len(told.tokens), MOST_SAID)}"


def _name_asked(layout: Layout, topic: Topic) -> str:
    if topic in layout.asked:
        return "asked"
    return "others" if layout.asked else "desk" if layout.view.asked else "none"


Split = tuple[Line, str, Sequence[str], Sequence[tuple[str, ...]]]  # a line, its text, its tokens and their concepts


def _split(layout: Layout, line: Line) -> Split:
    text = _MAILBOX.sub(" mailaddress ", layout.view.text[line.content : line.end])
    text = _SITE.sub(" siteaddress ", text)
    tokens = split_tokens(text)
    found = zip(tokens, load_lexicon().find_concepts(tokens), strict=True)
    return line, text, tokens, [(*names, token) if token in _ADDRESSES else names for token, names in found]


def _tell(line: Line, text: str, tokens: Sequence[str], found: Sequence[tuple[str, ...]]) -> Told:
    said = list(list_words(tokens))
    inside = ["in " + name for name in said] if line.topic else []
    return Told(
        line,
        text,
        tokens,
        frozenset(name for names in found for name in names),
        hash_names(said, SIZES[0]),
        hash_names(inside, SIZES[0]),
        hash_names(list_concepts(tokens, found), SIZES[1]),
    )


def _list_whole(tokens: Sequence[str], found: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield from tokens
    yield from (name for names in found for name in names)
    yield from list_words(tokens, 2)


def _list_cues(told: Told, topic: Topic) -> Iterator[str]:
    """What the rules' word lists find in a line, and one for the line itself."""
    yield "line"
    if topic is Topic.USE:
        for hit in list_hits(told.line):
            yield from _name_hit(hit)
    elif topic is Topic.SOURCE:
        yield from _list_source_cues(told)
    else:
        yield from _list_figures(told)


def _name_hit(hit: Hit) -> Iterator[str]:
    strength = "said" if hit.said else "loose" if hit.loose else "weak" if hit.weak else "plain"
    kind = f"no {hit.kind}" if hit.denied else hit.kind
    yield from (kind, f"{kind} {strength}", f"{kind} {strength} {hit.line.topic}")


def _list_source_cues(told: Told) -> Iterator[str]:
    if words_state_origin(told.line.answer):
        yield "origin"
    if "siteaddress" in told.tokens:
        yield "site"
    yield from (name for name in _SOURCE_CUES if patterns()[name].search(told.line.answer))


def _list_figures(told: Told) -> Iterator[str]:
    figures, free = find_figures(told.line.answer)
    for figure in figures:
        unit = figure.period.unit if figure.period else "bare"
        yield from (unit, f"{figure.noun.name} {unit} {figure.each}")
        yield f"size {min(len(str(int(figure.quantity.size))), 7)} {unit}"
    yield from (f"free {period.unit}" for period in free)
