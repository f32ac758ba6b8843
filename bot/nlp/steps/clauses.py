"""Clauses and sentences: stretches of a message with the cues that stand in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.nlp.steps.lexicon import Hit
from bot.nlp.steps.small_words import list_common_words
from bot.nlp.steps.words import Word, words_of

_AFTER_NAME = words_of(
    "has hasn't have haven't had is isn't will won't 's can't cannot didn't did does doesn't refuses",
    "still and not was",
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence that says one thing at most. ``cut`` is the sign or word class before it."""

    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    cut: str = ""
    joint: str = ""  # the word that joins it to the one before, where one does: "or"
    cues: frozenset[str] = field(init=False, repr=False, compare=False)
    texts: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cues", frozenset(hit.cue for hit in self.hits))
        object.__setattr__(self, "texts", frozenset(word.text for word in self.words))

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
        return not self.cues.isdisjoint(cues)

    def find(self, *cues: str) -> tuple[Hit, ...]:
        """The hits of those cues, in order."""
        return () if self.cues.isdisjoint(cues) else tuple(hit for hit in self.hits if hit.cue in cues)

    def says(self, *words: str) -> bool:
        """Whether any of the words stands in it."""
        return not self.texts.isdisjoint(words)

    def begins_with(self, *cues: str) -> bool:
        """Whether any of the cues stands at its head."""
        return any(hit.first == 0 and hit.cue in cues for hit in self.hits)

    def names_person(self) -> bool:
        """Whether a capital letter stands where no known word explains it: "Marie has not answered"."""
        return any(True for _ in self.list_names())

    def list_names(self) -> Iterator[str]:
        """The words that seem to be names."""
        for at, word in enumerate(self.words):
            if at == 0 and not self.cut and (len(self.words) == 1 or self.words[1].text not in _AFTER_NAME):
                continue
            known = any(hit.first <= at < hit.last and hit.cue not in ("back", "alive") for hit in self.hits)
            if word.capital and len(word.text) > 2 and not known and word.text not in list_common_words():
                yield word.text

    def opens_with_name(self) -> bool:
        """ "Odile has a new password": one person as its subject."""
        first = self.words[0]
        known = any(hit.first == 0 and hit.cue not in ("back", "alive") for hit in self.hits)
        named = first.capital and len(first.text) > 2 and not known and first.text not in list_common_words()
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
    aside: bool = False  # a remark that is about no step

    @property
    def start(self) -> int:
        """Where it begins in the view's text."""
        return self.clauses[0].start

    @property
    def end(self) -> int:
        """Where it ends in the view's text."""
        return self.clauses[-1].end

    @property
    def words(self) -> tuple[Word, ...]:
        """All of its words."""
        return tuple(word for clause in self.clauses for word in clause.words)

    @property
    def excepts(self) -> bool:
        """Whether something is left out of the whole that is spoken of."""
        return any(c.has("except") or (c.cut == "contrast" and c.words[0].text == "but") for c in self.clauses)

    def has(self, *cues: str) -> bool:
        """Whether any of the cues stands in any of its clauses."""
        return any(clause.has(*cues) for clause in self.clauses)

    def says(self, *words: str) -> bool:
        """Whether any of the words stands in any of its clauses."""
        return any(clause.says(*words) for clause in self.clauses)
