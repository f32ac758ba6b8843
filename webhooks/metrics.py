"""``/metrics`` for Prometheus. Counters are those of this process, or of all processes of ``reinstate web`` together;
gauges are read from the database at each call, so any process can be asked."""

import hmac
import ipaddress
import math
import os
from collections.abc import Callable, Iterator
from datetime import datetime

import structlog
from flask import Blueprint, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.jobs import Jobs
from bot.store.figures import load_figures
from bot.store.pace import load_pace
from bot.store.tokens import load_token_expiry
from webhooks.room import Room

MULTIPROCESS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library's own name for it
PROXY_HEADERS = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")
GAUGES = {
    "reinstate_deliveries_open": "Deliveries that no run has covered yet",
    "reinstate_deliveries_oldest_open_age_seconds": "Age of the oldest of them, 0 where there is none",
    "reinstate_queue_full": "1 while so many deliveries wait that further ones are refused",
    "reinstate_tickets_parked": "Tickets that are parked",
    "reinstate_jobs_waiting": "Jobs that wait for a worker or for their ticket's turn",
    "reinstate_jobs_delayed": "Jobs that wait for their time",
    "reinstate_jobs_running": "Jobs that a worker has in hand",
    "reinstate_workers_alive": "Workers that beat in the last 30 seconds",
    "reinstate_worker_beat_age_seconds": "Age of the newest beat of any worker",
    "reinstate_zendesk_closed_seconds": "How long no call to Zendesk is made from now on, 0 where none is held back",
    "reinstate_zendesk_failures": "Calls to Zendesk that failed in a row",
    "reinstate_zendesk_token_seconds": "How long the stored OAuth access token still holds; NaN where none is stored",
}

log = structlog.get_logger()


def make_metrics_blueprint(
    engine: Engine, jobs: Jobs, clock: Callable[[], datetime], token: str, room: Room
) -> Blueprint:
    """The blueprint of the page; with a token for who brings it, without one for this machine alone."""
    blueprint = Blueprint("metrics", __name__)
    gauges = CollectorRegistry()
    gauges.register(StoredGauges(engine, jobs, clock, room))

    @blueprint.get("/metrics")
    def show_metrics() -> Response:
        if not is_allowed(token):
            return Response("metrics are for who brings the token\n", 401, {"WWW-Authenticate": "Bearer"})
        page = generate_latest(find_counters()) + generate_latest(gauges)
        return Response(page, content_type=CONTENT_TYPE_LATEST)

    return blueprint


def is_allowed(token: str) -> bool:
    """Whether the caller brings the token; where none is set, whether it is this machine and no proxy on it."""
    if token:
        brought = request.headers.get("Authorization", "").encode()
        return hmac.compare_digest(brought, f"Bearer {token}".encode())
    return is_loopback(request.remote_addr) and not any(name in request.headers for name in PROXY_HEADERS)


def is_loopback(address: str | None) -> bool:
    """Whether the address is this machine's own; an unknown one is not."""
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


def find_counters() -> CollectorRegistry:
    """The counters of this process, or of all those that share a folder for them."""
    if MULTIPROCESS_FOLDER not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together


class StoredGauges(Collector):
    """The gauges; NaN where the database cannot tell, so that no old figure passes for a new one."""

    def __init__(self, engine: Engine, jobs: Jobs, clock: Callable[[], datetime], room: Room) -> None:
        self._engine = engine
        self._jobs = jobs
        self._clock = clock
        self._room = room

    def collect(self) -> Iterator[Metric]:
        """Every gauge with its figure of now."""
        try:
            figures = load_gauges(self._engine, self._jobs, self._clock())
            figures["reinstate_queue_full"] = float(self._room.look())
        except SQLAlchemyError as error:
            log.error("database_away", error=type(error).__name__)
            figures = {}
        for name, text in GAUGES.items():
            yield GaugeMetricFamily(name, text, value=figures.get(name, math.nan))

    def describe(self) -> list[Metric]:
        """Nothing beforehand: registering must not ask the database."""
        return []


def load_gauges(engine: Engine, jobs: Jobs, at: datetime) -> dict[str, float]:
    """The figures by their gauges' names; one that nobody can tell is left out."""
    figures, pace, token_end = load_figures(engine, at), load_pace(engine), load_token_expiry(engine)
    oldest, beat = figures.oldest_open_at, figures.newest_beat_at
    gauges: dict[str, float | None] = {f"reinstate_jobs_{state}": n for state, n in jobs.count_jobs().items()} | {
        "reinstate_deliveries_open": figures.open_deliveries,
        "reinstate_deliveries_oldest_open_age_seconds": find_age(oldest, at) if oldest else 0.0,
        "reinstate_tickets_parked": figures.parked_tickets,
        "reinstate_workers_alive": figures.workers,
        "reinstate_worker_beat_age_seconds": find_age(beat, at) if beat else None,
        "reinstate_zendesk_closed_seconds": find_age(at, pace.closed_until) if pace.closed_until else 0.0,
        "reinstate_zendesk_failures": pace.failures,
        "reinstate_zendesk_token_seconds": find_age(at, token_end) if token_end else None,
    }
    return {name: float(figure) for name, figure in gauges.items() if figure is not None}


def find_age(moment: datetime, at: datetime) -> float:
    """Seconds since then, never below 0."""
    return max(0.0, round((at - moment).total_seconds(), 1))
