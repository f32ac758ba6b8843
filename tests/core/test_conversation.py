"""Conversations: whose words count, and whose turn it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.conversation import Author, Conversation, Part, Section
from tests.builders import a_conversation, a_message, a_subject

REQUESTER, THIRD_PARTY, AGENT, BOT, SYSTEM = Author
OUT_OF_OFFICE = a_message("I am away", id="comment:9", automatic=True)

sections = st.builds(Section, st.integers(-5, 60), st.integers(-5, 60), st.sampled_from(Part))


@given(st.text(max_size=50), st.lists(sections, max_size=4))
def test_own_words_keep_length_and_lines_whatever_is_apart(text: str, apart: list[Section]) -> None:
    own = a_message(text, apart=tuple(apart)).own_words
    assert len(own) == len(text)
    for at, letter in enumerate(text):
        covered = any(max(section.start, 0) <= at < section.end for section in apart)
        assert own[at] == (" " if covered and letter != "\n" else letter)


def test_quoted_text_is_blanked_out_of_own_words() -> None:
    text = "Done.\n> Is it done?\n-- \nAda"
    message = a_message(text, apart=(Section(6, 19, Part.QUOTED), Section(20, 27, Part.SIGNATURE)))
    assert message.own_words.split() == ["Done."]
    assert message.own_words.count("\n") == 3


@pytest.mark.parametrize(
    ("authors", "newest"),
    [
        ((REQUESTER,), "comment:1"),
        ((REQUESTER, BOT), "comment:2"),
        ((REQUESTER, AGENT), "comment:2"),
        ((REQUESTER, AGENT, REQUESTER), "comment:3"),
        ((REQUESTER, SYSTEM), "comment:1"),
        ((REQUESTER, THIRD_PARTY), "comment:1"),
        ((REQUESTER, BOT, THIRD_PARTY), "comment:2"),
        ((THIRD_PARTY, SYSTEM), None),
    ],
)
def test_newest_public_is_of_requester_or_desk(authors: tuple[Author, ...], newest: str | None) -> None:
    found = a_conversation(*authors).newest_public
    assert (found.id if found else None) == newest


@pytest.mark.parametrize(
    ("message", "awaits"),
    [
        (a_message(), True),
        (a_message(public=False), False),
        (a_message(author=AGENT), False),
        (a_message(author=AGENT, public=False), False),
        (a_message(author=BOT), False),
        (a_subject(), False),
        (OUT_OF_OFFICE, False),
    ],
)
def test_answer_is_awaited_only_after_a_public_comment_of_the_requester(message: object, awaits: bool) -> None:
    assert Conversation((message,)).awaits_answer is awaits  # type: ignore[arg-type]


def test_automatic_mail_does_not_swallow_the_message_that_waits() -> None:
    waiting = Conversation((a_message(), OUT_OF_OFFICE))
    answered = Conversation((a_message(), a_message(author=BOT, id="comment:2"), OUT_OF_OFFICE))
    assert waiting.awaits_answer
    assert waiting.newest_comment is OUT_OF_OFFICE
    assert not answered.awaits_answer


def test_empty_conversation_awaits_nothing() -> None:
    empty = Conversation(())
    assert (empty.newest_public, empty.newest_comment, empty.awaits_answer) == (None, None, False)
    assert not empty.agent_has_answered


def test_only_public_words_of_the_requester_are_said_by_requester() -> None:
    private = a_message(id="comment:9", public=False)
    said = Conversation((a_subject(), *a_conversation(*Author).messages, private)).said_by_requester()
    assert [message.id for message in said] == ["subject", "comment:1"]


@pytest.mark.parametrize(
    ("author", "public", "answered"),
    [(author, public, author is AGENT and public) for author in Author for public in (True, False)],
)
def test_only_a_public_comment_of_an_agent_counts_as_answer(author: Author, public: bool, answered: bool) -> None:
    assert Conversation((a_message(author=author, public=public),)).agent_has_answered is answered


def test_machines_words_are_left_out_and_everybody_elses_stay() -> None:
    written = a_message("400 a month")
    away = a_message("I am away", id="comment:2", automatic=True)
    assert Conversation((written, away)).without_machines() == Conversation((written,))
