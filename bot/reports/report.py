"""A whole report: the manager's four questions, each with its tables."""

from collections.abc import Iterable
from datetime import datetime

from bot.core.checklist import Procedure
from bot.reports.agreement import (
    make_agreement_over_time,
    make_decision_agreement,
    make_item_agreement,
    sum_agreement,
)
from bot.reports.gaps import make_missing, make_missing_by_language, to_checklists
from bot.reports.gathered import Counting, Gathered, Question
from bot.reports.tables import Kind, Report, Section, show, to_plain
from bot.reports.volumes import (
    make_abstentions,
    make_endings,
    make_endings_over_time,
    make_intents,
    make_intents_over_time,
    make_risks,
    make_rounds,
)
from bot.reports.waiting import make_burn_down, make_target, make_times
from bot.reports.words import MEASURES

Headline = tuple[str, str, str]


def make_report(
    gathered: Gathered, question: Question, counting: Counting, procedures: Iterable[Procedure], at: datetime
) -> Report:
    """The report on what was gathered; ``at`` is now."""
    sections = make_sections(gathered, question, counting, tuple(procedures), at)
    asked = question.to_query() | {"zone": str(question.period.zone)}
    return Report(asked, make_headlines(sections), sections)


def make_sections(
    gathered: Gathered, question: Question, counting: Counting, procedures: tuple[Procedure, ...], at: datetime
) -> tuple[Section, ...]:
    """The four questions in the order in which they are asked."""
    checklists = to_checklists(procedures)
    many = (
        make_intents(gathered),
        make_intents_over_time(gathered, question),
        make_endings(gathered),
        make_endings_over_time(gathered, question),
    )
    fast = (
        make_times(gathered),
        make_burn_down(gathered, counting, at),
        make_target(gathered, counting),
        make_rounds(gathered),
    )
    missed = (make_missing(gathered, checklists), make_missing_by_language(gathered, checklists))
    trust = (
        make_decision_agreement(gathered),
        make_item_agreement(gathered, checklists),
        make_agreement_over_time(gathered, question, checklists),
        make_abstentions(gathered),
        make_risks(gathered),
    )
    return (
        Section("many", "How many?", many),
        Section("fast", "How fast?", fast),
        Section("missed", "What do people miss?", missed),
        Section("trust", "Can I trust it?", trust),
    )


def make_headlines(sections: tuple[Section, ...]) -> tuple[Headline, ...]:
    """One figure for each question."""
    tables = {table.name: table for section in sections for table in section.tables}
    tickets = sum(int(to_plain(row[1]) or 0) for row in tables["intents"].rows)
    answers = [row for row in tables["times"].rows if row[1] == MEASURES["answer"]]
    fast = ", ".join(f"{row[0]} {show(row[3], Kind.MINUTES)}" for row in answers) or "–"
    missing = next((f"{row[0]} ({show(row[3], Kind.SHARE)})" for row in tables["missing"].rows), "–")
    sample, agreement = sum_agreement(tables["agreement"])
    return (
        ("Tickets came in", f"{tickets:,}", "many"),
        ("Median time to the first answer", fast, "fast"),
        ("Most often missing at first", missing, "missed"),
        ("Agreement with agents", f"{show(agreement, Kind.SHARE)} of {sample:,}", "trust"),
    )
