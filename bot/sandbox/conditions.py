"""Whether the conditions of a trigger or a view hold: pure rules over a ticket as it was and as it is
(reference: Zendesk's conditions reference)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.fields import Fields, clean_tags, read_field
from bot.sandbox.rules import PRIORITY_ORDER, STATUS_ORDER, Condition, find_custom_field
from bot.sandbox.state import Comment, Ticket, User

VIA_IDS = {
    "web": 0,
    "email": 4,
    "api": 5,
    "chat": 29,
    "chat_transcript": 29,
    "native_messaging": 75,
    "messaging": 75,
    "rule": 8,
    "closed_ticket": 24,
}
_SAME = frozenset({"is", "is_not"})
_CHANGES = frozenset({"changed", "not_changed", "value", "not_value", "value_previous", "not_value_previous"})
_ORDERED = _SAME | _CHANGES | {"less_than", "greater_than"}
_WORDS = frozenset({"includes", "not_includes", "is", "is_not"})
OPERATORS = {
    "status": _ORDERED,
    "priority": _ORDERED,
    "type": _SAME | _CHANGES,
    "assignee_id": _SAME | _CHANGES,
    "group_id": _SAME | _CHANGES,
    "requester_id": _SAME | _CHANGES,
    "organization_id": _SAME | _CHANGES,
    "brand_id": _SAME | _CHANGES,
    "ticket_form_id": _SAME | _CHANGES,
    "custom_status_id": _SAME | _CHANGES | {"includes", "not_includes"},
    "current_tags": frozenset({"includes", "not_includes"}),
    "via_id": _SAME,
    "update_type": frozenset({"is"}),
    "role": _SAME,
    "comment_is_public": _SAME,
    "ticket_is_public": _SAME,
    "current_via_id": _SAME,
    "subject_includes_word": _WORDS,
    "comment_includes_word": _WORDS,
}
CUSTOM_OPERATORS = _ORDERED | {"includes", "not_includes", "present", "not_present"}
OF_AN_UPDATE = frozenset({"update_type", "role", "comment_is_public", "current_via_id", "comment_includes_word"})
PLACES = {"status": STATUS_ORDER, "priority": PRIORITY_ORDER}


@dataclass(frozen=True, slots=True)
class Scene:
    """What conditions look at. A view sees a ticket and its viewer alone: no update, nothing before."""

    after: Ticket
    fields: Fields
    user: User | None = None
    before: Ticket | None = None
    comment: Comment | None = None
    channel: str = ""
    is_update: bool = False


def holds(all_of: Iterable[Condition], any_of: Iterable[Condition], scene: Scene) -> bool:
    """Whether every one of the first and, where there are some, at least one of the second holds."""
    choices = tuple(any_of)
    return all(fits(c, scene) for c in all_of) and (not choices or any(fits(c, scene) for c in choices))


def fits(condition: Condition, scene: Scene) -> bool:
    """Whether one condition holds; one on something unknown never does."""
    special = _SPECIAL.get(condition.field)
    if special is not None:
        return special(condition, scene)
    now = read_value(condition.field, scene.after, scene.fields)
    before = None if scene.before is None else read_value(condition.field, scene.before, scene.fields)
    return compare(condition, now, before, _resolve(condition.value, scene))


def compare(condition: Condition, now: Any, before: Any, value: Any) -> bool:
    """One field's operator. ``value`` and ``value_previous`` are "changed to" and "changed from"."""
    match condition.operator:
        case "is":
            return _same(now, value)
        case "is_not":
            return not _same(now, value)
        case "changed":
            return bool(now != before)
        case "not_changed":
            return bool(now == before)
        case "value":
            return now != before and _same(now, value)
        case "not_value":
            return not (now != before and _same(now, value))
        case "value_previous":
            return now != before and _same(before, value)
        case "not_value_previous":
            return not (now != before and _same(before, value))
        case "less_than" | "greater_than":
            return _compare_places(condition, now, value)
        case "includes" | "not_includes":
            among = bool(set(_to_list(now)) & set(_to_list(value)))
            return among is (condition.operator == "includes")
        case "present" | "not_present":
            return bool(now) is (condition.operator == "present")
    return False


def read_value(name: str, ticket: Ticket, fields: Fields) -> Any:
    """A field of the ticket as conditions name it."""
    field_id = find_custom_field(name)
    if field_id is not None:
        field = next((field for field in fields if field.id == field_id), None)
        return read_field(field, ticket.tags, ticket.values) if field else None
    return getattr(ticket, name, None)


def _same(now: Any, value: Any) -> bool:
    return _to_text(now) == _to_text(value)


def _to_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _to_list(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else _to_text(value).split()


def _compare_places(condition: Condition, now: Any, value: Any) -> bool:
    order = PLACES.get(condition.field)
    try:
        place, other = (order.index(now), order.index(value)) if order else (float(now), float(value))
    except (TypeError, ValueError):
        return False
    return place < other if condition.operator == "less_than" else place > other


def _resolve(value: Any, scene: Scene) -> Any:
    if value == "current_user":
        return scene.user.id if scene.user else None
    if value in ("requester_id", "assignee_id"):
        return getattr(scene.after, value)
    return value


def _fits_tags(condition: Condition, scene: Scene) -> bool:
    among = bool(clean_tags([_to_text(condition.value)]) & scene.after.tags)
    return among is (condition.operator == "includes")


def _fits_update_type(condition: Condition, scene: Scene) -> bool:
    return scene.is_update and (condition.value == "Create") is (scene.before is None)


def _fits_role(condition: Condition, scene: Scene) -> bool:
    return _is_by(scene, _to_text(condition.value)) is (condition.operator == "is")


def _is_by(scene: Scene, who: str) -> bool:
    user = scene.user
    if user is None:
        return False
    if who == "end_user":
        return user.is_end_user
    if who == "agent":
        return not user.is_end_user
    if who == "admin":
        return user.role == "admin"
    return _same(user.id, _resolve(who, scene))


def _fits_comment(condition: Condition, scene: Scene) -> bool:
    match _to_text(condition.value):
        case "not_relevant":
            seen = scene.comment is not None
        case "false":
            seen = scene.comment is not None and not scene.comment.public
        case _:  # true, and requester_can_see_comment
            seen = scene.comment is not None and scene.comment.public
    return seen is (condition.operator == "is")


def _fits_privacy(condition: Condition, scene: Scene) -> bool:
    public = any(comment.public for _, comment in scene.after.comments)
    return (public is (condition.value == "public")) is (condition.operator == "is")


def _fits_channel(condition: Condition, scene: Scene) -> bool:
    channel = scene.after.channel if condition.field == "via_id" else scene.channel
    same = _to_text(condition.value) in (channel, str(VIA_IDS.get(channel)))
    return same is (condition.operator == "is")


def _fits_words(condition: Condition, scene: Scene) -> bool:
    comment = scene.comment.plain if scene.comment else ""
    text = (scene.after.subject if condition.field == "subject_includes_word" else comment).casefold()
    sought = _to_text(condition.value).casefold()
    if condition.operator in _SAME:
        return (sought in text) is (condition.operator == "is")
    return any(word in text.split() for word in sought.split()) is (condition.operator == "includes")


_SPECIAL: dict[str, Callable[[Condition, Scene], bool]] = {
    "current_tags": _fits_tags,
    "update_type": _fits_update_type,
    "role": _fits_role,
    "comment_is_public": _fits_comment,
    "ticket_is_public": _fits_privacy,
    "via_id": _fits_channel,
    "current_via_id": _fits_channel,
    "subject_includes_word": _fits_words,
    "comment_includes_word": _fits_words,
}
