"""``POST /webhooks/zendesk``: what is stored, what is refused, and what Zendesk is told."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.jobs import Jobs, name_job
from bot.store.database import open_database
from bot.store.deliveries import count_open
from bot.store.tables import Delivery
from tests.webhooks.zendesk import EVENT_ID, SECRET, a_body, an_event, to_headers
from webhooks import create_app
from webhooks.signature import sign
from webhooks.zendesk import MAX_BODY


def load_deliveries(engine: Engine) -> list[tuple[object, ...]]:
    columns = (Delivery.id, Delivery.invocation, Delivery.ticket_id, Delivery.kind, Delivery.user_id)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(Delivery.id))]


def is_empty(engine: Engine) -> bool:
    return load_deliveries(engine) == [] and Jobs(engine).load_live() == frozenset()


def count_refused(reason: str) -> float:
    return REGISTRY.get_sample_value("reinstate_deliveries_refused_total", {"reason": reason}) or 0.0


def test_delivery_is_stored_with_its_job(post, engine, clock):
    answer = post(invocation="01ABC")
    assert (answer.status_code, answer.json) == (202, {"stored": True})
    assert load_deliveries(engine) == [(1, "01ABC", 42, "created", 7)]
    assert Jobs(engine).load_live() == {name_job(1, 0)}
    with engine.connect() as connection:
        assert connection.execute(select(Delivery.received_at)).scalar_one() == clock.now


def test_repeated_invocation_is_accepted_and_stored_once(post, engine, clock):
    assert post(invocation="01ABC").status_code == 202
    clock.now += timedelta(minutes=8)
    assert post(invocation="01ABC").status_code == 202
    assert len(load_deliveries(engine)) == 1
    assert Jobs(engine).load_live() == {name_job(1, 0)}


def test_one_invocation_fifty_times_at_once_is_stored_once(client, engine, clock):
    body = a_body()
    headers = to_headers(body, clock.now)
    together = Barrier(10)

    def deliver(_number: int) -> int:
        together.wait()
        return client.application.test_client().post("/webhooks/zendesk", data=body, headers=headers).status_code

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(deliver, range(50))) == {202}
    assert len(load_deliveries(engine)) == len(Jobs(engine).load_live()) == 1


@pytest.mark.parametrize(
    "invocation", [None, "x" * 65, "\xe9t\xe9", "a word"], ids=["absent", "too long", "not ASCII", "of another form"]
)
def test_without_a_usable_invocation_body_and_time_tell_deliveries_apart(post, engine, clock, invocation):
    body = a_body()
    headers = to_headers(body, clock.now, invocation=invocation)
    assert [post(body, headers).status_code for _ in range(2)] == [202, 202]
    assert len(load_deliveries(engine)) == 1
    clock.now += timedelta(seconds=1)
    assert post(body, invocation=invocation).status_code == 202
    assert post(a_body(ticket_id="43"), invocation=invocation).status_code == 202
    stored = load_deliveries(engine)
    assert len(stored) == 3
    assert all(str(row[1]).startswith("sha256:") for row in stored)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"X-Zendesk-Webhook-Signature": None}, "unsigned"),
        ({"X-Zendesk-Webhook-Signature": ""}, "unsigned"),
        ({"X-Zendesk-Webhook-Signature-Timestamp": None}, "unsigned"),
        ({"X-Zendesk-Webhook-Signature": "10IqYzYTLHRftNsNE+im0DeOM6/JactIRuy0XCHJ9B8="}, "bad_signature"),
        ({"X-Zendesk-Webhook-Signature": "\xe9"}, "bad_signature"),
        ({"X-Zendesk-Webhook-Signature-Timestamp": "2026-03-01T12:00:01Z"}, "bad_signature"),
        ({"secret": "other"}, "bad_signature"),
    ],
)
def test_call_that_is_not_zendesks_is_refused_and_nothing_stored(post, engine, changed, reason):
    before = count_refused(reason)
    answer = post(**changed)
    assert (answer.status_code, answer.json) == (401, {"error": reason})
    assert is_empty(engine)
    assert count_refused(reason) == before + 1


@pytest.mark.parametrize(("seconds", "status"), [(-301, 401), (-299, 202), (299, 202), (301, 401)])
def test_time_of_the_signature_may_be_five_minutes_off(post, engine, clock, seconds, status):
    body = a_body()
    headers = to_headers(body, clock.now + timedelta(seconds=seconds))
    assert post(body, headers).status_code == status
    assert is_empty(engine) == (status == 401)


def test_body_in_another_spelling_does_not_fit_its_signature(post, engine, clock):
    headers = to_headers(a_body(), clock.now)
    assert post(a_body().replace(b"   ", b" "), headers).status_code == 401
    assert is_empty(engine)


def test_event_is_stored_with_its_name(post, engine):
    assert post(an_event("ticket.comment_added"), invocation="01ABC").json == {"stored": True}
    assert load_deliveries(engine) == [(1, "01ABC", 42, "replied", 77)]
    with engine.connect() as connection:
        assert connection.execute(select(Delivery.event_id)).scalar_one() == EVENT_ID


def test_event_that_two_webhooks_tell_of_is_stored_once(post, engine):
    for _webhook in range(2):
        assert post(an_event("ticket.created")).status_code == 202
    assert post(an_event("ticket.created", id="another")).status_code == 202
    assert post(a_body()).status_code == post(a_body()).status_code == 202
    assert len(load_deliveries(engine)) == len(Jobs(engine).load_live()) == 4


@pytest.mark.parametrize("event", ["ticket.tags_changed", "ticket.status_changed", "user.deleted"])
def test_event_that_needs_no_handling_is_accepted_counted_and_not_stored(post, engine, event):
    before = REGISTRY.get_sample_value("reinstate_deliveries_ignored_total")
    answer = post(an_event(event))
    assert (answer.status_code, answer.json) == (202, {"stored": False})
    assert is_empty(engine)
    assert REGISTRY.get_sample_value("reinstate_deliveries_ignored_total") == before + 1


def test_without_any_secret_nothing_is_accepted(engine, clock):
    client = create_app(engine, Jobs(engine), (), clock).test_client()
    for secret in ("", SECRET):
        headers = to_headers(a_body(), clock.now, secret=secret)
        assert client.post("/webhooks/zendesk", data=a_body(), headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not_json"),
        (b"[" * 1000, "too_deep"),
        (gzip.compress(a_body(), mtime=0), "not_json"),
        (a_body(user_id=float("nan")), "not_json"),
        (a_body(v=2), "wrong_form"),
        (a_body(event="other"), "wrong_event"),
        (a_body(ticket_id=None), "wrong_ticket_id"),
        (b'{"v":1,"v":1}', "double_keys"),
    ],
)
def test_signed_body_that_is_no_delivery_is_refused_in_one_line(post, engine, body, reason):
    before = count_refused(reason)
    with capture_logs() as logs:
        answer = post(body, **{"Content-Encoding": "gzip"} if body[:2] == b"\x1f\x8b" else {})
    assert (answer.status_code, answer.json) == (400, {"error": reason})
    assert is_empty(engine)
    assert count_refused(reason) == before + 1
    assert logs == [{"event": "refused", "log_level": "warning", "reason": reason}]


@pytest.mark.parametrize(("size", "status"), [(MAX_BODY, 202), (MAX_BODY + 1, 413), (MAX_BODY * 2, 413)])
def test_body_may_have_256_kilobytes(post, engine, size, status):
    body = a_body()
    answer = post(body + b" " * (size - len(body)))
    assert answer.status_code == status
    assert is_empty(engine) == (status == 413)
    if status == 413:
        assert answer.json == {"error": "too_large"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/webhooks/zendesk", 405), ("PUT", "/webhooks/zendesk", 405), ("POST", "/webhooks/other", 404)],
)
def test_other_calls_are_refused_in_json(client, method, path, status):
    answer = client.open(path, method=method)
    assert (answer.status_code, list(answer.json)) == (status, ["error"])


def assert_asked_to_come_again(answer) -> None:
    """Zendesk repeats a 503 only where its Retry-After is below a minute."""
    assert answer.status_code == 503
    assert 0 < int(answer.headers["Retry-After"]) < 60


@pytest.mark.parametrize("table", ["deliveries", "job engine's"])
def test_what_cannot_be_stored_is_asked_for_again(post, engine, table):
    if table == "job engine's":
        table = "dbos.workflow_status" if engine.dialect.name == "postgresql" else "workflow_status"
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO gone"))
    before = count_refused("not_stored")
    with capture_logs() as logs:
        assert_asked_to_come_again(post())
    assert [entry["event"] for entry in logs] == ["not_stored"]
    assert count_refused("not_stored") == before + 1
    if table != "deliveries":
        assert load_deliveries(engine) == []


def test_database_that_another_holds_is_not_waited_for_long(engine, database_url, clock):
    impatient = open_database(database_url, busy_seconds=0.1)
    client = create_app(impatient, Jobs(impatient), (SECRET,), clock).test_client()
    headers = to_headers(a_body(), clock.now)
    with engine.connect() as holder:
        holder.exec_driver_sql(
            "BEGIN IMMEDIATE" if engine.dialect.name == "sqlite" else "LOCK TABLE deliveries IN EXCLUSIVE MODE"
        )
        assert_asked_to_come_again(client.post("/webhooks/zendesk", data=a_body(), headers=headers))
        holder.rollback()
    assert client.post("/webhooks/zendesk", data=a_body(), headers=headers).status_code == 202
    assert count_open(engine) == 1
    impatient.dispose()


@pytest.mark.parametrize(
    "url",
    ["sqlite:////nowhere/at/all.sqlite3", "postgresql+psycopg://nobody@/none?host=/nowhere"],
    ids=["file", "server"],
)
def test_absent_database_is_no_reason_to_lose_a_delivery(url, clock):
    absent = open_database(url)
    client = create_app(absent, Jobs(absent), (SECRET,), clock).test_client()
    assert_asked_to_come_again(client.post("/webhooks/zendesk", data=a_body(), headers=to_headers(a_body(), clock.now)))
    assert client.get("/readyz").status_code == 503
    assert b"reinstate_deliveries_open NaN" in client.get("/metrics").data
    assert client.get("/healthz").status_code == 200
    absent.dispose()


def test_delivery_is_accepted_only_after_its_commit(post, engine):
    def fail(_connection: object) -> None:
        raise OperationalError("COMMIT", {}, OSError("disk full"))

    event.listen(engine, "commit", fail)
    assert_asked_to_come_again(post())
    event.remove(engine, "commit", fail)
    assert is_empty(engine)
    assert post().status_code == 202


def test_fault_that_nobody_foresaw_is_asked_for_again_and_tells_nothing(engine, clock):
    def broken_clock():
        raise ZeroDivisionError("with a secret")

    client = create_app(engine, Jobs(engine), (SECRET,), broken_clock).test_client()
    with capture_logs() as logs:
        answer = client.post("/webhooks/zendesk", data=a_body(), headers=to_headers(a_body(), clock.now))
    assert_asked_to_come_again(answer)
    assert answer.json == {"error": "unforeseen"}
    assert [entry["error"] for entry in logs] == ["ZeroDivisionError"]


def test_no_answer_and_no_log_repeats_what_was_sent(post, clock):
    canary = "CANARY4711"
    body = a_body(note=canary, event=canary)
    timestamp = clock.now.isoformat()
    with capture_logs() as logs:
        answers = [
            post(body),
            post(body, invocation=canary),
            post(body, {"X-Zendesk-Webhook-Signature": canary, "X-Zendesk-Webhook-Signature-Timestamp": timestamp}),
            post(canary.encode()),
            post(a_body(ticket_id=canary), secret=canary),
        ]
    assert canary not in str(logs)
    assert all(canary not in answer.text + str(answer.headers) for answer in answers)
    assert sign(canary, timestamp, body) not in str(logs)
