"""Routes that show what was posted to a webhook."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Response, jsonify

from bot.sandbox.admin.webhooks import cut_webhook_page, find_known
from bot.sandbox.api import api
from bot.sandbox.attempts import Attempt
from bot.sandbox.deliveries import Delivery
from bot.sandbox.hub import current_hub
from bot.sandbox.routing import make_route
from bot.sandbox.signin import require_admin
from bot.sandbox.wire import to_stamp

_route = make_route(api)
# "terminated", "throttled" and "circuit broken" are recorded; the other two are named by us.
STATES = {
    "succeeded": "success",
    "failed": "terminated",
    "unsent": "terminated",
    "dropped": "terminated",
    "throttled": "throttled",
    "circuit_broken": "circuit broken",
    "pending": "pending",
}


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call of a webhook with all its attempts."""

    id: str
    delivery: Delivery

    def to_json(self) -> dict[str, Any]:
        """As the list shows it; without a status code where nothing was answered."""
        last = self.delivery.attempts[-1] if self.delivery.attempts else None
        shown = {"id": self.id, "status_code": last and last.status, "status": STATES[self.delivery.state]}
        shown["latest_completed_at"] = _to_time(last) if last else None
        return {name: value for name, value in shown.items() if value is not None}


@_route("/webhooks/<webhook_id>/invocations")
def list_invocations(webhook_id: str) -> Response:
    """What was posted or should have been; the newest first."""
    require_admin()
    find_known(current_hub(), webhook_id)
    known = {d.invocation_id: Invocation(d.invocation_id, d) for d in current_hub().deliveries.list(webhook_id)}
    page, extra = cut_webhook_page(list(known.values())[::-1])
    return jsonify(**extra, invocations=[invocation.to_json() for invocation in page])


@_route("/webhooks/<webhook_id>/invocations/<invocation_id>/attempts")
def list_attempts(webhook_id: str, invocation_id: str) -> Response:
    """Every posting of one invocation, the newest first."""
    require_admin()
    made = [d for d in current_hub().deliveries.list(webhook_id) if d.invocation_id == invocation_id]
    attempts = [_to_attempt(delivery, attempt) for delivery in made for attempt in delivery.attempts]
    return jsonify(attempts=attempts[::-1])


def _to_attempt(delivery: Delivery, attempt: Attempt) -> dict[str, Any]:
    return {
        "id": delivery.webhook_id,
        "invocation_id": delivery.invocation_id,
        "status_code": attempt.status,
        "status": "success" if attempt.is_success else "terminated",
        "request": {"headers": [], "payload": delivery.body.decode(errors="replace")},
        "response": {"headers": [], "payload": ""},
        "completed_at": _to_time(attempt),
    }


def _to_time(attempt: Attempt) -> str:
    return to_stamp(datetime.fromtimestamp(attempt.at, UTC))
