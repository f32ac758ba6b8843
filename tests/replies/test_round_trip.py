"""What a mail of ours asks in any language is read back when its lines come filled in."""

from collections.abc import Sequence

import pytest

from bot.core.checklist import Finding, Procedure, Status
from bot.core.conversation import Author, Conversation
from bot.core.understanding import RiskKind, settle_understanding
from bot.core.update import ReplyKind
from bot.nlp.pipeline import Pipeline
from bot.reading.messages import Comment, to_conversation
from bot.reply_languages import load_words, localise
from tests.replies.scenes import APPEAL, COMPROMISE, LANGUAGES, Scene

OPENINGS = {
    "en": (
        "Our account is limited to 100 messages per hour, please lift this limitation.",
        "Our account was compromised and is disabled, please help us.",
    ),
    "de": (
        "Unser Konto ist auf 100 Nachrichten pro Stunde begrenzt, bitte heben Sie die Beschränkung auf.",
        "Unser Konto wurde gehackt und ist deaktiviert, bitte helfen Sie uns.",
    ),
    "es": (
        "Nuestra cuenta está limitada a 100 mensajes por hora, por favor quiten la restricción.",
        "Nuestra cuenta fue hackeada y está desactivada, ayúdennos por favor.",
    ),
    "fr": (
        "Notre compte est limité à 100 messages par heure, merci de lever cette restriction.",
        "Notre compte a été piraté et désactivé, aidez-nous s'il vous plaît.",
    ),
    "pt": (
        "Nossa conta está limitada a 100 mensagens por hora, por favor retirem a restrição.",
        "Nossa conta foi invadida e está desativada, por favor nos ajudem.",
    ),
    "it": (
        "Il nostro account è limitato a 100 messaggi all'ora, vi preghiamo di togliere la restrizione.",
        "Il nostro account è stato violato ed è disattivato, aiutateci per favore.",
    ),
    "nl": (
        "Ons account is beperkt tot 100 berichten per uur, wilt u deze limiet opheffen?",
        "Ons account is gehackt en uitgeschakeld, kunt u ons helpen?",
    ),
    "pl": (
        "Nasze konto jest ograniczone do 100 wiadomości na godzinę, prosimy o zniesienie tego ograniczenia.",
        "Nasze konto zostało zhakowane i wyłączone, prosimy o pomoc.",
    ),
}
ANSWERS = {
    "en": ("receipts and invoices (transactional)", "customers register at harborshop.example", "40,000"),
    "de": ("Rechnungen und Bestätigungen (transaktional)", "Kunden registrieren sich auf harborshop.example", "40.000"),
    "es": ("recibos y alertas (transaccional)", "los clientes se registran en harborshop.example", "40.000"),
    "fr": ("factures et reçus (transactionnel)", "les clients s'inscrivent sur harborshop.example", "40 000"),
    "pt": ("recibos e alertas (transacional)", "os clientes se cadastram em harborshop.example", "40.000"),
    "it": ("ricevute e avvisi (transazionali)", "i clienti si registrano su harborshop.example", "40.000"),
    "nl": ("bonnen en meldingen (transactioneel)", "klanten registreren zich op harborshop.example", "40.000"),
    "pl": ("rachunki i faktury (transakcyjne)", "klienci rejestrują się na harborshop.example", "40 000"),
}
DONE = {
    "en": ("done", "yes"),
    "de": ("erledigt", "ja"),
    "es": ("hecho", "sí"),
    "fr": ("fait", "oui"),
    "pt": ("feito", "sim"),
    "it": ("fatto", "sì"),
    "nl": ("gedaan", "ja"),
    "pl": ("zrobione", "tak"),
}
NOT_DONE = {
    "en": ("not done", "no"),
    "de": ("nicht erledigt", "nein"),
    "es": ("no hecho", "no"),
    "fr": ("pas fait", "non"),
    "pt": ("não feito", "não"),
    "it": ("non fatto", "no"),
    "nl": ("niet gedaan", "nee"),
    "pl": ("niezrobione", "nie"),
}
PERSON = {
    "en": "person", "de": "Mensch", "es": "persona", "fr": "personne", "pt": "pessoa", "it": "persona",
    "nl": "medewerker", "pl": "człowiek",
}  # fmt: skip


def list_prompts(procedure: Procedure, language: str) -> list[str]:
    items = localise(procedure, load_words(language)).items
    return [str(item.details["prompt"]) for item in items if "prompt" in item.details]


def fill_in(text: str, prompts: Sequence[str], answers: Sequence[str]) -> str:
    """The mail with an answer behind each line to fill in."""
    filled = dict(zip(prompts, answers, strict=True))
    return "\n".join(f"{line} {filled[line]}".rstrip() if line in filled else line for line in text.splitlines())


def to_forms(text: str, prompts: Sequence[str], answers: Sequence[str]) -> dict[str, str]:
    """The ways in which mail programs and people send an answer back."""
    whole = fill_in(text, prompts, answers)
    lines = [f"{prompt} {answer}" for prompt, answer in zip(prompts, answers, strict=True)]
    return {
        "whole mail, unmarked": whole,
        "lines alone": "\n\n".join(lines),
        "lines above the quoted mail": "\n".join(lines) + "\n\n" + "\n".join(f"> {line}" for line in text.splitlines()),
    }


FORMS = tuple(to_forms("", (), ()))


def converse(procedure: Procedure, language: str, answer: str) -> Conversation:
    """The customer's first mail, our reply, and the customer's answer to it."""
    opening = OPENINGS[language][procedure is COMPROMISE]
    asked = Scene(procedure, ReplyKind.ASK, language=language).reply().html
    comments = (
        Comment("comment:1", Author.REQUESTER, opening),
        Comment("comment:2", Author.BOT, asked, html=True),
        Comment("comment:3", Author.REQUESTER, answer),
    )
    return to_conversation(None, comments)


def read_back(
    pipeline: Pipeline, procedure: Procedure, conversation: Conversation, language: str
) -> dict[str, Finding]:
    understanding = pipeline.understand(conversation)
    assert understanding.language == language
    assert understanding.intent.label == procedure.intent
    assert not any(understanding.has_risk(kind) for kind in RiskKind)
    return settle_understanding(procedure, understanding)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_in_answers_are_found(pipeline: Pipeline, language: str, form: str) -> None:
    text = Scene(APPEAL, ReplyKind.ASK, language=language).reply().text
    answer = to_forms(text, list_prompts(APPEAL, language), ANSWERS[language])[form]
    known = read_back(pipeline, APPEAL, converse(APPEAL, language, answer), language)
    assert known["email_use"].value["types"] == ["transactional"]
    assert known["list_source"].value["urls"] == ["harborshop.example"]
    assert (known["monthly_volume"].value["low"], known["monthly_volume"].value["high"]) == (40_000, 40_000)
    assert {known[item.key].status for item in APPEAL.items if item.kind == "question"} == {Status.COMPLETE}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1])
def test_steps_filled_in_as_done_are_done(pipeline: Pipeline, language: str, number: int, form: str) -> None:
    text = Scene(COMPROMISE, ReplyKind.ASK, language=language).reply().text
    answers = [DONE[language][number]] * 4
    answer = to_forms(text, list_prompts(COMPROMISE, language), answers)[form]
    known = read_back(pipeline, COMPROMISE, converse(COMPROMISE, language, answer), language)
    assert {finding.status for finding in known.values()} == {Status.DONE}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1])
def test_steps_filled_in_as_not_done_are_not(pipeline: Pipeline, language: str, number: int, form: str) -> None:
    text = Scene(COMPROMISE, ReplyKind.ASK, language=language).reply().text
    answers = [NOT_DONE[language][number]] * 4
    answer = to_forms(text, list_prompts(COMPROMISE, language), answers)[form]
    known = read_back(pipeline, COMPROMISE, converse(COMPROMISE, language, answer), language)
    assert {finding.status for finding in known.values()} == {Status.NOT_DONE}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_counts_for_its_own_step(pipeline: Pipeline, language: str, form: str) -> None:
    text = Scene(COMPROMISE, ReplyKind.ASK, language=language).reply().text
    answers = [DONE[language][0], NOT_DONE[language][0], DONE[language][1], NOT_DONE[language][1]]
    answer = to_forms(text, list_prompts(COMPROMISE, language), answers)[form]
    known = read_back(pipeline, COMPROMISE, converse(COMPROMISE, language, answer), language)
    assert [finding.status for finding in known.values()] == [Status.DONE, Status.NOT_DONE] * 2


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "I do not know yet"),
        *(
            ("de", told)
            for told in ("weiß ich noch nicht", "keine Ahnung", "siehe oben", "kommt drauf an", "frag Peter")
        ),
        *(("es", told) for told in ("aún no lo sé", "ver arriba", "más tarde")),
        *(("fr", told) for told in ("je ne sais pas", "aucune idée", "voir ci-dessus", "sans objet")),
        *(("pt", told) for told in ("ainda não sei", "nenhuma ideia", "não se aplica")),
        *(("it", told) for told in ("non lo sappiamo ancora", "nessuna idea", "vedi sopra")),
        *(("nl", told) for told in ("weet ik nog niet", "geen idee", "zie boven", "n.v.t.", "hangt ervan af")),
        *(("pl", told) for told in ("nie wiem", "nie mam pojęcia", "patrz wyżej", "nie dotyczy")),
    ],
)
def test_line_that_tells_nothing_is_no_answer(pipeline: Pipeline, language: str, told: str) -> None:
    answers = (told, *ANSWERS[language][1:])
    answer = to_forms("", list_prompts(APPEAL, language), answers)["lines alone"]
    known = read_back(pipeline, APPEAL, converse(APPEAL, language, answer), language)
    assert not known["email_use"].settles


def test_what_does_not_apply_is_not_done_in_dutch(pipeline: Pipeline) -> None:
    answer = to_forms("", list_prompts(COMPROMISE, "nl"), ("n.v.t.", "nvt", "gedaan", "niet van toepassing"))
    known = read_back(pipeline, COMPROMISE, converse(COMPROMISE, "nl", answer["lines alone"]), "nl")
    not_done, done = Status.NOT_DONE, Status.DONE
    assert [finding.status for finding in known.values()] == [not_done, not_done, done, not_done]


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        *((answer, Status.DONE) for answer in ("wykonane", "ZROBIONE", "zrobiłam", "zrobiłyśmy", "już zrobione")),
        *((answer, Status.NOT_DONE) for answer in ("niewykonane", "Niegotowe.", "jeszcze niezrobione", "nie wykonano")),
        *((answer, Status.NOT_DONE) for answer in ("zaraz zrobię", "zmienimy", "niezresetowane", "będzie zrobione")),
    ],
)
def test_polish_words_of_women_for_not_yet_and_for_soon(pipeline: Pipeline, answer: str, status: Status) -> None:
    filled = to_forms("", list_prompts(COMPROMISE, "pl"), [answer] * 4)["lines alone"]
    known = read_back(pipeline, COMPROMISE, converse(COMPROMISE, "pl", filled), "pl")
    assert {finding.status for finding in known.values()} == {status}


def test_polish_answer_in_the_words_of_our_question_is_both_kinds(pipeline: Pipeline) -> None:
    answers = ("jedne i drugie", *ANSWERS["pl"][1:])
    filled = to_forms("", list_prompts(APPEAL, "pl"), answers)["lines alone"]
    known = read_back(pipeline, APPEAL, converse(APPEAL, "pl", filled), "pl")
    assert known["email_use"].value["types"] == ["transactional", "marketing"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("procedure", [APPEAL, COMPROMISE], ids=lambda procedure: procedure.name)
def test_mail_sent_back_without_an_answer_says_nothing(pipeline: Pipeline, procedure: Procedure, language: str) -> None:
    text = Scene(procedure, ReplyKind.ASK, language=language).reply().text
    known = read_back(pipeline, procedure, converse(procedure, language, text), language)
    assert {known[item.key].status for item in procedure.items} == {item.unknown_status for item in procedure.items}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_for_a_person_brings_one(pipeline: Pipeline, language: str) -> None:
    assert PERSON[language] in load_words(language).frame["person"]
    understanding = pipeline.understand(converse(APPEAL, language, PERSON[language]))
    assert understanding.asks_person is not None
    assert understanding.language == language


@pytest.mark.parametrize(
    "answer", ["CZŁOWIEK", "„człowiek”", "z człowiekiem", "Proszę człowiek", "Poproszę człowieka."]
)
def test_polish_word_for_a_person_may_be_inflected(pipeline: Pipeline, answer: str) -> None:
    assert pipeline.understand(converse(APPEAL, "pl", answer)).asks_person is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_mail_asks_for_no_person(pipeline: Pipeline, language: str) -> None:
    text = Scene(APPEAL, ReplyKind.ASK, language=language).reply().text
    assert pipeline.understand(converse(APPEAL, language, text)).asks_person is None
