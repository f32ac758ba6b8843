"""What browsers are told about every page: nothing foreign and nothing inline, no frames, nothing kept."""

from flask import Response, request

# 'self' for scripts: the pages have none of their own yet, and a page that brings one ships it as a file.
CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none at all, a browser would hide where our own forms come from
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
STATIC_SECONDS = 3600


def add_headers(response: Response) -> Response:
    """Every page's headers; style may be kept for an hour, pages never."""
    response.headers.update(HEADERS)
    kept = request.endpoint == "pages.static"
    response.headers["Cache-Control"] = f"max-age={STATIC_SECONDS}" if kept else "no-store"
    return response
