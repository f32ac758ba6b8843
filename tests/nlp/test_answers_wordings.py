"""What the rules alone make of turns of speech: kinds denied behind the verb or in another clause, kinds told in one
breath with the list, words that stand in a site's name, origins told without the usual nouns."""

import pytest

from bot.core.conversation import Author, Message
from bot.nlp.answers import find_ruled
from bot.nlp.answers.layout import to_layout
from bot.nlp.view import to_view


def read(text):
    layout = to_layout(to_view(Message("comment:1", Author.REQUESTER, text)))
    return {finding.item: finding for finding in find_ruled(layout)}


def read_kinds(text):
    return "".join(kind[0].upper() for kind in read(text)["email_use"].value["types"])


@pytest.mark.parametrize(
    "text",
    [
        "Wir senden die Rechnung nach dem Einkauf. Reklame schicken wir auf dem Weg keine.",
        "Verschickt werden Lieferscheine, Werbung machen wir damit nicht.",
        "We send pay slips. No promotions go out from here.",
        "We send pay slips. No flyers go out from us, ever.",
        "Wij sturen facturen. Reclame sturen wij via deze weg niet.",
        "Fatura gönderiyoruz. Kampanya maili yollamıyoruz.",
    ],
)
def test_kind_denied_behind_the_verb_is_left_out(text):
    assert read_kinds(text) == "T"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A notice when the lift does not run, and in May a promotion for new members.", "M"),
        ("Confirmação do passeio, aviso se o barco não sai, e em junho uma promoção.", "TM"),
        ("Bescheid, wenn kein Kurs ist, und die Rechnung am Monatsende.", "T"),
    ],
)
def test_denial_in_a_clause_of_its_own_ends_with_its_comma(text, kinds):
    assert set(kinds) <= set(read_kinds(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Lists:\norder confirmed 300\nthe spring newsletter (they tick a box on the form) 900", "TM"),
        ("Fee reminders and, in autumn, an offer for new lodgers. I'd call it both.", "TM"),
    ],
)
def test_kind_told_in_one_breath_with_the_list_counts(text, kinds):
    assert read_kinds(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("We send the offer of the month from receipts.lumenhof.example.", "M"),
        ("Pay slips, sent from newsletter.lumenhof.example", "T"),
        ("We send coupons. My wife reminds me that the account is under her name.", "M"),
    ],
)
def test_word_in_a_site_or_in_talk_to_the_writer_is_no_kind(text, kinds):
    assert read_kinds(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("We tell the stewards who works where on Saturday.", "T"),
        ("Guests get the arrival instructions once they have booked.", "T"),
        ("the link to their photos when they are done", "T"),
        ("quiz nights, jumble sales, please volunteer", "M"),
        ("we write to schools that have never heard of us", "M"),
        ("We invite our neighbours to the opening evening.", "M"),
        ("Wir laden zum Sommerfest ein.", "M"),
        ("we invite members to openings", "M"),
    ],
)
def test_whom_one_writes_to_and_why_tells_the_kind(text, kinds):
    assert read_kinds("Our mails: " + text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Die Adressen haben wir vom Aufnahmebogen.",
        "Adresy mamy z umów, kontakty z deklaracji.",
        "o e-mail a gente pega na ficha da recepção",
        "Their address stands in the tenancy contract.",
        "The bot on the page asks for an e-mail first.",
        "From the yearly grazing declaration.",
    ],
)
def test_origin_without_the_usual_nouns_is_a_part(text):
    found = read(text)["list_source"]
    assert (found.status, found.parts) == ("partial", {"origin"})


@pytest.mark.parametrize(
    "text",
    [
        "It would be order confirmations for lumenhof.example",
        "Order updates for our lumenhof.example.",
    ],
)
def test_site_that_mail_is_sent_for_is_no_origin(text):
    found = read(text)["list_source"]
    assert (found.status, found.parts) == ("partial", {"site"})


def test_line_of_addresses_under_an_answer_on_the_use_is_an_origin():
    text = "- Purpose: pay slips\n- Addresses taken from the hiring form\n- Domain: lumenhof.example\n- Volume: 300"
    assert read(text)["list_source"].status == "complete"


def test_visiting_card_at_the_foot_is_no_source():
    text = (
        "Mails: booking confirmed, course cancelled. Those who take a course book it themselves.\n"
        "In summer 900 a month.\n\nJule\nLumenhof GmbH, jule@lumenhof.example, www.lumenhof.example"
    )
    found = read(text).get("list_source")
    assert found is None or found.value["urls"] == []
