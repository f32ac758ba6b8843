"""A language is a folder: what it must hold, and how what an account shows is said in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.account_sentences import translate_fact
from bot.core.checklist import Procedure
from bot.core.update import ReplyKind
from bot.reply_languages import (
    IncompleteLanguage,
    NoSuchLanguage,
    check_languages,
    find_languages,
    find_template,
    list_console,
    load_words,
    localise,
    replies_folder,
)
from bot.wording import ValueWords
from tests.replies.scenes import APPEAL, COMPROMISE, LANGUAGES, PROCEDURES, Scene

OTHERS = [language for language in LANGUAGES if language != "en"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped languages that a test may break."""
    return Path(shutil.copytree(replies_folder(), tmp_path / "replies"))


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new), encoding="utf-8")

    return apply


def remove(path: str) -> Callable[[Path], None]:
    return lambda folder: (folder / path).unlink()


def test_shipped_languages_are_whole() -> None:
    check_languages(tuple(PROCEDURES.values()))
    assert set(LANGUAGES) >= {"en", "de", "es", "fr", "it", "pt", "nl", "pl"}


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (remove("de/appeal/ready.j2"), "de/appeal/ready.j2 is missing"),
        (remove("fr/compromise/items/api_key.j2"), "fr/compromise/items/api_key.j2 is missing"),
        (remove("fr/compromise/closing.j2"), "fr/compromise/closing.j2 is missing"),
        (remove("en/appeal/ask.j2"), "en/appeal/ask.j2 is missing"),
        (remove("es/words.toml"), "es/words.toml is missing"),
        (remove("en/words.toml"), "en: words.toml: FileNotFoundError"),
        (remove("es/lead.j2"), "es/lead.j2 is missing"),
        (
            edit(
                "es/appeal/ask.j2",
                "{% endset %}",
                "",
            ),
            "es/appeal/ask.j2, line 3: ",
        ),
        (edit("pt/words.toml", "greeting", "greting"), "pt/words.toml: frame.greeting is missing"),
        (edit("pt/words.toml", "({link})", ""), "pt/words.toml: frame.incident must have the places link"),
        (
            edit("pt/words.toml", "{least} a {most}", "{least} a {mais}"),
            "values.between must have the places least, most",
        ),
        (edit("pt/words.toml", "key_before =", "key_befor ="), "facts.key_before is missing"),
        (edit("pt/words.toml", "{domain} ainda", "{domain ainda"), "facts.domain must have the places domain"),
        (edit("pt/words.toml", '"novembro", "dezembro",', ""), "months must be 12"),
        (edit("pt/words.toml", "[frame]", "[frame"), "pt: words.toml: "),
        (edit("pt/words.toml", "about =", "abot ="), "pt: words.toml: "),
        (remove("de/appeal/words.toml"), "de/appeal/words.toml: items.sending_begun.label is missing"),
        (edit("de/appeal/words.toml", "origin =", "origins ="), "items.list_source.parts is missing"),
        (edit("de/compromise/words.toml", '"the domain" = "die Domain"', ""), 'console."the domain" is missing'),
    ],
)
def test_language_that_lacks_something_is_refused_by_its_name(
    folder: Path, spoil: Callable[[Path], None], problem: str
) -> None:
    spoil(folder)
    with pytest.raises(IncompleteLanguage) as refused:
        check_languages(tuple(PROCEDURES.values()), folder)
    assert problem in str(refused.value)


def test_empty_language_is_told_in_a_few_words(folder: Path) -> None:
    (folder / "sv").mkdir()
    shutil.copy(folder / "en/words.toml", folder / "sv/words.toml")
    assert "sv" in find_languages(folder)
    with pytest.raises(IncompleteLanguage, match=r"sv/appeal/ask.j2 is missing; .* \(and \d+ more\)$"):
        check_languages(tuple(PROCEDURES.values()), folder)


@pytest.mark.parametrize("language", ["sv", "ja", "", "../en", "shared", "EN"])
def test_language_without_replies_never_gets_another_one(language: str) -> None:
    with pytest.raises(NoSuchLanguage):
        Scene(APPEAL, ReplyKind.ASK, language=language).reply()


def test_english_words_are_those_of_the_notes() -> None:
    assert load_words("en").values == ValueWords()


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_links_and_menu_names_are_the_same_in_every_language(procedure: Procedure, language: str) -> None:
    for item, said in zip(procedure.items, localise(procedure, load_words(language)).items, strict=True):
        assert said.details.get("help") == item.details.get("help")
        for step, own in zip(list_console(item), list_console(said), strict=True):
            assert (own == step) is step[0].isupper()


def test_template_is_found_by_language_procedure_and_kind() -> None:
    assert find_template("de", "appeal", "ask") == "replies/de/appeal/ask.j2"
    assert find_template("de", "compromise", "items/api_key") == "replies/de/compromise/items/api_key.j2"


FACTS = {
    "One API key made on 12 March 2026 is still active.": "Ein API-Schlüssel vom 12. März 2026 ist noch aktiv.",
    "Three older API keys will still work until 3 May 2026, the oldest made on 1 June 2025.": (
        "3 ältere API-Schlüssel funktionieren noch bis zum 3. Mai 2026, der älteste vom 1. Juni 2025."
    ),
    "1,200 older API keys are still active.": "1.200 ältere API-Schlüssel sind noch aktiv.",
    "One of two users has no two-factor authentication.": (
        "Einer von 2 Benutzern hat keine Zwei-Faktor-Authentifizierung."
    ),
    "Two of 12 users have not changed their passwords.": "2 von 12 Benutzern haben ihr Passwort nicht geändert.",
    "About 90,000 messages were sent in the last 30 days.": (
        "In den letzten 30 Tagen wurden etwa 90.000 Nachrichten gesendet."
    ),
    "The domain mg.acme.example is not verified yet.": "Die Domain mg.acme.example ist noch nicht verifiziert.",
    "The domains a.example, b.example, c.example, two more are not verified yet.": (
        "Die Domains a.example, b.example, c.example und 2 weitere sind noch nicht verifiziert."
    ),
    "The domains a.example, b.example are not verified yet.": (
        "Die Domains a.example und b.example sind noch nicht verifiziert."
    ),
    "No sending domain of your own is in the account.": "Im Konto ist keine eigene Absenderdomain.",
    "Something that nobody has words for.": "",
    "The domain {frame} is not verified yet.": "Die Domain {frame} ist noch nicht verifiziert.",
    "": "",
}


@pytest.mark.parametrize(("told", "said"), FACTS.items())
def test_what_the_account_shows_is_said_in_german(told: str, said: str) -> None:
    assert translate_fact(told, load_words("de")) == said


ITALIAN_FACTS = {
    "One API key made on 8 March 2026 is still active.": "Una chiave API creata in data 8 marzo 2026 è ancora attiva.",
    "Three older API keys will still work until 11 May 2026, the oldest made on 1 June 2025.": (
        "3 vecchie chiavi API funzionano ancora e scadranno in data 11 maggio 2026; la più vecchia è stata creata in "
        "data 1 giugno 2025."
    ),
    "1,200 older API keys are still active.": "1.200 vecchie chiavi API sono ancora attive.",
    "Two of 11 users have not changed their passwords.": "2 utenti su 11 non hanno cambiato la password.",
    "The domains a.example, b.example, c.example, one more are not verified yet.": (
        "I domini a.example, b.example, c.example e 1 in più non sono ancora verificati."
    ),
}


@pytest.mark.parametrize(("told", "said"), ITALIAN_FACTS.items())
def test_no_article_before_an_italian_day_or_number_can_be_the_wrong_one(told: str, said: str) -> None:
    assert translate_fact(told, load_words("it")) == said


NUMBERED_IN_POLISH = {
    "{} older API keys are still active.": "Starsze klucze API (łącznie {}) są nadal aktywne.",
    "{} of 1,200 users have not changed their passwords.": "{} z 1\u00a0200 użytkowników nie zmieniło hasła.",
    "{} older API keys will still work until 3 May 2026, the oldest made on 1 June 2025.": (
        "Starsze klucze API (łącznie {}) będą działać jeszcze do 3 maja 2026; najstarszy utworzono 1 czerwca 2025."
    ),
    "About {} messages were sent in the last 30 days.": "W ciągu ostatnich 30 dni wysłano około {} wiadomości.",
    "The domains a.example, b.example, c.example, {} more are not verified yet.": (
        "Te domeny nadal nie są zweryfikowane: a.example, b.example, c.example i jeszcze {}."
    ),
}


@pytest.mark.parametrize(("told", "said"), NUMBERED_IN_POLISH.items())
@pytest.mark.parametrize("number", [2, 5, 22])
def test_polish_sentences_are_right_with_any_number(told: str, said: str, number: int) -> None:
    assert translate_fact(told.format(number), load_words("pl")) == said.format(number)


@pytest.mark.parametrize("told", FACTS)
def test_what_the_account_shows_stays_in_english(told: str) -> None:
    assert translate_fact(told, load_words("en")) == told


@pytest.mark.parametrize("language", OTHERS)
def test_every_known_sentence_is_said_in_every_language(language: str) -> None:
    sample = {"day": "12 March 2026", "until": "3 May 2026", "count": "Three", "all": "12", "days": "30"}
    sample |= {"domain": "mg.acme.example", "domains": "a.example, b.example, c.example, two more"}
    for key, english in load_words("en").facts.items():
        said = translate_fact(english.format(**sample), load_words(language))
        assert said
        assert said != english, key
        assert "March" not in said


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_of_the_english_mail_is_left(language: str) -> None:
    for procedure in (APPEAL, COMPROMISE):
        scene = Scene(procedure, ReplyKind.ASK, language=language)
        english = {line.strip() for line in Scene(procedure, ReplyKind.ASK).reply().text.splitlines() if line.strip()}
        assert not english & {line.strip() for line in scene.reply().text.splitlines()}
