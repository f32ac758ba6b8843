"""Lists that the rules forbid."""

import pytest

from bot.core.understanding import RiskKind
from bot.nlp.answers import find_bad_list
from bot.nlp.answers.bad_list import is_withdrawn
from bot.nlp.answers.plain import to_plain
from tests.nlp.answer_texts import view


@pytest.mark.parametrize(
    "text",
    [
        "We bought a list of dentists from a data provider.",
        "The addresses were purchased last year.",
        "It's a rented file, 40k records.",
        "We also top up with leads from an external lead provider.",
        "Scraped from the Instagram profiles of fitness coaches",
        "I find the addresses on Google Maps and write to them.",
        "We've been going through LinkedIn and adding the managers.",
        "Our partner company shared their customer base with us.",
        "We swapped lists with two other shops.",
        "a coregistration partner",
        "Wir haben die Adressen bei einem Adresshändler gekauft.",
        "Nous achetons nos fichiers auprès d'un courtier en données.",
        "La base de datos la compramos hace un año a un proveedor.",
        "A lista veio de uma empresa que vende cadastros.",
        "Abbiamo acquistato un database di contatti.",
        "Wij hebben de lijst gekocht van een adressenbureau.",
        "Kupiliśmy bazę od brokera.",
    ],
)
def test_forbidden_list_is_a_risk_with_its_words(text):
    risk = find_bad_list(view(text))
    assert risk is not None
    assert risk.kind is RiskKind.BAD_LIST
    assert risk.evidence[0].quote in text


@pytest.mark.parametrize(
    "text",
    [
        "We never buy or rent lists.",
        "No bought lists, no scraping.",
        "Bought lists? No.",
        "Someone offered to sell us a list but we declined.",
        "Customers who bought a bike give us their address.",
        "People buy on our site and get a receipt.",
        "Wir kaufen keine Adressen.",
        "Nous n'achetons jamais de fichiers.",
        "No compramos listas.",
        "We're in the trade register, number 12345.",
        "Our phone book lists every plumber in town.",
    ],
)
def test_denied_or_ordinary_list_is_no_risk(text):
    assert find_bad_list(view(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "The agency had purchased a database; we have thrown it away.",
        "We bought a list once. It has been deleted and will not be used.",
        "Die gekaufte Liste haben wir gelöscht.",
    ],
)
def test_list_done_away_with_is_no_risk(text):
    assert find_bad_list(view(text)) is None
    assert is_withdrawn(to_plain(text))


def test_own_signups_beside_a_bought_list_are_still_a_risk():
    assert find_bad_list(view("Half are sign-ups from our form, the other half is a purchased list.")) is not None
