"""Every state that a ticket can be in, on the stand-in: what is answered, what is left alone, what agents find."""

from typing import Any

import pytest
import requests
from sqlalchemy import select

from bot.core.tags import OFF, State
from bot.core.update import Mode
from bot.store.journeys import load_journey
from bot.store.report_tables import OverrideRow
from tests.channels.desk import APPEAL, COMPLETE, TOKEN, VOLUME, Desk

READY, WAITING, PERSON = map(str, State)


@pytest.mark.parametrize("channel", ["email", "web", "api", "mobile_sdk", "help_center", "web_widget"])
def test_ticket_of_a_written_channel_is_answered(desk: Desk, channel: str) -> None:
    ticket_id = desk.file(channel=channel)
    assert desk.handle(ticket_id).reason == "items_missing"
    assert len(desk.replies(ticket_id)) == 1
    assert WAITING in desk.tags(ticket_id)


@pytest.mark.parametrize(
    ("channel", "reason"),
    [
        ("native_messaging", "messaging"),
        ("chat_transcript", "messaging"),
        ("chat", "messaging"),
        ("whatsapp", "messaging"),
        ("twitter", "messaging"),
        ("voice", "messaging"),
        ("side_conversation", "side_conversation"),
    ],
)
def test_ticket_of_another_channel_is_left_alone_and_recorded(desk: Desk, channel: str, reason: str) -> None:
    ticket_id = desk.file(COMPLETE, channel=channel)
    assert desk.handle(ticket_id).reason == reason
    assert is_untouched(desk, ticket_id)
    with desk.engine.connect() as connection:
        assert load_journey(connection, ticket_id) is not None


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ({"status": "closed"}, "closed"),
        ({"status": "suspended"}, "suspended"),
        ({"status": "deleted"}, "not_found"),
        ({"status": "closed", "tags": ["closed_by_merge"]}, "merged"),
        ({"tags": [OFF]}, "off"),
    ],
)
def test_ticket_that_is_over_is_left_alone(desk: Desk, state: dict[str, Any], reason: str) -> None:
    ticket_id = desk.file(COMPLETE)
    desk.change(ticket_id, **state)
    assert desk.handle(ticket_id).reason == reason
    assert state.get("status") == "deleted" or is_untouched(desk, ticket_id)


def test_ticket_marked_as_spam_is_not_there_any_more(desk: Desk) -> None:
    ticket_id = desk.file(COMPLETE)
    url, headers = f"{desk.sandbox.url}/api/v2/tickets/{ticket_id}.json", {"Authorization": f"Bearer {TOKEN}"}
    assert requests.delete(url, headers=headers, timeout=5).status_code == 204
    assert desk.handle(ticket_id).reason == "not_found"


@pytest.mark.parametrize("state", [{"status": "closed"}, {"status": "deleted"}])
def test_ticket_that_ends_between_reading_and_writing_is_left_alone(desk: Desk, state: dict[str, Any]) -> None:
    ticket_id = desk.file(COMPLETE)
    decision = desk.handle(ticket_id, meanwhile=lambda: desk.change(ticket_id, **state))
    assert decision.reason in ("closed", "not_found")


@pytest.mark.parametrize(
    "inherited", [["closed_by_merge"], [READY, "reinstate_appeal"], ["reinstate_compromise", "vip"]]
)
def test_follow_up_of_a_closed_ticket_is_read_anew_whatever_tags_it_was_given(desk: Desk, inherited: list[str]) -> None:
    old = desk.file("Thanks!", tags=inherited)
    desk.change(old, status="closed")
    follow_up = desk.comment(old, APPEAL)
    assert follow_up != old
    assert desk.handle(follow_up).reason == "items_missing"
    assert len(desk.replies(follow_up)) == 1
    ours = {tag for tag in desk.tags(follow_up) if tag.startswith("reinstate_")}
    assert ours == {WAITING, "reinstate_appeal", "reinstate_missing_monthly_volume"}
    assert load_overrides(desk, follow_up) == []


def test_follow_up_of_a_ticket_that_a_person_had_stays_with_people(desk: Desk) -> None:
    old = desk.file("Thanks!", tags=[PERSON])
    desk.change(old, status="closed")
    follow_up = desk.comment(old, APPEAL)
    desk.handle(follow_up)
    assert desk.replies(follow_up) == []
    assert PERSON in desk.tags(follow_up)
    assert load_overrides(desk, follow_up) == []


def test_third_partys_words_are_noted_and_never_counted(desk: Desk) -> None:
    ticket_id = desk.file(APPEAL)
    desk.comment(ticket_id, VOLUME, **{"as": "third"})
    desk.modes = dict.fromkeys(desk.modes, Mode.SUGGEST)
    assert desk.handle(ticket_id).items == ("monthly_volume",)
    assert "One message by a third party was not counted." in desk.notes(ticket_id)[0]


def test_third_partys_word_is_no_turn_of_anybodys(desk: Desk) -> None:
    ticket_id = desk.file(APPEAL)
    desk.handle(ticket_id)
    desk.comment(ticket_id, VOLUME, **{"as": "third"})
    assert desk.handle(ticket_id).reason == "not_our_turn"
    assert len(desk.replies(ticket_id)) == 1


def test_attachments_are_named_in_the_note_and_never_opened(desk: Desk) -> None:
    ticket_id = desk.file(COMPLETE, attachments=["figures.xlsx", "<b>evil</b>.exe"])
    begun = len(desk.sandbox.hub.calls.list())
    desk.handle(ticket_id)
    assert "Attachments were not read: “figures.xlsx” and “<b>evil</b>.exe”." in desk.notes(ticket_id)[0]
    called = [call.path for call in desk.sandbox.hub.calls.list()[begun:]]
    assert called
    assert not [path for path in called if "attachments" in path]


@pytest.mark.parametrize("mode", list(Mode))
def test_each_procedure_goes_as_far_as_its_own_mode(desk: Desk, mode: Mode) -> None:
    desk.modes = {"appeal": mode, "compromise": Mode.OBSERVE}
    appeal, report = desk.file(APPEAL), desk.file("Somebody stole our API key and sends spam from our account. Help!")
    desk.handle(appeal)
    desk.handle(report)
    assert len(desk.replies(appeal)) == (mode is Mode.REPLY)
    assert ("Drafted reply" in "".join(desk.notes(appeal))) is (mode is Mode.SUGGEST)
    assert (WAITING in desk.tags(appeal)) is (mode is not Mode.OBSERVE)
    assert is_untouched(desk, report)


def is_untouched(desk: Desk, ticket_id: int) -> bool:
    return not desk.replies(ticket_id) and not desk.notes(ticket_id) and not desk.tags(ticket_id) & set(State)


def load_overrides(desk: Desk, ticket_id: int) -> list[str]:
    with desk.engine.connect() as connection:
        asked = select(OverrideRow.subject).where(OverrideRow.ticket_id == ticket_id)
        return list(connection.execute(asked).scalars())
