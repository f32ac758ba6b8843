"""Volumes that a later message corrects, adds to, rescales or takes back."""

from datetime import UTC, datetime

import pytest

from bot.core.checklist import Item, Kind, Status, settle
from bot.core.conversation import Author, Message
from bot.nlp.answers import find_ruled
from bot.nlp.answers.layout import to_layout
from bot.nlp.answers.volume.threads import carry_volumes
from bot.nlp.view import to_view

ITEM = Item("monthly_volume", Kind.QUESTION, "the volume")
ASKED = "How do you use e-mail, where does your list come from, and how many messages a month do you expect to send?"
FIRST = "Volume: {} a month."


def settle_volume(*texts, asked=ASKED):
    """What is known after the customer's messages, all of them behind one message of the desk's."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    views = [to_view(Message(str(n), Author.REQUESTER, text, at), asked) for n, text in enumerate(texts)]
    return settle(ITEM, carry_volumes(views, [find_ruled(to_layout(view)) for view in views]))


def _is(found, low, high):
    return (found.status, found.value["low"], found.value["high"]) == (Status.COMPLETE, low, high)


@pytest.mark.parametrize(
    ("later", "low", "high"),
    [
        ("Sorry, that was per week, not per month.", 52000, 52000),
        ("My mistake: the figure is weekly and not monthly.", 52000, 52000),
        ("I mixed something up, it should read per year instead of per month.", 1000, 1000),
        ("Correction: that's a year, not a month!", 1000, 1000),
        ("Entschuldigung, das war pro Woche, nicht im Monat.", 52000, 52000),
        ("Pardon, c'était par semaine et pas par mois.", 52000, 52000),
        ("Perdón, eso era por semana, no por mes.", 52000, 52000),
        ("Desculpe, era por semana, não por mês.", 52000, 52000),
        ("Mi scusi, era a settimana, non al mese.", 52000, 52000),
        ("Excuus, dat was per week, niet per maand.", 52000, 52000),
        ("Przepraszam, to było tygodniowo, nie miesięcznie.", 52000, 52000),
        ("Only half of that goes through you, the rest leaves from our own server.", 6000, 6000),
        ("Please halve that number, I counted twice.", 6000, 6000),
        ("Make that double.", 24000, 24000),
        ("Double it, every mail has two recipients.", 24000, 24000),
        ("One zero too many, I am afraid.", 1200, 1200),
        ("I left out a zero.", 120000, 120000),
        ("Nur die Hälfte davon geht über euch.", 6000, 6000),
        ("Da ist eine Null zu viel.", 1200, 1200),
        ("En fait seulement la moitié passe par vous.", 6000, 6000),
        ("En realidad es la mitad.", 6000, 6000),
        ("Na verdade é metade disso.", 6000, 6000),
        ("In realtà solo la metà passa da voi.", 6000, 6000),
        ("Eigenlijk maar de helft daarvan.", 6000, 6000),
        ("Właściwie tylko połowa z tego.", 6000, 6000),
        ("Das Doppelte bitte, ich hatte die Filiale vergessen.", 24000, 24000),
    ],
)
def test_later_word_rescales_the_known_figure(later, low, high):
    assert _is(settle_volume(FIRST.format("12,000"), later), low, high)


@pytest.mark.parametrize(
    ("later", "low", "high"),
    [
        ("PS: from April it will be 30,000 a month.", 12000, 30000),
        ("In summer we reach 20,000 a month.", 12000, 20000),
        ("By Christmas we will be at 40k.", 12000, 40000),
        ("Im Sommer sind es 20.000 im Monat.", 12000, 20000),
        ("Ab Herbst werden es 30.000 pro Monat.", 12000, 30000),
        ("En été nous montons à 20 000 par mois.", 12000, 20000),
        ("À partir de septembre ce sera 30 000 par mois.", 12000, 30000),
        ("En verano llegamos a 20.000 al mes.", 12000, 20000),
        ("No verão chegamos a 20.000 por mês.", 12000, 20000),
        ("D'estate arriviamo a 20.000 al mese.", 12000, 20000),
        ("Vanaf april worden het er 30.000 per maand.", 12000, 30000),
        ("Od jesieni będzie 30 tysięcy miesięcznie.", 12000, 30000),
        ("Forgot the shop: another 3,000 a month.", 15000, 15000),
        ("And the newsletter goes to 4,000 people once a month, I forgot that.", 16000, 16000),
        ("Dazu kommen noch 3.000 Rechnungen im Monat.", 15000, 15000),
        ("J'ai oublié les factures : 3 000 par mois en plus.", 15000, 15000),
        ("Además enviamos 3.000 facturas al mes.", 15000, 15000),
        ("Sorry, 15,000 a month it is.", 15000, 15000),
        ("Actually it's 15,000 a month.", 15000, 15000),
        ("Not 12,000 but 15,000.", 15000, 15000),
        ("We dropped the promo, that takes it down to 9,000.", 9000, 9000),
        ("With the shop it comes to 15,000 a month in total.", 15000, 15000),
        ("Korrektur: 15.000 im Monat.", 15000, 15000),
        ("Correction : 15 000 par mois.", 15000, 15000),
        ("Corrijo: son 15.000 al mes.", 15000, 15000),
        ("My cousin gave us his guests' emails, about 3,000, we write to those too.", 12000, 12000),
        ("There is the launch letter, it is in the 12,000.", 12000, 12000),
        ("Any news?", 12000, 12000),
        ("Half of the team is waiting for this.", 12000, 12000),
        ("We are open every day of the week, please hurry.", 12000, 12000),
        ("I just saw that half of that list is from 2019.", 12000, 12000),
    ],
)
def test_later_figure_is_read_beside_the_known_one(later, low, high):
    assert _is(settle_volume(FIRST.format("12,000"), later), low, high)


@pytest.mark.parametrize(
    "later",
    [
        "Please disregard the number I gave, the right one comes on Monday.",
        "The volume I wrote is wrong, I will send the right one tomorrow.",
        "Forget my figure, it was for another account.",
        "Don't use that number, I mixed up two lists.",
        "Bitte die Zahl nicht verwenden, ich habe mich vertan.",
        "Die Menge stimmt leider nicht, ich frage nach.",
        "Ne tenez pas compte du chiffre, je me suis trompé.",
        "Le chiffre est faux, je vérifie.",
        "No tengan en cuenta la cifra, me equivoqué.",
        "Desconsidere o número, eu me enganei.",
        "Non consideri il numero, ho sbagliato.",
        "Negeer het aantal, ik heb me vergist.",
        "Proszę zignorować tę liczbę, pomyliłem się.",
        "To číslo prosím neberte, spletl jsem se.",
    ],
)
def test_figure_taken_back_and_not_replaced_is_partial(later):
    found = settle_volume(FIRST.format("12,000"), later)
    assert found.status is Status.PARTIAL


@pytest.mark.parametrize(
    "later",
    [
        "The exact number my colleague will send you.",
        "For the volume I'd have to ask our IT.",
        "I am not sure about the volume any more.",
        "The figure was a guess.",
        "It depends.",
        "Sorry, that's the list size, not the mails.",
        "Actually we can't say how many mails it will be.",
        "Bei der Menge kommt es darauf an.",
    ],
)
def test_figure_that_is_still_to_come_is_not_agreed(later):
    assert not settle_volume(FIRST.format("12,000"), later).settles
