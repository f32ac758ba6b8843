"""What points back, stands below or beside: passwords spoken of before, the line under a heading, who else is there."""

import pytest

from bot.core.conversation import Author, Message
from bot.nlp.steps.messages import read_message
from bot.nlp.view import to_view
from tests.nlp.shipped import find_steps

KEY, SMTP, USERS, TFA = "api_key", "smtp_credentials", "user_passwords", "two_factor"
DONE, PARTIAL, NOT_DONE = "done", "partial", "not_done"
ASKED = "Which steps have you done? API key, SMTP passwords, user passwords, two-factor?"
CASES = [
    ("We made a new key. The old key no longer works.", KEY, DONE),
    ("Fresh key in place, the previous one no longer works.", KEY, DONE),
    ("Fresh key in place, the previous one still works.", KEY, PARTIAL),
    ("I hit the button next to the key, so that is a different one now.", KEY, DONE),
    ("The key is next to be changed.", KEY, NOT_DONE),
    ("Since Friday our key is a new one.", KEY, DONE),
    ("We can't log in to reset the key.", KEY, NOT_DONE),
    ("I cannot log in to change the private key.", KEY, NOT_DONE),
    ("I have worked through everything your guide shows except the key.", KEY, NOT_DONE),
    ("The SMTP password was stolen. That password is a new one now.", SMTP, DONE),
    ("They came in by an SMTP login. Should I reset these passwords?", SMTP, NOT_DONE),
    ("Das SMTP-Passwort war bekannt. Dieses Passwort ist jetzt neu.", SMTP, DONE),
    ("Our domain has a fresh password now.", SMTP, DONE),
    ("The domain manager has a fresh password.", USERS, DONE),
    ("The old SMTP password no longer works. We set new ones for all domains.", SMTP, DONE),
    ("SMTP passwords are new for all domains. The postmaster one I couldn't find.", SMTP, PARTIAL),
    ("SMTP not reset, postmaster not reset.", SMTP, NOT_DONE),
    ("SMTP passwords reset. Each of us changed his own.", USERS, DONE),
    ("Contraseñas SMTP cambiadas; mi mujer y yo hemos cambiado cada uno la suya.", USERS, DONE),
    ("API: new. SMTP: new. Me: not yet new.", USERS, None),
    ("2FA is on for her, not for me.", TFA, PARTIAL),
    ("Two-factor: Ida and me, all on. More people we have not in there.", TFA, DONE),
    ("Mehr Leute haben noch kein 2FA.", TFA, NOT_DONE),
    ("Since Tuesday I type a number from my telephone at each login.", TFA, DONE),
    ("2FA:\nOn for both of us since Friday.", TFA, DONE),
    ("2FA:\nnobody has this yet.", TFA, NOT_DONE),
    ("API key:\nSwapped on Monday. Removed the former one.", KEY, DONE),
    ("Our API key:\nWe sell flowers and have changed our web site.", KEY, None),
    ("SMTP: reset. The boarding passes are not going out.", USERS, None),
]


def read(text, asked=""):
    return {f.item: f.status.value for f in find_steps(to_view(Message("comment:1", Author.REQUESTER, text), asked))}


@pytest.mark.parametrize(("text", "step", "status"), CASES)
def test_what_stands_around_a_word_decides_of_what_it_speaks(text, step, status):
    assert read(text).get(step) == status


def test_one_and_the_writer_are_not_one_alone():
    view = to_view(Message("comment:1", Author.REQUESTER, "Two-factor is on for her and for me."), "")
    assert [finding.status.value for finding in read_message(view).findings] == [DONE]


@pytest.mark.parametrize("text", ["So far: nothing.", "None of it yet.", "Bisher nichts."])
def test_nothing_so_far_is_said_of_all_that_was_asked(text):
    assert set(read(text, ASKED).values()) == {NOT_DONE}


def test_nothing_new_beside_what_is_done_takes_nothing_back():
    assert set(read("Yes to all. Nothing yet from the bank.", ASKED).values()) == {DONE}


@pytest.mark.parametrize(
    "leaver", ["Greta left the practice in autumn", "Omar left our firm two years ago", "Ines left the charity"]
)
def test_who_left_and_is_still_there_leaves_parts(leaver):
    found = read(f"{leaver}, she's still in there. All of us have new passwords and 2FA.")
    assert found[USERS] == found[TFA] == PARTIAL


def test_a_name_that_is_put_off_is_not_agreed_to_be_done():
    text = "Those passwords are all new now. User logins and 2FA tomorrow."
    found = find_steps(to_view(Message("comment:1", Author.REQUESTER, text), ""))
    assert not any(f.agreed and f.status.value == DONE for f in found if f.item == USERS)


def test_a_note_on_an_empty_box_is_the_word_on_its_line():
    found = read("[x] Key reset\n[ ] SMTP passwords reset - no idea where that is, can't find it")
    assert found[SMTP] == NOT_DONE
