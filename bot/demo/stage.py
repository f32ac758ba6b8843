"""The stage: the stand-in served from this process, the bot in processes of its own, a fresh temporary folder."""

import base64
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from sqlalchemy import Engine

from bot.passwords import hash_password
from bot.sandbox import RunningSandbox, SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.fields import ACCOUNT_FIELD
from bot.sandbox.mailgun import RunningPlatform, make_platform, running_platform
from bot.store.database import open_database
from bot.store.deliveries import count_open, load_parked
from bot.store.users import Role, save_user

START_SECONDS = 45.0
LOOK_SECONDS = 0.05
USER = "demo"
UNLIMITED = "1000000"  # calls: the stand-in is not on a plan


class StageFailed(Exception):
    """The bot did not start or did not come to rest; the message says where its log is."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A running bot, a running Zendesk, and the running platform on which the customers have their accounts."""

    sandbox: RunningSandbox
    platform: RunningPlatform
    bot_url: str
    engine: Engine
    log: Path
    password: str  # of the user who may see the bot's pages

    def wait_until_quiet(self, limit_seconds: float) -> None:
        """Wait until every delivery was made and handled; StageFailed if that takes longer."""
        deadline = time.monotonic() + limit_seconds
        while time.monotonic() < deadline:
            if self.sandbox.hub.deliveries.wait_until_idle(1.0) and self._is_handled():
                return
            time.sleep(LOOK_SECONDS)
        raise StageFailed(f"tickets still open after {limit_seconds:.0f} s; see {self.log}")

    def _is_handled(self) -> bool:
        return count_open(self.engine) == 0 or bool(load_parked(self.engine))


@contextmanager
def set_up_stage(fault_duplicate: bool = False, fault_lose_response: bool = False) -> Iterator[Stage]:
    """Start both and end both; the bot in mode ``reply``."""
    with tempfile.TemporaryDirectory(prefix="reinstate-") as folder:
        port = find_free_port()
        bot_url = f"http://127.0.0.1:{port}"
        settings = SandboxSettings(
            token=secrets.token_urlsafe(24),
            admin_token=secrets.token_urlsafe(24),
            furnished=False,
            fault_duplicate=fault_duplicate,
            fault_lose_response=fault_lose_response,
        )
        with running_sandbox(create_sandbox(settings)) as sandbox, running_platform(make_platform()) as platform:
            environment = make_environment(Path(folder), sandbox.url, settings.token, port)
            environment |= to_account_settings(platform) | to_set_up_settings(settings, bot_url)
            sandbox.hub.catalog.fields.put(ACCOUNT_FIELD)  # the desk's own, which the bot only reads
            set_up_account(environment)
            log = Path(folder) / "bot.log"
            with log.open("wb") as output, _running_bot(environment, output):
                _wait_until_ready(bot_url, log)
                engine = open_database(environment["REINSTATE_DATABASE_URL"])
                password = secrets.token_urlsafe(9)
                save_user(engine, USER, Role.MANAGER, hash_password(password))
                yield Stage(sandbox, platform, bot_url, engine, log, password)
                engine.dispose()


def make_environment(folder: Path, zendesk_url: str, token: str, port: int) -> dict[str, str]:
    """The bot's settings, quick and bold; nothing of the caller's own ``REINSTATE_*`` is let in."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("REINSTATE_")}
    return outside | {
        "REINSTATE_DATABASE_URL": f"sqlite:///{folder / 'reinstate.sqlite3'}",
        "REINSTATE_ZENDESK_URL": zendesk_url,
        "REINSTATE_ZENDESK_TOKEN": token,
        "REINSTATE_PORT": str(port),
        "REINSTATE_MODE_APPEAL": "reply",
        "REINSTATE_MODE_COMPROMISE": "reply",
        "REINSTATE_POLL_SECONDS": "0.05",
        "REINSTATE_RETRY_SECONDS": "0.5",
        "REINSTATE_CALLS_PER_MINUTE": UNLIMITED,
        "REINSTATE_UPDATES_PER_MINUTE": UNLIMITED,
        "REINSTATE_TICKET_UPDATES": UNLIMITED,
    }


def to_set_up_settings(settings: SandboxSettings, bot_url: str) -> dict[str, str]:
    """What the set-up needs beside: an administrator's token, where the bot is reached, and a key for the webhook's
    signing secret, which the set-up fetches."""
    return {
        "REINSTATE_ZENDESK_ADMIN_TOKEN": settings.admin_token,
        "REINSTATE_PUBLIC_URL": bot_url,
        "REINSTATE_SECRET_KEY": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }


def set_up_account(environment: dict[str, str]) -> None:
    """Set the empty account up as an administrator does: ``reinstate zendesk apply`` and nothing else."""
    command = [sys.executable, "-P", "-m", "bot.cli", "zendesk", "apply"]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if made.returncode:
        raise StageFailed(f"the account could not be set up:\n{made.stderr[-2000:]}")


def to_account_settings(platform: RunningPlatform) -> dict[str, str]:
    """The settings of the look at customers' accounts: a parent's key, and the ticket field that names the account."""
    return {
        "REINSTATE_ACCOUNTS": "mailgun",
        "REINSTATE_MAILGUN_KEY": platform.platform.parent_key,
        "REINSTATE_MAILGUN_SUBACCOUNTS": "true",
        "REINSTATE_MAILGUN_US_URL": platform.us_url,
        "REINSTATE_MAILGUN_EU_URL": platform.eu_url,
        "REINSTATE_FIELD_ACCOUNT": str(ACCOUNT_FIELD.id),
    }


@contextmanager
def _running_bot(environment: dict[str, str], output: object) -> Iterator[None]:
    command = [sys.executable, "-P", "-m", "bot.cli", "serve"]
    process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, start_new_session=True)  # type: ignore[call-overload]  # noqa: S603
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(bot_url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if requests.get(f"{bot_url}/readyz", timeout=2).status_code == 200:
                return
        except requests.RequestException:
            pass
        time.sleep(LOOK_SECONDS)
    raise StageFailed(f"the bot did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


def find_free_port() -> int:
    """A TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
