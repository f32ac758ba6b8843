"""Our two cookies: the session's token, and the seed of forms before there is a session."""

from urllib.parse import urlsplit

from flask import Response, request

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SESSION, FORM = "reinstate_session", "reinstate_form"


def is_secure(public_url: str) -> bool:
    """Whether cookies travel over TLS alone: always, but where a browser on this machine uses plain http."""
    if public_url:
        return public_url.startswith("https:")
    if request.is_secure:
        return True
    try:
        return urlsplit(f"//{request.host}").hostname not in LOOPBACK
    except ValueError:
        return True


def name_cookie(name: str, public_url: str) -> str:
    """The cookie's name; the prefix lets no sister domain and no plain connection set it."""
    return f"__Host-{name}" if is_secure(public_url) else name


def find_cookie(name: str, public_url: str) -> str | None:
    """What the browser brought under that name, None where it is nothing."""
    return request.cookies.get(name_cookie(name, public_url)) or None


def find_session_token(public_url: str) -> str | None:
    """The token of the session, whether or not it still is one."""
    return find_cookie(SESSION, public_url)


def set_cookie(response: Response, name: str, value: str, public_url: str) -> None:
    """Hand a value to the browser until it is closed; no script reads it and no other site sends it with a form."""
    response.set_cookie(
        name_cookie(name, public_url), value, secure=is_secure(public_url), httponly=True, samesite="Lax", path="/"
    )


def drop_cookie(response: Response, name: str, public_url: str) -> None:
    """Have the browser forget a value."""
    response.delete_cookie(
        name_cookie(name, public_url), secure=is_secure(public_url), httponly=True, samesite="Lax", path="/"
    )
