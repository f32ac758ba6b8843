"""``/healthz`` (alive) and ``/readyz`` (database, queue, Zendesk token, a worker's beat)."""

from collections.abc import Callable
from datetime import datetime

import structlog
from flask import Blueprint, Response, jsonify
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.jobs import Jobs
from bot.store.beats import load_newest_beat
from bot.store.deliveries import count_open
from webhooks.room import Room

OLDEST_BEAT_SECONDS = 30.0

log = structlog.get_logger()


def make_health_blueprint(engine: Engine, jobs: Jobs, clock: Callable[[], datetime], room: Room) -> Blueprint:
    """The blueprint of the two pages that machines read."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def show_alive() -> Response:
        return jsonify(alive=True)

    @blueprint.get("/readyz")
    def show_ready() -> tuple[Response, int]:
        checks = find_readiness(engine, jobs, clock())
        if checks["database"] == "ok":
            checks["queue_full"] = room.look()  # further deliveries are refused: told, for all else works
        return jsonify(checks), 200 if checks["ready"] else 503

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


def find_age(beat: tuple[datetime, str] | None, at: datetime) -> float | None:
    """Seconds since the beat, never below 0; None where there is none."""
    return None if beat is None else max(0.0, round((at - beat[0]).total_seconds(), 1))
