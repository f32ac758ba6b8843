"""The stand-in's pages in a real browser, at the width of a desk and of a telephone."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.sandbox import RunningSandbox, SandboxSettings, create_sandbox, running_sandbox

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, TELEPHONE = (1280, 800), (390, 844)
SIZES = pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=["1280", "390"])
TOKEN = "token-of-the-tests"
ADMIN_TOKEN = "token-of-the-administrator"
LONG = "x" * 300
TAGS = [
    "reinstate_compromise",
    "reinstate_waiting",
    "reinstate_missing_api_key",
    "reinstate_missing_smtp_credentials",
    "reinstate_missing_user_passwords",
    "reinstate_missing_two_factor",
]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox(create_sandbox(SandboxSettings(token=TOKEN, admin_token=ADMIN_TOKEN))) as running:
        fill(running.url)
        yield running


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder: Path = tmp_path_factory.mktemp("chromium")
    with sync_api.sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(folder, executable_path=CHROMIUM, args=FLAGS)
        context.set_default_timeout(10_000)
        yield context
        context.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    page = browser.new_page()
    yield page
    page.close()


def fill(url: str) -> None:
    """Ticket 1: a conversation with a note; ticket 2: everything far too long."""
    control = f"{url}/sandbox/tickets"
    call("POST", control, {"subject": "Account taken over", "body": "Somebody used our key.", "name": "Dana"})
    bot_writes(url, 1, "<p>Please do four steps.</p>", True, tags=TAGS, status="pending")
    bot_writes(url, 1, "<p>Claims only.</p>", False)
    body = f"<script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">{LONG}"
    address = f"{LONG[:60]}@{LONG[:60]}.example"
    call("POST", control, {"subject": LONG, "body": body, "html": True, "name": LONG, "email": address, "tags": [LONG]})
    bot_writes(url, 2, f"<p>{LONG}</p><pre>{LONG}</pre><script>document.title = 'run'</script>", False)
    set_up(url)


def set_up(url: str) -> None:
    """A view of what waits, and a macro that stops the bot; one of each with a name far too long."""
    unsolved = {"field": "status", "operator": "less_than", "value": "solved"}
    waiting = {"field": "current_tags", "operator": "includes", "value": "reinstate_waiting"}
    stop = [{"field": "current_tags", "value": "reinstate_off"}, {"field": "comment_value", "value": "We take over."}]
    for title in ("Stop the bot on this ticket", LONG):
        call("POST", f"{url}/api/v2/macros", {"macro": {"title": title, "actions": stop}}, ADMIN_TOKEN)
    for title in ("Waiting for the customer (view)", LONG):
        call("POST", f"{url}/api/v2/views", {"view": {"title": title, "all": [unsolved, waiting]}}, ADMIN_TOKEN)


def bot_writes(url: str, ticket_id: int, markup: str, public: bool, **more: Any) -> None:
    asked = {"ticket": {"comment": {"html_body": markup, "public": public}} | more}
    call("PUT", f"{url}/api/v2/tickets/{ticket_id}", asked)


def call(method: str, url: str, body: object, token: str = TOKEN) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    requests.request(method, url, json=body, headers=headers, timeout=5).raise_for_status()


def visit(page: Any, url: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(url)


def ends_above(page: Any, selector: str) -> float:
    box = page.locator(selector).last.bounding_box()
    return float(box["y"] + box["height"])


@SIZES
@pytest.mark.parametrize("path", ["/", "/?tag=reinstate_waiting", "/tickets/1", "/tickets/2", "/tickets/new", "/setup"])
def test_page_never_scrolls_sideways(sandbox, page, size, path):
    visit(page, sandbox.url + path, size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@SIZES
def test_status_tags_and_fields_are_seen_without_scrolling(sandbox, page, size):
    visit(page, f"{sandbox.url}/tickets/1", size)
    for selector in ("aside .status", "aside .tag", "aside dd"):
        assert ends_above(page, selector) <= size[1]
    assert page.locator("aside .tag").count() == len(TAGS)


@SIZES
def test_status_and_tags_of_the_first_ticket_are_seen_in_the_list(sandbox, page, size):
    visit(page, f"{sandbox.url}/?tag=reinstate_waiting", size)
    assert ends_above(page, ".status") <= size[1]
    assert ends_above(page, ".tag") <= size[1]


def test_private_note_is_set_apart_by_word_and_colour(sandbox, page):
    visit(page, f"{sandbox.url}/tickets/1", DESK)

    def colour(selector: str) -> str:
        return str(page.locator(selector).first.evaluate("element => getComputedStyle(element).backgroundColor"))

    assert page.locator(".comment.private").inner_text().count("Private note") == 1
    assert colour(".comment.private") != colour(".comment.bot:not(.private)")


def test_customers_code_does_not_run(sandbox, page):
    visit(page, f"{sandbox.url}/tickets/2", DESK)
    page.wait_for_load_state("networkidle")
    assert page.title() != "run"


def test_browser_reports_nothing_wrong(sandbox, page):
    reported: list[str] = []
    page.on("console", lambda message: reported.append(message.text))
    page.on("pageerror", lambda error: reported.append(str(error)))
    for path in ("/", "/tickets/1", "/tickets/2", "/tickets/new", "/setup"):
        visit(page, sandbox.url + path, DESK)
    assert reported == []


def test_keyboard_shows_where_it_is(sandbox, page):
    visit(page, sandbox.url, DESK)
    for _ in range(3):
        page.keyboard.press("Tab")
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert float(width.removesuffix("px")) >= 2


def test_customer_files_a_ticket_and_replies(sandbox, page):
    visit(page, sandbox.url, TELEPHONE)
    page.get_by_role("link", name="New ticket").click()
    page.get_by_label("Subject").fill("From the telephone")
    page.get_by_label("Message").fill("Hello")
    page.get_by_role("button", name="File the ticket").click()
    page.get_by_label("Reply as").fill("One more thing")
    page.get_by_role("button", name="Send as the customer").click()
    sync_api.expect(page.locator(".comment .body")).to_have_text(["Hello", "One more thing"])
    sync_api.expect(page.locator("h1")).to_have_text("From the telephone")


def test_answer_appears_without_reloading_and_the_draft_stays(sandbox, page):
    visit(page, f"{sandbox.url}/tickets/1", DESK)
    page.locator("#body").fill("half a sente")
    bot_writes(sandbox.url, 1, "<p>An answer meanwhile.</p>", True)
    page.get_by_text("An answer meanwhile.").wait_for()
    assert page.locator("#body").input_value() == "half a sente"


@SIZES
def test_agent_looks_through_a_view_and_stops_the_bot_by_macro(sandbox, page, size):
    call("POST", f"{sandbox.url}/sandbox/tickets", {"subject": "Stop here", "tags": ["reinstate_waiting"]})
    visit(page, sandbox.url, size)
    page.get_by_role("link", name="Waiting for the customer (view)").click()
    sync_api.expect(page.locator("h1")).to_have_text("Waiting for the customer (view)")
    page.wait_for_load_state()  # a width read before the style sheet has come is not the page's
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.get_by_role("link", name="Stop here").first.click()
    page.get_by_label("Apply a macro as").select_option("Stop the bot on this ticket")
    page.get_by_role("button", name="Apply").click()
    sync_api.expect(page.locator("aside .tag", has_text="reinstate_off")).to_be_visible()
    sync_api.expect(page.locator(".comment.agent .body").last).to_have_text("We take over.")
