"""The app factory of the stand-in for Zendesk."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined
from werkzeug.exceptions import NotFound

from bot.sandbox.admin.routes import api
from bot.sandbox.control import control
from bot.sandbox.desk import now_in_whole_seconds
from bot.sandbox.gate import install_gate
from bot.sandbox.hub import EXTENSION, create_hub
from bot.sandbox.pages import pages
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.setup_pages import setup_pages
from bot.sandbox.signin import oauth
from bot.shipped import templates_folder

LARGEST_REQUEST_BYTES = 4 * 1024 * 1024


def create_sandbox(settings: SandboxSettings, clock: Callable[[], datetime] = now_in_whole_seconds) -> Flask:
    """A Flask app with Zendesk's API, the control routes and the pages, its desk empty and in memory."""
    folder = templates_folder() / "sandbox"
    app = Flask("bot.sandbox", template_folder=folder, static_folder=folder / "static")
    app.jinja_env.undefined = StrictUndefined
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST_BYTES
    app.extensions[EXTENSION] = create_hub(settings, clock)
    install_gate(app)
    for blueprint in (api, oauth, control, pages, setup_pages):
        app.register_blueprint(blueprint)
    app.register_error_handler(404, _answer_unknown_path)
    return app


def _answer_unknown_path(error: NotFound) -> ResponseReturnValue:
    if request.path.startswith("/api/"):
        return jsonify(error="InvalidEndpoint", description="Not found"), 404
    return error
