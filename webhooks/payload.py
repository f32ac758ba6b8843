"""The body of a delivery: ids alone, parsed tolerantly, bounded in depth. Nothing else of it is ever read."""

import json
from dataclasses import dataclass
from typing import Any

MAX_DEPTH = 32
KINDS = frozenset({"created", "replied", "overridden"})
LARGEST_ID = 2**63 - 1


class BadPayload(Exception):
    """The body is not a delivery; the message is a reason code."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What a delivery tells: which ticket, what happened, who did it."""

    ticket_id: int
    kind: str
    user_id: int | None


def parse_payload(body: bytes) -> Payload:
    """A trigger's body ``{"v":1,"event":…,"ticket_id":…,"user_id":…}``; BadPayload otherwise."""
    data = _parse_json(body)
    if not isinstance(data, dict) or type(data.get("v")) is not int or data["v"] != 1:
        raise BadPayload("wrong_form")
    kind = data.get("event")
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadPayload("wrong_event")
    ticket_id = parse_id(data.get("ticket_id"))
    if ticket_id is None:
        raise BadPayload("wrong_ticket_id")
    return Payload(ticket_id, kind, parse_id(data.get("user_id")))


def _parse_json(body: bytes) -> object:
    """UTF-8 alone: the depth is measured on the very bytes that are parsed."""
    if measure_depth(body) > MAX_DEPTH:
        raise BadPayload("too_deep")
    try:
        return json.loads(body.decode(), object_pairs_hook=_refuse_doubles, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise BadPayload("not_json") from None


def _refuse_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise BadPayload("double_keys")
    return dict(pairs)


def _refuse_constant(_name: str) -> None:
    raise BadPayload("not_json")  # NaN and Infinity are Python's, not JSON's


def parse_id(value: Any) -> int | None:
    """A positive id written as a string or number, or None."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip() if isinstance(value, int) or len(value) <= 20 else ""
    if not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if 0 < number <= LARGEST_ID else None


def measure_depth(body: bytes) -> int:
    """How deep brackets are nested, before any parser sees them; brackets inside strings do not count."""
    depth = deepest = 0
    in_string = escaped = False
    for byte in body:
        if in_string:
            escaped, in_string = (False, True) if escaped else (byte == 0x5C, byte != 0x22)
        elif byte == 0x22:
            in_string = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest
