"""The four steps in the customer's own words; each phrase with its negated, planned or partial neighbour."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.conversation import Author, Message
from bot.nlp.view import to_view
from tests.nlp.shipped import find_steps

KEY, SMTP, USERS, TFA = "api_key", "smtp_credentials", "user_passwords", "two_factor"
ALL = (KEY, SMTP, USERS, TFA)


def read(text, asked=""):
    return {f.item: f.status.value for f in find_steps(to_view(Message("comment:1", Author.REQUESTER, text), asked))}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("I have rotated the API key and removed the old one.", {KEY: "done"}),
        ("API key regenerated", {KEY: "done"}),
        ("The old key is still active.", {KEY: "partial"}),
        ("I will reset the API key tonight.", {KEY: "not_done"}),
        ("We have not reset the API key.", {KEY: "not_done"}),
        ("All SMTP passwords have been changed for all domains", {SMTP: "done"}),
        ("How do I reset the SMTP password?", {SMTP: "not_done"}),
        ("Every user changed their password", {USERS: "done"}),
        ("We will reset the passwords tomorrow", {USERS: "not_done"}),
        ("2FA enabled for all users", {TFA: "done"}),
        ("We enabled two factor authentication.", {TFA: "done"}),
        ("MFA has been turned on for two of our five users", {TFA: "partial"}),
        ("2FA is not enabled yet.", {TFA: "not_done"}),
        ("User passwords are changed. The SMTP ones not yet.", {USERS: "done", SMTP: "not_done"}),
        ("Zwei-Faktor-Authentifizierung ist für alle Benutzer aktiviert.", {TFA: "done"}),
        ("The invoice is wrong.", {}),
        ("We rotated our AWS keys.", {}),
    ],
)
def test_words_give_the_status_of_their_step(text, steps):
    assert read(text) == steps


@pytest.mark.parametrize("text", ["All four steps are completed.", "We have done everything on your list."])
def test_blanket_makes_every_step_done(text):
    assert read(text) == dict.fromkeys(ALL, "done")


def test_blanket_leaves_out_what_it_excepts():
    assert read("Everything is done except 2FA.") == {KEY: "done", SMTP: "done", USERS: "done", TFA: "not_done"}


def test_blanket_of_the_future_makes_nothing_done():
    assert "done" not in read("Once you unblock us we will do all of the steps.").values()


def test_bare_yes_answers_nothing_that_was_not_asked():
    assert read("yes") == {}


@given(st.text(alphabet=st.sampled_from("2FA smtp key password reset not done all user's. ,;:-\n☑☐[x]>"), max_size=400))
def test_any_words_give_at_most_one_finding_a_step_with_its_quote(text):
    message = Message("comment:1", Author.REQUESTER, text)
    findings = find_steps(to_view(message))
    assert len({f.item for f in findings}) == len(findings)
    for finding in findings:
        assert finding.item in ALL
        assert finding.evidence
        assert all(message.text[e.start : e.end] == e.quote for e in finding.evidence)


@pytest.mark.parametrize("piece", ["key-", "2fa done ", "[x] smtp ", "smtp password of all domains and users "])
def test_endless_sentence_is_read_in_bounded_time(piece):
    began = time.process_time()
    read(piece * (20_000 // len(piece)))
    assert time.process_time() - began < 2.0
