"""One bounded GET that gives JSON, or says in one code why not. Everything that comes back is hostile: no redirect is
followed, size, time and depth are bounded, and what is doubtful in any way is not read."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError

from bot.accounts.calls import Call, NotAllowed, check_parameters, is_origin, to_path
from bot.accounts.dates import find_seconds_between, format_moment
from bot.accounts.failures import NotRead
from bot.accounts.gate import Gate

LARGEST_ANSWER = 4 * 1024 * 1024  # bytes, unpacked
STALE_SECONDS = 15 * 60
DEEPEST = 32  # lists and objects inside each other
_CHUNK = 64 * 1024
_STATUS_CODES = {401: "refused", 403: "forbidden", 404: "not_found", 410: "not_found"}


@dataclass
class Budget:
    """What one look at an account may cost: calls and seconds, whichever is used up first. A check looks twice."""

    calls: int = 120
    seconds: float = 20.0
    clock: Callable[[], float] = time.monotonic
    _ends_at: float = field(init=False)

    def __post_init__(self) -> None:
        self._ends_at = self.clock() + self.seconds

    def spend(self) -> float:
        """Pay for one call; the seconds that are left, or NotRead."""
        self.calls -= 1
        left = self._ends_at - self.clock()
        if self.calls < 0 or left <= 0:
            raise NotRead("budget")
        return left


def _wall_clock() -> datetime:
    return datetime.now(UTC)


class PlatformSession:
    """GETs to one origin, from any thread. The key is sent with every call and shown nowhere."""

    def __init__(
        self,
        origin: str,
        headers: Mapping[str, str],
        limits: tuple[float, float],
        gate: Gate,
        clock: Callable[[], datetime] = _wall_clock,
    ) -> None:
        if not is_origin(origin):
            raise NotAllowed("odd_origin")
        self.origin = origin
        self._headers = {**headers, "Accept": "application/json", "Accept-Encoding": "identity"}
        self._limits = limits
        self._gate = gate
        self._clock = clock
        self._local = threading.local()

    def __repr__(self) -> str:
        return f"PlatformSession({self.origin!r})"

    def now(self) -> datetime:
        """The time by which answers are dated."""
        return self._clock()

    def fetch_json(
        self,
        call: Call,
        budget: Budget,
        parameters: Mapping[str, str | int] | None = None,
        on_behalf_of: str = "",
        **names: str,
    ) -> Any:
        """The answer's JSON; NotRead for everything else."""
        try:
            path = to_path(call, **names)
            check_parameters(call, parameters or {})
        except NotAllowed as error:
            raise NotRead(str(error)) from None
        left = budget.spend()
        closed = self._gate.take_turn(self.origin)
        if closed:
            raise NotRead(closed)
        headers = {**self._headers, **({"X-Mailgun-On-Behalf-Of": on_behalf_of} if on_behalf_of else {})}
        return self._read(path, parameters or {}, headers, left)

    def _read(self, path: str, parameters: Mapping[str, str | int], headers: Mapping[str, str], left: float) -> Any:
        connect, read = (min(limit, left) for limit in self._limits)
        ends_at = time.monotonic() + min(connect + read, left)
        try:
            with self._get_session().get(
                self.origin + path,
                params=dict(parameters),
                headers=dict(headers),
                timeout=(connect, read),
                allow_redirects=False,
                stream=True,
            ) as response:
                self._check(response)
                body = _read_body(response, ends_at)
        except (requests.Timeout, ReadTimeoutError):
            raise self._fail("timeout") from None
        except (requests.RequestException, HTTPError, OSError, UnicodeError):
            raise self._fail("unreachable") from None
        self._gate.note_answer(self.origin)
        return parse_json(body)

    def _get_session(self) -> requests.Session:
        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
            self._local.session.trust_env = False
        session: requests.Session = self._local.session
        return session

    def _check(self, response: requests.Response) -> None:
        status = response.status_code
        if status == 429:
            self._gate.note_wait(self.origin, find_wait_seconds(response))
            raise NotRead("rate_limited")
        if status >= 500:
            raise self._fail("failing")
        if 300 <= status < 400:
            raise NotRead("redirected")
        if status != 200:
            raise NotRead(_STATUS_CODES.get(status, "failing"))
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise NotRead("not_json")  # packed although we asked for it plain: a small answer may unpack to anything
        if is_stale(response.headers, self._clock()):
            raise NotRead("stale")

    def _fail(self, code: str) -> NotRead:
        self._gate.note_failure(self.origin)
        return NotRead(code)


def _read_body(response: requests.Response, ends_at: float, largest: int = LARGEST_ANSWER) -> bytes:
    """Piece by piece as it comes, so that an answer that dribbles in cannot outlast its time."""
    body = b""
    while piece := response.raw.read1(_CHUNK, decode_content=False):
        body += piece
        if len(body) > largest:
            raise NotRead("too_large")
        if time.monotonic() > ends_at:
            raise NotRead("timeout")
    return body


def find_wait_seconds(response: requests.Response) -> float:
    """Seconds of the body's ``retry-seconds`` or of the Retry-After header; a minute where neither says."""
    try:
        body = parse_json(_read_body(response, time.monotonic() + 1, largest=1_000))
        told = body.get("retry-seconds") if isinstance(body, dict) else None
    except (NotRead, OSError, HTTPError):
        told = None
    for value in (told, response.headers.get("Retry-After", "")):
        try:
            seconds = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            continue
        if 0 < seconds < float("inf"):
            return seconds
    return 60.0


def is_stale(headers: Mapping[str, str], now: datetime) -> bool:
    """Whether an answer was kept somewhere on its way, or was made long before now; one that says neither is fresh."""
    age = headers.get("Age", "0")
    if not (age.isdecimal() and age.isascii() and len(age) < 10) or int(age) > STALE_SECONDS:
        return True
    if "Date" not in headers:
        return False
    seconds = find_seconds_between(headers["Date"], format_moment(now))  # None for two dates in one as well
    return seconds is None or abs(seconds) > STALE_SECONDS


def parse_json(body: bytes) -> Any:
    """JSON without doubled names, without numbers that JSON does not know, and not too deep; NotRead else."""
    try:
        parsed = json.loads(body.decode("utf-8"), object_pairs_hook=_to_object, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise NotRead("not_json") from None
    if _is_too_deep(parsed):
        raise NotRead("not_json")
    return parsed


def _to_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name that is given twice")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _is_too_deep(parsed: Any) -> bool:
    level = [parsed]
    for _ in range(DEEPEST):
        level = [inner for value in level for inner in _find_inner(value)]
        if not level:
            return False
    return True


def _find_inner(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
