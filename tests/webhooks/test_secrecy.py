"""Canaries in every input: none of them comes out in a log, a table or a page.

The customer's own words are stored where they are evidence, and there alone (``runs``); a secret is stored nowhere."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from sqlalchemy import Engine, MetaData, inspect, text

from bot.core.update import Mode
from bot.jobs import Jobs
from bot.logs import set_up_logs
from bot.procedures import load_procedures
from bot.store.deliveries import load_parked, load_unparked_open
from bot.triage import Triage
from bot.worker import Retrying, Worker
from bot.zendesk.failures import find_failure
from bot.zendesk.tickets import FetchedTicket, TicketWrite, to_fetched_ticket
from tests.webhooks.logged import find_logged
from tests.webhooks.zendesk import Clock, a_body, an_event, to_headers
from webhooks import create_app

SECRET = "CANARYsigning"
OLDER_SECRET = "CANARYolder"
TOKEN = "CANARYmetrics"
KEY = "key-7f3ac91be0d245d8a6617c02ef9b8d54"
PASSWORD = "Vw8-CANARYpass-44"
REQUESTER = 77
APPEAL = f"""Hello, our account was put on probation, please lift the sending limit. My dog is called CANARYdog.
We send order receipts to customers of our shop, who enter their address at our checkout, about 40,000 a month.
Our key is {KEY} and the smtp password is {PASSWORD}, if that helps."""
REPORT = f"""Somebody broke into our account and sent spam! Write to me at canary@CANARYmail.example.
I changed it, my password is {PASSWORD} now, and I made a new API key: {KEY}. Two-factor is on."""
CANARIES = ("CANARY", KEY, KEY[4:], PASSWORD)


@dataclass
class CanaryTickets:
    """Zendesk with canaries in everything that it says; ``error`` is raised instead where there is one."""

    body: str
    error: Callable[[], None] | None = None
    writes: list[TicketWrite] = field(default_factory=list)

    def fetch_ticket(self, ticket_id: int) -> FetchedTicket:
        if self.error:
            self.error()
        raw = {"id": ticket_id, "requester_id": REQUESTER, "status": "open", "updated_at": "2026-03-01T12:00:00Z"}
        raw |= {
            "subject": "Account disabled",
            "tags": [],
            "via": {"channel": "email", "source": {"from": "CANARYname"}},
        }
        comment = {"id": 501, "author_id": REQUESTER, "public": True, "created_at": "2026-03-01T12:00:00Z"}
        comment |= {
            "body": self.body,
            "plain_body": self.body,
            "attachments": [],
            "metadata": {"system": "CANARYagent"},
        }
        return to_fetched_ticket(raw, [comment], {REQUESTER: {"role": "end-user"}})

    def apply_write(self, _ticket_id: int, write: TicketWrite) -> str:
        self.writes.append(write)
        return "2026-03-01T12:00:01Z"


@pytest.fixture(scope="module")
def understand(pipeline):
    return pipeline.understand


@pytest.fixture
def logs() -> Iterator[Callable[[], str]]:
    """Everything that is logged or printed from now on, at the most talkative level."""
    said = io.StringIO()
    with redirect_stderr(said), redirect_stdout(said):
        set_up_logs("debug")
        yield said.getvalue


def dump(engine: Engine) -> dict[str, str]:
    """Every table's rows as text, the job engine's tables included."""
    found = {}
    for schema in [None, *(["dbos"] if engine.dialect.name == "postgresql" else [])]:
        tables = MetaData()
        tables.reflect(engine, schema=schema, only=inspect(engine).get_table_names(schema=schema))
        with engine.connect() as connection:
            for table in tables.sorted_tables:
                rows = connection.execute(text(f'SELECT * FROM {schema + "." if schema else ""}"{table.name}"'))
                found[table.name] = "\n".join(map(str, rows.all()))
    return found


def find_canaries(where: str) -> list[str]:
    return [canary for canary in CANARIES if canary in where]


def deliver_everything(client, at) -> list[str]:
    """Good, forged and broken calls with canaries in every part; all that was answered."""
    headers = {"User-Agent": "CANARYagent", "Cookie": "CANARY=1", "Referer": "https://CANARY.example", "X-Canary": KEY}
    envelope = {
        "subject": "CANARY",
        "detail": {"id": "43", "requester_id": "77", "description": "CANARY", "tags": [KEY]},
    }
    bodies = [
        a_body(note="CANARY", user_name=KEY),
        an_event("ticket.comment_added", id="CANARY event", **envelope),
        an_event("ticket.CANARY", **envelope),
        a_body(event="CANARY"),
        a_body(ticket_id=f"{KEY}"),
        b"CANARY" + KEY.encode(),
    ]
    answers = []
    for body in bodies:
        for secret, invocation in [(SECRET, "CANARY call"), (OLDER_SECRET, ""), ("CANARYforged", "CANARY")]:
            signed = to_headers(body, at, secret=secret, invocation=invocation)
            answers.append(client.post("/webhooks/zendesk?token=CANARY", data=body, headers=headers | signed))
    answers += [client.get(path, headers=headers) for path in ("/CANARY", "/tickets/CANARY", "/healthz", "/readyz")]
    answers += [client.get("/metrics", headers={"Authorization": f"Bearer {token}"}) for token in (TOKEN, "CANARY")]
    return [f"{answer.headers}{answer.text}" for answer in answers]


def test_webhook_keeps_and_tells_ids_alone(engine, logs):
    clock = Clock()
    client = create_app(engine, Jobs(engine), (SECRET, OLDER_SECRET), clock, metrics_token=TOKEN).test_client()
    answers = deliver_everything(client, clock.now)
    assert len(load_unparked_open(engine)) == 4
    assert [find_canaries(answer) for answer in answers] == [[]] * len(answers)
    assert {name: found for name, rows in dump(engine).items() if (found := find_canaries(rows))} == {}
    told = logs()
    assert "bad_signature" in told
    assert find_canaries(told) == []


def fail_with(body: bytes, status: int = 400) -> Callable[[], None]:
    """An answer of Zendesk's that is an error."""

    def fail() -> None:
        response = requests.Response()
        response.status_code = status
        response._content = body
        failure = find_failure(response)
        assert failure
        raise failure

    return fail


def fail_unforeseen() -> None:
    words = f"CANARY {KEY}"
    raise ValueError(words)


def run_worker(engine: Engine, tickets: CanaryTickets, understand) -> None:
    """Every open delivery handled once, by the real understanding, replies included."""
    modes = {procedure.name: Mode.REPLY for procedure in load_procedures()}
    triage = Triage(tickets=tickets, understand=understand, engine=engine, procedures=load_procedures(), modes=modes)
    worker = Worker(engine, Jobs(engine), triage.handle_ticket, Retrying())
    for delivery in load_unparked_open(engine):
        worker.handle_delivery(delivery.id)


@pytest.mark.parametrize("words", [APPEAL, REPORT], ids=["appeal", "report"])
def test_worker_keeps_no_secret_and_words_in_the_conversation_alone(engine, logs, understand, words):
    clock = Clock()
    client = create_app(engine, Jobs(engine), (SECRET,), clock, metrics_token=TOKEN).test_client()
    client.post("/webhooks/zendesk", data=a_body(), headers=to_headers(a_body(), clock.now, secret=SECRET))
    tickets = CanaryTickets(words)
    run_worker(engine, tickets, understand)
    assert '"handled"' in (told := logs()), told
    stored = dump(engine)
    kept = stored.pop("messages")
    assert "[secret]" in kept
    assert not [secret for secret in (KEY, KEY[4:], PASSWORD, "CANARYpass", "CANARYagent") if secret in kept]
    assert stored["runs"]
    assert tickets.writes
    assert find_canaries(str(tickets.writes)) == []
    assert {name: found for name, rows in stored.items() if (found := find_canaries(rows))} == {}
    assert find_canaries(told) == []


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (fail_with(json.dumps({"error": f"CANARY {KEY}", "description": "CANARY"}).encode(), 503), "given up: 503"),
        (fail_with(json.dumps({"error": {"title": "CANARY", "message": KEY}}).encode(), 429), "given up: 429"),
        (fail_with(b"<html>CANARY</html>", 401), "given up: refused: 401"),
        (
            fail_with(b'{"error":"RecordInvalid","details":{"CANARY":"CANARY"}}', 422),
            "failed: rejected: 422 RecordInvalid",
        ),
        (fail_with(b"<html>CANARY</html>", 200), "given up: 200 not JSON"),
        (fail_unforeseen, "failed: ValueError"),
    ],
    ids=["unavailable", "too many", "refused", "rejected", "not JSON", "unforeseen"],
)
def test_failures_keep_a_reason_and_nothing_of_what_was_said(engine, logs, understand, error, reason):
    clock = Clock()
    client = create_app(engine, Jobs(engine), (SECRET,), clock, metrics_token=TOKEN).test_client()
    client.post("/webhooks/zendesk", data=a_body(), headers=to_headers(a_body(), clock.now, secret=SECRET))
    for _attempt in range(5):
        run_worker(engine, CanaryTickets(APPEAL, error), understand)
    assert [parked for _ticket, _since, parked in load_parked(engine)] == [reason]
    assert {name: found for name, rows in dump(engine).items() if (found := find_canaries(rows))} == {}
    assert find_canaries(client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text) == []
    told = logs()
    assert "parked" in told
    assert find_canaries(told) == []


def test_logs_carry_ids_and_codes_only():
    """Whatever is logged anywhere is one of these; who adds one thinks here about what it may hold."""
    known = {"action", "delivery", "error", "exit_code", "expires_in", "jobs", "reason", "restart_seconds", "seconds"}
    known |= {"fields", "mend", "put", "taken"}  # ids of fields, our own advice, counts of tags
    known |= {"read_to", "tickets"}  # up to which change a sweep has read, and how many it enqueued
    known |= {"rows", "keep_days", "week"}  # counts and dates of the upkeep
    known |= {"library", "place", "task", "ticket", "wait_seconds", "worker"}
    known |= {"most", "revisions", "waiting"}  # how many wait and may, and the names of our own migrations
    root = Path(__file__).parents[2]
    files = [file for folder in ("bot", "webhooks") for file in (root / folder).rglob("*.py")]
    calls = {name for file in files for name in find_logged(file)}
    assert calls <= known
