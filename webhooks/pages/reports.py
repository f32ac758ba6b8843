"""Reports: the figures of a period, the tickets behind each of them, and all of it as CSV and JSON."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from bot.procedures import load_procedures
from bot.reports.asking import to_question
from bot.reports.charts import draw
from bot.reports.exports import to_csv, to_csv_all, to_json
from bot.reports.filters import FILTERS, to_filter
from bot.reports.gathered import Question, find_ending
from bot.reports.period import WrongQuestion
from bot.reports.report import make_report
from bot.reports.tables import Cell, Linked, Report, show, show_minutes
from bot.reports.waiting import find_edges, find_hours_left
from bot.reports.words import ENDINGS, INTENTS, REASONS, to_words
from bot.store.reporting import (
    MEASURES,
    ListedTicket,
    load_brands,
    load_gathered,
    load_listed,
    load_used_shapes,
    load_waiting,
)
from bot.store.users import Role
from webhooks.pages.access import allow, current_desk

PAGE = 50  # tickets on one page of a list
MOST_PAGES = 200
LONG = 14  # rows from which a table is folded under its chart
ASKED = ("from", "to", "brand", "procedure")
PROCEDURES = load_procedures()
reports = Blueprint("reports", __name__)


@reports.get("/reports")
@allow(Role.MANAGER)
def show_reports() -> ResponseReturnValue:
    """The report on a period; what cannot be told is said above the form."""
    try:
        report = load_report(find_question())
    except WrongQuestion as error:
        return render_template("reports.html", report=None, told=str(error), **find_choices()), 400
    return render_template(
        "reports.html",
        report=report,
        told="",
        show=show,
        draw=lambda table: Markup(draw(table)),  # noqa: S704 - our own drawing, its texts escaped by its library
        find_address=lambda cell: find_address(report, cell),
        is_long=lambda table: len(table.rows) >= LONG,
        **find_choices(),
    )


@reports.get("/reports.json")
@allow(Role.MANAGER)
def send_json() -> ResponseReturnValue:
    """Every table as one JSON object."""
    try:
        return send(to_json(load_report(find_question())), "application/json", "reinstate-report.json")
    except WrongQuestion as error:
        return {"error": str(error)}, 400


@reports.get("/reports.csv")
@reports.get("/reports/<name>.csv")
@allow(Role.MANAGER)
def send_csv(name: str = "") -> ResponseReturnValue:
    """Every table as CSV, or the one of that name."""
    try:
        report = load_report(find_question())
    except WrongQuestion as error:
        return Response(f"{error}\n", 400, mimetype="text/plain")
    if not name:
        return send(to_csv_all(report), "text/csv", "reinstate-report.csv")
    table = next((table for table in report.tables if table.name == name), None)
    if table is None:
        raise NotFound
    return send(to_csv(table), "text/csv", f"reinstate-{table.name}.csv")


@reports.get("/reports/tickets")
@allow(Role.MANAGER)
def show_tickets() -> ResponseReturnValue:
    """The tickets behind a figure, page by page."""
    query = request.args.to_dict()
    try:
        question, page = find_question(), find_page(query.get("page", "1"))
    except WrongQuestion as error:
        return render_template("reports_tickets.html", told=str(error), tickets=[], named="", back={}), 400
    listed = load_tickets(question, query, page)
    more = {**query, "page": str(page + 1)} if len(listed) > PAGE and page < MOST_PAGES else None
    return render_template(
        "reports_tickets.html",
        told="",
        tickets=[to_shown(ticket) for ticket in listed[:PAGE]],
        named=describe_query(query),
        back={name: query[name] for name in ASKED if query.get(name)},
        more=more,
        page=page,
    )


def find_question() -> Question:
    """What the address asks for; WrongQuestion where it cannot be told."""
    desk = current_desk()
    names = [procedure.name for procedure in PROCEDURES]
    return to_question(request.args, desk.counting, load_brands(desk.engine), names, desk.clock())


def load_report(question: Question) -> Report:
    """The report that answers the question now."""
    desk = current_desk()
    return make_report(load_gathered(desk.engine, question), question, desk.counting, PROCEDURES, desk.clock())


def find_choices() -> dict[str, object]:
    """What the form offers, and what was chosen."""
    chosen = {name: request.args.get(name, "")[:40] for name in ASKED}
    brands = [str(brand) for brand in load_brands(current_desk().engine)]
    return {"chosen": chosen, "brands": brands, "procedures": [procedure.name for procedure in PROCEDURES]}


def find_address(report: Report, cell: Cell) -> str:
    """Where the tickets behind a figure are listed; "" where it leads nowhere."""
    if not isinstance(cell, Linked):
        return ""
    query: dict[str, Any] = {name: report.asked[name] for name in ASKED if name in report.asked}
    return url_for(".show_tickets", **query | dict(cell.query))


def find_page(text: str) -> int:
    """The number of a page of the list."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= MOST_PAGES:
        raise WrongQuestion(f"There is no such page. Pages go from 1 to {MOST_PAGES}.")
    return int(text[:6])


def load_tickets(question: Question, query: Mapping[str, str], page: int) -> list[ListedTicket]:
    """One page of the tickets that the query names, and one more where there is another page."""
    desk, offset = current_desk(), (page - 1) * PAGE
    wanted = to_filter(query)
    if left := query.get("left"):
        at = desk.clock()
        waiting = [
            ticket
            for ticket in load_waiting(desk.engine)
            if question.covers(ticket.shape)
            and ticket.ready_since
            and find_hours_left(desk.counting, ticket.ready_since, at) == left
        ]
        return waiting[offset : offset + PAGE + 1]
    shapes = load_used_shapes(desk.engine, question)
    ids = [known for known, shape in shapes.items() if question.covers(shape) and wanted(shape)]
    return load_listed(desk.engine, question, ids, PAGE + 1, offset, query.get("slowest", ""))


def describe_query(query: Mapping[str, str]) -> str:
    """Which tickets are listed, in words."""
    codes = [(name, query[name]) for name in FILTERS if query.get(name)]
    words = [f"{name.replace('_', ' ')}: {to_words(code, INTENTS, ENDINGS, REASONS)[:60]}" for name, code in codes]
    if (slowest := query.get("slowest", "")) in MEASURES:
        words.append(f"those that took longest: {slowest}")
    if (left := query.get("left", "")) in (edges := find_edges(current_desk().counting.target_hours)):
        words.append(edges[left])
    return ", ".join(words) or "all"


def to_shown(ticket: ListedTicket) -> dict[str, Any]:
    """A ticket of the list in words."""
    shape = ticket.shape
    return {
        "ticket_id": ticket.ticket_id,
        "opened_at": ticket.opened_at,
        "intent": to_words(shape.intent, INTENTS),
        "ending": to_words(find_ending(shape), ENDINGS),
        "reason": to_words(shape.reason, REASONS) if shape.reason not in ("complete", "items_missing") else "",
        "language": shape.language,
        "outcome": shape.outcome,
        "took": show_minutes(ticket.minutes) if ticket.minutes is not None else "",
    }


def send(text: str, kind: str, name: str) -> Response:
    """A file that the browser keeps instead of showing it."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype=kind, headers=headers)
