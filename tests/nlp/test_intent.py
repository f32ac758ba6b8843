"""Intent: which of the two procedures a ticket belongs to, if any."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.conversation import Author, Conversation, Part, Section
from bot.core.understanding import Intent, IntentLabel
from bot.nlp.gist import BARE, Gist, to_buckets, to_gist
from bot.nlp.intent import LABELS, Calibration, list_labels
from bot.nlp.pipeline import Pipeline
from tests.builders import a_message, a_subject

APPEAL, COMPROMISE, OTHER = "probation_appeal", "compromise_report", "other"
TICKETS = [
    (APPEAL, "", "Our account has been placed on probation and we can only send 100 messages an hour. Please lift it."),
    (APPEAL, "Business verification required", "1. receipts 2. customers of our shop 3. about 3,000 a month"),
    (
        APPEAL,
        "Account suspended",
        "You have suspended our account without a warning. We never send spam. Reactivate it.",
    ),
    (APPEAL, "", "Nuestra cuenta está limitada a 100 correos por hora, por favor quiten el límite."),
    (APPEAL, "", "Unser Konto ist auf 100 Mails pro Stunde begrenzt. Bitte heben Sie die Begrenzung auf."),
    (COMPROMISE, "", "Our API key was leaked on GitHub and somebody has sent thousands of mails from our account."),
    (
        COMPROMISE,
        "Re: account disabled",
        "API key rotated, SMTP passwords reset, 2FA is on for everybody. Re-enable us.",
    ),
    (COMPROMISE, "Strange mails", "There are 9,000 phishing mails in our log which we never sent. Were we hacked?"),
    (COMPROMISE, "", "On a piraté notre compte, la clé API a été volée."),
    (OTHER, "Invoice", "Could you send me the invoice for March again? The PDF is broken."),
    (OTHER, "DKIM", "Which TXT record do I have to add for DKIM? My DNS provider refuses the long key."),
    (OTHER, "Key rotation", "Can two API keys be active while we rotate? No incident, it is our policy every 90 days."),
    (OTHER, "Automatic reply: out of office", "I am out of the office until Monday."),
    (OTHER, "New phone", "I have a new phone and lost the authenticator codes. How do I log in?"),
]


def a_ticket(subject: str, *bodies: str) -> Conversation:
    comments = (a_message(body, id=f"comment:{at}") for at, body in enumerate(bodies, 1))
    return Conversation((*((a_subject(subject),) if subject else ()), *comments))


@pytest.mark.parametrize(("label", "subject", "body"), TICKETS)
def test_plain_tickets_are_told_apart(pipeline: Pipeline, label: str, subject: str, body: str) -> None:
    assert pipeline.intent.predict_intent(a_ticket(subject, body)).label == label


@pytest.mark.parametrize(
    "body",
    [
        "Please lift the 100 an hour. And somebody has stolen our API key, the log has mails that we never sent.",
        "1. receipts 2. customers of shop.example 3. 2,000 a month. Our account was hacked last week, the key is new.",
        "We have been on probation since the break-in. The old key is deleted. When is the limit lifted?",
    ],
)
def test_both_at_once_is_a_compromise_report(pipeline: Pipeline, body: str) -> None:
    assert pipeline.intent.predict_intent(a_ticket("Limit", body)).label == COMPROMISE


def test_a_later_message_can_change_the_intent(pipeline: Pipeline) -> None:
    asked = a_message("What mails are these?", Author.AGENT, id="comment:2")
    told = "I never sent those! Someone has broken into our account and stolen the API key."
    first = a_ticket("Limit", "Please raise our hourly limit, we send receipts.")
    later = Conversation((*first.messages, asked, a_message(told, id="comment:3")))
    assert pipeline.intent.predict_intent(first).label == APPEAL
    assert pipeline.intent.predict_intent(later).label == COMPROMISE


def test_a_forwarded_notice_alone_keeps_its_procedure(pipeline: Pipeline) -> None:
    notice = (
        "Your account has been placed on probation. While on probation you can send up to 100 messages per hour. "
        "To have it lifted, tell us how your business uses email, where your list comes from and your monthly volume."
    )
    quoted = a_message(notice, apart=(Section(0, len(notice), Part.QUOTED),))
    assert pipeline.intent.predict_intent(Conversation((quoted,))).label == APPEAL


@pytest.mark.parametrize("messages", [(), (a_message(""),), (a_message("\u200b \n"),), (a_message("?!"),)])
def test_nothing_said_still_has_an_intent(pipeline: Pipeline, messages: tuple) -> None:
    intent = pipeline.intent.predict_intent(Conversation(messages))
    assert sum(intent.scores.values()) == pytest.approx(1.0)


@given(text=st.text(max_size=400))
def test_any_text_gives_three_probabilities(pipeline: Pipeline, text: str) -> None:
    intent = pipeline.intent.read(Gist(subject="", own=text, around=""))
    assert set(intent.scores) == set(LABELS)
    assert sum(intent.scores.values()) == pytest.approx(1.0)


def test_the_same_words_give_the_same_scores(pipeline: Pipeline) -> None:
    ticket = a_ticket("Limit", "Please lift the limit.")
    assert pipeline.intent.predict_intent(ticket) == pipeline.intent.predict_intent(ticket)


def test_others_words_are_not_the_customers(pipeline: Pipeline) -> None:
    hacked = a_message("Our account was hacked.", Author.THIRD_PARTY)
    private = a_message("The account was hacked.", public=False)
    assert to_gist(Conversation((hacked, private))).own == ""


def test_quotes_stand_around_unless_there_is_nothing_else() -> None:
    text = "> what volume?\n" + "We send receipts to customers. " * 2
    quoted = (Section(0, 14, Part.QUOTED),)
    own, bare = a_message(text, apart=quoted), a_message(text[:14] + "\nhm", apart=quoted)
    assert "what volume" in to_gist(Conversation((own,))).around
    assert "what volume" in to_gist(Conversation((bare,))).own
    assert len("hm") < BARE


def test_an_automatic_mail_is_known_as_one() -> None:
    assert to_gist(Conversation((a_message("I am away", automatic=True),))).automatic
    assert not to_gist(Conversation((a_subject("Away"),))).automatic


def test_a_long_ticket_is_read_quickly(pipeline: Pipeline) -> None:
    started = time.process_time()
    pipeline.intent.predict_intent(a_ticket("x" * 20_000, "the account is limited, " * 800, "y " * 10_000))
    assert time.process_time() - started < 2.0


def test_the_calibration_leans_towards_the_safer_reading() -> None:
    scores = Calibration(lean=(0.0, 0.5, 0.0)).apply(np.array([1.0, 1.0, 0.0]))
    assert scores[1] > scores[0] > scores[2]


def test_a_higher_temperature_is_less_sure() -> None:
    logits = np.array([3.0, 0.0, 0.0])
    assert Calibration(2.0).apply(logits).max() < Calibration(1.0).apply(logits).max()


def test_a_tie_goes_to_compromise() -> None:
    tie = Intent({IntentLabel.APPEAL: 0.5, IntentLabel.COMPROMISE: 0.5, IntentLabel.OTHER: 0.0})
    assert tie.label == COMPROMISE


def test_labels_stand_in_their_order() -> None:
    assert list_labels([OTHER, APPEAL]).tolist() == [[0, 0, 1], [1, 0, 0]]


def test_the_shape_tells_how_much_is_said_and_asked() -> None:
    short, long = Gist(own="why?"), Gist(own="we send receipts. " * 20, comments=3)
    assert set(to_buckets(short)[4]).isdisjoint(set(to_buckets(long)[4]))


def test_a_subject_is_told_apart_from_the_body() -> None:
    body = Gist(subject="", own="limit", around="")
    subject = Gist(subject="limit", own="limit", around="")
    assert len(to_buckets(subject)[3]) > len(to_buckets(body)[3])
