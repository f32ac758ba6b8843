"""Volumes told by what happens and what it sends: events, days of the week, caps, streams told further down."""

import pytest

from bot.core.checklist import Status
from tests.nlp.answer_texts import ASKED_VOLUME, find, settle_thread

ITEM = "monthly_volume"
OTHERS = "We send receipts to customers who order at fernshop.example. "  # answers the other two questions
ALL_ASKED = "What do you send, where do addresses come from and what volume a month?"
FIRST = "Receipts to customers who order at fernshop.example. 25k a month."


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        # a number for each event, named in any order
        ("We get roughly 90 orders a day; one order is three mails.", 8100, 8100),
        ("Three e-mails for every order, and we have 90 orders a day.", 8100, 8100),
        ("Orders per day: 90. Mails per order: 3.", 8100, 8100),
        ("Every booking = 4 mails (received / paid / done / thanks). ~500 bookings a month.", 2000, 2000),
        ("There are 36 auctions a year and one auction makes 2,000 mails.", 6000, 6000),
        ("A class has 12 people, we run 20 classes a week and each person gets a reminder.", 1040, 1040),
        ("We have 65 rooms and send two mails per stay; about 400 stays a month.", 800, 800),
        ("6 webinars a month, 300 registrations each, 4 mails per registration.", 7200, 7200),
        ("20 Kurse im Jahr mit je 15 Teilnehmern, jeder bekommt 4 Mails", 100, 100),
        ("90 permits a day on weekdays, times two", 3960, 3960),
        ("Three schools, 400 parents each, one circular a week.", 5200, 5200),
        ("Every member (we have 850) gets two mails a month.", 1700, 1700),
        ("The ringers, 300 of them, get two letters a month.", 600, 600),
        ("We project 30,000 to 70,000 mails a month. A trip generates 2 mails on average.", 30000, 70000),
        # days of the week
        ("40 a day when I'm in the office, and I'm in Monday to Friday.", 880, 880),
        ("250 a day, but we're closed on Mondays.", 6500, 6500),
        ("100 a day on three days a week.", 1300, 1300),
        ("We open three days a week and send 100 a day.", 1300, 1300),
        ("100 mails each on Tuesday, Thursday and Saturday.", 1300, 1300),
        ("Pro Werktag gehen rund 90 Rechnungen und 20 Mahnschreiben raus, sonst nichts.", 2420, 2420),
        ("An Werktagen 80 Mails, samstags 30.", 1890, 1890),
        ("Une lettre tous les jeudis à 600 abonnés, plus une vingtaine de rappels par semaine.", 2687, 2687),
        ("On a calm day 200 alerts go out, on a bad one 700.", 6000, 21000),
        ("On a school day 200 alerts go out.", 4400, 4400),
        (
            "| kind | how often | count |\n| alerts | daily, 7 days a week | ~300 |\n| digest | weekly | 600 |",
            11600,
            11600,
        ),
        # seasons, bounds, corrections, what a plan or a log says
        ("Comptez 300 messages par mois, jusqu'à 900 le mois où part le programme.", 300, 900),
        ("I think 5,000 a month on tour and 1,000 otherwise.", 1000, 5000),
        ("It's 200 a week, in the season 200 a day.", 867, 6000),
        ("4,300 a month on average (7,000 in December).", 4300, 7000),
        ("The log says 3,211 for October. Count on 5,000 a month.", 5000, 5000),
        ("Volume is 6,000 a month (I wrote 60,000 in the form, that was a typo).", 6000, 6000),
        ("Our old provider let us send 50,000 a month, we only use about 6,000.", 6000, 6000),
        ("Our first year plan says 2.4 million mails.", 200000, 200000),
        ("Never more than 2000 letters in one month.", None, 2000),
        ("Adults only, 18+ verified. 70k/month", 70000, 70000),
        ("members: 8,100, all of them registered\nmails: 55k to 70k a month", 55000, 70000),
        ("22 mil por mês, sendo 15 mil boletos e o resto códigos", 22000, 22000),
        # streams
        ("2,000 members get two circulars a month. Seeds and the show. Also, 5 alarm mails a day.", 4150, 4150),
        ("Appeals four times a year to 18k donors and receipts as gifts come in (1,000 a month or so).", 7000, 7000),
        ("4,000 a month once the limit is lifted", 4000, 4000),
    ],
)
def test_figure_told_by_events_is_reckoned(text, low, high):
    found = find(ITEM, OTHERS + text)
    assert found is not None
    assert (found.status, found.value["low"], found.value["high"]) == (Status.COMPLETE, low, high)


@pytest.mark.parametrize(
    "text",
    [
        "3,000 an hour, max 10,000 on any one day.",
        "At most 10,000 on a single day, that's what we need.",
        "It is not a lot, really.",
        "The amount is low for now, it grows when it grows.",
    ],
)
def test_daily_cap_and_few_words_are_partial(text):
    found = find(ITEM, text, ASKED_VOLUME)
    assert found is not None
    assert (found.status, found.value["low"]) == (Status.PARTIAL, None)


@pytest.mark.parametrize(
    ("text", "high"),
    [
        ("We send up to 500 a day.", 15000),
        ("3,000 a month. Also, 500 mails a day bounced last week.", 3000),
        ("5,000 mails a month, and our hotline is open Monday to Friday.", 5000),
        ("4,000 a month; your plan says 50,000 mails a month.", 4000),
        ("4,000 a month. Our first year is over.", 4000),
        ("4,000 a month. It's not a lot to ask that you answer.", 4000),
        ("4,000 a month. Our shops, 14 of them, are all in Leeds.", 4000),
        ("4,000 a month. A class has 12 people.", 4000),
        ("4,000 a month. Three days a week I am in.", 4000),
        ("4,000 a month. I said 100 an hour is too low, that was my mistake.", 4000),
    ],
)
def test_same_words_about_something_else_change_nothing(text, high):
    found = find(ITEM, OTHERS + text)
    assert found is not None
    assert (found.status, found.value["high"]) == (Status.COMPLETE, high)


@pytest.mark.parametrize(
    ("asked", "later", "low", "high"),
    [
        ("Thanks.", "From marketing: also a giveaway with two brands, that's 9k of the contacts.", 25000, 25000),
        ("And the import?", "So please count 14,000 a month in all, once it is allowed.", 14000, 14000),
    ],
)
def test_later_word_about_the_list_or_the_lifting_keeps_the_figure_whole(asked, later, low, high):
    value = settle_thread("Restricted.", ALL_ASKED, FIRST, asked, later)[ITEM].value
    assert (value["low"], value["high"]) == (low, high)
