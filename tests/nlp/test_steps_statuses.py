"""The learned reading beside the rules: what each may overrule, when done is doubted, and how it is trained."""

from dataclasses import dataclass

import numpy as np
import pytest

from bot.core.conversation import Author, Message
from bot.nlp.samples import to_sample
from bot.nlp.steps.messages import read_message
from bot.nlp.steps.statuses import ORDER, load_status_reader, settle_findings
from bot.nlp.steps.training import fit_statuses, to_status_cases, train_statuses
from bot.nlp.view import to_view

STEPS = ("api_key", "smtp_credentials", "user_passwords", "two_factor")


@dataclass(frozen=True)
class FixedReader:
    """Gives every step the same logits of done, partial, not done, unstated."""

    logits: tuple[float, float, float, float]

    def predict(self, traits, step):
        return np.array(self.logits)


def settle(text, logits, asked=""):
    view = to_view(Message("comment:1", Author.REQUESTER, text), asked)
    return {f.item: f for f in settle_findings(view, read_message(view), FixedReader(logits))}


def test_done_that_both_readings_call_done_is_agreed():
    finding = settle("I have rotated the API key.", (9, 0, 0, 0))["api_key"]
    assert (finding.status, finding.agreed) == ("done", True)


def test_done_that_the_learned_reading_is_unsure_of_is_doubted():
    finding = settle("I have rotated the API key.", (1, 0, 0, 0))["api_key"]
    assert (finding.status, finding.agreed) == ("done", False)


@pytest.mark.parametrize(
    "text", ["2FA is on for 3 of 5 users.", "2FA is on, except for two service accounts.", "2FA is on for admins only."]
)
def test_part_that_the_rules_read_outright_is_never_agreed_as_done(text):
    finding = settle(text, (9, 0, 0, 0))["two_factor"]
    assert finding.status == "partial" or not finding.agreed


def test_learned_reading_finds_what_the_rules_miss_with_evidence_but_needs_more_to_agree():
    text = "The API key is somewhat blorped."
    shaky, certain = settle(text, (5, 0, 0, 0))["api_key"], settle(text, (9, 0, 0, 0))["api_key"]
    assert shaky.status == certain.status == "done"
    assert certain.evidence
    assert not settle(text, (4.5, 3, 0, 0))["api_key"].agreed
    assert certain.agreed


def test_step_of_which_nothing_is_said_stays_unstated_whatever_the_learned_reading_thinks():
    assert set(settle("I have rotated the API key.", (9, 0, 0, 0))) == {"api_key"}


def test_plain_answer_to_the_question_stands_though_the_learned_reading_is_silent():
    finding = settle("Yes, deleted this morning.", (0, 0, 0, 9), "Has the old key been deleted as well?")["api_key"]
    assert (finding.status, finding.agreed) == ("done", True)


def make_ticket(comments, steps, evidence):
    return to_sample(
        {
            "id": "case-001",
            "subject": None,
            "comments": [{"author": "customer", "body": body} for body in comments],
            "intent": "compromise_report",
            "steps": dict.fromkeys(STEPS, "unstated") | steps,
            "evidence": evidence,
        }
    )


def test_evidence_tells_which_message_a_label_is_of():
    ticket = make_ticket(
        ["Will do the key tonight.", "API key rotated."], {"api_key": "done"}, {"api_key": ["API key rotated"]}
    )
    statuses = [ORDER[case.status].value for case in to_status_cases([ticket])]
    assert statuses.count("done") == 1
    assert statuses.count("unstated") == len(statuses) - 1


def test_training_is_seeded_and_leaves_a_model_that_reads(tmp_path):
    tickets = [
        make_ticket(["API key rotated."], {"api_key": "done"}, {}),
        make_ticket(["2FA not yet."], {"two_factor": "not_done"}, {}),
    ]
    cases = to_status_cases(tickets)
    assert np.array_equal(fit_statuses(cases).weights, fit_statuses(cases).weights)
    train_statuses(tickets, tmp_path)
    assert load_status_reader.__wrapped__(tmp_path / "steps.npz").model.weights.shape[0] == len(ORDER)
