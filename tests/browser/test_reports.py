"""The reports in a real browser: a new manager's four questions, a figure's tickets, the keyboard, and paper."""

from typing import Any

import pytest

from tests.browser.conftest import RunningDesk
from tests.reports.scenario import save_scenario

DESK, TELEPHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=["1280", "390"])
WEEK = "/reports?from=2026-11-01&to=2026-11-08"
QUESTIONS = {
    "Tickets came in": "How many?",
    "Median time to the first answer": "How fast?",
    "Most often missing at first": "What do people miss?",
    "Agreement with agents": "Can I trust it?",
}


@pytest.fixture(scope="module", autouse=True)
def _scenario(desk: RunningDesk) -> None:
    save_scenario(desk.engine)


@SIZES
def test_page_fits_its_width_and_axe_finds_nothing(page: Any, sign_in: Any, find_violations: Any, size: Any) -> None:
    page.set_viewport_size(size)
    sign_in(page, "max", WEEK)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.locator(".chart svg").count() >= 5
    assert find_violations(page) == []


@SIZES
@pytest.mark.parametrize("words", QUESTIONS)
def test_each_question_is_answered_and_one_click_away(page: Any, sign_in: Any, size: Any, words: str) -> None:
    page.set_viewport_size(size)
    sign_in(page, "max", WEEK)
    page.locator(".headlines a", has_text=words).click()
    heading = page.get_by_role("heading", name=QUESTIONS[words])
    heading.wait_for()
    assert -1 <= heading.bounding_box()["y"] < size["height"]


def test_figure_leads_to_its_tickets_and_back(page: Any, sign_in: Any, desk: RunningDesk, find_violations: Any) -> None:
    sign_in(page, "max", WEEK)
    page.locator("#intents").get_by_role("link", name="3", exact=True).first.click()
    page.get_by_role("heading", name="Tickets behind a figure").wait_for()
    assert page.locator("tbody tr").count() == 3
    assert find_violations(page) == []
    page.get_by_role("link", name="Back to the report").click()
    page.wait_for_url(desk.url + WEEK)


def test_period_is_chosen_by_keyboard_alone(page: Any, sign_in: Any, desk: RunningDesk) -> None:
    sign_in(page, "max", "/reports")
    page.get_by_label("From").fill("2026-11-03")
    page.get_by_label("To").fill("2026-11-03")
    page.get_by_label("Procedure").focus()
    page.keyboard.type("appeal")
    page.get_by_role("button", name="Show").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**from=2026-11-03*procedure=appeal*")
    assert page.locator("#intents tbody tr").count() == 1


def test_dates_reversed_are_said_where_the_form_is(page: Any, sign_in: Any) -> None:
    sign_in(page, "max", "/reports?from=2026-11-08&to=2026-11-01")
    assert "Exchange the two dates" in page.get_by_role("alert").inner_text()
    page.get_by_label("From").fill("2026-11-01")
    page.get_by_label("To").fill("2026-11-08")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("heading", name="How many?").wait_for()


def test_charts_tell_their_parts_apart_on_paper(page: Any, sign_in: Any) -> None:
    """Each series of a chart has a pattern of its own, and the form is not printed."""
    sign_in(page, "max", WEEK)
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Show").is_visible()
    fills = page.locator("#intents_over_time .chart .legend rect").evaluate_all(
        "all => all.map(r => r.getAttribute('fill'))"
    )
    assert len(fills) == len(set(fills)) == 3


def test_agent_sees_no_reports(page: Any, sign_in: Any, desk: RunningDesk) -> None:
    sign_in(page, "ada")
    assert page.get_by_role("link", name="Reports").count() == 0
    assert page.goto(desk.url + "/reports").status == 403
