"""The HTTP surface is what webhooks/openapi.yaml says, and answers whatever comes as it says."""

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from schemathesis import Case
from structlog.testing import capture_logs

from bot.store.database import open_database
from tests.conftest import MakeDatabase
from tests.hostile.surface import CHECKS, EXPECTED_AWAY, Surface, fuzz, list_operations

EXAMPLES = int(os.environ.get("REINSTATE_TEST_EXAMPLES", "10"))
OPERATIONS = {f"{operation.method.upper()} {operation.path}": operation for operation in list_operations()}


def to_path(rule: str) -> str:
    """A Flask rule as the description writes paths."""
    return re.sub(r"<(?:[^<>:]*:)?([a-z_]+)>", r"{\1}", rule)


@pytest.fixture(scope="module")
def surface(make_sqlite_database: MakeDatabase) -> Iterator[Surface]:
    engine = open_database(make_sqlite_database(True))
    yield Surface(engine)
    engine.dispose()


def test_every_address_and_method_is_described_and_nothing_else(surface: Surface) -> None:
    served = {
        f"{method} {to_path(rule.rule)}"
        for rule in surface.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert served == set(OPERATIONS)


def test_pages_that_need_a_sign_in_are_described_as_such(surface: Surface) -> None:
    for rule in surface.app.url_map.iter_rules():
        view = surface.app.view_functions[rule.endpoint]
        path = to_path(rule.rule)
        for operation in (o for o in OPERATIONS.values() if o.path == path and o.method.upper() in rule.methods):
            secured = {name for one in operation.definition.raw.get("security", []) for name in one}
            assert ("session" in secured) == (getattr(view, "needed_role", None) is not None), operation.path


@pytest.mark.parametrize("name", OPERATIONS)
def test_any_call_is_answered_as_described(surface: Surface, name: str) -> None:
    operation: Any = OPERATIONS[name]
    checks = [check for check in CHECKS if operation.path not in EXPECTED_AWAY or check is not CHECKS[0]]

    def check(case: Case, user: str, honest: bool) -> None:
        with capture_logs() as logs:
            answer = surface.call(case, user, honest)
        assert [line for line in logs if line["event"] == "unforeseen"] == []
        if answer.status_code != 405:  # every address may answer it, as the description's head says
            case.validate_response(answer, checks=checks)

    fuzz(operation, EXAMPLES, check)
