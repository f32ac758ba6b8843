"""Training of the learned reading of answers, from the corpus' tickets, snippets and the evidence that they quote."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.core.checklist import Status
from bot.core.conversation import SUBJECT_ID
from bot.learning.fitting import fit_linear
from bot.learning.samples import ITEM_OF_KIND, Sample
from bot.nlp.answers.kinds import KINDS
from bot.nlp.answers.labels import QUESTIONS, Topic
from bot.nlp.answers.layout import to_layout
from bot.nlp.answers.statuses import NAME, ORDER, AnswerReader, save_answer_reader
from bot.nlp.answers.traits import BLOCKS, TraitReader
from bot.nlp.linear import Buckets, Linear
from bot.nlp.pipeline import to_views
from bot.nlp.view import View

QUOTED = 60  # characters of a quote that have to be found
EPOCHS = 10
DROPOUT = 0.3  # for the kinds of mail: one tell-tale word must not carry a kind alone
SEED = 7
_GAP = re.compile(r"[\W_]+")
_SILENT: Mapping[str, Any] = {"status": Status.MISSING, "types": []}


@dataclass(frozen=True, slots=True)
class AnswerCase:
    """One question in one message, ready for training: ``status`` is a place in ``ORDER``."""

    topic: Topic
    buckets: Buckets
    status: int
    types: frozenset[str]


def to_answer_cases(samples: Sequence[Sample]) -> list[AnswerCase]:
    """Every question of every message whose answer the labels tell."""
    return [case for sample in samples if any(_find_answer(sample, t) for t in QUESTIONS) for case in _to_cases(sample)]


def _find_answer(sample: Sample, topic: Topic) -> Mapping[str, Any] | None:
    record = sample.record
    if "kind" in record:
        return record if ITEM_OF_KIND.get(record["kind"]) == topic else None
    return (record.get("answers") or {}).get(topic)


def _to_cases(sample: Sample) -> Iterator[AnswerCase]:
    views = [view for view in to_views(sample.conversation) if view.message.id != SUBJECT_ID]
    labels = {topic: list(_label(sample, views, topic)) for topic in QUESTIONS}
    for at, view in enumerate(views):
        traits = TraitReader(to_layout(view))
        for topic in QUESTIONS:
            if (label := labels[topic][at]) is not None:
                types = frozenset(label.get("types") or ())
                yield AnswerCase(topic, traits.read(topic), ORDER.index(Status(label["status"])), types)


def _label(sample: Sample, views: Sequence[View], topic: Topic) -> Iterator[Mapping[str, Any] | None]:
    """What each message says: a label is about the whole ticket, its evidence tells which message it comes from. None
    where that cannot be told, or where more than one message gives a part."""
    answer = _find_answer(sample, topic)
    if answer is None or answer["status"] == Status.MISSING or len(views) == 1:
        yield from (answer for _ in views)
        return
    said = list(_find_quoted(sample, views, topic))
    last = max((at for at, found in enumerate(said) if found), default=-1)
    parted = topic is Topic.SOURCE and sum(said) > 1
    for at in range(len(views)):
        if at == last and not parted:
            yield answer
        else:
            yield _SILENT if last >= 0 and (at > last or not any(said[: at + 1])) else None


def _find_quoted(sample: Sample, views: Sequence[View], topic: Topic) -> Iterator[bool]:
    """Whether each message holds a quote of the topic's evidence."""
    kept = (sample.record.get("evidence") or {}).get(topic, ())
    quotes = [_flatten(quote)[:QUOTED] for quote in ([kept] if isinstance(kept, str) else kept)]
    for view in views:
        text = _flatten(view.message.text)
        yield any(quote and quote in text for quote in quotes)


def _flatten(text: str) -> str:
    return _GAP.sub(" ", text.lower()).strip()


def fit_answers(cases: Sequence[AnswerCase], topic: Topic) -> Linear:
    """The model of one question: logits of ``ORDER``, and for the use of e-mail those of the kinds behind them."""
    own = [case for case in cases if case.topic is topic]
    texts = [case.buckets for case in own]
    statuses = np.eye(len(ORDER), dtype=np.float32)[[case.status for case in own]]
    model = fit_linear(BLOCKS, texts, statuses, shared=True, epochs=EPOCHS, seed=SEED)
    if topic is not Topic.USE:
        return model
    types = np.array([[kind in case.types for kind in KINDS] for case in own], np.float32).reshape(-1, len(KINDS))
    kinds = fit_linear(BLOCKS, texts, types, shared=False, epochs=EPOCHS, dropout=DROPOUT, seed=SEED)
    weights = np.concatenate([model.weights, kinds.weights])
    return Linear(BLOCKS, model.rarity, weights, np.concatenate([model.bias, kinds.bias]))


def train_answers(samples: Sequence[Sample], out: Path) -> None:
    """Trains on the samples and writes the models into the folder; a question that no sample is labelled for gets a
    model that knows nothing."""
    cases = to_answer_cases(samples)
    save_answer_reader(AnswerReader({topic: fit_answers(cases, topic) for topic in QUESTIONS}), out / NAME)
