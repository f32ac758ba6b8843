"""Pages for what is set up: a list of it all, and macros applied to a ticket as an agent."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.sandbox.actions import WEBHOOK_ACTION
from bot.sandbox.admin.catalog import Catalog, in_order
from bot.sandbox.desk import ClosedError, TooManyCommentsError
from bot.sandbox.fields import Field, OptionError
from bot.sandbox.hub import current_hub
from bot.sandbox.macros import to_macro_edit
from bot.sandbox.pages import add_policy, find_shown_ticket
from bot.sandbox.rules import Action, Condition, Rule
from bot.sandbox.webhooks import Webhook

setup_pages = Blueprint("sandbox_setup", __name__)
setup_pages.after_request(add_policy)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that is set up, with what it says about itself."""

    title: str
    lines: tuple[str, ...]
    active: bool = True
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """All things of a kind."""

    title: str
    things: list[Thing]


@setup_pages.get("/setup")
def show_setup() -> str:
    """Triggers, webhooks, views, macros and ticket fields as lists."""
    return render_template("setup.html", groups=_to_groups(current_hub().catalog))


@setup_pages.post("/tickets/<int:ticket_id>/macro")
def apply_macro(ticket_id: int) -> ResponseReturnValue:
    """A macro applied as the agent, in one update."""
    hub = current_hub()
    ticket = find_shown_ticket(hub.desk, ticket_id)
    macro_id = request.form.get("macro", type=int)
    macro = next((macro for macro in hub.catalog.macros.list() if macro.id == macro_id), None)
    if macro is None:
        abort(404)
    requester, fields = hub.desk.find_user(ticket.requester_id), hub.catalog.list_fields()
    try:
        hub.desk.update_ticket(
            ticket_id, hub.desk.agent, to_macro_edit(macro, ticket, requester, hub.desk.agent, fields)
        )
    except (ClosedError, OptionError, TooManyCommentsError):
        abort(409, "The ticket does not take this macro.")
    return redirect(url_for("sandbox_pages.show_ticket", ticket_id=ticket_id) + "#newest", 303)


def _to_groups(catalog: Catalog) -> list[Group]:
    return [
        Group("Triggers", [_to_rule(rule) for rule in catalog.list_triggers()]),
        Group("Webhooks", [_to_webhook(webhook) for webhook in catalog.webhooks.list()]),
        Group("Views", [_to_view(rule) for rule in in_order(catalog.views.list())]),
        Group("Macros", [_to_rule(rule) for rule in in_order(catalog.macros.list())]),
        Group("Ticket fields", [_to_field(field) for field in catalog.list_fields()]),
    ]


def _to_rule(rule: Rule) -> Thing:
    lines = (*_describe_conditions("all", rule.all), *_describe_conditions("any", rule.any))
    return Thing(rule.title, (*lines, *map(_describe_action, rule.actions)), rule.active)


def _to_view(rule: Rule) -> Thing:
    thing = _to_rule(rule)
    address = url_for("sandbox_pages.show_view", view_id=rule.id) if rule.active else None
    return Thing(thing.title, thing.lines, thing.active, address)


def _to_webhook(webhook: Webhook) -> Thing:
    lines = (f"{webhook.http_method} {webhook.endpoint or 'nowhere'}", ", ".join(webhook.subscriptions))
    return Thing(webhook.name, lines, webhook.status == "active")


def _to_field(field: Field) -> Thing:
    options = (f"{option.name}: {option.tag}" for option in field.options)
    return Thing(field.title, (field.type, *options), field.active)


def _describe_conditions(kind: str, conditions: Iterable[Condition]) -> list[str]:
    return [f"if {kind}: {c.field} {c.operator} {'' if c.value is None else c.value}".strip() for c in conditions]


def _describe_action(action: Action) -> str:
    if action.field == WEBHOOK_ACTION:
        return "call the webhook " + str(action.value[0])
    return f"{action.field}: {action.value}"
