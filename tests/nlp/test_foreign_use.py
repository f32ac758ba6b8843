"""Remarks that tell of somebody else's use of the account, and what they do to an appeal."""

import pytest

from bot.core.understanding import Intent, IntentLabel
from bot.nlp.foreign_use import find_foreign_use
from bot.nlp.pipeline import LEAST_TOLD, heed_foreign_use
from bot.nlp.view import to_view
from tests.builders import a_message

TOLD = [
    "It turns out strangers have been stuffing our tell-a-friend form with adverts.",
    "Somebody has been filling our refer-a-friend page with casino text, and all that spam went out in our name.",
    "Some bot abused the share-this-page widget to mail adverts to people we don't know.",
    "Update: our web guy says the contact form was used to send spam with our name on it.",
    "Found out today that an old intern still had our SMTP login and has been using it.",
    "One odd thing: on Sunday 40,000 mails went out which none of us sent.",
    'PS: the sent log lists subjects such as "Your parcel is waiting", we don\'t ship parcels.',
    "By the way there's a second API key in the panel that I never created.",
    "We also see logins from Vietnam, nobody of us has ever been there.",
    "Our developer just told me the key was in a public repo for a month.",
    "Actually the extra volume isn't ours.",
    "A customer rang to ask about an invoice mail from us that we know nothing about.",
    "Looks like someone got into our account over the weekend.",
    "I looked again: half of those messages are not ours at all.",
    "We only send 2,000 a month, the other 90,000 must be somebody else's.",
    "The peak on Tuesday I can't explain, we were closed.",
    "Apparently somebody guessed the password of our info@ login.",
    "Our WordPress had been hacked, that is where the mails came from.",
    "Whoever did that used our key, not us.",
    "There is a user called helpdesk99 whom nobody here invited.",
    "Our old agency still sends its own stuff with our credentials.",
    "I didn't send those 12,000 on Friday.",
    "We did not order that campaign, it isn't in our calendar.",
    "The account was used for phishing last night, says my hoster.",
    "Those 30,000 bounces come from mails we never wrote.",
    "Inzwischen wissen wir: jemand hat über unser Kontaktformular Spam verschickt.",
    "Die Mails von Sonntag waren nicht von uns.",
    "Offenbar hat sich jemand in unser Konto eingeloggt.",
    "Diese 20.000 Nachrichten haben wir nie verschickt.",
    "Unser API-Schlüssel wurde gestohlen.",
    "Alguien ha usado nuestro formulario de contacto para enviar publicidad.",
    "Esos correos no son nuestros.",
    "Nos han hackeado la cuenta.",
    "Alguien entró en nuestra cuenta el domingo.",
    "Quelqu'un a utilisé notre formulaire pour envoyer du spam.",
    "Ces messages ne viennent pas de nous.",
    "On nous a volé la clé API.",
    "Personne chez nous n'a envoyé ces mails.",
    "Alguém usou a nossa conta para mandar spam.",
    "Esses e-mails não são nossos.",
    "Qualcuno ha usato il nostro modulo per inviare pubblicità.",
    "Quei messaggi non sono nostri.",
    "Nessuno di noi ha inviato quelle mail.",
    "Iemand heeft ons formulier gebruikt om reclame te versturen.",
    "Die mails zijn niet van ons.",
    "Iemand heeft ons wachtwoord gestolen.",
    "Ktoś wykorzystał nasz formularz do wysyłania reklam.",
    "Te maile to nie od nas.",
    "Ktoś włamał się na nasze konto.",
]
QUIET = [
    "When somebody fills in the contact form, a copy goes to us.",
    "Bots sign up on our newsletter form, so it has a captcha now.",
    "We have never sent spam and we don't buy lists.",
    "Somebody replies in your thread, you get a mail.",
    "We were not hacked and no key was leaked.",
    "No sign of a break-in, the account is safe.",
    "We send alerts when someone logs in to your account from a new device.",
    "We are a security firm: our clients get a mail when their password was leaked.",
    "Mails tell the user that someone used their login.",
    "Nobody here knows what probation means.",
    "The addresses are not bought, they are ours.",
    "We send parcels and the customers get a mail from us when they are on the way.",
    "A friend told us about you and we moved our account.",
    "Our former provider limited us too.",
    "I don't know the exact number of recipients.",
    "It was not our intention to send that many at once, sorry.",
    "Our team did not send it all at once.",
    "To prevent anybody from abusing the form there is a captcha.",
    'We sell burglar alarms, the mails say "someone is at your door".',
    "We have taken over the shop of my father.",
    "The list is ours, it is not from a third party.",
    "We use our own form to send the confirmation.",
    "Our users share recipes with a friend through the tell-a-friend form.",
    "I did not answer the third question yet, here it is.",
    "Wir verschicken keine Werbung.",
    "Nadie compra nuestras listas, los correos son de clientes.",
    "Nous n'avons jamais envoyé de publicité.",
    "We never made that mistake again.",
    "If someone else uses our account we would tell you.",
]


@pytest.mark.parametrize("text", TOLD)
def test_a_remark_on_somebody_elses_use_is_found(text: str) -> None:
    found = find_foreign_use(to_view(a_message(text)))

    assert found
    assert found.quote in text


@pytest.mark.parametrize("text", QUIET)
def test_what_is_denied_supposed_or_of_another_kind_is_no_such_remark(text: str) -> None:
    assert find_foreign_use(to_view(a_message(text))) is None


def test_a_denial_before_the_remark_does_not_hide_it() -> None:
    text = "We never send spam. Somebody used our key on Sunday."

    assert find_foreign_use(to_view(a_message(text)))


def an_intent(compromise: float) -> Intent:
    other = 0.01
    return Intent(
        {
            IntentLabel.APPEAL: 1 - compromise - other,
            IntentLabel.COMPROMISE: compromise,
            IntentLabel.OTHER: other,
        }
    )


@pytest.mark.parametrize("compromise", [0.0, 0.001, 0.02])
def test_a_certain_appeal_with_such_a_remark_stays_one_that_is_never_ready(compromise: float) -> None:
    heard = heed_foreign_use(an_intent(compromise), [to_view(a_message("Those mails weren't ours."))])

    assert heard.label == IntentLabel.APPEAL
    assert heard.safer_score >= LEAST_TOLD
    assert sum(heard.scores.values()) == pytest.approx(1)


def test_a_doubtful_appeal_with_such_a_remark_is_a_report() -> None:
    heard = heed_foreign_use(an_intent(0.2), [to_view(a_message("Those mails weren't ours."))])

    assert heard.label == IntentLabel.COMPROMISE


def test_the_remark_of_a_later_message_counts() -> None:
    views = [
        to_view(a_message(text)) for text in ("Please lift the limit.", "It wasn't us, somebody got into our account.")
    ]

    assert heed_foreign_use(an_intent(0.01), views).safer_score >= LEAST_TOLD


@pytest.mark.parametrize("text", ["Please lift the limit.", "We sell parcels of land."])
def test_an_appeal_without_such_a_remark_keeps_its_intent(text: str) -> None:
    intent = an_intent(0.01)

    assert heed_foreign_use(intent, [to_view(a_message(text))]) is intent


def test_what_is_no_appeal_keeps_its_intent() -> None:
    intent = Intent({IntentLabel.APPEAL: 0.1, IntentLabel.COMPROMISE: 0.1, IntentLabel.OTHER: 0.8})

    assert heed_foreign_use(intent, [to_view(a_message("Those mails weren't ours."))]) is intent
