"""A real ``reinstate web``: how much memory it takes once it has worked, and what it loads."""

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from bot.passwords import hash_password
from bot.store.database import open_database
from bot.store.deliveries import count_open
from bot.store.users import Role, save_user
from tests.pages.visitor import PASSWORD, TOKEN
from tests.webhooks.test_http import find_free_port
from tests.webhooks.zendesk import SECRET, a_body, to_headers

MOST_MEGABYTES = 120
DELIVERIES = 40
IMPORTED = re.compile(r"\| +([\w.]+)$", re.MULTILINE)  # what python -X importtime says of each module


@dataclass(frozen=True)
class Seen:
    """What was seen of the processes: the kilobytes of each, and every module that one of them loaded."""

    kilobytes: list[int]
    modules: set[str]


def read_kilobytes(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def find_children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def work(address: str) -> None:
    """Deliver, and ask for every page."""
    deadline = time.monotonic() + 30
    while True:
        try:
            requests.get(f"{address}/healthz", timeout=1)
            break
        except requests.RequestException:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    for number in range(1, DELIVERIES + 1):
        body = a_body(ticket_id=number)
        headers = to_headers(body, datetime.now(UTC))
        assert requests.post(f"{address}/webhooks/zendesk", data=body, headers=headers, timeout=5).status_code == 202
    for path in ("/readyz", "/metrics"):
        requests.get(address + path, timeout=5)
    for _ in range(3):
        look_as_people_do(address)


def look_as_people_do(address: str) -> None:
    """Sign in and look at every page."""
    with requests.Session() as browser:
        token = TOKEN.search(browser.get(f"{address}/sign-in", timeout=5).text)
        assert token
        fields = {"form_token": token.group(1), "name": "max", "password": PASSWORD}
        browser.post(f"{address}/sign-in", fields, timeout=5)
        for path in ("/tickets", "/tickets/1", "/operations", "/reports"):
            assert browser.get(address + path, allow_redirects=False, timeout=10).status_code == 200


@pytest.fixture(scope="module")
def seen(make_sqlite_database, tmp_path_factory) -> Seen:
    if not Path("/proc/self/task").is_dir():
        pytest.skip("memory and children are read from /proc")
    url, port = make_sqlite_database(True), find_free_port()
    engine = open_database(url)
    save_user(engine, "max", Role.MANAGER, hash_password(PASSWORD))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REINSTATE_")} | {
        "REINSTATE_DATABASE_URL": url,
        "REINSTATE_WEBHOOK_SECRETS": SECRET,
        "REINSTATE_PORT": str(port),
    }
    command = [sys.executable, "-X", "importtime", "-m", "bot.cli", "web"]
    log = tmp_path_factory.mktemp("web") / "web.log"
    with log.open("wb") as output, subprocess.Popen(command, env=environment, stderr=output) as process:
        try:
            work(f"http://127.0.0.1:{port}")
            kilobytes = [read_kilobytes(number) for number in (process.pid, *find_children(process.pid))]
        finally:
            process.send_signal(signal.SIGTERM)
    assert count_open(engine) == DELIVERIES
    engine.dispose()
    return Seen(kilobytes, set(IMPORTED.findall(log.read_text(encoding="utf-8"))))


def test_process_that_works_takes_at_most_120_megabytes(seen):
    assert len(seen.kilobytes) == 2
    assert max(seen.kilobytes) <= MOST_MEGABYTES * 1024


def test_process_loads_neither_language_processing_nor_a_zendesk_client(seen):
    assert {"webhooks.zendesk", "flask", "waitress"} <= seen.modules
    heads = {module.partition(".")[0] for module in seen.modules}
    assert not heads & {"spacy", "thinc", "numpy", "sklearn", "zenpy", "lxml", "py3langid"}
    assert not {name for name in seen.modules if name.startswith(("bot.nlp", "bot.zendesk", "bot.reading"))}
