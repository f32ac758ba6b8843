"""Whether a machine wrote a mail, in many languages, and people who only speak of such mails."""

import pytest

from bot.core.conversation import Author
from bot.reading.automatic import is_automatic
from bot.reading.messages import Comment, to_conversation, to_message

AWAY = "I am away until 2 March. For urgent matters please contact shop@choir.example."


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Your account has been disabled",
        "Auto-Reply: limit",
        "Autoreply: limit",
        "Out of Office Re: [Support] Questions",
        "Out of office: limit",
        "Abwesenheitsnotiz: Ihr Ticket",
        "Abwesend: Re: Account",
        "Automatische Antwort: limit",
        "Réponse automatique : limite",
        "Respuesta automática: Ticket recibido",
        "Resposta automática: limite",
        "Risposta automatica",
        "Automatisch antwoord: limiet",
        "Autosvar: limit",
        "Automatiskt svar: gräns",
        "Odpowiedź automatyczna: limit",
        "Automatická odpověď: limit",
        "Автоответ: лимит",
        "Otomatik yanıt: limit",
        "Balasan otomatis: limit",
        "自動返信: 制限",
        "自动回复: 限制",
    ],
)
def test_subject_of_an_automatic_reply_is_known(subject: str) -> None:
    assert is_automatic(subject, "The studio is closed.")


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("RE: [Ticket 60112] Out of office", "I am away until 2 December. This mailbox is not monitored."),
        ("Absence", "Je suis en congé jusqu'au 2 mars. En mon absence, contacter compta@choir.example."),
        ("auto: gone fishing", "I'm away until the ice melts. Ask Runa."),
        ("Undeliverable: limit", "Delivery has failed to these recipients or groups:\n\nit@choir.example"),
        ("Mail delivery failed: returning message to sender", "A message that you sent could not be delivered."),
        ("Undelivered Mail Returned to Sender", "This is the mail system at host mx.choir.example."),
    ],
)
def test_subject_and_body_together_tell(subject: str, body: str) -> None:
    assert is_automatic(subject, body)


@pytest.mark.parametrize(
    "body",
    [
        "Automatic reply: I'm on a holiday until 16 March.",
        "Automatic reply: Out of office. I'm fishing.",
        "Abwesenheitsnotiz: Ich bin bis 16.03. auf einer Tagung.",
        "This is an automated response. Please do not reply.",
        "This message was created automatically by mail delivery software.",
        "Vielen Dank für Ihre Nachricht. Ich bin bis einschließlich 20.03. nicht im Haus. "
        "Ihre E-Mail wird nicht weitergeleitet.",
        f"Thank you for your message. {AWAY}",
        "We have received your request. It was registered as ticket #12345 and will be answered soon.",
    ],
)
def test_body_alone_tells(body: str) -> None:
    assert is_automatic(None, body)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        (
            "Fwd: Automatic reply: Your account has been disabled",
            "I'm back from sick leave and find this. Key rotated.",
        ),
        ("Fwd: undeliverable", "See attached, all of these came back."),
        ("Re: Delivery Status Notification (Failure)", "My inbox got 3,918 of these since lunch. I never wrote them."),
        ("Undeliverable: newsletter", "Why do I get these? Our customers complain."),
        ("Automation of mails", "how do we automate?"),
        ("Automatic top-up", "does it exist?"),
        ("Out of office replies count as bounces?", "Do they count?"),
        ("limit", "I'm out of the office until Monday, but here is the answer: 400 a month."),
        ("limit", "Casimir's out of office. He is at the border, no reception. Try Monday."),
        ("limit", "Thank you for your message. Receipts, until now 400 a month."),
        ("limit", "Please contact me by phone, it is urgent."),
        ("limit", "Our office is closed on Sunday, but mails go out daily."),
        ("limit", ""),
        (None, ""),
    ],
)
def test_person_who_speaks_of_such_a_mail_is_no_machine(subject: str | None, body: str) -> None:
    assert not is_automatic(subject, body)


def test_flag_of_zendesk_tells() -> None:
    assert to_message(Comment("comment:1", Author.REQUESTER, "400 a month", flags=(0, 4))).automatic
    assert not to_message(Comment("comment:1", Author.REQUESTER, "400 a month", flags=(0, 2))).automatic


def test_subject_tells_of_the_first_comment_alone() -> None:
    comments = [
        Comment("comment:1", Author.REQUESTER, "Gone until March."),
        Comment("comment:2", Author.REQUESTER, "I'm back: 400 a month."),
    ]
    messages = to_conversation("Automatic reply: limit", comments).messages
    assert [message.automatic for message in messages] == [False, True, False]


def test_machine_that_repeats_itself_is_known_again() -> None:
    comments = [
        Comment("comment:1", Author.REQUESTER, "Gone."),
        Comment("comment:2", Author.AGENT, "Which domain?"),
        Comment("comment:3", Author.REQUESTER, "Gone."),
    ]
    assert to_conversation("Automatic reply: limit", comments).messages[-1].automatic


def test_desk_is_never_taken_for_a_machine() -> None:
    [message] = to_conversation(None, [Comment("comment:1", Author.BOT, "This is an automated response.")]).messages
    assert not message.automatic


def test_quoted_notice_does_not_make_a_reply_automatic() -> None:
    body = "400 a month\n\n> This is an automated response. Please do not reply."
    assert not to_message(Comment("comment:1", Author.REQUESTER, body)).automatic
