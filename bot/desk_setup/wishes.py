"""What the bot needs in a Zendesk account, as data: fields, webhook, triggers, views and macros in the API's own form.
A reference stands where another thing's id will stand."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from bot.core.checklist import Procedure, Unmet
from bot.core.tags import MISSING_PREFIX, OFF, State
from bot.rendering import load_environment

HOOK_PATH = "/webhooks/zendesk"
STATE_NAMES = {
    State.READY: "Ready to unblock",
    State.WAITING: "Waiting for the customer",
    State.PERSON: "Needs a person",
}
MESSAGING = ("29", "75")  # via_id of chat and of native messaging (Zendesk's via types): left alone
UNBLOCKED, REFUSED = "reinstate_unblocked", "reinstate_refused"
OVERRULED = "reinstate_overruled"  # put on by the trigger that tells of an override, for the view
WRONG = "reinstate_wrong"  # put on by the macro that reports a wrong reading
AGAIN = "reinstate_again"  # put on by the macro that hands a ticket back, taken off by the trigger that tells of it
COLUMNS = ("nice_id", "subject", "requester", "created", "updated", "assignee")


class Kind(StrEnum):
    """A kind of thing, by the name that its requests and answers have."""

    FIELD = "ticket_field"
    WEBHOOK = "webhook"
    TRIGGER = "trigger"
    VIEW = "view"
    MACRO = "macro"


class Ref(NamedTuple):
    """The id of another thing of ours, put into a text."""

    key: str
    form: str = "{}"


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing as it should be. ``key`` is our own name for it and never changes; ``body`` is what is sent."""

    kind: Kind
    key: str
    body: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What people see."""
        return str(self.body.get("title") or self.body.get("name"))


def declare_wishes(procedures: Sequence[Procedure], public_url: str, bot_id: int) -> tuple[Wish, ...]:
    """Everything, in the order in which it is made: what is referred to comes first."""
    return (
        *declare_fields(procedures),
        declare_webhook(public_url),
        *declare_triggers(bot_id),
        *declare_views(),
        *declare_macros(procedures),
    )


def declare_fields(procedures: Sequence[Procedure]) -> Iterator[Wish]:
    """Fields whose options are our tags, so that tag and value always agree, and one for the confidence in percent."""
    intents = [(procedure.tag, str(procedure.details["title"]).capitalize()) for procedure in procedures]
    states = [(str(state), name) for state, name in STATE_NAMES.items()]
    yield _wish_field("field_intent", "tagger", "Reinstate intent", intents)
    yield _wish_field("field_state", "tagger", "Reinstate state", states)
    yield _wish_field("field_missing", "multiselect", "Reinstate missing items", list(_find_missing(procedures)))
    yield _wish_field("field_confidence", "integer", "Reinstate confidence (%)", [])


def _find_missing(procedures: Iterable[Procedure]) -> Iterator[tuple[str, str]]:
    for procedure in procedures:
        for item in procedure.items:
            if item.when_unmet is Unmet.ASK:
                yield MISSING_PREFIX + item.key, item.label


def _wish_field(key: str, kind: str, title: str, options: Sequence[tuple[str, str]]) -> Wish:
    body: dict[str, Any] = {"type": kind, "title": title, "active": True}
    if options:
        body["custom_field_options"] = [{"name": name, "value": value} for value, name in options]
    return Wish(Kind.FIELD, key, body)


def declare_webhook(public_url: str) -> Wish:
    """The webhook that triggers call; its signature is all the authentication that it needs."""
    body = {
        "name": "Reinstate",
        "status": "active",
        "endpoint": public_url + HOOK_PATH,
        "http_method": "POST",
        "request_format": "json",
        "subscriptions": ["conditional_ticket_events"],
    }
    return Wish(Kind.WEBHOOK, "webhook", body)


def declare_triggers(bot_id: int) -> Iterator[Wish]:
    """Four triggers. None answers the bot's own updates: each is about end users, or about everybody but the bot. An
    integration may file a ticket for a customer, so a new one is told of whoever filed it."""
    not_bot, agent = _is("role", str(bot_id), "is_not"), _is("role", "agent")
    changed, public = _is("update_type", "Change"), _is("comment_is_public", True)
    by_hand = [_is(Ref(key, "custom_fields_{}"), None, "changed") for key in ("field_state", "field_intent")]
    not_again = _is("current_tags", AGAIN, "not_includes")
    yield _wish_trigger(
        "trigger_created",
        "Reinstate: new ticket",
        "created",
        [_is("update_type", "Create"), _is("ticket_is_public", "public"), not_bot],
    )
    yield _wish_trigger(
        "trigger_replied", "Reinstate: customer's reply", "replied", [changed, public, _is("role", "end_user")]
    )
    yield _wish_trigger(
        "trigger_overridden",
        "Reinstate: overruled by an agent",
        "overridden",
        [changed, agent, not_bot, not_again],
        by_hand,
        [_do("current_tags", OVERRULED)],
    )
    yield _wish_trigger(
        "trigger_again",
        "Reinstate: handed back to the bot",
        "overridden",
        [changed, agent, not_bot, _is("current_tags", AGAIN, "includes")],
        before=[_do("remove_tags", AGAIN)],
    )


def _wish_trigger(
    key: str,
    title: str,
    event: str,
    all_of: list[dict[str, Any]],
    any_of: Sequence[dict[str, Any]] = (),
    before: Sequence[dict[str, Any]] = (),
) -> Wish:
    guards = [_is("current_tags", OFF, "not_includes"), _is("status", "closed", "less_than")]
    guards += [_is("via_id", channel, "is_not") for channel in MESSAGING]
    told = {"v": 1, "event": event, "ticket_id": "{{ticket.id}}", "user_id": "{{current_user.id}}"}
    body = {
        "title": title,
        "active": True,
        "conditions": {"all": [*all_of, *guards], "any": list(any_of)},
        "actions": [*before, _do("notification_webhook", [Ref("webhook"), json.dumps(told)])],
    }
    return Wish(Kind.TRIGGER, key, body)


def declare_views() -> Iterator[Wish]:
    """The agents' lists."""
    unsolved, tags = _is("status", "solved", "less_than"), "current_tags"
    decided = [_is(tags, outcome, "not_includes") for outcome in (UNBLOCKED, REFUSED)]
    yield _wish_view(
        "view_ready", "Reinstate: ready to unblock", [unsolved, _is(tags, State.READY, "includes"), *decided]
    )
    yield _wish_view(
        "view_waiting", "Reinstate: waiting for the customer", [unsolved, _is(tags, State.WAITING, "includes")]
    )
    yield _wish_view(
        "view_person", "Reinstate: needs a person", [unsolved, _is(tags, State.PERSON, "includes"), *decided]
    )
    yield _wish_view(
        "view_overruled",
        "Reinstate: overruled by agents",
        [_is("status", "closed", "less_than"), _is(tags, f"{OVERRULED} {WRONG}", "includes")],
    )


def _wish_view(key: str, title: str, all_of: list[dict[str, Any]]) -> Wish:
    output = {"columns": list(COLUMNS), "sort_by": "updated", "sort_order": "asc"}
    return Wish(Kind.VIEW, key, {"title": title, "active": True, "all": all_of, "any": [], "output": output})


def declare_macros(procedures: Sequence[Procedure]) -> Iterator[Wish]:
    """What agents say with one click. Those that decide set an outcome beside our tags and take none of them off."""
    for procedure in procedures:
        context = {"procedure": procedure}
        told = str(procedure.details["title"])
        yield _wish_macro(
            f"macro_ask_{procedure.name}",
            f"Reinstate::Ask again: {told}",
            [*_say("ask", context), _do("status", "pending")],
        )
    decided = [_do("current_tags", UNBLOCKED), _do("status", "solved")]
    yield _wish_macro("macro_unblock", "Reinstate::Confirm and unblock appeal", [*_say("unblock"), *decided])
    yield _wish_macro("macro_reenable", "Reinstate::Confirm and re-enable account", [*_say("reenable"), *decided])
    yield _wish_macro("macro_refused", "Reinstate::Mark as refused", [_do("current_tags", REFUSED)])
    yield _wish_macro("macro_stop", "Reinstate::Stop the bot on this ticket", [_do("current_tags", OFF)])
    yield _wish_macro(
        "macro_again",
        "Reinstate::Hand to the bot again",
        [_do("remove_tags", OFF), _do("current_tags", AGAIN)],
    )
    yield _wish_macro(
        "macro_wrong",
        "Reinstate::Report a wrong reading",
        [*_say("wrong", public=False), _do("current_tags", WRONG)],
    )


def _wish_macro(key: str, title: str, actions: list[dict[str, Any]]) -> Wish:
    return Wish(Kind.MACRO, key, {"title": title, "active": True, "actions": actions})


def _say(template: str, context: Mapping[str, object] | None = None, public: bool = True) -> list[dict[str, Any]]:
    """A comment whose placeholders Zendesk fills in."""
    text = load_environment().get_template(f"macros/{template}.txt.j2").render(context or {}).strip()
    return [_do("comment_value", text), _do("comment_mode_is_public", str(public).lower())]


def _is(field: str | Ref, value: object, operator: str = "is") -> dict[str, Any]:
    condition: dict[str, Any] = {"field": field, "operator": operator}
    return condition if value is None else condition | {"value": str(value) if isinstance(value, State) else value}


def _do(field: str, value: object) -> dict[str, Any]:
    return {"field": field, "value": value}


def resolve(part: Any, ids: Mapping[str, str]) -> Any:
    """The same with every reference replaced by the id, or by the name in brackets where there is none yet."""
    if isinstance(part, Ref):
        return part.form.format(ids.get(part.key, f"<{part.key}>"))
    if isinstance(part, Mapping):
        return {name: resolve(value, ids) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [resolve(value, ids) for value in part]
    return part
