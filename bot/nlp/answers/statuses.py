"""The learned reading of the three answers, and how it and the rules' reading come to one finding.

It was trained on the corpus over words and the rules' word lists, and knows turns of speech that the rules do not. It
never sees what the rules conclude, so that it can doubt what they call complete."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.core.checklist import Status
from bot.nlp.answers.labels import QUESTIONS, Topic
from bot.nlp.answers.traits import BLOCKS, TraitReader
from bot.nlp.linear import Floats, Linear

NAME = "answers.npz"
MODEL = Path(__file__).parents[1] / "model" / NAME
ORDER = (Status.COMPLETE, Status.PARTIAL, Status.MISSING)
_RARITY_STEP = 1 / 24
_MOST = 127  # of a signed byte


@dataclass(frozen=True, slots=True)
class AnswerReader:
    """A linear model a question over what a message shows of it."""

    models: Mapping[Topic, Linear]

    def predict(self, traits: TraitReader, topic: Topic) -> Floats:
        """The logits of ``ORDER``; behind them, for the use of e-mail, those of transactional and marketing."""
        return self.models[topic].score(traits.read(topic))


def save_answer_reader(reader: AnswerReader, path: Path) -> None:
    """Writes a byte a weight."""
    kept: dict[str, Floats] = {}
    for topic, model in reader.models.items():
        step = np.maximum(np.abs(model.weights).max(axis=1), 1e-6) / _MOST
        kept[f"{topic}.step"] = step.astype(np.float32)
        kept[f"{topic}.weights"] = np.round(model.weights / step[:, None]).astype(np.int8)
        kept[f"{topic}.rarity"] = np.round(model.rarity / _RARITY_STEP).astype(np.uint8)
        kept[f"{topic}.bias"] = model.bias.astype(np.float32)
    np.savez_compressed(path, **kept)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def load_answer_reader(path: Path = MODEL) -> AnswerReader:
    """The shipped reader; OSError where it is not there."""
    with np.load(path, allow_pickle=False) as kept:
        return AnswerReader({topic: _load(kept, topic) for topic in QUESTIONS})


def _load(kept: Mapping[str, Floats], topic: Topic) -> Linear:
    weights = kept[f"{topic}.weights"] * kept[f"{topic}.step"][:, None]
    rarity = kept[f"{topic}.rarity"].astype(np.float32) * np.float32(_RARITY_STEP)
    return Linear(BLOCKS, rarity, weights.astype(np.float16), kept[f"{topic}.bias"])
