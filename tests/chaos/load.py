"""Deliveries as Zendesk makes them: signed, repeated while a 503 asks for it, doubled now and then, in any order."""

import json
import random
import threading
import time
import uuid
from collections.abc import Sequence

import requests

from bot.sandbox.signing import render_headers
from tests.chaos.house import SECRET

LIMIT_SECONDS = 10.0
DOUBLED = 0.1  # of the deliveries are made twice


class Sender:
    """Makes one delivery for each ticket, from several threads; ``acknowledged`` are those that were answered 202. What
    was not acknowledged is made again until it is: the count is of deliveries, not of attempts."""

    def __init__(self, ports: Sequence[int], tickets: Sequence[int], per_second: float, seed: int) -> None:
        self.acknowledged: set[str] = set()
        self.slowest_seconds = 0.0
        self._ports, self._pause = list(ports), 1.0 / per_second
        self._waiting = [
            (ticket, str(uuid.UUID(int=random.Random(f"{seed}{ticket}").getrandbits(128)))) for ticket in tickets
        ]
        self._chance = random.Random(seed)
        self._chance.shuffle(self._waiting)
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._send_all, daemon=True) for _ in range(4)]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        """Until every delivery was acknowledged."""
        for thread in self._threads:
            thread.join()

    @property
    def is_sending(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def _send_all(self) -> None:
        while (delivery := self._take()) is not None:
            while not self._send(*delivery):
                time.sleep(0.2)
            if self._chance.random() < DOUBLED:
                self._send(*delivery)
            time.sleep(self._pause * len(self._threads))

    def _take(self) -> tuple[int, str] | None:
        with self._lock:
            return self._waiting.pop() if self._waiting else None

    def _send(self, ticket: int, invocation: str) -> bool:
        body = json.dumps({"v": 1, "event": "created", "ticket_id": str(ticket), "user_id": "7"}).encode()
        headers = render_headers(SECRET, "01CHAOS", invocation, body)
        url = f"http://127.0.0.1:{self._chance.choice(self._ports)}/webhooks/zendesk"
        begun = time.monotonic()
        try:
            answer = requests.post(url, data=body, headers=headers, timeout=LIMIT_SECONDS)
        except requests.RequestException:
            return False
        if answer.status_code == 202:
            self.acknowledged.add(invocation)
            self.slowest_seconds = max(self.slowest_seconds, time.monotonic() - begun)
        return answer.status_code == 202
