"""Secrets in a ticket: marked for a person to redact, or not, as the setting says; never redacted by the bot."""

import pytest

from bot.core.decision import Policy
from bot.core.tags import SECRET
from bot.core.update import Mode
from tests.channels.desk import APPEAL, COMPLETE, Desk

KEY = "key-7f3ac91be0d245d8a6617c02ef9b8d54"
OTHER_KEY = "key-0a1b2c3d4e5f60718293a4b5c6d7e8f9"
MARK = {"policy": Policy(marks_secrets=True)}


@pytest.mark.parametrize("mode", [Mode.REPLY, Mode.SUGGEST])
@pytest.mark.parametrize("body", [APPEAL, COMPLETE])
def test_secret_is_marked_with_a_tag_and_its_place_in_one_note(desk: Desk, mode: Mode, body: str) -> None:
    desk.options, desk.modes = MARK, dict.fromkeys(desk.modes, mode)
    ticket_id = desk.file(f"{body} Our key is {KEY}.")
    desk.handle(ticket_id)
    assert SECRET in desk.tags(ticket_id)
    [note] = desk.notes(ticket_id)
    assert "Secret (api key) in customer's message 1, character" in note
    assert "To be redacted by a person" in note
    assert KEY not in note
    assert len(desk.replies(ticket_id)) == (mode is Mode.REPLY)


def test_nothing_is_marked_where_redaction_is_off(desk: Desk) -> None:
    ticket_id = desk.file(f"{COMPLETE} Our key is {KEY}.")
    desk.handle(ticket_id)
    assert SECRET not in desk.tags(ticket_id)
    assert "To be redacted" not in "".join(desk.notes(ticket_id))


def test_mark_that_a_person_took_off_stays_off_until_another_secret_is_written(desk: Desk) -> None:
    desk.options = MARK
    ticket_id = desk.file(f"{APPEAL} Our key is {KEY}.")
    desk.handle(ticket_id)
    desk.retag(ticket_id, remove=(SECRET,))
    desk.comment(ticket_id, "Any news?")
    desk.handle(ticket_id)
    assert SECRET not in desk.tags(ticket_id)
    desk.comment(ticket_id, f"Sorry, it is {OTHER_KEY} now.")
    desk.handle(ticket_id)
    assert SECRET in desk.tags(ticket_id)
    assert "customer's message 3" in desk.notes(ticket_id)[-1]


def test_secret_in_thanks_after_ready_is_marked_without_another_reply(desk: Desk) -> None:
    desk.options = MARK
    ticket_id = desk.file(COMPLETE)
    desk.handle(ticket_id)
    desk.comment(ticket_id, f"Thank you. By the way, our key is {KEY}.")
    desk.handle(ticket_id)
    assert SECRET in desk.tags(ticket_id)
    assert len(desk.replies(ticket_id)) == 1
    desk.comment(ticket_id, "Thanks.")
    assert desk.handle(ticket_id).reason == "already_ready"


def test_nothing_is_marked_while_the_bot_only_observes(desk: Desk) -> None:
    desk.options, desk.modes = MARK, dict.fromkeys(desk.modes, Mode.OBSERVE)
    ticket_id = desk.file(f"{APPEAL} Our key is {KEY}.")
    desk.handle(ticket_id)
    assert desk.tags(ticket_id) == set()
