"""README's set-up, typed as it stands into a shell in an empty folder, against the stand-in started empty: it ends with
a tagged ticket."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent
HURRIED = {f"REINSTATE_{what}_PER_MINUTE": "100000" for what in ("CALLS", "UPDATES")}  # the stand-in has no limits
APPEAL = """Hello, our sending is limited (probation). We send order confirmations and a monthly newsletter.
Please lift the limit. Kind regards, Ada"""

pytestmark = pytest.mark.skipif(not (BIN / "reinstate").exists(), reason="the command is not installed beside python")


def read_commands() -> str:
    """The shell blocks of the section, without their margin."""
    section = README.split("### Setting Zendesk up", 1)[1].split("\n### ", 1)[0]
    blocks = re.findall(r"^   ```sh\n(.*?)^   ```", section, re.DOTALL | re.MULTILINE)
    return "".join(re.sub(r"^   ", "", block, flags=re.MULTILINE) for block in blocks)


def fill_in(commands: str, values: dict[str, str]) -> str:
    """The commands with the reader's own values in place of the examples."""
    for name, value in values.items():
        commands, count = re.subn(rf"^{name}=.*$", f"{name}={value}", commands, flags=re.MULTILINE)
        assert count == 1, name
    return commands


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that a test starts, each with all of its own, ended after it."""
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in reversed(processes):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=90)
        if process.stdout:
            process.stdout.close()


def start(processes, command, folder, **settings) -> subprocess.Popen[str]:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("REINSTATE_")}
    environment = outside | {"PATH": f"{BIN}:{os.environ['PATH']}"} | settings
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    processes.append(process)
    return process


def find_free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def wait_for_tags(url: str, ticket_id: int, seconds: float) -> list[str]:
    deadline = time.monotonic() + seconds
    tags: list[str] = []
    while not tags and time.monotonic() < deadline:
        time.sleep(0.2)
        tags = requests.get(f"{url}/sandbox/tickets/{ticket_id}", timeout=5).json()["ticket"]["tags"]
    return tags


def test_readmes_commands_end_with_a_tagged_ticket(tmp_path, started):
    sandbox = start(started, ["reinstate", "sandbox", "--empty"], tmp_path)
    told = dict(next(sandbox.stdout).strip().split(": ", 1) for _ in range(5))
    port, folder = find_free_port(), tmp_path / "empty"
    folder.mkdir()
    values = {
        "REINSTATE_ZENDESK_URL": told["zendesk"],
        "REINSTATE_ZENDESK_CLIENT_ID": told["client id"],
        "REINSTATE_ZENDESK_CLIENT_SECRET": told["client secret"],
        "REINSTATE_ZENDESK_ADMIN_TOKEN": told["admin token"],
        "REINSTATE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "REINSTATE_PORT": port,
    }
    commands = fill_in(read_commands(), values)
    script = f"trap 'kill $(jobs -p) 2> /dev/null' EXIT\nset -e\n{commands}\necho set up\nwait\n"
    shell = start(started, ["bash", "-c", script], folder, **HURRIED)
    lines = []
    for line in shell.stdout:
        lines.append(line.strip())
        if lines[-1] == "set up":
            break
    assert lines[-1] == "set up", lines
    assert "ok      delivery: a signed test delivery arrives." in lines
    assert not [line for line in lines if line.startswith(("wrong", "warning"))]
    ticket = requests.post(f"{told['zendesk']}/sandbox/tickets", json={"body": APPEAL}, timeout=5).json()["ticket"]
    tags = wait_for_tags(told["zendesk"], ticket["id"], 60)
    assert {"reinstate_appeal", "reinstate_waiting"} <= set(tags)
