"""Pages for people: sign-in, tickets, operations. Customers' words are shown as text, never as markup."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Flask, Response, redirect, send_from_directory, url_for
from flask.typing import ResponseReturnValue
from jinja2 import FileSystemLoader, StrictUndefined
from sqlalchemy import Engine

from bot import __version__
from bot.jobs import Jobs
from bot.reports.gathered import Counting
from bot.shipped import templates_folder
from bot.store.users import Role
from webhooks.pages.access import EXTENSION, Access, Desk, allow, allow_anybody, guard, is_for_people
from webhooks.pages.forms import FIELD, keep_seed, make_form_token
from webhooks.pages.frame import make_places, to_moment
from webhooks.pages.headers import add_headers
from webhooks.pages.operations import operations
from webhooks.pages.reports import reports
from webhooks.pages.sign_in import sign_in
from webhooks.pages.tickets import tickets

FOLDER = templates_folder() / "pages"
BLUEPRINTS: tuple[Blueprint, ...] = (sign_in, tickets, reports, operations)


def register_pages(
    app: Flask,
    engine: Engine,
    jobs: Jobs,
    clock: Callable[[], datetime],
    access: Access,
    counting: Counting = Counting(),
) -> None:
    """Add the pages to the application, all of them behind the guard."""
    app.extensions[EXTENSION] = Desk(engine, jobs, clock, access, counting)
    app.jinja_loader = FileSystemLoader(FOLDER)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["moment"] = to_moment
    app.context_processor(lambda: {"version": __version__, "FORM_FIELD": FIELD, "form_token": make_form_token})
    app.context_processor(make_places)
    app.before_request(guard)
    app.register_blueprint(make_frame_blueprint())
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)


def make_frame_blueprint() -> Blueprint:
    """What all pages share: their style, their headers, and where the first one is."""
    frame = Blueprint("pages", __name__)
    frame.after_app_request(finish_page)

    @frame.get("/static/<path:filename>", endpoint="static")
    @allow_anybody
    def send_style(filename: str) -> ResponseReturnValue:
        return send_from_directory(FOLDER / "static", filename)

    @frame.get("/")
    @allow(Role.AGENT)
    def show_first() -> ResponseReturnValue:
        return redirect(url_for("tickets.show_list"), 303)

    return frame


def finish_page(response: Response) -> Response:
    """What every answer to a person carries; machines' answers stay as they are."""
    return add_headers(keep_seed(response)) if is_for_people() else response
