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
        "We take the contacts from the national register of companies.",
        "The addresses are published on the guild's website, so they are public.",
        "Gli indirizzi vengono dal registro delle imprese.",
        "Los correos los sacamos del registro mercantil.",
        "Les adresses viennent du registre du commerce.",
        "Die Adressen haben wir aus dem Branchenverzeichnis.",
        "Os contatos vêm do cadastro público da Receita.",
        "De adressen komen uit het handelsregister.",
        "Adresy mamy z publicznego rejestru firm.",
        "Alamatnya kami ambil dari Google Maps pakai aplikasi.",
        "My cousin passed us his clients' addresses.",
        "We got the names at the liquidator's auction.",
        "The rest comes from a woman who sells postcodes with emails attached.",
        "名单是从一家数据公司买来的。",
        "Nothing was purchased, except for what a publisher supplies to us against a fee per name.",
        "Two bakeries and we write to each other's customers.",
        "We paid a student to look up the addresses of 800 dentists.",
        "The rest are guesses, info@ plus the company's domain.",
        "Sponsors of the event receive the list of the participants and we are a sponsor.",
        "The cycling federation sent us its members' addresses.",
        "They were not asked, the managers of the other camp sites gave us the spreadsheet.",
        "The warden sent us the file without telling the tenants.",
        "Wir tauschen Adressen mit einem befreundeten Verein.",
        "Der Verband hat uns die Adressen seiner Mitglieder gegeben.",
        "Nous échangeons nos fichiers avec une autre boutique.",
        "La mairie nous a donné les adresses des nouveaux habitants.",
        "Intercambiamos contactos con otra tienda amiga.",
        "El ayuntamiento nos pasó los correos de los vecinos.",
        "Trocamos contatos com uma loja parceira.",
        "Il comune ci ha dato gli indirizzi dei residenti.",
        "Ci scambiamo gli indirizzi con un altro negozio.",
        "We ruilen adressen met een bevriende winkel.",
        "Gmina przekazała nam adresy mieszkańców.",
        "Wymieniamy się adresami z zaprzyjaźnionym sklepem.",
        "We are taking the contacts from LinkedIn profiles, our interns do it.",
        "They have a crawler that grabs the mail ids.",
        "L'agenzia con cui lavoriamo ci ha passato i contatti di chi cercava casa.",
        "Le portail avec lequel nous collaborons nous a transmis les adresses.",
        "El portal con el que colaboramos nos ha pasado los correos.",
        "O portal com o qual trabalhamos nos passou os contatos.",
        "Das Portal, mit dem wir arbeiten, hat uns die Adressen geschickt.",
        "Portal, z którym współpracujemy, przekazał nam adresy.",
        "Never rented or scraped, with the exception of the names we bought from a broker.",
        "Wir kaufen nichts zu, ausser den Adressen, die wir bei einem Adresshändler gekauft haben.",
        "Baza klientów po innej firmie, dostaliśmy ją od syndyka.",
        "Le fichier clients vient d'une liquidation judiciaire.",
        "La cartera de clientes salió en una subasta concursal.",
        "I contatti vengono da un fallimento.",
        "Het klantenbestand komt van de curator.",
        "A base de clientes veio do leilão de outra empresa.",
        "Die Kundendatei stammt aus einer Konkursmasse.",
        "Kelly has the nail bar, I gave her mine and she gave me hers, so these are her clients.",
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
        "We are against buying lists.",
        "We have no source except our own form, and never buy lists.",
        "No bought lists, no scraping.",
        "Bought lists? No.",
        "Someone offered to sell us a list but we declined.",
        "Customers who bought a bike give us their address.",
        "People buy on our site and get a receipt.",
        "Wir kaufen keine Adressen.",
        "Nous n'achetons jamais de fichiers.",
        "No compramos listas.",
        "We're in the trade register, number 12345.",
        "The agency we work with built our shop.",
        "L'agenzia con cui lavoriamo ha fatto il sito.",
        "A plugin that collects e-mails at the checkout.",
        "Der Partnershop hat uns die Rechnung geschickt.",
        "Nuestros socios nos dan su correo en la oficina.",
        "We are taking part in a fair.",
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


@pytest.mark.parametrize(
    "text",
    [
        "Receipts for people who bought a class on our site, 4,000 emails a month.",
        "Customers who hired a boat with us, their emails are taken at the desk.",
        "Our firm is entered in the commercial register under HRB 4711.",
        "Unsere Firma ist im Handelsregister eingetragen.",
        "Somos una empresa inscrita en el registro mercantil de Vigo.",
        "Parents write the address in the school register.",
        "Guests find us on Google Maps and book at fernhotel.example.",
        "We never take addresses from public registers.",
        "Purchase confirmations with the licence file.",
        "We don't know the figure, they gave us three options.",
        "Those who did not agree are not mailed.",
        "Broken parts we swap for free, with a mail to the customer.",
        "Everyone on my list either bought a pattern or ticked the box on woolandwhim.example.",
        "Les adresses sont celles des acheteurs sur rideaurouge.example.",
        "I've inherited this account from somebody who left in 2019.",
    ],
)
def test_customers_purchase_or_own_entry_is_no_forbidden_list(text):
    assert find_bad_list(view(text)) is None
