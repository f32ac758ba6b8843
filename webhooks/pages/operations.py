"""The operations page: what waits, what is parked and why, how the workers are, and how Zendesk treats us."""

from collections.abc import Callable, Iterator
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine
from werkzeug.exceptions import BadRequest

from bot.backlog import DELAYED, PARKED, RUNNING, STRANDED, WAITING, NotPossible, discard, load_backlog, retry
from bot.jobs import Jobs
from bot.store.deliveries import count_open
from bot.store.figures import ALIVE
from bot.store.look import load_walks, load_workers
from bot.store.pace import load_pace
from bot.store.tokens import load_token
from bot.store.users import Role
from bot.wording import name_code
from webhooks.metrics import find_counters
from webhooks.pages.access import allow, current_desk
from webhooks.payload import parse_id

MOST_SHOWN = 100
TONES = {PARKED: "bad", DELAYED: "warn", RUNNING: "good", WAITING: "info", STRANDED: "warn"}
SCOPES = {"account": "Calls of any kind", "updates": "Updates of tickets"}
COUNTED = (
    ("reinstate_deliveries_accepted", "stored"),
    ("reinstate_deliveries_doubled", "stored before"),
    ("reinstate_deliveries_ignored", "of no interest"),
)
REFUSED = "reinstate_deliveries_refused"
REFUSALS = {
    "unsigned": "no signature: not from Zendesk, or the webhook has no secret",
    "bad_signature": "another secret's signature: see REINSTATE_WEBHOOK_SECRETS",
    "old_secret": "the secret before the last one, whose day is over",
    "stale": "signed too long ago, or a clock is wrong",
    "too_large": "too large to be a delivery",
    "not_stored": "the database was away; Zendesk was asked to come again",
    "unforeseen": "something unforeseen; the log has it",
}
ENDS: dict[str, Callable[[Engine, Jobs, int], object]] = {"retry": retry, "discard": discard}
DONE = {"retry": "is tried now.", "discard": "is given up until something new is written there."}
operations = Blueprint("operations", __name__)


@operations.get("/operations")
@allow(Role.MANAGER)
def show_operations() -> str:
    """How things stand now."""
    return render_operations(*find_done(request.args.get("done", "")))


def find_done(done: str) -> tuple[str, bool]:
    """What was just done, from the address: "retry-42"."""
    what, _, number = done.partition("-")
    ticket_id = parse_id(number)
    return (f"Ticket {ticket_id} {DONE[what]}", False) if what in DONE and ticket_id else ("", False)


@operations.post("/operations/<what>")
@allow(Role.MANAGER)
def act(what: str) -> ResponseReturnValue:
    """Retry or discard what is open of a ticket."""
    ticket_id, end = parse_id(request.form.get("ticket", "")), ENDS.get(what)
    if ticket_id is None or end is None:
        raise BadRequest
    desk = current_desk()
    try:
        end(desk.engine, desk.jobs, ticket_id)
    except NotPossible as error:
        told = str(error)
        return render_operations(told[:1].upper() + told[1:] + ".", True), 409
    return redirect(url_for(".show_operations", done=f"{what}-{ticket_id}"), 303)


def render_operations(told: str, bad: bool) -> str:
    """The page, with what was done or could not be."""
    desk, at = current_desk(), current_desk().clock()
    works, beats = load_backlog(desk.engine, desk.jobs, MOST_SHOWN), load_workers(desk.engine)
    pace = load_pace(desk.engine)
    return render_template(
        "operations.html",
        told=told,
        bad=bad,
        counts=desk.jobs.count_jobs(),
        open_deliveries=count_open(desk.engine),
        works=sorted(works, key=lambda work: work.state != PARKED),
        most=MOST_SHOWN,
        tones=TONES,
        running=RUNNING,
        retried=(PARKED, DELAYED, STRANDED),
        workers=[(beat, describe_age(beat.beat_at, at), at - beat.beat_at <= ALIVE) for beat in beats],
        walks=load_walks(desk.engine),
        pace=pace,
        rooms=[(SCOPES.get(scope, name_code(scope)), room) for scope, room in sorted(pace.rooms.items())],
        token=load_token(desk.engine),
        describe_span=describe_span,
        counted=list(read_counters()),
    )


def describe_age(moment: datetime, at: datetime) -> str:
    """How long ago, in words."""
    return f"{describe_span(max(0.0, (at - moment).total_seconds()))} ago"


def describe_span(seconds: float) -> str:
    """A span of time in its largest unit, rounded down."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {unit}{'s' if number > 1 else ''}"
    return f"{int(seconds)} s"


def read_counters() -> Iterator[tuple[str, str, int]]:
    """What became of deliveries since this process (or the oldest beside it) started: how they were taken, why, and
    how many; refused ones last."""
    totals = [
        (sample.name.removesuffix("_total"), sample.labels.get("reason", ""), int(sample.value))
        for metric in find_counters().collect()
        for sample in metric.samples
        if sample.name.endswith("_total")
    ]
    for name, words in COUNTED:
        yield words, "", sum(value for counted, _, value in totals if counted == name)
    for name, reason, value in totals:
        if name == REFUSED:
            yield "refused", REFUSALS.get(reason, name_code(reason)), value
