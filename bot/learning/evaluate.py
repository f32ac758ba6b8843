"""Figures on tickets that the models have not seen: files of labelled tickets, read by the shipped pipeline; and the
corpus, where every part is read by models trained without it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from bot.assess import assess_record, read_record, to_ticket_conversation
from bot.core.checklist import Procedure
from bot.core.understanding import Intent, IntentLabel, Understanding, is_ready, settle_understanding
from bot.learning.measures import Guesses, count_confusion, list_bins, measure, measure_groups, to_share
from bot.learning.remarks import fit_remarks
from bot.learning.samples import Sample, choose_folds
from bot.learning.scoring import Judgement, Record, judge, score, summarise
from bot.learning.stacking import fit_vouching
from bot.learning.steps import to_status_cases
from bot.learning.train import (
    FoldReading,
    IntentCase,
    ItemCase,
    Tell,
    calibrate,
    fit_calibration,
    fit_second,
    predict_held_out,
    read_held_out_steps,
    say_nothing,
    to_intent_cases,
    to_item_cases,
)
from bot.nlp.intent import list_labels
from bot.nlp.linear import sigmoid
from bot.nlp.pipeline import Pipeline
from bot.nlp.second import MODEL_NAMES, STEPS, SecondReader, to_model_name
from bot.nlp.sentences import SentenceReader
from bot.nlp.steps import StepReader
from bot.nlp.steps.remarks import RemarkReader

HALVES = 2
MIXED = ("compromise-allusive", "languages", "other-account", "other-sending", "threads", "tricky")  # left out whole
MOST_LETTERS = 200  # of the words shown beside a miss


def evaluate_records(
    records: Iterable[Record], pipeline: Pipeline, procedures: Sequence[Procedure], threshold: float
) -> dict[str, Any]:
    """The figures of labelled tickets as the shipped pipeline reads them; ValueError or KeyError where a record is no
    labelled ticket. Misses carry the customer's words, those that were found or else the first."""
    pairs = [(record, assess_record(read_record(record), pipeline, procedures)) for record in records]
    guesses = _guess_records([label for label, _ in pairs], pipeline)
    quotes = {str(label["id"]): _quote(label, result) for label, result in pairs}
    figures = score(pairs)
    misses = [{**asdict(miss), "quotes": quotes[miss.ticket]} for miss in figures.pop("misses")]
    return {**figures, **_describe(guesses, threshold, "by_language"), "misses": misses}


def _guess_records(labels: Sequence[Record], pipeline: Pipeline) -> Guesses:
    conversations = [to_ticket_conversation(read_record(label)) for label in labels]
    scores = [list(pipeline.intent.predict_intent(one).scores.values()) for one in conversations]
    languages = [pipeline.language.predict_language(one) for one in conversations]
    targets = list_labels([label["intent"] for label in labels])
    return Guesses(np.array(languages), targets, np.array(scores).reshape(-1, 3))


def _quote(label: Record, result: Record) -> list[str]:
    found = [quote for quotes in result["evidence"].values() for quote in quotes]
    said = [comment["body"] or "" for comment in label["comments"] if comment["author"] == "customer"]
    return [quote[:MOST_LETTERS] for quote in found or said[-1:]]


def evaluate_folds(samples: Sequence[Sample], threshold: float, tell: Tell = say_nothing) -> dict[str, Any]:
    """Intent, by models that learnt from one half of every author's tickets and read the other."""
    cases = to_intent_cases(samples)
    return evaluate_left_out(cases, choose_folds([case.sample for case in cases], HALVES), threshold, tell)


def evaluate_mixed(samples: Sequence[Sample], threshold: float, tell: Tell = say_nothing) -> dict[str, Any]:
    """Intent of the authors who wrote of several procedures, each left out whole, all at once."""
    cases = to_intent_cases(samples)
    return evaluate_left_out(cases, [0 if case.sample.author in MIXED else -1 for case in cases], threshold, tell)


def evaluate_left_out(
    cases: Sequence[IntentCase], folds: Sequence[int], threshold: float, tell: Tell = say_nothing
) -> dict[str, Any]:
    """The figures of whole tickets in the folds from 0; the calibration is that of the same folds."""
    targets = list_labels([case.intent for case in cases])
    logits = predict_held_out(cases, folds, tell)
    read = np.array([fold >= 0 for fold in folds])
    scores = calibrate(fit_calibration(logits[read], targets[read]), logits)
    authors = np.array([case.sample.author for case in cases])
    guesses = Guesses(authors, targets, scores).select(read & np.array([case.sample.whole for case in cases]))
    return _describe(guesses, threshold, "by_author")


def _describe(guesses: Guesses, threshold: float, grouped: str) -> dict[str, Any]:
    return {
        "intent": measure(guesses, threshold),
        "confusion": count_confusion(guesses),
        "calibration": list_bins(guesses),
        grouped: measure_groups(guesses, threshold),
    }


def evaluate_steps(
    samples: Sequence[Sample], pipeline: Pipeline, procedure: Procedure, tell: Tell = say_nothing
) -> dict[str, Any]:
    """Status of the steps, and ready, of authors whom neither the readers of steps nor the weights that vouch for them
    have seen; that the tickets are reports is taken as known."""
    labelled = [sample for sample in samples if sample.record.get("steps")]
    folds = list(read_held_out_steps(labelled, to_status_cases(labelled), to_item_cases(labelled), tell))
    known = Intent({IntentLabel.COMPROMISE: 1.0})
    judged: dict[str, list[Judgement]] = {}
    for fold in folds:
        vouching = fit_vouching([case for other in folds if other is not fold for case in other.cases])
        second = SecondReader({**pipeline.second.models, "steps": fold.second})
        steps = StepReader(fold.statuses, vouching, _fit_other_remarks(samples, fold))
        reader = replace(pipeline, second=second, steps=steps)
        for sample in fold.samples:
            read = reader.read(sample.conversation, known)
            judged.setdefault(sample.author, []).extend(_judge_steps(sample, read, procedure))
    return {
        "all": summarise_steps([one for found in judged.values() for one in found]),
        "by_author": {author: summarise_steps(found) for author, found in sorted(judged.items())},
    }


def _fit_other_remarks(samples: Sequence[Sample], fold: FoldReading) -> RemarkReader:
    """The reader of remarks that has not seen the authors of a part."""
    authors = {sample.author for sample in fold.samples}
    return RemarkReader(SentenceReader(fit_remarks([sample for sample in samples if sample.author not in authors])))


def _judge_steps(sample: Sample, read: Understanding, procedure: Procedure) -> Iterator[Judgement]:
    settled = settle_understanding(procedure, read)
    steps = {step: str(settled[step].status) for step in STEPS}
    result = {"intent": IntentLabel.COMPROMISE, "steps": steps, "ready": is_ready(procedure, read, 0.0)}
    return judge({**sample.record, "id": sample.id}, result)


def summarise_steps(judged: Sequence[Judgement]) -> dict[str, Any]:
    """The part of the summary that is about reports."""
    figures = summarise(judged)
    return {name: figures[name] for name in ("tickets", "steps", "false_ready", "ready_recall")}


def evaluate_second(samples: Sequence[Sample], doubt: Mapping[str, float], folds: int = HALVES) -> dict[str, Any]:
    """For each item how many settled ones the second reading would doubt (``doubted``), and how many open ones it
    would let pass if a rule called them settled (``passed``)."""
    cases = to_item_cases(samples)
    scores = predict_second(cases, folds)
    whole = [case for case in cases if case.sample.whole]
    return {item: _measure_item([c for c in whole if c.item == item], scores, doubt[item]) for item in sorted(doubt)}


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
        "accuracy": to_share(likely == settled),
        "doubted": to_share(~agreed[settled]),
        "passed": to_share(agreed[~settled]),
    }
