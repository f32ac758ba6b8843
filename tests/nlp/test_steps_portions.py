import pytest

from bot.nlp.steps.reserves import has_reserve


@pytest.mark.parametrize(
    "text",
    [
        "2FA on, Ida excluded.",
        "All passwords are new with the exclusion of the printer's user.",
        "2FA activado, Ida excluida.",
        "2FA activée, Ida exclue.",
        "Senhas trocadas, excluída a do contador.",
        "Mots de passe changés, à l'exclusion de celui de Paul.",
        "Password cambiate, escluso Marco.",
        "Wachtwoorden gewijzigd, Jan uitgezonderd.",
        "Contraseñas cambiadas, menos la de Paco.",
        "Passwörter geändert, Herr Klein ausgenommen.",
    ],
)
def test_who_is_excluded_is_a_reserve(text):
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "2FA on, nobody excluded.",
        "Chave nova, antiga excluída.",
        "Tutte le password cambiate, nessuno escluso.",
        "Alle wachtwoorden gewijzigd, niemand uitgezonderd.",
        "Passwörter geändert, niemand ausgenommen.",
        "Mots de passe changés, personne exclue.",
    ],
)
def test_where_nobody_is_excluded_there_is_none(text):
    assert not has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "First SMTP password done, second in an hour.",
        "I did my own password right away, then Tom's, and Lea's comes last.",
        "Started with the admins: passwords changed. Then the others.",
        "SMTP: the first of our two is reset.",
        "User passwords: Ana done, Ben done, Cem on Monday.",
        "Das erste SMTP-Passwort ist neu, das zweite morgen.",
        "La première est faite, la deuxième demain.",
        "De eerste is klaar, de tweede straks.",
    ],
)
def test_what_comes_later_is_a_reserve(text):
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "Replaced the key that leaked; the other two I kept.",
        "Changed the first, kept the second.",
        "SMTP reset; the newsletter login stays as is.",
        "All passwords new, my wife kept hers.",
        "Rotated the exposed key, held on to the other one.",
        "Swapped out the exposed key; its sister lives on.",
        "A key was rotated, there is another.",
        "Passwords changed, though not for the read-only user.",
        "Den geleakten Schlüssel ersetzt, die anderen beiden behalten.",
        "La primera es nueva, las otras dos las dejé.",
        "La première est neuve, les autres je les ai gardées.",
    ],
)
def test_what_was_kept_is_a_reserve(text):
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "2FA: yes for me.",
        "As for myself, 2FA is on.",
        "2FA: oui pour moi.",
        "2FA pour moi c'est fait.",
        "2FA: sì per me.",
        "SMTP for the EU domains is done.",
        "SMTP password of one domain changed.",
        "SMTP credentials rotated for our German customers' domains.",
        "SMTP passwords changed where I am admin.",
        "Passwords of the marketing team are all new.",
        "The people in Lyon have new passwords.",
        "Password changed for the login in question.",
        "The production key has been rotated.",
        "I've seen to my own password.",
        "SMTP changed on the domain in your mail.",
        "Passwörter der Buchhaltung sind geändert.",
        "Doble factor para los jefes, listo.",
        "Double authentification active pour la direction.",
        "2FA ativo para a diretoria.",
        "2FA attiva per i titolari.",
        "2FA staat aan voor de directie.",
        "SMTP-Passwörter für die deutschen Domains sind neu.",
    ],
)
def test_a_group_alone_is_a_reserve(text):
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "2FA: yes, for me and for both colleagues.",
        "Two-factor is on for me. I'm the only user.",
        "SMTP passwords reset for all domains, for each domain, on every domain.",
        "SMTP passwords of the shop domain changed, it's our only domain.",
        "SMTP of the EU and the US domains is done, that's all of them.",
        "First I did the SMTP password of the shop, then that of the blog. Those are our two domains.",
        "First I made a new key, then I deleted the old one.",
        "The key that leaked was our only one; it is replaced.",
        "The production key, our only key, has been rotated.",
        "Both of us picked new passwords on Saturday.",
        "We kept none of the old keys.",
        "Passwords for the sales department and everyone else are changed.",
        "I've seen to my own password and nobody else has one.",
        "Passwörter aller Benutzer sind geändert.",
        "2FA ist für alle an, auch für die Chefs.",
    ],
)
def test_a_group_that_is_all_there_is_is_none(text):
    assert not has_reserve(text)
