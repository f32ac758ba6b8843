"""Readers of single sentences: what they learn from tickets of which only the whole is labelled."""

from bot.core.conversation import Author, Message
from bot.learning.sentences import SentenceCase, fit_sentences, to_sentence_cases
from bot.nlp.sentences import SentenceReader, list_sentences, to_sentence_buckets
from bot.nlp.view import View, to_view

INNOCENT = (
    "Our members sign up on the web site.",
    "We send receipts to customers.",
    "About four thousand mails a month.",
    "Kind regards from the pottery.",
)
GUILTY = ("We bought the list from a broker.", "A broker sold us the list.", "The list was bought last year.")


def a_view(text: str) -> View:
    return to_view(Message("comment:1", Author.REQUESTER, text))


def fit() -> SentenceReader:
    cases = [SentenceCase(f"s-{at}", to_sentence_buckets(text), True) for at, text in enumerate(GUILTY)]
    for at in range(6):
        cases += to_sentence_cases(f"t-{at}", [a_view(" ".join(INNOCENT))], guilty=False)
    cases += to_sentence_cases(
        "g-1", [a_view("Kind regards from the pottery. We bought a big list from a dealer.")], True
    )
    return SentenceReader(fit_sentences(cases))


def test_guilty_sentence_of_a_ticket_is_found_and_its_others_stay_innocent():
    reader = fit()
    assert reader.predict("We bought our list from a dealer.") > 0.6
    assert all(reader.predict(text) < 0.3 for text in INNOCENT)


def test_suspects_stand_where_the_sentence_stands():
    view = a_view("Hello. We bought the list from a broker. Kind regards from the pottery.")
    (suspect,) = fit().list_suspects(view, 0.6)
    assert view.text[suspect.span.start : suspect.span.end] == "We bought the list from a broker."


def test_endless_text_is_read_in_part():
    assert len(list_sentences(a_view("And so on. " * 5_000))) == 80
    assert len(list_sentences(a_view("word " * 5_000))) <= 11
