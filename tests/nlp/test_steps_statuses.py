"""The learned reading beside the rules: what each may overrule, when done is doubted, and how it is trained."""

from dataclasses import dataclass

import numpy as np
import pytest

from bot.core.conversation import SUBJECT_ID, Author, Message
from bot.learning.samples import to_sample
from bot.learning.steps import fit_statuses, to_status_cases, train_statuses
from bot.nlp.steps.messages import read_message
from bot.nlp.steps.rulings import ORDER
from bot.nlp.steps.statuses import load_status_reader, settle_findings
from bot.nlp.steps.vouching import load_vouching
from bot.nlp.view import to_view

STEPS = ("api_key", "smtp_credentials", "user_passwords", "two_factor")


@dataclass(frozen=True)
class FixedReader:
    """Gives every step the same logits of done, partial, not done, unstated."""

    logits: tuple[float, float, float, float]

    def predict(self, traits, step):
        return np.array(self.logits)


def settle(text, logits, asked="", message_id="comment:1"):
    view = to_view(Message(message_id, Author.REQUESTER, text), asked)
    return {f.item: f for f in settle_findings(view, read_message(view), FixedReader(logits), load_vouching())}


def test_done_that_both_readings_call_done_is_agreed():
    finding = settle("I have rotated the API key.", (9, 0, 0, 0))["api_key"]
    assert (finding.status, finding.agreed) == ("done", True)


def test_done_that_the_learned_reading_is_unsure_of_is_less_likely():
    sure, unsure = (settle("I have rotated the API key.", logits)["api_key"] for logits in ((9, 0, 0, 0), (1, 0, 0, 0)))
    assert sure.status == unsure.status == "done"
    assert sure.score > 0.9 > unsure.score


def test_done_that_the_subject_line_alone_says_is_not_agreed():
    assert not settle("I have rotated the API key.", (9, 0, 0, 0), message_id=SUBJECT_ID)["api_key"].agreed


def test_passwords_that_are_all_old_are_never_agreed_as_done():
    assert not settle("user passwords all old", (9, 0, 0, 0))["user_passwords"].agreed


@pytest.mark.parametrize("seconds", [(0.0, 0.5), (0.5, 0.9), (0.9, 1.0)])
def test_the_second_reading_makes_done_likelier_the_likelier_it_finds_it(seconds):
    less, more = (load_vouching().add_second(0.8, second) for second in seconds)
    assert 0 < less <= more < 1


@pytest.mark.parametrize(
    "text", ["2FA is on for 3 of 5 users.", "2FA is on, except for two service accounts.", "2FA is on for admins only."]
)
def test_part_that_the_rules_read_outright_is_never_agreed_as_done(text):
    finding = settle(text, (9, 0, 0, 0))["two_factor"]
    assert finding.status == "partial" or not finding.agreed


def test_none_of_many_is_a_count_and_no_date():
    assert settle("2FA: 0/18.", (0, 0, 0, 0))["two_factor"].status == "not_done"


def test_learned_reading_finds_what_the_rules_miss_with_evidence_but_is_trusted_less():
    alone = settle("The API key is somewhat blorped.", (9, 0, 0, 0))["api_key"]
    assert alone.status == "done"
    assert alone.evidence
    assert alone.score < settle("I have rotated the API key.", (9, 0, 0, 0))["api_key"].score


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
    train_statuses(cases, tmp_path)
    assert load_status_reader.__wrapped__(tmp_path / "steps.npz").model.weights.shape[0] == len(ORDER)
