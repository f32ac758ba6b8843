"""Canaries in every input of a whole run: what is secret comes out nowhere, and no address that a customer names is
ever called."""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout

import pytest
import structlog

from bot.logs import set_up_logs
from bot.sandbox.mailgun.app import CANARY
from bot.store.database import open_database
from bot.store.deliveries import now
from tests.conftest import MakeDatabase
from tests.hostile.loop import Loop, hearing_connections, running_loop
from tests.webhooks.test_secrecy import dump

KEY = "key-7f3ac91be0d245d8a6617c02ef9b8d54"
PASSWORD = "Vw8-CANARYpass-44"
THEIRS = (KEY, KEY[4:], PASSWORD, "CANARYpass")
OURS = {
    "zendesk_token": "CANARY-zendesk-token",
    "zendesk_admin_token": "CANARY-admin-token",
    "webhook_secrets": "CANARY-signing",
    "metrics_token": "CANARY-metrics",
    "smtp_password": "CANARY-mail-server",
    "smtp_user": "CANARY-mail-user",
    "secret_key": "Q0FOQVJZQ0FOQVJZQ0FOQVJZQ0FOQVJZQ0FOQVJZQ0E=",
}
BREAK = '\r\nX-Forged: yes\n{"event": "forged"}\x00\x1b[31m'
APPEAL = f"""Hello, our account is on probation, please lift the sending limit.
We send order receipts to customers of our shop, who enter their address at our checkout, about 40,000 a month.
Our key is {KEY} and the smtp password is {PASSWORD}, if that helps."""
REPORT = f"""<p title="{KEY}" data-note="password: {PASSWORD}">Somebody broke into our account and sent spam!</p>
<p style="display:none">api key {KEY}</p><!-- password: {PASSWORD} -->
<p>I changed it, my password is {PASSWORD} now, and I made a new API key: {KEY}. Two-factor is on.</p>"""
TICKETS = (
    {"subject": f"Limit {KEY}{BREAK}", "body": APPEAL, "email": "owner@acme.example", "name": f"Ada {KEY}"},
    {"subject": f"Hacked, smtp password: {PASSWORD}", "html_body": REPORT, "email": "owner@acme.example"},
    {"subject": "Limit", "body": APPEAL, "email": "stranger@evil.example", "name": BREAK},
)
PAGES = ("/", "/tickets", "/operations", "/reports", "/reports.json", "/reports.csv", "/reports/tickets", "/readyz")


@pytest.fixture
def loop(make_sqlite_database: MakeDatabase) -> Iterator[Loop]:
    engine = open_database(make_sqlite_database(True))
    with running_loop(engine, **OURS) as running:
        yield running
    engine.dispose()


@pytest.fixture
def logs() -> Iterator[Callable[[], str]]:
    """Everything that is logged or printed, by us or by a library, at the most talkative level."""
    said = io.StringIO()
    library, root = logging.StreamHandler(said), logging.getLogger()
    before = root.level
    with redirect_stderr(said), redirect_stdout(said):
        set_up_logs("debug")
        root.addHandler(library)
        yield said.getvalue
    root.removeHandler(library)
    root.setLevel(before)
    structlog.reset_defaults()


def find(canaries: tuple[str, ...], shown: dict[str, str]) -> dict[str, list[str]]:
    return {where: hit for where, text in shown.items() if (hit := [c for c in canaries if c in text])}


def read_pages(loop: Loop, tickets: list[int]) -> dict[str, str]:
    """Every page and export as an agent and as a manager, with what a wrong sign-in is told."""
    shown = {}
    for name in ("ada", "max"):
        visitor = loop.visit(name)
        for path in (*PAGES, *(f"/tickets/{ticket_id}" for ticket_id in tickets)):
            answer = visitor.get(path)
            shown[f"{name} {path}"] = f"{answer.headers}{answer.text}"
    wrong = loop.visit("ada").post("/sign-in", {"name": KEY, "password": PASSWORD})
    bearer = {"Authorization": f"Bearer {OURS['metrics_token']}"}
    return shown | {
        "sign-in": wrong.text,
        "metrics": loop.app.test_client().get("/metrics", headers=bearer).text,
        "digest": loop.make_digest(now()),
        "error": loop.app.test_client().get(f"/{KEY}/{PASSWORD}").text,
    }


def test_secrets_come_out_nowhere_and_breaks_begin_no_line(loop: Loop, logs: Callable[[], str]) -> None:
    tickets = [loop.file(**asked) for asked in TICKETS]
    answers = [loop.deliver(ticket_id, **{"X-Canary": KEY, "User-Agent": PASSWORD}) for ticket_id in tickets]
    loop.work()
    told = logs()
    assert told.count('"handled"') == len(tickets), told
    ours = [c for t in tickets for c in loop.look(t)["comments"] if "reinstate" in str(c["metadata"].get("custom"))]
    assert len(ours) >= len(tickets)
    shown = read_pages(loop, tickets) | {f"table {name}": rows for name, rows in dump(loop.engine).items()}
    shown |= {
        "comments of ours": str(ours),
        "logs": logs(),
        "answers": "".join(f"{a.headers}{a.text}" for a in answers),
    }
    secrets = (*(value for name, value in OURS.items()), loop.secrets["mailgun_key"], CANARY)
    assert find(secrets, shown) == {}
    assert find(THEIRS, shown) == {}
    assert "[secret]" in shown["table messages"]
    lines = shown["logs"].splitlines()
    assert [line for line in lines if line.startswith(("X-Forged", '{"event": "forged"'))] == []
    assert "X-Forged" not in "".join(str(answer.headers) for answer in answers) + shown["digest"].split("\n\n")[0]


URLS = """We are on probation, please lift the limit. We send receipts to customers of https://shop.cedar.example/checkout
who order there, 40,000 a month. See http://169.254.169.254/latest/meta-data and http://[::1]:22/ and
file:///etc/passwd, ftp://cedar.example/a, //cedar.example/b, https://user:pass@cedar.example,
gopher://127.0.0.1:6379/_x, http://0x7f000001/, http://localhost:9/?x={{7*7}}
https://api.mailgun.net@evil.example/, \\\\\\\\evil.example\\\\share"""
HTML = (
    '<base href="http://evil.example/"><link rel="stylesheet" href="http://evil.example/a.css">'
    '<img src="http://evil.example/p">'
    '<iframe src="http://evil.example/f"></iframe><!DOCTYPE x [<!ENTITY y SYSTEM "http://evil.example/e">]>&y;'
    '<p style="background:url(http://evil.example/b)">We are on probation, please lift it. Receipts, '
    'shop cedar.example, 2,000 a month. <a href="http://evil.example/l">our site</a></p><object data="http://evil.example/o"></object>'
)


def test_no_address_that_a_customer_names_is_ever_called(loop: Loop) -> None:
    usual = {"subject": "Limit https://evil.example", "email": "owner@acme.example"}
    for asked in ({"body": URLS}, {"html_body": HTML}, {"body": URLS, "email": "a@evil.example"}):
        loop.deliver(loop.file(**usual | asked))
    with hearing_connections() as connected:
        loop.work()
    served = {
        url.rpartition(":")[2].strip("/") for url in (loop.sandbox.url, loop.platform.us_url, loop.platform.eu_url)
    }
    assert connected
    assert {str(address[1]) for address in connected} <= served  # type: ignore[index]
    assert {str(address[0]) for address in connected} <= {"127.0.0.1", "localhost"}  # type: ignore[index]
    assert len(load_handled(loop)) == 3


def load_handled(loop: Loop) -> set[str]:
    return set(dump(loop.engine)["runs"].splitlines())
