"""How readings of labelled tickets are judged."""

from typing import Any

import pytest

from bot.learning.scoring import Counts, judge, score
from bot.nlp.second import STEPS


def an_appeal(intent: str = "probation_appeal", ready: bool = True, **volume: Any) -> dict[str, Any]:
    return {
        "id": "x-1",
        "intent": intent,
        "answers": {
            "email_use": {"status": "complete", "types": ["marketing", "transactional"]},
            "list_source": {"status": "complete", "urls": ["shop.example"], "risk": False},
            "monthly_volume": {"status": "complete", "low": 1000, "high": 2000, **volume},
        },
        "steps": None,
        "ready": ready,
        "risk": [],
    }


A_REPORT = {
    "id": "x-2",
    "intent": "compromise_report",
    "steps": dict.fromkeys(STEPS, "done"),
    "ready": False,
    "risk": [],
}


def test_what_is_read_right_is_judged_right() -> None:
    assert all(one.right for one in judge(an_appeal(), an_appeal()))
    assert len(list(judge(an_appeal(), an_appeal()))) == 8


def test_nothing_read_is_wrong_everywhere_but_never_falsely_ready() -> None:
    wrong = [one.figure for one in judge(an_appeal(), {}) if not one.right]
    assert "list_source.risk" not in wrong
    assert len(wrong) == 7
    assert [one.right for one in judge(A_REPORT, {})] == [False, True, False, False, False, False]


@pytest.mark.parametrize(
    ("low", "high", "right"),
    [(1000, 2000, True), (1100, 1800, True), (1101, 2000, False), (1000, None, False), (None, None, False)],
)
def test_a_volume_is_right_within_a_tenth(low: int | None, high: int | None, right: bool) -> None:
    [figure] = [
        one for one in judge(an_appeal(), an_appeal(low=low, high=high)) if one.figure == "monthly_volume.figure"
    ]
    assert figure.right is right


def test_an_open_bound_has_to_be_left_open() -> None:
    [figure] = [one for one in judge(an_appeal(low=None), an_appeal(low=None)) if one.figure == "monthly_volume.figure"]
    assert figure.right


def test_the_figures_of_several_tickets() -> None:
    falsely = {**A_REPORT, "ready": True, "risk": ["bad_list"]}
    figures = score([(an_appeal(), an_appeal("other")), (A_REPORT, falsely)])
    assert figures["summary"] == {
        "tickets": 2,
        "intent": 0.5,
        "answers": 1.0,
        "steps": 1.0,
        "volume": 1.0,
        "false_ready": 1,
        "ready_recall": 1.0,
    }
    assert figures["intents"]["compromise_report"]["f1"] == 1.0
    assert figures["intents"]["probation_appeal"]["recall"] == 0.0
    assert figures["risks"]["bad_list"] == {"wanted": 0, "precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert figures["urls"]["recall"] == 1.0
    assert [miss.figure for miss in figures["misses"]] == ["intent", "ready.false"]


def test_counts_know_hits_false_ones_and_misses() -> None:
    counts = Counts().count(["a", "b"], ["b", "c"]).count(["d"], ["d"])
    assert counts == Counts(hits=2, false=1, missed=1)
    assert counts.describe() == {"wanted": 3, "precision": 0.6667, "recall": 0.6667, "f1": 0.6667}
