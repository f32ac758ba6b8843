"""Dates as the platform writes them: naive ISO 8601 meaning UTC, the same with microseconds, and RFC 2822."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_DATE = 40  # characters
SECONDS_A_DAY = 86_400
OLDEST_YEAR, NEWEST_YEAR = 2000, 2200  # outside, it is no date that anybody meant
_KNOWN_ZONES = frozenset({"GMT", "UTC", "UT", "Z"})


def to_moment(text: object) -> str | None:
    """The date as ISO 8601 in UTC, to the second ("2026-11-22T10:00:00Z"); None for what is no date of a known form."""
    if not isinstance(text, str) or not 10 < len(text) <= LONGEST_DATE or not text.isascii():
        return None
    try:
        parsed = _parse(text.strip())
        utc = parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return format_moment(utc) if OLDEST_YEAR <= utc.year <= NEWEST_YEAR else None


def _parse(text: str) -> datetime:
    if text[:1].isdigit() and text[4:5] == "-":
        return datetime.fromisoformat(text)
    zone = text.rpartition(" ")[2]
    if not (zone in _KNOWN_ZONES or zone[:1] in ("+", "-")):
        raise ValueError("a zone that is not known for certain")
    return parsedate_to_datetime(text)


def format_moment(moment: datetime) -> str:
    """An aware time as this package writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def find_seconds_between(earlier: str, later: str) -> float | None:
    """Seconds from one moment to another, negative the other way round; None where either is no date."""
    first, second = to_moment(earlier), to_moment(later)
    if first is None or second is None:
        return None
    return (datetime.fromisoformat(second) - datetime.fromisoformat(first)).total_seconds()


def shift(moment: str, by: timedelta) -> str:
    """A moment so much later, earlier where ``by`` is negative; "" where it is no date."""
    known = to_moment(moment)
    return format_moment(datetime.fromisoformat(known) + by) if known else ""


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def name_day(moment: str) -> str:
    """The day in words ("12 March 2026"), whatever language the machine speaks; the text itself where it is no date."""
    known = to_moment(moment)
    if known is None:
        return moment[:LONGEST_DATE]
    year, month, day = known[:10].split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
