"""How long an answer asks us to wait, read from headers in whatever form they come."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

LONGEST_WAIT_SECONDS = 3600.0
LONGEST_HEADER = 200
UNTOLD_SECONDS = 30.0  # of a 429 that does not say: half of the minute that Zendesk counts in
SHORTEST_SECONDS = 1.0  # of a gate: "0" and a date gone by were true when they were written
PER_TICKET = "zendesk-ratelimit-per-ticket-updates"


def find_wait_seconds(headers: Mapping[str, str], at: datetime) -> float | None:
    """Seconds that Retry-After asks for, from 0 to an hour, the longest of several; None where it says nothing that can
    be read. Dates count from the answer's own Date, or else from ``at``."""
    value = headers.get("Retry-After", "")[:LONGEST_HEADER]
    answered = _to_date(headers.get("Date", "")[:LONGEST_HEADER]) or at
    return max((_bound(seconds) for seconds in _read_waits(value, answered)), default=None)


def decide_closed_seconds(headers: Mapping[str, str], at: datetime) -> float:
    """How long a 429 closes the account's gate: as long as it asks, or else until its minute is over."""
    asked = find_wait_seconds(headers, at)
    if asked is None:
        asked = next(map(_bound, _read_numbers(headers.get("ratelimit-reset", "")[:LONGEST_HEADER])), UNTOLD_SECONDS)
    return max(asked, SHORTEST_SECONDS)


def find_ticket_seconds(headers: Mapping[str, str]) -> float | None:
    """How long no update of this ticket is taken, where an answer says that none is left ("total=30; remaining=0;
    resets=468"); None where it does not."""
    parts = re.split(r"[;,]", headers.get(PER_TICKET, "")[:LONGEST_HEADER])
    told = {name.strip().lower(): value for name, _, value in (part.partition("=") for part in parts)}
    left, resets = (next(_read_numbers(told.get(name, "")), None) for name in ("remaining", "resets"))
    if left is None or left > 0:
        return None
    return max(_bound(UNTOLD_SECONDS if resets is None else resets), SHORTEST_SECONDS)


def _bound(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST_WAIT_SECONDS)


def _read_waits(value: str, at: datetime) -> Iterator[float]:
    """Each part that is a number or a date. A date's own comma does no harm: what follows it is a date alone."""
    for part in value.split(","):
        yield from _read_numbers(part)
        if (date := _to_date(part)) is not None:
            yield (date - at).total_seconds()


def _read_numbers(text: str) -> Iterator[float]:
    try:
        number = float(text)
    except ValueError:
        return
    if isfinite(number):
        yield number


def _to_date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
