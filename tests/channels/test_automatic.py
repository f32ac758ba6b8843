"""Mail that a machine wrote is never answered, in the five languages of most customers; people who are away are."""

import pytest

from bot.reading.automatic import is_automatic
from tests.channels.desk import APPEAL, VOLUME, Desk

AWAY = [
    pytest.param(
        "Hello,\n\nThank you for your email. I am currently out of the office with no access to email "
        "and will return on Monday, 30 November.\n\nFor urgent matters please contact Sam at "
        "sam@cedar.example.\n\nBest regards\nAda",
        id="en1",
    ),
    pytest.param(
        "I'm on annual leave until 4 January and won't be checking my inbox. If it's urgent, call our front desk.",
        id="en2",
    ),
    pytest.param(
        "Thanks for your message! I am on parental leave from 1 November to 31 March. Please reach out "
        "to my colleague Bo (bo@cedar.example) in the meantime.",
        id="en3",
    ),
    pytest.param(
        "Our office is closed for the holidays from December 24 through January 2. We will respond to "
        "your message when we return.",
        id="en4",
    ),
    pytest.param(
        "I am travelling this week with limited access to email. Expect delays in my response. I will be "
        "back on Tuesday.",
        id="en5",
    ),
    pytest.param(
        "Guten Tag,\n\nvielen Dank für Ihre Nachricht. Ich bin bis einschließlich 12.12. nicht im Büro "
        "und habe keinen Zugriff auf meine E-Mails. In dringenden Fällen wenden Sie sich bitte an "
        "kollegin@cedar.example.\n\nMit freundlichen Grüßen",
        id="de1",
    ),
    pytest.param(
        "Ich befinde mich derzeit im Urlaub und bin ab dem 7. Januar wieder erreichbar. Ihre E-Mail wird "
        "nicht weitergeleitet.",
        id="de2",
    ),
    pytest.param(
        "Sehr geehrte Damen und Herren, ich bin zurzeit außer Haus. Ihre Nachricht wird nach meiner "
        "Rückkehr am Montag bearbeitet. Dringende Anliegen bitte an info@cedar.example.",
        id="de3",
    ),
    pytest.param(
        "Danke für Ihre E-Mail. Ich bin in Elternzeit bis 31. März. Meine Vertretung ist Frau Huber.",
        id="de4",
    ),
    pytest.param(
        "Hola,\n\nGracias por su mensaje. Estaré fuera de la oficina hasta el 12 de diciembre, con "
        "acceso limitado al correo. Para asuntos urgentes, contacte con "
        "soporte@cedar.example.\n\nSaludos",
        id="es1",
    ),
    pytest.param(
        "Me encuentro de vacaciones y regresaré el lunes 30 de noviembre. Si es urgente, puede escribir "
        "a mi compañera Lola.",
        id="es2",
    ),
    pytest.param(
        "Actualmente estoy de baja por maternidad. Durante mi ausencia, por favor diríjase a "
        "ventas@cedar.example. Volveré el 1 de marzo.",
        id="es3",
    ),
    pytest.param(
        "Bonjour,\n\nJe suis absent du bureau jusqu'au 12 décembre inclus. Pour toute urgence, merci de "
        "contacter support@cedar.example.\n\nCordialement",
        id="fr1",
    ),
    pytest.param(
        "Merci de votre message. Actuellement en congés, je serai de retour le lundi 30 novembre et vous "
        "répondrai dès mon retour.",
        id="fr2",
    ),
    pytest.param(
        "Je suis actuellement en déplacement et n'ai qu'un accès limité à mes e-mails. En cas d'urgence, "
        "veuillez vous adresser à ma collègue Zoé. Retour le 3 janvier.",
        id="fr3",
    ),
    pytest.param(
        "Nos bureaux sont fermés du 24 décembre au 2 janvier. Nous répondrons à votre message à notre retour.",
        id="fr4",
    ),
    pytest.param(
        "Olá,\n\nObrigado pelo seu e-mail. Estarei fora do escritório até 12 de dezembro, com acesso "
        "limitado ao e-mail. Para assuntos urgentes, entre em contato com "
        "suporte@cedar.example.\n\nAtenciosamente",
        id="pt1",
    ),
    pytest.param(
        "Encontro-me de férias e regresso no dia 30 de novembro. Em caso de urgência, por favor contacte "
        "a minha colega Rita.",
        id="pt2",
    ),
    pytest.param(
        "Estou ausente por licença maternidade. Durante a minha ausência, fale com vendas@cedar.example. "
        "Retorno em 1 de março.",
        id="pt3",
    ),
]
PEOPLE = [
    pytest.param(
        "I was out of the office until yesterday, sorry for the late answer. We send 40,000 messages a "
        "month. Please contact me if it is urgent.",
        id="hp1",
    ),
    pytest.param(
        "I am on holiday until Monday but this is urgent: our account is disabled. Please contact my "
        "colleague Sam at sam@cedar.example.",
        id="hp2",
    ),
    pytest.param(
        "Ich bin ab morgen im Urlaub, bitte schalten Sie unser Konto vorher frei. In dringenden Fällen "
        "wenden Sie sich an Frau Huber. Wir versenden 5000 Mails im Monat.",
        id="hp3",
    ),
    pytest.param(
        "Je suis en congé jusqu'au 3, mais notre compte est bloqué. Merci de contacter mon collègue en cas d'urgence.",
        id="hp4",
    ),
    pytest.param(
        "Estoy de vacaciones hasta el lunes, pero nuestra cuenta está bloqueada. Es urgente, por favor "
        "contacten con Lola.",
        id="hp5",
    ),
    pytest.param(
        "Estou de férias até segunda, mas a nossa conta foi bloqueada. É urgente. Contacte a minha colega Rita.",
        id="hp6",
    ),
    pytest.param(
        "We expect to send 20,000 messages a month from our office which is closed until January. Our "
        "customers sign up at shop.cedar.example.",
        id="hp7",
    ),
    pytest.param(
        "I'll be back on Monday with the DNS records. Until then, please contact our agency for urgent questions.",
        id="hp8",
    ),
]


@pytest.mark.parametrize("words", AWAY)
def test_absence_note_is_known_in_five_languages(words: str) -> None:
    assert is_automatic(None, words)


@pytest.mark.parametrize(
    ("words", "automatic"),
    [
        ("Auto-Submitted: auto-replied\n\nWe have your mail.", True),
        ("Return-Path: <>\nPrecedence: auto_reply\n\nWe have your mail.", True),
        ("Auto-Submitted: no\n\nPlease lift the limit.", False),
        ("Our newsletters carry this:\n\nPrecedence: bulk\nAuto-Submitted: auto-generated", False),
        ("a:\n" * 5000, False),
    ],
)
def test_headers_at_the_top_of_a_body_tell(words: str, automatic: bool) -> None:
    assert is_automatic(None, words) is automatic


@pytest.mark.parametrize("words", PEOPLE)
def test_person_who_is_away_and_speaks_of_the_matter_is_no_machine(words: str) -> None:
    assert not is_automatic(None, words)


def test_absence_note_after_our_question_is_not_answered_and_the_next_word_is(desk: Desk) -> None:
    ticket_id = desk.file(APPEAL)
    desk.handle(ticket_id)
    desk.comment(ticket_id, AWAY[0].values[0])
    assert desk.handle(ticket_id).reason == "automatic_mail"
    assert len(desk.replies(ticket_id)) == 1
    desk.comment(ticket_id, VOLUME)
    assert desk.handle(ticket_id).reason == "complete"


@pytest.mark.parametrize(
    "mail",
    [
        {"flags": [4]},
        {"subject": "Automatic reply: Probation"},
        {"subject": "Undelivered Mail Returned to Sender", "body": "This is the mail system at host mx.cedar.example."},
    ],
)
def test_ticket_that_a_machine_opened_is_never_answered(desk: Desk, mail: dict[str, object]) -> None:
    ticket_id = desk.file(**mail)
    assert desk.handle(ticket_id).reason == "automatic_mail"
    assert desk.replies(ticket_id) == []


def test_two_machines_that_answer_each_other_stop_at_once(desk: Desk) -> None:
    ticket_id = desk.file(APPEAL)
    for _ in range(5):
        desk.handle(ticket_id)
        desk.comment(ticket_id, AWAY[0].values[0], flags=[4])
    assert len(desk.replies(ticket_id)) == 1
