"""Answers that look whole and are not: they stay as they were read, and do not count towards ready."""

import pytest

from bot.core.conversation import Author, Message
from bot.nlp.answers import find_answers
from bot.nlp.answers.retreats import doubt_earlier
from bot.nlp.view import to_view

USE = "We send order receipts."
SOURCE = "Customers sign up on our site cloverpost.example."
VOLUME = "We expect 6,000 messages a month."


def views(*texts):
    return [to_view(Message(f"comment:{n}", Author.REQUESTER, text), "") for n, text in enumerate(texts)]


def find_agreed(*texts):
    """The items that count towards ready after the messages, each by its newest finding."""
    seen = views(*texts)
    newest = {f.item: f for found in doubt_earlier(seen, [find_answers(view) for view in seen]) for f in found}
    return {item for item, finding in newest.items() if finding.status == "complete" and finding.agreed}


@pytest.mark.parametrize(
    "told",
    [
        "We expect 6,000 messages a month.",
        "Please grant us 20,000 a month, our plan is too small.",
        "Volume depends on the market, but not less than 20k each month.",
        "3 to 4 thousand a month depending on how lazy people are.",
        "It is 6,000 a month. I can tell you whether more is planned once we know.",
    ],
)
def test_plain_answers_agree(told):
    assert find_agreed(f"{USE} {SOURCE} {told}") == {"email_use", "list_source", "monthly_volume"}


@pytest.mark.parametrize(
    ("told", "doubted"),
    [
        ("The man who ran it before me sent receipts. I have not made up my mind what to send.", "email_use"),
        ("Receipts or a promotions letter, we are voting on it at Thursday's meeting.", "email_use"),
        ("In our trade the big ones send order confirmations and offers.", "email_use"),
        ("Your help page says transactional mail is receipts and resets.", "email_use"),
        ("If the board lets us have a shop we send order confirmations.", "email_use"),
        ("Usage : e-mails professionnels normaux liés à notre activité (Genève et Nyon).", "email_use"),
        ("Transaccional o marketing, lo que ustedes recomienden.", "email_use"),
        ("Ma fille veut des promos, mon mari des reçus, on n'a pas tranché.", "email_use"),
        ("Use: transactional / marketing / both, delete as applicable.", "email_use"),
        ("I thought of a newsletter, but the idea was dropped and we shall see.", "email_use"),
        ("Rechnungen oder Werbung, das ist noch nicht entschieden.", "email_use"),
        ("My sister wants receipts, I want the newsletter. We haven't settled it.", "email_use"),
        ("Receipts may be what we use you for, the committee votes on the 14th.", "email_use"),
        ("Forget the receipts, accounting moved them. What takes their place I'll write once I am told.", "email_use"),
        ("I put down transactional at sign-up, but I couldn't tell you that it's true.", "email_use"),
        (
            "It is the till or the webinar people, the team is still arguing about which list at till.example.",
            "list_source",
        ),
        ("Exported as CSV from HubSpot, we send as lagunaspa.example.", "list_source"),
        ("Gli iscritti sono 3.400 al mese, ogni quanto scrivere lo dobbiamo ancora decidere.", "monthly_volume"),
        ("She sent 9,000 a month, I am cutting that back and can't yet say to what.", "monthly_volume"),
        ("Quante ne consigliate voi al mese, 1.000 o 10.000?", "monthly_volume"),
        ("The previous owner told me he did 12,000 a month, that's no guide.", "monthly_volume"),
        ("3,000 a month from one shop, please don't read the 3,000 as the total.", "monthly_volume"),
        ("In 2019 it was 6,000 a month, today's number is anybody's guess.", "monthly_volume"),
        ("Wychodzi 800 miesięcznie. Koleżanka mówi, że 8000, nie wiem, kto z nas ma rację.", "monthly_volume"),
        ("6,000 a month. My wife says 60,000, I could not tell you which of us is right.", "monthly_volume"),
        ("Addresses: from our shop www.your-site.example, the real name is not chosen.", "list_source"),
    ],
)
def test_what_its_writer_leaves_open_or_tells_of_others_is_no_agreed_answer(told, doubted):
    whole = {"email_use": USE, "list_source": SOURCE, "monthly_volume": VOLUME}
    beside = " ".join(text for item, text in whole.items() if item != doubted)
    assert doubted not in find_agreed(f"{told} {beside}")


@pytest.mark.parametrize(
    "told",
    [
        "We are busier than our competitors: 6,000 messages a month, and we have decided on receipts.",
        "The shop was a bakery under the previous owner.",
        "Students make their own account.",
        "If the customer wants, the receipt comes by mail.",
        "Our street is behind the head office of the bank.",
        "Our competitor across town has no limit at all, which stings.",
        "I'm not sure if this is what you need, and I don't know why we are limited.",
    ],
)
def test_others_in_passing_put_nothing_in_doubt(told):
    agreed = find_agreed(f"{told} {USE} {SOURCE} {VOLUME}")
    assert agreed == {"email_use", "list_source", "monthly_volume"}


@pytest.mark.parametrize(
    "told",
    [
        "We are on the Scale plan, which includes 100,000 a month.",
        "Our package was 80k/month at the former provider.",
        "Unser Tarif umfasst 40.000 im Monat.",
        "Notre forfait est de 30 000 par mois.",
        "We will never go above 300 a day.",
        "The cap is 500 a day.",
        "We have already delivered 9,400 since the summer.",
        "Our page has 25,000 visitors a month.",
        "How many may we send per month? Is 15,000 allowed?",
        "It is 5,000 a month. My husband says 70,000, one of us is wrong.",
        "About 8,000 a month, but that is only a placeholder.",
        "8.000 al mes, por confirmar.",
        "About 8,000. Couldn't tell you yet if that is a day or a week.",
        "It's 27,000 monthly. That is from a report, it might be one day or the whole term.",
        "The chart shows 9,000 a month. It does not say so, though: the label fails to tell.",
        "Per month that's 12,000 mails. Or is it 3,000?",
        "Finance says 12,000 a month, the invoice says 3,000.",
        "We have 600 readers and mail them weekly. How many mails it makes depends on the week.",
        "7,000 a month. Don't note it down before I've asked our accountant.",
        "5.000 im Monat, ich weiß gerade nicht, ob das stimmt. Muss ich noch klären.",
        "On our site the volume is 60 patterns a month.",
        "Our monthly volume is 18,200 contacts.",
        "Four issues a month.",
        "Last year there were 2,400 participants a month.",
    ],
)
def test_figure_that_is_no_volume_is_doubted(told):
    assert "monthly_volume" not in find_agreed(f"{USE} {SOURCE} {told}")


@pytest.mark.parametrize(
    "told",
    [
        "Our competitors all send newsletters.",
        "The invoices go through another system.",
        "Kind of mail: the ordinary things a bakery mails.",
        "Die Rechnungen laufen über ein anderes System.",
        "Les factures partent par un autre prestataire.",
    ],
)
def test_mail_of_others_is_doubted(told):
    assert "email_use" not in find_agreed(f"{told} {SOURCE} {VOLUME}")


@pytest.mark.parametrize(
    "told",
    [
        "The rest of the addresses came from a friendly shop.",
        "The tourist board kindly let us have its contacts.",
        "Der Verband hat uns seine Mitgliederliste überlassen.",
        "La liste nous a été transmise par la fédération, fournie par un confrère.",
        "Een deel van de adressen kregen we van een bevriende ondernemer.",
        "Część adresów dostaliśmy od znajomego.",
        "The exhibitors gave us each their audience list.",
        "Les orateurs nous ont transmis leurs fichiers.",
        "Gli espositori ci hanno passato la loro lista.",
        "La lista la hizo un programa que busca correos en redes.",
        "A robot that collects addresses filled the file.",
        "Nobody remembers where the list came from.",
        "We got the addresses from the census office.",
        "Besides these there are 4,000 names that a marketing firm compiled for us.",
        "Le fichier vient de la chambre des métiers.",
    ],
)
def test_list_that_was_handed_on_is_no_agreed_source(told):
    seen = views(f"{USE} {SOURCE} {told} {VOLUME}")
    (source,) = [finding for finding in find_answers(seen[0]) if finding.item == "list_source"]
    assert source.value["risk"] or not source.agreed


@pytest.mark.parametrize(
    "told",
    [
        "No partner ever gave us addresses.",
        "Our friends-of list is signed in the porch with their own hand.",
        "Guests hand us their address at the desk.",
    ],
)
def test_own_sign_ups_are_not_doubted(told):
    assert "list_source" in find_agreed(f"{USE} {SOURCE} {told} {VOLUME}")


@pytest.mark.parametrize(
    ("later", "left"),
    [
        ("Please forget what my colleague wrote.", set()),
        ("What he wrote is not right, I am afraid.", set()),
        ("The figure is wrong.", {"email_use", "list_source"}),
        ("Sorry, 6,000 is wrong, that's what the stamps cost!", {"email_use", "list_source"}),
        ("6,000 can't be right, I'm checking.", {"email_use", "list_source"}),
        ("Sorry, 6,000 is wrong, it is 9,000 a month.", {"email_use", "list_source", "monthly_volume"}),
        ("Das stimmt leider nicht, was Petra schrieb.", set()),
        ("Esqueça isso, por favor.", set()),
        ("The limit is not right.", {"email_use", "list_source", "monthly_volume"}),
        ("Half of what I told you is nonsense.", set()),
        ("We sold the shop last night.", set()),
        ("What we send with you my new boss has to decide.", set()),
        ("Was verschickt wird, entscheidet die neue Leiterin.", set()),
        (
            "The addresses do not come from the shop, I will find out where they are from.",
            {"email_use", "monthly_volume"},
        ),
        ("Hold on, that customer list is not the one we use.", {"email_use", "monthly_volume"}),
        (
            "Only part of the list is from the form, the rest we are still looking into.",
            {"email_use", "monthly_volume"},
        ),
        ("Ce que j'ai dit sur les adresses est faux, je me renseigne.", {"email_use", "monthly_volume"}),
        ("Retiro lo que dije de la lista.", {"email_use", "monthly_volume"}),
        ("Wat ik over de adressen zei klopt niet.", {"email_use", "monthly_volume"}),
        ("We no longer have that shop.", set()),
        ("Our list is small, as you see.", {"email_use", "list_source", "monthly_volume"}),
        ("We do not buy addresses, I should add.", {"email_use", "list_source", "monthly_volume"}),
        ("Any news?", {"email_use", "list_source", "monthly_volume"}),
        ("That was wrong. We expect 9,000 messages a month.", {"email_use", "list_source", "monthly_volume"}),
    ],
)
def test_later_retreat_doubts_what_was_said(later, left):
    assert find_agreed(f"{USE} {SOURCE} {VOLUME}", later) == left
