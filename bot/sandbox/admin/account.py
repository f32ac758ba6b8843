"""Routes for the account: its settings, custom statuses, and the export of what changed."""

import base64
import binascii
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Response, jsonify, request

from bot.sandbox.api import api, to_ticket
from bot.sandbox.errors import ApiError
from bot.sandbox.hub import current_hub
from bot.sandbox.routing import make_route, to_url
from bot.sandbox.state import Ticket
from bot.sandbox.wire import CUSTOM_STATUS_IDS, STATUS_LABELS, to_stamp

_route = make_route(api)
LARGEST_EXPORT = 1000


@_route("/account/settings")
def show_settings() -> Response:
    """As little as a client may look at."""
    return jsonify(
        settings={
            "branding": {"header_color": "1F73B7"},
            "tickets": {"agent_ticket_deletion": True, "tagging": True, "comments_public_by_default": True},
            "rule": {"macro_most_used": True},
            "active_features": {"business_hours": False, "custom_statuses": True, "markdown": True},
            "api": {"accepted_api_agreement": True, "api_token_access": "false"},
            "localization": {"locale_ids": [1]},
        }
    )


@_route("/custom_statuses")
def list_custom_statuses() -> Response:
    """The statuses that every account has, one for each category."""
    now = to_stamp(current_hub().desk.now())
    return jsonify(custom_statuses=[_to_status(category, now) for category in STATUS_LABELS])


def _to_status(category: str, now: str) -> dict[str, Any]:
    status_id, label = CUSTOM_STATUS_IDS[category], STATUS_LABELS[category]
    return {
        "url": to_url(f"/api/v2/custom_statuses/{status_id}.json"),
        "id": status_id,
        "status_category": category,
        "agent_label": label,
        "raw_agent_label": label,
        "end_user_label": label,
        "raw_end_user_label": label,
        "description": "",
        "raw_description": "",
        "end_user_description": "",
        "raw_end_user_description": "",
        "active": True,
        "default": True,
        "created_at": now,
        "updated_at": now,
    }


@_route("/incremental/tickets/cursor")
def export_tickets() -> Response:
    """Tickets by their last change, deleted ones among them, without the newest moments."""
    hub = current_hub()
    since, last_id = _read_start()
    until = hub.desk.now() - timedelta(seconds=hub.settings.newest_withheld_seconds)
    changed = [t for t in hub.desk.list_changed_tickets(since, until) if (t.updated_at, t.id) > (since, last_id)]
    size = min(max(request.args.get("per_page", LARGEST_EXPORT, type=int), 1), LARGEST_EXPORT)
    page = changed[:size]
    cursor = _to_cursor(page[-1]) if page else request.args.get("cursor") or _write_cursor(since, last_id)
    after = to_url(f"/api/v2/incremental/tickets/cursor.json?cursor={cursor}")
    return jsonify(
        tickets=[to_ticket(ticket) for ticket in page],
        after_url=after,
        before_url=None,
        after_cursor=cursor,
        before_cursor=None,
        end_of_stream=len(changed) <= size,
    )


def _read_start() -> tuple[datetime, int]:
    """Where the export begins: after a cursor, or at a time in seconds since the epoch."""
    try:
        if "cursor" in request.args:
            seconds, _, last_id = base64.urlsafe_b64decode(request.args["cursor"]).decode().partition("|")
            return datetime.fromtimestamp(float(seconds), UTC), int(last_id)
        return datetime.fromtimestamp(float(request.args["start_time"]), UTC), 0
    except (KeyError, ValueError, OverflowError, OSError, binascii.Error):
        raise ApiError(400, {"error": "InvalidValue", "description": "start_time or cursor is invalid"}) from None


def _to_cursor(ticket: Ticket) -> str:
    return _write_cursor(ticket.updated_at, ticket.id)


def _write_cursor(at: datetime, last_id: int) -> str:
    return base64.urlsafe_b64encode(f"{at.timestamp()}|{last_id}".encode()).decode()
