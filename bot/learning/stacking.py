"""Training of the weights by which a step that is read as done is vouched for (``steps.vouching``), on readings of
authors whom the readers that made them had not seen."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.core.checklist import Status
from bot.learning.samples import Sample
from bot.nlp.linear import Floats, sigmoid
from bot.nlp.pipeline import to_views
from bot.nlp.second import STEPS, SecondReader
from bot.nlp.steps.statuses import StatusReader, Verdict, settle_verdicts
from bot.nlp.steps.talk import read_talk
from bot.nlp.steps.vouching import NAME, NAMES, SECOND, Signals, Vouching, to_signal

FOLDS = 5
PENALTY = 5.0
ROUNDS = 25  # Newton's method is there long before


@dataclass(frozen=True, slots=True)
class VouchingCase:
    """A step that was read as done, and whether it is."""

    author: str
    ticket: str
    step: str
    signals: Signals
    done: bool


def choose_author_folds(samples: Sequence[Sample], folds: int = FOLDS) -> list[int]:
    """The fold of every sample: whole authors go together; -1 for snippets, which are always learnt from."""
    authors = sorted({sample.author for sample in samples if sample.whole})
    place = {author: at % folds for at, author in enumerate(authors)}
    return [place[sample.author] if sample.whole else -1 for sample in samples]


def list_vouching_cases(sample: Sample, statuses: StatusReader, second: SecondReader) -> Iterator[VouchingCase]:
    """Every step of a ticket whose newest word is read as done."""
    newest: dict[str, Verdict] = {}
    for view, reading, before in read_talk(list(to_views(sample.conversation))):
        newest |= {v.finding.item: v for v in settle_verdicts(view, reading, statuses, before)}
    done = [step for step, verdict in newest.items() if verdict.finding.status is Status.DONE]
    likely = second.predict_settled(sample.conversation, done)
    for step in done:
        signals = {**newest[step].signals, SECOND: to_signal(SECOND, likely[step])}
        yield VouchingCase(sample.author, sample.id, step, signals, sample.record["steps"][step] == Status.DONE)


def fit_vouching(cases: Sequence[VouchingCase]) -> Vouching:
    """Logistic regression by Newton's method; the bias is not held back. Without cases nothing is ever vouched for."""
    signals = np.array([[float(case.signals.get(name, 0.0)) for name in NAMES] for case in cases]).reshape(
        -1, len(NAMES)
    )
    done = np.array([float(case.done) for case in cases])
    held = np.diag([1e-3, *[PENALTY] * (len(NAMES) - 1)])
    weights: Floats = np.zeros(len(NAMES))
    for _ in range(ROUNDS):
        likely = sigmoid(signals @ weights)
        slope = signals.T @ (likely - done) + held @ weights
        bend = (signals.T * (likely * (1 - likely))) @ signals + held
        weights = weights - np.linalg.solve(bend, slope)
    return Vouching({name: round(float(weight), 4) for name, weight in zip(NAMES, weights, strict=True)})


def save_vouching(vouching: Vouching, out: Path) -> None:
    """Writes the weights into the folder."""
    (out / NAME).write_text(json.dumps(vouching.weights, indent=1) + "\n", encoding="utf-8")


def has_steps(sample: Sample) -> bool:
    """Whether a sample is a whole ticket that is labelled for steps."""
    return sample.whole and set(sample.record.get("steps") or ()) >= set(STEPS)
