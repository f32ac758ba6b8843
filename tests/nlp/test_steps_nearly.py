"""Reports that are done but for one thing, in everyday words: none of them is ready, and the same without it is."""

import pytest

from bot.assess import assess_record, read_record
from bot.nlp.pipeline import Pipeline
from bot.procedures import load_procedures

KEY = "The API key is new and the old one deleted."
SMTP = "SMTP and postmaster passwords are reset on all three domains."
PASSWORDS = "All four of us have new passwords."
TWO_FACTOR = "2FA is on for all four."
HELP = "Someone sent spam through our account. What do we have to do?"
LIST = """agent: Please do the following and tell us when each is done:
1. Reset the private API key and delete the old one.
2. Reset the SMTP passwords of every domain, postmaster included.
3. Reset the password of every user.
4. Turn on two-factor authentication for every user."""
KEY_ASKED = "agent: Thank you. Could you confirm that the old API key has been deleted?"
TWO_FACTOR_ASKED = "agent: Thank you. Only two-factor authentication is left: is it on for every user?"
PASSWORDS_ASKED = "agent: Thanks. Has every user changed the password?"
DONE = f"{KEY} {SMTP} {PASSWORDS} {TWO_FACTOR}"


def is_ready(pipeline: Pipeline, *told: str) -> bool:
    """Whether a thread is ready; the desk's mails begin with "agent: "."""
    split = [
        ("agent", body.removeprefix("agent: ")) if body.startswith("agent: ") else ("customer", body) for body in told
    ]
    comments = [{"author": author, "body": body} for author, body in split]
    record = {"id": "1", "subject": "account hacked", "comments": comments}
    return bool(assess_record(read_record(record), pipeline, load_procedures())["ready"])


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (0, "The API key is new. The old key we will delete once the shop is updated."),
        (0, "I regenerated the key, the old one does not function as it should."),
        (1, "SMTP passwords reset on two domains, the third is parked."),
        (1, "SMTP: just the main domain and the shop."),
        (1, "SMTP reset on all that we use."),
        (1, "We've reset the SMTP password for info@, that was the one they used."),
        (2, "New passwords for me and Kim; the other two log in through me anyway."),
        (2, "Everyone gets a new password at the Monday meeting."),
        (2, "Passwords are new. Only Mia hasn't logged in since."),
        (3, "The four users have new passwords and three have two-factor on."),
        (3, "He says I should log in with a code from my phone."),
        (3, "2FA on for all four. Correction: on for three, Rob's failed."),
        (3, "We use two-factor for our e-mail."),
        (3, "Our new colleague has no 2FA."),
        (3, "They log in only with a code when they are abroad."),
        (3, "2FA comes with the password manager next month."),
        (3, "2FA enabled - for me at least."),
        (0, "The API key was last changed in May."),
        (0, "The developer is replacing the API key."),
        (0, "I requested a new API key."),
        (0, "I replaced the sandbox key."),
        (1, "SMTP done for news@, the others are unused."),
        (1, "We think the SMTP passwords were changed by the agency."),
        (2, "Every user was sent a reset link."),
        (2, "Every user should have a new password by now."),
        (2, "All of us changed our passwords, I hope."),
        (2, "Those in the office changed their passwords."),
        (3, "We recommend two-factor to every user."),
        (3, "Two-factor is on for every user with a smartphone."),
        (3, "Two-factor is on, but two users still have to scan the code."),
        (3, "We tested two-factor with one user."),
    ],
)
def test_one_thing_short_is_not_ready(pipeline: Pipeline, step: int, told: str) -> None:
    sentences = [KEY, SMTP, PASSWORDS, TWO_FACTOR]
    sentences[step] = told
    assert not is_ready(pipeline, " ".join(sentences))


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (0, "The two keys that were there are both deleted and there is a new one."),
        (1, "SMTP logins: reset, main domain plus the alerts subdomain."),
        (2, "Me and Tilly both changed our log ins."),
        (3, "Both of us now need the app to get in."),
        (3, "2FA is on for all four. Next month we'll get a password manager."),
        (3, "2FA is on for all four. I'll send the incident report once it is written."),
    ],
)
def test_the_same_told_in_other_words_is_ready(pipeline: Pipeline, step: int, told: str) -> None:
    sentences = [KEY, SMTP, PASSWORDS, TWO_FACTOR]
    sentences[step] = told
    assert is_ready(pipeline, " ".join(sentences))


@pytest.mark.parametrize(
    ("talk", "ready"),
    [
        ((TWO_FACTOR_ASKED, "Yes, it is."), True),
        ((TWO_FACTOR_ASKED, "It is on for all of us."), True),
        ((TWO_FACTOR_ASKED, "It's on for all new users."), False),
        ((TWO_FACTOR_ASKED, "Yes we use two-factor for our e-mail."), False),
        ((TWO_FACTOR_ASKED, "On for 5 of 6."), False),
        ((KEY_ASKED, "It's gone."), True),
        ((KEY_ASKED, "It was deleted from our code."), False),
        ((KEY_ASKED, "There are two in the list, is that right?"), False),
        ((KEY_ASKED, "It's no longer used by us."), False),
        ((PASSWORDS_ASKED, "Everyone did."), True),
        ((PASSWORDS_ASKED, "I did."), False),
    ],
)
def test_the_desk_asks_after_one_thing(pipeline: Pipeline, talk: tuple[str, str], ready: bool) -> None:
    left_out = {TWO_FACTOR_ASKED: TWO_FACTOR, KEY_ASKED: " and the old one deleted", PASSWORDS_ASKED: PASSWORDS}
    assert is_ready(pipeline, HELP, DONE.replace(left_out[talk[0]], ""), *talk) is ready


@pytest.mark.parametrize(
    ("answer", "ready"),
    [
        ("Every measure set out in your notice of 6 May has been implemented in full.", True),
        ("Done all of that. Can we send again?", True),
        ("First three done. Last one we skip, we're a small club.", False),
        ("All but the last one.", False),
        ("I have read and understood all the steps.", False),
        ("Our IT will complete the following: API key regenerated; SMTP reset; passwords reset; 2FA enabled.", False),
    ],
)
def test_the_whole_list_is_answered(pipeline: Pipeline, answer: str, ready: bool) -> None:
    assert is_ready(pipeline, HELP, LIST, answer) is ready


@pytest.mark.parametrize(
    "later",
    [
        "The hacker is back in!",
        "Somebody just sent spam again.",
        "We see new strange mails in the log since this morning.",
        "It turns out the agency has a login too.",
        "Der Hacker ist wieder drin!",
        "Se está enviando spam otra vez.",
        "Le pirate est de retour !",
        "L'agence a aussi un accès.",
    ],
)
def test_a_new_break_in_takes_ready_back(pipeline: Pipeline, later: str) -> None:
    assert is_ready(pipeline, HELP, LIST, DONE)
    assert not is_ready(pipeline, HELP, LIST, DONE, later)


@pytest.mark.parametrize(
    ("before", "later", "ready"),
    [
        ("2FA for everyone but Marcus.", "Marcus has it now.", True),
        ("2FA for everyone but Marcus.", "Eva has it now.", False),
        ("2FA: mine on, waiting on Dmitri.", "Dmitri just turned his on.", True),
        ("2FA: mine on, waiting on Dmitri.", "Dmitri turned it down.", False),
    ],
)
def test_the_one_who_was_left_out(pipeline: Pipeline, before: str, later: str, ready: bool) -> None:
    assert is_ready(pipeline, HELP, f"{KEY} {SMTP} {PASSWORDS} {before}", later) is ready
