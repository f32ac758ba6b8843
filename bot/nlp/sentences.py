"""Sentences read one by one by a linear model: which of a text's is likeliest to say a certain thing."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.nlp.answers.plain import Span, find_sentences, to_plain
from bot.nlp.grams import hash_letters, hash_names, list_concepts, list_words, load_lexicon, split_tokens
from bot.nlp.linear import Block, Buckets, Linear, sigmoid
from bot.nlp.view import View

SIZE = 1 << 15
BLOCKS = (Block(0, SIZE), Block(SIZE, SIZE, 2.0), Block(2 * SIZE, SIZE, 0.7))  # words, concepts, letters
MOST_SENTENCES = 80  # of a message
MOST_LETTERS = 6_000  # as far as answers are looked for


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
