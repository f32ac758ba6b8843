"""``POST /webhooks/zendesk``: verify, store ids, enqueue in the same transaction, answer 202. Nothing else."""

import hashlib
from collections.abc import Callable
from datetime import datetime

import structlog
from flask import Blueprint, Response, jsonify, request
from prometheus_client import Counter
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

from bot.jobs import Jobs
from bot.store.deliveries import NewDelivery, save_delivery
from bot.store.secrets import Secret
from webhooks.payload import BadPayload, Payload, parse_name, parse_payload
from webhooks.room import Room
from webhooks.signature import judge, parse_time

ACCEPTED = Counter("reinstate_deliveries_accepted", "Deliveries stored", ["kind"])
DOUBLED = Counter("reinstate_deliveries_doubled", "Deliveries that had been stored before")
IGNORED = Counter("reinstate_deliveries_ignored", "Events that need no handling")
REFUSED = Counter("reinstate_deliveries_refused", "Deliveries refused", ["reason"])
OLDER_SECRET = Counter("reinstate_deliveries_older_secret", "Deliveries signed with a secret that is being replaced")
STATUS_OF_REASON = {"unsigned": 401, "bad_signature": 401, "old_secret": 401, "stale": 401, "too_large": 413}
MAX_BODY = 256 * 1024  # bytes; Zendesk's own bodies are far smaller
RETRY_AFTER_SECONDS = 5  # Zendesk repeats a 503 only with a Retry-After below 60 s
QUEUE_FULL_SECONDS = 50  # a long queue does not shorten in five

log = structlog.get_logger()


def make_zendesk_blueprint(
    engine: Engine,
    jobs: Jobs,
    load_secrets: Callable[[], tuple[Secret, ...]],
    clock: Callable[[], datetime],
    room: Room,
) -> Blueprint:
    """The webhook's blueprint. ``load_secrets`` may raise SQLAlchemyError: the call is asked for again."""
    blueprint = Blueprint("zendesk", __name__)

    @blueprint.post("/webhooks/zendesk")
    def receive_delivery() -> Response:
        body = read_body()
        if body is None:
            return refuse("too_large")
        timestamp = request.headers.get("X-Zendesk-Webhook-Signature-Timestamp", "")
        signature = request.headers.get("X-Zendesk-Webhook-Signature")
        try:
            verdict = judge(load_secrets(), timestamp, signature, body, clock())
        except SQLAlchemyError as error:
            return answer_not_stored(error)
        if verdict.older:
            OLDER_SECRET.inc()
        if verdict.fault == "stale":
            tell_of_clocks(timestamp, clock())
        if verdict.fault:
            return refuse(verdict.fault)
        try:
            payload = parse_payload(body)
        except BadPayload as error:
            return refuse(str(error))
        if payload is None:
            IGNORED.inc()
            return answer(202, stored=False)
        if room.is_full():
            return answer_later("queue_full", QUEUE_FULL_SECONDS)
        invocation = find_invocation(request.headers.get("X-Zendesk-Webhook-Invocation-Id"), timestamp, body)
        stored = store(engine, jobs, payload, invocation, clock())
        if stored.status_code == 202:
            room.look()
        return stored

    return blueprint


def read_body() -> bytes | None:
    """The raw body of the call; None where it is too large, whether or not it told its length."""
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge:
        return None
    return body if len(body) <= MAX_BODY else None


def find_invocation(header: str | None, timestamp: str, body: bytes) -> str:
    """The invocation's id, the same over its retries; where none of Zendesk's form came, a hash of body and signature
    time."""
    hashed = hashlib.sha256(timestamp.encode() + b"\n" + body).hexdigest()
    return parse_name(header) or f"sha256:{hashed}"


def store(engine: Engine, jobs: Jobs, payload: Payload, invocation: str, received_at: datetime) -> Response:
    """Delivery and job in one transaction; 202 only after its commit, 503 where it cannot be stored."""
    delivery = NewDelivery(invocation, payload.ticket_id, payload.kind, payload.user_id, payload.event_id)
    try:
        with engine.begin() as connection:
            delivery_id = save_delivery(connection, delivery, received_at)
            if delivery_id is not None:
                jobs.enqueue(connection, delivery_id, payload.ticket_id)
    except SQLAlchemyError as error:
        return answer_not_stored(error)
    if delivery_id is None:
        DOUBLED.inc()
    else:
        ACCEPTED.labels(payload.kind).inc()
    return answer(202, stored=True)


def tell_of_clocks(timestamp: str, at: datetime) -> None:
    """Say how far a time that Zendesk signed is from ours: where every call is stale, a clock is wrong."""
    signed_at = parse_time(timestamp)
    seconds = None if signed_at is None else round((at - signed_at).total_seconds())
    log.warning("clocks_differ", seconds=seconds, mend="set this machine's clock; Zendesk's own is right")


def answer_not_stored(error: SQLAlchemyError) -> Response:
    """The database is away: Zendesk is asked to come again."""
    log.error("not_stored", error=type(error).__name__)
    return answer_later("not_stored")


def answer_later(reason: str, seconds: int = RETRY_AFTER_SECONDS) -> Response:
    """Count a call that we could not take and ask for it again."""
    REFUSED.labels(reason).inc()
    later = answer(503, error=reason)
    later.headers["Retry-After"] = str(seconds)
    return later


def refuse(reason: str) -> Response:
    """Count a refused call by its reason and say so in one line; the body is not kept."""
    REFUSED.labels(reason).inc()
    log.warning("refused", reason=reason)
    return answer(STATUS_OF_REASON.get(reason, 400), error=reason)


def answer(status: int, **said: object) -> Response:
    """One line of JSON."""
    response = jsonify(**said)
    response.status_code = status
    return response
