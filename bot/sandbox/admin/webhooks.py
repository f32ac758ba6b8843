"""Routes for webhooks; all of them are for administrators. Their paging and errors have a form of their own."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

import requests
from flask import Response, jsonify, request

from bot.sandbox.admin.webhook_asked import read_webhook, refuse, to_webhook
from bot.sandbox.api import api
from bot.sandbox.deliveries import render_authorization
from bot.sandbox.hub import Hub, current_hub
from bot.sandbox.paging import Identified, read_page
from bot.sandbox.routing import make_route, read_asked
from bot.sandbox.signin import current_caller, require_admin
from bot.sandbox.signing import TEST_SECRET, make_ulid, render_headers
from bot.sandbox.webhooks import Webhook

_route = make_route(api)
LONGEST_PAYLOAD = 10_000  # characters of the answer that a test shows
Item = TypeVar("Item", bound=Identified)


@_route("/webhooks")
def list_webhooks() -> Response:
    """All of them, or those whose name contains something; always by cursor."""
    require_admin()
    sought, status = request.args.get("filter[name_contains]", ""), request.args.get("filter[status]")
    kept = [w for w in current_hub().catalog.webhooks.list() if sought in w.name and status in (None, w.status)]
    page, extra = cut_webhook_page(kept)
    return jsonify(**extra, webhooks=[to_webhook(webhook) for webhook in page])


@_route("/webhooks", "POST")
def create_webhook() -> tuple[Response, int]:
    """A new one, or with ``clone_webhook_id`` a copy."""
    require_admin()
    hub, cloned = current_hub(), request.args.get("clone_webhook_id")
    most = hub.settings.most_webhooks
    if most is not None and len(hub.catalog.webhooks.list()) >= most:
        raise refuse("Webhooks Limit Exceeded", f"This plan has at most {most} webhooks.", 403)
    if cloned is None:
        webhook = _read(hub, None, whole=True)
    else:
        old = find_known(hub, cloned)
        webhook = replace(old, id=make_ulid(), name=f"{old.name} (copy)", secret=make_secret())
    return jsonify(webhook=to_webhook(hub.catalog.webhooks.put(webhook))), 201


@_route("/webhooks/<webhook_id>")
def show_webhook(webhook_id: str) -> Response:
    """One of them."""
    require_admin()
    return jsonify(webhook=to_webhook(find_known(current_hub(), webhook_id)))


@_route("/webhooks/<webhook_id>", "PUT", "PATCH")
def update_webhook(webhook_id: str) -> tuple[str, int]:
    """One of them changed: PUT wants it whole, PATCH takes a part."""
    require_admin()
    hub = current_hub()
    known = find_known(hub, webhook_id)
    hub.catalog.webhooks.put(_read(hub, known, whole=request.method == "PUT"))
    return "", 204


@_route("/webhooks/<webhook_id>", "DELETE")
def delete_webhook(webhook_id: str) -> tuple[str, int]:
    """One of them deleted, if no trigger calls it."""
    require_admin()
    catalog = current_hub().catalog
    find_known(current_hub(), webhook_id)
    values = [action.value for trigger in catalog.triggers.list() for action in trigger.actions]
    if any(isinstance(value, list) and webhook_id in value for value in values):
        raise refuse("Webhook In Use", "A trigger calls this webhook.")
    catalog.webhooks.remove(webhook_id)
    return "", 204


@_route("/webhooks/<webhook_id>/signing_secret")
def show_secret(webhook_id: str) -> Response:
    """The secret that its deliveries are signed with."""
    require_admin()
    return _to_secret(find_known(current_hub(), webhook_id))


@_route("/webhooks/<webhook_id>/signing_secret", "POST")
def reset_secret(webhook_id: str) -> tuple[Response, int]:
    """Another secret from now on."""
    require_admin()
    hub = current_hub()
    webhook = replace(find_known(hub, webhook_id), secret=make_secret())
    return _to_secret(hub.catalog.webhooks.put(webhook)), 201


@_route("/webhooks/test", "POST")
def try_webhook() -> Response:
    """Post once, now, and show what came back: to a webhook that is there, what is asked for going before its own data,
    or to an address that is only asked for."""
    require_admin()
    hub, asked, webhook_id = current_hub(), read_asked("request"), request.args.get("webhook_id")
    known = find_known(hub, webhook_id) if webhook_id else None
    given = {name: asked[name] for name in ("endpoint", "http_method", "request_format") if asked.get(name)}
    unsaved = {"name": "test", "status": "active"}
    webhook = read_webhook(
        given if known else unsaved | given, known, known is None, hub.desk.now(), current_caller().id, TEST_SECRET
    )
    return jsonify(response=_try(webhook, str(asked.get("payload") or ""), hub.settings.delivery_limit_seconds))


def make_secret() -> str:
    """A secret as Zendesk makes them."""
    return secrets.token_urlsafe(48)


def cut_webhook_page(items: Sequence[Item]) -> tuple[Sequence[Item], dict[str, Any]]:
    """A page by cursor even where nothing is asked; a last page has neither cursor nor links."""
    args = {"page[size]": "100"} | request.args.to_dict()
    page, extra = read_page(items, args, request.base_url)
    if not extra["meta"]["has_more"] and "page[after]" not in args:
        extra = {"meta": {"has_more": False}}
    return page, extra


def find_known(hub: Hub, webhook_id: str) -> Webhook:
    """A webhook; ApiError in the webhooks' own form where there is none."""
    webhook = hub.catalog.find_webhook(webhook_id)
    if webhook is None:
        raise refuse("Webhook Not Found", "There is no such webhook.", 404)
    return webhook


def _read(hub: Hub, known: Webhook | None, whole: bool) -> Webhook:
    asked, caller = read_asked("webhook"), current_caller()
    return read_webhook(asked, known, whole, hub.desk.now(), caller.id, make_secret())


def _to_secret(webhook: Webhook) -> Response:
    return jsonify(signing_secret={"secret": webhook.secret, "algorithm": "SHA256"})


def _try(webhook: Webhook, payload: str, limit_seconds: float) -> dict[str, Any]:
    body = payload.encode()
    headers = render_headers(webhook.secret, webhook.id, make_ulid(), body)
    headers |= render_authorization(webhook.authentication)
    try:
        answer = requests.request(
            webhook.http_method,
            str(webhook.endpoint),
            data=body,
            headers=headers,
            timeout=limit_seconds,
            allow_redirects=False,
        )
    except (requests.RequestException, ValueError) as error:
        raise refuse("Webhook Unreachable", type(error).__name__) from None
    pairs = [{"key": name, "value": value} for name, value in answer.headers.items()]
    return {"status_code": answer.status_code, "headers": pairs, "payload": answer.text[:LONGEST_PAYLOAD]}
