"""A webhook as callers ask for it, and as it is shown: never with its secret or a password."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.errors import ApiError
from bot.sandbox.signing import make_ulid
from bot.sandbox.webhooks import EVENT_PREFIX, TRIGGERED, Webhook
from bot.sandbox.wire import to_stamp

METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
FORMATS = frozenset({"json", "xml", "form_encoded"})
STATUSES = frozenset({"active", "inactive"})
_NEEDED = ("name", "endpoint", "http_method", "request_format", "status")
_SHOWN = {"basic_auth": ("username",), "bearer_token": (), "api_key": ("name",)}


def refuse(title: str, detail: str, status: int = 400) -> ApiError:
    """An error in the form that Zendesk's webhooks have of their own."""
    return ApiError(status, {"errors": [{"code": title.replace(" ", ""), "title": title, "detail": detail}]})


def read_webhook(
    asked: Mapping[str, Any], known: Webhook | None, whole: bool, now: datetime, user_id: int, secret: str
) -> Webhook:
    """The new or changed webhook; ApiError where it is not valid. ``whole`` wants everything that must be named."""
    missing = [name for name in _NEEDED if whole and not asked.get(name)]
    if missing:
        raise refuse("Invalid Request", f"{', '.join(missing)} must be given")
    given: dict[str, Any] = {name: str(asked[name]) for name in _NEEDED if name in asked}
    _check(given)
    for name in ("authentication", "custom_headers"):
        if name in asked:
            given[name] = _read_object(name, asked[name])
    if "description" in asked:
        given["description"] = None if asked["description"] is None else str(asked["description"])
    subscriptions = _read_subscriptions(asked.get("subscriptions"), known)
    if known is None:
        return Webhook(
            id=make_ulid(), secret=secret, created_at=now, created_by=user_id, subscriptions=subscriptions, **given
        )
    return replace(known, subscriptions=subscriptions, updated_at=now, updated_by=user_id, **given)


def _check(given: Mapping[str, Any]) -> None:
    if "endpoint" in given and not _is_url(given["endpoint"]):
        raise refuse("Invalid Request", "endpoint is no URL")
    for name, allowed in (("http_method", METHODS), ("request_format", FORMATS), ("status", STATUSES)):
        if name in given and given[name] not in allowed:
            raise refuse("Invalid Request", f"{name} is one of {', '.join(sorted(allowed))}")


def _is_url(given: str) -> bool:
    try:
        parts = urlsplit(given)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _read_object(name: str, given: object) -> dict[str, Any] | None:
    if given is None or given == {}:
        return None
    inner = given.get("data", {}) if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(inner, dict | str):
        raise refuse("Invalid Request", f"{name} is no object")
    return given


def _read_subscriptions(asked: object, known: Webhook | None) -> tuple[str, ...]:
    if asked is None:
        return known.subscriptions if known else (TRIGGERED,)
    names = tuple(str(name) for name in asked) if isinstance(asked, list) else ()
    events = [name for name in names if name.startswith(EVENT_PREFIX)]
    if not names or (names != (TRIGGERED,) and len(events) != len(names)):
        raise refuse("Invalid Request", "subscriptions are either conditional_ticket_events alone or events alone")
    if known is not None and known.is_triggered is not (names == (TRIGGERED,)):
        raise refuse("Invalid Request", "the kind of a webhook's subscriptions cannot be changed")
    return names


def to_webhook(webhook: Webhook) -> dict[str, Any]:
    """A webhook as the API shows it; what is not set is left out."""
    shown: dict[str, Any] = {
        "id": webhook.id,
        "name": webhook.name,
        "description": webhook.description,
        "status": webhook.status,
        "subscriptions": list(webhook.subscriptions),
        "created_at": to_stamp(webhook.created_at),
        "created_by": str(webhook.created_by),
        "updated_at": to_stamp(webhook.updated_at) if webhook.updated_at else None,
        "updated_by": str(webhook.updated_by) if webhook.updated_by else None,
        "endpoint": webhook.endpoint,
        "http_method": webhook.http_method,
        "request_format": webhook.request_format,
        "authentication": _hide(webhook.authentication),
        "custom_headers": webhook.custom_headers,
    }
    return {name: value for name, value in shown.items() if value is not None}


def _hide(authentication: dict[str, Any] | None) -> dict[str, Any] | None:
    if not authentication:
        return None
    data, names = authentication.get("data"), _SHOWN.get(str(authentication.get("type")), ())
    shown = {name: value for name, value in data.items() if name in names} if isinstance(data, dict) else {}
    return {**authentication, "data": shown}
