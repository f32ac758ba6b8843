"""The web process: an app factory and its blueprints. Loads no language processing."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache

import structlog
from flask import Flask, Response, jsonify
from sqlalchemy import Engine
from werkzeug.exceptions import HTTPException

from bot.jobs import Jobs
from bot.store.deliveries import now
from bot.store.secrets import Secret, save_seen_secrets
from webhooks.health import make_health_blueprint
from webhooks.metrics import make_metrics_blueprint
from webhooks.zendesk import MAX_BODY, answer_later, make_zendesk_blueprint

log = structlog.get_logger()


def create_app(
    engine: Engine,
    jobs: Jobs,
    secrets: Sequence[str],
    clock: Callable[[], datetime] = now,
    metrics_token: str = "",
) -> Flask:
    """The web application. ``secrets`` are the webhook signing secrets of the settings, at least one; with several,
    the database knows until when the older ones hold. ``metrics_token`` is asked for by ``/metrics``."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY + 1  # a body of unknown length is cut there: one byte shows that it was
    load_secrets = make_secrets_loader(engine, secrets, clock)
    app.register_blueprint(make_zendesk_blueprint(engine, jobs, load_secrets, clock))
    app.register_blueprint(make_health_blueprint(engine, jobs, clock))
    app.register_blueprint(make_metrics_blueprint(engine, jobs, clock, metrics_token))
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


def _answer_error(error: HTTPException) -> tuple[Response, int]:
    """One clear line, and nothing of what was sent."""
    return jsonify(error=error.name), error.code or 500


def _answer_unforeseen(error: Exception) -> Response:
    """Whatever we could not foresee: a 503, because Zendesk would not repeat a 500."""
    log.exception("unforeseen", error=type(error).__name__)
    return answer_later("unforeseen")
