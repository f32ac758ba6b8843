"""What can go wrong around a ticket, as a table: each is told to the operator in one clear line, nothing wrong is done
meanwhile, and once it is mended the ticket ends as if nothing had been."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.core.tags import State
from bot.core.update import Mode
from bot.jobs import Jobs
from bot.sandbox import SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.fields import INTENT_FIELD, STATE_FIELD
from bot.store.deliveries import (
    NewDelivery,
    load_open_delivery,
    load_parked,
    load_unparked_open,
    now,
    save_delivery,
    save_released,
)
from bot.sweep import Sweep
from bot.triage import Fields
from bot.worker import MOST_FAILURES, Retrying, Worker
from bot.zendesk.connect import find_zendesk_state
from bot.zendesk.incremental import ZendeskExport
from bot.zendesk.session import StaticToken, ZendeskSession
from bot.zendesk.tickets import ZendeskTickets
from tests.channels.desk import APPEAL, COMPLETE, TOKEN, Clock, Desk
from tests.webhooks.zendesk import SECRET, a_body, to_headers
from webhooks import create_app

READY, WAITING, PERSON = map(str, State)


@dataclass
class Office:
    """A worker over the desk, one delivery at a time."""

    desk: Desk
    jobs: Jobs = field(init=False)
    worker: Worker = field(init=False)

    def __post_init__(self) -> None:
        self.jobs = Jobs(self.desk.engine)
        self.worker = Worker(self.desk.engine, self.jobs, self.desk.handle, Retrying())

    def deliver(self, ticket_id: int, kind: str = "created") -> int:
        """Store a delivery; its id."""
        with self.desk.engine.begin() as connection:
            found = save_delivery(connection, NewDelivery(f"{ticket_id}-{kind}", ticket_id, kind), now())
        assert found is not None
        return found

    def run(self, delivery_id: int) -> list[dict[str, Any]]:
        """Run the delivery's job; the lines of the log that warn."""
        with capture_logs() as logs:
            self.worker.handle_delivery(delivery_id)
        return [line for line in logs if line["log_level"] != "info"]


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


TICKETS = {"path": "/tickets/*"}


@pytest.mark.parametrize(
    ("fault", "said", "told"),
    [
        pytest.param({"kind": "status", "status": 401}, "refused: 401", "zendesk check", id="token-revoked"),
        pytest.param({"kind": "status", "status": 403}, "refused: 403", "zendesk check", id="rights-missing"),
        pytest.param(
            {"kind": "status", "status": 403, "method": "PUT"}, "refused: 403", "zendesk check", id="may-not-write"
        ),
        pytest.param({"kind": "html"}, "200 not JSON", "", id="html-page"),
        pytest.param({"kind": "html", "method": "PUT"}, "200 not JSON", "", id="html-page-after-the-write"),
        pytest.param({"kind": "half"}, "200 not JSON", "", id="half-json"),
        pytest.param({"kind": "half", "method": "PUT"}, "200 not JSON", "", id="half-json-after-the-write"),
        pytest.param({"kind": "lost", "method": "PUT"}, "ConnectionError", "", id="answer-lost"),
        pytest.param({"kind": "status", "status": 422, "method": "PUT"}, "422", "too many", id="limit-of-the-ticket"),
    ],
)
def test_fault_is_told_waited_for_and_leaves_the_ticket_as_without_it(
    office: Office, fault: dict[str, Any], said: str, told: str
) -> None:
    desk = office.desk
    ticket_id = desk.file(COMPLETE)
    delivery_id = office.deliver(ticket_id)
    desk.sandbox.hub.faults.add(TICKETS | fault)
    lines = office.run(delivery_id)
    waiting = load_open_delivery(desk.engine, delivery_id)
    assert waiting is not None
    assert said in lines[-1]["error"]
    assert told in str(lines[0].get("mend", ""))
    assert len(lines) <= 2
    desk.sandbox.hub.faults.remove()
    office.run(delivery_id)
    assert load_open_delivery(desk.engine, delivery_id) is None
    assert (len(desk.replies(ticket_id)), len(desk.notes(ticket_id))) == (1, 1)
    assert READY in desk.tags(ticket_id)


def test_ticket_that_zendesk_never_takes_is_parked_with_the_reason_and_can_be_released(office: Office) -> None:
    desk = office.desk
    ticket_id = desk.file(COMPLETE)
    delivery_id = office.deliver(ticket_id)
    desk.sandbox.hub.faults.add(TICKETS | {"kind": "status", "status": 422, "method": "PUT"})
    for _ in range(MOST_FAILURES):
        office.run(delivery_id)
    [(parked, _, reason)] = load_parked(desk.engine)
    assert (parked, reason) == (ticket_id, "failed: rejected: 422 InternalError")
    desk.sandbox.hub.faults.remove()
    save_released(desk.engine, ticket_id)
    office.run(delivery_id)
    assert READY in desk.tags(ticket_id)


def drop_option(desk: Desk) -> None:
    fields = desk.sandbox.hub.catalog.fields
    fields.put(replace(STATE_FIELD, options=STATE_FIELD.options[:1]))


def drop_field(desk: Desk) -> None:
    desk.sandbox.hub.catalog.fields.remove(STATE_FIELD.id)


@pytest.mark.parametrize(("edit", "said"), [(drop_field, []), (drop_option, ["fields_refused"])])
def test_write_goes_on_without_a_field_that_an_administrator_changed(
    office: Office, edit: Callable[[Desk], None], said: list[str]
) -> None:
    desk = office.desk
    desk.options = {"fields": Fields(INTENT_FIELD.id, STATE_FIELD.id)}
    ticket_id = desk.file(APPEAL)
    delivery_id = office.deliver(ticket_id)
    edit(desk)
    try:
        lines = office.run(delivery_id)
    finally:
        desk.sandbox.hub.catalog.fields.put(STATE_FIELD)
    assert [line["event"] for line in lines] == said
    assert all("reinstate zendesk apply" in line["mend"] and STATE_FIELD.id in line["fields"] for line in lines)
    assert WAITING in desk.tags(ticket_id)
    assert len(desk.replies(ticket_id)) == 1


def test_comment_of_more_than_64_kilobytes_is_read_as_far_as_it_goes_and_noted(office: Office) -> None:
    desk = office.desk
    desk.modes = dict.fromkeys(desk.modes, Mode.SUGGEST)
    ticket_id = desk.file(COMPLETE + "\n" + "We love cedars. " * 8000)
    assert office.run(office.deliver(ticket_id)) == []
    [note] = desk.notes(ticket_id)
    assert "characters were read: customer's message 1" in note
    assert len(note.encode()) < 64 * 1024


def test_ticket_that_is_full_of_comments_is_told_and_parked_not_half_written(desk: Desk) -> None:
    with filled_up(desk) as full:
        office = Office(full)
        ticket_id = full.file(APPEAL)
        for number in range(3):
            full.comment(ticket_id, f"And {number}?")
        delivery_id = office.deliver(ticket_id)
        lines = [office.run(delivery_id) for _ in range(MOST_FAILURES)][-1]
        assert lines[0]["event"] == "rejected"
        assert "too many comments" in lines[0]["mend"]
        assert load_parked(full.engine)[0][0] == ticket_id
        assert not full.tags(ticket_id)


@contextmanager
def filled_up(desk: Desk) -> Iterator[Desk]:
    """The same on an account whose tickets take four comments."""
    clock = Clock()
    with running_sandbox(create_sandbox(SandboxSettings(token=TOKEN, most_comments=4), clock)) as sandbox:
        yield replace(desk, sandbox=sandbox, clock=clock)


def test_revoked_token_shows_as_refused_to_who_asks_whether_the_bot_is_ready(desk: Desk) -> None:
    session = ZendeskSession(desk.sandbox.url, StaticToken("revoked"), 3.0, 10.0)
    assert find_zendesk_state(ZendeskTickets(session, desk.sandbox.url)) == "refused"


@pytest.mark.parametrize("minutes", [-11, 11])
def test_clock_that_is_wrong_is_named_in_the_log_with_how_far(desk: Desk, minutes: int) -> None:
    at = now()
    client = create_app(desk.engine, Jobs(desk.engine), (SECRET,), lambda: at).test_client()
    body = a_body()
    with capture_logs() as logs:
        answer = client.post("/webhooks/zendesk", data=body, headers=to_headers(body, at - timedelta(minutes=minutes)))
    assert answer.status_code == 401
    assert logs[0]["event"] == "clocks_differ"
    assert abs(logs[0]["seconds"] - minutes * 60) <= 1
    assert "clock" in logs[0]["mend"]


@pytest.mark.parametrize(
    "body", [b'{"ticket": "{{ticket.id}}"}', b"ticket 42", b'{"v":1,"event":"new","ticket_id":"42"}']
)
def test_trigger_whose_body_was_edited_is_refused_in_one_line_and_the_sweep_finds_its_ticket(
    office: Office, body: bytes
) -> None:
    desk = office.desk
    ticket_id = desk.file(COMPLETE)
    client = create_app(desk.engine, office.jobs, (SECRET,)).test_client()
    with capture_logs() as logs:
        assert client.post("/webhooks/zendesk", data=body, headers=to_headers(body, now())).status_code == 400
    assert [line["event"] for line in logs] == ["refused"]
    sweep_and_run(office)
    assert READY in desk.tags(ticket_id)


def test_ticket_of_a_webhook_that_was_switched_off_is_found_by_the_sweep_once(office: Office) -> None:
    ticket_id = office.desk.file(COMPLETE)
    sweep_and_run(office)
    sweep_and_run(office)
    assert len(office.desk.replies(ticket_id)) == 1


def sweep_and_run(office: Office) -> None:
    """One round of the sweep, and the jobs of what it found."""
    desk = office.desk
    session = ZendeskSession(desk.sandbox.url, StaticToken("sandbox-admin-token"), 3.0, 10.0)
    Sweep(desk.engine, office.jobs, ZendeskExport(session, desk.sandbox.url), "account", 0.0).run_round()
    for delivery in load_open(desk):
        office.run(delivery)


def load_open(desk: Desk) -> list[int]:
    return [delivery.id for delivery in load_unparked_open(desk.engine)]
