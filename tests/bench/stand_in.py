"""The stand-in for Zendesk in a process of its own, its tickets filed before it answers: ``python -m
tests.bench.stand_in TOKEN COUNT`` prints a line of JSON with its URL and the tickets. Ends when its input does."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice

import requests

from bot.demo.samples import Sample, load_samples
from bot.sandbox import SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.calls import MadeCall
from bot.sandbox.control import file_as_customer

ACTIONS = {"waiting": "ask", "ready": "ready", "person": "hand_off"}  # by the state in which the sample ends
LIMIT_SECONDS = 10.0
DRIBBLE_SECONDS = 5.0
WITHHELD_SECONDS = 86_400.0  # of the export: else the sweep handles what no delivery has told of


@dataclass(frozen=True, slots=True)
class Filed:
    """A ticket and what the bot is to do with it."""

    id: int
    action: str


@dataclass(frozen=True, slots=True)
class StandIn:
    """A stand-in that answers at ``url``."""

    url: str
    tickets: tuple[Filed, ...]

    def fetch_calls(self) -> list[MadeCall]:
        """Every call of its API so far."""
        answer = requests.get(f"{self.url}/sandbox/calls", timeout=LIMIT_SECONDS)
        return [MadeCall(**call) for call in answer.json()["calls"]]

    def fail_slowly(self) -> None:
        """Let every answer about a ticket come in drops from now on."""
        fault = {"kind": "slow", "slow_seconds": DRIBBLE_SECONDS, "path": "/tickets/*"}
        requests.post(f"{self.url}/sandbox/faults", json=fault, timeout=LIMIT_SECONDS).raise_for_status()


@contextmanager
def running_stand_in(token: str, count: int) -> Iterator[StandIn]:
    """One with so many tickets, of which nobody has been told."""
    command = [sys.executable, "-m", "tests.bench.stand_in", token, str(count)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        try:
            told = json.loads(process.stdout.readline())
            yield StandIn(told["url"], tuple(Filed(*ticket) for ticket in told["tickets"]))
        finally:
            process.stdin.close()
            process.stdout.close()


def choose_samples() -> list[Sample]:
    """The demo's samples of one message whose ending depends on nothing but that message, and that are handled."""
    return [
        sample
        for sample in load_samples()
        if len(sample.turns) == 1 and sample.account is None and (sample.expect or {}).get("state") in ACTIONS
    ]


def main(token: str, count: int) -> None:
    """File, tell, and serve until nobody holds our input."""
    with running_sandbox(
        create_sandbox(SandboxSettings(token=token, newest_withheld_seconds=WITHHELD_SECONDS))
    ) as sandbox:
        tickets = []
        for number, sample in enumerate(islice(cycle(choose_samples()), count)):
            asked = {
                "subject": sample.subject,
                "body": sample.turns[0].body,
                "html": sample.html,
                "email": f"c{number}@customers.example",
                "quiet": True,
            }
            state = (sample.expect or {})["state"]
            tickets.append((file_as_customer(sandbox.hub.desk, asked).id, ACTIONS[state]))
        print(json.dumps({"url": sandbox.url, "tickets": tickets}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
