"""The web process: an app factory and its blueprints. Loads no language processing."""

from collections.abc import Callable
from datetime import datetime

import structlog
from flask import Flask, Response, jsonify
from sqlalchemy import Engine
from werkzeug.exceptions import HTTPException

from bot.jobs import Jobs
from bot.store.deliveries import now
from webhooks.health import make_health_blueprint
from webhooks.zendesk import MAX_BODY, answer_later, make_zendesk_blueprint

log = structlog.get_logger()


def create_app(engine: Engine, jobs: Jobs, secrets: tuple[str, ...], clock: Callable[[], datetime] = now) -> Flask:
    """The web application. ``secrets`` are the webhook signing secrets that are valid now, at least one."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY + 1  # a body of unknown length is cut there: one byte shows that it was
    app.register_blueprint(make_zendesk_blueprint(engine, jobs, secrets, clock))
    app.register_blueprint(make_health_blueprint(engine, jobs, clock))
    app.register_error_handler(HTTPException, _answer_error)
    app.register_error_handler(Exception, _answer_unforeseen)
    return app


def _answer_error(error: HTTPException) -> tuple[Response, int]:
    """One clear line, and nothing of what was sent."""
    return jsonify(error=error.name), error.code or 500


def _answer_unforeseen(error: Exception) -> Response:
    """Whatever we could not foresee: a 503, because Zendesk would not repeat a 500."""
    log.exception("unforeseen", error=type(error).__name__)
    return answer_later("unforeseen")
