"""Readers of single sentences, learnt from tickets of which only the whole is labelled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.learning.fitting import average, fit_linear
from bot.nlp.linear import Buckets, Linear
from bot.nlp.sentences import BLOCKS, list_sentences, to_sentence_buckets
from bot.nlp.view import View

ROUNDS = 2  # of finding the guilty sentence by what the others taught
WEIGHT = 6.0  # of a guilty sentence: one in thirty is
EPOCHS, DROPOUT = 10, 0.3
SEEDS = (
    7,
    8,
    9,
)  # models whose mean is kept: by readers of other authors it finds 90 % of the guilty where one finds 89 %


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
