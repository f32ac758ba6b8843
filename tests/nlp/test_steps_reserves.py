import pytest

from bot.nlp.steps.reserves import has_reserve


@pytest.mark.parametrize(
    "text",
    [
        "My cousin should have rotated everything by now.",
        "I believe the others have changed theirs.",
        "All passwords changed, I think.",
        "I can't check whether they have it.",
        "Vermutlich haben alle ein neues Kennwort.",
        "Supongo que los demás ya la cambiaron.",
        "Les mots de passe devraient être changés.",
        "Acho que todos já têm.",
        "Credo che tutti abbiano cambiato.",
        "Ik neem aan dat iedereen het heeft.",
        "Hasła powinny być już nowe.",
    ],
)
def test_what_is_presumed_is_a_reserve(text):
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "2FA goes live for all of us on Monday.",
        "Passwords are forced to change at their next login.",
        "They will be prompted to choose another one.",
        "Two-factor: effective 1 March.",
        "I'll get round to it one of these days.",
        "C'est Paul qui l'activera à son retour.",
        "La segunda la configurará Marta.",
        "Den alten löschen wir nach dem Umzug.",
        "La vieja la borraremos en junio.",
        "De oude sleutel halen we er later uit.",
        "Stary klucz skasujemy po migracji.",
        "Beim nächsten Anmelden kommt ein neues Kennwort.",
        "Les mots de passe changent à la prochaine connexion.",
    ],
)
def test_what_is_still_to_come_is_a_reserve(text):
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "Our hosting firm has been commissioned with it.",
        "He promised me to do his.",
        "The two-factor is available to all users.",
        "2FA is mandatory for administrators.",
        "The passwords have been discussed with everybody.",
        "I read your article with great interest.",
        "Notre prestataire s'en occupe.",
    ],
)
def test_what_is_left_to_others_allowed_or_talked_about_is_a_reserve(text):
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "2FA is on for everybody who has a company phone.",
        "Passwords changed for all users I could reach.",
        "Enabled wherever technically feasible.",
        "SMTP is new on all active domains.",
        "He changed his straight back.",
        "That was on our other account.",
        "2FA bei allen, die ein Diensthandy besitzen.",
        "La double authentification pour tous ceux qui viennent au bureau.",
        "2FA voor iedereen die op kantoor werkt.",
        "2FA u tych, którzy mają telefon.",
        "All of us have it, well, Ada turned hers off.",
        "Changing the others didn't seem necessary.",
        "By everyone I mean the editors.",
        "The couriers are a different matter.",
        "The temps don't count.",
        "For the most part we are through.",
    ],
)
def test_all_of_some_is_a_reserve(text):
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "Everybody who has access has a new password.",
        "All users who can log in are on 2FA, every domain that we own has new SMTP passwords.",
        "Alle, die Zugang haben, nutzen die App.",
        "We hope you can put us back on soon, our newsletter is due on Friday.",
        "We trust this is all you need. Key new, old key deleted, everyone on Google Authenticator.",
        "Espero que nos reactiven pronto.",
        "Quedo a la espera de que nos activen.",
    ],
)
def test_plain_words_are_no_reserve(text):
    assert not has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "I promise to change the key, the SMTP logins, the passwords and 2FA.",
        "New key, SMTP, passwords, 2FA: please unblock us first, people wait.",
        "Open the account first. Key, SMTP, passwords, two-factor for all.",
        "First please reactivate our account; key, SMTP, passwords, 2FA.",
        "All four points, yes. After that we do them tonight.",
        "Erst freischalten, dann alles: Schlüssel, SMTP, Passwörter, 2FA.",
        "Wir versprechen, alles zu ändern.",
        "Primero desbloqueen la cuenta; luego lo hacemos todo.",
        "D'abord réactivez le compte, ensuite on fera tout.",
        "Prima sbloccate l'account, poi facciamo tutto.",
        "Eerst deblokkeren, daarna doen we alles.",
    ],
)
def test_steps_offered_for_the_account_are_reserved(text):
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "We first reset the key, then the SMTP passwords of every domain.",
        "I promise you it is all done: key, SMTP, passwords, 2FA.",
        "Everything is changed. Please lift the block and tell me when it is open.",
        "After that we changed all passwords and turned 2FA on for everybody.",
        "Zuerst haben wir den Schlüssel ersetzt, danach alle Passwörter.",
    ],
)
def test_deeds_told_in_their_order_are_not_reserved(text):
    assert not has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "New key in place, old one to be deleted.",
        "The private key is new, the former one still exists.",
        "It wasn't in the leak, so that one stays.",
        "api key: new. old one? alive til fri",
        "We rotated the key on the staging account.",
        "The domain's sending key was replaced.",
        "I've reset the password of the only user affected.",
        "SMTP: changed everywhere we actually send from.",
        "Passwords were changed by everyone on the page who was online.",
        "Passwords changed for active users.",
        "The key gets rotated every 90 days.",
        "The passwords were changed last year.",
        "Everything would be completed within a day.",
        "We've been talking about 2FA since 2022.",
        "I hope Tom has rotated the key.",
        "Passwords done, Ida t.b.d.",
        "We trained everybody on 2FA.",
        "Everyone has installed the authenticator app.",
        "A reset mail has gone out to every user.",
        "Two-factor is on for nobody.",
        "Did I reset the postmaster? I did not.",
        "Toca poner todas las contraseñas nuevas.",
        "Clé remplacée, SMTP à réinitialiser.",
        "2FA Pflicht ab 1.12. für alle.",
        "Passwords done. Ida: not yet.",
        "Everything is totally done, in my sleep. Not a single step so far.",
    ],
)
def test_deed_that_falls_short_is_reserved(text):
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nothing old is alive any more.",
        "The leaked key no longer exists.",
        "Everyone has a hardware key and uses it.",
        "Everyone has installed the app and signs in with its codes.",
        "I'm the only user who has access; password reset.",
        "New key made, the old one stays dead.",
        "Not a single user is left on an old password.",
        "Ya cambiamos la contraseña de todos los usuarios. ¿Qué más tenemos que hacer?",
        "Alles erledigt. Wir haben noch keine Antwort von Ihnen.",
        "All four are done. Hopefully we can send again soon.",
    ],
)
def test_deed_that_is_done_in_such_words_is_not_reserved(text):
    assert not has_reserve(text)
