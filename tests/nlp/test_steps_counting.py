"""Passwords and second factors told of by number or by name: fewer than have access are only a part."""

import pytest

from bot.core.conversation import Author, Message
from bot.nlp.steps.messages import read_message
from bot.nlp.view import to_view

USERS, TFA, SMTP = "user_passwords", "two_factor", "smtp_credentials"
KEY = "api_key"


def read(text):
    return {
        f.item: f.status.value for f in read_message(to_view(Message("comment:1", Author.REQUESTER, text), "")).findings
    }


SHORT = [
    ("Eight users have access. Six new passwords so far as I count.", USERS),
    ("We are five. New passwords for four of us.", USERS),
    ("Sur onze utilisateurs, huit ont un nouveau mot de passe.", USERS),
    ("We have 3 logins. Two of them are done with their passwords.", USERS),
    ("Wir sind zu viert. Drei haben neue Passwörter.", USERS),
    ("Somos cinco. Tres tienen contraseña nueva.", USERS),
    ("Nous sommes cinq. Quatre ont un nouveau mot de passe.", USERS),
    ("Siamo in cinque. Quattro hanno una nuova password.", USERS),
    ("We zijn met vier. Drie hebben een nieuw wachtwoord.", USERS),
    ("Jest nas czworo. Troje ma nowe hasła.", USERS),
    ("Vera, Igor, Pia and I have access. Vera, Igor and I have new passwords.", USERS),
    ("Passwords: Vera, Igor, Pia done. There are six of us.", USERS),
    ("Passwords: Vi, Al, Jo done. There are six of us.", USERS),
    ("Key rolled, old one gone. Passwords: Vi, Al, Jo done. There are six of us.", USERS),
    ("We are four users. Igor and I have new passwords.", USERS),
    ("My three brothers and I log in. I have a new password, so has Igor.", USERS),
    ("My partner also logs in. I have changed my password.", USERS),
    ("Users: me, Kofi, Ama. New password: me, Kofi.", USERS),
    ("There are three domains. SMTP is reset on two of them.", SMTP),
    ("Users with access: 6. Users with 2FA: 5.", TFA),
    ("8 users. 2FA: 7.", TFA),
    ("We changed five passwords. There are six people.", USERS),
    ("Users: 12\nPasswords reset: 11", USERS),
    ("Domains: 4. SMTP passwords changed: 3.", SMTP),
    ("We have four domains. SMTP passwords: 3 changed.", SMTP),
    ("We had three keys and rotated two.", KEY),
    ("API keys: 3. Rotated: 2.", KEY),
    ("We have two API keys and rotated one.", KEY),
    ("Users 10 / passwords reset 9", USERS),
]
WHOLE = [
    ("Eight users have access. Eight new passwords were set.", USERS),
    ("There are five of us with access. Three changed passwords yesterday, two today.", USERS),
    ("We have 30 staff but only two users, two new passwords.", USERS),
    ("Vera, Igor and I have access. All of us have new passwords.", USERS),
    ("My colleague changed her password and I changed mine; that is everybody.", USERS),
    ("There were seven of us; five reset their passwords, two don't work here any more and were removed.", USERS),
    ("Of our five users two have left and were deleted, the other three reset their passwords.", USERS),
    ("Onze gebruikers hebben allemaal een nieuw wachtwoord.", USERS),
    ("Everybody has a code app: 2FA on x4.", TFA),
    ("Users: me, Kofi, Ama. New password: me, Kofi, Ama.", USERS),
    ("8 users, 2FA: 8.", TFA),
    ("Users: 12, one of them deleted. Passwords reset: 11.", USERS),
    ("Domains: 4. SMTP passwords changed: 4.", SMTP),
    ("We had three keys, rotated all three.", KEY),
    ("API keys: 3. Rotated: 3.", KEY),
    ("We have two API keys and replaced both.", KEY),
    ("Users 10 / passwords reset 10", USERS),
]


@pytest.mark.parametrize(("text", "step"), SHORT)
def test_fewer_than_were_counted_or_named_are_a_part(text, step):
    assert read(text)[step] == "partial"


@pytest.mark.parametrize(("text", "step"), WHOLE)
def test_as_many_as_were_counted_or_named_are_all(text, step):
    assert read(text)[step] == "done"


def test_our_in_dutch_is_no_eleven_in_french():
    assert (
        read("Op elk van onze vier domeinen heeft Sanne de SMTP-wachtwoorden vernieuwd.")["smtp_credentials"] == "done"
    )
    assert read("Neuf utilisateurs sur onze ont la double authentification.")[TFA] == "partial"
