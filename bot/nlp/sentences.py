"""Sentences read one by one by a linear model: which of a text's is likeliest to say a certain thing, and how such a
model learns from tickets of which only the whole is labelled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.nlp.answers.plain import Span, find_sentences, to_plain
from bot.nlp.grams import hash_letters, hash_names, list_concepts, list_words, load_lexicon, split_tokens
from bot.nlp.linear import Block, Buckets, Linear, average, fit_linear, sigmoid
from bot.nlp.view import View

SIZE = 1 << 15
BLOCKS = (Block(0, SIZE), Block(SIZE, SIZE, 2.0), Block(2 * SIZE, SIZE, 0.7))  # words, concepts, letters
MOST_SENTENCES = 80  # of a message
MOST_LETTERS = 6_000  # as far as answers are looked for
ROUNDS = 2  # of finding the guilty sentence by what the others taught
WEIGHT = 6.0  # of a guilty sentence: one in thirty is
EPOCHS, DROPOUT = 10, 0.3
SEEDS = (
    7,
    8,
    9,
)  # models whose mean is kept: by readers of other authors it finds 90 % of the guilty where one finds 89 %


def to_sentence_buckets(sentence: str) -> Buckets:
    """The features of one sentence for ``BLOCKS``."""
    tokens = split_tokens(sentence)
    concepts = list_concepts(tokens, load_lexicon().find_concepts(tokens))
    words = hash_names(list_words(tokens, 2), SIZE)
    return words, hash_names(concepts, SIZE), hash_letters(sentence, SIZE, shortest=3)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A sentence of a view, and how likely it says what is looked for."""

    view: View
    span: Span
    likely: float


@dataclass(frozen=True, slots=True)
class SentenceReader:
    """A linear model over sentences."""

    model: Linear

    def predict(self, sentence: str) -> float:
        """How likely a sentence says what is looked for."""
        return float(sigmoid(self.model.score(to_sentence_buckets(sentence)))[0])

    def list_suspects(self, view: View, least: float) -> Iterator[Suspect]:
        """The sentences of a view that are at least so likely."""
        for span in list_sentences(view):
            likely = self.predict(view.text[span.start : span.end])
            if likely >= least:
                yield Suspect(view, span, likely)


def list_sentences(view: View) -> list[Span]:
    """The first sentences of a view, each with its plain text."""
    text = view.text[:MOST_LETTERS]
    return find_sentences(text, to_plain(text))[:MOST_SENTENCES]


@dataclass(frozen=True, slots=True)
class SentenceCase:
    """One sentence; ``guilty`` is None in a ticket of which it is only known that some sentence is."""

    ticket: str
    buckets: Buckets
    guilty: bool | None


def to_sentence_cases(ticket: str, views: Sequence[View], guilty: bool) -> Iterator[SentenceCase]:
    """The sentences of a whole ticket: of an innocent one all are innocent."""
    for view in views:
        for span in list_sentences(view):
            buckets = to_sentence_buckets(view.text[span.start : span.end])
            yield SentenceCase(ticket, buckets, None if guilty else False)


def fit_sentences(cases: Sequence[SentenceCase], weight: float = WEIGHT) -> Linear:
    """The model. Of a ticket that holds a guilty sentence the likeliest is learnt as guilty, its others not at all.
    ``weight``: how many others a guilty sentence counts for."""
    return average([_fit_rounds(cases, weight, seed) for seed in SEEDS])


def _fit_rounds(cases: Sequence[SentenceCase], weight: float, seed: int) -> Linear:
    known = [case for case in cases if case.guilty is not None]
    model = _fit(known, frozenset(), weight, seed)
    for _ in range(ROUNDS if len(known) < len(cases) else 0):
        model = _fit(cases, frozenset(_choose_guilty(cases, model).values()), weight, seed)
    return model


def _choose_guilty(cases: Sequence[SentenceCase], model: Linear) -> Mapping[str, int]:
    best: dict[str, tuple[float, int]] = {}
    for at, case in enumerate(cases):
        if case.guilty is None:
            best[case.ticket] = max(best.get(case.ticket, (-np.inf, 0)), (float(model.score(case.buckets)[0]), at))
    return {ticket: at for ticket, (_, at) in best.items()}


def _fit(cases: Sequence[SentenceCase], guilty: frozenset[int], weight: float, seed: int) -> Linear:
    known = [(case, at in guilty) for at, case in enumerate(cases) if case.guilty is not None or at in guilty]
    targets = np.array([[float(bool(case.guilty) or chosen)] for case, chosen in known], np.float32)
    importance = np.where(targets[:, 0] > 0, weight, 1.0)
    texts = [case.buckets for case, _ in known]
    return fit_linear(
        BLOCKS, texts, targets, shared=False, epochs=EPOCHS, dropout=DROPOUT, importance=importance, seed=seed
    )
