"""The load: signed deliveries as Zendesk makes them, at a constant rate or as fast as so many callers can."""

import json
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from bot.sandbox.signing import render_headers

SECRET = "bench-webhook-secret"
LIMIT_SECONDS = 10.0  # Zendesk waits no longer for an answer
OPEN_CALLERS = 64  # at a constant rate: enough that a stall of half a second holds no delivery back at 100/s
CLOSED_CALLERS = 16  # twice as many as the server has threads


@dataclass(frozen=True, slots=True)
class Prepared:
    """A delivery ready to be sent: its id over retries, its ticket, and the whole of it as it goes over the wire."""

    invocation: str
    ticket_id: int
    wire: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery's fate: when it was to be sent (seconds since the epoch), how long its answer took from then on, how
    late the caller itself began, and whether the answer was a 202."""

    delivery: Prepared
    due_at: float
    seconds: float
    late_seconds: float
    acknowledged: bool


@dataclass(frozen=True, slots=True)
class Burst:
    """All of one load; ``seconds`` from its first delivery to its last answer."""

    sent: tuple[Sent, ...]
    seconds: float

    @property
    def latencies(self) -> list[float]:
        """Seconds of every delivery, those that were refused or not answered included."""
        return [sent.seconds for sent in self.sent]

    @property
    def acknowledged(self) -> set[str]:
        """The invocations that were answered 202."""
        return {sent.delivery.invocation for sent in self.sent if sent.acknowledged}

    @property
    def refused(self) -> int:
        """How many were answered otherwise, or not at all."""
        return sum(not sent.acknowledged for sent in self.sent)


def prepare_deliveries(ticket_ids: Iterable[int]) -> list[Prepared]:
    """A delivery for each ticket, signed now: it holds for five minutes. A connection each, as most reverse proxies
    make one for every request that they pass on."""
    return [prepare_delivery(ticket_id, str(uuid.uuid4())) for ticket_id in ticket_ids]


def prepare_delivery(ticket_id: int, invocation: str) -> Prepared:
    """One delivery."""
    body = json.dumps({"v": 1, "event": "created", "ticket_id": str(ticket_id), "user_id": "7"}).encode()
    headers = render_headers(SECRET, "01BENCH", invocation, body)
    headers |= {"Host": "127.0.0.1", "Content-Length": str(len(body)), "Connection": "close"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return Prepared(invocation, ticket_id, f"POST /webhooks/zendesk HTTP/1.1\r\n{lines}\r\n".encode() + body)


def send(port: int, wire: bytes) -> bool:
    """Send it and read the answer to its end; whether it was a 202."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=LIMIT_SECONDS) as connection:
            connection.sendall(wire)
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
    except OSError:
        return False
    return answer.startswith(b"HTTP/1.1 202 ")


def send_at_rate(port: int, deliveries: Sequence[Prepared], per_second: float) -> Burst:
    """Send at a constant rate whatever the answers do. The time of each counts from when it was due, so a stall counts
    for every delivery that it held up."""
    begun, epoch = time.monotonic(), time.time()

    def send_due(number: int, delivery: Prepared) -> Sent:
        due = begun + number / per_second
        time.sleep(max(0.0, due - time.monotonic()))
        late = time.monotonic() - due
        acknowledged = send(port, delivery.wire)
        return Sent(delivery, epoch + due - begun, time.monotonic() - due, late, acknowledged)

    return _run(OPEN_CALLERS, iter(enumerate(deliveries)), send_due)


def send_at_once(port: int, deliveries: Sequence[Prepared], seconds: float) -> Burst:
    """Let callers send one after the other without a pause, for so long or until there are no more deliveries."""
    deadline = time.monotonic() + seconds

    def send_now(_number: int, delivery: Prepared) -> Sent | None:
        begun = time.monotonic()
        if begun > deadline:
            return None
        epoch = time.time()
        acknowledged = send(port, delivery.wire)
        return Sent(delivery, epoch, time.monotonic() - begun, 0.0, acknowledged)

    return _run(CLOSED_CALLERS, zip(count(), deliveries), send_now)


def _run(
    callers: int, deliveries: Iterator[tuple[int, Prepared]], call: Callable[[int, Prepared], Sent | None]
) -> Burst:
    """Let so many threads take deliveries in their order until there are none, or a call says that time is up."""
    lock, results = threading.Lock(), []

    def work() -> None:
        while (taken := _take(lock, deliveries)) is not None and (sent := call(*taken)) is not None:
            results.append(sent)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    begun = min((sent.due_at for sent in results), default=0.0)
    ended = max((sent.due_at + sent.seconds for sent in results), default=0.0)
    return Burst(tuple(results), ended - begun)


def _take(lock: threading.Lock, deliveries: Iterator[tuple[int, Prepared]]) -> tuple[int, Prepared] | None:
    with lock:
        return next(deliveries, None)
