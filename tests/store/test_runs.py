"""Runs: planned, replaced, sent; what they leave for the next decision."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from bot.core.decision import Action, History
from bot.core.tags import Overrides, State
from bot.store.runs import (
    PlannedRun,
    load_history,
    load_planned,
    load_runs,
    save_observed,
    save_planned,
    save_sent,
)

TICKET = 42


def a_run(key: str = "run", **fields: object) -> PlannedRun:
    """A question to the customer, unless told otherwise."""
    run = PlannedRun(
        key=key,
        ticket_id=TICKET,
        message_id="comment:1",
        mode="reply",
        intent="probation_appeal",
        intent_score=0.9625,
        action=Action.ASK,
        reason="items_missing",
        items=["monthly_volume"],
        findings=[{"item": "email_use", "evidence": [["comment:1", 0, 2, "we"]]}],
        risks=[],
        known="known",
        ticket_state=State.WAITING,
        tags_left=["reinstate_appeal", "reinstate_waiting"],
        tags_removed=[],
        tags_added=[],
        reply="<p>Hello</p>",
        note=None,
        remarks=[],
        versions={"rules": "1"},
    )
    return replace(run, **fields)


def send(engine: Engine, run: PlannedRun, replied: bool = True) -> None:
    assert save_planned(engine, run)
    save_sent(engine, run.key, replied)


def load_states(engine: Engine) -> dict[str, str]:
    return {run["key"]: run["state"] for run in load_runs(engine, TICKET)}


def test_run_is_loaded_as_it_was_planned(engine):
    run = a_run(note="<p>Note</p>", tags_removed=["a"], tags_added=["b"])
    save_planned(engine, run)
    [loaded] = load_runs(engine, TICKET)
    assert {name: loaded[name] for name in PlannedRun.__slots__} == {n: getattr(run, n) for n in PlannedRun.__slots__}
    assert (loaded["state"], loaded["replied"], loaded["sent_at"]) == ("planned", False, None)
    assert loaded["planned_at"].utcoffset().total_seconds() == 0


@pytest.mark.parametrize("odd", ["nul \x00", "half a \ud83d", "\udfff", "quote ' \" \\ ; --", "é ☃ 😀 \u202e"])
def test_any_text_of_a_customer_can_be_stored(engine, odd):
    save_planned(engine, a_run(reply=odd, note=odd, findings=[{"quote": odd}]))
    [loaded] = load_runs(engine, TICKET)
    shown = odd.replace("\x00", "\ufffd").replace("\ud83d", "\ufffd").replace("\udfff", "\ufffd")
    assert (loaded["reply"], loaded["note"], loaded["findings"]) == (shown, shown, [{"quote": odd}])


def test_new_plan_replaces_the_tickets_earlier_one_alone(engine):
    save_planned(engine, a_run("one"))
    save_planned(engine, a_run("other", ticket_id=7))
    save_planned(engine, a_run("two", reply=None))
    assert load_states(engine) == {"one": "replaced", "two": "planned"}
    assert [(run.key, run.replies) for run in load_planned(engine, TICKET)] == [("two", False)]
    assert [(run.key, run.replies) for run in load_planned(engine, 7)] == [("other", True)]


def test_same_run_planned_again_is_one_row_with_the_newest_words(engine):
    save_planned(engine, a_run("one", reply="old"))
    save_planned(engine, a_run("two"))
    save_planned(engine, a_run("one", reply="new"))
    assert load_states(engine) == {"one": "planned", "two": "replaced"}
    assert load_runs(engine, TICKET)[0]["reply"] == "new"


def test_run_that_was_sent_is_not_planned_again(engine):
    send(engine, a_run("one"))
    save_planned(engine, a_run("two", message_id="comment:2"))
    assert not save_planned(engine, a_run("one", reply="new"))
    assert load_states(engine) == {"one": "sent", "two": "planned"}
    assert load_runs(engine, TICKET)[0]["reply"] == "<p>Hello</p>"


def test_same_run_planned_by_eight_threads_is_one_row(engine):
    together = Barrier(8)

    def plan(_number: int) -> bool:
        together.wait()
        try:
            return save_planned(engine, a_run())
        except IntegrityError:  # two who both found no row yet: the one that comes late is told
            return False

    with ThreadPoolExecutor(8) as pool:
        assert any(pool.map(plan, range(8)))
    assert load_states(engine) == {"run": "planned"}


def test_second_reply_to_one_message_is_not_even_planned(engine):
    send(engine, a_run("one"))
    assert save_planned(engine, a_run("two")) is False
    assert load_states(engine) == {"one": "sent"}


def test_second_reply_to_one_message_that_was_planned_before_the_first_is_refused(engine):
    save_planned(engine, a_run("one"))
    save_planned(engine, a_run("two"))
    save_sent(engine, "one", replied=True)
    with pytest.raises(IntegrityError):
        save_sent(engine, "two", replied=True)
    assert load_states(engine) == {"one": "sent", "two": "planned"}


@pytest.mark.parametrize(
    ("second", "replied"),
    [
        (a_run("two", message_id="comment:2"), True),
        (a_run("two", ticket_id=7), True),
        (replace(a_run("two"), reply=None), False),
    ],
    ids=["another message", "another ticket", "no reply"],
)
def test_what_is_no_second_reply_to_one_message_is_sent(engine, second, replied):
    send(engine, a_run("one"))
    send(engine, second, replied)


def test_ticket_without_a_sent_run_has_no_history(engine):
    assert load_history(engine, TICKET) == History()
    save_planned(engine, a_run())
    assert load_history(engine, TICKET) == History()
    save_observed(engine, "run")
    assert load_history(engine, TICKET) == History()
    assert load_states(engine) == {"run": "observed"}


def test_history_is_the_newest_sent_runs(engine):
    send(engine, a_run("one"))
    newest = a_run("two", message_id="comment:2", action=Action.READY, reason="complete", known="more")
    newest = replace(newest, ticket_state=State.READY)
    send(engine, replace(newest, tags_left=["reinstate_ready"], tags_removed=["a"], tags_added=["b"]))
    save_planned(engine, a_run("three", message_id="comment:3"))
    assert load_history(engine, TICKET) == History(
        state=State.READY,
        tags_left=frozenset({"reinstate_ready"}),
        overrides=Overrides(frozenset({"a"}), frozenset({"b"})),
        rounds_asked=1,
        ready_told=True,
        known="more",
        reason="complete",
        run_key="two",
        read_to="comment:2",
    )


def test_history_counts_only_what_the_customer_was_sent(engine):
    for number in range(3):
        send(engine, a_run(f"asked {number}", message_id=f"comment:{number}"))
    send(engine, a_run("noted", message_id="comment:8"), replied=False)
    send(engine, a_run("elsewhere", ticket_id=7))
    send(engine, a_run("ready", message_id="comment:9", action=Action.READY), replied=False)
    history = load_history(engine, TICKET)
    assert (history.rounds_asked, history.ready_told) == (3, False)


@pytest.mark.parametrize(
    ("told", "rounds", "ready_told"),
    [(["ask", "ready"], 1, True), (["ready", "ask"], 1, False), (["ask", "ready", "ask", "ready"], 2, True)],
)
def test_ready_reply_counts_until_something_was_asked_again(engine, told, rounds, ready_told):
    for number, action in enumerate(told):
        send(engine, a_run(f"run {number}", message_id=f"comment:{number}", action=action))
    history = load_history(engine, TICKET)
    assert (history.rounds_asked, history.ready_told) == (rounds, ready_told)


def test_run_without_a_state_leaves_none(engine):
    send(engine, a_run(ticket_state=None, tags_left=[]), replied=False)
    assert load_history(engine, TICKET).state is None
