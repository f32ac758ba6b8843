"""The bot's own pages in a real browser: a running server with people and tickets, and a check for accessibility.

Skipped with the reason where playwright, axe or Debian's Chromium is not there."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Engine
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.jobs import Jobs
from bot.passwords import hash_password
from bot.store.database import open_database
from bot.store.deliveries import now
from bot.store.sessions import save_session
from bot.store.users import Role, load_user, save_user
from tests.pages.visitor import PASSWORD
from webhooks import create_app

CHROMIUM = shutil.which("chromium")
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


@dataclass(frozen=True)
class RunningDesk:
    """The bot's web application at ``url``, and the database behind it."""

    url: str
    engine: Engine


class _QuietHandler(WSGIRequestHandler):
    def log(self, *_: object, **__: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def desk(make_sqlite_database: Callable[[bool], str]) -> Iterator[RunningDesk]:
    """A server with users "ada" (agent) and "max" (manager) and no ticket; a test module fills it."""
    engine = open_database(make_sqlite_database(True))
    hashed = hash_password(PASSWORD)
    for name, role in (("ada", Role.AGENT), ("max", Role.MANAGER)):
        save_user(engine, name, role, hashed)
    app = create_app(engine, Jobs(engine), ("secret of the tests",))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_QuietHandler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield RunningDesk(f"http://127.0.0.1:{server.server_port}", engine)
    server.shutdown()
    thread.join()
    server.server_close()
    engine.dispose()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's Chromium; another module may start its own after this one's end."""
    playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed")
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page of a browser without cookies; the test fails where it reports anything wrong."""
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    page = context.new_page()
    reported: list[str] = []
    page.on("console", lambda message: reported.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: reported.append(str(error)))
    yield page
    context.close()
    assert [line for line in reported if "status of 40" not in line] == []


@pytest.fixture
def sign_in(desk: RunningDesk) -> Callable[..., None]:
    """Opens ``path`` as that user, with a session made beforehand: few tests need to go through the form."""

    def sign_in(page: Any, name: str, path: str = "/") -> None:
        user = load_user(desk.engine, name)
        assert user
        token = save_session(desk.engine, user.id, now())
        page.context.add_cookies([{"name": "reinstate_session", "value": token, "url": desk.url}])
        page.goto(desk.url + path)

    return sign_in


@pytest.fixture(scope="session")
def find_violations() -> Callable[[Any], list[str]]:
    """What axe finds wrong with a page: the rule, the place, and why; hidden parts are opened first."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()

    def find(page: Any) -> list[str]:
        page.wait_for_load_state()  # colours judged before the style sheet has come are not the page's
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = axe.run(page).response["violations"]
        return [
            f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][:300]}"
            for rule in found
            for node in rule["nodes"]
        ]

    return find
