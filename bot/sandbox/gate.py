"""What stands before and after every call of the API: faults, limits, headers, the journal."""

import time

from flask import Flask, Response, g, jsonify, request

from bot.sandbox.calls import MadeCall
from bot.sandbox.connection import dribble, drop_connection
from bot.sandbox.faults import AFTER_WORK, BEFORE_WORK, Call, Fault
from bot.sandbox.hub import current_hub
from bot.sandbox.limits import DEFAULT, Usage
from bot.sandbox.signin import current_caller

API = "/api/v2"
HTML_PAGE = "<!doctype html>\n<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>\n"


def install_gate(app: Flask) -> None:
    """Let every call of the API and of the token endpoint pass the gate."""
    app.before_request(_open)
    app.after_request(_close)


def find_path() -> str:
    """The path as faults and limits name it: below /api/v2, without ``.json``."""
    return request.path.removeprefix(API).removesuffix(".json")


def check_limits() -> Response | None:
    """Count the call for its caller; the 429 where that is one too many."""
    meter = current_hub().meter
    g.usages = meter.count(request.method, find_path(), current_caller().id)
    exceeded = next((usage for usage in g.usages if usage.is_exceeded), None)
    return None if exceeded is None or not meter.refuses else _refuse(exceeded)


def _refuse(usage: Usage) -> Response:
    told = f"Too many requests: {usage.name}"
    limits = current_hub().settings.limits
    plain = limits is not None and limits.plain_text
    response = (
        Response(told, mimetype="text/plain") if plain else jsonify(error="APIRateLimitExceeded", description=told)
    )
    response.status_code = 429
    response.headers["Retry-After"] = str(usage.resets)
    return response


def _is_guarded() -> bool:
    return request.path.startswith((API + "/", "/oauth/"))


def _find_call() -> Call:
    return Call(request.method, find_path(), request.get_data(cache=True))


def _open() -> Response | None:
    if not _is_guarded():
        return None
    g.began = time.time()
    fault = current_hub().faults.take(BEFORE_WORK, _find_call())
    if fault is None:
        return None
    g.fault = fault.kind
    return _render_before(fault)


def _render_before(fault: Fault) -> Response:
    if fault.kind == "reset":
        return _drop()
    if fault.kind == "conflict":
        response = jsonify(error="UpdateConflict", description="The ticket has changed since updated_stamp.")
        response.status_code = 409
        return response
    response = _render_form(fault.form, fault.status or 500)
    if fault.retry_after is not None:
        response.headers["Retry-After"] = fault.retry_after
    return response


def _render_form(form: str, status: int) -> Response:
    error = "APIRateLimitExceeded" if status == 429 else "InternalError"
    match form:
        case "html":
            response = Response(HTML_PAGE.format(f"{status} Error"), mimetype="text/html")
        case "text":
            response = Response(error, mimetype="text/plain")
        case "empty":
            response = Response(b"", mimetype="text/plain")
        case _:
            response = jsonify(error=error, description="A fault of the stand-in.")
    response.status_code = status
    return response


def _drop() -> Response:
    g.dropped = True
    return drop_connection()


def _close(response: Response) -> Response:
    if not _is_guarded():
        return response
    _add_headers(response)
    if 200 <= response.status_code < 300 and "fault" not in g:
        fault = current_hub().faults.take(AFTER_WORK, _find_call())
        if fault is not None:
            g.fault = fault.kind
            response = _spoil(response, fault)
    _note(response)
    return response


def _spoil(response: Response, fault: Fault) -> Response:
    match fault.kind:
        case "lost":
            return _drop()
        case "slow":
            return dribble(response, fault.slow_seconds)
        case "html":
            return _render_form("html", fault.status or 200)
    body = response.get_data()
    response.set_data(body[: len(body) // 2])
    return response


def _add_headers(response: Response) -> None:
    if response.is_json:
        response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["X-Zendesk-Api-Version"] = "v2"
    limits = current_hub().settings.limits or DEFAULT
    account = Usage("account", limits.account_per_minute, limits.account_per_minute, round(limits.minute_seconds))
    usages: list[Usage] = g.get("usages") or [account]
    total, remaining = str(usages[0].total), str(max(usages[0].remaining, 0))
    response.headers["X-Rate-Limit"] = response.headers["ratelimit-limit"] = total
    response.headers["X-Rate-Limit-Remaining"] = response.headers["ratelimit-remaining"] = remaining
    response.headers["ratelimit-reset"] = str(usages[0].resets)
    for usage in usages[1:]:
        told = f"total={usage.total}; remaining={max(usage.remaining, 0)}; resets={usage.resets}"
        response.headers[f"zendesk-ratelimit-{usage.name}"] = told


def _note(response: Response) -> None:
    caller = g.get("caller")
    call = MadeCall(
        at=g.get("began", time.time()),
        answered_at=time.time(),
        method=request.method,
        path=request.path,
        status=None if g.get("dropped") else response.status_code,
        fault=g.get("fault"),
        retry_after=response.headers.get("Retry-After"),
        user_id=caller.id if caller else None,
    )
    current_hub().calls.note(call)
