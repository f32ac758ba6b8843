"""How likely a step that a message is read to call done is truly done: the signals of both readings of the message, and
that of the second reading of the whole conversation, weighed as one. The weights are learnt from readings of authors
that the readers had not seen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from pathlib import Path

from bot.core.checklist import Status

NAME = "vouching.json"
MODEL = Path(__file__).parents[1] / "model" / NAME
LEARNED, SECOND = "learned", "second"
NAMES = ("bias", *(f"rules {s}" for s in (Status.DONE, Status.PARTIAL, Status.NOT_DONE, Status.UNSTATED)))
NAMES += ("plain", "wide", "weak", LEARNED, SECOND)
BOUNDS: Mapping[str, tuple[float, float]] = {LEARNED: (-2.0, 4.0), SECOND: (-5.0, 2.5)}  # beyond them lies no news
SMALL = 1e-6

Signals = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Vouching:
    """The weight of every signal, in log-odds."""

    weights: Mapping[str, float]

    def weigh(self, signals: Signals) -> float:
        """The probability that the step is done."""
        return _squash(sum(self.weights[name] * value for name, value in signals.items()))

    def add_second(self, likely: float, second: float) -> float:
        """The probability once the second reading's is known as well."""
        return _squash(to_log_odds(likely) + self.weights[SECOND] * to_signal(SECOND, second))


def to_signal(name: str, probability: float) -> float:
    """A probability as a signal: its log-odds within bounds."""
    low, high = BOUNDS[name]
    return min(max(to_log_odds(probability), low), high)


def to_log_odds(probability: float) -> float:
    """Finite for 0 and 1 too."""
    kept = min(max(probability, SMALL), 1 - SMALL)
    return log(kept / (1 - kept))


def _squash(odds: float) -> float:
    return 1 / (1 + exp(-min(max(odds, -30.0), 30.0)))


@lru_cache(maxsize=1)
def load_vouching(path: Path = MODEL) -> Vouching:
    """The shipped weights; OSError where they are not there."""
    return Vouching(json.loads(path.read_text(encoding="utf-8")))
