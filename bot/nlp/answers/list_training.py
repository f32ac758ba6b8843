"""Training of the learned reading of lists, from sentences and from tickets of which only the whole is labelled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.core.understanding import RiskKind
from bot.nlp.answers.list_reader import BLOCKS, NAME, ListReader, to_list_buckets
from bot.nlp.answers.plain import find_sentences, to_plain
from bot.nlp.linear import Buckets, Linear, fit_linear
from bot.nlp.pipeline import to_views
from bot.nlp.samples import Sample

ROUNDS = 2  # of finding the guilty sentence by what the others taught
WEIGHT = 6.0  # of a guilty sentence: one in thirty is
EPOCHS, DROPOUT = 10, 0.3


@dataclass(frozen=True, slots=True)
class ListCase:
    """One sentence; ``guilty`` is None in a ticket of which it is only known that some sentence is."""

    ticket: str
    buckets: Buckets
    guilty: bool | None


def to_list_cases(samples: Sequence[Sample]) -> list[ListCase]:
    """Every sentence of the appeals, and every snippet on sources as one."""
    return [case for sample in samples for case in _to_cases(sample)]


def _to_cases(sample: Sample) -> Iterator[ListCase]:
    if sample.record.get("kind") == "source":
        yield ListCase(sample.id, to_list_buckets(sample.record["text"]), bool(sample.record.get("risk")))
    elif sample.whole and sample.record.get("answers"):
        guilty = None if RiskKind.BAD_LIST in (sample.record.get("risk") or ()) else False
        for view in to_views(sample.conversation):
            for span in find_sentences(view.text, to_plain(view.text)):
                yield ListCase(sample.id, to_list_buckets(view.text[span.start : span.end]), guilty)


def fit_lists(cases: Sequence[ListCase]) -> Linear:
    """The model. Of a ticket that holds a guilty sentence the likeliest is learnt as guilty, its others not at all."""
    model = _fit([case for case in cases if case.guilty is not None], {})
    for _ in range(ROUNDS):
        model = _fit(cases, _choose_guilty(cases, model))
    return model


def _choose_guilty(cases: Sequence[ListCase], model: Linear) -> Mapping[str, int]:
    best: dict[str, tuple[float, int]] = {}
    for at, case in enumerate(cases):
        if case.guilty is None:
            best[case.ticket] = max(best.get(case.ticket, (-np.inf, 0)), (float(model.score(case.buckets)[0]), at))
    return {ticket: at for ticket, (_, at) in best.items()}


def _fit(cases: Sequence[ListCase], guilty: Mapping[str, int]) -> Linear:
    chosen = set(guilty.values())
    known = [(case, at in chosen) for at, case in enumerate(cases) if case.guilty is not None or at in chosen]
    targets = np.array([[float(bool(case.guilty) or picked)] for case, picked in known], np.float32)
    importance = np.where(targets[:, 0] > 0, WEIGHT, 1.0)
    texts = [case.buckets for case, _ in known]
    return fit_linear(BLOCKS, texts, targets, shared=False, epochs=EPOCHS, dropout=DROPOUT, importance=importance)


def train_lists(samples: Sequence[Sample], out: Path) -> None:
    """Trains on the samples and writes the model into the folder."""
    ListReader(fit_lists(to_list_cases(samples))).model.save(out / NAME)
