"""The demo as its user runs it: a process of its own, the whole loop, an exit code."""

import json
import re
import signal
import subprocess
import sys

import pytest
import requests

from bot.demo.samples import load_samples

ONCE_SECONDS = 150
DEMO = [sys.executable, "-m", "bot.cli", "demo"]


def run_demo(*arguments):
    return subprocess.run(
        [*DEMO, "--once", *arguments], capture_output=True, text=True, timeout=ONCE_SECONDS, check=False
    )


def test_demo_once_ends_every_sample_as_expected():
    ended = run_demo()
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "bot: http://127.0.0.1:" in ended.stdout
    assert "zendesk: http://127.0.0.1:" in ended.stdout
    count = len(load_samples())
    assert f"{count} of {count} tickets ended as they should." in ended.stdout


RECORDS = [
    {"id": "a", "subject": "Hello", "comments": [{"author": "customer", "body": None}]},
    {
        "id": "b",
        "subject": "Account on probation",
        "comments": [
            {"author": "customer", "body": "Please lift the sending limit of our account."},
            {"author": "agent", "body": "What do you send?"},
            {"author": "customer", "body": "Receipts to the customers of our shop plumtree.example."},
        ],
        "intent": "probation_appeal",
    },
]


def read_until(told, words):
    shown = ""
    while words not in shown:
        shown += told.readline()
    return shown


def test_demo_files_the_records_of_a_file_prints_a_line_each_and_a_signal_ends_every_process(tmp_path):
    file = tmp_path / "tickets.jsonl"
    file.write_text("\ufeff" + "\r\n\r\n".join(map(json.dumps, RECORDS)), encoding="utf-8")
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*DEMO, "--tickets", str(file)], text=True, **pipes) as demo:
        shown = read_until(demo.stderr, "Ctrl-C ends all")
        first, second = (json.loads(demo.stdout.readline()) for _ in RECORDS)
        bot, zendesk = re.findall(r"^(?:bot|zendesk): (\S+)$", shown, re.MULTILINE)
        assert requests.get(f"{bot}/readyz", timeout=5).status_code == 200
        demo.send_signal(signal.SIGTERM)  # one handler serves Ctrl-C as well
        try:
            assert demo.wait(timeout=90) == 0
        finally:
            demo.kill()
    assert first["decision"] == {"action": "ignore", "reason": "other", "items": []}
    assert second.keys() == {"id", "ticket", "tags", "status", "public_replies", "notes", "decision"}
    assert (second["id"], second["public_replies"]) == ("b", 1)
    assert "reinstate_missing_monthly_volume" in second["tags"]
    for url in (f"{bot}/healthz", zendesk):
        with pytest.raises(requests.ConnectionError):
            requests.get(url, timeout=2)


@pytest.mark.parametrize("text", ['{"id": 1}', "not json", '{"id": "x", "comments": 3}'])
def test_demo_refuses_a_file_that_is_not_of_the_form(tmp_path, text):
    file = tmp_path / "tickets.jsonl"
    file.write_text(text, encoding="utf-8")
    ended = run_demo("--tickets", str(file))
    assert ended.returncode == 1
    assert "line 1" in ended.stderr
    assert not ended.stdout
