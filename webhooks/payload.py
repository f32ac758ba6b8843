"""The body of a delivery: ids alone, parsed tolerantly, bounded in depth. Nothing else of it is ever read.

Two forms are known: the body that our triggers send, and the envelope of an event subscription (developer.zendesk.com,
webhooks, ticket events). Of the many types of events, two bring a customer's words and are stored. All others are
accepted and ignored: what agents change (tags, status, fields) is read from the ticket when it is handled next, and an
answer other than 2xx to every change on the desk would open Zendesk's circuit breaker. A comment of a staff member who
is not the requester, the bot's own comments among them, is ignored as well: the newest message is not the requester's
then, so a run would only read the ticket and write nothing. Where an id is missing or odd, the event is stored."""

import json
import re
from dataclasses import dataclass
from typing import Any

MAX_DEPTH = 32
KINDS = frozenset({"created", "replied", "overridden"})
TEST = "test"  # what a check of the set-up lets Zendesk deliver: nothing is to be handled
EVENT_PREFIX = "zen:event-type:"
KIND_OF_EVENT = {"ticket.created": "created", "ticket.comment_added": "replied"}
LARGEST_ID = 2**63 - 1
NAME = re.compile(r"[0-9A-Za-z-]{1,64}")  # of an event or a call: UUIDs and ULIDs


class BadPayload(Exception):
    """The body is not a delivery; the message is a reason code."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What a delivery tells: which ticket, what happened, who did it."""

    ticket_id: int
    kind: str
    user_id: int | None
    event_id: str | None = None


def parse_payload(body: bytes) -> Payload | None:
    """A trigger's body ``{"v":1,"event":…,"ticket_id":…,"user_id":…}`` or an event's envelope; None where the event is
    none that we wait for, BadPayload where it is neither."""
    data = _parse_json(body)
    if not isinstance(data, dict):
        raise BadPayload("wrong_form")
    event = data.get("type")
    if isinstance(event, str) and event.startswith(EVENT_PREFIX):
        return _read_event(data, KIND_OF_EVENT.get(event.removeprefix(EVENT_PREFIX)))
    return _read_trigger(data)


def _read_trigger(data: dict[str, Any]) -> Payload | None:
    if type(data.get("v")) is not int or data["v"] != 1:
        raise BadPayload("wrong_form")
    kind = data.get("event")
    if kind == TEST:
        return None
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadPayload("wrong_event")
    ticket_id = parse_id(data.get("ticket_id"))
    if ticket_id is None:
        raise BadPayload("wrong_ticket_id")
    return Payload(ticket_id, kind, parse_id(data.get("user_id")))


def _read_event(data: dict[str, Any], kind: str | None) -> Payload | None:
    if kind is None:
        return None
    detail, comment = _find(data, "detail"), _find(data, "event", "comment")
    ticket_id = parse_id(detail.get("id"))
    if ticket_id is None:
        raise BadPayload("wrong_ticket_id")
    author, requester = _find(comment, "author"), parse_id(detail.get("requester_id"))
    author_id = parse_id(author.get("id"))
    if author.get("is_staff") is True and author_id and requester and author_id != requester:
        return None
    return Payload(ticket_id, kind, author_id or parse_id(detail.get("actor_id")), parse_name(data.get("id")))


def _find(data: dict[str, Any], *path: str) -> dict[str, Any]:
    """The object at the end of the path; an empty one where there is none."""
    for name in path:
        inner = data.get(name)
        data = inner if isinstance(inner, dict) else {}
    return data


def parse_name(value: Any) -> str | None:
    """The name of an event or a call, or None where it has another form than Zendesk's: nothing else is stored."""
    return value if isinstance(value, str) and NAME.fullmatch(value) else None


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
