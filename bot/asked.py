"""What people asked on a ticket's page, fulfilled by the worker: stop the bot there, or look again without writing."""

from collections.abc import Callable
from dataclasses import replace

from bot.core.decision import Action, Decision
from bot.core.tags import OFF
from bot.core.update import Mode
from bot.store.wishes import STOP, SavedWish, has_news, load_wishes, save_wish_done
from bot.triage import Triage
from bot.zendesk.session import Closed, NotFound
from bot.zendesk.tickets import Tickets, TicketWrite


def make_handling(triage: Triage) -> Callable[[int], Decision]:
    """The handling of a ticket that fulfils its open wishes first. Where nothing else waits, that is all: a wish is no
    news of the customer's, so nothing is written because of it but the tag that stops the bot."""
    dry = replace(triage, modes={procedure.name: Mode.OBSERVE for procedure in triage.procedures}, counts=False)

    def handle(ticket_id: int) -> Decision:
        wishes = load_wishes(triage.engine, ticket_id, only_open=True)
        for wish in wishes:
            outcome = stop_bot(triage, wish) if wish.kind == STOP else describe(dry.handle_ticket(ticket_id))
            save_wish_done(triage.engine, wish.id, outcome)
        if wishes and not has_news(triage.engine, ticket_id):
            return Decision(Action.IGNORE, "asked")
        return triage.handle_ticket(ticket_id)

    return handle


def stop_bot(triage: Triage, wish: SavedWish) -> str:
    """Set the tag that switches the bot off, unless it stands there already; what came of it, as a code. Conflict
    where the ticket changed meanwhile: the caller tries again."""
    tickets: Tickets = triage.tickets
    try:
        ticket = tickets.fetch_ticket(wish.ticket_id).ticket
        if OFF not in ticket.tags:
            triage.check_alive()
            tickets.apply_write(ticket.id, TicketWrite(f"stop:{wish.id}", ticket.stamp, tags=ticket.tags | {OFF}))
    except NotFound:
        return "not_found"
    except Closed:
        return "closed"
    return "off"


def describe(decision: Decision) -> str:
    """A decision as one code: action and reason."""
    return f"{decision.action}:{decision.reason}"
