"""How a linear reader's weights are found: plain stochastic descent, seeded."""

from collections.abc import Sequence

import numpy as np

from bot.nlp.linear import Block, Buckets, Floats, Linear, Row, sigmoid, softmax, to_row


def measure_rarity(blocks: Sequence[Block], texts: Sequence[Buckets]) -> Floats:
    """The inverse document frequency of every column, never seen ones being the rarest."""
    seen = np.zeros(sum(block.size for block in blocks), np.int64)
    for buckets in texts:
        for block, found in zip(blocks, buckets, strict=True):
            seen[np.unique(found) + block.start] += 1
    return np.log((1 + len(texts)) / (1 + seen)) + 1


def fit_linear(
    blocks: tuple[Block, ...],
    texts: Sequence[Buckets],
    targets: Floats,
    *,
    shared: bool,
    penalty: float = 3e-6,
    epochs: int = 12,
    rate: float = 1.0,
    importance: Floats | None = None,
    dropout: float = 0.0,
    seed: int = 7,
) -> Linear:
    """A model of ``targets`` (texts by labels, 0 to 1; a NaN is not learnt from): labels that exclude each other are
    ``shared`` (softmax), others stand alone. ``dropout`` is the share of features struck out at each look at a text,
    so that none is leant on alone. The average of the second half of the descent is kept."""
    rarity = measure_rarity(blocks, texts)
    rows = [to_row(blocks, buckets, rarity) for buckets in texts]
    labels, columns = targets.shape[1], len(rarity)
    weights, bias = np.zeros((columns, labels), np.float32), np.zeros(labels, np.float32)
    total, total_bias, summed = np.zeros_like(weights), np.zeros_like(bias), 0
    order = np.random.default_rng(seed)
    shrunk, step = 1.0, 0  # the true weights are shrunk * weights: the penalty costs nothing per sample
    for epoch in range(epochs):
        for at in order.permutation(len(rows)):
            place, value = _strike_out(rows[at], dropout, order) if dropout else rows[at]
            pace = rate / (1 + rate * penalty * step)
            step += 1
            gap = np.nan_to_num(_squash(shrunk * (value @ weights[place]) + bias, shared) - targets[at])
            if importance is not None:
                gap = gap * importance[at]
            shrunk *= 1 - pace * penalty
            weights[place] -= np.outer(value, (pace / shrunk) * gap)
            bias -= 0.05 * pace * gap
        if 2 * epoch >= epochs:
            total += shrunk * weights
            total_bias += bias
            summed += 1
    return Linear(blocks, rarity, (total / summed).T.copy(), total_bias / summed)


def _strike_out(row: Row, share: float, order: np.random.Generator) -> Row:
    """A row without a share of its features, the others raised to make up for them."""
    columns, weights = row
    kept = order.random(len(columns)) >= share
    return columns[kept], weights[kept] / np.float32(1 - share)


def average(models: Sequence[Linear]) -> Linear:
    """One model that scores as the mean of models trained on the same texts with different seeds."""
    weights = sum((model.weights for model in models[1:]), models[0].weights) / len(models)
    bias = sum((model.bias for model in models[1:]), models[0].bias) / len(models)
    return Linear(models[0].blocks, models[0].rarity, weights, bias)


def _squash(logits: Floats, shared: bool) -> Floats:
    return softmax(logits) if shared else sigmoid(logits)
