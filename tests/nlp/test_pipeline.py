"""The whole understanding of a conversation."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.checklist import SETTLED, Status
from bot.core.conversation import Author, Conversation
from bot.core.understanding import IntentLabel, RiskKind, is_ready, settle_understanding
from bot.nlp.pipeline import DOUBT, Pipeline, to_views
from bot.nlp.second import QUESTIONS, STEPS
from bot.nlp.steps.vouching import NAMES, Vouching
from bot.reading.messages import Comment, to_conversation
from tests.builders import APPEAL, COMPROMISE

ANSWERS = (
    "Please lift the 100 messages an hour. We send order confirmations and receipts only. The addresses come from "
    "customers who register at our shop, woolshop.example. About 4,000 messages a month."
)
STEPS_DONE = (
    "We have reset the private API key and deleted the old one. The SMTP and postmaster passwords are reset for every "
    "domain. Every user has a new password. Two-factor authentication is on for all users. Please re-enable us."
)


def a_ticket(subject: str, *turns: str | tuple[Author, str]) -> Conversation:
    """A conversation of the requester's comments, others' where a turn names its author."""
    said = [turn if isinstance(turn, tuple) else (Author.REQUESTER, turn) for turn in turns]
    return to_conversation(subject, [Comment(f"comment:{at}", who, body) for at, (who, body) in enumerate(said, 1)])


def test_a_complete_appeal_is_ready(pipeline: Pipeline) -> None:
    understanding = pipeline.understand(a_ticket("Sending limit on our account", ANSWERS))
    assert understanding.intent.label == IntentLabel.APPEAL
    assert is_ready(APPEAL, understanding, 0.6)


def test_a_report_with_all_steps_done_is_ready(pipeline: Pipeline) -> None:
    understanding = pipeline.understand(a_ticket("Re: compromised account", STEPS_DONE))
    assert understanding.intent.label == IntentLabel.COMPROMISE
    assert is_ready(COMPROMISE, understanding, 0.6)


def test_a_report_with_nothing_done_is_not_ready(pipeline: Pipeline) -> None:
    told = "Someone has stolen our API key and sent spam from our account. We have not changed anything yet."
    understanding = pipeline.understand(a_ticket("Hacked", told))
    assert understanding.intent.label == IntentLabel.COMPROMISE
    assert not is_ready(COMPROMISE, understanding, 0.6)


def test_an_ordinary_question_has_no_findings(pipeline: Pipeline) -> None:
    understanding = pipeline.understand(a_ticket("Invoice", "Please send the invoice of March again, as a PDF."))
    assert understanding.intent.label == IntentLabel.OTHER
    assert understanding.findings == ()


def test_findings_come_oldest_first_and_only_from_the_requester(pipeline: Pipeline) -> None:
    ticket = a_ticket(
        "Hourly limit on our account",
        "Please lift the limit. We send receipts.",
        (Author.THIRD_PARTY, "They send 90,000 messages a month."),
        (Author.AGENT, "What is your monthly volume? 50,000 messages a month?"),
        "About 4,000 messages a month.",
    )
    findings = pipeline.understand(ticket).findings
    places = [int(f.evidence[0].message_id.split(":")[1]) for f in findings if f.evidence[0].message_id != "subject"]
    assert places == sorted(places)
    assert set(places) <= {1, 4}
    [volume] = [f for f in findings if f.item == "monthly_volume" and f.status is Status.COMPLETE]
    assert volume.value["low"] == 4_000


def test_a_later_message_completes_an_earlier_one(pipeline: Pipeline) -> None:
    first, rest = ANSWERS.split(" The addresses", 1)
    whole = a_ticket("Sending limit", first, "The addresses" + rest)
    assert is_ready(APPEAL, pipeline.understand(whole), 0.6)
    assert not is_ready(APPEAL, pipeline.understand(a_ticket("Sending limit", first)), 0.6)


def test_evidence_is_the_customers_words(pipeline: Pipeline) -> None:
    ticket = a_ticket("Sending limit on our account", ANSWERS)
    texts = {message.id: message.text for message in ticket.messages}
    evidence = [piece for finding in pipeline.understand(ticket).findings for piece in finding.evidence]
    assert evidence
    assert all(texts[piece.message_id][piece.start : piece.end] == piece.quote for piece in evidence)


def test_a_bought_list_is_a_risk_until_it_is_withdrawn(pipeline: Pipeline) -> None:
    bought = "Please lift the limit. We bought a list of 5,000 addresses from a data broker."
    withdrawn = "We have deleted the bought list, only customers who sign up at woolshop.example are left."
    before, after = (pipeline.understand(a_ticket("Limit", *said)) for said in ((bought,), (bought, withdrawn)))
    assert before.has_risk(RiskKind.BAD_LIST)
    assert not after.has_risk(RiskKind.BAD_LIST)


def test_what_the_second_reading_doubts_does_not_count(pipeline: Pipeline) -> None:
    class Doubting:
        def predict_settled(self, conversation: Conversation, items: tuple[str, ...]) -> dict[str, float]:
            return dict.fromkeys(items, 0.0)

    doubting = replace(pipeline, second=Doubting())
    understanding = doubting.understand(a_ticket("Sending limit on our account", ANSWERS))
    settled = [finding for finding in understanding.findings if finding.status in SETTLED]
    assert settled
    assert not any(finding.agreed for finding in settled)
    assert not is_ready(APPEAL, understanding, 0.6)
    assert settle_understanding(APPEAL, understanding)["email_use"].status is Status.COMPLETE


def test_every_question_can_be_doubted() -> None:
    assert set(DOUBT) == set(QUESTIONS)


def test_done_steps_that_nothing_vouches_for_do_not_count(pipeline: Pipeline) -> None:
    wary = Vouching(dict.fromkeys(NAMES, 0.0))
    understanding = replace(pipeline, steps=replace(pipeline.steps, vouching=wary)).understand(
        a_ticket("Re: compromised account", STEPS_DONE)
    )
    assert [f.status for f in settle_understanding(COMPROMISE, understanding).values()] == ["done"] * len(STEPS)
    assert not is_ready(COMPROMISE, understanding, 0.6)


@pytest.mark.parametrize(
    "reserve",
    [
        "The third domain I skipped.",
        "No wait, the green box never came up.",
        "On GitHub I turned it on too.",
        "Your colleague told me that it is fine.",
        "He does it on Monday.",
        "The others have not needed it.",
    ],
)
def test_a_reserve_beside_what_is_done_is_never_ready(pipeline: Pipeline, reserve: str) -> None:
    same, later = (STEPS_DONE + " " + reserve,), (STEPS_DONE, reserve)
    for said in (same, later):
        assert not is_ready(COMPROMISE, pipeline.understand(a_ticket("Re: compromised account", *said)), 0.6)


def test_a_reserve_that_a_later_message_outdates_is_forgotten(pipeline: Pipeline) -> None:
    ticket = a_ticket("Re: compromised account", "SMTP not yet.", STEPS_DONE)
    assert is_ready(COMPROMISE, pipeline.understand(ticket), 0.6)


def test_views_know_what_the_desk_had_asked() -> None:
    ticket = a_ticket("Limit", "Hello", (Author.AGENT, "What volume?"), (Author.SYSTEM, "merged"), "4000")
    assert [(view.text, view.asked) for view in to_views(ticket)] == [
        ("Limit", ""),
        ("Hello", ""),
        ("4000", "What volume?"),
    ]


def test_the_understanding_names_its_versions_and_language(pipeline: Pipeline) -> None:
    understanding = pipeline.understand(a_ticket("Limit", "Bitte heben Sie die Begrenzung unseres Kontos auf."))
    assert set(understanding.versions) == {"model", "rules"}
    assert understanding.language == "de"


def test_the_same_ticket_is_always_understood_alike(pipeline: Pipeline) -> None:
    ticket = a_ticket("Sending limit on our account", ANSWERS)
    assert pipeline.understand(ticket) == pipeline.understand(ticket)


@settings(max_examples=60, deadline=None)
@given(subject=st.text(max_size=40), body=st.text(max_size=300))
def test_any_ticket_is_understood(pipeline: Pipeline, subject: str, body: str) -> None:
    ticket = a_ticket(subject, body)
    texts = {message.id: message.text for message in ticket.messages}
    for finding in pipeline.understand(ticket).findings:
        assert all(texts[piece.message_id][piece.start : piece.end] == piece.quote for piece in finding.evidence)


@pytest.mark.parametrize("ticket", [Conversation(()), a_ticket(""), a_ticket("", ""), a_ticket("only a subject")])
def test_an_empty_ticket_is_understood(pipeline: Pipeline, ticket: Conversation) -> None:
    assert pipeline.understand(ticket).risks == ()
