"""A small linear reader: hashed features in, one logit per label out. Trained by plain stochastic descent."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Buckets = Sequence[NDArray[np.int64]]  # hashed features of a text, block by block
Row = tuple[NDArray[np.int64], NDArray[np.float32]]  # columns, each once, and their weights


@dataclass(frozen=True, slots=True)
class Block:
    """A range of columns that is weighed and brought to one length on its own: words, letters, concepts."""

    start: int
    size: int
    scale: float = 1.0


def to_row(blocks: Sequence[Block], buckets: Buckets, rarity: Floats) -> Row:
    """One text's features: per block the logarithm of the counts, times rarity, to length ``scale``."""
    placed = np.concatenate([found + block.start for block, found in zip(blocks, buckets, strict=True)])
    columns, counts = np.unique(placed, return_counts=True)
    weights = (1 + np.log(counts)) * rarity[columns]
    ends = np.searchsorted(columns, [block.start + block.size for block in blocks])
    start = 0
    for block, end in zip(blocks, ends, strict=True):
        own = weights[start:end]
        own *= block.scale / (float(np.sqrt(own @ own)) or 1.0)
        start = end
    return columns, weights.astype(np.float32)


def measure_rarity(blocks: Sequence[Block], texts: Sequence[Buckets]) -> Floats:
    """The inverse document frequency of every column, never seen ones being the rarest."""
    seen = np.zeros(sum(block.size for block in blocks), np.int64)
    for buckets in texts:
        for block, found in zip(blocks, buckets, strict=True):
            seen[np.unique(found) + block.start] += 1
    return np.log((1 + len(texts)) / (1 + seen)) + 1


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of shape (labels, columns), a bias per label, the rarity of every column."""

    blocks: tuple[Block, ...]
    rarity: Floats
    weights: Floats
    bias: Floats

    def score(self, buckets: Buckets) -> Floats:
        """The logit of each label."""
        columns, values = to_row(self.blocks, buckets, self.rarity)
        return self.weights[:, columns].astype(np.float32) @ values + self.bias

    def save(self, path: Path) -> None:
        """Writes half-precision numbers cut to six significant bits: they take half the room, and what each is off by
        averages out over a text's features."""
        layout = np.array([(b.start, b.size, b.scale) for b in self.blocks], np.float64)
        np.savez_compressed(
            path,
            layout=layout,
            bias=self.bias.astype(np.float32),
            rarity=_cut(self.rarity),
            weights=_cut(self.weights),
        )


def _cut(numbers: Floats) -> NDArray[np.float16]:
    """Half-precision numbers, rounded, without their last five bits."""
    bits = numbers.astype(np.float16).view(np.uint16).astype(np.uint32) + 16
    return (np.minimum(bits, 0xFFFF) & 0xFFE0).astype(np.uint16).view(np.float16)


def load_linear(path: Path) -> Linear:
    """A saved model; OSError where there is none."""
    with np.load(path, allow_pickle=False) as kept:
        blocks = tuple(Block(int(start), int(size), float(scale)) for start, size, scale in kept["layout"])
        return Linear(blocks, kept["rarity"].astype(np.float32), kept["weights"], kept["bias"])


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


def sigmoid(logits: Floats) -> Floats:
    """Probabilities that stand alone."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))


def softmax(logits: Floats) -> Floats:
    """Probabilities that sum to 1."""
    raised = np.exp(logits - logits.max())
    return np.asarray(raised / raised.sum())
