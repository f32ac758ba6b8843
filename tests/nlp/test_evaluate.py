"""The figures of held-out tickets."""

import numpy as np
import pytest

from bot.nlp.evaluate import Guesses, count_confusion, evaluate_second, measure, measure_calibration, predict_second
from bot.nlp.samples import to_sample
from bot.nlp.second import QUESTIONS, STEPS
from bot.nlp.train import to_item_cases

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
        "ece": pytest.approx(0.2375),
    }


def test_figures_of_one_author() -> None:
    assert measure(GUESSES.select(GUESSES.authors == "a"), threshold=0.7)["accuracy"] == 1.0


def test_no_guess_at_all_has_figures() -> None:
    assert measure(GUESSES.select(np.zeros(4, bool)), threshold=0.7)["tickets"] == 0


def test_perfect_confidence_has_no_calibration_error() -> None:
    sure = Guesses(GUESSES.authors, GUESSES.targets, GUESSES.targets)
    assert measure_calibration(sure) == 0.0


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
