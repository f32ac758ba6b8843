"""The small linear reader."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.fitting import average, fit_linear
from bot.nlp.linear import Block, Linear, load_linear, sigmoid, softmax, to_row

BLOCKS = (Block(0, 8), Block(8, 8, 2.0))


def a_text(*columns: int) -> tuple[np.ndarray, np.ndarray]:
    first = np.array([c for c in columns if c < 8], np.int64)
    return first, np.array([c - 8 for c in columns if c >= 8], np.int64)


TEXTS = [a_text(0, 1, 9), a_text(0, 2, 9), a_text(3, 4, 10), a_text(3, 5, 10), a_text(6, 7, 11), a_text(6, 11)] * 5
TARGETS = np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]] * 5, np.float32)


@pytest.fixture(scope="module")
def model() -> Linear:
    return fit_linear(BLOCKS, TEXTS, TARGETS, shared=True)


def test_what_can_be_told_apart_is_learnt(model: Linear) -> None:
    guesses = [int(model.score(text).argmax()) for text in TEXTS]
    assert guesses == list(TARGETS.argmax(axis=1))


def test_the_same_seed_gives_the_same_weights(model: Linear) -> None:
    again = fit_linear(BLOCKS, TEXTS, TARGETS, shared=True)
    assert np.array_equal(model.weights, again.weights)


def test_features_struck_out_leave_what_can_be_learnt() -> None:
    model = fit_linear(BLOCKS, TEXTS, TARGETS, shared=True, dropout=0.5, epochs=40)
    assert [int(model.score(text).argmax()) for text in TEXTS] == list(TARGETS.argmax(axis=1))
    assert not np.array_equal(model.weights, fit_linear(BLOCKS, TEXTS, TARGETS, shared=True, epochs=40).weights)


def test_an_average_scores_as_the_mean(model: Linear) -> None:
    other = fit_linear(BLOCKS, TEXTS, TARGETS, shared=True, seed=8)
    scores = average([model, other]).score(TEXTS[0])
    assert scores == pytest.approx((model.score(TEXTS[0]) + other.score(TEXTS[0])) / 2, abs=1e-5)


def test_a_label_that_is_not_known_is_not_learnt_from() -> None:
    targets = TARGETS[:, :2].copy()
    targets[targets[:, 0] == 0, 0] = np.nan
    model = fit_linear(BLOCKS, TEXTS, targets, shared=False)
    assert model.score(a_text(3, 10))[0] > 0


def test_a_saved_model_scores_alike(model: Linear, tmp_path: Path) -> None:
    model.save(tmp_path / "model.npz")
    kept = load_linear(tmp_path / "model.npz")
    assert kept.blocks == model.blocks
    for text in TEXTS[:6]:
        assert kept.score(text) == pytest.approx(model.score(text), abs=0.1)


def test_a_missing_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_linear(tmp_path / "nothing.npz")


def test_an_empty_text_scores_the_bias(model: Linear) -> None:
    assert model.score(a_text()) == pytest.approx(model.bias)


def test_each_block_has_its_own_length() -> None:
    columns, values = to_row(BLOCKS, a_text(0, 0, 1, 9, 10), np.ones(16))
    lengths = [float(np.sqrt((values[columns < 8] ** 2).sum())), float(np.sqrt((values[columns >= 8] ** 2).sum()))]
    assert lengths == pytest.approx([1.0, 2.0])


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=5))
def test_probabilities_are_probabilities(logits: list[float]) -> None:
    assert softmax(np.array(logits)).sum() == pytest.approx(1.0)
    assert all(0 <= p <= 1 for p in sigmoid(np.array(logits)))
