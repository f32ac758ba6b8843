"""Calls: the allowlist, what is refused, manners, and secrets."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.accounts.calls import (
    PARAMETERS,
    Call,
    NotAllowed,
    check_parameters,
    is_account_id,
    is_domain_name,
    is_origin,
    to_path,
)
from bot.accounts.failures import NotRead
from bot.accounts.gate import CALLS_A_MINUTE, REST_SECONDS, Gate
from bot.accounts.mailgun import to_authorization
from bot.accounts.session import Budget, PlatformSession, is_stale

KEY = "key-hush4711"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Answers(BaseHTTPRequestHandler):
    """Answers each path as told, and notes what was asked."""

    told: dict[str, tuple[int, dict[str, str], bytes]]
    asked: list[tuple[str, str, dict[str, str]]]

    def do_GET(self) -> None:
        self.asked.append((self.command, self.path, dict(self.headers)))
        status, headers, body = self.told.get(self.path.split("?")[0], (200, {}, b"{}"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def answering(**told: tuple[int, dict[str, str], bytes]) -> Iterator[tuple[str, type[Answers]]]:
    """A server that answers the named calls so."""
    paths = {Call[name].value: answer for name, answer in told.items()}
    handler = type("Handler", (Answers,), {"told": paths, "asked": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def a_session(origin: str, gate: Gate | None = None) -> PlatformSession:
    return PlatformSession(origin, to_authorization(KEY), (0.5, 0.5), gate or Gate())


def test_call_goes_out_once_as_a_get_with_the_key_and_nothing_else_of_ours() -> None:
    with answering() as (origin, server):
        assert a_session(origin).fetch_json(Call.USERS, Budget(), {"limit": 100, "skip": 0}, on_behalf_of="sub1") == {}
    [(method, path, headers)] = server.asked
    assert (method, path) == ("GET", "/v5/users?limit=100&skip=0")
    assert headers["Authorization"] == to_authorization(KEY)["Authorization"]
    assert headers["X-Mailgun-On-Behalf-Of"] == "sub1"
    assert "Cookie" not in headers


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_refused_and_never_followed(status: int) -> None:
    with (
        answering() as (elsewhere, server),
        answering(KEYS=(status, {"Location": elsewhere}, b"{}")) as (origin, _),
        pytest.raises(NotRead, match=r"^redirected$"),
    ):
        a_session(origin).fetch_json(Call.KEYS, Budget())
    assert server.asked == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((400, {}, b'{"message":"x"}'), "failing"),
        ((401, {}, b"{}"), "refused"),
        ((403, {}, b"{}"), "forbidden"),
        ((404, {}, b"{}"), "not_found"),
        ((404, {}, b"404 page not found"), "not_found"),
        ((429, {}, b'{"retry-seconds": 60}'), "rate_limited"),
        ((500, {}, b"{}"), "failing"),
        ((204, {}, b""), "failing"),
        ((206, {}, b"{}"), "failing"),
        ((200, {"Age": "901"}, b"{}"), "stale"),
        ((200, {"Age": "-1"}, b"{}"), "stale"),
        ((200, {"Date": "Mon, 02 Mar 2026 10:00:00 GMT"}, b"{}"), "stale"),
        ((200, {"Content-Encoding": "gzip"}, b"{}"), "not_json"),
        ((200, {}, b"<html>"), "not_json"),
        ((200, {}, b" " * (4 * 1024 * 1024 + 1)), "too_large"),
    ],
)
def test_answer_that_is_not_plainly_good_is_not_read(answer: tuple[int, dict[str, str], bytes], code: str) -> None:
    with answering(KEYS=answer) as (origin, _), pytest.raises(NotRead) as refused:
        a_session(origin).fetch_json(Call.KEYS, Budget())
    assert str(refused.value) == code


def test_nobody_there_is_unreachable() -> None:
    with pytest.raises(NotRead, match=r"^unreachable$"):
        a_session("http://127.0.0.1:9").fetch_json(Call.KEYS, Budget())


def test_no_call_is_made_while_the_platform_asks_us_to_wait() -> None:
    clock = Clock()
    with answering(KEYS=(429, {}, b'{"retry-seconds": 90}')) as (origin, server):
        session = a_session(origin, Gate(clock))
        for _ in range(3):
            with pytest.raises(NotRead, match=r"^rate_limited$"):
                session.fetch_json(Call.KEYS, Budget())
        assert len(server.asked) == 1
        clock.now = 89.0
        with pytest.raises(NotRead, match=r"^rate_limited$"):
            session.fetch_json(Call.USERS, Budget())
        clock.now = 91.0
        assert session.fetch_json(Call.USERS, Budget()) == {}


def test_platform_that_fails_five_times_is_left_alone_and_then_tried_once() -> None:
    clock = Clock()
    gate = Gate(clock)
    for _ in range(5):
        assert gate.take_turn("o") == ""
        gate.note_failure("o")
    assert gate.take_turn("o") == "resting"
    assert gate.take_turn("another") == ""
    clock.now = REST_SECONDS
    assert gate.take_turn("o") == ""
    gate.note_failure("o")
    assert gate.take_turn("o") == "resting"
    clock.now = 2 * REST_SECONDS
    gate.note_answer("o")
    gate.note_failure("o")
    assert gate.take_turn("o") == ""


def test_calls_are_paced_below_the_platforms_own_limit() -> None:
    clock = Clock()
    gate = Gate(clock)
    made = sum(gate.take_turn("o") == "" for _ in range(1_000))
    assert made == CALLS_A_MINUTE < 300
    assert gate.take_turn("o") == "paced"
    clock.now = 1.0
    assert sum(gate.take_turn("o") == "" for _ in range(100)) == CALLS_A_MINUTE / 60


@pytest.mark.parametrize("told", ["-5", "0", "inf", "nan", "soon", "99999999999"])
def test_odd_wait_is_bounded(told: str) -> None:
    clock = Clock()
    with answering(KEYS=(429, {"Retry-After": told}, b"<html>")) as (origin, _):
        gate = Gate(clock)
        with pytest.raises(NotRead):
            a_session(origin, gate).fetch_json(Call.KEYS, Budget())
        assert gate.take_turn(origin) == "rate_limited"
        clock.now = 3_601.0
        assert gate.take_turn(origin) == ""


def test_budget_ends_after_its_calls_and_after_its_seconds() -> None:
    clock = Clock()
    budget = Budget(calls=2, seconds=10, clock=clock)
    assert budget.spend() == 10
    clock.now = 4
    assert budget.spend() == 6
    with pytest.raises(NotRead, match=r"^budget$"):
        budget.spend()
    clock.now = 20
    with pytest.raises(NotRead, match=r"^budget$"):
        Budget(seconds=-1, clock=clock).spend()


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            ".",
            "..",
            "a",
            "a..b",
            "../v1/keys",
            "a.example/../../x",
            "a.example?x=1",
            "a.example#x",
            "a%2fb.example",
        ),
        *("a@b.example", "http://a.example", "a.example:80", "a b.example", "a.example\n", "é.example", "-a.example"),
        *(
            "a." * 130 + "example",
            "a" * 64 + ".example",
            "169.254.169.254/x",
            "[::1]",
            "{domain}.example/",
            "a\\b.example",
        ),
    ],
)
def test_name_that_could_leave_its_place_in_a_path_is_refused(name: str) -> None:
    assert not is_domain_name(name)
    with pytest.raises(NotAllowed):
        to_path(Call.DOMAIN, domain=name)
    with pytest.raises(NotRead, match=r"^odd_name$"):
        a_session("http://127.0.0.1:9").fetch_json(Call.LOGINS, Budget(), domain=name)


@pytest.mark.parametrize("account", ["", "a/b", "a\r\nb", "a b", "é", "a" * 65, "..", "a.b", "٣"])
def test_account_that_could_leave_its_header_is_refused(account: str) -> None:
    assert not is_account_id(account)
    with pytest.raises(NotAllowed):
        to_path(Call.SUBACCOUNT, account=account)


def test_every_call_is_a_path_of_its_own_with_known_parameters() -> None:
    assert {to_path(call, domain="mg.acme.example", account="sub1") for call in Call} == {
        "/v5/users",
        "/v1/keys",
        "/v4/domains",
        "/v4/domains/mg.acme.example",
        "/v3/domains/mg.acme.example/credentials",
        "/v3/mg.acme.example/stats/total",
        "/v5/accounts/subaccounts/sub1",
        "/v1/account-facts",
        "/api/v2/summary.json",
    }
    for call in Call:
        check_parameters(call, dict.fromkeys(PARAMETERS.get(call, ()), 1))
        with pytest.raises(NotAllowed):
            check_parameters(call, {"url": "http://169.254.169.254"})


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://api.mailgun.net", True),
        ("http://127.0.0.1:8080", True),
        ("http://api.mailgun.net", False),
        ("https://api.mailgun.net/v1", False),
        ("https://user@api.mailgun.net", False),
        ("https://api.mailgun.net?x", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[::1", False),
        ("https://api.mailgun.net:99999", False),
    ],
)
def test_origin_is_a_bare_encrypted_host(url: str, allowed: bool) -> None:
    assert is_origin(url) is allowed
    if not allowed:
        with pytest.raises(NotAllowed):
            a_session(url)


def test_key_is_shown_nowhere() -> None:
    session = a_session("http://127.0.0.1:9")
    with pytest.raises(NotRead) as refused:
        session.fetch_json(Call.KEYS, Budget())
    packed = to_authorization(KEY)["Authorization"].split()[1]
    for shown in (repr(session), str(session), repr(refused.value), repr(refused.value.__cause__)):
        assert KEY not in shown
        assert packed not in shown


def test_answer_that_says_neither_age_nor_date_is_fresh() -> None:
    assert not is_stale({}, datetime.now(UTC))
