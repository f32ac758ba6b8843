"""A webhook: where deliveries go, what it wants to hear of, and its secret."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

TRIGGERED = "conditional_ticket_events"
EVENT_PREFIX = "zen:event-type:"
TICKET_CREATED = "zen:event-type:ticket.created"
COMMENT_ADDED = "zen:event-type:ticket.comment_added"


@dataclass(frozen=True, slots=True)
class Webhook:
    """``endpoint`` None: deliveries are recorded but not sent. ``authentication`` is kept whole, passwords included,
    and shown without them."""

    id: str
    name: str
    endpoint: str | None
    secret: str = field(repr=False)
    created_at: datetime
    created_by: int
    subscriptions: tuple[str, ...] = (TRIGGERED,)
    http_method: str = "POST"
    request_format: str = "json"
    status: str = "active"
    description: str | None = None
    authentication: dict[str, Any] | None = field(default=None, repr=False)
    custom_headers: dict[str, str] | None = None
    updated_at: datetime | None = None
    updated_by: int | None = None

    @property
    def is_triggered(self) -> bool:
        """Whether triggers call it; else it hears of events."""
        return self.subscriptions == (TRIGGERED,)
