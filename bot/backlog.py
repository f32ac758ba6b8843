"""What the bot has not handled yet, ticket by ticket, and what an operator may do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from bot.jobs import Job, Jobs, name_job
from bot.store.backlog import OpenTicket, Try, load_open_tickets, save_discarded
from bot.store.deliveries import load_open_delivery, save_attempt, save_released

RUNNING, WAITING, DELAYED, PARKED, STRANDED = "running", "waiting", "delayed", "parked", "stranded"
RETRIED = "retried by hand"
LOOK_THERE = "look at the ticket there: too many comments or tags, or a required field"
GOES_ON = "it is tried again by itself"
HINTS = {
    "worker_died": "a worker died each time it had this ticket in hand; look for what its log said last, then retry",
    "failed: rejected": f"Zendesk does not take what was written; {LOOK_THERE}, then retry",
    "failed": "the bot failed on this ticket; the log has the place under its number, mend it and retry",
    "given up: refused": "Zendesk did not accept the token for too long; set a new one, restart, then retry",
    "given up": "Zendesk could not be used for too long; once it can, retry",
    "refused": f"Zendesk does not accept the token; set a new one and restart, {GOES_ON}",
    "rejected": f"Zendesk does not take what was written; {LOOK_THERE}, {GOES_ON}",
    "401": f"Zendesk does not accept the token; set a new one and restart, {GOES_ON}",
    "403": f"Zendesk does not let the token's agent do this; give it the rights, {GOES_ON}",
    "409": f"somebody changed the ticket each time it was about to be written; {GOES_ON}",
    "429": f"Zendesk asked for a pause; {GOES_ON}",
    "suspected": "a worker died while it had this ticket in hand; such tickets are tried one by one",
    "stranded": "its job was broken off and put back",
    RETRIED: "it is tried now",
}
HINT_OF_STATE = {
    STRANDED: "its job was broken off; a worker puts it back within ten seconds, if one runs",
    WAITING: "it waits for a worker, or for an earlier job of its ticket; see that one runs",
}


class NotPossible(Exception):
    """What the operator asks for cannot be done to this ticket now; the message says why in plain words."""


@dataclass(frozen=True, slots=True)
class Work:
    """A ticket's open work: its state, how long it waits, when it is tried next, and what went wrong."""

    ticket_id: int
    state: str
    since: datetime
    deliveries: int
    attempts: int
    error: str | None
    due_at: datetime | None
    hint: str


def load_backlog(engine: Engine, jobs: Jobs, limit: int) -> list[Work]:
    """The tickets that have waited longest, at most ``limit``, the oldest first."""
    tickets = load_open_tickets(engine, limit)
    live = jobs.load_jobs([name for ticket in tickets for name in _names(ticket.tries)])
    return [to_work(ticket, live) for ticket in tickets]


def retry(engine: Engine, jobs: Jobs, ticket_id: int) -> None:
    """Have a ticket tried at once that is parked, delayed or stranded; NotPossible otherwise."""
    ticket, work, live = _load_work(engine, jobs, ticket_id)
    if work.state == WAITING:
        raise NotPossible(f"ticket {ticket_id} is not held back: {HINT_OF_STATE[WAITING]}")
    if work.state == DELAYED:
        jobs.bring_forward([name for name in _names(ticket.tries) if name in live])
        return
    save_released(engine, ticket_id)
    newest = load_open_delivery(engine, ticket.tries[-1].delivery_id)
    with engine.begin() as connection:
        if newest and save_attempt(connection, newest, RETRIED):
            jobs.enqueue(connection, newest.id, ticket_id, newest.attempts + 1)


def discard(engine: Engine, jobs: Jobs, ticket_id: int) -> int:
    """Give up what is open of a ticket; how many deliveries that were. NotPossible where there is none, or while one is
    being handled. The customer's next message is handled as ever, with all that was said before."""
    _load_work(engine, jobs, ticket_id)
    return save_discarded(engine, ticket_id)


def _load_work(engine: Engine, jobs: Jobs, ticket_id: int) -> tuple[OpenTicket, Work, dict[str, Job]]:
    found = load_open_tickets(engine, 1, ticket_id)
    if not found:
        raise NotPossible(f"nothing is open for ticket {ticket_id}")
    live = jobs.load_jobs(_names(found[0].tries))
    work = to_work(found[0], live)
    if work.state == RUNNING:
        raise NotPossible(f"ticket {ticket_id} is being handled right now; look again in a moment")
    return found[0], work, live


def _names(tries: Iterable[Try]) -> list[str]:
    return [name_job(t.delivery_id, t.attempts) for t in tries]


def to_work(ticket: OpenTicket, live: Mapping[str, Job]) -> Work:
    """The ticket's work as the jobs of its deliveries show it; a parked ticket's jobs end without doing anything."""
    jobs = [live[name] for name in _names(ticket.tries) if name in live]
    states = {job.state for job in jobs}
    worst = max(ticket.tries, key=lambda t: t.attempts, default=Try(0, 0, None))
    state = next((s for s in (RUNNING, WAITING, DELAYED) if s in states), STRANDED)
    state = PARKED if ticket.parked_reason is not None and state != RUNNING else state
    due = min((job.due_at for job in jobs if job.due_at), default=None) if state == DELAYED else None
    error = worst.error if ticket.parked_reason is None else ticket.parked_reason
    hint = find_hint(error, state)
    return Work(ticket.ticket_id, state, ticket.since, ticket.deliveries, worst.attempts, error, due, hint)


def find_hint(error: str | None, state: str) -> str:
    """What to do next, in plain words; "" where all goes well."""
    if state in (RUNNING, STRANDED) or error is None:
        return HINT_OF_STATE.get(state, "")
    default = "the log has more under this ticket's number; then retry" if state == PARKED else GOES_ON
    return next((hint for start, hint in HINTS.items() if error.startswith(start)), default)
