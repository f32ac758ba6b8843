"""The many ways in which people say how things stand: whole fields of wording, by language and status."""

import pytest

from bot.core.conversation import Author, Message
from bot.nlp.view import to_view
from tests.nlp.shipped import find_steps

KEY, SMTP, USERS, TFA = "api_key", "smtp_credentials", "user_passwords", "two_factor"


def read(text, asked=""):
    return {f.item: f.status.value for f in find_steps(to_view(Message("comment:1", Author.REQUESTER, text), asked))}


DONE = [
    ("We binned the old API key and made a new one.", KEY),
    ("Private key swapped out, the previous one is in the dustbin.", KEY),
    ("I rolled a new API key and killed the leaked one.", KEY),
    ("Our API token has been reissued.", KEY),
    ("API-Schlüssel ausgewechselt, der alte ist gelöscht.", KEY),
    ("Der private Schlüssel wurde neu erzeugt.", KEY),
    ("La clave API está renovada y la antigua eliminada.", KEY),
    ("La clé API a été remplacée et l'ancienne supprimée.", KEY),
    ("A chave privada foi trocada e a antiga excluída.", KEY),
    ("La chiave API è stata rigenerata e quella vecchia eliminata.", KEY),
    ("De API-sleutel is vervangen en de oude verwijderd.", KEY),
    ("Klucz API został wymieniony, stary usunięty.", KEY),
    ("SMTP logins on all three domains have fresh passwords, postmaster included.", SMTP),
    ("I have reset the passwords of all our sending domains.", SMTP),
    ("Every mail relay password was replaced.", SMTP),
    ("Alle SMTP-Passwörter sind ausgetauscht.", SMTP),
    ("Las contraseñas SMTP de todos los dominios están cambiadas.", SMTP),
    ("Les mots de passe SMTP de tous les domaines ont été changés.", SMTP),
    ("As senhas SMTP de todos os domínios foram redefinidas.", SMTP),
    ("Le password SMTP di tutti i domini sono state cambiate.", SMTP),
    ("De SMTP-wachtwoorden van alle domeinen zijn gewijzigd.", SMTP),
    ("Hasła SMTP wszystkich domen zostały zmienione.", SMTP),
    ("All users have new passwords.", USERS),
    ("Everyone in the team picked a fresh password.", USERS),
    ("Alle Benutzer haben neue Passwörter.", USERS),
    ("Todos los usuarios han cambiado su contraseña.", USERS),
    ("Tous les utilisateurs ont changé leur mot de passe.", USERS),
    ("Todos os usuários trocaram a senha.", USERS),
    ("Tutti gli utenti hanno cambiato la password.", USERS),
    ("Alle gebruikers hebben een nieuw wachtwoord.", USERS),
    ("Wszyscy użytkownicy zmienili hasła.", USERS),
    ("2FA is mandatory for everyone.", TFA),
    ("Everybody logs in with an authenticator code now.", TFA),
    ("Two-step login is switched on for all users.", TFA),
    ("Zwei-Faktor ist bei allen an.", TFA),
    ("Doble factor activado para todos los usuarios.", TFA),
    ("La double authentification est activée pour tous.", TFA),
    ("A autenticação de dois fatores está ativada para todos.", TFA),
    ("L'autenticazione a due fattori è attiva per tutti.", TFA),
    ("Tweestapsverificatie staat bij iedereen aan.", TFA),
    ("Uwierzytelnianie dwuskładnikowe włączone u wszystkich.", TFA),
]

NOT_DONE = [
    ("We haven't touched the API key.", KEY),
    ("The API key reset is pencilled in for Friday.", KEY),
    ("I can't find where to reset the API key.", KEY),
    ("Den API-Schlüssel ändern wir morgen.", KEY),
    ("La clave API la cambiaremos mañana.", KEY),
    ("La clé API n'a pas encore été changée.", KEY),
    ("A chave API ainda não foi trocada.", KEY),
    ("La chiave API non è ancora stata cambiata.", KEY),
    ("De API-sleutel doen we morgen.", KEY),
    ("Klucza API jeszcze nie zmieniliśmy.", KEY),
    ("SMTP passwords: not yet.", SMTP),
    ("The SMTP reset page keeps timing out, so no luck.", SMTP),
    ("Die SMTP-Passwörter sind noch offen.", SMTP),
    ("Las contraseñas SMTP todavía no.", SMTP),
    ("Les mots de passe SMTP restent à faire.", SMTP),
    ("As senhas SMTP ficam pra amanhã.", SMTP),
    ("De SMTP-wachtwoorden nog niet.", SMTP),
    ("I told everybody to change their password.", USERS),
    ("User passwords will follow tonight.", USERS),
    ("Die Benutzerpasswörter folgen morgen.", USERS),
    ("Las contraseñas de los usuarios las cambiaremos mañana.", USERS),
    ("Les mots de passe des utilisateurs seront changés demain.", USERS),
    ("2FA is on the roadmap.", TFA),
    ("The 2FA policy is drafted, awaiting sign-off.", TFA),
    ("We had 2FA but it was switched off again.", TFA),
    ("Zwei-Faktor haben wir noch nicht.", TFA),
    ("El doble factor todavía no lo hemos activado.", TFA),
    ("La double authentification n'est pas encore activée.", TFA),
    ("O segundo fator ainda não está ativado.", TFA),
    ("Il secondo fattore non è ancora attivo.", TFA),
    ("How do I turn on 2FA?", TFA),
]

PARTIAL = [
    ("We made a new API key; the old one still works until Friday.", KEY),
    ("Neuer API-Schlüssel erstellt, der alte ist noch aktiv.", KEY),
    ("Clave API nueva, pero la antigua sigue activa.", KEY),
    ("SMTP passwords changed for two of the three domains.", SMTP),
    ("Only the main domain got a new SMTP password.", SMTP),
    ("SMTP-Passwörter bei zwei von drei Domains geändert.", SMTP),
    ("En SMTP hemos cambiado dos de los tres dominios.", SMTP),
    ("There are nine of us, six have made new passwords so far.", USERS),
    ("4 of 6 users have changed their passwords.", USERS),
    ("All users have a new password except Tom.", USERS),
    ("2FA is on for the admins only.", TFA),
    ("2FA enabled for 3 of 5 users.", TFA),
    ("MFA enforced, except for 2 service accounts.", TFA),
    ("2FA ist bei drei von fünf Benutzern aktiv.", TFA),
]


@pytest.mark.parametrize(("text", "step"), DONE)
def test_step_told_as_finished_is_done(text, step):
    assert read(text) == {step: "done"}


@pytest.mark.parametrize(("text", "step"), NOT_DONE)
def test_step_told_as_open_is_not_done(text, step):
    assert read(text) == {step: "not_done"}


@pytest.mark.parametrize(("text", "step"), PARTIAL)
def test_step_told_of_a_part_is_partial(text, step):
    assert read(text) == {step: "partial"}


@pytest.mark.parametrize(
    "text",
    [
        "We rotated our AWS root key and all IAM keys.",
        "Our WordPress admin passwords are changed.",
        "GitHub organisation: every member changed password.",
        "Two-factor is on for our hosting login.",
        "I have no idea who did this, please help.",
    ],
)
def test_work_on_another_service_is_no_step(text):
    assert "done" not in read(text).values()


@pytest.mark.parametrize(
    ("text", "asked", "steps"),
    [
        ("Yes, deleted this morning.", "Has the old key been deleted as well?", {KEY: "done"}),
        ("No, that one is still active.", "Has the old key been deleted as well?", {KEY: "partial"}),
        ("Yes", "Is 2FA on for every user?", {TFA: "done"}),
        ("Not yet", "Is 2FA on for every user?", {TFA: "not_done"}),
    ],
)
def test_short_answer_is_read_with_the_question(text, asked, steps):
    assert read(text, asked) == steps


@pytest.mark.parametrize(
    "text",
    [
        "The API key and SMTP resets were rolled back, so the old values are in force again.",
        "We are prepared to reset the API key and the SMTP passwords upon written confirmation.",
        "As soon as you unblock us we will rotate the API key and the SMTP passwords.",
    ],
)
def test_taken_back_or_conditional_step_is_never_done(text):
    assert "done" not in read(text).values()
