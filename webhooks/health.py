"""``/healthz`` (alive), ``/readyz`` (database, queue, Zendesk token, a worker's beat) and ``/metrics``."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.store.beats import load_newest_beat
from bot.store.deliveries import count_open, load_parked

OLDEST_BEAT_SECONDS = 30.0
OPEN = Gauge("reinstate_deliveries_open", "Deliveries that no run has covered yet")
PARKED = Gauge("reinstate_tickets_parked", "Tickets that are parked")


def make_health_blueprint(engine: Engine, clock: Callable[[], datetime]) -> Blueprint:
    """The blueprint of the three pages that machines read."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def show_alive() -> Response:
        return jsonify(alive=True)

    @blueprint.get("/readyz")
    def show_ready() -> tuple[Response, int]:
        checks = find_readiness(engine, clock())
        return jsonify(checks), 200 if checks["ready"] else 503

    @blueprint.get("/metrics")
    def show_metrics() -> Response:
        OPEN.set(count_open(engine))
        PARKED.set(len(load_parked(engine)))
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    return blueprint


def find_readiness(engine: Engine, at: datetime) -> dict[str, object]:
    """What works, check by check; ``ready`` where all of them do."""
    try:
        beat = load_newest_beat(engine)
        open_deliveries = count_open(engine)
    except SQLAlchemyError:
        return {"ready": False, "database": "away"}
    age = None if beat is None else round((at - beat[0]).total_seconds(), 1)
    zendesk = "unknown" if beat is None else beat[1]
    fresh = age is not None and age <= OLDEST_BEAT_SECONDS
    return {
        "ready": fresh and zendesk == "ok",
        "database": "ok",
        "open_deliveries": open_deliveries,
        "worker_beat_seconds": age,
        "zendesk": zendesk,
    }
