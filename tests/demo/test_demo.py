"""The demo as its user runs it: a process of its own, the whole loop, an exit code."""

import subprocess
import sys

ONCE_SECONDS = 60


def run_demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.cli", "demo", "--once", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=ONCE_SECONDS, check=False)


def test_demo_once_ends_every_sample_as_expected():
    ended = run_demo()
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "bot: http://127.0.0.1:" in ended.stdout
    assert "zendesk: http://127.0.0.1:" in ended.stdout
