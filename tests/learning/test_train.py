"""Training from a corpus to a model folder."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.core.conversation import Conversation
from bot.learning.checking import find_faults
from bot.learning.samples import CORPUS, choose_folds, hash_corpus, load_corpus, to_sample
from bot.learning.train import fit_calibration, fit_intent, predict_held_out, to_intent_cases, to_item_cases, train
from bot.nlp.intent import load_intent_reader
from bot.nlp.pipeline import MODEL
from bot.nlp.second import QUESTIONS, STEPS, load_second_reader
from tests.builders import a_message

WORDS = {
    "probation_appeal": "please lift the hourly limit on our account, receipts, customers sign up, 900 a month",
    "compromise_report": "our api key was stolen, the key is reset, smtp reset, passwords reset, 2fa is on",
    "other": "please send the invoice as a pdf",
}


def a_record(number: int, intent: str) -> dict[str, Any]:
    answer = {"status": "complete"}
    return {
        "id": f"x-{number:03d}",
        "author": "tester",
        "subject": "",
        "comments": [{"author": "customer", "body": f"{WORDS[intent]} {number}"}],
        "intent": intent,
        "answers": dict.fromkeys(("email_use", "list_source", "monthly_volume"), answer)
        if "appeal" in intent
        else None,
        "steps": dict.fromkeys(("api_key", "smtp_credentials", "user_passwords", "two_factor"), "done")
        if "compromise" in intent
        else None,
    }


def write_corpus(folder: Path, records: list[dict[str, Any]]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "tester.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def test_a_trained_folder_can_be_loaded_and_reads(tmp_path: Path) -> None:
    records = [a_record(at, intent) for at, intent in enumerate(list(WORDS) * 8, 1)]
    write_corpus(tmp_path / "corpus", records)
    told: list[str] = []
    meta = train(tmp_path / "corpus", tmp_path / "model", told.append)
    assert told
    assert meta["intent"]["held_out"]["tickets"] == len(records)
    assert json.loads((tmp_path / "model" / "meta.json").read_text(encoding="utf-8"))["corpus"] == meta["corpus"]
    reader = load_intent_reader(tmp_path / "model")
    for intent, words in WORDS.items():
        assert reader.predict_intent(Conversation((a_message(words),))).label == intent
    settled = load_second_reader(tmp_path / "model").predict_settled(Conversation((a_message(WORDS["other"]),)))
    assert len(settled) == 7


def test_training_again_gives_the_same_answers(tmp_path: Path) -> None:
    cases = to_intent_cases([to_sample(a_record(at, intent)) for at, intent in enumerate(list(WORDS) * 4, 1)])
    assert np.array_equal(fit_intent(cases).weights, fit_intent(cases).weights)


def test_the_calibration_is_the_heat_that_fits() -> None:
    logits = np.array([[4.0, 0.0, 0.0], [4.0, 0.0, 0.0], [0.0, 4.0, 0.0], [0.0, 0.0, 4.0]])
    right, half = np.eye(3)[[0, 0, 1, 2]], np.eye(3)[[0, 2, 1, 0]]
    assert fit_calibration(logits, right).temperature < fit_calibration(logits, half).temperature


def test_no_ticket_is_read_by_a_model_that_saw_it() -> None:
    cases = to_intent_cases([to_sample(a_record(at, intent)) for at, intent in enumerate(list(WORDS) * 4, 1)])
    odd_one = replace(cases[0], sample=replace(cases[0].sample, intent="other"))  # an appeal, labelled wrong
    logits = predict_held_out([odd_one, *cases[1:]], [0, *[-1] * (len(cases) - 1)])
    assert logits[0].argmax() == 0
    assert not logits[1:].any()


@pytest.mark.parametrize(
    ("snippet", "intent", "settled"),
    [
        ({"kind": "volume", "text": "12000", "status": "complete"}, None, {"monthly_volume": 1.0}),
        ({"kind": "source", "text": "a partner", "status": "partial"}, None, {"list_source": 0.0}),
        ({"kind": "use", "text": "receipts", "status": "complete"}, None, {"email_use": 1.0}),
        ({"kind": "steps", "text": "key reset", "steps": {"api_key": "done"}}, None, {"api_key": 1.0}),
        ({"kind": "intent", "text": "hello", "subject": "hi", "intent": "other"}, "other", {}),
    ],
)
def test_snippets_are_samples_too(snippet: dict[str, Any], intent: str | None, settled: dict[str, float]) -> None:
    sample = to_sample({"id": "s-1", **snippet})
    assert (sample.intent, dict(sample.settled), sample.whole) == (intent, settled, False)


def test_an_item_is_a_case_of_its_own() -> None:
    cases = to_item_cases([to_sample(a_record(1, "compromise_report"))])
    assert {case.item: case.settled for case in cases} == dict.fromkeys(STEPS, 1.0)


def test_a_wrong_line_of_the_corpus_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "a-1", "comments": []}\n{"id": "a-2"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.jsonl, line 2"):
        load_corpus(tmp_path)


def test_near_pairs_are_in_one_fold() -> None:
    samples = [to_sample(a_record(number, "other")) for number in range(1, 41)]
    folds = choose_folds(samples, 4)
    assert folds[0::2] == folds[1::2]
    assert set(folds) == {0, 1, 2, 3}


def test_the_shipped_model_was_trained_on_the_shipped_corpus_and_thesaurus() -> None:
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    assert meta["corpus"] == hash_corpus()


def test_the_shipped_corpus_has_every_intent_and_item_and_keeps_to_the_guide() -> None:
    texts = [file.read_text(encoding="utf-8") for file in CORPUS.glob("*.jsonl")]
    records = [json.loads(line) for text in texts for line in text.split("\n") if line]
    assert {record.get("intent") for record in records} == {*WORDS, None}
    assert {item for record in records for item in record.get("answers") or record.get("steps") or {}} == {
        *QUESTIONS,
        *STEPS,
    }
    assert find_faults(records) == []
