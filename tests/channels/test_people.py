"""People come first: their tags win, ``reinstate_off`` stops the bot at once, and what they overrule is recorded."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.core.tags import OFF, State
from bot.core.update import Mode
from bot.sandbox.desk import AGENT_ID
from bot.store.deliveries import NewDelivery, now, save_delivery
from bot.store.report_tables import OverrideRow
from bot.zendesk.session import Conflict
from tests.channels.desk import APPEAL, COMPLETE, VOLUME, Desk

READY, WAITING, PERSON = map(str, State)


def test_off_switch_set_between_reading_and_writing_stops_the_write(desk: Desk) -> None:
    ticket_id = desk.file(COMPLETE)

    def switch_off() -> None:
        desk.clock.go_on()
        desk.retag(ticket_id, add=(OFF,))

    with pytest.raises(Conflict):
        desk.handle(ticket_id, meanwhile=switch_off)
    assert desk.handle(ticket_id).reason == "off"
    assert not desk.replies(ticket_id)
    assert not desk.notes(ticket_id)


def test_off_switch_set_within_the_second_of_the_stamp_is_put_back_and_holds(desk: Desk) -> None:
    """Stamps have whole seconds, so that such a change is not refused but overwritten."""
    ticket_id = desk.file(APPEAL, tags=["vip"])

    def write_and_switch_off() -> None:
        desk.retag(ticket_id, add=(OFF, "seen"), remove=("vip",))

    desk.clock.go_on()
    desk.comment(ticket_id, "Are you there?")
    desk.clock.go_on(-1)
    desk.handle(ticket_id, meanwhile=write_and_switch_off)
    assert {OFF, "seen", WAITING} <= desk.tags(ticket_id)
    assert "vip" not in desk.tags(ticket_id)
    desk.comment(ticket_id, VOLUME)
    assert desk.handle(ticket_id).reason == "off"


def test_agents_public_answer_ends_the_bots_writing_but_not_its_tagging(desk: Desk) -> None:
    ticket_id = desk.file(APPEAL)
    desk.handle(ticket_id)
    desk.comment(ticket_id, "I look into it.", **{"as": "agent"})
    desk.comment(ticket_id, VOLUME)
    assert desk.handle(ticket_id).reason == "complete"
    assert len(desk.replies(ticket_id)) == 1
    assert len(desk.notes(ticket_id)) == 1
    assert READY in desk.tags(ticket_id)


@pytest.mark.parametrize(
    ("add", "remove", "kept"),
    [
        (("vip", "ready"), (), {"vip", "ready"}),
        ((PERSON,), (WAITING,), {PERSON}),
        ((), (WAITING,), set()),
        (("reinstate_compromise",), (), {"reinstate_compromise"}),
    ],
)
def test_persons_tags_win(desk: Desk, add: tuple[str, ...], remove: tuple[str, ...], kept: set[str]) -> None:
    ticket_id = desk.file(APPEAL)
    desk.handle(ticket_id)
    desk.retag(ticket_id, add, remove)
    desk.comment(ticket_id, "Any news?")
    desk.handle(ticket_id)
    assert kept <= desk.tags(ticket_id)
    assert not set(remove) & desk.tags(ticket_id)


@pytest.mark.parametrize(
    ("add", "remove", "overruled"),
    [
        ((READY,), (WAITING,), [("state", "waiting", "ready")]),
        (
            ("reinstate_compromise",),
            ("reinstate_appeal",),
            [("intent", "appeal", "compromise")],
        ),
        ((), ("reinstate_missing_monthly_volume",), [("monthly_volume", "missing", "not missing")]),
        (("vip",), (), []),
    ],
)
def test_override_is_recorded_where_the_bot_has_nothing_to_write(
    desk: Desk, add: tuple[str, ...], remove: tuple[str, ...], overruled: list[tuple[str, str, str]]
) -> None:
    ticket_id = desk.file(APPEAL)
    desk.handle(ticket_id)
    before = desk.look(ticket_id)["comments"]
    desk.retag(ticket_id, add, remove)
    deliver_override(desk, ticket_id)
    assert desk.handle(ticket_id).reason == "not_our_turn"
    assert desk.look(ticket_id)["comments"] == before
    assert load_overrides(desk, ticket_id) == [(*change, AGENT_ID) for change in overruled]


def test_override_is_recorded_once_however_often_it_is_seen(desk: Desk) -> None:
    ticket_id = desk.file(APPEAL)
    desk.handle(ticket_id)
    desk.retag(ticket_id, (PERSON,), (WAITING,))
    for number in range(3):
        deliver_override(desk, ticket_id, str(number))
        desk.handle(ticket_id)
    assert load_overrides(desk, ticket_id) == [("state", "waiting", "person", AGENT_ID)]


def test_drafted_reply_in_suggest_mode_is_ready_to_paste(desk: Desk) -> None:
    desk.modes = dict.fromkeys(desk.modes, Mode.SUGGEST)
    ticket_id = desk.file(APPEAL)
    desk.handle(ticket_id)
    [note] = desk.notes(ticket_id)
    draft = note.partition("Drafted reply, not sent")[2].partition("End of the draft")[0]
    assert "Hello," in draft
    assert "This is an automatic message." in draft
    assert desk.look(ticket_id)["ticket"]["status"] == "new"


def deliver_override(desk: Desk, ticket_id: int, invocation: str = "1") -> None:
    """As the agents' trigger tells of a change."""
    told = NewDelivery(f"{ticket_id}-{invocation}", ticket_id, "overridden", AGENT_ID)
    with desk.engine.begin() as connection:
        save_delivery(connection, told, now())


def load_overrides(desk: Desk, ticket_id: int) -> list[tuple[Any, ...]]:
    columns = (OverrideRow.subject, OverrideRow.was, OverrideRow.became, OverrideRow.user_id)
    with desk.engine.connect() as connection:
        rows = connection.execute(select(*columns).where(OverrideRow.ticket_id == ticket_id).order_by(OverrideRow.id))
        return [tuple(row) for row in rows]
