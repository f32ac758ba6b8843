"""Intent: a linear reader over words, letters and the thesaurus beside a spaCy bag of words, mixed and calibrated."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.core.conversation import Conversation
from bot.core.understanding import Intent, IntentLabel
from bot.nlp.gist import Gist, to_buckets, to_gist
from bot.nlp.grams import load_lexicon, split_tokens, to_shapes
from bot.nlp.linear import Floats, Linear, load_linear, softmax

LABELS = (IntentLabel.APPEAL, IntentLabel.COMPROMISE, IntentLabel.OTHER)
FLOOR = 1e-6  # no reader is ever quite sure


@dataclass(frozen=True, slots=True)
class Mix:
    """How much the bag of words weighs (0 to 1), what is added to each label, and the temperature."""

    bag: float = 0.3
    temperature: float = 1.0
    lean: tuple[float, ...] = (0.0, 0.0, 0.0)

    def blend(self, linear: Floats, bag: Floats) -> Floats:
        """Calibrated probabilities out of both readers' probabilities: their weighted mean in logarithms."""
        mean = (1 - self.bag) * np.log(linear + FLOOR) + self.bag * np.log(bag + FLOOR)
        return softmax(mean / self.temperature + np.array(self.lean))


def to_bag_doc(vocab: Vocab, text: str) -> Doc:
    """The text as the bag of words takes it: its words, the same with concepts put for them, and the concepts. Never
    shorter than the three tokens of a triple, with which the bag of words counts."""
    words = split_tokens(text)
    found = load_lexicon().find_concepts(words)
    concepts = [concept for concepts in found for concept in concepts]
    return Doc(vocab, words=["|", *words, "|", *to_shapes(words, found), "|", *concepts, "|"])


class Bag:
    """The spaCy text classifier. It reads with a vocabulary of its own that knows nothing of shapes and stop words and
    forgets every ticket; a memory zone is not for two threads at once, hence the lock."""

    def __init__(self, nlp: Language) -> None:
        classifier: Any = nlp.get_pipe("textcat")
        self._classifier = classifier
        self._order = [classifier.labels.index(str(label)) for label in LABELS]
        self._vocab = Vocab()
        self._lock = Lock()

    def predict(self, text: str) -> Floats:
        """The probability of each label."""
        with self._lock, self._vocab.memory_zone():
            scores = self._classifier.predict([to_bag_doc(self._vocab, text)])[0]
            return np.asarray(scores)[self._order].astype(np.float64)


@dataclass(frozen=True, slots=True)
class IntentReader:
    """The trained readers and how they are mixed."""

    linear: Linear
    bag: Bag
    mix: Mix

    def read(self, gist: Gist) -> Intent:
        """The intent of a gist."""
        scores = self.mix.blend(softmax(self.linear.score(to_buckets(gist))), self.bag.predict(gist.own))
        return Intent({str(label): float(score) for label, score in zip(LABELS, scores, strict=True)})

    def predict_intent(self, conversation: Conversation) -> Intent:
        """The intent of a conversation, calibrated on tickets that the readers had not seen."""
        return self.read(to_gist(conversation))


def load_intent_reader(folder: Path) -> IntentReader:
    """The reader that ``train`` left in the folder; OSError where it is not there."""
    kept = json.loads((folder / "intent.json").read_text(encoding="utf-8"))
    mix = Mix(kept["bag"], kept["temperature"], tuple(kept["lean"]))
    nlp = spacy.load(folder / "intent_bag", exclude=["vocab", "tokenizer"])
    return IntentReader(load_linear(folder / "intent.npz"), Bag(nlp), mix)


def list_labels(intents: Sequence[str]) -> Floats:
    """Labelled intents as rows of zeros and a one, in the order of ``LABELS``."""
    return np.array([[float(intent == label) for label in LABELS] for intent in intents], np.float32)
