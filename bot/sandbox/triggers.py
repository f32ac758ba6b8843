"""Triggers at work: which of them an update sets off, what they make of the ticket and whom they call."""

from collections.abc import Callable, Sequence

from bot.sandbox.actions import TICKET_ACTIONS, WEBHOOK_ACTION, to_edit
from bot.sandbox.conditions import Scene, holds
from bot.sandbox.desk import Occurrence
from bot.sandbox.fields import Fields, OptionError
from bot.sandbox.rules import Action, Rule, find_custom_field
from bot.sandbox.state import NextId, Ticket, amend_ticket

NOT_RUN_ON = frozenset({"closed", "deleted", "suspended"})
Call = Callable[[Rule, Action, Ticket], None]


def run_triggers(
    occurrence: Occurrence, triggers: Sequence[Rule], fields: Fields, call: Call, next_id: NextId
) -> Ticket:
    """The ticket after all triggers. They are tried top-down; after one that changed the ticket the round starts
    again, and each fires at most once. None runs on a ticket that is closed or beyond (reference: Zendesk's guide to
    how triggers work)."""
    ticket, waiting = occurrence.after, [trigger for trigger in triggers if trigger.active]
    if ticket.status in NOT_RUN_ON:
        return ticket
    while (fired := _find_first(waiting, occurrence, ticket, fields)) is not None:
        waiting.remove(fired)
        for action in fired.actions:
            if action.field == WEBHOOK_ACTION:
                call(fired, action, ticket)
        ticket = _change(ticket, fired, occurrence, fields, next_id)
    return ticket


def _find_first(waiting: list[Rule], occurrence: Occurrence, ticket: Ticket, fields: Fields) -> Rule | None:
    scene = Scene(
        after=ticket,
        fields=fields,
        user=occurrence.author,
        before=occurrence.before,
        comment=occurrence.audit.comment,
        channel=occurrence.audit.channel,
        is_update=True,
    )
    return next((trigger for trigger in waiting if holds(trigger.all, trigger.any, scene)), None)


def _change(ticket: Ticket, trigger: Rule, occurrence: Occurrence, fields: Fields, next_id: NextId) -> Ticket:
    actions = [a for a in trigger.actions if a.field in TICKET_ACTIONS or find_custom_field(a.field) is not None]
    if not actions:
        return ticket
    edit = to_edit(actions, ticket, occurrence.author, "rule")
    try:
        return amend_ticket(ticket, edit, occurrence.author, next_id, fields)
    except OptionError:
        return ticket  # an option that was taken away since: the trigger goes on without effect
