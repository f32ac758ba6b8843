"""Sources in many wordings: an origin with a site, one of the two, neither, or a forbidden list."""

import pytest

from bot.core.checklist import Status
from bot.nlp.answers import find_bad_list
from tests.nlp.answer_texts import ASKED_SOURCE, find, settle_thread, view
from tests.nlp.source_texts import COMPLETE, FORBIDDEN, MISSING, PARTIAL

ITEM = "list_source"


@pytest.mark.parametrize("text", [*COMPLETE, *FORBIDDEN])
def test_origin_with_a_site_is_complete(text):
    found = find(ITEM, text, ASKED_SOURCE)
    assert found is not None
    assert found.status is Status.COMPLETE
    assert found.value["urls"]


@pytest.mark.parametrize("text", PARTIAL)
def test_origin_or_site_alone_is_partial(text):
    found = find(ITEM, text, ASKED_SOURCE)
    assert found is not None
    assert found.status is Status.PARTIAL


def test_register_in_which_the_company_stands_is_never_a_sure_origin():
    text = "We are a real company, registered in Estonia, and have a real web shop at fernshop.example."
    found = find(ITEM, text, ASKED_SOURCE)
    assert found is not None
    assert found.status is Status.PARTIAL or not found.agreed


@pytest.mark.parametrize("text", MISSING)
def test_non_answer_is_nothing(text):
    assert find(ITEM, text, ASKED_SOURCE) is None


@pytest.mark.parametrize("text", FORBIDDEN)
def test_forbidden_source_is_a_risk(text):
    assert find_bad_list(view(text, ASKED_SOURCE)) is not None


@pytest.mark.parametrize("text", [*COMPLETE, *PARTIAL, *MISSING])
def test_own_source_is_no_risk(text):
    assert find_bad_list(view(text, ASKED_SOURCE)) is None


def test_site_below_the_sign_off_is_no_source():
    text = "The addresses are from people who order from us.\n\nGruss\nSabine Trott, Trott Sattlerei, trott.example"
    found = find(ITEM, text)
    assert found is not None
    assert (found.status, found.value["urls"]) == (Status.PARTIAL, [])


def test_source_taken_back_is_partial():
    first = "Newsletters. They sign up at fernshop.example, 16k a month."
    second = "Half of it is an old import. So scrap what I said about the list, I have to find out first."
    assert settle_thread(first, "Thank you.", second)[ITEM].status is Status.PARTIAL


@pytest.mark.parametrize("head", ["", "Source: "])
@pytest.mark.parametrize(
    "told",
    [
        "The list was built up over many years and is permission based; our site is birchlamp.example.",
        "All contacts were collected lawfully and with consent. Site: birchlamp.example",
        "The addresses were gathered in accordance with GDPR, our site is birchlamp.example",
        "Addresses are obtained with care and by hand. birchlamp.example",
        "The data is processed under Art. 6 GDPR and a processing agreement is in place. Domain: birchlamp.example.",
        "All recipients know us and are happy to hear from us. birchlamp.example",
        "People can find us at birchlamp.example, and everyone agreed to our mails.",
        "Our list was created in house over the last ten years. birchlamp.example",
        "We have a legitimate interest in each contact. Our domain is birchlamp.example.",
        "Die Verarbeitung ist datenschutzkonform, ein Vertrag dazu liegt vor. Domain: birchlamp.example",
        "La lista es propia y se ha formado a lo largo de los años. Web: birchlamp.example",
        "A lista foi construída ao longo dos anos, com consentimento. Site: birchlamp.example",
    ],
)
def test_how_a_list_was_made_is_no_agreed_origin(head, told):
    found = find(ITEM, f"We send order confirmations.\n\n{head}{told}\n\nWe send 9,000 mails a month.")
    assert found is None or found.status is Status.PARTIAL or not found.agreed


@pytest.mark.parametrize(
    "told",
    [
        "The list was built from people who ordered at birchlamp.example over many years.",
        "Our list has grown organically through the sign-up form on birchlamp.example.",
        "Collected with consent on the form at birchlamp.example.",
        "All contacts were collected at our till, with consent. Site: birchlamp.example",
    ],
)
def test_origin_told_beside_how_a_list_was_made_is_complete(told):
    found = find(ITEM, f"We send order confirmations.\n\n{told}\n\nWe send 9,000 mails a month.")
    assert found is not None
    assert (found.status, found.agreed) == (Status.COMPLETE, True)


def test_site_that_stands_alone_is_part_of_an_answer_though_all_else_is_told():
    found = find(ITEM, "Olá! Enviamos avisos de entrega, uns 800 por mês.\n\nO site é padaria-lua.example")
    assert found is not None
    assert found.status is Status.PARTIAL


@pytest.mark.parametrize(
    "text",
    [
        "That stands in the form we already sent.",
        "C'est dans le formulaire que nous avons rempli.",
        "Está en el formulario que ya envié.",
        "Steht im Formular, das ich ausgefüllt habe.",
    ],
)
def test_form_that_the_writer_sent_the_desk_is_no_origin(text):
    found = find(ITEM, text, ASKED_SOURCE)
    assert found is None or not found.parts


@pytest.mark.parametrize(
    "text",
    [
        "People fill in the form on lathe.example.",
        "Members gave it on the form they submitted when joining, lathe.example.",
        "The councillors are on the list because they were elected, lathe.example.",
        "Les familles créent leur compte sur lathe.example.",
    ],
)
def test_form_that_others_filled_and_a_place_they_hold_are_origins(text):
    found = find(ITEM, text, ASKED_SOURCE)
    assert found is not None
    assert found.status is Status.COMPLETE
