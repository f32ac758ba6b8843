"""Faults that can be switched on while the server runs: what goes wrong, with which calls, how often, until when."""

import hashlib
import itertools
import json
import random
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from typing import Any

BEFORE_WORK = frozenset({"status", "reset", "conflict"})
AFTER_WORK = frozenset({"lost", "slow", "html", "half"})
ON_DELIVERY = frozenset({"duplicate", "reorder", "drop"})
KINDS = BEFORE_WORK | AFTER_WORK | ON_DELIVERY
FORMS = frozenset({"json", "text", "html", "empty"})
_NUMBER = (int, float)
_FLAGS = frozenset({"each_once"})
_TYPES: dict[str, type | tuple[type, ...]] = {
    "kind": str,
    "method": str,
    "path": str,
    "containing": str,
    "probability": _NUMBER,
    "each_once": bool,
    "count": int,
    "seconds": _NUMBER,
    "status": int,
    "retry_after": str,
    "form": str,
    "slow_seconds": _NUMBER,
}
DUPLICATE, LOSE = "duplicate_delivery", "lose_response"


class FaultError(ValueError):
    """A fault was asked for that does not exist; the message says what is wrong with it."""


@dataclass(slots=True)
class Fault:
    """One fault. Its scope: ``method`` and ``path`` (a shell pattern below /api/v2; for deliveries the trigger's title
    or the event's type) and ``containing``, which must stand in the call's body. Its rate: ``probability``, and
    ``each_once`` for once per distinct call. Its end: ``count`` hits or ``seconds``."""

    kind: str
    id: str = ""
    method: str | None = None
    path: str = "*"
    containing: str = ""
    probability: float = 1.0
    each_once: bool = False
    count: int | None = None
    seconds: float | None = None
    status: int | None = None
    retry_after: str | None = None
    form: str = "json"
    slow_seconds: float = 1.0
    until: float = field(default=float("inf"))
    hits: int = 0

    def to_json(self) -> dict[str, Any]:
        """As the control route shows it."""
        shown = asdict(self)
        del shown["until"]
        return shown


@dataclass(frozen=True, slots=True)
class Call:
    """What a fault looks at. ``path`` is below /api/v2, without ``.json``."""

    method: str
    path: str
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a delivery."""

    copies: int = 1
    dropped: bool = False
    wait_seconds: float = 0.0


class Faults:
    """Thread-safe. The two that the demo uses have names of their own: ``duplicate_delivery`` (every delivery is posted
    twice) and ``lose_response`` (a comment's update is written but its answer lost, the first time that this update is
    asked for)."""

    def __init__(
        self,
        duplicate_delivery: bool = False,
        lose_response: bool = False,
        seed: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._random = random.Random(seed)  # noqa: S311 - chance, not secrecy
        self._ids = itertools.count(1)
        self._faults: dict[str, Fault] = {}
        self._seen: set[tuple[str, str]] = set()
        self.switch({DUPLICATE: duplicate_delivery, LOSE: lose_response})

    def switch(self, given: Mapping[str, Any]) -> None:
        """Switch the named ones on or off."""
        named = {
            DUPLICATE: Fault("duplicate", DUPLICATE),
            LOSE: Fault("lost", LOSE, method="PUT", path="/tickets/*", containing='"comment"', each_once=True),
        }
        with self._lock:
            for name, fault in named.items():
                if name in given and bool(given[name]) is not (name in self._faults):
                    self._forget(name)
                    if given[name]:
                        self._faults[name] = fault

    def add(self, asked: Mapping[str, Any]) -> Fault:
        """Switch a fault on; FaultError for one that is not understood."""
        fault = read_fault(asked)
        with self._lock:
            fault.id = f"fault-{next(self._ids)}"
            if fault.seconds is not None:
                fault.until = self._clock() + fault.seconds
            self._faults[fault.id] = fault
        return fault

    def remove(self, fault_id: str | None = None) -> None:
        """Switch one off, or all."""
        with self._lock:
            for name in [fault_id] if fault_id is not None else list(self._faults):
                self._forget(name)

    def to_json(self) -> dict[str, Any]:
        """How all of them stand."""
        with self._lock:
            named = {name: name in self._faults for name in (DUPLICATE, LOSE)}
            return {**named, "faults": [f.to_json() for name, f in self._faults.items() if name not in named]}

    def take(self, kinds: Iterable[str], call: Call) -> Fault | None:
        """The first fault of these kinds that hits this call; it counts as a hit."""
        wanted, now = frozenset(kinds), self._clock()
        with self._lock:
            hit = next((f for f in self._faults.values() if f.kind in wanted and self._hits(f, call, now)), None)
            if hit is not None:
                hit.hits += 1
            return hit

    def take_fate(self, source: str) -> Fate:
        """What becomes of a delivery of this trigger or event."""
        fault = self.take(ON_DELIVERY, Call("DELIVER", source))
        match fault.kind if fault else None:
            case "duplicate":
                return Fate(copies=2)
            case "drop":
                return Fate(dropped=True)
            case "reorder" if fault:
                return Fate(wait_seconds=fault.slow_seconds * self._random.random())
        return Fate()

    def _hits(self, fault: Fault, call: Call, now: float) -> bool:
        return (
            now < fault.until
            and (fault.count is None or fault.hits < fault.count)
            and fault.method in (None, call.method)
            and fnmatchcase(call.path, fault.path)
            and (not fault.containing or fault.containing.encode() in call.body)
            and self._random.random() < fault.probability
            and not (fault.each_once and self._is_known(fault, call))
        )

    def _is_known(self, fault: Fault, call: Call) -> bool:
        key = (fault.id, find_digest(call))
        known = key in self._seen
        self._seen.add(key)
        return known

    def _forget(self, name: str) -> None:
        self._faults.pop(name, None)
        self._seen = {key for key in self._seen if key[0] != name}


def read_fault(asked: Mapping[str, Any]) -> Fault:
    """A fault as the control route is asked for it; FaultError where it is not understood."""
    if unknown := asked.keys() - _TYPES.keys():
        raise FaultError(f"unknown: {', '.join(sorted(unknown))}")
    for name, value in asked.items():
        if value is not None and (not isinstance(value, _TYPES[name]) or (name not in _FLAGS and value is True)):
            raise FaultError(f"{name} cannot be this")
    fault = Fault(**{name: value for name, value in asked.items() if value is not None} | {"kind": asked.get("kind")})
    if fault.kind not in KINDS or fault.form not in FORMS:
        raise FaultError(f"kind is one of {', '.join(sorted(KINDS))}; form of {', '.join(sorted(FORMS))}")
    if fault.kind == "status" and fault.status is None:
        raise FaultError("status is missing")
    if not 0 <= fault.probability <= 1 or min(fault.count or 0, fault.seconds or 0, fault.slow_seconds) < 0:
        raise FaultError("probability lies between 0 and 1; count and seconds are not negative")
    if fault.kind == "conflict":
        fault.method = fault.method or "PUT"  # nothing else conflicts
    return fault


def find_digest(call: Call) -> str:
    """The same for calls that ask for the same. The stamp does not count, so that the same words sent again under a
    newer stamp are known."""
    try:
        body = json.loads(call.body)
    except ValueError:
        body = call.body.hex()
    if isinstance(body, dict) and isinstance(body.get("ticket"), dict):
        body["ticket"].pop("updated_stamp", None)
    return hashlib.sha256(json.dumps([call.method, call.path, body], sort_keys=True).encode()).hexdigest()
