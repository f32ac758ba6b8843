"""Who or what was left as it was, told of in passing; and words that only look like it."""

import pytest

from bot.core.conversation import Author, Message
from bot.nlp.steps.messages import read_message
from bot.nlp.steps.reserves import has_reserve
from bot.nlp.view import to_view

KEY, SMTP, USERS, TFA = "api_key", "smtp_credentials", "user_passwords", "two_factor"


def read(text):
    return {
        f.item: f.status.value for f in read_message(to_view(Message("comment:1", Author.REQUESTER, text), "")).findings
    }


SPARED = [
    "The SMTP password of shop.example is reset. There are two more domains, but they weren't in that file.",
    "We reset the SMTP login of news.example and its postmaster. We have four further domains but those are fine.",
    "Das SMTP-Passwort von laden.example ist neu. Es gibt zwei weitere Domains, die sind aber sauber.",
]
LEAVERS = [
    "We all have new passwords and 2FA. The user of Mr Hale, who retired in May, unfortunately still exists.",
    "All passwords are new and 2FA is on for us. The login of our ex-intern remains, only the owner can remove it.",
    "Alle haben neue Passwörter und 2FA. Der Zugang von Hr. Kern (ausgeschieden im Mai) besteht leider noch.",
    "Contraseñas y 2FA: todos. El usuario de Marta, que ya no trabaja aquí, sigue existiendo.",
    "Mots de passe et 2FA changés pour nous trois. Le compte de notre ancienne stagiaire existe toujours.",
    "Wij hebben allemaal nieuwe wachtwoorden en 2FA. Het account van Bas (niet meer in dienst) bestaat nog.",
]
QUESTIONED = [
    "Does every user really need this? The four who send mail have new passwords and 2FA.",
    "Must the read-only users do it too? The others have new passwords and 2FA.",
]
OLD_LIVES = [
    "The new API key works, the old one too.",
    "New API key in use. The old key couldn't be deleted, it is gone on Monday.",
    "La clave API nueva funciona, la vieja también.",
    "La nouvelle clé est là, l'ancienne aussi.",
]
DONE = [
    (
        "Nobody was inside, I think. But for safety I changed my password, and Milan changed his, that's all of us.",
        USERS,
    ),
    ("No SMTP password from before the 3rd is valid on any domain.", SMTP),
    ("I am glad to confirm that two-factor is on for all users.", TFA),
    ("2FA on, nobody excluded.", TFA),
    ("Passwörter geändert, niemand ausgenommen.", USERS),
    ("Tutte le password cambiate, nessuno escluso.", USERS),
    ("I didn't know that the old key had to go, it is deleted now. The new API key is in use.", KEY),
]
NO_RESERVE = [
    "His debug page showed the settings to anyone who visited it.",
    "She didn't need it any more, so her user was deleted.",
    "The key was revoked last night, so don't bother.",
    "I'd call that complete.",
    "Of our users two had left and were removed.",
]
RESERVE = [
    "2FA is on for anyone who regularly sends.",
    "We don't need 2FA.",
    "We didn't bother with the interns.",
    "Please consider it done.",
    "Of our users two have 2FA.",
]


@pytest.mark.parametrize("text", SPARED)
def test_domains_spared_for_a_reason_leave_a_part(text):
    assert read(text)[SMTP] == "partial"


@pytest.mark.parametrize("text", LEAVERS)
def test_a_former_colleague_who_still_has_a_login_leaves_parts(text):
    found = read(text)
    assert (found[USERS], found[TFA]) == ("partial", "partial")


def test_a_former_colleague_who_never_had_a_login_leaves_nothing():
    assert USERS not in read("Our key leaked through a former developer, he never had a login with you.")


@pytest.mark.parametrize("text", QUESTIONED)
def test_who_asks_whether_all_must_has_left_some_out(text):
    found = read(text)
    assert (found[USERS], found[TFA]) == ("partial", "partial")


@pytest.mark.parametrize("text", OLD_LIVES)
def test_an_old_key_that_works_like_the_new_one_lives(text):
    assert read(text)[KEY] == "partial"


@pytest.mark.parametrize(("text", "step"), DONE)
def test_what_only_looks_like_a_lack_is_done(text, step):
    assert read(text)[step] == "done"


@pytest.mark.parametrize("text", NO_RESERVE)
def test_words_of_the_story_are_no_reserve(text):
    assert not has_reserve(text)


@pytest.mark.parametrize("text", RESERVE)
def test_words_that_narrow_what_is_done_are_a_reserve(text):
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "SMTP passwords are new on our domain, the postmaster's as well.",
        "We reset the SMTP login; the postmaster too.",
    ],
)
def test_postmaster_named_beside_what_is_done_is_no_lack(text):
    assert read(text)[SMTP] == "done"
