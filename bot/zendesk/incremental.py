"""Zendesk's export of changes: every ticket by its newest change, in pages that a cursor joins. The newest minute is
withheld; ten calls a minute are let through (developer.zendesk.com, incremental exports)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from bot.zendesk.failures import Away
from bot.zendesk.session import ZendeskSession
from bot.zendesk.tickets import find_channel

LONGEST_CURSOR = 4096
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ChangedTicket:
    """A ticket as the export shows it; ``changed_at`` is Zendesk's time of its newest change, in whole seconds."""

    id: int
    changed_at: datetime
    status: str
    channel: str
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the export, the cursor behind it, and whether there is more by now."""

    tickets: tuple[ChangedTicket, ...]
    cursor: str
    has_more: bool


class Export(Protocol):
    """What a walk reads."""

    def fetch_page(self, cursor: str, start: datetime, size: int) -> Page:
        """The page behind the cursor, or without one the first since ``start``."""


class ZendeskExport:
    """The export of a real account."""

    def __init__(self, session: ZendeskSession, origin: str) -> None:
        self._session = session
        self._url = f"{origin}/api/v2/incremental/tickets/cursor.json"

    def fetch_page(self, cursor: str, start: datetime, size: int) -> Page:
        """See ``Export``. Rejected where the cursor is not known any more, Refused where the token may not read it."""
        where: dict[str, str | int] = {"cursor": cursor} if cursor else {"start_time": int(start.timestamp())}
        return to_page(self._session.get(self._url, params=where | {"per_page": size}).json())


def to_page(answer: Mapping[str, Any]) -> Page:
    """Zendesk's own form turned into ours; Away where it is none."""
    if not isinstance(answer, dict):
        raise Away("200 no export")
    cursor, listed = answer.get("after_cursor"), answer.get("tickets")
    if not isinstance(listed, list) or not (cursor is None or isinstance(cursor, str)):
        raise Away("200 no export")
    tickets = [to_changed(raw) for raw in listed if isinstance(raw, dict) and _is_id(raw.get("id"))]
    more = answer.get("end_of_stream") is False and bool(cursor)
    return Page(tuple(tickets), (cursor or "")[:LONGEST_CURSOR], more)


def to_changed(raw: Mapping[str, Any]) -> ChangedTicket:
    """One ticket of the export; a field of another form is as if it were not there, so that none stops the walk."""
    tags = raw.get("tags")
    return ChangedTicket(
        id=int(raw["id"]),
        changed_at=parse_stamp(raw.get("updated_at")) or NO_TIME,
        status=str(raw.get("status") or ""),
        channel=find_channel(raw),
        tags=frozenset(map(str, tags)) if isinstance(tags, list) else frozenset(),
    )


def parse_stamp(value: Any) -> datetime | None:
    """Zendesk's time of a change, or None where it is none."""
    try:
        moment = datetime.fromisoformat(str(value)[:40])
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63
