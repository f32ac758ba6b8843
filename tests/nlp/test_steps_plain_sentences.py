"""Plain sentences about one step beside three that are done: what falls short in everyday words is never ready."""

import pytest

from bot.assess import assess_record, read_record
from bot.nlp.pipeline import Pipeline
from bot.procedures import load_procedures

DONE = {
    "api_key": "We generated a new API key and deleted the old one.",
    "smtp_credentials": "SMTP and postmaster passwords were reset for all our domains.",
    "user_passwords": "All users have new passwords.",
    "two_factor": "Two-factor authentication is on for everyone.",
}
SHORT = {
    "api_key": [
        "We asked support to reset the key.",
        "The API key was changed in our .env file.",
        "The API key has been shared with the new agency.",
        "I think you already deleted our API key.",
        "The key has a new name and new permissions.",
        "The key had expired anyway.",
        "Please delete the old key for us, the new one is there.",
        "We changed the key of the webhook.",
        "The dev says the key is fine.",
        "Our key was regenerated before the attack.",
        "The API key in the app is new, in the newsletter tool it's the old one.",
    ],
    "smtp_credentials": [
        "We changed the SMTP password that was leaked.",
        "SMTP reset on the domains that are active.",
        "I reset the SMTP password of the shop.",
        "New SMTP password for the newsletter domain.",
        "SMTP credentials were checked and are fine.",
        "One SMTP password was reset.",
        "SMTP password: the one for info@ is new.",
        "The SMTP password of our mail client was changed.",
        "The SMTP login of the scanner was changed.",
        "The default SMTP login was reset.",
        "SMTP authentication is now required.",
        "I've changed SMTP for the domain in question.",
        "I reset SMTP for the domain the hacker used.",
        "We've disabled SMTP on our side.",
        "SMTP: reset by the web designer, he did the one he knows.",
    ],
    "user_passwords": [
        "My password is new. Lisa also has a login.",
        "The team password was changed in 2023.",
        "The password policy was tightened.",
        "Passwords changed for the main users.",
        "Password changed (me).",
        "Users with admin rights have new passwords.",
        "All passwords of our clients were reset.",
        "The passwords in our password manager were changed.",
        "The passwords of all the shop's customers were reset.",
        "Passwords for new hires are set.",
        "The new password was sent to the users.",
        "I have changed all passwords I know.",
        "Passwords changed for everybody in marketing.",
    ],
    "two_factor": [
        "2FA is on for new users.",
        "2FA is on for the account owner.",
        "2FA pilot is running with IT.",
        "All managers have 2FA.",
        "2FA is active for logins from outside.",
        "Everyone has an authenticator app, now they need to link it.",
        "2FA on for 3, off for 1.",
        "We had 2FA for all, then reset the phones.",
    ],
}
FULL = {
    "api_key": [
        "The key has been cycled and the one they had is no good any more.",
    ],
    "smtp_credentials": ["Every domain we have (four) got a new SMTP password, postmaster as well."],
    "user_passwords": [
        "The passwords of all three users have been replaced with new ones.",
        "Nobody uses an old password any more.",
    ],
    "two_factor": [
        "Everyone now needs a code from their phone to get in.",
        "Two-factor is on for all of us. I was in hospital for my knee last week.",
    ],
}


def is_ready(pipeline: Pipeline, step: str, sentence: str, between: str = " ") -> bool:
    """Whether a report is ready that says so of one step, and of the others that they are done."""
    body = "Hello, our account was hacked. " + between.join((DONE | {step: sentence}).values())
    record = read_record({"id": "plain", "comments": [{"author": "customer", "body": body}]})
    return bool(assess_record(record, pipeline, load_procedures())["ready"])


@pytest.mark.parametrize(("step", "sentence"), [(step, s) for step, said in SHORT.items() for s in said])
def test_what_falls_short_is_never_ready(pipeline, step, sentence):
    assert not is_ready(pipeline, step, sentence)
    assert not is_ready(pipeline, step, sentence, "\n\n")


@pytest.mark.parametrize(("step", "sentence"), [(step, s) for step, said in FULL.items() for s in said])
def test_what_is_done_is_ready(pipeline, step, sentence):
    assert is_ready(pipeline, step, sentence)


@pytest.mark.parametrize("box", ["[ ]", "( )", "☐"])
@pytest.mark.parametrize(
    "below", ["", "The rest tomorrow.", "Also the director has 2FA now and he does not like passwords."]
)
def test_an_unticked_line_is_no_answer_whatever_stands_below_it(pipeline: Pipeline, box: str, below: str):
    lines = ("[x] API key replaced, old one deleted", "[x] SMTP and postmaster passwords replaced, every domain")
    lines += (f"{box} All users have new passwords", "[x] All users have 2FA", "", below)
    comments = [{"author": "customer", "body": "\n".join(lines)}]
    read = assess_record(read_record({"id": "unticked", "comments": comments}), pipeline, load_procedures())

    assert read["steps"]["user_passwords"] != "done"
    assert not read["ready"]
