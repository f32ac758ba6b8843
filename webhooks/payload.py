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
    if measure_depth(body) > MAX_DEPTH:
        raise BadPayload("too_deep")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise BadPayload("not_json") from None
    if not isinstance(data, dict) or data.get("v") != 1 or data.get("event") not in list(KINDS):
        raise BadPayload("wrong_form")
    ticket_id = parse_id(data.get("ticket_id"))
    if ticket_id is None:
        raise BadPayload("wrong_ticket_id")
    return Payload(ticket_id, data["event"], parse_id(data.get("user_id")))


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
