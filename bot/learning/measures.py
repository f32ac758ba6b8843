"""Measures of a classifier's guesses: accuracy, reports found, calibration, coverage, confusion."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.understanding import IntentLabel
from bot.nlp.intent import LABELS
from bot.nlp.linear import Floats

BINS = 10
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Guesses:
    """Probabilities of tickets beside their labels; ``groups`` names what each is counted under: author, language."""

    groups: NDArray[np.str_]
    targets: Floats
    scores: Floats

    @property
    def right(self) -> Mask:
        """Where the likeliest label is the true one."""
        return np.asarray(self.scores.argmax(axis=1) == self.targets.argmax(axis=1))

    @property
    def confidence(self) -> Floats:
        """The probability of the likeliest label."""
        return np.asarray(self.scores.max(axis=1))

    def select(self, chosen: Mask) -> "Guesses":
        """Some of them."""
        return Guesses(self.groups[chosen], self.targets[chosen], self.scores[chosen])


def measure(guesses: Guesses, threshold: float) -> dict[str, float]:
    """The figures of some guesses. ``coverage``: the share at or above the threshold; ``sure``: how many of those are
    right; ``decided``: the coverage of the procedures' tickets; ``ece``: how far confidence is off, on average."""
    labels = guesses.targets.argmax(axis=1)
    compromise = labels == LABELS.index(IntentLabel.COMPROMISE)
    sure = guesses.confidence >= threshold
    return {
        "tickets": len(labels),
        "accuracy": to_share(guesses.right),
        "compromise_recall": to_share(guesses.right[compromise]),
        "coverage": to_share(sure),
        "sure": to_share(guesses.right[sure]),
        "decided": to_share(sure[labels != LABELS.index(IntentLabel.OTHER)]),
        "ece": measure_calibration(guesses),
    }


def measure_groups(guesses: Guesses, threshold: float) -> dict[str, dict[str, float]]:
    """The same for each group."""
    return {str(name): measure(guesses.select(guesses.groups == name), threshold) for name in np.unique(guesses.groups)}


def measure_calibration(guesses: Guesses) -> float:
    """The expected calibration error over ten bins of confidence."""
    bins = list_bins(guesses)
    total = sum(int(one["tickets"]) for one in bins)
    gaps = (abs(one["confidence"] - one["right"]) * one["tickets"] for one in bins)
    return round(sum(gaps) / total, 4) if total else 0.0


def list_bins(guesses: Guesses) -> list[dict[str, float]]:
    """The calibration table: for each tenth of confidence that occurs, the tickets in it, their mean confidence and
    how many of them are right."""
    if not len(guesses.targets):
        return []
    bins = np.minimum((guesses.confidence * BINS).astype(int), BINS - 1)
    return [
        {
            "from": at / BINS,
            "tickets": int((bins == at).sum()),
            "confidence": float(guesses.confidence[bins == at].mean()),
            "right": float(guesses.right[bins == at].mean()),
        }
        for at in np.unique(bins).tolist()
    ]


def count_confusion(guesses: Guesses) -> dict[str, dict[str, int]]:
    """How many tickets of each label were read as which."""
    pairs = list(zip(guesses.targets.argmax(axis=1), guesses.scores.argmax(axis=1), strict=True))
    return {
        str(label): {str(other): pairs.count((at, to)) for to, other in enumerate(LABELS)}
        for at, label in enumerate(LABELS)
    }


def to_share(values: Mask) -> float:
    """The share of true ones, 0 where there are none at all."""
    return round(float(values.mean()), 4) if len(values) else 0.0
