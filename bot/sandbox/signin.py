"""Who calls: tokens given out at ``/oauth/tokens``, and the bearer that each call of the API must carry."""

from flask import Blueprint, Response, g, jsonify, request

from bot.sandbox.errors import ApiError
from bot.sandbox.hub import current_hub
from bot.sandbox.oauth import TokenError, allows
from bot.sandbox.state import User

READING = frozenset({"GET", "HEAD", "OPTIONS"})
TOLD = {
    "invalid_client": (401, "There is no such client, or its secret is another."),
    "invalid_grant": (400, "The refresh token is unknown, expired, revoked or was used before."),
    "invalid_request": (400, "expires_in is outside of what is allowed."),
    "invalid_scope": (400, "The scope is not known."),
    "unsupported_grant_type": (400, "This grant type is not supported."),
    "invalid_token": (401, "The access token is unknown, expired or revoked."),
}
oauth = Blueprint("zendesk_oauth", __name__, url_prefix="/oauth")


@oauth.post("/tokens")
def create_token() -> Response:
    """An access token for client credentials or a refresh token; JSON or form."""
    body = request.get_json(silent=True)
    asked = body if isinstance(body, dict) else request.form.to_dict()
    return jsonify(current_hub().tokens.issue(asked))


@oauth.errorhandler(TokenError)
def answer_token_error(error: TokenError) -> Response:
    """A refused token as OAuth tells it."""
    status, told = TOLD[error.code]
    response = jsonify(error=error.code, error_description=told)
    response.status_code = status
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Zendesk"'
    return response


def sign_in() -> None:
    """Find the caller by the bearer; ApiError or TokenError where there is none or its scope does not do."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise ApiError(401, {"error": "Couldn't authenticate you"})
    hub = current_hub()
    grant = hub.tokens.find_grant(token.strip())
    g.caller = hub.desk.find_user(grant.user_id)
    resource = request.path.split("/")[3].removesuffix(".json")
    if not allows(grant.scope, resource, request.method not in READING):
        raise ApiError(403, {"error": "Forbidden", "description": "The token's scope does not cover this call."})


def current_caller() -> User:
    """The user that this call's token acts as."""
    user: User = g.caller
    return user


def require_admin() -> None:
    """Refuse everybody but administrators."""
    if current_caller().role != "admin":
        told = "This is for administrators alone."
        raise ApiError(403, {"error": {"title": "Forbidden", "message": told}})
