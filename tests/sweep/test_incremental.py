"""The export's answers: read tolerantly, refused where they are none."""

from datetime import UTC, datetime

import pytest

from bot.zendesk.failures import Away
from bot.zendesk.incremental import NO_TIME, parse_stamp, to_page

TICKET = {"id": 7, "updated_at": "2026-03-01T12:00:00Z", "status": "open", "via": {"channel": "email"}, "tags": ["a"]}


def test_page_is_read():
    page = to_page({"tickets": [TICKET], "after_cursor": "abc", "end_of_stream": False})
    [ticket] = page.tickets
    assert (ticket.id, ticket.status, ticket.channel, ticket.tags) == (7, "open", "email", {"a"})
    assert ticket.changed_at == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert (page.cursor, page.has_more) == ("abc", True)


@pytest.mark.parametrize("answer", [{}, {"tickets": None}, {"tickets": {}}, {"tickets": [], "after_cursor": 7}])
def test_answer_that_is_no_export_is_tried_again(answer):
    with pytest.raises(Away):
        to_page(answer)


@pytest.mark.parametrize(
    "odd", [{}, {"id": "7"}, {"id": True}, {"id": 0}, {"id": 2**70}, "ticket", None, {"updated_at": "x"}]
)
def test_odd_ticket_is_passed_over_and_the_others_are_read(odd):
    assert [ticket.id for ticket in to_page({"tickets": [odd, TICKET], "after_cursor": "x"}).tickets] == [7]


@pytest.mark.parametrize("change", [{"updated_at": None}, {"updated_at": "soon"}, {"tags": None}, {"via": None}])
def test_ticket_without_some_values_is_still_met(change):
    assert to_page({"tickets": [TICKET | change], "after_cursor": "x"}).tickets[0].id == 7


@pytest.mark.parametrize(("more", "cursor"), [(None, "x"), (True, "x"), (False, None)])
def test_end_of_the_export_ends_the_walk(more, cursor):
    assert not to_page({"tickets": [], "after_cursor": cursor, "end_of_stream": more}).has_more


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01T12:00:00Z", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T12:00:00", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T14:00:00+02:00", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("", None),
        (None, None),
        ("x" * 10_000, None),
    ],
)
def test_time_of_a_change_is_read(text, moment):
    assert parse_stamp(text) == moment
    assert NO_TIME.tzinfo is UTC
