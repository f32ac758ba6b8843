"""Everything that can be wrong with an answer, by name."""

import gzip
import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import Response

from bot.sandbox.connection import drop_connection

DRIBBLE_SECONDS = 0.05
TOO_LARGE = 5 * 1024 * 1024
ELSEWHERE = "http://127.0.0.1:9/elsewhere"
LONG_AGO = "Mon, 02 Mar 2026 10:00:00 GMT"


def answer_json(body: Any, status: int = 200, **headers: str) -> Response:
    """JSON as the platform sends it."""
    return Response(json.dumps(body), status, headers, mimetype="application/json")


def apply_fault(fault: str, body: Any, hang_seconds: float) -> Response:
    """The answer with that fault; KeyError for an unknown one."""
    if fault == "hang":
        time.sleep(hang_seconds)
        return answer_json(body)
    if fault == "dribble":
        return Response(_dribble(json.dumps(body), hang_seconds), mimetype="application/json")
    return FAULTS[fault](body)


def _dribble(text: str, seconds: float) -> Iterator[str]:
    ends_at = time.monotonic() + 4 * seconds
    for letter in text:
        yield letter
        if time.monotonic() > ends_at:
            return
        time.sleep(DRIBBLE_SECONDS)


def _answer_text(text: str, status: int = 200, mimetype: str = "text/html") -> Response:
    return Response(text, status, mimetype=mimetype)


def _change_leaves(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {name: _change_leaves(inner, change) for name, inner in value.items()}
    if isinstance(value, list):
        return [_change_leaves(inner, change) for inner in value]
    return change(value)


def _to_other_type(value: Any) -> Any:
    """Booleans become numbers, numbers text, text a number: nothing keeps its type."""
    if isinstance(value, bool):
        return int(value)
    return str(value) if isinstance(value, (int, float)) else 7


def _drop_dates(body: Any) -> Any:
    return _change_leaves(body, lambda value: "the day before" if _looks_like_date(value) else value)


def _looks_like_date(value: Any) -> bool:
    return isinstance(value, str) and (value[:2] == "20" or " 20" in value) and ":" in value


def _keep_names_alone(value: Any) -> Any:
    """Every entry loses what it should have, its id and name apart."""
    if isinstance(value, list):
        return [_keep_names_alone(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    kept = ("id", "name", "login", "account_id", "total", "total_count", "subaccount", "domain")
    lists = {name: _keep_names_alone(inner) for name, inner in value.items() if isinstance(inner, (list, dict))}
    return {name: value[name] for name in kept if name in value} | lists


def _miscount(body: Any) -> Any:
    return {name: value + 3 if name in ("total", "total_count") else value for name, value in body.items()}


def _turn_around(body: Any) -> Any:
    """Flags are turned to their opposite and dates moved: at odds with what another page says."""
    return _change_leaves(body, lambda value: (not value) if isinstance(value, bool) else _move_date(value))


def _move_date(value: Any) -> Any:
    return value.replace("20", "19", 1) if _looks_like_date(value) else value


def _nest(_body: Any) -> Response:
    return _answer_text("[" * 100_000 + "]" * 100_000, mimetype="application/json")


def _double_names(body: Any) -> Response:
    text = json.dumps(body)
    return _answer_text(text[:-1] + ', "items": [], "users": [], "items": []}', mimetype="application/json")


def _pack(body: Any) -> Response:
    packed = gzip.compress(json.dumps({**body, "padding": " " * TOO_LARGE}).encode())
    return Response(packed, headers={"Content-Encoding": "gzip"}, mimetype="application/json")


FAULTS: Mapping[str, Callable[[Any], Response]] = {
    "reset": lambda _body: drop_connection(),
    "internal_error": lambda _body: answer_json({"message": "Internal Server Error"}, 500),
    "unavailable": lambda _body: _answer_text("<h1>503</h1>", 503),
    "rate_limited": lambda _body: answer_json({"retry-seconds": 60}, 429),
    "rate_limited_oddly": lambda _body: answer_json({"retry-seconds": "soon"}, 429, **{"Retry-After": "-1"}),
    "wrong_key": lambda _body: answer_json({"message": "Invalid private key"}, 401),
    "no_right": lambda _body: answer_json({"message": "Forbidden"}, 403),
    "not_found": lambda _body: answer_json({"message": "Not Found"}, 404),
    "wrong_path": lambda _body: _answer_text("404 page not found", 404, "text/plain"),
    "bad_request": lambda _body: answer_json({"message": "no"}, 400),
    "no_content": lambda _body: Response(status=204),
    "html": lambda _body: _answer_text("<!doctype html><title>Log in</title>"),
    "html_as_json": lambda _body: _answer_text("<!doctype html>", mimetype="application/json"),
    "half_json": lambda body: _answer_text(json.dumps(body)[: len(json.dumps(body)) // 2], mimetype="application/json"),
    "empty": lambda _body: _answer_text("", mimetype="application/json"),
    "null": lambda _body: answer_json(None),
    "empty_object": lambda _body: answer_json({}),
    "list": lambda body: answer_json([body]),
    "not_a_number": lambda body: _answer_text('{"total": NaN, ' + json.dumps(body)[1:], mimetype="application/json"),
    "wrong_types": lambda body: answer_json(_change_leaves(body, _to_other_type)),
    "all_null": lambda body: answer_json(_change_leaves(body, lambda _value: None)),
    "no_dates": lambda body: answer_json(_drop_dates(body)),
    "missing_fields": lambda body: answer_json(_keep_names_alone(body)),
    "miscounted": lambda body: answer_json(_miscount(body)),
    "contradictory": lambda body: answer_json(_turn_around(body)),
    "old_answer": lambda body: answer_json(body, Date=LONG_AGO),
    "kept_answer": lambda body: answer_json(body, Age="90000"),
    "redirect": lambda _body: Response(status=302, headers={"Location": ELSEWHERE}),
    "redirect_for_good": lambda _body: Response(status=308, headers={"Location": ELSEWHERE}),
    "too_large": lambda body: answer_json({**body, "padding": " " * TOO_LARGE}),
    "too_deep": _nest,
    "double_names": _double_names,
    "packed": _pack,
}
NAMES = (*FAULTS, "hang", "dribble")
