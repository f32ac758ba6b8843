"""Forms that only our own pages can send: each carries a token that is made from a cookie no other site can read or,
over TLS, set. The seed is the session's own token, so a form of another session is refused; before there is a session,
or where a proxy signs people in, it is a cookie of its own."""

import hmac
import secrets
from typing import cast

from flask import Response, current_app, g, request
from werkzeug.exceptions import BadRequest

from webhooks.pages.cookies import FORM, find_cookie, find_session_token, set_cookie

FIELD = "form_token"
PURPOSE = b"reinstate: form"


def make_form_token() -> str:
    """The token that a form on this page carries; asks the browser to keep a seed where it has none."""
    seed = find_seed()
    if seed is None:
        if "new_seed" not in g:
            g.new_seed = secrets.token_urlsafe(32)
        seed = cast(str, g.new_seed)
    return to_form_token(seed)


def find_seed() -> str | None:
    """What the tokens of this browser's forms are made from; the session's token only while it is one."""
    public_url = current_app.extensions["reinstate_pages"].access.public_url
    session = find_session_token(public_url) if g.get("user") else None
    return session or find_cookie(FORM, public_url)


def to_form_token(seed: str) -> str:
    """The token for a seed, from which the seed cannot be told."""
    return hmac.new(seed.encode(errors="replace"), PURPOSE, "sha256").hexdigest()


def check_form() -> None:
    """Refuse a form that did not come from a page of ours in this browser."""
    seed = find_seed()
    brought = request.form.get(FIELD, "").encode(errors="replace")
    if seed is None or not hmac.compare_digest(brought, to_form_token(seed).encode()):
        raise BadRequest(description="old_form")


def keep_seed(response: Response) -> Response:
    """Give the browser the seed of the forms on this page, where it had none."""
    if "new_seed" in g:
        set_cookie(response, FORM, g.new_seed, current_app.extensions["reinstate_pages"].access.public_url)
    return response
