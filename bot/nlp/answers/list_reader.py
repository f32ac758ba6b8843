"""The learned reading of where a list comes from: which sentences own to a forbidden one (LABELLING.md, list_source).

People have more ways to say so than any word list holds ("the booth next to ours kindly gave us his file"). What it
finds probable keeps a ticket from being ready; only what it finds all but certain is called a risk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.nlp.answers.bad_list import is_denied, is_withdrawn
from bot.nlp.answers.plain import Span, find_sentences, to_plain
from bot.nlp.grams import hash_letters, hash_names, list_concepts, list_words, load_lexicon, split_tokens
from bot.nlp.linear import Block, Buckets, Linear, load_linear, sigmoid
from bot.nlp.view import View

NAME = "lists.npz"
MODEL = Path(__file__).parents[1] / "model" / NAME
SIZE = 1 << 15
BLOCKS = (Block(0, SIZE), Block(SIZE, SIZE, 2.0), Block(2 * SIZE, SIZE, 0.7))  # words, concepts, letters
DOUBTFUL = 0.35  # both chosen on authors that training had not seen
CERTAIN = 0.9
MOST_SENTENCES = 80  # of a message


def to_list_buckets(sentence: str) -> Buckets:
    """The features of one sentence for ``BLOCKS``."""
    tokens = split_tokens(sentence)
    concepts = list_concepts(tokens, load_lexicon().find_concepts(tokens))
    words = hash_names(list_words(tokens, 2), SIZE)
    return words, hash_names(concepts, SIZE), hash_letters(sentence, SIZE, shortest=3)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A sentence of a view, and how likely it owns to a forbidden list."""

    view: View
    span: Span
    likely: float


@dataclass(frozen=True, slots=True)
class ListReader:
    """A linear model over sentences."""

    model: Linear

    def find_suspect(self, views: Sequence[View]) -> Suspect | None:
        """The likeliest sentence of all messages, oldest first; None where the same message or a later one withdraws
        a list, or no sentence is suspicious at all. What the rules read as denied is not counted."""
        found: Suspect | None = None
        for view in views:
            if is_withdrawn(to_plain(view.text)):
                found = None
                continue
            for suspect in self._list_suspects(view):
                found = suspect if found is None or suspect.likely > found.likely else found
        return found

    def _list_suspects(self, view: View) -> Iterator[Suspect]:
        for span in find_sentences(view.text, to_plain(view.text))[:MOST_SENTENCES]:
            likely = self.predict(view.text[span.start : span.end])
            if likely >= DOUBTFUL and not is_denied(span.text) and not is_withdrawn(span.text):
                yield Suspect(view, span, likely)

    def predict(self, sentence: str) -> float:
        """How likely a sentence owns to a forbidden list."""
        return float(sigmoid(self.model.score(to_list_buckets(sentence)))[0])


@lru_cache(maxsize=1)
def load_list_reader(path: Path = MODEL) -> ListReader:
    """The shipped reader; OSError where it is not there."""
    return ListReader(load_linear(path))
