"""How the business uses e-mail, in the customer's own words."""

import pytest

from bot.core.checklist import Status
from bot.nlp.answers import find_all_answers
from bot.nlp.answers.labels import Topic, find_asked
from bot.nlp.answers.plain import to_plain
from tests.nlp.answer_texts import ASKED_SOURCE, ASKED_USE, find, view
from tests.nlp.use_texts import USES, VAGUE

T, M = "transactional", "marketing"


def read(text, asked=""):
    """The kinds of mail, "partial" where none is clear, None where nothing is said of the use."""
    finding = find("email_use", text, asked)
    if finding is None:
        return None
    return finding.value["types"] if finding.status is Status.COMPLETE else "partial"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Purely transactional.", [T]),
        ("We do marketing as well as transactional mail.", [T, M]),
        ("transac + mktg", [T, M]),
        ("Ausschließlich transaktionale E-Mails.", [T]),
        ("Uniquement du transactionnel.", [T]),
        ("Solo correos transaccionales y publicidad.", [T, M]),
        ("Zowel transactioneel als marketing.", [T, M]),
        ("Wiadomości transakcyjne i marketingowe.", [T, M]),
    ],
)
def test_kind_said_by_its_name_is_read(text, kinds):
    assert read(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("We send receipts and shipping notices to people who ordered.", [T]),
        ("Password resets, 2FA codes and login alerts for our app.", [T]),
        ("Patients get a reminder the day before their appointment.", [T]),
        ("Whoever opens a ticket gets a reply, plus status changes.", [T]),
        ("A weekly newsletter with recipes.", [M]),
        ("We'd like to win old customers back with a voucher.", [M]),
        ("Invitations to our webinars and a product brochure.", [M]),
        ("Order confirmations, and a promo mail on Fridays.", [T, M]),
        ("Wir verschicken Rechnungen und einen monatlichen Rundbrief.", [T, M]),
        ("Confirmations de réservation, rappels et factures.", [T]),
        ("Enviamos recordatorios de pago y un boletín.", [T, M]),
        ("Lembretes de consulta e ofertas da semana.", [T, M]),
        ("Conferme d'ordine e una newsletter con le offerte.", [T, M]),
        ("Afspraakbevestigingen en herinneringen.", [T]),
        ("Wie een offerte aanvraagt, krijgt een bevestiging.", [T]),
        ("Wysyłamy potwierdzenia zamówień i faktury.", [T]),
        ("Load alerts only, to carriers that registered on haulmate.example.", [T]),
        ("Its only reminders to patients the day before they come in.", [T]),
        ("Due reminders and receipts are being sent by us to borrowers who applied on nest.example.", [T]),
        ("I send only invoice.", [T]),
        ("Email is otp login and booking slip of court.", [T]),
        ("I wrote software that emails farmers when the dryer overheats.", [T]),
        ("Das reicht nicht, denn der Rundbrief geht an alle.", [M]),
        ("We are a directory, sending vendor news.", [M]),
        ("Lettre du matin aux abonnés.", [M]),
    ],
)
def test_kind_that_is_plain_from_its_examples_is_read(text, kinds):
    assert read(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Only receipts, no newsletters and no promotions.", [T]),
        ("Newsletters: no. Invoices: yes.", [T]),
        ("No, our newsletter goes out with another tool; here just invoices.", [T]),
        ("Rechnungen, keine Werbung.", [T]),
        ("Des factures, pas de publicité.", [T]),
        ("[ ] marketing [x] transactional", [T]),
        ("☐ Transactional ☑ Marketing", [M]),
        ("Not only newsletters but invoices too.", [T, M]),
        ("Our password reset mails do not arrive because of the limit.", [T]),
    ],
)
def test_denied_and_unticked_kinds_are_left_out(text, kinds):
    assert read(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Both", [T, M]),
        ("it's both, really", [T, M]),
        ("beides", [T, M]),
        ("les deux", [T, M]),
        ("the former", [T]),
        ("Just the second.", [M]),
        ("trans", [T]),
        ("yes", None),
        ("N/A", None),
        ("as discussed", None),
        ("What do you mean by marketing?", None),
    ],
)
def test_short_answer_is_read_with_its_question(text, kinds):
    assert read(text, ASKED_USE) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Normal business e-mail.",
        "We communicate with our clients.",
        "I run a small flower shop.",
        "Sending information to our customers.",
        "We only send transactional mail. Also, once a month, we blast our newsletter.",
    ],
)
def test_business_without_a_kind_and_contradiction_are_partial(text):
    assert read(text) == "partial"


@pytest.mark.parametrize(
    "text",
    [
        "Why is my account limited?",
        "I did not receive your confirmation e-mail.",
        "How do you use email: transactional, marketing or both?",
        "I subscribed to your newsletter and read about probation there.",
    ],
)
def test_talk_of_the_account_says_nothing_of_the_use(text):
    assert read(text) is None


def test_passing_word_in_answer_to_another_question_is_no_answer():
    assert read("from the orders. the newsletter must go out on Friday!", ASKED_SOURCE) is None


def test_word_in_passing_is_an_answer_where_none_was_given_before():
    use = "We only send invoices and order confirmations to our customers."
    seen = [view("Please lift the limit."), view(use, "Which site is that?")]
    assert [finding.item for found in find_all_answers(seen) for finding in found] == ["email_use"]


def test_word_in_passing_answers_nothing_anew():
    seen = [view("We send invoices."), view("The newsletter must go out on Friday!", "Which site is that?")]
    assert [finding.item for finding in list(find_all_answers(seen))[1]] == []


@pytest.mark.parametrize(
    "asked",
    [
        "Could you tell us how mail is used, and which site it is for?",
        "Please describe the messages you send. Which web site?",
        "Which kinds of mailings go out, and from which domain?",
        "Was mailen Sie, und von welcher Domain?",
        "Que tipo de mensagens, e qual o site?",
        "Quels types de courriels, et quel site ?",
        "Wat mailt u, en welke website?",
    ],
)
def test_desk_asks_for_the_use_and_a_site_in_many_wordings(asked):
    assert find_asked(to_plain(asked)) == {Topic.USE, Topic.SOURCE}


def test_thing_that_is_sold_is_no_kind_of_mail_beside_a_surer_word():
    told = "Members get our early-bird offers. Tickets are sold at the box office and at no other place."
    assert read(told) == [M]


def test_answer_quotes_the_lines_that_tell_it():
    finding = find("email_use", "Hello.\nWe send invoices.\nBye")
    assert finding is not None
    assert [evidence.quote for evidence in finding.evidence] == ["We send invoices."]
    assert finding.parts == {"type"}


@pytest.mark.parametrize(("text", "kinds"), USES)
def test_use_told_to_the_desk_gives_its_types(text, kinds):
    found = find("email_use", text, ASKED_USE)
    assert found is not None
    assert found.status is Status.COMPLETE
    assert [kind[0].upper() for kind in found.value["types"]] == list(kinds)


@pytest.mark.parametrize("text", VAGUE)
def test_business_or_vague_use_told_to_the_desk_is_partial(text):
    found = find("email_use", text, ASKED_USE)
    assert found is not None
    assert (found.status, found.value["types"]) == (Status.PARTIAL, [])
