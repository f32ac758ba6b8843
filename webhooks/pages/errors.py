"""What people see when something is not to be had: a plain sentence and what to do next, nothing of what was sent."""

from flask import Response, g, make_response, render_template
from werkzeug.exceptions import HTTPException

TEXTS = {
    400: ("This could not be done", "The address or the form does not make sense. Go back and try once more."),
    401: ("Please sign in", "You are not signed in any more, and nothing was changed. Sign in and try once more."),
    403: ("This page is for managers", "Your account may see tickets. Ask a manager for what is shown here."),
    404: ("There is no such page", "The address may be mistyped, or what it showed was removed."),
    405: ("This could not be done", "The address does not take this. Go back and try once more."),
    413: ("This is too long", "Shorten what you wrote and send it again."),
    429: ("Too many tries", "Somebody tried to sign in too often. Wait a quarter of an hour, then try once more."),
    503: ("Not now", "The database does not answer. Nothing was changed; try again in a moment."),
}
OF_REASON = {
    "unknown_ticket": (
        "The bot knows no such ticket",
        "It keeps those alone that it has handled, and for a set time. Look in Zendesk, or mind the number.",
    ),
    "old_form": (
        "This form is too old",
        "You signed in or out since it was opened, or cookies are off. Nothing was changed: open the page anew.",
    ),
    "unknown_user": (
        "You have no account here",
        "You are signed in elsewhere, but not known here. Ask a manager for: reinstate user add.",
    ),
}


def answer_error(error: HTTPException) -> Response:
    """The page for an error; a redirect is passed on as it is."""
    code = error.code or 500
    if 300 <= code < 400:
        return make_response(error.get_response())
    title, told = OF_REASON.get(error.description or "") or TEXTS.get(code, TEXTS[400])
    return _render(code, title, told)


def answer_unforeseen() -> Response:
    """The page for whatever could not be foreseen."""
    return _render(503, *TEXTS[503])


def _render(code: int, title: str, told: str) -> Response:
    g.setdefault("user", None)
    return make_response(render_template("error.html", title=title, told=told, code=code), code)
