"""How the figures of a volume go together: heads and rates across sentences, factors and seasons, results, growth."""

import pytest

from bot.core.checklist import Status
from tests.nlp.answer_texts import ASKED_VOLUME, find
from tests.nlp.test_answers_volume_threads import settle_volume

ITEM = "monthly_volume"
OTHERS = "We send receipts to customers who order at fernshop.example. "  # answers the other two questions


def reckon(text, asked=""):
    found = find(ITEM, OTHERS + text, asked)
    return None if found is None else (found.status, found.value["low"], found.value["high"])


@pytest.mark.parametrize(
    ("text", "volume"),
    [
        ("We have 500 members. They all get the bulletin once a week. Plus roughly 33 receipts a month.", 2200),
        ("400 parents are on the list. Everyone gets the menu three times a month.", 1200),
        ("The club counts 1,000 riders. Each of them receives a weekly ride sheet, plus 17 notes a month.", 4350),
        ("Wir haben 700 Mitglieder. Alle bekommen einmal pro Woche den Newsletter.", 3033),
        ("Nous comptons 800 adhérents. Ils reçoivent deux lettres par mois, s'y ajoutent 50 reçus mensuels.", 1650),
        ("Tenemos 600 socios. Reciben un boletín por semana.", 2600),
    ],
)
def test_heads_of_one_sentence_take_the_rate_of_the_next(text, volume):
    assert reckon(text) == (Status.COMPLETE, volume, volume)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Every reservation makes three mails. In winter it's 200 reservations a month, in summer 500.", 600, 1500),
        ("Two mails per order. Normally 200 orders a month, before Christmas 800.", 400, 1600),
        ("Drei Mails pro Buchung, im Winter 100 Buchungen im Monat, im Sommer 300.", 300, 900),
        ("Por cada reserva salen dos correos. En invierno hay 1000 reservas al mes y en verano 3000.", 2000, 6000),
        (
            "We sell 2,000 tickets in a normal month, 5,000 in festival season. Each ticket means two mails.",
            4000,
            10000,
        ),
    ],
)
def test_factor_goes_with_the_count_of_each_season(text, low, high):
    assert reckon(text) == (Status.COMPLETE, low, high)


@pytest.mark.parametrize(
    ("text", "volume"),
    [
        ("Two mails per booking, 300 bookings a month, 600 altogether.", 600),
        ("trois messages par séjour, 230 séjours par mois, 690 messages en tout", 690),
        ("300 alerts daily x 30, 9,000.", 9000),
        ("100 each working day, times 22, 2,200.", 2200),
        ("Ten times a year we write to 4,800 donors.", 4000),
        ("Vor jedem Heimspiel (zwei im Monat) schreiben wir 3.200 Fans an.", 6400),
        ("Prima di ogni gara (due al mese) scriviamo a 3.200 tifosi.", 6400),
        ("Nous envoyons deux lettres d'information par mois à 1 800 abonnés.", 3600),
        ("Two newsletters a month to 1,800 readers, and about 15 collection slips a day.", 4050),
        ("Elke week krijgen onze 600 leden het programma.", 2600),
        ("We expect 2,000 monthly; last year it was 1,500.", 2000),
        ("Every Sunday the bulletin goes to everybody, that's 600 people.", 2600),
        ("Monatlich 2.500 Rechnungen, dazu 800 Mahnungen.", 3300),
        ("We have two streams: receipts (1,000 a month) and reminders (400 a month).", 1400),
        ("20 mails a day every day of the year.", 600),
        ("20 par jour, bureau fermé le week-end.", 440),
        ("I wrote 1,500 a month in the form but it is 15,000.", 15000),
        ("Sorry, I said 1,200 a month, that's only the receipts; with the reminders it's 2,400.", 2400),
        ("Ich habe mich vertan mit den 5.000, das war letztes Jahr, jetzt erwarten wir 6.000 im Monat.", 6000),
        ("la lettre fait 9 000 par mois, avec les appels j'arrive à 12 000 par mois", 12000),
    ],
)
def test_figures_that_belong_together_make_one(text, volume):
    assert reckon(text) == (Status.COMPLETE, volume, volume)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Each week 1,000 mails leave us, in July it's 2,000 per week.", 4333, 8667),
        ("Chaque semaine 1 000 mails, en décembre 3 000 par semaine.", 4333, 13000),
        ("Miesięcznie ok. 3 tys., zimą nawet 9 tys.", 3000, 9000),
        ("Par mois 3 000, à la rentrée 9 000.", 3000, 9000),
        ("8,000 a month now; the second shop adds 4,000 from May on.", 8000, 12000),
        ("It's forty thousand a month in winter and about five in summer. Thousand, that is.", 5000, 40000),
    ],
)
def test_seasons_and_what_comes_later_make_a_range(text, low, high):
    assert reckon(text, ASKED_VOLUME) == (Status.COMPLETE, low, high)


@pytest.mark.parametrize(
    "text",
    [
        "Volume: our last provider delivered 41,000 for us.",
        "Volumen: beim alten Anbieter haben wir 41.000 verschickt.",
        "Volume: 56,000 mails since we opened the account.",
        "Volume per month is 50,000. That is one mailing a month to our 2,000 customers.",
        "20,000 a month. Precisely: 300 people get one mail a week.",
        "Volume mensuel : 30 000. En fait une campagne par mois à 1 000 clients, rien d'autre.",
        "12 mails a year to 500 people, so 80,000 a month.",
        "Volume: I think 2,000 or 20,000, no idea.",
        "Volume is 5,000 or maybe it was 50,000, my partner has the figures.",
        "We are in Duluth, MN. Volume isn't crazy, a few thousand I guess.",
    ],
)
def test_past_totals_contradictions_and_guesses_are_no_volume(text):
    assert reckon(text) == (Status.PARTIAL, None, None)


@pytest.mark.parametrize(
    "text",
    ["Volume: at peak 4,000 in one go.", "Volume: we will keep to 1,000 a day at most."],
)
def test_peak_and_daily_cap_are_not_agreed(text):
    found = find(ITEM, OTHERS + text)
    assert found is None or not found.agreed


def test_size_of_a_place_is_no_volume():
    assert reckon("We write when there's an opening. My 2,200 sq ft gallery is in an old mill.") is None


def test_lower_bound_stands_beside_what_nobody_can_put_a_number_on():
    told = "At least 8,000 a month. In a bad winter more, but I can't put a number on it."
    assert reckon(told) == (Status.COMPLETE, 8000, None)


@pytest.mark.parametrize(
    ("first", "later", "low", "high"),
    [
        ("15,000 a month.", "It goes in waves. Quiet months 4k, in May and December 40k.", 4000, 40000),
        ("60k a month.", "That is too high: 40k a month in the season and 4k in the off season.", 4000, 40000),
        ("380 to 450 a month.", "The site is live now. Sorry for the two mails.", 380, 450),
        ("1,200 a month.", "Correction: I forgot the reminders, another 1,200.", 2400, 2400),
        ("1,200 a month.", "Make that 2,400, we took over a second club.", 2400, 2400),
    ],
)
def test_later_message_tells_the_year_anew_or_nothing(first, later, low, high):
    found = settle_volume(first, later)
    assert (found.value["low"], found.value["high"]) == (low, high)
