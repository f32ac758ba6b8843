"""The two steps about persons: who has done it, who alone has a login, and what a second factor is called."""

import pytest

from bot.core.conversation import Author, Message
from bot.nlp.steps.cutting import to_sentences
from bot.nlp.view import to_view
from tests.nlp.shipped import find_steps

USERS, TFA, SMTP, KEY = "user_passwords", "two_factor", "smtp_credentials", "api_key"


def read(text):
    return {f.item: f.status.value for f in find_steps(to_view(Message("comment:1", Author.REQUESTER, text), ""))}


def cues(text):
    return {hit.cue for sentence in to_sentences(text) for clause in sentence.clauses for hit in clause.hits}


NO_WAY_IN = [
    "None of us can sign in any more without the number on the mobile.",
    "It won't let anybody in without the digits from the phone now.",
    "MFA: enforced by policy since 2022, no way round it.",
    "Keiner von uns kommt noch ohne Handycode ins Konto.",
    "Plus personne ne se connecte sans le code reçu par SMS.",
    "Nadie entra ya sin el código del celular.",
    "Ninguém entra sem o código do celular.",
    "Niemand komt er nog in zonder code van de telefoon.",
    "Nikt nie wejdzie bez kodu z telefonu.",
]
PARTLY = [
    ("All but Pavel have the authenticator.", TFA),
    ("Everyone but our driver has 2FA.", TFA),
    ("MFA is on for everybody bar the shared info login.", TFA),
    ("The authenticator: I have it, Gwen hasn't.", TFA),
    ("Rosa is still without two-factor, everyone else has it.", TFA),
    ("Alle außer Herrn Voss haben die Zwei-Faktor-Anmeldung.", TFA),
    ("Tutti tranne Giulia hanno la verifica in due passaggi.", TFA),
    ("Iedereen behalve Kees heeft tweestaps.", TFA),
    ("Wszyscy oprócz Marka mają 2FA.", TFA),
    ("All but Ingrid have new passwords.", USERS),
    ("Three people still have their old passwords.", USERS),
    ("Passwords: teams 1 to 4 have them renewed, 5 to 8 follow on Friday.", USERS),
    ("Alle außer Frau Weber haben ein neues Passwort.", USERS),
    ("Tous sauf Luc ont changé leur mot de passe.", USERS),
    ("Passwords for everyone but Ida changed.", USERS),
    ("All passwords but Ida's were changed", USERS),
    ("Everyone's password but mine is new.", USERS),
    ("New passwords for the whole team bar Ida", USERS),
    ("Passwords changed for all of us, Ida excepted.", USERS),
    ("Passwörter aller Benutzer bis auf Ida geändert.", USERS),
    ("Todas las contraseñas menos la de Ida cambiadas.", USERS),
    ("Hasła wszystkich oprócz Idy zmienione.", USERS),
    ("SMTP reset for all domains but the shop's", SMTP),
    ("All keys are new but the reporting one.", KEY),
    ("All keys replaced except the one of the shop.", KEY),
]
WHOLE = [
    ("I reset all passwords but it took me an hour.", USERS),
    ("New passwords for everyone, but we are still cut off.", USERS),
    ("SMTP reset for all domains, but nothing goes out yet.", SMTP),
]
NOT_DONE = [
    ("2FA is not for us, too much hassle.", TFA),
    ("The team were emailed to switch on 2FA.", TFA),
    ("2FA was on but we switched it off again.", TFA),
    ("What is MFA?", TFA),
    ("Which app do you recommend for 2FA?", TFA),
    ("Zwei-Faktor brauchen wir nicht.", TFA),
    ("All staff have been emailed to change their passwords.", USERS),
    ("Mitarbeiterpasswörter: kommen morgen dran.", USERS),
    ("We sent each of them a reset link.", USERS),
    ("is 2fa on for each login by default or must i switch it somewhere", TFA),
]
SOLE = [
    "Besides me nobody uses the account, and my password is new.",
    "No one other than me logs in; password changed.",
    "Außer mir hat niemand Zugang, Passwort ist geändert.",
    "Je suis la seule à avoir accès et j'ai changé mon mot de passe.",
    "Nadie más entra, y mi contraseña es nueva.",
    "A parte me nessuno ha accesso, password cambiata.",
]


@pytest.mark.parametrize("text", NO_WAY_IN)
def test_no_way_in_without_the_second_factor_is_done(text):
    assert read(text)[TFA] == "done"


@pytest.mark.parametrize(("text", "step"), PARTLY)
def test_all_but_some_persons_is_partial(text, step):
    assert read(text)[step] == "partial"


@pytest.mark.parametrize(("text", "step"), WHOLE)
def test_but_that_goes_on_with_something_else_leaves_nothing_out(text, step):
    assert read(text)[step] == "done"


@pytest.mark.parametrize("text", ["All but Pavel have the authenticator.", "Tout le monde sauf Luc a la 2FA."])
def test_all_but_a_person_says_nothing_of_the_other_steps(text):
    assert set(read(text)) == {TFA}


@pytest.mark.parametrize(("text", "step"), NOT_DONE)
def test_refused_asked_about_or_only_told_is_not_done(text, step):
    assert read(text)[step] == "not_done"


@pytest.mark.parametrize("text", SOLE)
def test_the_sole_user_who_changed_their_own_is_done(text):
    assert read(text)[USERS] == "done"


@pytest.mark.parametrize("text", ["They stole our password.", "Someone got hold of our password."])
def test_a_stolen_password_says_nothing_of_the_step(text):
    assert USERS not in read(text)


def test_a_number_in_brackets_behind_persons_is_no_item_of_the_list():
    assert "smtp_credentials" not in read("My own password is changed, those of the two lads (2) not yet.")


def test_a_future_word_on_old_things_gone_is_not_done():
    assert "done" not in read("All the actions after the compromise will be duly executed upon your word.").values()


@pytest.mark.parametrize(
    ("text", "cue"),
    [("the code off her mobile", "two_factor"), ("außer", "except"), ("l'ancienne clé est là, c'est fait", "done")],
)
def test_phrases_are_found_however_they_are_spelled(text, cue):
    assert cue in cues(text + " und der die das le la les est")


@pytest.mark.parametrize(
    "text",
    [
        "Die Passwörter haben wir nicht geändert, das kann man doch nicht verlangen.",
        "The man in the middle changed the password of the zone file.",
        "La zona DNS no tiene nada que ver con la contraseña.",
    ],
)
def test_a_word_for_persons_in_another_language_is_not_heard(text):
    assert "others" not in cues(text)


def test_of_the_users_in_portuguese_is_not_two_users_in_spanish():
    assert read("Senhas dos usuários: não feito")[USERS] == "not_done"
    assert read("Dos usuarios siguen sin contraseña nueva")[USERS] == "partial"
