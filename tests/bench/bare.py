"""A bare Flask app that reads the body and answers 202, on the server that ``reinstate web`` runs on:
``python -m tests.bench.bare PORT``."""

import sys
from typing import Any

from flask import Flask, Response, jsonify, request

from bot.gunicorn_app import WebApplication
from bot.settings import load_settings


class BareApplication(WebApplication):
    """The same server with nothing behind it."""

    def load(self) -> Any:
        """The application of the one process."""
        return make_bare_app()


def make_bare_app() -> Flask:
    """The least that can answer a webhook."""
    app = Flask(__name__, static_folder=None)

    @app.post("/webhooks/zendesk")
    def receive_delivery() -> Response:
        request.get_data(cache=False)
        response = jsonify(stored=False)
        response.status_code = 202
        return response

    @app.get("/healthz")
    def tell_alive() -> Response:
        return jsonify(status="ok")

    return app


if __name__ == "__main__":
    BareApplication(load_settings(port=int(sys.argv[1])), processes=1).run()
