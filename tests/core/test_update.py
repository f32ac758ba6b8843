"""What a decision does to a ticket: the decision table's columns, by mode (DESIGN.md, decision table)."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.core.checklist import Procedure
from bot.core.conversation import Author, Conversation, Secret
from bot.core.decision import Action, Decision, History, Ticket, digest_findings
from bot.core.tags import OUTCOMES, SECRET, STATES, Overrides, State
from bot.core.understanding import IntentLabel, RiskKind, Understanding, settle_understanding
from bot.core.update import Mode, ReplyKind, Update, decide_tags, plan_update
from tests.builders import (
    APPEAL,
    COMPROMISE,
    a_complete_understanding,
    a_conversation,
    a_finding,
    a_message,
    a_risk,
    a_ticket,
    an_intent,
    an_understanding,
)

REQUESTER, THIRD_PARTY, AGENT, BOT, SYSTEM = Author
READY, WAITING, PERSON = State
OBSERVE, SUGGEST, REPLY = Mode
COMPLETE = a_complete_understanding()
INCOMPLETE = an_understanding(APPEAL)
ANSWERED = a_conversation(REQUESTER, AGENT, REQUESTER)
ASK = Decision(Action.ASK, "items_missing", ("email_use", "monthly_volume"))
TAKE_BACK = Decision(Action.ASK, "taken_back", ("monthly_volume",))
TELL_READY = Decision(Action.READY, "complete")
UNCLEAR = Decision(Action.HAND_OFF, "intent_unclear")
APPEAL_TAG, COMPROMISE_TAG = "reinstate_appeal", "reinstate_compromise"
EMAIL_USE, VOLUME = "reinstate_missing_email_use", "reinstate_missing_monthly_volume"


def hand_off(reason: str) -> Decision:
    return Decision(Action.HAND_OFF, reason)


def plan(
    decision: Decision,
    mode: Mode = REPLY,
    understanding: Understanding = COMPLETE,
    ticket: Ticket | None = None,
    conversation: Conversation | None = None,
    history: History | None = None,
    procedure: Procedure | None = APPEAL,
) -> Update:
    return plan_update(
        decision,
        mode,
        procedure,
        understanding,
        ticket or a_ticket("vip"),
        conversation or a_conversation(),
        history or History(),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table as it stands there: reply, note, status and own tags in mode reply, no agent's answer yet."""

    decision: Decision
    reply: ReplyKind | None
    note: bool
    status: str
    own: frozenset[str]
    understanding: Understanding = COMPLETE
    before: State | None = None


def a_row(decision: Decision, reply: ReplyKind | None, note: bool, status: str, own: set[str], **fields: Any) -> Row:
    return Row(decision, reply, note, status, frozenset(own), **fields)


def with_risk(kind: RiskKind) -> Understanding:
    return replace(COMPLETE, risks=(a_risk(kind),))


RISKY = {APPEAL_TAG, PERSON, "reinstate_risk"}
ROWS = {
    "intent_unclear": a_row(UNCLEAR, None, True, "open", {PERSON}),
    "asks_person": a_row(hand_off("asks_person"), None, True, "open", {APPEAL_TAG, PERSON}),
    "prompt_injection": a_row(
        hand_off("prompt_injection"), None, True, "open", RISKY, understanding=with_risk(RiskKind.STEERING)
    ),
    "bad_list": a_row(hand_off("bad_list"), None, True, "open", RISKY, understanding=with_risk(RiskKind.BAD_LIST)),
    "prohibited_content": a_row(
        hand_off("prohibited_content"), None, True, "open", RISKY, understanding=with_risk(RiskKind.PROHIBITED)
    ),
    "language_not_trusted": a_row(hand_off("language_not_trusted"), None, True, "open", {APPEAL_TAG, PERSON}),
    "not_of_account": a_row(hand_off("not_of_account"), None, True, "open", {APPEAL_TAG, PERSON}),
    "rounds_asked": a_row(
        hand_off("rounds_asked"), None, True, "open", {APPEAL_TAG, PERSON}, understanding=INCOMPLETE, before=WAITING
    ),
    "taken_back": a_row(TAKE_BACK, ReplyKind.TAKEN_BACK, True, "pending", {APPEAL_TAG, WAITING, VOLUME}, before=READY),
    "complete": a_row(TELL_READY, ReplyKind.READY, True, "open", {APPEAL_TAG, READY}),
    "complete after asking": a_row(TELL_READY, ReplyKind.READY, True, "open", {APPEAL_TAG, READY}, before=WAITING),
    "items_missing": a_row(
        ASK, ReplyKind.ASK, False, "pending", {APPEAL_TAG, WAITING, EMAIL_USE, VOLUME}, understanding=INCOMPLETE
    ),
}
SILENT = [
    Decision(Action.IGNORE, "closed"),
    Decision(Action.IGNORE, "other"),
    Decision(Action.WAIT, "not_our_turn"),
    Decision(Action.WAIT, "already_ready"),
]


def plan_row(row: Row, mode: Mode, conversation: Conversation | None = None) -> Update:
    left = frozenset({row.before, APPEAL_TAG} if row.before else ())
    history = History(state=row.before, tags_left=left)
    return plan(row.decision, mode, row.understanding, a_ticket("vip", *left), conversation, history)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_row_in_reply_mode_writes_its_columns(row: Row) -> None:
    update = plan_row(row, REPLY)
    assert (update.reply, update.draft, update.note, update.status) == (row.reply, None, row.note, row.status)
    assert update.tags == row.own | {"vip"}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_row_in_suggest_mode_writes_note_with_draft_and_tags_alone(row: Row) -> None:
    update = plan_row(row, SUGGEST)
    assert (update.reply, update.draft, update.note, update.status) == (None, row.reply, True, None)
    assert update.tags == row.own | {"vip"}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("conversation", [a_conversation(), ANSWERED], ids=["unanswered", "answered"])
def test_row_in_observe_mode_writes_nothing(row: Row, conversation: Conversation) -> None:
    update = plan_row(row, OBSERVE, conversation)
    assert update == Update()
    assert not update.writes


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_row_after_an_agent_answered_drops_the_reply_and_notes_a_new_state(row: Row) -> None:
    update = plan_row(row, REPLY, ANSWERED)
    assert (update.reply, update.draft, update.note) == (None, None, True)
    assert update.status == (None if row.decision.action is Action.ASK else row.status)
    assert update.tags == row.own | {"vip"}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("mode", [SUGGEST, REPLY])
def test_row_after_an_agent_answered_is_silent_where_the_state_stays(row: Row, mode: Mode) -> None:
    first = plan_row(row, mode, ANSWERED)
    again = plan(
        row.decision, mode, row.understanding, a_ticket(*first.tags or ()), ANSWERED, to_history(row, first, known="x")
    )
    assert (again.reply, again.draft, again.note) == (None, None, False)
    assert again.tags == first.tags


def to_history(row: Row, update: Update, known: str | None = None) -> History:
    """What the store holds after that update was sent."""
    state = next(state for state in State if state in (update.tags or ()))
    own = frozenset(tag for tag in update.tags or () if tag.startswith("reinstate_"))
    known = digest_findings(settle_understanding(APPEAL, row.understanding)) if known is None else known
    return History(state, own, update.overrides, known=known, reason=row.decision.reason, run_key="k")


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("mode", [SUGGEST, REPLY])
def test_note_for_the_same_findings_is_not_written_twice(row: Row, mode: Mode) -> None:
    first = plan_row(row, mode)
    history = to_history(row, first)
    again = plan(row.decision, mode, row.understanding, a_ticket(*first.tags or ()), history=history)
    news = plan(
        row.decision, mode, row.understanding, a_ticket(*first.tags or ()), history=replace(history, known="less")
    )
    assert (again.note, again.draft, again.tags) == (False, None, first.tags)
    assert news.note is first.note
    assert news.draft is first.draft


def test_what_was_taken_back_is_not_noted_again_as_missing() -> None:
    row = ROWS["taken_back"]
    first = plan_row(row, SUGGEST)
    assert not plan(ASK, SUGGEST, ticket=a_ticket(*first.tags or ()), history=to_history(row, first)).note


def test_note_is_written_again_for_another_reason() -> None:
    row = ROWS["asks_person"]
    history = to_history(row, plan_row(row, REPLY))
    assert plan(hand_off("bad_list"), ticket=a_ticket(APPEAL_TAG, PERSON), history=history).note


@pytest.mark.parametrize("decision", SILENT, ids=lambda decision: decision.reason)
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("conversation", [a_conversation(), ANSWERED], ids=["unanswered", "answered"])
def test_row_without_a_write_writes_nothing(decision: Decision, mode: Mode, conversation: Conversation) -> None:
    assert not plan(decision, mode, conversation=conversation).writes


# Ready


def test_ready_is_told_once() -> None:
    history = History(READY, frozenset({READY, APPEAL_TAG}), ready_told=True, known="less")
    again = plan(TELL_READY, ticket=a_ticket(READY, APPEAL_TAG), history=history)
    assert (again.reply, again.note, again.status) == (None, True, "open")


def test_ready_never_comes_without_its_note_after_runs_that_left_no_tag() -> None:
    history = History(state=READY, known=digest_findings(settle_understanding(APPEAL, COMPLETE)), reason="complete")
    assert plan(TELL_READY, history=history).note
    assert plan(TELL_READY, history=history, conversation=ANSWERED).note


@pytest.mark.parametrize("decision", [ASK, TAKE_BACK, UNCLEAR, hand_off("asks_person")], ids=lambda d: d.reason)
@pytest.mark.parametrize("mode", [SUGGEST, REPLY])
@pytest.mark.parametrize("conversation", [a_conversation(), ANSWERED], ids=["unanswered", "answered"])
def test_ready_that_we_set_goes_with_any_other_state(
    decision: Decision, mode: Mode, conversation: Conversation
) -> None:
    history = History(READY, frozenset({READY, APPEAL_TAG}))
    update = plan(decision, mode, ticket=a_ticket(READY, APPEAL_TAG), conversation=conversation, history=history)
    assert update.tags is not None
    assert READY not in update.tags


@pytest.mark.parametrize("decision", [ASK, UNCLEAR, hand_off("bad_list")], ids=lambda d: d.reason)
def test_lists_inherited_by_a_follow_up_ticket_do_not_stand(decision: Decision) -> None:
    update = plan(decision, ticket=a_ticket(READY, "reinstate_missing_two_factor", "reinstate_unblocked", "vip"))
    own = decide_tags(decision, APPEAL, COMPLETE)
    assert update.tags == frozenset(own | {"vip", "reinstate_unblocked"})
    assert not update.overrides.state


def test_outcome_inherited_by_a_follow_up_ticket_does_not_silence_the_bot() -> None:
    assert plan(ASK, ticket=a_ticket("reinstate_unblocked", WAITING)).reply is ReplyKind.ASK


# People


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_outcome_set_by_an_agent_silences_the_bot(outcome: str) -> None:
    history = History(WAITING, frozenset({WAITING, APPEAL_TAG}))
    update = plan(ASK, ticket=a_ticket(WAITING, APPEAL_TAG, outcome), history=history)
    assert (update.reply, update.note, update.status) == (None, False, None)
    assert update.tags is not None
    assert outcome in update.tags


@pytest.mark.parametrize(
    ("standing", "decision", "own"),
    [
        ({PERSON, APPEAL_TAG}, TELL_READY, {PERSON, APPEAL_TAG}),
        ({WAITING, PERSON, APPEAL_TAG}, TELL_READY, {PERSON, APPEAL_TAG}),
        ({READY, APPEAL_TAG}, TAKE_BACK, {READY, APPEAL_TAG, VOLUME}),
        ({APPEAL_TAG}, ASK, {APPEAL_TAG, EMAIL_USE, VOLUME}),
        ({APPEAL_TAG}, TELL_READY, {APPEAL_TAG, READY}),
    ],
)
def test_state_changed_by_a_person_stays_and_silences_the_bot(
    standing: set[str], decision: Decision, own: set[str]
) -> None:
    history = History(WAITING, frozenset({WAITING, APPEAL_TAG}))
    update = plan(decision, ticket=a_ticket(*standing), history=history)
    assert update.tags == frozenset(own)
    assert update.reply is None
    assert update.overrides.state


def test_ready_taken_off_by_a_person_is_not_put_back_and_not_noted_again() -> None:
    history = History(READY, frozenset({READY, APPEAL_TAG}), ready_told=True, reason="complete")
    first = plan(TELL_READY, ticket=a_ticket(APPEAL_TAG), history=history)
    assert first.tags == frozenset({APPEAL_TAG})
    assert not first.note
    later = History(READY, frozenset({APPEAL_TAG}), first.overrides, ready_told=True, reason="complete")
    assert plan(TELL_READY, ticket=a_ticket(APPEAL_TAG), history=later) == first


def test_ticket_given_to_a_person_before_the_first_run_stays_with_the_person() -> None:
    update = plan(TELL_READY, ticket=a_ticket(PERSON))
    assert update.tags == frozenset({PERSON, APPEAL_TAG})
    assert (update.reply, update.note) == (None, True)


def test_desks_own_tag_with_our_prefix_is_left_alone() -> None:
    first = plan(ASK, ticket=a_ticket("reinstate_request"))
    assert first.tags is not None
    assert "reinstate_request" in first.tags
    history = History(WAITING, first.tags, first.overrides)
    assert "reinstate_request" in (plan(TELL_READY, ticket=a_ticket(*first.tags), history=history).tags or ())


@pytest.mark.parametrize(
    ("left", "standing", "kept", "gone"),
    [
        ({WAITING, APPEAL_TAG}, {WAITING, COMPROMISE_TAG}, {COMPROMISE_TAG}, {APPEAL_TAG}),
        ({WAITING, EMAIL_USE}, {WAITING}, set(), {EMAIL_USE}),
        ({WAITING}, {WAITING, "reinstate_risk"}, {"reinstate_risk"}, set()),
    ],
)
def test_other_own_tag_changed_by_a_person_stays_changed_while_the_bot_goes_on(
    left: set[str], standing: set[str], kept: set[str], gone: set[str]
) -> None:
    update = plan(ASK, ticket=a_ticket(*standing), history=History(WAITING, frozenset(left)))
    assert update.tags is not None
    assert kept <= update.tags
    assert not gone & update.tags
    assert update.tags & STATES == {WAITING}
    assert update.reply is ReplyKind.ASK


def test_overrides_are_recorded_and_carried_on() -> None:
    history = History(WAITING, frozenset({WAITING, EMAIL_USE}), Overrides(removed=frozenset({"reinstate_risk"})))
    update = plan(ASK, ticket=a_ticket(WAITING, COMPROMISE_TAG), history=history)
    assert update.overrides == Overrides(frozenset({"reinstate_risk", EMAIL_USE}), frozenset({COMPROMISE_TAG}))


# Tags


@pytest.mark.parametrize(
    ("decision", "procedure", "own"),
    [
        (UNCLEAR, None, {PERSON}),
        (UNCLEAR, COMPROMISE, {PERSON}),
        (hand_off("rounds_asked"), COMPROMISE, {COMPROMISE_TAG, PERSON}),
        (TELL_READY, COMPROMISE, {COMPROMISE_TAG, READY}),
        (
            Decision(Action.ASK, "items_missing", ("two_factor",)),
            COMPROMISE,
            {COMPROMISE_TAG, WAITING, "reinstate_missing_two_factor"},
        ),
    ],
)
def test_own_tags_are_those_of_the_row(decision: Decision, procedure: Procedure | None, own: set[str]) -> None:
    assert decide_tags(decision, procedure, COMPLETE) == own


def test_items_open_when_a_person_takes_over_get_no_missing_tags() -> None:
    decision = Decision(Action.HAND_OFF, "rounds_asked", ("email_use",))
    assert decide_tags(decision, APPEAL, INCOMPLETE) == {APPEAL_TAG, PERSON}


def test_secret_alone_is_no_risk_tag() -> None:
    assert "reinstate_risk" not in decide_tags(hand_off("asks_person"), APPEAL, with_risk(RiskKind.SECRET))


def test_intent_that_changes_exchanges_the_intent_tag_and_what_is_missing() -> None:
    history = History(WAITING, frozenset({WAITING, APPEAL_TAG, EMAIL_USE}))
    decision = Decision(Action.ASK, "items_missing", ("api_key",))
    update = plan(decision, ticket=a_ticket(*history.tags_left, "vip"), history=history, procedure=COMPROMISE)
    assert update.tags == frozenset({"vip", COMPROMISE_TAG, WAITING, "reinstate_missing_api_key"})


def test_unclear_intent_has_no_procedure_to_compare_findings_of() -> None:
    understanding = Understanding(an_intent(IntentLabel.OTHER, 0.6), (a_finding("email_use", "partial"),))  # type: ignore[arg-type]
    history = History(PERSON, frozenset({PERSON}), reason="intent_unclear")
    assert not plan(UNCLEAR, REPLY, understanding, a_ticket(PERSON), history=history, procedure=None).note


WITH_SECRET = Conversation((a_message("[secret]", secrets=(Secret(0, 8, "api_key", "11"),)),))
REDACTED = History(
    state=WAITING, tags_left=frozenset({WAITING, APPEAL_TAG, SECRET}), reason="items_missing", read_to="comment:1"
)


def mark(
    conversation: Conversation, ticket: Ticket, history: History, mode: Mode = REPLY, decision: Decision = ASK
) -> Update:
    return plan_update(decision, mode, APPEAL, INCOMPLETE, ticket, conversation, history, marks_secrets=True)


@pytest.mark.parametrize("mode", [SUGGEST, REPLY])
@pytest.mark.parametrize("decision", [ASK, TAKE_BACK, TELL_READY, UNCLEAR])
def test_secret_is_marked_with_a_note_whatever_is_decided(mode: Mode, decision: Decision) -> None:
    update = mark(WITH_SECRET, a_ticket("vip"), History(), mode, decision)
    assert SECRET in (update.tags or ())
    assert update.note


def test_nothing_is_marked_without_the_setting_without_a_secret_or_while_observing() -> None:
    assert SECRET not in (plan(ASK, conversation=WITH_SECRET).tags or ())
    assert SECRET not in (mark(a_conversation(), a_ticket(), History()).tags or ())
    assert mark(WITH_SECRET, a_ticket(), History(), OBSERVE) == Update()


def test_mark_stands_on_while_the_secret_does_and_is_noted_once() -> None:
    update = mark(WITH_SECRET, a_ticket(WAITING, APPEAL_TAG, SECRET), REDACTED)
    assert SECRET in (update.tags or ())
    assert not update.note


def test_mark_goes_when_the_secret_was_redacted() -> None:
    update = mark(a_conversation(), a_ticket(WAITING, APPEAL_TAG, SECRET), REDACTED)
    assert SECRET not in (update.tags or ())


@pytest.mark.parametrize("fresh", [False, True])
def test_mark_that_a_person_took_off_comes_back_for_another_secret_alone(fresh: bool) -> None:
    later = a_message("[secret]", id="comment:2", secrets=WITH_SECRET.messages[0].secrets if fresh else ())
    update = mark(Conversation((*WITH_SECRET.messages, later)), a_ticket(WAITING, APPEAL_TAG), REDACTED)
    assert (SECRET in (update.tags or ())) is fresh
    assert (SECRET in update.overrides.removed) is not fresh
    assert update.note is fresh


@pytest.mark.parametrize("tags", [{COMPROMISE_TAG}, {READY, COMPROMISE_TAG, "reinstate_secret"}])
def test_follow_up_begins_without_what_was_known_of_the_ticket_before_it(tags: set[str]) -> None:
    update = plan(ASK, ticket=a_ticket("vip", *tags, follow_up=True))
    assert update.tags == {"vip", WAITING, APPEAL_TAG, EMAIL_USE, VOLUME}
    assert update.overrides == Overrides()
    assert update.reply is ReplyKind.ASK


def test_follow_up_of_a_ticket_that_a_person_had_stays_with_people() -> None:
    update = plan(ASK, ticket=a_ticket(PERSON, follow_up=True))
    assert update.reply is None
    assert PERSON in (update.tags or ())
