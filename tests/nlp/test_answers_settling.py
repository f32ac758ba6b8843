"""The learned reading beside the rules: what each may overrule, when complete is doubted, and how it is trained."""

from dataclasses import dataclass

import numpy as np
import pytest

from bot.core.checklist import Status
from bot.core.conversation import SUBJECT_ID, Author, Message
from bot.learning.answers import fit_answers, to_answer_cases, train_answers
from bot.learning.samples import to_sample
from bot.nlp.answers import find_ruled
from bot.nlp.answers.labels import QUESTIONS, Topic
from bot.nlp.answers.layout import to_layout
from bot.nlp.answers.settling import settle_answers
from bot.nlp.answers.statuses import ORDER, load_answer_reader
from bot.nlp.answers.traits import TraitReader
from bot.nlp.view import to_view

COMPLETE, PARTIAL, MISSING = (20, 0, 0), (0, 20, 0), (0, 0, 20)
MISSING_OR_NOT = (0, -9, 2)  # likelier missing, the rules' word aside


@dataclass(frozen=True)
class FixedReader:
    """Gives every question the same logits of complete, partial, missing; and of transactional and marketing."""

    statuses: tuple[float, float, float]
    kinds: tuple[float, float] = (9, -9)

    def predict(self, traits, topic):
        return np.array(self.statuses + (self.kinds if topic is Topic.USE else ()), float)


def settle(text, statuses, kinds=(9, -9), asked="", message_id="comment:1"):
    layout = to_layout(to_view(Message(message_id, Author.REQUESTER, text), asked))
    return {f.item: f for f in settle_answers(layout, find_ruled(layout), FixedReader(statuses, kinds))}


ALL = "We send receipts. Customers sign up at shop.example. 4,000 a month."


def test_complete_that_both_readings_call_complete_is_agreed():
    found = settle(ALL, COMPLETE)
    assert {item: (f.status.value, f.agreed) for item, f in found.items()} == dict.fromkeys(
        map(str, QUESTIONS), ("complete", True)
    )


@pytest.mark.parametrize(
    ("item", "text", "logits"),
    [
        ("email_use", "We send receipts.", (0, 2, 2)),
        ("list_source", "Customers sign up at shop.example.", (0, 3.4, 3)),
        ("monthly_volume", "4,000 mails a month", (0, 5, 5)),
    ],
)
def test_complete_that_the_learned_reading_takes_for_unlikely_is_doubted(item, text, logits):
    finding = settle(text, logits)[item]
    assert (finding.status, finding.agreed) == ("complete", False)


def test_learned_reading_that_is_certain_lessens_what_the_rules_call_complete():
    found = settle(ALL, PARTIAL)
    assert (found["email_use"].status, found["email_use"].value) == ("partial", {"types": []})
    assert found["list_source"].status == "partial"
    assert found["list_source"].value["urls"] == ["shop.example"]
    assert found["monthly_volume"].status == "complete"
    assert not found["monthly_volume"].agreed


def test_use_that_only_the_learned_reading_finds_has_evidence_and_is_never_agreed():
    finding = settle("Our mails are blorps to the glimmer.", COMPLETE, (-9, 9))["email_use"]
    assert (finding.status, finding.value, finding.agreed) == ("complete", {"types": ["marketing"]}, False)
    assert finding.evidence


def test_figures_and_sites_are_never_made_up():
    found = settle("Our mails are blorps, the list is glimmer.", COMPLETE)
    assert "monthly_volume" not in found
    assert (found["list_source"].status, found["list_source"].value["urls"]) == ("partial", [])


def test_what_the_desk_did_not_ask_for_is_a_word_in_passing():
    asked = "How many messages do you expect to send a month?"
    assert "email_use" not in settle("Our mails are blorps. 4,000.", COMPLETE, asked=asked)


def test_contradiction_that_the_rules_read_outright_stands():
    text = "We only send transactional mail. Also, once a month, we blast our newsletter."
    assert settle(text, COMPLETE)["email_use"].status == "partial"


def test_forbidden_list_stands_whatever_the_learned_reading_thinks():
    finding = settle("We bought the addresses from a data broker.", MISSING)["list_source"]
    assert finding.value["risk"]


def test_subject_is_left_to_the_rules():
    assert "email_use" in settle("Our newsletter", MISSING, message_id=SUBJECT_ID)


def make_ticket(comments, status, evidence=()):
    silent = {"status": "missing"}
    return to_sample(
        {
            "id": "case-001",
            "subject": None,
            "comments": [{"author": "customer", "body": body} for body in comments],
            "intent": "probation_appeal",
            "answers": {
                "email_use": {"status": status, "types": ["transactional"] if status == "complete" else []},
                "list_source": silent,
                "monthly_volume": silent,
            },
            "evidence": {"email_use": list(evidence)},
        }
    )


def test_evidence_tells_which_message_a_label_is_of():
    ticket = make_ticket(["Please lift it.", "We send receipts.", "Any news?"], "complete", ["We send receipts"])
    cases = [case for case in to_answer_cases([ticket]) if case.topic is Topic.USE]
    assert [ORDER[case.status].value for case in cases] == ["missing", "complete", "missing"]
    assert [case.types for case in cases] == [frozenset(), {"transactional"}, frozenset()]


def test_message_of_a_thread_without_evidence_is_not_learnt_from():
    cases = to_answer_cases([make_ticket(["Please lift it.", "We send receipts."], "complete")])
    assert {case.topic for case in cases} == {Topic.SOURCE, Topic.VOLUME}


def test_training_is_seeded_and_leaves_a_model_that_reads(tmp_path):
    tickets = [make_ticket(["We send receipts."], "complete"), make_ticket(["Hello, any news?"], "missing")]
    cases = to_answer_cases(tickets)
    fitted = fit_answers(cases, Topic.USE)
    assert np.array_equal(fitted.weights, fit_answers(cases, Topic.USE).weights)
    train_answers(tickets, tmp_path)
    reader = load_answer_reader.__wrapped__(tmp_path / "answers.npz")
    traits = TraitReader(to_layout(to_view(Message("comment:1", Author.REQUESTER, "We send receipts."))))
    kept = reader.predict(traits, Topic.USE)
    assert ORDER[int(kept[:3].argmax())] == "complete"
    assert kept == pytest.approx(fitted.score(traits.read(Topic.USE)), abs=0.05)


@pytest.mark.parametrize(
    "text",
    [
        "Jede Schülerin hat beim Unterrichtsvertrag ihre Mailadresse hinterlegt. Domain: geigen.example.",
        "Contact are out of the till software. Page is spices.example",
        "The list moved over from the old shop, wools.example.",
        "Adresów mamy sporo, każdy wpisał się w zeszycie. Strona: chor.example.",
    ],
)
def test_learned_reading_may_find_an_origin_where_the_list_is_spoken_of_but_it_is_not_agreed(text):
    source = settle(text, COMPLETE)[Topic.SOURCE]
    assert source.status is Status.COMPLETE


@pytest.mark.parametrize("text", ["Our domain is wools.example.", "Our web shop is called wools.example."])
def test_site_alone_leaves_the_learned_reading_no_origin_to_find(text):
    assert settle(text, COMPLETE)[Topic.SOURCE].status is Status.PARTIAL


def test_kind_named_as_the_answer_itself_is_agreed_though_the_learned_reading_doubts_it():
    told = "1. both\n2. people who order at wools.example\n3. 3,000"
    assert settle(told, MISSING_OR_NOT)[Topic.USE].agreed
    assert not settle(told.replace("both", "both wrong"), MISSING_OR_NOT)[Topic.USE].agreed
    assert not settle("Both. People order at wools.example. 3,000 a month.", MISSING_OR_NOT)[Topic.USE].agreed
