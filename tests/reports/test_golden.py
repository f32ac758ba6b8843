"""The golden scenario's figures, worked out by hand, on both databases."""

from collections.abc import Iterable
from datetime import UTC, date

import pytest
from sqlalchemy import Engine

from bot.procedures import load_procedures
from bot.reports.gathered import Counting, Question
from bot.reports.hours import to_office_hours
from bot.reports.period import Period
from bot.reports.report import make_report
from bot.reports.tables import Plain, Report
from bot.store.reporting import load_brands, load_gathered
from tests.reports.scenario import on

PERIOD = Period(date(2026, 11, 1), date(2026, 11, 8), UTC)


def report(engine: Engine, question: Question = Question(PERIOD), counting: Counting = Counting()) -> Report:
    return make_report(load_gathered(engine, question), question, counting, load_procedures(), on(4, 21))


def rows(made: Report, name: str, columns: Iterable[str] = ()) -> list[tuple[Plain, ...]]:
    """A table's rows without links, cut to those columns."""
    (table,) = (table for table in made.tables if table.name == name)
    return [tuple(record[key] for key in columns or table.keys) for record in table.to_records()]


EXPECTED = {
    "intents": [
        ("appeal against a limit", 3, 0.429),
        ("compromised account", 3, 0.429),
        ("anything else", 1, 0.143),
    ],
    "endings": [
        ("ready for a person", 3, 0.5, 1, 1),
        ("waiting for the customer", 1, 0.167, 0, 0),
        ("handed to a person", 1, 0.167, 0, 0),
        ("overruled by an agent", 1, 0.167, 1, 0),
    ],
    "times": [
        ("appeal", "to the first answer", 3, 4, 6),
        ("appeal", "to ready", 2, 2, 250),
        ("appeal", "of that: waiting for us", 2, 2, 24),
        ("appeal", "of that: waiting for the customer", 2, 0, 226),
        ("appeal", "from ready to the agent's decision (office hours)", 2, 300, 1440),
        ("compromise", "to the first answer", 3, 10, 180),
        ("compromise", "to ready", 1, 10, 10),
        ("compromise", "of that: waiting for us", 1, 10, 10),
        ("compromise", "of that: waiting for the customer", 1, 0, 0),
    ],
    "target": [("appeal", 2, 2, 1.0)],
    "rounds": [("asked 0 times", 3, 0.5), ("asked once", 2, 0.333), ("asked 2 times", 1, 0.167)],
    "missing": [
        ("Messages a month", 2, 3, 0.667, 1, 1, 1.0),
        ("Private API key reset, old keys gone", 1, 3, 0.333, 0, 0, None),
        ("Where your addresses come from", 1, 3, 0.333, 0, 1, 0.0),
        ("Two-factor authentication on for each user", 1, 3, 0.333, 0, 0, None),
    ],
    "agreement": [("ready", 2, 1, 0.5), ("something is missing", 1, 1, 0.0)],
    "abstentions": [("language not trusted", 1, 1.0)],
    "risks": [("a secret stands in the ticket", 1, 0.143)],
}


def test_golden_scenario_gives_the_figures_worked_out_by_hand(desk):
    made = report(desk)
    assert {name: rows(made, name) for name in EXPECTED} == EXPECTED


def test_golden_scenario_by_day_with_the_new_model_marked(desk):
    made = report(desk)
    over_time = [row for row in rows(made, "intents_over_time") if any(row[1:])]
    assert over_time == [("2026-11-02", 2, 0, 0), ("2026-11-03", 1, 1, 0), ("2026-11-04", 0, 2, 1)]
    agreement = [row for row in rows(made, "agreement_over_time") if row[1] or row[-1]]
    assert agreement == [
        ("2026-11-02", 2, 0.5, 10, 1.0, "▲ intent 7"),
        ("2026-11-03", 1, 0.0, 5, 0.8, "▲ intent 8"),
    ]


def test_items_by_language_are_counted_apart(desk):
    by_language = rows(report(desk), "missing_by_language", ("language", "item", "first", "first_of"))
    assert ("de", "Messages a month", 1, 1) in by_language
    assert ("en", "Messages a month", 1, 2) in by_language
    assert ("es", "Private API key reset, old keys gone", 1, 1) in by_language


def test_agents_change_of_an_item_counts_against_its_reading(desk):
    by_item = {row[0]: row[1:] for row in rows(report(desk), "item_agreement")}
    assert by_item["Messages a month"] == (3, 1, 0.667)
    assert by_item["Where your addresses come from"] == (3, 0, 1.0)


def test_burn_down_counts_what_waits_now_whenever_it_came_in(desk):
    """Ticket 7 was ready on the fourth at 9:10; at 21:00 of the same day 12 h 10 min are left of 24."""
    later = Question(Period(date(2026, 11, 8), date(2026, 11, 8), UTC))
    for question in (Question(PERIOD), later):
        waiting = [row for row in rows(report(desk, question), "burn_down") if row[1]]
        assert waiting == [("12 to 18 hours left", 1)]


def test_office_hours_stop_the_targets_clock(desk):
    """From 9:10 to 17:00 of one working day 7 h 50 min pass: 16 h 10 min are left at night."""
    counting = Counting(to_office_hours("mon-fri 09:00-17:00", UTC))
    waiting = [row for row in rows(report(desk, counting=counting), "burn_down") if row[1]]
    assert waiting == [("12 to 18 hours left", 1)]


@pytest.mark.parametrize(
    ("asked", "tickets"),
    [
        ({"brand_id": 2}, 1),
        ({"brand_id": 1}, 6),
        ({"procedure": "compromise"}, 3),
        ({"brand_id": 2, "procedure": "compromise"}, 0),
    ],
)
def test_brand_and_procedure_narrow_the_report(desk, asked, tickets):
    made = report(desk, Question(PERIOD, **asked))
    assert sum(int(row[1] or 0) for row in rows(made, "intents")) == tickets
    assert made.headlines[0][1] == str(tickets)


def test_brands_are_those_of_which_there_are_tickets(desk):
    assert load_brands(desk) == [1, 2]


def test_empty_database_gives_an_empty_report(engine):
    made = report(engine)
    assert made.headlines == (
        ("Tickets came in", "0", "many"),
        ("Median time to the first answer", "–", "fast"),
        ("Most often missing at first", "–", "missed"),
        ("Agreement with agents", "– of 0", "trust"),
    )


def test_same_handlings_told_twice_change_nothing(desk):
    before = report(desk)
    first = load_gathered(desk, Question(PERIOD))
    save_scenario_again(desk)
    assert report(desk).tables == before.tables
    assert first.marks == load_gathered(desk, Question(PERIOD)).marks


def save_scenario_again(engine: Engine) -> None:
    """The last handling of each ticket once more, as after a crash."""
    from bot.store.journeys import save_handled
    from tests.reports.scenario import ROUND_THE_CLOCK, tell_stories

    last = {handled.ticket_id: handled for handled, _ in tell_stories()}
    for handled in last.values():
        save_handled(engine, handled, ROUND_THE_CLOCK, {"intent": "8"})
