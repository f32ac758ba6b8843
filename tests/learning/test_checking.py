"""The corpus' records against the labelling guide."""

from typing import Any

import pytest

from bot.learning.checking import agrees_on_ready, find_faults
from bot.nlp.second import STEPS

SETTLED = {
    "email_use": {"status": "complete", "types": ["transactional"]},
    "list_source": {"status": "complete", "urls": ["shop.example"], "risk": False},
    "monthly_volume": {"status": "complete", "low": 900, "high": 900},
}


def an_appeal(**changes: Any) -> dict[str, Any]:
    return {
        "id": "x-001",
        "subject": "Limit",
        "comments": [{"author": "customer", "body": "Receipts, customers of shop.example, 900 a month"}],
        "intent": "probation_appeal",
        "answers": SETTLED,
        "steps": None,
        "ready": True,
        "risk": [],
        **changes,
    }


def a_report(**changes: Any) -> dict[str, Any]:
    report = an_appeal(intent="compromise_report", answers=None, steps=dict.fromkeys(STEPS, "done"))
    return {**report, **changes}


def answered(question: str, **changes: Any) -> dict[str, Any]:
    return {**SETTLED, question: {**SETTLED[question], **changes}}


@pytest.mark.parametrize(
    "record",
    [
        an_appeal(),
        a_report(),
        an_appeal(intent="other", answers=None, ready=False),
        an_appeal(answers=answered("monthly_volume", low=None), evidence={"email_use": ["Receipts"]}),
        an_appeal(
            comments=[{"author": "customer", "body": "<p>Re<b>ceipts</b></p>"}], evidence={"email_use": "receipts"}
        ),
        {"id": "s-1", "kind": "volume", "text": "900", "status": "complete"},
    ],
)
def test_a_record_of_the_guide_has_no_fault(record: dict[str, Any]) -> None:
    assert find_faults([record]) == []


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        (an_appeal(id="no number"), "end in a number"),
        (an_appeal(intent="probation"), "no such intent"),
        (an_appeal(comments=[], subject=""), "nothing is said"),
        (an_appeal(answers=None), "answers belong"),
        (an_appeal(steps={}), "steps belong"),
        (an_appeal(risk=["rude"]), "no such risk"),
        (an_appeal(answers={}), "not the guide's"),
        (an_appeal(answers=answered("email_use", types=[])), "a type is clear"),
        (an_appeal(answers=answered("list_source", urls=["Shop.example"])), "lower case"),
        (an_appeal(answers=answered("monthly_volume", low=1000)), "low before high"),
        (an_appeal(answers=answered("monthly_volume", low=None, high=None)), "has figures"),
        (a_report(steps=dict.fromkeys(STEPS, "yes")), "not the guide's"),
        (an_appeal(ready=False), "ready does not follow"),
        (an_appeal(evidence={"email_use": ["newsletters"]}), "not in the customer's words"),
        ({"id": "s-1", "kind": "joke", "text": "ha"}, "no such kind"),
        ({"id": "s-1", "kind": "volume"}, "no text"),
        ({"id": "s-1", "kind": "intent", "text": "hi"}, "no such intent"),
    ],
)
def test_a_fault_is_named(record: dict[str, Any], fault: str) -> None:
    assert any(fault in found for found in find_faults([record]))


def test_an_id_stands_once() -> None:
    assert find_faults([an_appeal(), a_report()]) == ["x-001: the id stands twice"]


@pytest.mark.parametrize(
    ("record", "agrees"),
    [
        (an_appeal(risk=["secret_in_ticket"]), True),
        (an_appeal(risk=["bad_list"]), False),
        (a_report(risk=["secret_in_ticket"]), True),
        (a_report(risk=["secret_in_ticket"], ready=False), True),
        (a_report(ready=False), False),
        (a_report(steps={**dict.fromkeys(STEPS, "done"), "two_factor": "partial"}), False),
    ],
)
def test_ready_follows_from_the_labels(record: dict[str, Any], agrees: bool) -> None:
    assert agrees_on_ready(record) is agrees
