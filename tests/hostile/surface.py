"""The HTTP surface as webhooks/openapi.yaml tells of it, called with what its schemas allow and with what they do not,
by somebody unknown, an agent, a manager, and by whoever knows the webhook's secret."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.openapi import from_path
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.transport.wsgi import WSGI_TRANSPORT
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from bot.jobs import Jobs
from bot.passwords import hash_password
from bot.store.sessions import save_session
from bot.store.users import Role, load_user, save_user
from tests.pages.desk import save_appeal
from tests.pages.visitor import PASSWORD
from tests.webhooks.zendesk import SECRET, Clock, to_headers
from webhooks import create_app
from webhooks.pages.forms import to_form_token

FILE = Path(__file__).parents[2] / "webhooks" / "openapi.yaml"
ROLES: dict[str, Role | None] = {"nobody": None, "ada": Role.AGENT, "max": Role.MANAGER}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
hash_once = cache(hash_password)
EXPECTED_AWAY = {"/readyz"}  # no worker beats in these tests: its 503 is what it should say


@dataclass
class Surface:
    """The application with users and a ticket, and how many calls were made to it."""

    engine: Engine
    clock: Clock = field(default_factory=Clock)
    calls: int = 0

    def __post_init__(self) -> None:
        for name, role in ROLES.items():
            if role:
                save_user(self.engine, name, role, hash_once(PASSWORD))
        save_appeal(self.engine)
        self.app: Flask = create_app(self.engine, Jobs(self.engine), (SECRET,), self.clock)
        self.tokens = {name: self._sign_in(name) for name in ROLES}

    def _sign_in(self, name: str) -> str:
        user = load_user(self.engine, name)
        return save_session(self.engine, user.id, self.clock()) if user else ""

    def call(self, case: Case, name: str, honest: bool) -> TestResponse:
        """One call as that user; an honest one has its form's token, or Zendesk's signature."""
        sent = WSGI_TRANSPORT.serialize_case(case)
        sent["headers"] = {k: v for k, v in sent["headers"].items() if is_header(k) and is_header(v)}
        if "json" in sent:
            sent["data"] = json.dumps(sent.pop("json")).encode()
        client = self.app.test_client()
        if token := self.tokens[name]:
            client.set_cookie("reinstate_session", token)
        if honest:
            self._make_honest(case, sent, self.tokens[name])
        self.calls += 1
        answer = client.open(**sent)
        answer.get_data()
        return answer

    def _make_honest(self, case: Case, sent: dict[str, Any], token: str) -> None:
        if case.operation.path == "/webhooks/zendesk":
            body = sent.get("data", b"")
            raw = body if isinstance(body, bytes) else str(body).encode(errors="replace")
            sent |= {"data": raw, "headers": to_headers(raw, self.clock.now)}
        elif isinstance(sent.get("data"), dict):
            sent["data"] = sent["data"] | {"form_token": to_form_token(token)}


def is_header(value: object) -> bool:
    """Whether a server would take it for a header's name or value at all."""
    return str(value).isascii() and str(value).isprintable()


def load_schema() -> schemathesis.BaseSchema:
    """The description of the surface."""
    return from_path(FILE)


def list_operations() -> Iterator[Any]:
    """Every operation of the description."""
    for found in load_schema().get_all_operations():
        yield found.ok()


def fuzz(operation: Any, examples: int, check: Callable[[Case, str, bool], object]) -> None:
    """Hand that many cases of one operation to the check, half of them of another form than described."""
    modes = [operation.as_strategy(mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=examples < 100,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(case=st.one_of(modes), name=st.sampled_from(sorted(ROLES)), honest=st.booleans())
    def run(case: Case, name: str, honest: bool) -> None:
        check(case, name, honest)

    run()
