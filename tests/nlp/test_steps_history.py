"""What stood open when a message was written, and what that makes of a word that says little by itself."""

import pytest

from bot.core.checklist import Status
from bot.core.conversation import Author, Message
from bot.nlp.steps import load_step_reader
from bot.nlp.steps.statuses import MODEL
from bot.nlp.steps.talk import read_talk
from bot.nlp.view import View, to_view

FIRST = "Key reset, old one deleted. SMTP reset for all domains. All passwords changed. 2FA is on for all but Zdenka."
ASKED = "Thank you. Please tell us when Zdenka has it too."


def to_views(*texts: str) -> list[View]:
    """The customer's messages, the desk's question before each but the first."""
    return [
        to_view(Message(f"comment:{at}", Author.REQUESTER, text), ASKED if at else "") for at, text in enumerate(texts)
    ]


def test_each_message_is_read_beside_what_was_said_before():
    first, second = (before for _, _, before in read_talk(to_views(FIRST, "She does now.")))
    assert first == {}
    assert second["api_key"] is Status.DONE
    assert second["two_factor"] is Status.PARTIAL


@pytest.mark.parametrize("text", ["", "Thanks for your patience!", "[image: IMG_0012.jpg]", "ok thanks for explaining"])
def test_words_that_say_nothing_close_nothing(text: str):
    reader = load_step_reader(MODEL.parent)
    found = [
        f for f in reader.find_steps(to_views(FIRST, text)) if f.evidence and f.evidence[0].message_id == "comment:1"
    ]
    assert not any(finding.status is Status.DONE for finding in found)
