"""``/healthz`` (alive), ``/readyz`` (database, queue, Zendesk token, a worker's beat) and ``/metrics``."""

import math
from collections.abc import Callable
from datetime import datetime

import structlog
from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.jobs import Jobs
from bot.store.beats import load_newest_beat
from bot.store.deliveries import count_open, load_parked

OLDEST_BEAT_SECONDS = 30.0
OPEN = Gauge("reinstate_deliveries_open", "Deliveries that no run has covered yet")
PARKED = Gauge("reinstate_tickets_parked", "Tickets that are parked")
BEAT_AGE = Gauge("reinstate_worker_beat_age_seconds", "Age of the newest beat of any worker")

log = structlog.get_logger()


def make_health_blueprint(engine: Engine, jobs: Jobs, clock: Callable[[], datetime]) -> Blueprint:
    """The blueprint of the three pages that machines read."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def show_alive() -> Response:
        return jsonify(alive=True)

    @blueprint.get("/readyz")
    def show_ready() -> tuple[Response, int]:
        checks = find_readiness(engine, jobs, clock())
        return jsonify(checks), 200 if checks["ready"] else 503

    @blueprint.get("/metrics")
    def show_metrics() -> Response:
        set_gauges(engine, clock())
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    return blueprint


def find_readiness(engine: Engine, jobs: Jobs, at: datetime) -> dict[str, object]:
    """What works, check by check; ``ready`` where all of them do. Ages are in seconds."""
    try:
        beat = load_newest_beat(engine)
        declared = jobs.is_queue_declared()
        open_deliveries = count_open(engine)
    except SQLAlchemyError as error:
        log.error("database_away", error=type(error).__name__)
        return {"ready": False, "database": "away"}
    age = find_age(beat, at)
    zendesk = "unknown" if beat is None else beat[1]
    return {
        "ready": declared and age is not None and age <= OLDEST_BEAT_SECONDS and zendesk == "ok",
        "database": "ok",
        "queue": "ok" if declared else "no worker yet",
        "open_deliveries": open_deliveries,
        "worker_beat_seconds": age,
        "zendesk": zendesk,
    }


def set_gauges(engine: Engine, at: datetime) -> None:
    """Bring the gauges up to date; NaN where the database cannot tell, so that no old figure passes for a new one."""
    figures: tuple[float | None, ...] = (None, None, None)
    try:
        figures = (count_open(engine), len(load_parked(engine)), find_age(load_newest_beat(engine), at))
    except SQLAlchemyError as error:
        log.error("database_away", error=type(error).__name__)
    for gauge, figure in zip((OPEN, PARKED, BEAT_AGE), figures, strict=True):
        gauge.set(math.nan if figure is None else figure)


def find_age(beat: tuple[datetime, str] | None, at: datetime) -> float | None:
    """Seconds since the beat, never below 0; None where there is none."""
    return None if beat is None else max(0.0, round((at - beat[0]).total_seconds(), 1))
