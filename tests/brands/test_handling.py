"""A sister brand with other questions, made of data and templates alone, handled beside the shipped procedures."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.brands import load_brands
from bot.core.conversation import Author, Conversation
from bot.core.decision import Decision
from bot.core.understanding import Understanding
from bot.core.update import Mode
from bot.procedures import load_procedures
from bot.prompted import find_prompted
from bot.reading.messages import Comment, to_message
from bot.store.database import open_database
from bot.triage import Triage
from tests.builders import a_finding, an_intent
from tests.conftest import MakeDatabase
from tests.fakes import FakeTickets

FOLDER = Path(__file__).parent
LUMEN, OTHER = 900, 901
SHIPPED = load_procedures()
PROMPT = "How we record that people agreed:"


def understand_volume(conversation) -> Understanding:
    """An English appeal; a volume where one is told."""
    told = any("a month" in message.text for message in conversation.said_by_requester())
    findings = (a_finding("monthly_volume", "complete", parts=frozenset({"figure"})),) if told else ()
    return Understanding(an_intent("probation_appeal", 0.99), findings)


class Desk:
    """One desk with several brands."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.tickets = FakeTickets()
        self.mode = Mode.REPLY
        self.language = "en"

    def handle(self) -> Decision:
        def understand(conversation) -> Understanding:
            return replace(understand_volume(conversation), language=self.language)

        modes = {"appeal": self.mode, "compromise": Mode.OBSERVE}
        brands = load_brands(FOLDER, SHIPPED)
        return Triage(self.tickets, understand, self.engine, SHIPPED, modes, brands=brands).handle_ticket(1)


@pytest.fixture
def desk(make_sqlite_database: MakeDatabase) -> Iterator[Desk]:
    engine = open_database(make_sqlite_database(True))
    yield Desk(engine)
    engine.dispose()


def test_brands_own_questions_are_asked_in_its_words(desk: Desk) -> None:
    desk.tickets.file("Please lift the limit.", brand_id=LUMEN)
    assert desk.handle().items == ("monthly_volume", "consent_record")
    [reply] = desk.tickets.replies()
    assert "sending limit at Lumen" in reply
    assert "Tell us how you keep a record that people agreed" in reply
    assert "The Lumen Mail team" in reply
    assert "Where your addresses come from" not in reply
    assert "reinstate_missing_consent_record" in desk.tickets.tickets[1].tags


@pytest.mark.parametrize("brand_id", [OTHER, None])
def test_every_other_brand_is_asked_as_shipped(desk: Desk, brand_id: int | None) -> None:
    desk.tickets.file("Please lift the limit.", brand_id=brand_id)
    assert desk.handle().items == ("email_use", "list_source", "monthly_volume")
    [reply] = desk.tickets.replies()
    assert "Lumen" not in reply


@pytest.mark.parametrize(
    "answer",
    [
        f"{PROMPT} our shop stores time and address of each sign-up",
        f"Hi,\n\n400 a month.\n\n{PROMPT.upper()}\nour shop stores time and address of each sign-up\n\nBye",
        f"{PROMPT} our shop stores it\nMessages we expect to send a month, as a number: 400",
    ],
)
def test_answer_behind_the_prompt_settles_the_brands_question(desk: Desk, answer: str) -> None:
    desk.tickets.file("Please lift the limit, we send 400 a month.", brand_id=LUMEN)
    desk.handle()
    desk.tickets.write_as(Author.REQUESTER, answer)
    assert desk.handle().reason == "complete"
    assert "Lumen has everything that it needs" in desk.tickets.replies()[-1]
    assert "our shop stores" in desk.tickets.notes()[-1]
    assert "Messages we expect" not in desk.tickets.notes()[-1]


@pytest.mark.parametrize(
    ("body", "quotes"),
    [
        (f"{PROMPT} our shop stores it \n\nOn Mon, 2 Mar 2026 Lumen wrote:\n> {PROMPT}\n> Bye", ["our shop stores it"]),
        (f"Thanks!\n\nOn Mon, 2 Mar 2026 Lumen wrote:\n> {PROMPT}\n> Bye", []),
        (f"{PROMPT} {'long ' * 3000}", [("long " * 400).strip()]),
        (f"{PROMPT}\n" * 5000, []),
    ],
)
def test_answers_are_the_customers_own_words_behind_a_prompt(body: str, quotes: list[str]) -> None:
    [brand] = load_brands(FOLDER, SHIPPED)
    message = to_message(Comment("comment:1", Author.REQUESTER, body))
    found = find_prompted(brand.procedures[0], brand.own, Conversation((message,)))
    evidence = [e for finding in found for e in finding.evidence]
    assert [e.quote for e in evidence] == quotes
    assert all(message.text[e.start : e.end] == e.quote for e in evidence)


@pytest.mark.parametrize("answer", ["", " n/a", " ---", "\n\nThanks", " ?", " later", " no idea."])
def test_prompt_without_an_answer_settles_nothing(desk: Desk, answer: str) -> None:
    desk.tickets.file("Please lift the limit, we send 400 a month.", brand_id=LUMEN)
    desk.handle()
    desk.tickets.write_as(Author.REQUESTER, PROMPT + answer)
    assert desk.handle().items == ("consent_record",)


def test_brand_goes_no_further_than_the_settings_say(desk: Desk) -> None:
    desk.mode = Mode.OBSERVE
    desk.tickets.file("Please lift the limit.", brand_id=LUMEN)
    desk.handle()
    assert desk.tickets.writes == []


def test_brands_own_questions_in_another_language_go_to_a_person(desk: Desk) -> None:
    desk.language = "de"
    desk.tickets.file("Bitte heben Sie das Limit auf.", brand_id=LUMEN)
    assert desk.handle().reason == "language_not_trusted"
    assert desk.tickets.replies() == []


def test_procedure_that_the_brand_does_not_have_is_left_to_people(desk: Desk) -> None:
    brands = load_brands(FOLDER, SHIPPED)
    assert [procedure.name for procedure in brands[0].procedures] == ["appeal"]
    desk.tickets.file("Somebody broke in.", brand_id=LUMEN)

    def understand(_) -> Understanding:
        return Understanding(an_intent("compromise_report", 0.99))

    modes = dict.fromkeys(("appeal", "compromise"), Mode.REPLY)
    decision = Triage(desk.tickets, understand, desk.engine, SHIPPED, modes, brands=brands).handle_ticket(1)
    assert decision.reason == "intent_unclear"
    assert desk.tickets.replies() == []
