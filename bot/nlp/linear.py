"""A small linear reader: hashed features in, one logit per label out (`bot/learning/fitting.py` makes its weights)."""

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


def sigmoid(logits: Floats) -> Floats:
    """Probabilities that stand alone."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))


def softmax(logits: Floats) -> Floats:
    """Probabilities that sum to 1."""
    raised = np.exp(logits - logits.max())
    return np.asarray(raised / raised.sum())
