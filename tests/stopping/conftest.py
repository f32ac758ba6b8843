"""Real processes of the real command on a database of each kind, beside a stand-in that can be made slow."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.demo.stage import find_free_port, make_environment
from bot.sandbox import RunningSandbox, SandboxSettings, create_sandbox, running_sandbox
from bot.sandbox.control import file_as_customer
from bot.sandbox.fields import INTENT_FIELD, STATE_FIELD
from tests.chaos.house import Part
from tests.webhooks.zendesk import SECRET

TOKEN = "stopping-token"

Start = Callable[..., Part]


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running_sandbox(create_sandbox(SandboxSettings(token=TOKEN))) as sandbox:
        yield sandbox


@pytest.fixture
def ticket_id(sandbox: RunningSandbox) -> int:
    """A customer's appeal, of which nobody was told."""
    asked = {"subject": "Account on probation", "body": "Please lift the probation of our account.", "quiet": True}
    return file_as_customer(sandbox.hub.desk, asked | {"email": "ada@customers.example"}).id


@pytest.fixture
def start(sandbox: RunningSandbox, database_url: str, tmp_path: Path) -> Iterator[Start]:
    """Starts processes of ours by the command's arguments and settings; kills in the end what still runs."""
    base = make_environment(tmp_path, sandbox.url, TOKEN, find_free_port()) | {
        "REINSTATE_DATABASE_URL": database_url,
        "REINSTATE_WEBHOOK_SECRETS": SECRET,
        "REINSTATE_FIELD_INTENT": str(INTENT_FIELD.id),
        "REINSTATE_FIELD_STATE": str(STATE_FIELD.id),
        "REINSTATE_SWEEP_SECONDS": "480",
    }
    with ExitStack() as stack:

        def start(*arguments: str, **settings: object) -> Part:
            more = {f"REINSTATE_{name.upper()}": str(value) for name, value in settings.items()}
            part = Part(arguments[0], arguments, base | more, tmp_path / f"{arguments[0]}.log")
            stack.callback(part.end)
            part.start()
            return part

        yield start
