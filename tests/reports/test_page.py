"""The reports as a manager reads them, on both databases."""

import csv
import io
import json
import re
from datetime import UTC, datetime

import pytest

from bot.reports.journey import Shape
from bot.store.journeys import save_handled, save_shapes
from tests.reports.scenario import ROUND_THE_CLOCK, Story, minutes, on

WEEK = "from=2026-11-01&to=2026-11-08"
LINK = re.compile(r'<a href="(/reports/tickets\?[^"]+)">([\d,]+)</a>')


@pytest.fixture
def pages(desk, clock, visit):
    """A manager in front of the scenario, on the evening of the fourth."""
    clock.now = datetime(2026, 11, 4, 21, tzinfo=UTC)
    return visit("max")


def test_each_of_the_four_questions_is_answered_at_the_top(pages):
    page = pages.read(f"/reports?{WEEK}")
    assert "Tickets came in 7" in page
    assert "Median time to the first answer appeal 4 min, compromise 10 min" in page
    assert "Most often missing at first Messages a month (66.7 %)" in page
    assert "Agreement with agents 33.3 % of 3" in page


def test_every_linked_figure_leads_to_that_many_tickets(pages):
    markup = pages.get(f"/reports?{WEEK}").text.replace("&amp;", "&")
    links = set(LINK.findall(markup))
    assert len(links) > 40
    for address, figure in links:
        listed = pages.get(address).text
        assert listed.count('<th scope="row"><a href="/tickets/') == int(figure), address


def test_page_needs_no_style_or_script_of_its_own(pages):
    markup = pages.get(f"/reports?{WEEK}").text
    assert "<svg" in markup
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", markup)
    ids = re.findall(r'\sid="([^"]+)"', markup)
    assert len(ids) == len(set(ids))


NOT_TOLD = (
    ("from=2026-11-08&to=2026-11-01", "Exchange the two dates"),
    ("from=2016-11-01&to=2026-11-01", "at most 1100 days"),
    ("from=yesterday", "written like 2026-11-22"),
    ("to=9999-12-31", "between 1971 and 2200"),
    ("from=0001-01-01", "between 1971 and 2200"),
    ("brand=99", "no tickets of that brand. Known: 1, 2"),
    ("brand=1%20or%201", "no tickets of that brand"),
    ("procedure=refund", "no such procedure. Known: appeal, compromise"),
)


def test_what_cannot_be_told_is_said_plainly_and_the_form_stays(pages):
    for query, told in NOT_TOLD:
        for path in ("/reports", "/reports/tickets", "/reports.csv", "/reports.json", "/reports/missing.csv"):
            answer = pages.get(f"{path}?{query}")
            assert (answer.status_code, told in answer.text) == (400, True), (path, query)
        assert 'name="procedure"' in pages.get(f"/reports?{query}").text


@pytest.mark.parametrize("query", ["page=0", "page=201", "page=x", "page=%C2%B2"])
def test_page_that_does_not_exist_is_said_plainly(pages, query):
    assert "There is no such page" in pages.get(f"/reports/tickets?{query}").text


def test_period_without_tickets_is_an_empty_state_with_what_to_do(pages):
    assert "Nothing in this period. A longer one may have more." in pages.read("/reports?from=2020-01-01&to=2020-01-31")
    assert "No tickets here any more" in pages.read("/reports/tickets?from=2020-01-01&to=2020-01-31")


def test_exports_hold_every_table(pages):
    told = json.loads(pages.get(f"/reports.json?{WEEK}").text)
    assert told["asked"] == {"from": "2026-11-01", "to": "2026-11-08", "zone": "UTC"}
    for name, rows in told["tables"].items():
        answer = pages.get(f"/reports/{name}.csv?{WEEK}")
        assert answer.mimetype == "text/csv"
        assert len(list(csv.DictReader(io.StringIO(answer.text)))) == len(rows)
        assert f"{name}\r\n" in pages.get(f"/reports.csv?{WEEK}").text
    assert pages.get(f"/reports/nothing.csv?{WEEK}").status_code == 404


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_cells_that_a_spreadsheet_would_run_are_neutralised(desk, pages, formula):
    story = Story(8, on(5, 9), "probation_appeal", "appeal", language=formula)
    save_handled(desk, story.handle(minutes(1), "ask", "x", open_items=("list_source",)), ROUND_THE_CLOCK, {})
    rows = csv.reader(io.StringIO(pages.get(f"/reports/missing_by_language.csv?{WEEK}").text))
    assert f"'{formula}" in {row[0] for row in rows}


def test_script_in_a_code_is_shown_and_not_run(desk, pages):
    evil = "<script>x</script>"[:16]
    story = Story(8, on(5, 9), "other", "appeal", language=evil)
    save_handled(desk, story.handle(minutes(1), "ask", "x", open_items=("<b>",)), ROUND_THE_CLOCK, {"m": "<i>1"})
    for path in (f"/reports?{WEEK}", f"/reports/tickets?{WEEK}&language={evil}"):
        markup = pages.get(path).text
        assert "<script" not in markup
        assert "<b>" not in markup
        assert "<i>" not in markup


def test_more_tickets_than_fit_go_on_another_page(desk, pages):
    for number in range(60):
        story = Story(100 + number, on(6, 9), "other", "")
        handled = story.handle(minutes(1), "ignore", "other", open_items=None)
        save_handled(desk, handled, ROUND_THE_CLOCK, {})
    first = pages.get(f"/reports/tickets?{WEEK}&intent=other")
    assert first.text.count('href="/tickets/') == 50
    assert "page=2" in first.text
    second = pages.get(f"/reports/tickets?{WEEK}&intent=other&page=2")
    assert second.text.count('href="/tickets/') == 11
    assert "Further tickets" not in second.text


def test_same_shape_is_stored_once(engine):
    with engine.begin() as connection:
        ids = save_shapes(connection, Shape(intent="other", language="en"))
        assert save_shapes(connection, Shape(intent="other", language="en")) == ids
        assert save_shapes(connection, Shape(intent="other", language="de"))["outline_id"] == ids["outline_id"]
