"""How ``serve`` keeps its worker child alive, and what a web process is made of."""

import subprocess
import sys
import threading

import pytest

from bot.processes import (
    MOST_RESTART_SECONDS,
    RESTART_SECONDS,
    YOUNG_SECONDS,
    decide_restart_wait,
    keep_worker,
    make_worker_start,
)
from bot.store.database import upgrade_database
from tests.jobs.workers import wait_until

WEB_PROCESS = """
import sys
from bot.processes import make_web_app, prepare_database
from bot.settings import load_settings
settings = load_settings(database_url=sys.argv[1], webhook_secrets="secret")
prepare_database(settings)
client = make_web_app(settings).test_client()
for path in ("/healthz", "/readyz", "/metrics"):
    client.get(path)
with open("/proc/self/status") as status:
    kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
print(kilobytes, *sorted(sys.modules))
"""


class Children:
    """Starts real child processes and remembers them."""

    def __init__(self, program: str) -> None:
        self.started: list[subprocess.Popen[bytes]] = []
        self._program = program

    def __call__(self) -> "subprocess.Popen[bytes]":
        self.started.append(subprocess.Popen([sys.executable, "-c", self._program], stdin=subprocess.PIPE))
        return self.started[-1]


def keep(children: Children) -> tuple[threading.Thread, threading.Event]:
    """Keep a child in a thread, as ``serve`` does."""
    stopping = threading.Event()
    keeper = threading.Thread(target=keep_worker, args=(children, stopping, 1.0))
    keeper.start()
    return keeper, stopping


def test_child_that_dies_is_started_again():
    children = Children("raise SystemExit(9)")
    keeper, stopping = keep(children)
    wait_until(lambda: len(children.started) == 2)
    stopping.set()
    keeper.join(timeout=10)
    assert all(child.returncode is not None for child in children.started)


def test_child_that_lives_is_ended_by_a_signal_at_the_stop():
    children = Children("import time; time.sleep(3600)")
    keeper, stopping = keep(children)
    wait_until(lambda: children.started)
    stopping.set()
    keeper.join(timeout=10)
    assert [child.returncode for child in children.started] == [-15]


def test_child_that_dies_young_is_started_again_later_each_time():
    waits = [RESTART_SECONDS / 2]
    for _ in range(10):
        waits.append(decide_restart_wait(waits[-1], lived_seconds=0.1))
    assert waits[1:5] == [1, 2, 4, 8]
    assert waits[-1] == MOST_RESTART_SECONDS
    assert decide_restart_wait(MOST_RESTART_SECONDS, lived_seconds=YOUNG_SECONDS) == RESTART_SECONDS


@pytest.fixture(scope="module")
def web_process(tmp_path_factory) -> list[str]:
    """What a process that only serves the web says of itself: its kilobytes, then the modules that it loaded."""
    url = f"sqlite:///{tmp_path_factory.mktemp('web') / 'web.sqlite3'}"
    said = subprocess.run([sys.executable, "-c", WEB_PROCESS, url], capture_output=True, text=True, check=True)
    return said.stdout.split()


def test_web_process_loads_no_language_processing_and_no_client(web_process):
    heads = {module.partition(".")[0] for module in web_process}
    assert not heads & {"spacy", "thinc", "numpy", "sklearn", "zenpy", "inscriptis", "jinja2.ext", "py3langid"}
    assert not {module for module in web_process if module.startswith(("bot.nlp", "bot.zendesk", "bot.reading"))}


def test_worker_loads_no_web_server():
    program = "import sys, bot.worker, bot.working; sys.exit('flask' in sys.modules or 'gunicorn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_web_process_takes_at_most_120_megabytes(web_process):
    assert int(web_process[0]) <= 120 * 1024


def test_file_of_sqlite_is_made_its_owners_alone_and_one_that_is_there_is_left(tmp_path):
    file = tmp_path / "new" / "here.sqlite3"
    upgrade_database(f"sqlite:///{file}")
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    upgrade_database(f"sqlite:///{file}")
    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("command", ["serve", "web", "worker"])
def test_signal_to_end_is_heard_from_the_first_moment(command, tmp_path):
    """What no handler is set for, the first process of a container never hears."""
    program = (
        "import os, signal, sys\nfrom bot.cli import main\nfrom bot.commands import run\n"
        "run.start = lambda **_: os.kill(os.getpid(), signal.SIGTERM)\n"
        f"main(['{command}'])"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, timeout=90, check=False)
    assert ended.returncode == 0


def test_worker_is_not_made_of_what_lies_in_the_folder_it_starts_in(tmp_path, monkeypatch):
    (tmp_path / "click.py").write_text("raise SystemExit(99)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REINSTATE_MODE_APPEAL", "no such mode")
    with make_worker_start("worker")() as child:
        child.communicate(timeout=90)
    assert child.returncode == 1
