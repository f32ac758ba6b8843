"""Training: from the corpus to the model folder. Seeded; about two minutes."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.core.decision import Policy
from bot.learning.answers import train_answers
from bot.learning.fitting import average, fit_linear
from bot.learning.lists import train_lists
from bot.learning.measures import Guesses, measure
from bot.learning.remarks import train_remarks
from bot.learning.samples import CORPUS, Sample, choose_folds, hash_corpus, load_corpus
from bot.learning.stacking import (
    VouchingCase,
    choose_author_folds,
    fit_vouching,
    has_steps,
    list_vouching_cases,
    save_vouching,
)
from bot.learning.steps import StatusCase, fit_statuses, to_status_cases, train_statuses
from bot.nlp import gist, second
from bot.nlp.gist import to_buckets, to_gist
from bot.nlp.intent import LABELS, Calibration, list_labels
from bot.nlp.linear import Buckets, Floats, Linear
from bot.nlp.pipeline import MODEL
from bot.nlp.second import MODEL_NAMES, SecondReader, to_item_buckets, to_model_name, to_turns
from bot.nlp.steps.statuses import StatusReader

VERSION = 2  # of the artefact's layout
SEEDS = (7, 8, 9)  # models whose mean is kept: what one of them leans on by chance, the others do not
EPOCHS = 10
DROPOUT = 0.5
PENALTIES = {"steps": 3e-5}  # of the second reader's models; chosen on authors that training had not seen
PENALTY = 3e-6
FOLDS = 4
LEAN = (0.0, 0.75, 0.0)  # towards compromise: a lost report can re-arm an attacker, a false one costs one mail
HEATS = tuple(heat / 20 for heat in range(8, 61))

Tell = Callable[[str], None]


def say_nothing(_line: str) -> None:
    """Tells nobody of the progress."""


@dataclass(frozen=True, slots=True)
class IntentCase:
    """A sample made ready for the intent readers."""

    sample: Sample
    buckets: Buckets

    @property
    def intent(self) -> str:
        """The label."""
        return str(self.sample.intent)


@dataclass(frozen=True, slots=True)
class ItemCase:
    """One item of a sample made ready for the second reader."""

    sample: Sample
    item: str
    buckets: Buckets
    settled: float


def to_intent_cases(samples: Sequence[Sample]) -> list[IntentCase]:
    """The samples that are labelled for intent."""
    return [IntentCase(s, to_buckets(to_gist(s.conversation))) for s in samples if s.intent]


def to_item_cases(samples: Sequence[Sample]) -> list[ItemCase]:
    """Every item that a sample is labelled for."""
    return [
        ItemCase(sample, item, to_item_buckets(item, turns), settled)
        for sample, turns in ((sample, to_turns(sample.conversation)) for sample in samples if sample.settled)
        for item, settled in sample.settled.items()
    ]


def fit_intent(cases: Sequence[IntentCase], seeds: Sequence[int] = SEEDS) -> Linear:
    """The intent reader's model."""
    texts, targets = [case.buckets for case in cases], list_labels([case.intent for case in cases])
    return average(
        [
            fit_linear(gist.BLOCKS, texts, targets, shared=True, epochs=EPOCHS, dropout=DROPOUT, seed=seed)
            for seed in seeds
        ]
    )


def fit_second(cases: Sequence[ItemCase], name: str) -> Linear:
    """One model of the second reader."""
    own = [case for case in cases if to_model_name(case.item) == name]
    targets = np.array([[case.settled] for case in own], np.float32)
    texts, penalty = [case.buckets for case in own], PENALTIES.get(name, PENALTY)
    return fit_linear(second.BLOCKS, texts, targets, shared=False, penalty=penalty, seed=SEEDS[0])


@dataclass(frozen=True, slots=True)
class FoldReading:
    """The readers of steps that have not seen some authors, and what they call done in those authors' tickets."""

    samples: tuple[Sample, ...]
    statuses: StatusReader
    second: Linear
    cases: tuple[VouchingCase, ...]


def read_held_out_steps(
    samples: Sequence[Sample], statuses: Sequence[StatusCase], items: Sequence[ItemCase], tell: Tell = say_nothing
) -> Iterator[FoldReading]:
    """The tickets labelled for steps, every part of the authors read by models of the others, where there are any."""
    labelled = [sample for sample in samples if sample.record.get("steps")]
    folds = dict(zip((sample.id for sample in labelled), choose_author_folds(labelled), strict=True))
    for fold in sorted(set(folds.values()) - {-1}):
        known = [case for case in statuses if folds[case.sample.id] != fold]
        if not known:
            continue
        tell(f"steps: reading the authors of part {fold + 1} by models of the others")
        reader = StatusReader(fit_statuses(known))
        second = fit_second([case for case in items if folds.get(case.sample.id, fold) != fold], "steps")
        own = tuple(sample for sample in labelled if folds[sample.id] == fold and has_steps(sample))
        reading = SecondReader({"steps": second})
        cases = tuple(case for sample in own for case in list_vouching_cases(sample, reader, reading))
        yield FoldReading(own, reader, second, cases)


def predict_held_out(cases: Sequence[IntentCase], folds: Sequence[int], tell: Tell = say_nothing) -> Floats:
    """The logits of every case by a model that never saw its fold; zeros where the fold is below 0, which is a case
    that is always learnt from."""
    logits = np.zeros((len(cases), len(LABELS)))
    for fold in sorted({fold for fold in folds if fold >= 0}):
        tell(f"intent: reading part {fold + 1} by a model of the others")
        model = fit_intent([case for case, other in zip(cases, folds, strict=True) if other != fold])
        for at in (at for at, other in enumerate(folds) if other == fold):
            logits[at] = model.score(cases[at].buckets)
    return logits


def fit_calibration(logits: Floats, targets: Floats) -> Calibration:
    """The temperature under which the labels of tickets not seen in training are likeliest, and the safe lean."""
    return min((Calibration(heat, LEAN) for heat in HEATS), key=lambda one: _measure_surprise(one, logits, targets))


def _measure_surprise(calibration: Calibration, logits: Floats, targets: Floats) -> float:
    likely = (calibrate(calibration, logits) * targets).sum(axis=1)
    return float(-np.log(likely + 1e-9).mean())


def calibrate(calibration: Calibration, logits: Floats) -> Floats:
    """Probabilities, a row for each row of logits."""
    return np.array([calibration.apply(row) for row in logits]).reshape(-1, len(LABELS))


def train(corpus: Path = CORPUS, out: Path = MODEL, tell: Tell = say_nothing) -> dict[str, Any]:
    """Trains on the whole corpus, writes the model folder, returns what is known of it (also in ``meta.json``).
    ``tell`` hears of the progress."""
    samples = load_corpus(corpus)
    tell(f"{len(samples)} samples read")
    out.mkdir(parents=True, exist_ok=True)
    known = _train_intent(to_intent_cases(samples), out, tell)
    items = to_item_cases(samples)
    for name in MODEL_NAMES:
        tell(f"second reading: {name}")
        fit_second(items, name).save(out / f"second_{name}.npz")
    tell("steps: the learned reading")
    statuses = to_status_cases(samples)
    train_statuses(statuses, out)
    held_out = read_held_out_steps(samples, statuses, items, tell)
    save_vouching(fit_vouching([case for fold in held_out for case in fold.cases]), out)
    tell("remarks: the learned reading")
    train_remarks(samples, out)
    tell("answers: the learned reading")
    train_answers(samples, out)
    tell("lists: the learned reading")
    train_lists(samples, out)
    meta = {"version": VERSION, "corpus": hash_corpus(corpus), "samples": len(samples), "intent": known}
    (out / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    return meta


def _train_intent(cases: Sequence[IntentCase], out: Path, tell: Tell) -> dict[str, Any]:
    folds = choose_folds([case.sample for case in cases], FOLDS)
    targets = list_labels([case.intent for case in cases])
    logits = predict_held_out(cases, folds, tell)
    calibration = fit_calibration(logits, targets)
    tell("intent: the model of all")
    fit_intent(cases).save(out / "intent.npz")
    (out / "intent.json").write_text(json.dumps(asdict(calibration), indent=1) + "\n", encoding="utf-8")
    authors = np.array([case.sample.author for case in cases])
    held_out = Guesses(authors, targets, calibrate(calibration, logits))
    whole = held_out.select(np.array([case.sample.whole for case in cases]))
    return {**asdict(calibration), "held_out": measure(whole, Policy().intent_threshold)}
