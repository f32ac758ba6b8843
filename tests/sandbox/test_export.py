"""The export of what changed: every change once, the deleted too, nothing too new."""

import pytest
import requests

from tests.sandbox.conftest import TOKEN, make_http


def read_all(http, start=0, size=2):
    ids, path = [], f"/incremental/tickets/cursor.json?start_time={start}&per_page={size}"
    while True:
        page = http("GET", path).json()
        ids += [ticket["id"] for ticket in page["tickets"]]
        assert len(ids) < 100
        if page["end_of_stream"]:
            return ids, page["after_cursor"]
        path = f"/incremental/tickets/cursor.json?cursor={page['after_cursor']}&per_page={size}"


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_walk_meets_every_ticket_once_by_its_last_change(http, customer, clock, size):
    ids = []
    for _ in range(5):
        ids.append(customer.file()["id"])
        clock.move(1)
    customer.change(ids[0], status="deleted")
    assert read_all(http, size=size)[0] == [*ids[1:], ids[0]]


def test_tickets_of_the_same_second_are_all_met(http, customer):
    ids = [customer.file()["id"] for _ in range(5)]
    assert read_all(http)[0] == ids


def test_cursor_goes_on_with_what_changed_since(http, customer, clock):
    first, second = customer.file()["id"], customer.file()["id"]
    _, cursor = read_all(http)
    assert http("GET", f"/incremental/tickets/cursor?cursor={cursor}").json()["tickets"] == []
    clock.move(1)
    customer.write(first, "one more thing")
    page = http("GET", f"/incremental/tickets/cursor?cursor={cursor}").json()
    assert ([ticket["id"] for ticket in page["tickets"]], second != first) == ([first], True)


def test_newest_moments_can_be_withheld(run_sandbox, clock):
    sandbox = run_sandbox(newest_withheld_seconds=60)
    requests.post(f"{sandbox.url}/sandbox/tickets", json={"body": "x"}, timeout=5)
    with requests.Session() as session:
        http = make_http(session, sandbox, TOKEN)
        assert read_all(http)[0] == []
        clock.move(60)
        assert read_all(http)[0] == [1]


@pytest.mark.parametrize("asked", ["", "start_time=soon", "start_time=1e400", "cursor=!!", "cursor=eA=="])
def test_start_that_cannot_be_read_is_a_bad_request(http, asked):
    assert http("GET", f"/incremental/tickets/cursor?{asked}").status_code == 400


def test_account_settings_and_statuses_are_shown(http):
    assert http("GET", "/account/settings").json()["settings"]["tickets"]["tagging"] is True
    listed = http("GET", "/custom_statuses").json()["custom_statuses"]
    assert [status["status_category"] for status in listed] == ["new", "open", "pending", "hold", "solved"]
