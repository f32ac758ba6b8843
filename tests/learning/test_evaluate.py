"""The figures of held-out tickets."""

import numpy as np
import pytest

from bot.learning.evaluate import (
    evaluate_left_out,
    evaluate_records,
    evaluate_second,
    evaluate_steps,
    predict_second,
)
from bot.learning.measures import Guesses, count_confusion, list_bins, measure, measure_calibration, measure_groups
from bot.learning.report import render_report
from bot.learning.samples import to_sample
from bot.learning.train import to_intent_cases, to_item_cases
from bot.nlp.pipeline import Pipeline
from bot.nlp.second import QUESTIONS, STEPS
from bot.procedures import load_procedures

APPEAL, COMPROMISE, OTHER = [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]
GUESSES = Guesses(
    np.array(["a", "a", "b", "b"]),
    np.array([APPEAL, COMPROMISE, COMPROMISE, OTHER]),
    np.array([[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.2, 0.35, 0.45], [0.1, 0.1, 0.8]]),
)


def test_figures_of_some_guesses() -> None:
    assert measure(GUESSES, threshold=0.7) == {
        "tickets": 4,
        "accuracy": 0.75,
        "compromise_recall": 0.5,
        "coverage": 0.75,
        "sure": 1.0,
        "decided": 0.6667,
        "ece": pytest.approx(0.2375),
    }


def test_figures_of_one_author() -> None:
    assert measure_groups(GUESSES, threshold=0.7)["a"]["accuracy"] == 1.0


def test_no_guess_at_all_has_figures() -> None:
    assert measure(GUESSES.select(np.zeros(4, bool)), threshold=0.7)["tickets"] == 0


def test_perfect_confidence_has_no_calibration_error() -> None:
    sure = Guesses(GUESSES.groups, GUESSES.targets, GUESSES.targets)
    assert measure_calibration(sure) == 0.0


def test_the_calibration_table_holds_every_ticket_once() -> None:
    bins = list_bins(GUESSES)
    assert [(one["from"], one["tickets"], one["right"]) for one in bins] == [
        (0.4, 1, 0.0),
        (0.8, 2, 1.0),
        (0.9, 1, 1.0),
    ]


def test_confusion_counts_every_pair() -> None:
    confusion = count_confusion(GUESSES)
    assert confusion["compromise_report"] == {"probation_appeal": 0, "compromise_report": 1, "other": 1}
    assert sum(sum(row.values()) for row in confusion.values()) == 4


def test_the_second_reading_is_measured_on_samples_it_has_not_seen() -> None:
    records = [
        {
            "id": f"x-{number:03d}",
            "author": "tester",
            "comments": [
                {"author": "customer", "body": "the key is reset" if number % 4 < 2 else "the key is not reset"}
            ],
            "steps": dict.fromkeys(STEPS, "done" if number % 4 < 2 else "not_done"),
            "answers": {question: {"status": "missing"} for question in QUESTIONS},
        }
        for number in range(1, 41)
    ]
    samples = [to_sample(record) for record in records]
    assert len(predict_second(to_item_cases(samples), folds=2)) == 40 * 7
    figures = evaluate_second(samples, dict.fromkeys(STEPS, 0.5), folds=2)
    assert set(figures) == set(STEPS)
    assert figures["api_key"] == {"tickets": 40, "accuracy": 1.0, "doubted": 0.0, "passed": 0.0}


def a_record(number: int, text: str, intent: str) -> dict:
    return {
        "id": f"x-{number:03d}",
        "author": "tester" if number <= 20 else "another",
        "subject": "",
        "comments": [{"author": "customer", "body": f"{text} {number}"}],
        "intent": intent,
        "answers": None,
        "steps": dict.fromkeys(STEPS, "unstated") if intent == "compromise_report" else None,
        "ready": False,
        "risk": [],
    }


RECORDS = [
    a_record(
        number,
        "our key was stolen, somebody sends spam" if number % 4 < 2 else "please send the invoice as pdf",
        "compromise_report" if number % 4 < 2 else "other",
    )
    for number in range(1, 41)
]


def test_authors_left_out_are_measured_by_author() -> None:
    cases = to_intent_cases([to_sample(record) for record in RECORDS])
    folds = [0 if case.sample.author == "another" else -1 for case in cases]
    figures = evaluate_left_out(cases, folds, 0.6)
    assert figures["intent"]["tickets"] == 20
    assert figures["intent"]["accuracy"] == 1.0
    assert set(figures["by_author"]) == {"another"}


def a_report(number: int, text: str, status: str) -> dict:
    steps = dict.fromkeys(STEPS, status)
    record = {**a_record(number, text, "compromise_report"), "answers": None, "steps": steps}
    return {**record, "ready": status == "done", "risk": []}


def test_steps_are_measured_by_readers_that_have_not_seen_the_author(pipeline: Pipeline) -> None:
    done, open_ = (
        "Key, SMTP, user passwords and 2FA are all reset and on.",
        "We have not reset the key or anything else yet.",
    )
    samples = [
        to_sample(a_report(at, done if at % 2 else open_, "done" if at % 2 else "not_done")) for at in range(1, 41)
    ]
    [procedure] = [one for one in load_procedures() if one.intent == "compromise_report"]
    figures = evaluate_steps(samples, pipeline, procedure)
    assert figures["all"]["tickets"] == len(samples)
    assert figures["all"]["false_ready"] == 0
    assert set(figures["by_author"]) == {"tester", "another"}


def test_labelled_tickets_are_measured_as_the_product_reads_them(pipeline: Pipeline) -> None:
    wrong = a_record(50, "Please send the invoice for March as a pdf.", "compromise_report")
    figures = evaluate_records([*RECORDS[:4], wrong], pipeline, load_procedures(), 0.6)
    assert figures["summary"]["tickets"] == 5
    assert figures["figures"]["intent"] == {"rate": 0.8, "of": 5}
    assert figures["confusion"]["compromise_report"]["other"] == 1
    assert figures["by_language"]["en"]["tickets"] == 5
    [miss] = [miss for miss in figures["misses"] if miss["figure"] == "intent"]
    assert miss["ticket"] == "x-050"
    assert miss["quotes"] == ["Please send the invoice for March as a pdf. 50"]


def test_a_report_is_text_with_a_line_for_each_miss() -> None:
    told = render_report({"file": {"intent": {"rate": 0.5}, "misses": [{"ticket": "x-1"}, {"ticket": "x-2"}], "of": 2}})
    assert told.split("\n") == ["file", "  intent: rate 0.5", "  misses", "    ticket x-1", "    ticket x-2", "  of: 2"]
