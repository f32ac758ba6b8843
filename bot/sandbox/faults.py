"""The two faults that can be switched on, also while the server runs."""

import hashlib
import json
import threading
from typing import Any


class Faults:
    """Thread-safe. ``duplicate_delivery``: every delivery is posted twice. ``lose_response``: a comment's update is
    written but its answer lost, the first time that this update is asked for."""

    def __init__(self, duplicate_delivery: bool, lose_response: bool) -> None:
        self._lock = threading.Lock()
        self._lost: set[str] = set()
        self.duplicate_delivery = duplicate_delivery
        self.lose_response = lose_response

    def switch(self, given: dict[str, Any]) -> None:
        """Switch on or off what is named."""
        self.duplicate_delivery = bool(given.get("duplicate_delivery", self.duplicate_delivery))
        self.lose_response = bool(given.get("lose_response", self.lose_response))

    def to_json(self) -> dict[str, bool]:
        """How both stand."""
        return {"duplicate_delivery": self.duplicate_delivery, "lose_response": self.lose_response}

    def take_loss(self, ticket_id: int, asked: dict[str, Any]) -> bool:
        """Whether this update's answer is to be lost. The stamp does not count, so that the same words sent again
        under a newer stamp get through."""
        if not self.lose_response or not asked.get("comment"):
            return False
        same = {name: value for name, value in asked.items() if name != "updated_stamp"}
        digest = hashlib.sha256(json.dumps([ticket_id, same], sort_keys=True).encode()).hexdigest()
        with self._lock:
            known = digest in self._lost
            self._lost.add(digest)
        return not known
