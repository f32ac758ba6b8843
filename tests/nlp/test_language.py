"""The language of the customer's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.conversation import Author, Conversation, Part, Section
from bot.nlp.language import LanguageReader, is_trusted, load_language_reader
from tests.builders import a_message, a_subject


@pytest.fixture(scope="module")
def reader() -> LanguageReader:
    return load_language_reader()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Our account has been limited to a hundred messages an hour, please lift this."),
        ("de", "Unser Konto ist auf hundert Nachrichten pro Stunde begrenzt, bitte heben Sie das auf."),
        ("es", "Nuestra cuenta está limitada a cien mensajes por hora, por favor quiten el límite."),
        ("fr", "Notre compte est limité à cent messages par heure, merci de lever la limite."),
        ("pt", "Nossa conta está limitada a cem mensagens por hora, por favor retirem o limite."),
        ("it", "Il nostro account è limitato a cento messaggi all'ora, potete togliere il limite?"),
        ("nl", "Ons account is beperkt tot honderd berichten per uur, kunnen jullie dat opheffen?"),
        ("pl", "Nasze konto jest ograniczone do stu wiadomości na godzinę, proszę o zdjęcie limitu."),
        ("tr", "Hesabımız saatte yüz mesajla sınırlandırıldı, lütfen kaldırır mısınız?"),
        ("ru", "Наш аккаунт ограничен ста письмами в час, снимите, пожалуйста, ограничение."),
        ("ja", "アカウントが制限されています。解除をお願いします。"),
        ("zh", "我们的账号被限制了，请解除。"),
        ("he", "החשבון שלנו מוגבל, נא להסיר את ההגבלה."),
    ],
)
def test_languages_are_told_apart(reader: LanguageReader, language: str, text: str) -> None:
    assert reader.predict(text) == language


@pytest.mark.parametrize("text", ["", "12000", "ok", "hola", "up?", "https://shop.example/a_b 550 5.7.1", "key-****"])
def test_too_few_words_are_english(reader: LanguageReader, text: str) -> None:
    assert reader.predict(text) == "en"


def test_few_words_of_another_script_are_not_english(reader: LanguageReader) -> None:
    assert reader.predict("解除お願いします") == "ja"


def test_quotes_do_not_tell_the_language(reader: LanguageReader) -> None:
    quote = "Your account has been placed on probation. Please answer the three questions below."
    text = quote + "\nGuten Tag, wir verschicken nur Rechnungen an unsere Kunden."
    message = a_message(text, apart=(Section(0, len(quote), Part.QUOTED),))
    assert reader.predict_language(Conversation((message,))) == "de"


def test_the_body_tells_rather_than_the_subject(reader: LanguageReader) -> None:
    messages = (a_subject("Re: Your account has been placed on probation"), a_message("Wir versenden nur Rechnungen."))
    assert reader.predict_language(Conversation(messages)) == "de"


def test_only_the_requester_tells(reader: LanguageReader) -> None:
    spanish = "Nuestra cuenta está limitada a cien mensajes por hora, por favor quiten el límite."
    messages = (a_message("Please have a look at our account."), a_message(spanish, Author.THIRD_PARTY))
    assert reader.predict_language(Conversation(messages)) == "en"


ENGLISH = "Our account has been limited to a hundred messages an hour, please lift this."
GERMAN = "Unser Konto ist auf hundert Nachrichten pro Stunde begrenzt, bitte heben Sie das auf."


@pytest.mark.parametrize(
    ("bodies", "language"),
    [
        ((ENGLISH, GERMAN), "de"),
        ((GERMAN, ENGLISH), "en"),
        ((GERMAN, "ok thanks"), "de"),
        ((GERMAN, "API-Schlüssel: done"), "de"),
        ((GERMAN, "yes, all of them are done"), "de"),
        ((GERMAN, "40000"), "de"),
        ((GERMAN, ""), "de"),
        ((ENGLISH, "ja, erledigt"), "en"),
        ((ENGLISH, GERMAN, "danke"), "de"),
        ((GERMAN, "解除お願いします"), "ja"),
        (("hi", "up?", GERMAN), "de"),
    ],
)
def test_newest_message_long_enough_tells_the_language(
    reader: LanguageReader, bodies: tuple[str, ...], language: str
) -> None:
    assert reader.predict_language(Conversation(tuple(a_message(body) for body in bodies))) == language


@pytest.mark.parametrize(
    ("language", "trusted"),
    [
        *((code, True) for code in ("en", "de", "es", "fr", "it", "pt", "nl", "pl")),
        *((code, False) for code in ("sv", "ja", "ko", "")),
    ],
)
def test_only_languages_that_were_measured_and_have_replies_are_trusted(language: str, trusted: bool) -> None:
    assert is_trusted(language) is trusted


@given(text=st.text(max_size=200))
def test_any_text_has_a_language(reader: LanguageReader, text: str) -> None:
    assert len(reader.predict(text)) == 2
