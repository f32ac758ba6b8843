"""The bot's pages in a real browser: an agent's way from sign-in to sign-out, at the width of a desk and of a
telephone, in light and dark, and with axe's eyes."""

import pytest

from bot.store.beats import save_first_beat
from bot.store.corrections import load_corrections
from bot.store.deliveries import save_parked
from tests.jobs.workers import file_delivery
from tests.pages.desk import a_found, save_appeal, save_dry_run
from tests.pages.visitor import PASSWORD

DESK, TELEPHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=["1280", "390"])
PATHS = ["/tickets", "/tickets/42", "/tickets/41", "/operations"]
LONG = "x" * 300


@pytest.fixture(scope="module", autouse=True)
def _filled(desk) -> None:
    """Ticket 42 has two runs and a script in its words; 7 is parked and 8 waits; one worker beats."""
    save_appeal(desk.engine)
    save_dry_run(desk.engine)
    save_appeal(desk.engine, 43, findings=[a_found("list_source", "complete", seen=[{"words": LONG}])], reply=LONG)
    for ticket_id in (7, 8):
        file_delivery(desk.engine, ticket_id)
    save_parked(desk.engine, 7, "failed: KeyError")
    save_first_beat(desk.engine, "worker-1", "life")


def fill_in(page, password: str) -> None:
    """The sign-in form, sent."""
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@SIZES
def test_agent_signs_in_reads_a_ticket_corrects_it_and_signs_out(desk, page, size):
    page.set_viewport_size(size)
    before = len(load_corrections(desk.engine, 42))
    page.goto(f"{desk.url}/tickets")
    fill_in(page, PASSWORD)
    page.get_by_label("Ticket number").fill("42")
    page.get_by_role("button", name="Show the ticket").click()
    page.get_by_role("heading", level=1, name="Ticket 42").wait_for()
    assert page.locator("mark").first.inner_text() == "They signed up on shop.example."
    card = page.locator("#item-email_use")
    card.get_by_text("This reading is wrong").click()
    card.get_by_label("Right is").select_option(label="answered")
    card.get_by_label("Note").fill("They sell shoes.")
    card.get_by_role("button", name="Keep the correction").click()
    page.get_by_role("status").get_by_text("the correction is kept").wait_for()
    assert len(load_corrections(desk.engine, 42)) == before + 1
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Password").wait_for()
    page.wait_for_load_state()
    page.go_back()
    page.goto(f"{desk.url}/tickets/42")
    assert page.locator("h1").inner_text() == "Sign in"


def test_wrong_password_is_told_and_the_right_one_leads_on(desk, page):
    page.goto(f"{desk.url}/tickets/42")
    for password, heading in (("wrong password", "Sign in"), (PASSWORD, "Ticket 42")):
        fill_in(page, password)
        page.get_by_role("heading", level=1, name=heading).wait_for()


@SIZES
def test_pages_never_scroll_sideways(desk, page, sign_in, size):
    page.set_viewport_size(size)
    sign_in(page, "max")
    for path in (*PATHS, "/tickets/43"):
        page.goto(desk.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(desk, page, sign_in, find_violations, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{desk.url}/sign-in")
    assert find_violations(page) == []
    sign_in(page, "max")
    for path in PATHS:
        page.goto(desk.url + path)
        assert find_violations(page) == [], path
    page.set_viewport_size(TELEPHONE)
    assert find_violations(page) == []


def test_script_in_a_ticket_does_nothing(desk, page, sign_in):
    sign_in(page, "ada", "/tickets/42")
    page.wait_for_load_state("networkidle")
    assert page.title() == "Ticket 42 · Reinstate"
    assert "document.title='run'" in page.locator(".words").first.locator("xpath=ancestor::section").inner_text()


def test_quotation_is_greyed_and_named(desk, page, sign_in):
    sign_in(page, "ada", "/tickets/42")
    apart = page.locator(".apart")
    assert apart.first.inner_text().startswith("quoted")
    colours = [
        piece.evaluate("e => getComputedStyle(e).color") for piece in (apart.first, page.locator(".words").nth(1))
    ]
    assert colours[0] != colours[1]


def test_keyboard_reaches_everything_and_shows_where_it_is(desk, page, sign_in):
    sign_in(page, "ada", "/tickets")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    seen = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert float(width.removesuffix("px")) >= 2
        seen.add(page.evaluate("document.activeElement.textContent"))
    assert {"Tickets", "Sign out", "Show the ticket"} <= {text.strip() for text in seen}


@SIZES
def test_manager_retries_a_parked_ticket(desk, page, sign_in, size):
    save_parked(desk.engine, 7, "failed: KeyError")
    page.set_viewport_size(size)
    sign_in(page, "max", "/operations")
    page.get_by_role("button", name="Retry ticket 7").click()
    page.get_by_role("status").get_by_text("Ticket 7 is tried now").wait_for()


def test_agent_does_not_see_what_is_the_managers(desk, page, sign_in):
    sign_in(page, "ada")
    assert page.get_by_role("link", name="Operations").count() == 0
    page.goto(f"{desk.url}/operations")
    assert page.locator("h1").inner_text() == "This page is for managers"


def test_print_shows_the_words_and_no_buttons(desk, page, sign_in):
    sign_in(page, "ada", "/tickets/42")
    page.emulate_media(media="print")
    assert not page.get_by_role("button").first.is_visible()
    assert page.locator("mark").first.is_visible()
