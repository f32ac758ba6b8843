"""Training: from the corpus to the model folder. Seeded; about two minutes on one core."""

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch  # type: ignore[attr-defined]

from bot.nlp import gist, second
from bot.nlp.gist import Gist, to_buckets, to_gist
from bot.nlp.intent import LABELS, Bag, Mix, list_labels, to_bag_doc
from bot.nlp.linear import Buckets, Floats, Linear, fit_linear, softmax
from bot.nlp.samples import CORPUS, Sample, choose_folds, hash_corpus, load_corpus
from bot.nlp.second import MODEL_NAMES, to_item_buckets, to_model_name, to_turns

MODEL = Path(__file__).with_name("model")
SEED = 7
FOLDS = 4
LEAN = (0.0, 0.5, 0.0)  # towards compromise: a lost report can re-arm an attacker, a false one costs one mail
BAG_ROUNDS = 6
BAG_CONFIG = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": True,
    "ngram_size": 3,
    "no_output_layer": False,
    "length": 1 << 16,
}


@dataclass(frozen=True, slots=True)
class IntentCase:
    """A sample made ready for the intent readers."""

    sample: Sample
    gist: Gist
    buckets: Buckets

    @property
    def intent(self) -> str:
        """The label."""
        return str(self.sample.intent)


@dataclass(frozen=True, slots=True)
class ItemCase:
    """One item of a sample made ready for the second reader."""

    sample: Sample
    item: str
    buckets: Buckets
    settled: float


def to_intent_cases(samples: Sequence[Sample]) -> list[IntentCase]:
    """The samples that are labelled for intent."""
    gists = ((sample, to_gist(sample.conversation)) for sample in samples if sample.intent)
    return [IntentCase(sample, text, to_buckets(text)) for sample, text in gists]


def to_item_cases(samples: Sequence[Sample]) -> list[ItemCase]:
    """Every item that a sample is labelled for."""
    return [
        ItemCase(sample, item, to_item_buckets(item, turns), settled)
        for sample, turns in ((sample, to_turns(sample.conversation)) for sample in samples if sample.settled)
        for item, settled in sample.settled.items()
    ]


def fit_intent_linear(cases: Sequence[IntentCase]) -> Linear:
    """The linear half of the intent reader."""
    targets = list_labels([case.intent for case in cases])
    return fit_linear(gist.BLOCKS, [case.buckets for case in cases], targets, shared=True, seed=SEED)


def fit_intent_bag(cases: Sequence[IntentCase]) -> Language:
    """The bag-of-words half, a spaCy pipeline of one component."""
    fix_random_seed(SEED)
    nlp = spacy.blank("en")
    pipe = nlp.add_pipe("textcat", config={"model": BAG_CONFIG})
    for label in LABELS:
        pipe.add_label(str(label))  # type: ignore[attr-defined]
    examples = [_to_example(nlp, case) for case in cases]
    optimizer = nlp.initialize(lambda: examples[:50])
    optimizer.learn_rate = 0.002
    order = random.Random(SEED)  # noqa: S311 - no secret hangs on it
    for _ in range(BAG_ROUNDS):
        order.shuffle(examples)
        for batch in minibatch(examples, 32):  # type: ignore[no-untyped-call]
            nlp.update(batch, sgd=optimizer, drop=0.3)
    return nlp


def _to_example(nlp: Language, case: IntentCase) -> Example:
    cats = {str(label): float(case.intent == label) for label in LABELS}
    return Example.from_dict(to_bag_doc(nlp.vocab, case.gist.own), {"cats": cats})


def fit_second(cases: Sequence[ItemCase], name: str) -> Linear:
    """One model of the second reader."""
    own = [case for case in cases if to_model_name(case.item) == name]
    targets = np.array([[case.settled] for case in own], np.float32)
    return fit_linear(second.BLOCKS, [case.buckets for case in own], targets, shared=False, seed=SEED)


def predict_held_out(
    cases: Sequence[IntentCase], folds: Sequence[int], only: int | None = None
) -> tuple[Floats, Floats]:
    """Both readers' probabilities for every case, each read by models that never saw its fold; zeros for the other
    folds where ``only`` names one."""
    linear, bag = np.zeros((len(cases), 3)), np.zeros((len(cases), 3))
    for fold in sorted(set(folds)) if only is None else (only,):
        seen = [case for case, other in zip(cases, folds, strict=True) if other != fold]
        model, words = fit_intent_linear(seen), Bag(fit_intent_bag(seen))
        for at in (at for at, other in enumerate(folds) if other == fold):
            linear[at] = softmax(model.score(cases[at].buckets))
            bag[at] = words.predict(cases[at].gist.own)
    return linear, bag


def fit_mix(linear: Floats, bag: Floats, targets: Floats) -> Mix:
    """The weight and temperature under which the labels of tickets not seen in training are likeliest."""
    candidates = [Mix(share / 20, heat / 20) for share in range(2, 13) for heat in range(8, 31)]
    best = min(candidates, key=lambda mix: _measure_surprise(mix, linear, bag, targets))
    return replace(best, lean=LEAN)


def _measure_surprise(mix: Mix, linear: Floats, bag: Floats, targets: Floats) -> float:
    blended = np.array([mix.blend(one, other) for one, other in zip(linear, bag, strict=True)])
    return float(-np.log((blended * targets).sum(axis=1)).mean())


def train(corpus: Path = CORPUS, out: Path = MODEL) -> dict[str, Any]:
    """Trains on the whole corpus, writes the model folder, returns what is known of it (also in ``meta.json``)."""
    samples = load_corpus(corpus)
    out.mkdir(parents=True, exist_ok=True)
    mix = _train_intent(to_intent_cases(samples), out)
    items = to_item_cases(samples)
    for name in MODEL_NAMES:
        fit_second(items, name).save(out / f"second_{name}.npz")
    meta = {"corpus": hash_corpus(corpus), "samples": len(samples), "intent": asdict(mix)}
    (out / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    return meta


def _train_intent(cases: Sequence[IntentCase], out: Path) -> Mix:
    folds = choose_folds([case.sample for case in cases], FOLDS)
    mix = fit_mix(*predict_held_out(cases, folds), list_labels([case.intent for case in cases]))
    fit_intent_linear(cases).save(out / "intent.npz")
    fit_intent_bag(cases).to_disk(out / "intent_bag", exclude=["vocab", "tokenizer"])
    (out / "intent.json").write_text(json.dumps(asdict(mix), indent=1) + "\n", encoding="utf-8")
    return mix
