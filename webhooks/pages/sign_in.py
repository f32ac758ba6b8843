"""Signing in and out. What is wrong is never said more closely than that name or password is."""

from datetime import datetime

import structlog
from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine

from bot.passwords import is_password
from bot.store.sessions import save_session, save_session_ended
from bot.store.users import KnownUser, Role, load_user, save_tries_forgotten, save_try, to_name
from webhooks.pages.access import allow, allow_anybody, current_desk, find_address
from webhooks.pages.cookies import SESSION, drop_cookie, find_session_token, set_cookie

MOST_TRIES_AS_ONE = 10  # in a quarter of an hour
MOST_TRIES_FROM_ONE = 50  # an office may share an address
LONGEST_ADDRESS = 500

log = structlog.get_logger()
sign_in = Blueprint("sign_in", __name__)


@sign_in.get("/sign-in")
@allow_anybody
def show_form() -> ResponseReturnValue:
    """The form, with nothing filled in."""
    return render_form()


@sign_in.post("/sign-in")
@allow_anybody
def begin() -> ResponseReturnValue:
    """A session for who knows the password, and on to the page that was wanted."""
    desk, name = current_desk(), request.form.get("name", "")
    if is_too_often(desk.engine, name, find_address(request, desk.access), desk.clock()):
        log.warning("sign_in_limited")
        return render_form("Too many tries. Wait a quarter of an hour, then try once more."), 429
    user = find_signed_in(desk.engine, name, request.form.get("password", ""))
    if user is None:
        log.warning("sign_in_refused")
        return render_form("Name or password is wrong."), 403
    save_tries_forgotten(desk.engine, to_scope(name))
    return answer_signed_in(user)


def answer_signed_in(user: KnownUser) -> Response:
    """A new session, whatever there was before, and the page that was wanted."""
    desk = current_desk()
    end_session()
    response = make_response(redirect(find_wanted(request.form.get("to", "")), 303))
    token = save_session(desk.engine, user.id, desk.clock())
    set_cookie(response, SESSION, token, desk.access.public_url)
    return response


@sign_in.post("/sign-out")
@allow(Role.AGENT)
def end() -> ResponseReturnValue:
    """The session ends here and in the database: its cookie opens nothing any more."""
    end_session()
    response = make_response(redirect(url_for("sign_in.show_form"), 303))
    drop_cookie(response, SESSION, current_desk().access.public_url)
    return response


def end_session() -> None:
    """End the session that the browser brought, if any."""
    desk = current_desk()
    if token := find_session_token(desk.access.public_url):
        save_session_ended(desk.engine, token)


def render_form(told: str = "") -> str:
    """The sign-in page, with what went wrong."""
    to = request.values.get("to", "")[:LONGEST_ADDRESS]
    return render_template("sign_in.html", told=told, to=to, user=None, places=[])


def is_too_often(engine: Engine, name: str, address: str, at: datetime) -> bool:
    """Whether this try is one too many, as that user or from that address; it is counted before anything is compared,
    so that many at once count too."""
    as_one = save_try(engine, to_scope(name), at)
    return save_try(engine, f"address:{address}", at) > MOST_TRIES_FROM_ONE or as_one > MOST_TRIES_AS_ONE


def to_scope(name: str) -> str:
    """What tries are counted by: one user's, however the name is written."""
    return f"name:{name.strip().lower()[:LONGEST_ADDRESS]}"


def find_signed_in(engine: Engine, name: str, password: str) -> KnownUser | None:
    """The user of that name and password; None otherwise, in the same time."""
    user = load_user(engine, to_name(name) or "")
    return user if is_password(user.password if user else "", password) else None


def find_wanted(to: str) -> str:
    """Where to go after signing in: a path of ours, else the first page. Never to another host."""
    clean = to.isprintable() and "\\" not in to and len(to) <= LONGEST_ADDRESS
    ours = clean and to.startswith("/") and not to.startswith("//")
    return to if ours else url_for("pages.show_first")
