"""``make replay``: the Containerfile's steps in a bare folder, then its command until its health check says yes, and
its end. The network is used by pip alone."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.databases import running_server
from tests.deploy.containerfile import Step, read_steps
from tests.deploy.replay import ONLY_ROOT, Replay

PROJECT = Path(__file__).resolve().parents[2]
STARTED_SECONDS, ENDED_SECONDS = 30.0, 20.0
SETTINGS = {
    "REINSTATE_ZENDESK_URL": "http://127.0.0.1:9",
    "REINSTATE_ZENDESK_TOKEN": "replayed-token-of-nobody",
    "REINSTATE_WEBHOOK_SECRETS": "replayed-secret-of-nobody",
    "REINSTATE_HOST": "127.0.0.1",
}


def main() -> int:
    """Replay and print; an error where a step fails."""
    steps = read_steps(PROJECT / "docs/deploy/Containerfile")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="reinstate-replay-") as folder, running_server() as server:
        replay = Replay(PROJECT, Path(folder), lambda line: print(f"  {line}", flush=True))
        replay.run_all(steps)
        print(f"steps replayed in {time.monotonic() - begun:.0f} s; as no root: {', '.join(ONLY_ROOT)} left out")
        try_command(replay, steps, ["serve"], {})
        database = {"REINSTATE_DATABASE_URL": server.to_url(server.make(False))}
        run_to_end(replay, ["db", "upgrade"], database)
        try_command(replay, steps, ["web", "--processes", "2"], database)
    return 0


def try_command(replay: Replay, steps: list[Step], arguments: list[str], settings: dict[str, str]) -> None:
    """Start it, wait for the health check of the file, end it as an engine does."""
    environment = replay.to_environment(**SETTINGS, **settings)
    process = subprocess.Popen(to_command(replay, arguments), cwd=replay.workdir, env=environment)
    try:
        seconds = wait_for_health(replay, steps, process, environment)
        process.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        code = process.wait(timeout=ENDED_SECONDS)
    finally:
        process.kill()
    told = f"healthy after {seconds:.1f} s, ended with {code} after {time.monotonic() - begun:.1f} s"
    print(f"{' '.join(arguments)}: {told}", flush=True)
    if code:
        raise SystemExit(1)


def run_to_end(replay: Replay, arguments: list[str], settings: dict[str, str]) -> None:
    """A command that ends by itself."""
    environment = replay.to_environment(**SETTINGS, **settings)
    subprocess.run(to_command(replay, arguments), cwd=replay.workdir, env=environment, check=True, timeout=60)


def to_command(replay: Replay, arguments: list[str]) -> list[str]:
    """The entry point, found on the container's path alone."""
    return [str(replay.root / "opt/reinstate/bin/reinstate"), *arguments]


def wait_for_health(
    replay: Replay, steps: list[Step], process: "subprocess.Popen[bytes]", environment: dict[str, str]
) -> float:
    """Seconds until the file's health check succeeds; TimeoutError where it does not in time."""
    check = Step("CMD", next(step for step in steps if step.name == "HEALTHCHECK").text.partition("CMD ")[2]).words
    check[0] = str(replay.root / "opt/reinstate/bin" / check[0])
    begun = time.monotonic()
    while time.monotonic() - begun < STARTED_SECONDS and process.poll() is None:
        if subprocess.run(check, env=environment, stderr=subprocess.DEVNULL, check=False, timeout=10).returncode == 0:
            return time.monotonic() - begun
        time.sleep(0.2)
    raise TimeoutError("the health check never said yes")


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
