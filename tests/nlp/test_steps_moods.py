"""What sounds like a word on a step and is none, and whose word it is where one person alone is meant."""

import pytest

from bot.core.conversation import Author, Message
from bot.nlp.steps.cutting import to_sentences
from bot.nlp.steps.messages import read_message
from bot.nlp.steps.moods import demands, is_idle_talk
from bot.nlp.view import to_view
from tests.nlp.shipped import find_steps

KEY = "The API key is reset and the old one deleted. "


def view(text):
    return to_view(Message("comment:1", Author.REQUESTER, text), "")


def rules(text):
    return {f.item: f.status.value for f in read_message(view(text)).findings}


def clauses(text):
    return to_sentences(text)[0].clauses


@pytest.mark.parametrize(
    "text",
    [
        "The board resolved that the API key be changed",
        "The auditors demand that all passwords be fully reset",
        "SMTP passwords to be rotated",
    ],
)
def test_what_is_only_demanded_is_not_done(text):
    assert any(demands(clause) for clause in clauses(text))
    assert set(rules(text).values()) == {"not_done"}


@pytest.mark.parametrize(
    "text", ["The API key has been changed", "so that the account can be reactivated", "it seems to be done"]
)
def test_what_was_done_or_begged_for_is_no_demand(text):
    assert not any(demands(clause) for clause in clauses(text))


@pytest.mark.parametrize("text", ["Wait", "you don't do those", "I read that 2FA wants a smartphone"])
def test_idle_talk_tells_nothing_of_a_step(text):
    assert is_idle_talk(clauses(text)[0])


@pytest.mark.parametrize("text", ["wait for Tom", "you told me to rotate it", "I read the guide and switched 2FA on"])
def test_what_tells_something_is_no_idle_talk(text):
    assert not is_idle_talk(clauses(text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "Ohne den Code aus der App kommt seit heute Mittag keiner von uns mehr hinein.",
        "Without the code from the phone nobody gets in any more since Monday.",
        "2FA: so zero people without.",
    ],
)
def test_nobody_in_without_a_code_since_a_day_is_done_for_all(text):
    assert rules(text)["two_factor"] == "done"


def test_nobody_in_without_a_code_from_a_day_on_is_a_plan():
    assert rules("Nobody gets in without the code from Monday on.").get("two_factor") != "done"


@pytest.mark.parametrize(
    "text",
    [
        KEY + "2FA is on for me. Joan, who writes our newsletter, hasn't switched it on.",
        "2FA: I have it, Sanjay has it, the others get it on Wednesday.",
    ],
)
def test_one_who_lacks_it_or_gets_it_later_leaves_a_part(text):
    assert rules(text)["two_factor"] == "partial"
    assert {f.item: f.status.value for f in find_steps(view(text))}["two_factor"] == "partial"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("SMTP passwords: we have five domains, on three already changed, two remain.", "partial"),
        ("Hasła SMTP - mamy pięć domen, na trzech już zmienione, dwie zostały.", "partial"),
        ("SMTP and postmaster passwords changed, 2 domains out of 2.", "done"),
        ("SMTP passwords changed on 1 domain out of 2.", "partial"),
    ],
)
def test_domains_are_counted_against_all_of_them(text, status):
    assert rules(text)["smtp_credentials"] == status


def test_an_old_key_that_is_put_in_the_bin_is_gone():
    assert rules("I refreshed the private key and then put the old key in the bin.")["api_key"] == "done"
    assert rules("I reset the API key, then put the old key back.")["api_key"] != "done"


@pytest.mark.parametrize("text", ["The rest holds.", "Reszta się zgadza.", "Der Rest stimmt.", "De rest klopt."])
def test_a_rest_that_holds_is_not_told_anew(text):
    assert rules(
        "On the shop's domain the SMTP password is still the old one. I will do it tonight. " + text
    ).keys() <= {"smtp_credentials"}


@pytest.mark.parametrize(
    "text",
    [
        "My own login has a new password and a code app. Denise's: she refuses to change hers.",
        "I have a new password and two-factor. My brother won't change his.",
    ],
)
def test_one_who_keeps_the_old_password_leaves_a_part(text):
    assert rules(text)["user_passwords"] == "partial"


@pytest.mark.parametrize(
    "text",
    [
        "I pass on below what our contractor wrote to me.",
        "Wir unterhalten öffentliche Repositorien nicht.",
        "Mil gracias, quedo pendiente.",
    ],
)
def test_the_frame_of_a_letter_says_nothing_of_a_step(text):
    assert rules(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "I'm the only user and it texts me a code now when I go in.",
        "It's my own account, I'm the only user, and it sends me a code when I log in now.",
    ],
)
def test_a_code_that_is_sent_at_the_door_is_the_second_factor(text):
    assert rules(text).get("two_factor") == "done"
