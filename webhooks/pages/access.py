"""Who may see what. A page that says nothing of itself is a manager's; nothing but sign-in and style is anybody's."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar, cast

from flask import Request, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine
from werkzeug.exceptions import Forbidden, NotFound, Unauthorized

from bot.jobs import Jobs
from bot.reports.gathered import Counting
from bot.store.sessions import load_session_user
from bot.store.users import KnownUser, Role, load_user, to_name
from webhooks.pages.cookies import find_session_token
from webhooks.pages.forms import check_form

MACHINES = frozenset({"zendesk", "health", "metrics"})  # blueprints with a guard of their own, or none
EXTENSION = "reinstate_pages"
STYLE = "pages.static"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


@dataclass(frozen=True, slots=True)
class Access:
    """How people reach the pages. ``public_url`` is the origin they see, "" where it is what they ask for;
    ``trusted_proxy`` the address or network of the proxy that is believed, ``user_header`` the header in which it says
    who signed in with it: both "" where there is none."""

    public_url: str = ""
    trusted_proxy: str = ""
    user_header: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages work on."""

    engine: Engine
    jobs: Jobs
    clock: Callable[[], datetime]
    access: Access
    counting: Counting = field(default_factory=Counting)  # how reports count


def current_desk() -> Desk:
    """What the pages of this application work on."""
    return cast(Desk, current_app.extensions[EXTENSION])


def allow(role: Role) -> Callable[[View], View]:
    """Mark a view as one for that role and those above it."""

    def mark(view: View) -> View:
        view.needed_role = role  # type: ignore[attr-defined]
        return view

    return mark


def allow_anybody(view: View) -> View:
    """Mark a view as one that needs no sign-in."""
    view.needed_role = None  # type: ignore[attr-defined]
    return view


def is_for_people() -> bool:
    """Whether this call is one for a page, or, where there is no such address, from a browser."""
    if request.endpoint is None:
        return "text/html" in request.headers.get("Accept", "")
    return request.blueprint not in MACHINES


def guard() -> ResponseReturnValue | None:
    """Before every call: who it is, whether they may, and whether a form came from a page of ours."""
    if request.endpoint is None or request.blueprint in MACHINES:
        return None
    view = current_app.view_functions[request.endpoint]
    needed: Role | None = getattr(view, "needed_role", Role.MANAGER)
    if request.endpoint == STYLE:
        return None
    g.user = find_user(current_desk())
    if request.method not in SAFE_METHODS:
        check_form()
    if needed is None:
        return None
    if g.user is None:
        return _ask_to_sign_in()
    if not g.user.role.covers(needed):
        raise Forbidden
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    """Off to the sign-in page, and back from it where a page was asked for."""
    if request.method != "GET":
        raise Unauthorized
    wanted = request.full_path.rstrip("?")
    return redirect(url_for("sign_in.show_form", to=wanted if wanted != "/" else None), 303)


def find_user(desk: Desk) -> KnownUser | None:
    """Who calls: the one whom the trusted proxy names, else the one whose session it is."""
    if (named := find_named_by_proxy(desk.access)) is not None:
        user = load_user(desk.engine, to_name(named) or "")
        if user is None:
            raise Forbidden(description="unknown_user")
        g.by_proxy = True
        return user
    token = find_session_token(desk.access.public_url)
    return load_session_user(desk.engine, token, desk.clock()) if token else None


def find_named_by_proxy(access: Access) -> str | None:
    """Whom the trusted proxy names; None where the call is not the proxy's, or it names nobody. Anybody else's header
    is as if it were not there."""
    if not access.user_header or not is_trusted_proxy(request, access):
        return None
    return request.headers.get(access.user_header) or None


def is_trusted_proxy(call: Request, access: Access) -> bool:
    """Whether the call came from the proxy that the settings name."""
    try:
        peer = ipaddress.ip_address(call.remote_addr or "")
        return bool(access.trusted_proxy) and peer in ipaddress.ip_network(access.trusted_proxy, strict=False)
    except ValueError:
        return False


def find_address(call: Request, access: Access) -> str:
    """The caller's address; behind the trusted proxy the one that it saw, which it appends last."""
    seen = call.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return seen if seen and is_trusted_proxy(call, access) else call.remote_addr or ""


def current_user() -> KnownUser:
    """Who is signed in; only for views that need a sign-in."""
    user = g.get("user")
    if user is None:
        raise NotFound
    return cast(KnownUser, user)
