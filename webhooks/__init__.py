"""The web process: an app factory and its blueprints, machines' and people's. Loads no language processing."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

import structlog
from flask import Flask, Response, jsonify
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from bot.jobs import Jobs
from bot.reports.gathered import Counting
from bot.store.deliveries import now
from bot.store.secrets import Secret, save_seen_secrets
from webhooks.health import make_health_blueprint
from webhooks.metrics import make_metrics_blueprint
from webhooks.pages import register_pages
from webhooks.pages.access import Access, is_for_people
from webhooks.pages.errors import answer_error, answer_unforeseen
from webhooks.room import MOST_OPEN, Room
from webhooks.zendesk import MAX_BODY, answer_later, make_zendesk_blueprint

STORED_HOLD = timedelta(seconds=5)  # until stored secrets are read again: how soon a new one is accepted

log = structlog.get_logger()


def create_app(
    engine: Engine,
    jobs: Jobs,
    secrets: Sequence[str],
    clock: Callable[[], datetime] = now,
    metrics_token: str = "",
    load_stored: Callable[[], tuple[Secret, ...]] = tuple,
    access: Access = Access(),
    counting: Counting = Counting(),
    most_open: int = MOST_OPEN,
) -> Flask:
    """The web application. ``secrets`` are the webhook signing secrets of the settings; with several, the database
    knows until when the older ones hold. ``load_stored`` gives those that the set-up has stored, asked again now and
    then. ``metrics_token`` is asked for by ``/metrics``; ``access`` says how people reach the pages,
    ``counting`` how reports count, ``most_open`` how many deliveries may wait."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY + 1  # a body of unknown length is cut there: one byte shows that it was
    load_set, load_made = make_secrets_loader(engine, secrets, clock), remember(load_stored, clock)
    load_secrets = lambda: (*load_set(), *load_made())  # noqa: E731
    room = Room(engine, most_open)
    app.register_blueprint(make_zendesk_blueprint(engine, jobs, load_secrets, clock, room))
    app.register_blueprint(make_health_blueprint(engine, jobs, clock, room))
    app.register_blueprint(make_metrics_blueprint(engine, jobs, clock, metrics_token, room))
    register_pages(app, engine, jobs, clock, access, counting)
    app.register_error_handler(HTTPException, _answer_error)
    app.register_error_handler(Exception, _answer_unforeseen)
    return app


def make_secrets_loader(
    engine: Engine, secrets: Sequence[str], clock: Callable[[], datetime]
) -> Callable[[], tuple[Secret, ...]]:
    """The secrets with their ends. A single one has none, so it needs no database; of several, the database is asked
    at the first call that it answers, and never again."""
    if len(secrets) < 2:
        alone = tuple(map(Secret, secrets))
        return lambda: alone
    return cache(lambda: save_seen_secrets(engine, secrets, clock()))


def remember(load: Callable[[], tuple[Secret, ...]], clock: Callable[[], datetime]) -> Callable[[], tuple[Secret, ...]]:
    """What was loaded, loaded again when it is ``STORED_HOLD`` old; the last that is known while the database is
    away."""
    known: tuple[Secret, ...] = ()
    due = datetime.min.replace(tzinfo=UTC)

    def load_again() -> tuple[Secret, ...]:
        nonlocal known, due
        if clock() >= due:
            try:
                known, due = load(), clock() + STORED_HOLD
            except SQLAlchemyError as error:
                log.warning("secrets_not_loaded", error=type(error).__name__)
        return known

    return load_again


def _answer_error(error: HTTPException) -> tuple[Response, int] | Response:
    """One clear line, or a page for people, and nothing of what was sent."""
    if is_for_people():
        return answer_error(error)
    return jsonify(error=error.name), error.code or 500


def _answer_unforeseen(error: Exception) -> Response:
    """Whatever we could not foresee: a 503, because Zendesk would not repeat a 500."""
    log.exception("unforeseen", error=type(error).__name__)
    return answer_unforeseen() if is_for_people() else answer_later("unforeseen")
