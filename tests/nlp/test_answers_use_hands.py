"""Kinds of mail that are weighed, denied behind their name, or told by letters, appeals and offers."""

import pytest

from bot.core.checklist import Status
from bot.nlp.answers.labels import Topic, find_asked
from bot.nlp.answers.plain import to_plain
from tests.nlp.answer_texts import find

ORDERS = "People order at fernshop.example. "  # answers another question


def read_kinds(text):
    """The kinds of mail as their first letters."""
    found = find("email_use", ORDERS + text)
    if found is None or found.status is not Status.COMPLETE:
        return ""
    return "".join(sorted(kind[0].upper() for kind in found.value["types"]))


@pytest.mark.parametrize(
    "text",
    [
        "Enviamos recibos. De publicidad nada.",
        "Mando as faturas. Publicidade, nenhuma.",
        "Inviamo ricevute. Pubblicità: nessuna.",
        "Nous envoyons les factures. Publicité : aucune.",
        "Wij sturen facturen. Reclame: geen.",
        "Wysyłamy faktury. Reklamy: żadnych.",
        "We send receipts. Marketing have just told me that the figure is 4k.",
        "We send receipts. Parents key in the code from the flyer.",
        "Enviamos las entradas en PDF y avisos. Vendemos entradas para conciertos.",
    ],
)
def test_kind_that_is_not_sent_is_left_out(text):
    assert read_kinds(text) == "T"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Wir senden Rechnungen und viermal im Jahr die Teeliste mit den Angeboten.", "MT"),
        ("Nous envoyons les factures, et ma lettre part une fois par mois avec les thés disponibles.", "MT"),
        ("Mandamos recibos y cada viernes la carta con las novedades.", "MT"),
        ("Mando recibos e toda sexta a lista com as promoções.", "MT"),
        ("Wysyłamy apele o wsparcie i potwierdzenia wpłat.", "MT"),
        ("Wir senden Quittungen und Spendenbitten.", "MT"),
        ("发送下单确认和发货通知,每周还有新品邮件。", "MT"),
        ("Somebody asks about your boat: you get a mail.", "T"),
    ],
)
def test_letters_appeals_and_offers_are_kinds_of_mail(text, kinds):
    assert read_kinds(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "We send invoices. Advertising material is not.",
        "We send invoices. Newsletters aren't part of it.",
        "Promotions are not our thing, invoices only.",
        "Nous envoyons les factures, rien de publicitaire.",
        "Nous envoyons les factures. La newsletter, on n'en fait pas.",
        "Wir senden Rechnungen. Newsletter gibt es keine.",
        "Enviamos facturas. Publicidad no hacemos.",
        "Mandamos faturas. Newsletter não temos.",
        "Inviamo fatture. Newsletter non ne facciamo.",
        "Wij sturen facturen. Een nieuwsbrief hebben we niet.",
        "Wysyłamy faktury. Biuletynu nie prowadzimy, newslettera nie wysyłamy.",
        "The board sends replies and a daily digest of the threads you watch.",
        "We send outage notices and the weekly digest of incidents.",
    ],
)
def test_denial_behind_the_name_and_a_digest_of_ones_own_leave_marketing_out(text):
    assert read_kinds(text) == "T"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Our newsletter is not going out since Monday.", "M"),
        ("Nichts weiter als Newsletter.", "M"),
        ("We send the weekly digest of new recipes.", "M"),
        ("We mail out discount codes.", "M"),
        ("We send receipts and a member spotlight.", "MT"),
        ("Wir senden Rechnungen und die Ankündigung der neuen Saison.", "MT"),
        ("Inviamo fatture e l'annuncio della nuova stagione.", "MT"),
        ("We use it for both, thanks.", "MT"),
        ("Whoever buys a game gets the activation key.", "T"),
        ("Wer ein Ticket kauft, bekommt einen Downloadlink.", "T"),
        ("Chi acquista un corso riceve il link.", "T"),
        ("When somebody orders they get our newsletter.", "M"),
        ("The lock mails whoever is still inside at nine.", "T"),
        ('It rained, so we send "your pitch is closed" and your system holds it.', "T"),
        ("On prévient les adhérents.", "T"),
    ],
)
def test_what_a_deed_brings_and_what_is_announced_are_kinds_of_mail(text, kinds):
    assert read_kinds(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "What does the project send?",
        "Como a empresa usa o e-mail: transacional, marketing ou ambos?",
        "Comment votre association utilise-t-elle l'e-mail ?",
        "Hoe wil het bedrijf e-mail gebruiken?",
    ],
)
def test_question_of_the_desk_for_the_use_is_known(text):
    assert Topic.USE in find_asked(to_plain(text))
