"""What a message shows of one question, as features for a linear reader: words, concepts and letters of the lines about
it, and how the message is set out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.nlp.answers.kinds import list_hits
from bot.nlp.answers.layout import Layout, Line, Topic
from bot.nlp.answers.labels import QUESTIONS
from bot.nlp.answers.origins import patterns, words_state_origin
from bot.nlp.answers.sites import find_sites
from bot.nlp.answers.volume.figures import find_figures
from bot.nlp.answers.volume.lines import judge
from bot.nlp.grams import hash_letters, hash_names, list_concepts, list_words, load_lexicon, split_tokens
from bot.nlp.linear import Block, Buckets

SIZES = (1 << 14, 1 << 14, 1 << 14, 1 << 12, 1 << 14)
# words of the lines about it, their concepts, the whole message, its cues and setting, letters
SCALES = (1.0, 1.5, 0.7, 1.5, 0.7)
BLOCKS = tuple(Block(sum(SIZES[:at]), size, scale) for at, (size, scale) in enumerate(zip(SIZES, SCALES, strict=True)))
MOST_LINES = 60  # about one question
ABOUT = {
    Topic.USE: frozenset({"transactional", "marketing", "message", "sending", "trade", "weare"}),
    Topic.SOURCE: frozenset({"listsource", "domain", "siteaddress", "mailaddress"}),
    Topic.VOLUME: frozenset({"volume", "perhour", "few", "many", "counts"}),
}
_MAILBOX = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,80}")
_SITE = re.compile(r"(?:https?://)?(?<![\w.-])[\w-]{2,63}\.[a-z]{2,12}(?:\.[a-z]{2,12})?(?:/\S{0,80})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A line in tokens, with its concepts and its letters."""

    line: Line
    text: str
    tokens: Sequence[str]
    concepts: Sequence[tuple[str, ...]]

    def tells(self, topic: Topic) -> str:
        """How one knows that the line is about a question; "" where it is not."""
        if self.line.topic is topic:
            return "labelled" if self.line.labelled else "placed"
        if self.line.topic in QUESTIONS and self.line.labelled:
            return ""
        about = ABOUT[topic]
        return "word" if any(about.intersection(found) for found in self.concepts) else ""


@dataclass(slots=True)
class TraitReader:
    """Reads the features of one message, question by question."""

    layout: Layout
    told: tuple[Told, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.told = tuple(_tell(self.layout, line) for line in self.layout.own[:MOST_LINES])

    def read(self, topic: Topic) -> Buckets:
        words, concepts, whole, cues, letters = [], [], [], [], []
        count = 0
        for told in self.told:
            kind = told.tells(topic)
            whole += [*told.tokens, *(name for found in told.concepts for name in found)]
            whole += list_words(told.tokens, 2)
            own = list(_list_cues(told, topic))
            cues += own
            if not kind:
                continue
            count += 1
            said = list(list_words(told.tokens))
            words += said
            concepts += list_concepts(told.tokens, told.concepts)
            if kind != "word":
                words += ["in " + name for name in said]
            cues += [f"{kind} {name}" for name in own]
            letters.append(told.text)
        cues += self._list_setting(topic, count)
        hashed = [hash_names(names, size) for names, size in zip((words, concepts, whole, cues), SIZES, strict=False)]
        return (*hashed, hash_letters(" ".join(letters or [told.text for told in self.told]), SIZES[-1]))

    def _list_setting(self, topic: Topic, count: int) -> Iterator[str]:
        layout = self.layout
        asked = "asked" if topic in layout.asked else "others" if layout.asked else "desk" if layout.view.asked else "none"
        yield asked
        yield f"{asked} {min(count, 4)}"
        yield f"{asked} sorted {layout.is_sorted}"
        yield f"{asked} length {min(len(self.told), 8)}"
        yield "topics " + "/".join(sorted({str(line.topic) for line in layout.own}))
        for told in self.told:
            if told.line.topic is topic:
                yield f"{asked} {told.line.labelled} words {min(len(told.tokens), 6)}"


def _tell(layout: Layout, line: Line) -> Told:
    text = _SITE.sub(" siteaddress ", _MAILBOX.sub(" mailaddress ", layout.view.text[line.content : line.end]))
    tokens = split_tokens(text)
    found = load_lexicon().find_concepts(tokens)
    marked = [(*names, token) if token in ("siteaddress", "mailaddress") else names
              for token, names in zip(tokens, found, strict=True)]
    return Told(line, text, tokens, marked)


def _list_cues(told: Told, topic: Topic) -> Iterator[str]:
    if topic is Topic.USE:
        for hit in list_hits(told.line):
            strength = "said" if hit.said else "loose" if hit.loose else "weak" if hit.weak else "plain"
            no = "no " if hit.denied else ""
            yield f"{no}{hit.kind}"
            yield f"{no}{hit.kind} {strength}"
            yield f"{no}{hit.kind} {strength} {told.line.topic}"
    elif topic is Topic.SOURCE:
        text = told.line.answer
        if words_state_origin(text):
            yield "origin"
        for name in ("consent", "vague", "nothing", "compliance", "place", "who", "acquire"):
            if patterns()[name].search(text):
                yield name
        if find_sites(told.text) or "siteaddress" in told.tokens:
            yield "site"
    else:
        figures, free = find_figures(told.line.answer)
        for figure in figures:
            unit = figure.period.unit if figure.period else "bare"
            yield f"{figure.noun.name} {unit} {figure.each}"
            yield f"size {min(len(str(int(figure.quantity.size))), 7)} {unit}"
            yield f"{unit}"
        for period in free:
            yield f"free {period.unit}"
        yield f"sign {judge(told.line, topic is told.line.topic, False).name}"
    yield "line"
