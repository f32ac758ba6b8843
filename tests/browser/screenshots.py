"""``make screenshots``: the pictures in README, taken from the demo's own tickets in Debian's Chromium."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bot.demo.play import Ending, play
from bot.demo.samples import load_samples
from bot.demo.stage import USER, Stage, set_up_stage
from tests.browser.conftest import CHROMIUM, FLAGS

FOLDER = Path(__file__).parents[2] / "docs"
SHOWN = "compromise-old-key-alive"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LIMIT_SECONDS = 90


def main() -> int:
    """Play the demo and take the pictures; 1 where there is no Chromium."""
    if CHROMIUM is None:
        print("Chromium is not installed (on Debian: apt install chromium).", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    with set_up_stage() as stage, sync_playwright() as playwright:
        endings = list(play(stage, load_samples(), LIMIT_SECONDS))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        take_all(browser.new_page(viewport=DESKTOP), stage, endings)
        browser.close()
    return 0


def take_all(page: Page, stage: Stage, endings: list[Ending]) -> None:
    """Sign in and take each picture."""
    shown = next(ending.ticket for ending in endings if ending.sample.id == SHOWN)
    page.goto(f"{stage.bot_url}/tickets")
    page.get_by_label("Name").fill(USER)
    page.get_by_label("Password").fill(stage.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{stage.bot_url}/tickets")
    for name, url, size in (
        ("ticket", f"{stage.bot_url}/tickets/{shown}", DESKTOP),
        ("ticket-phone", f"{stage.bot_url}/tickets/{shown}", PHONE),
        ("reports", f"{stage.bot_url}/reports", DESKTOP),
        ("operations", f"{stage.bot_url}/operations", DESKTOP),
        ("zendesk", f"{stage.sandbox.url}/tickets/{shown}", DESKTOP),
    ):
        page.set_viewport_size(size)
        page.goto(url)
        page.screenshot(path=str(FOLDER / f"{name}.png"))


if __name__ == "__main__":
    sys.exit(main())
