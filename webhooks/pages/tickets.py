"""Tickets: which were handled lately, and one of them with its words, readings and runs. What is asked for here is
stored; the worker alone speaks with Zendesk."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound

from bot.notes import ACTIONS, INTENTS, REASONS
from bot.store.corrections import INTENT, SavedCorrection, load_corrections, save_correction
from bot.store.deliveries import load_fortune
from bot.store.look import load_outcome, load_recent
from bot.store.messages import load_messages
from bot.store.runs import load_runs
from bot.store.users import Role
from bot.store.wishes import KINDS, load_wishes, save_wish
from webhooks.pages import readings
from webhooks.pages.access import Desk, allow, current_desk, current_user
from webhooks.pages.conversation import to_shown
from webhooks.payload import parse_id

MOST_RECENT = 50
MOST_RUNS = 50  # shown of one ticket, the newest
WISH_WORDS = {"stop": "Stop the bot here", "look": "Run again without writing"}
DONE = {
    "corrected": "Thank you: the correction is kept.",
    "stop": "The bot is told to stop on this ticket; a worker sets the tag within seconds.",
    "look": "A worker looks at the ticket again, without writing anything. Open this page again in a moment.",
    "already": "That is asked for already.",
}
tickets = Blueprint("tickets", __name__)


@tickets.get("/tickets")
@allow(Role.AGENT)
def show_list() -> ResponseReturnValue:
    """The tickets that were handled lately; with a number, that ticket."""
    wanted = request.args.get("number", "").strip().removeprefix("#")
    told = ""
    if wanted:
        ticket_id = parse_id(wanted)
        if ticket_id is not None and is_known(current_desk(), ticket_id):
            return redirect(url_for(".show_ticket", ticket_id=ticket_id), 303)
        told = "The bot knows no ticket of that number. It keeps those alone that it has handled."
    recent = load_recent(current_desk().engine, MOST_RECENT)
    words = {"actions": ACTIONS, "reasons": REASONS, "intents": INTENTS, "tones": readings.TONES}
    return render_template(
        "tickets.html", recent=recent, told=told, wanted=wanted[:20], in_words=readings.in_words, **words
    )


def is_known(desk: Desk, ticket_id: int) -> bool:
    """Whether anything ever came in for the ticket."""
    return bool(load_outcome(desk.engine, ticket_id) or load_runs(desk.engine, ticket_id))


@tickets.get("/tickets/<int(max=9223372036854775807):ticket_id>")
@allow(Role.AGENT)
def show_ticket(ticket_id: int) -> str:
    """Everything that is stored of a ticket; ``run`` chooses the reading that is shown."""
    desk = current_desk()
    runs = load_runs(desk.engine, ticket_id)[-MOST_RUNS:]
    arrived = load_outcome(desk.engine, ticket_id)
    if not runs and arrived is None:
        raise NotFound(description="unknown_ticket")
    run = choose_run(runs, request.args.get("run"))
    shown = show_reading(desk, ticket_id, run) if run else {}
    return render_template(
        "ticket.html",
        ticket_id=ticket_id,
        runs=[readings.to_shown_run(each) for each in runs],
        arrived=arrived,
        outcome=readings.describe_outcome(arrived[1]) if arrived else "",
        parked=load_fortune(desk.engine, ticket_id).parked_reason,
        wishes=load_wishes(desk.engine, ticket_id),
        wish_words=WISH_WORDS,
        describe_outcome=readings.describe_outcome,
        done=DONE.get(request.args.get("done", ""), ""),
        run=readings.to_shown_run(run) if run else None,
        **shown,
    )


def choose_run(runs: list[dict[str, Any]], wanted: str | None) -> dict[str, Any] | None:
    """The run of that number, else the newest; None where there is none."""
    return next((run for run in runs if str(run["id"]) == wanted), runs[-1] if runs else None)


def show_reading(desk: Desk, ticket_id: int, run: Mapping[str, Any]) -> dict[str, object]:
    """One reading with the conversation in its light."""
    findings = readings.to_findings(run)
    corrections = load_corrections(desk.engine, ticket_id)
    messages = load_messages(desk.engine, ticket_id)
    conversation = to_shown(messages, readings.to_marks(run, findings))
    return {
        "findings": findings,
        "conversation": conversation,
        "left_out": len(messages) - len(conversation),
        "corrections": [(readings.describe_correction(each), each) for each in corrections],
        "intent_choices": readings.to_intent_choices(run["intent"]),
        "INTENT": INTENT,
    }


@tickets.post("/tickets/<int(max=9223372036854775807):ticket_id>/corrections")
@allow(Role.AGENT)
def correct(ticket_id: int) -> ResponseReturnValue:
    """Keep what somebody says is the right reading."""
    desk, form = current_desk(), request.form
    run = next((r for r in load_runs(desk.engine, ticket_id) if str(r["id"]) == form.get("run")), None)
    item, right = form.get("item", ""), form.get("right", "")
    if run is None or not readings.is_possible(run, item, right):
        raise BadRequest
    read_as = readings.find_read_as(run, item) or ""
    note = form.get("note", "").strip()
    by, at = current_user().name, desk.clock()
    save_correction(desk.engine, SavedCorrection(ticket_id, run["id"], item, read_as, right, note, by, at))
    return redirect(url_for(".show_ticket", ticket_id=ticket_id, done="corrected"), 303)


@tickets.post("/tickets/<int(max=9223372036854775807):ticket_id>/wishes")
@allow(Role.AGENT)
def wish(ticket_id: int) -> ResponseReturnValue:
    """Keep a wish and enqueue the job that brings it up, in one transaction."""
    desk, kind = current_desk(), request.form.get("kind", "")
    if kind not in KINDS or not is_known(desk, ticket_id):
        raise BadRequest
    with desk.engine.begin() as connection:
        delivery_id = save_wish(connection, ticket_id, kind, current_user().name, desk.clock())
        if delivery_id is not None:
            desk.jobs.enqueue(connection, delivery_id, ticket_id)
    done = kind if delivery_id is not None else "already"
    return redirect(url_for(".show_ticket", ticket_id=ticket_id, done=done), 303)
