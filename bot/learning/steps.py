"""Training of the learned reading of steps, from the corpus' tickets and the evidence that they quote."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.core.checklist import Status
from bot.core.conversation import SUBJECT_ID
from bot.learning.fitting import fit_linear
from bot.learning.samples import Sample
from bot.nlp.linear import Buckets, Linear
from bot.nlp.pipeline import to_views
from bot.nlp.steps.history import OPEN
from bot.nlp.steps.messages import MessageReading
from bot.nlp.steps.rulings import ORDER
from bot.nlp.steps.statuses import NAME
from bot.nlp.steps.talk import read_talk
from bot.nlp.steps.targets import STEPS
from bot.nlp.steps.traits import BLOCKS, TraitReader
from bot.nlp.view import View

QUOTED = 60  # characters of a quote that have to be found
PENALTY, DROPOUT = 3e-5, 0.3  # chosen on authors that training had not seen
_GAP = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class StatusCase:
    """One step of one message, ready for training: ``status`` is a place in ``ORDER``."""

    sample: Sample
    buckets: Buckets
    status: int


def to_status_cases(samples: Sequence[Sample]) -> list[StatusCase]:
    """Every step of every message whose status the labels tell."""
    return [case for sample in samples if sample.record.get("steps") for case in _to_cases(sample)]


def _to_cases(sample: Sample) -> Iterator[StatusCase]:
    views = list(to_views(sample.conversation))
    readings, before = zip(*((reading, known) for _, reading, known in read_talk(views)), strict=True)
    bodies = [at for at, view in enumerate(views) if view.message.id != SUBJECT_ID]
    labels = {step: tuple(_label(sample, [(views[at], readings[at]) for at in bodies], step)) for step in STEPS}
    for place, at in enumerate(bodies):
        traits = TraitReader(readings[at], before[at])
        for step in STEPS:
            if (status := labels[step][place]) is not None:
                yield StatusCase(sample, traits.read(step), ORDER.index(status))


def _label(sample: Sample, told: Sequence[tuple[View, MessageReading]], step: str) -> Iterator[Status | None]:
    """The status that each message gives a step: a label is about the whole ticket, its evidence tells which message
    it comes from, or else what the rules make of each. None where that cannot be told."""
    status = Status(sample.record["steps"][step])
    if status is Status.UNSTATED or len(told) == 1:
        yield from (status for _ in told)
        return
    quotes = [_flatten(quote)[:QUOTED] for quote in (sample.record.get("evidence") or {}).get(step, ())]
    said = [any(quote and quote in _flatten(view.message.text) for quote in quotes) for view, _ in told]
    if not quotes:
        said = _guess_said(status, [reading for _, reading in told], step)
    last = max((at for at, found in enumerate(said) if found), default=-1)
    for at in range(len(told)):
        silent = last >= 0 and (at > last or not any(said[: at + 1]))
        yield status if at == last else Status.UNSTATED if silent else None


def _guess_said(status: Status, readings: Sequence[MessageReading], step: str) -> list[bool]:
    """Which messages speak of a step by the rules' reading. Where that ends in something less than done and the label
    is done, the only message behind it must have said so."""
    found = [next((f.status for f in reading.findings if f.item == step), None) for reading in readings]
    spoken = [one is not None for one in found]
    last = max((at for at, one in enumerate(spoken) if one), default=-1)
    if last >= 0 and status is Status.DONE and found[last] in OPEN:
        if last != len(found) - 2:
            return [False] * len(found)
        spoken[-1] = True
    return spoken


def _flatten(text: str) -> str:
    return _GAP.sub(" ", text.lower()).strip()


def fit_statuses(cases: Sequence[StatusCase], seed: int = 7) -> Linear:
    """The model behind ``StatusReader``."""
    targets = np.eye(len(ORDER), dtype=np.float32)[[case.status for case in cases]]
    texts = [case.buckets for case in cases]
    return fit_linear(BLOCKS, texts, targets, shared=True, penalty=PENALTY, dropout=DROPOUT, seed=seed)


def train_statuses(cases: Sequence[StatusCase], out: Path) -> None:
    """Trains on the cases and writes the model into the folder."""
    fit_statuses(cases).save(out / NAME)
