"""The decision table, row for row and in its order (DESIGN.md, decision table)."""

from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.checklist import STATUSES, Kind, Standing, Status, find_open_items
from bot.core.conversation import Author, Conversation, Secret
from bot.core.decision import (
    MESSAGING_CHANNELS,
    SIDE_CONVERSATION,
    Action,
    Decision,
    History,
    Policy,
    Ticket,
    decide,
    digest_findings,
    find_procedure,
    has_fresh_secret,
)
from bot.core.tags import OFF, OUTCOMES, State
from bot.core.understanding import MOST_SAFER, IntentLabel, RiskKind, Understanding, is_ready, settle_understanding
from tests.builders import (
    APPEAL,
    COMPROMISE,
    PROCEDURES,
    a_complete_understanding,
    a_conversation,
    a_finding,
    a_message,
    a_risk,
    a_settled_finding,
    a_ticket,
    an_account_finding,
    an_evidence,
    an_intent,
    an_understanding,
    settled_findings,
)

REQUESTER, THIRD_PARTY, AGENT, BOT, SYSTEM = Author
READY, WAITING, PERSON = State
POLICY = Policy()

COMPLETE = a_complete_understanding()
KNOWN = digest_findings(settle_understanding(APPEAL, COMPLETE))
INCOMPLETE = an_understanding(APPEAL, *settled_findings(APPEAL, without={"monthly_volume"}))
OTHER = Understanding(an_intent(IntentLabel.OTHER))
WAS_READY = History(state=READY, tags_left=frozenset({READY}), known=KNOWN, ready_told=True, reason="complete")
READ_TO_1, READ_TO_2 = (History(state=WAITING, read_to=f"comment:{at}") for at in (1, 2))
OUR_REPLY = a_message(author=BOT, id="comment:2")
AUTOMATIC = a_message("I am away until Monday", id="comment:3", automatic=True)


@dataclass(frozen=True, slots=True)
class Case:
    """One ticket state; by default a complete appeal, the requester's turn, never handled before."""

    understanding: Understanding = COMPLETE
    ticket: Ticket = field(default_factory=a_ticket)
    conversation: Conversation = field(default_factory=a_conversation)
    history: History = field(default_factory=History)
    stranger: bool = False

    def decide(self) -> Decision:
        return decide(
            self.understanding, PROCEDURES, self.ticket, self.conversation, self.history, POLICY, self.stranger
        )


def complete(**fields: Any) -> Understanding:
    return replace(COMPLETE, **fields)


PERSON_WANTED = an_evidence("a human please")
STEERING, BAD_LIST, PROHIBITED = (a_risk(kind) for kind in (RiskKind.STEERING, RiskKind.BAD_LIST, RiskKind.PROHIBITED))
UNCLEAR = an_intent(APPEAL.intent, POLICY.intent_threshold - 0.01)
UNLIKELY = an_intent(IntentLabel.OTHER, 1 - POLICY.likely + 0.01)
SOME_PROCEDURE = an_intent(IntentLabel.OTHER, 1 - POLICY.likely - 0.01)

ROWS = [
    # 1: left alone
    (Case(ticket=a_ticket(status="closed")), "ignore", "closed"),
    (Case(ticket=a_ticket(merged=True)), "ignore", "merged"),
    (Case(ticket=a_ticket(status="deleted")), "ignore", "deleted"),
    (Case(ticket=a_ticket(status="suspended")), "ignore", "suspended"),
    *((Case(ticket=a_ticket(channel=channel)), "ignore", "messaging") for channel in sorted(MESSAGING_CHANNELS)),
    (Case(ticket=a_ticket(channel=SIDE_CONVERSATION)), "ignore", "side_conversation"),
    (Case(ticket=a_ticket(OFF)), "ignore", "off"),
    (Case(conversation=Conversation((AUTOMATIC,))), "ignore", "automatic_mail"),
    (Case(conversation=Conversation((a_message(), OUR_REPLY, AUTOMATIC))), "ignore", "automatic_mail"),
    # 2: not the requester's turn
    (Case(conversation=a_conversation(REQUESTER, BOT)), "wait", "not_our_turn"),
    (Case(conversation=a_conversation(REQUESTER, AGENT)), "wait", "not_our_turn"),
    (Case(conversation=a_conversation(REQUESTER, BOT, THIRD_PARTY)), "wait", "not_our_turn"),
    (Case(conversation=a_conversation(THIRD_PARTY)), "wait", "not_our_turn"),
    (Case(conversation=a_conversation(SYSTEM)), "wait", "not_our_turn"),
    (Case(conversation=Conversation(())), "wait", "not_our_turn"),
    (Case(conversation=a_conversation(REQUESTER, REQUESTER, BOT), history=READ_TO_2), "wait", "not_our_turn"),
    (Case(conversation=a_conversation(REQUESTER, REQUESTER, AGENT), history=READ_TO_1), "wait", "not_our_turn"),
    (Case(conversation=a_conversation(REQUESTER, THIRD_PARTY, BOT), history=READ_TO_1), "wait", "not_our_turn"),
    (Case(conversation=Conversation((a_message(), AUTOMATIC, OUR_REPLY)), history=READ_TO_1), "wait", "not_our_turn"),
    # a mail that our reply passed over
    (Case(conversation=a_conversation(REQUESTER, REQUESTER, BOT), history=READ_TO_1), "ready", "complete"),
    (Case(conversation=a_conversation(REQUESTER, BOT, REQUESTER, BOT), history=READ_TO_1), "ready", "complete"),
    # 3: other
    (Case(OTHER), "ignore", "other"),
    (Case(Understanding(UNLIKELY)), "ignore", "other"),
    # 4: intent unclear
    (Case(complete(intent=UNCLEAR)), "hand_off", "intent_unclear"),
    (Case(complete(intent=an_intent(COMPROMISE.intent, 0.5))), "hand_off", "intent_unclear"),
    (Case(complete(intent=an_intent(APPEAL.intent, float("nan")))), "hand_off", "intent_unclear"),
    (Case(Understanding(SOME_PROCEDURE)), "hand_off", "intent_unclear"),
    (Case(OTHER, history=History(state=WAITING)), "hand_off", "intent_unclear"),
    (Case(OTHER, ticket=a_ticket(READY), history=WAS_READY), "hand_off", "intent_unclear"),
    (Case(OTHER, ticket=a_ticket(READY)), "hand_off", "intent_unclear"),
    # 5: a person
    (Case(complete(asks_person=PERSON_WANTED)), "hand_off", "asks_person"),
    (Case(complete(risks=(STEERING,))), "hand_off", "prompt_injection"),
    (Case(complete(risks=(BAD_LIST,))), "hand_off", "bad_list"),
    (Case(complete(risks=(PROHIBITED,))), "hand_off", "prohibited_content"),
    (Case(complete(language_trusted=False)), "hand_off", "language_not_trusted"),
    (Case(stranger=True), "hand_off", "not_of_account"),
    (Case(INCOMPLETE, history=History(state=WAITING, rounds_asked=3)), "hand_off", "rounds_asked"),
    # 6: was ready, still ready, nothing new
    (Case(ticket=a_ticket(READY), history=WAS_READY), "wait", "already_ready"),
    # 7: taken back
    (Case(INCOMPLETE, ticket=a_ticket(READY), history=WAS_READY), "ask", "taken_back"),
    (Case(INCOMPLETE, ticket=a_ticket(READY), history=replace(WAS_READY, rounds_asked=2)), "ask", "taken_back"),
    # 8: complete
    (Case(), "ready", "complete"),
    (Case(history=History(state=WAITING, rounds_asked=1)), "ready", "complete"),
    (Case(history=History(state=WAITING, rounds_asked=3)), "ready", "complete"),
    (Case(history=History(state=PERSON, rounds_asked=7)), "ready", "complete"),
    (Case(complete(risks=(a_risk(RiskKind.SECRET),))), "ready", "complete"),
    (Case(ticket=a_ticket(READY), history=replace(WAS_READY, known="less")), "ready", "complete"),
    (Case(history=WAS_READY), "ready", "complete"),
    (Case(ticket=a_ticket(READY)), "ready", "complete"),
    # 9: something is missing
    (Case(INCOMPLETE), "ask", "items_missing"),
    (Case(INCOMPLETE, history=History(state=WAITING, rounds_asked=2)), "ask", "items_missing"),
    (Case(INCOMPLETE, history=WAS_READY), "ask", "items_missing"),
    (Case(an_understanding(COMPROMISE)), "ask", "items_missing"),
]


@pytest.mark.parametrize(("case", "action", "reason"), ROWS, ids=[f"{at}-{row[2]}" for at, row in enumerate(ROWS)])
def test_ticket_gets_the_action_and_reason_of_its_row(case: Case, action: str, reason: str) -> None:
    decision = case.decide()
    assert (decision.action, decision.reason) == (action, reason)


# One feature that makes each row fit; where two of them meet, the upper row wins.
LADDER: list[tuple[str, dict[str, Any]]] = [
    ("closed", {"ticket": a_ticket(READY, status="closed")}),
    ("not_our_turn", {"conversation": a_conversation(REQUESTER, AGENT)}),
    ("intent_unclear", {"intent": SOME_PROCEDURE}),
    ("asks_person", {"asks_person": PERSON_WANTED}),
    ("prompt_injection", {"risks": (STEERING, BAD_LIST, PROHIBITED)}),
    ("bad_list", {"risks": (PROHIBITED, BAD_LIST)}),
    ("prohibited_content", {"risks": (PROHIBITED,)}),
    ("language_not_trusted", {"language_trusted": False}),
    ("not_of_account", {"stranger": True}),
    ("rounds_asked", {"findings": INCOMPLETE.findings, "history": replace(WAS_READY, rounds_asked=3)}),
    ("already_ready", {"ticket": a_ticket(READY), "history": WAS_READY}),
]
OF_CASE = {"ticket", "conversation", "history", "stranger"}


def to_case(features: dict[str, Any]) -> Case:
    of_case = {name: value for name, value in features.items() if name in OF_CASE}
    return Case(complete(**{name: value for name, value in features.items() if name not in OF_CASE}), **of_case)


@pytest.mark.parametrize(("reason", "features"), LADDER, ids=[reason for reason, _ in LADDER])
def test_each_step_of_the_ladder_fits_its_row(reason: str, features: dict[str, Any]) -> None:
    assert to_case(features).decide().reason == reason


PAIRS = [pytest.param(upper, lower, id=f"{upper[0]}-before-{lower[0]}") for upper, lower in combinations(LADDER, 2)]


@pytest.mark.parametrize(("upper", "lower"), PAIRS)
def test_first_row_that_fits_wins(upper: tuple[str, dict[str, Any]], lower: tuple[str, dict[str, Any]]) -> None:
    # Where both rows need the same field, the upper one's value holds both (a ready tag on a closed ticket, risks).
    assert to_case(lower[1] | upper[1]).decide().reason == upper[0]


def test_other_is_ignored_before_a_person_is_called() -> None:
    understanding = Understanding(an_intent(IntentLabel.OTHER), risks=(STEERING,), asks_person=PERSON_WANTED)
    assert Case(understanding, stranger=True).decide() == Decision(Action.IGNORE, "other")


def test_three_rounds_hand_off_a_ready_ticket_that_is_taken_back_rather_than_ask_again() -> None:
    history = replace(WAS_READY, rounds_asked=3)
    decision = Case(INCOMPLETE, ticket=a_ticket(READY), history=history).decide()
    assert decision == Decision(Action.HAND_OFF, "rounds_asked", ("monthly_volume",))


@pytest.mark.parametrize("case", [Case(INCOMPLETE), Case(INCOMPLETE, ticket=a_ticket(READY), history=WAS_READY)])
def test_asking_names_just_what_is_open(case: Case) -> None:
    assert case.decide().items == ("monthly_volume",)


def test_unverified_domain_is_asked_for_and_an_unknown_one_is_not() -> None:
    unverified = an_account_finding("domain_verified", Standing.CONTRADICTED)
    unknown = an_account_finding("domain_verified", Standing.UNKNOWN)
    asked = Case(replace(COMPLETE, findings=(*COMPLETE.findings, unverified))).decide()
    assert asked == Decision(Action.ASK, "items_missing", ("domain_verified",))
    assert Case(replace(COMPLETE, findings=(*COMPLETE.findings, unknown))).decide().action is Action.READY


def test_pasted_current_key_makes_a_finished_report_ask_for_that_step_again() -> None:
    secret = a_risk(RiskKind.SECRET, item="api_key")
    decision = Case(a_complete_understanding(COMPROMISE, risks=(secret,))).decide()
    assert decision == Decision(Action.ASK, "items_missing", ("api_key",))


def test_ready_appeal_that_turns_out_a_break_in_is_taken_back() -> None:
    case = Case(an_understanding(COMPROMISE), ticket=a_ticket(READY), history=WAS_READY)
    assert case.decide() == Decision(Action.ASK, "taken_back", tuple(item.key for item in COMPROMISE.items))


def test_automatic_mail_does_not_keep_the_message_before_it_from_being_answered() -> None:
    assert Case(conversation=Conversation((a_message(), AUTOMATIC))).decide().action is Action.READY


def test_third_party_does_not_keep_the_message_before_it_from_being_answered() -> None:
    taken_back = Case(INCOMPLETE, a_ticket(READY), a_conversation(REQUESTER, THIRD_PARTY), WAS_READY)
    assert taken_back.decide().reason == "taken_back"


def test_procedure_that_is_not_installed_goes_to_a_person() -> None:
    understanding = a_complete_understanding(COMPROMISE)
    decision = decide(understanding, (APPEAL,), a_ticket(), a_conversation())
    assert decision == Decision(Action.HAND_OFF, "intent_unclear")
    assert find_procedure(PROCEDURES, "other") is None
    assert find_procedure(PROCEDURES, "no such intent") is None


# The whole space

SCORES = [0.0, 0.2, 0.29, 0.3, 0.31, 0.5, 0.59, 0.6, 0.61, 0.69, 0.71, 0.9, 1.0, float("nan")]
TAGS = [*State, OFF, *OUTCOMES, "vip", "reinstate_risk", "reinstate_appeal", "reinstate_missing_email_use"]
EVERY_ITEM = [item for procedure in PROCEDURES for item in procedure.items]

findings = st.sampled_from(EVERY_ITEM).flatmap(
    lambda item: st.one_of(
        st.builds(a_settled_finding, st.just(item), agreed=st.booleans()),
        st.builds(
            a_finding,
            st.just(item.key),
            st.sampled_from(STATUSES[item.kind]),
            retracts=st.booleans(),
            parts=st.just(item.needs),
        ),
        st.builds(an_account_finding, st.just(item.key), st.sampled_from(Standing), st.sampled_from(Status)),
    )
)
risks = st.builds(
    a_risk,
    st.sampled_from(RiskKind),
    current=st.booleans(),
    item=st.sampled_from([None, "api_key", "smtp_credentials", "list_source"]),
)
known_findings = st.one_of(
    st.just(settled_findings(APPEAL) + settled_findings(COMPROMISE)), st.lists(findings, max_size=9).map(tuple)
)
understandings = st.builds(
    Understanding,
    intent=st.builds(an_intent, st.sampled_from(IntentLabel), st.sampled_from(SCORES)),
    findings=known_findings,
    risks=st.one_of(st.just(()), st.lists(risks, max_size=3).map(tuple)),
    asks_person=st.sampled_from([None, None, None, PERSON_WANTED]),
    language_trusted=st.sampled_from([True, True, True, False]),
)
tickets = st.builds(
    Ticket,
    id=st.just(42),
    requester_id=st.just(7),
    status=st.sampled_from(["new", "open", "open", "pending", "hold", "solved", "closed", "deleted", "suspended", ""]),
    channel=st.sampled_from(["email", "email", "web", "api", "chat", ""]),
    tags=st.frozensets(st.sampled_from(TAGS), max_size=4),
    merged=st.sampled_from([False, False, False, True]),
)
messages = st.builds(
    a_message, author=st.sampled_from(Author), public=st.booleans(), automatic=st.sampled_from([False, False, True])
)
conversations = st.one_of(
    st.just(a_conversation()), st.lists(messages, max_size=4).map(lambda said: Conversation(tuple(said)))
)
histories = st.builds(
    History,
    state=st.sampled_from([None, *State]),
    rounds_asked=st.integers(0, 5),
    ready_told=st.booleans(),
    known=st.sampled_from(["", KNOWN]),
)


@given(understandings, tickets, conversations, histories, st.booleans())
def test_every_ticket_gets_a_decision_and_ready_only_a_settled_one(
    understanding: Understanding, ticket: Ticket, conversation: Conversation, history: History, stranger: bool
) -> None:
    decision = decide(understanding, PROCEDURES, ticket, conversation, history, POLICY, stranger)
    procedure = find_procedure(PROCEDURES, understanding.intent.label)
    if decision.action is Action.ASK:
        assert decision.items
    if decision.action not in (Action.IGNORE, Action.WAIT):
        assert conversation.awaits_answer
        assert ticket.status not in ("closed", "deleted", "suspended")
        assert OFF not in ticket.tags
    if decision.action is not Action.READY and decision.reason != "already_ready":
        return
    assert procedure is not None
    assert understanding.intent.score >= POLICY.intent_threshold
    assert understanding.asks_person is None
    assert understanding.language_trusted
    assert not stranger
    assert all(risk.kind is RiskKind.SECRET for risk in understanding.risks)
    settled = settle_understanding(procedure, understanding)
    assert all(settled[item.key].settles for item in procedure.items if item.kind is not Kind.PRECONDITION)
    assert settled.get("domain_verified") is None or settled["domain_verified"].status is not Status.NOT_DONE


@given(understandings, histories)
def test_ready_does_not_depend_on_turns_and_decision_agrees_with_it(
    understanding: Understanding, history: History
) -> None:
    decision = decide(understanding, PROCEDURES, a_ticket(), a_conversation(), history)
    procedure = find_procedure(PROCEDURES, understanding.intent.label)
    ready = procedure is not None and is_ready(procedure, understanding, POLICY.intent_threshold)
    if decision.action is Action.READY:
        assert ready
    if decision.action is Action.ASK:
        assert procedure is not None
        assert not ready
        assert decision.items == find_open_items(procedure, settle_understanding(procedure, understanding))


@given(understandings, tickets, conversations, histories)
def test_further_round_is_never_asked_after_the_last_one(
    understanding: Understanding, ticket: Ticket, conversation: Conversation, history: History
) -> None:
    decision = decide(understanding, PROCEDURES, ticket, conversation, history)
    assert decision.action is not Action.ASK or history.rounds_asked < POLICY.most_rounds


def find_expected_reason(understanding: Understanding, state: State | None, status: str) -> str:
    """The table read once more, for an appeal with everything settled and nobody else's wishes."""
    intent = understanding.intent
    if status == "closed":
        return "closed"
    if intent.label == IntentLabel.OTHER and intent.procedure_score < POLICY.likely and state is None:
        return "other"
    if intent.label == IntentLabel.OTHER or not intent.score >= POLICY.intent_threshold:
        return "intent_unclear"
    if intent.label == IntentLabel.APPEAL and intent.safer_score > MOST_SAFER:
        return "intent_unclear"
    if intent.label == IntentLabel.APPEAL:
        return "already_ready" if state is READY else "complete"
    return "taken_back" if state is READY else "items_missing"


@pytest.mark.parametrize("label", IntentLabel)
@pytest.mark.parametrize("state", [None, *State])
def test_every_intent_score_and_state_ends_in_its_row(label: IntentLabel, state: State | None) -> None:
    tags = () if state is None else (state,)
    history = History(state=state, tags_left=frozenset(tags), known=KNOWN if state is READY else "")
    for score, status in product(SCORES, ["new", "open", "pending", "hold", "solved", "closed"]):
        understanding = Understanding(an_intent(label, score), settled_findings(APPEAL))
        decision = decide(understanding, PROCEDURES, a_ticket(*tags, status=status), a_conversation(), history)
        assert decision.reason == find_expected_reason(understanding, state, status), (score, status)


# Intent and digest


@pytest.mark.parametrize(
    ("scores", "label"),
    [
        ({}, IntentLabel.COMPROMISE),
        ({"probation_appeal": 0.5, "compromise_report": 0.5}, IntentLabel.COMPROMISE),
        ({"probation_appeal": 0.5, "other": 0.5}, IntentLabel.APPEAL),
        ({"probation_appeal": 0.2, "compromise_report": 0.2, "other": 0.6}, IntentLabel.OTHER),
    ],
)
def test_tie_goes_to_the_safer_intent(scores: dict[str, float], label: IntentLabel) -> None:
    assert replace(an_intent(), scores=scores).label == label


def test_digest_is_the_same_whatever_order_a_value_has() -> None:
    first = {"email_use": a_finding("email_use", Status.COMPLETE, value={"types": ["a", "b"], "n": 1})}
    second = {"email_use": a_finding("email_use", Status.COMPLETE, value={"n": 1, "types": frozenset({"b", "a"})})}
    assert digest_findings(first) == digest_findings(second)


@pytest.mark.parametrize(
    "change",
    [
        {"status": Status.PARTIAL},
        {"value": {"low": 1, "high": 2}},
        {"agreed": False},
        {"exposed": True},
        {"standing": Standing.VERIFIED},
        {"assumed": ("every month",)},
        {"parts": frozenset()},
    ],
    ids=str,
)
def test_digest_tells_whatever_is_new(change: dict[str, Any]) -> None:
    finding = a_settled_finding(APPEAL.item("monthly_volume"))
    changed = replace(finding, **change)
    assert digest_findings({"monthly_volume": finding}) != digest_findings({"monthly_volume": changed})


def test_digest_holds_no_words_of_the_customer() -> None:
    finding = a_settled_finding(
        APPEAL.item("monthly_volume"), evidence=(an_evidence("about forty thousand"),), score=0.3
    )
    assert digest_findings({"monthly_volume": finding}) == digest_findings(
        {"monthly_volume": replace(finding, evidence=(), score=1.0)}
    )


SECRET_TOLD = Secret(0, 8, "api_key", "11")


@pytest.mark.parametrize("author", [REQUESTER, THIRD_PARTY, AGENT])
@pytest.mark.parametrize(("marks", "read_to"), [(True, "comment:1"), (True, "comment:3"), (False, "comment:1")])
def test_fresh_secret_is_news_on_a_ready_ticket_only_where_secrets_are_marked(
    author: Author, marks: bool, read_to: str
) -> None:
    told = a_message("[secret]", author=author, id="comment:2", secrets=(SECRET_TOLD,), public=author is REQUESTER)
    conversation = Conversation((a_message(), told, a_message("Thanks", id="comment:3")))
    history = replace(WAS_READY, read_to=read_to)
    decision = decide(
        COMPLETE, PROCEDURES, a_ticket(READY), conversation, history, replace(POLICY, marks_secrets=marks)
    )
    fresh = marks and read_to == "comment:1"
    assert decision.reason == ("complete" if fresh else "already_ready")


@pytest.mark.parametrize("read_to", ["", "comment:7"])
def test_every_secret_is_fresh_where_no_run_of_ours_is_known(read_to: str) -> None:
    conversation = Conversation((a_message(secrets=(SECRET_TOLD,)),))
    assert has_fresh_secret(conversation, History(read_to=read_to))


def test_bots_own_words_hold_no_secret() -> None:
    assert not Conversation((a_message(author=BOT, secrets=(SECRET_TOLD,)),)).holds_secret_from()
