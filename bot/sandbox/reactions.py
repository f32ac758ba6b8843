"""What an update sets off: triggers and what they post, and events for webhooks that subscribed to them."""

import json
from collections.abc import Mapping

from bot.sandbox.admin.catalog import Catalog
from bot.sandbox.deliveries import Deliveries, Delivery
from bot.sandbox.desk import Desk, Occurrence
from bot.sandbox.events import find_event_types, render_event
from bot.sandbox.faults import Faults
from bot.sandbox.placeholders import expand_body, find_values
from bot.sandbox.rules import Action, Rule
from bot.sandbox.state import Ticket
from bot.sandbox.triggers import run_triggers


class Reactions:
    """Told of every update by the desk, under the desk's lock."""

    def __init__(self, catalog: Catalog, deliveries: Deliveries, faults: Faults, account: str) -> None:
        self._catalog = catalog
        self._deliveries = deliveries
        self._faults = faults
        self._account = account
        self._desk: Desk | None = None

    def watch(self, desk: Desk) -> None:
        """The desk whose users are looked up; it is made after us because it needs us."""
        self._desk = desk

    def react(self, occurrence: Occurrence) -> Ticket:
        """Run the triggers and tell the subscribers; the ticket as the triggers left it."""
        assert self._desk is not None
        fields = self._catalog.list_fields()

        def call(trigger: Rule, action: Action, ticket: Ticket) -> None:
            self._call(trigger, action, ticket, occurrence)

        triggers = self._catalog.list_triggers()
        ticket = run_triggers(occurrence, triggers, fields, call, self._desk.next_id)
        self._tell_subscribers(occurrence, ticket)
        return ticket

    def _call(self, trigger: Rule, action: Action, ticket: Ticket, occurrence: Occurrence) -> None:
        webhook_id, template = action.value
        webhook = self._catalog.find_webhook(webhook_id)
        if webhook is None:
            return
        is_json = webhook.request_format == "json"
        body = _to_text(template, self._find_values(ticket, occurrence), is_json)
        self._enqueue(Delivery(webhook_id, trigger.title, ticket.id, occurrence.author.id, body.encode()))

    def _find_values(self, ticket: Ticket, occurrence: Occurrence) -> Mapping[str, str]:
        assert self._desk is not None
        requester = self._desk.find_user(ticket.requester_id)
        assignee = next(iter(self._desk.find_users([ticket.assignee_id or 0])), None)
        fields = self._catalog.list_fields()
        return find_values(ticket, requester, occurrence.author, fields, assignee, self._account)

    def _tell_subscribers(self, occurrence: Occurrence, ticket: Ticket) -> None:
        types = find_event_types(occurrence)
        for webhook in self._catalog.webhooks.list():
            for event_type in types:
                if event_type in webhook.subscriptions:
                    body = render_event(event_type, occurrence, ticket)
                    self._enqueue(Delivery(webhook.id, event_type, ticket.id, occurrence.author.id, body))

    def _enqueue(self, delivery: Delivery) -> None:
        fate = self._faults.take_fate(delivery.source)
        if fate.dropped:
            self._deliveries.drop(delivery)
        else:
            self._deliveries.enqueue(delivery, fate.copies, fate.wait_seconds)


def _to_text(template: object, values: Mapping[str, str], is_json: bool) -> str:
    """A body is a string; parameters of a GET or a form are pairs."""
    text = template if isinstance(template, str) else json.dumps(template)
    return expand_body(text, values, is_json)
