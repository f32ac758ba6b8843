"""Rows under the name of one step, a person, domain or key each."""

import pytest

from bot.core.conversation import Author, Message
from bot.nlp.steps.messages import read_message
from bot.nlp.view import to_view

KEY, SMTP, USERS, TFA = "api_key", "smtp_credentials", "user_passwords", "two_factor"


def read(text):
    return {
        f.item: f.status.value for f in read_message(to_view(Message("comment:1", Author.REQUESTER, text), "")).findings
    }


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("2FA status:\n- Ana: on\n- Ben: on\n- Cem: waiting for phone\n- Dora: on", TFA),
        ("New passwords\nAna x\nBen x\nCem\nDora x", USERS),
        ("Passwords:\nAna - changed\nBen - changed\nCem - same", USERS),
        ("SMTP by domain:\n- a.brook.example: reset\n- b.brook.example: reset\n- c.brook.example: same", SMTP),
        ("Keys:\n1. shop: rotated\n2. blog: rotated\n3. CRM: kept\n4. app: rotated", KEY),
        ("2FA: Ana ok, Ben ok, Cem -", TFA),
        ("Passwords, in this order: me (done), Ida (done), Bo (tonight).", USERS),
        ("Ana: new password\nBen: new password\nCem: old password\nDora: new password", USERS),
        ("API keys\n- key A: new\n- key B: new\n- key C: same old", KEY),
        ("Passwords: Ana done, Ben done, Cem on Monday.", USERS),
        ("Passwörter:\nAna: neu\nBen: neu\nCem: alt", USERS),
        ("2FA :\n- Anne : activée\n- Luc : activée\n- Paul : en attente", TFA),
    ],
)
def test_one_row_that_falls_short_leaves_a_part(text, step):
    assert read(text) == {step: "partial"}


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("2FA\n- Ana: on\n- Ben: on\n- Cem: on", TFA),
        ("Passwords:\nAna - changed\nBen - changed\nCem - changed\n\nThanks\nAna", USERS),
        ("Passwords:\nAna - changed\nBen - changed\n\nAna", USERS),
        ("SMTP by domain:\n- a.brook.example: reset\n- b.brook.example: reset", SMTP),
        ("Keys:\n1. shop: rotated\n2. blog: rotated\n3. CRM: rotated\n4. app: rotated", KEY),
        ("2FA: Ana ok, Ben ok, Cem ok", TFA),
        ("Passwords, in this order: me (done), Ida (done), Bo (done).", USERS),
        ("Ana: new password\nBen: new password\nCem: new password", USERS),
    ],
)
def test_rows_that_are_all_done_are_done_and_tell_of_no_other_step(text, step):
    assert read(text) == {step: "done"}


def test_the_rows_of_a_numbered_answer_stay_the_steps_of_the_desk():
    assert read("1. done\n2. done\n3. done\n4. not yet")[TFA] == "not_done"
