"""A mail of ours that is pasted without a mark into a ticket that does not hold it says nothing for the customer."""

import textwrap
from pathlib import Path

import pytest

from bot.core.checklist import Procedure
from bot.core.conversation import Author, Conversation
from bot.core.understanding import Understanding, is_ready, settle_understanding
from bot.core.update import ReplyKind
from bot.nlp.pipeline import Pipeline
from bot.reading.messages import Comment, to_conversation
from tests.replies.scenes import APPEAL, COMPROMISE, LANGUAGES, PROCEDURES, Scene
from tests.replies.test_round_trip import ANSWERS, DONE, OPENINGS, fill_in, list_prompts

GOLDEN = Path(__file__).parent / "golden"


def wrap(text: str) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, 60)) if line.strip() else "" for line in text.split("\n"))


FORMS = {
    "as it was": lambda text: text,
    "broken anew": wrap,
    "without blank lines": lambda text: "\n".join(line for line in text.split("\n") if line.strip()),
    "without its last lines": lambda text: text.rsplit("\n\n", 1)[0],
    "without its first line": lambda text: text.split("\n\n", 1)[1],
}
EVERYWHERE = "broken anew"  # the other forms are tried in English alone


def to_ticket(*bodies: str, html: bool = False) -> Conversation:
    return to_conversation(None, [Comment("comment:1", Author.REQUESTER, "\n\n".join(bodies), html=html)])


def list_settled(procedure: Procedure, understanding: Understanding) -> list[str]:
    """The items that count towards ready."""
    found = settle_understanding(procedure, understanding)
    return [key for key, one in found.items() if one.agreed and one.status in ("done", "complete")]


@pytest.mark.parametrize(
    ("language", "form"),
    [(language, form) for language in LANGUAGES for form in FORMS if language == "en" or form == EVERYWHERE],
)
def test_pasted_mail_settles_nothing(pipeline: Pipeline, language: str, form: str) -> None:
    wrong = {}
    for path in sorted((GOLDEN / language).glob("*.txt")):
        procedure = PROCEDURES[path.name.partition(".")[0]]
        opening, mail = OPENINGS[language][procedure is COMPROMISE], FORMS[form](path.read_text(encoding="utf-8"))
        for bodies in ((opening, mail), (mail, opening), (mail,)):
            understanding = pipeline.understand(to_ticket(*bodies))
            if settled := list_settled(procedure, understanding):
                wrong[path.name, len(bodies)] = settled
            assert not is_ready(procedure, understanding, 0.6)
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pasted_page_settles_nothing(pipeline: Pipeline, language: str) -> None:
    for path in sorted((GOLDEN / language).glob("*.html")):
        procedure = PROCEDURES[path.name.partition(".")[0]]
        opening = f"<p>{OPENINGS[language][procedure is COMPROMISE]}</p>"
        understanding = pipeline.understand(to_ticket(opening, path.read_text(encoding="utf-8"), html=True))
        assert list_settled(procedure, understanding) == [], path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_among_the_lines_of_a_pasted_mail_are_heard(pipeline: Pipeline, language: str) -> None:
    for procedure, answers in ((APPEAL, ANSWERS[language]), (COMPROMISE, (DONE[language][0],) * 4)):
        asked = Scene(procedure, ReplyKind.ASK, language=language).reply().text
        filled = fill_in(asked, list_prompts(procedure, language), answers)
        understanding = pipeline.understand(to_ticket(OPENINGS[language][procedure is COMPROMISE], filled))
        found = settle_understanding(procedure, understanding).values()
        assert sum(one.status in ("done", "complete") for one in found) == len(answers)


def test_answers_between_the_lines_of_a_mail_that_the_ticket_holds_are_heard(pipeline: Pipeline) -> None:
    asked = Scene(APPEAL, ReplyKind.ASK).reply()
    place = "2. Where your addresses come from"
    filled = asked.text.replace(place, f"{place}\nfrom the checkout of harborshop.example, where people register")
    comments = (
        Comment("comment:1", Author.REQUESTER, OPENINGS["en"][0]),
        Comment("comment:2", Author.BOT, asked.html, html=True),
        Comment("comment:3", Author.REQUESTER, filled),
    )
    found = settle_understanding(APPEAL, pipeline.understand(to_conversation(None, comments)))
    assert found["list_source"].status == "complete"
