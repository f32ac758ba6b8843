"""Figures on tickets that the models have not seen: every fold, and every author, is read by models trained without."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.understanding import IntentLabel
from bot.nlp.intent import LABELS, Mix, list_labels
from bot.nlp.linear import Floats, sigmoid
from bot.nlp.samples import Sample, choose_folds
from bot.nlp.second import MODEL_NAMES, to_model_name
from bot.nlp.train import (
    FOLDS,
    IntentCase,
    ItemCase,
    fit_mix,
    fit_second,
    predict_held_out,
    to_intent_cases,
    to_item_cases,
)

BINS = 10
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Guesses:
    """Probabilities of tickets that the models had not seen, beside the labels."""

    authors: NDArray[np.str_]
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
        return Guesses(self.authors[chosen], self.targets[chosen], self.scores[chosen])


def evaluate_intent(samples: Sequence[Sample], threshold: float, folds: int = FOLDS) -> dict[str, Any]:
    """Accuracy, compromise reports found, calibration and coverage over folds that leave out a part of every author's
    tickets; two folds leave out half."""
    cases = to_intent_cases(samples)
    guesses = guess_folds(cases, choose_folds([case.sample for case in cases], folds))
    whole = guesses.select(np.array([case.sample.whole for case in cases]))
    by_author = {
        str(name): measure(whole.select(whole.authors == name), threshold) for name in np.unique(whole.authors)
    }
    return {**measure(whole, threshold), "confusion": count_confusion(whole), "by_author": by_author}


def evaluate_left_out(samples: Sequence[Sample], authors: Sequence[str], threshold: float) -> dict[str, Any]:
    """The same for some authors left out whole, all at once."""
    cases = to_intent_cases(samples)
    left_out = [int(case.sample.author in authors) for case in cases]
    guesses = guess_folds(cases, left_out, only=1)
    return measure(guesses.select(np.array(left_out, bool)), threshold)


def guess_folds(cases: Sequence[IntentCase], folds: Sequence[int], only: int | None = None) -> Guesses:
    """The mixed probabilities of every case by models that never saw its fold; ``only`` reads a single fold."""
    targets = list_labels([case.intent for case in cases])
    linear, bag = predict_held_out(cases, folds, only)
    mix = fit_mix(linear, bag, targets) if only is None else Mix()
    scores = np.array([mix.blend(one, other) for one, other in zip(linear, bag, strict=True)])
    return Guesses(np.array([case.sample.author for case in cases]), targets, scores)


def measure(guesses: Guesses, threshold: float) -> dict[str, float]:
    """The figures of some guesses. ``coverage``: the share at or above the threshold; ``sure``: how many of those are
    right; ``ece``: how far confidence is off, on average."""
    labels = guesses.targets.argmax(axis=1)
    compromise = labels == LABELS.index(IntentLabel.COMPROMISE)
    sure = guesses.confidence >= threshold
    return {
        "tickets": len(labels),
        "accuracy": _mean(guesses.right),
        "compromise_recall": _mean(guesses.right[compromise]),
        "coverage": _mean(sure),
        "sure": _mean(guesses.right[sure]),
        "ece": measure_calibration(guesses),
    }


def measure_calibration(guesses: Guesses) -> float:
    """The expected calibration error over ten bins of confidence."""
    if not len(guesses.right):
        return 0.0
    bins = np.minimum((guesses.confidence * BINS).astype(int), BINS - 1)
    gaps = (
        abs(float(guesses.confidence[bins == at].mean() - guesses.right[bins == at].mean()))
        * float((bins == at).mean())
        for at in np.unique(bins)
    )
    return round(sum(gaps), 4)


def count_confusion(guesses: Guesses) -> dict[str, dict[str, int]]:
    """How many tickets of each label were read as which."""
    pairs = list(zip(guesses.targets.argmax(axis=1), guesses.scores.argmax(axis=1), strict=True))
    return {
        str(label): {str(other): pairs.count((at, to)) for to, other in enumerate(LABELS)}
        for at, label in enumerate(LABELS)
    }


def evaluate_second(samples: Sequence[Sample], doubt: Mapping[str, float], folds: int = FOLDS) -> dict[str, Any]:
    """For each item how many settled ones the second reading would doubt (``doubted``), and how many open ones it
    would let pass if a rule called them settled (``passed``)."""
    cases = [case for case in to_item_cases(samples) if case.sample.whole]
    scores = predict_second(to_item_cases(samples), folds)
    return {item: _measure_item([c for c in cases if c.item == item], scores, doubt[item]) for item in sorted(doubt)}


def predict_second(cases: Sequence[ItemCase], folds: int) -> dict[tuple[str, str], float]:
    """The probability that an item is settled, by sample id and item, from models that never saw the sample's fold."""
    chosen = choose_folds([case.sample for case in cases], folds)
    scores: dict[tuple[str, str], float] = {}
    for fold in range(folds):
        seen = [case for case, other in zip(cases, chosen, strict=True) if other != fold]
        models = {name: fit_second(seen, name) for name in MODEL_NAMES}
        for case, other in zip(cases, chosen, strict=True):
            if other == fold:
                settled = sigmoid(models[to_model_name(case.item)].score(case.buckets))
                scores[case.sample.id, case.item] = float(settled[0])
    return scores


def _measure_item(cases: Sequence[ItemCase], scores: Mapping[tuple[str, str], float], doubt: float) -> dict[str, float]:
    settled = np.array([case.settled > 0 for case in cases])
    agreed = np.array([scores[case.sample.id, case.item] >= doubt for case in cases])
    likely = np.array([scores[case.sample.id, case.item] >= 0.5 for case in cases])
    return {
        "tickets": len(cases),
        "accuracy": _mean(likely == settled),
        "doubted": _mean(~agreed[settled]),
        "passed": _mean(agreed[~settled]),
    }


def _mean(values: Mask) -> float:
    return round(float(values.mean()), 4) if len(values) else 0.0
