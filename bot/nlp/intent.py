"""Intent: a linear reader over words, letters, the thesaurus and a ticket's shape, calibrated."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.core.conversation import Conversation
from bot.core.understanding import Intent, IntentLabel
from bot.nlp.gist import Gist, to_buckets, to_gist
from bot.nlp.linear import Floats, Linear, load_linear, softmax

LABELS = (IntentLabel.APPEAL, IntentLabel.COMPROMISE, IntentLabel.OTHER)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What makes probabilities of logits: the temperature that divides them, then what is added to each label."""

    temperature: float = 1.0
    lean: tuple[float, ...] = (0.0, 0.0, 0.0)

    def apply(self, logits: Floats) -> Floats:
        """Calibrated probabilities of one ticket."""
        return softmax(logits / self.temperature + np.array(self.lean))


@dataclass(frozen=True, slots=True)
class IntentReader:
    """The trained reader and its calibration."""

    linear: Linear
    calibration: Calibration

    def read(self, gist: Gist) -> Intent:
        """The intent of a gist."""
        scores = self.calibration.apply(self.linear.score(to_buckets(gist)))
        return Intent({str(label): float(score) for label, score in zip(LABELS, scores, strict=True)})

    def predict_intent(self, conversation: Conversation) -> Intent:
        """The intent of a conversation, calibrated on tickets that the reader had not seen."""
        return self.read(to_gist(conversation))


def load_intent_reader(folder: Path) -> IntentReader:
    """The reader that ``train`` left in the folder; OSError where it is not there."""
    kept = json.loads((folder / "intent.json").read_text(encoding="utf-8"))
    return IntentReader(load_linear(folder / "intent.npz"), Calibration(kept["temperature"], tuple(kept["lean"])))


def list_labels(intents: Sequence[str]) -> Floats:
    """Labelled intents as rows of zeros and a one, in the order of ``LABELS``."""
    return np.array([[float(intent == label) for label in LABELS] for intent in intents], np.float32)
