"""Office hours: how much of a stretch of time falls into them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_DAYS = 3660  # of a stretch that is counted day by day


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Weekdays (0 is Monday) and the hours of each, by the clock of a time zone; no days: round the clock."""

    zone: tzinfo
    days: frozenset[int] = frozenset()
    opens: time = time(0)
    closes: time = time(0)

    def count_seconds(self, start: datetime, end: datetime) -> float:
        """Seconds of office hours between two moments; 0 where the end is not after the start."""
        if not self.days or (end - start) > timedelta(days=MOST_DAYS):
            return max(0.0, (end - start).total_seconds())
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        seconds = 0.0
        while day <= last:
            if day.weekday() in self.days:
                opens, closes = (datetime.combine(day, at, self.zone) for at in (self.opens, self.closes))
                seconds += max(0.0, min(end, closes).timestamp() - max(start, opens).timestamp())
            day += timedelta(days=1)
        return seconds


def to_office_hours(text: str, zone: tzinfo) -> OfficeHours:
    """``mon-fri 09:00-17:00``; nothing at all is round the clock. ValueError where it is neither."""
    if not text.strip():
        return OfficeHours(zone)
    try:
        days, hours = text.lower().split()
        first, _, last = days.partition("-")
        opens, closes = (time.fromisoformat(at) for at in hours.split("-"))
        begin, end = DAYS.index(first), DAYS.index(last or first)
    except ValueError:
        raise ValueError("not of the form mon-fri 09:00-17:00") from None
    if end < begin or closes <= opens:
        raise ValueError("the end must come after the beginning")
    return OfficeHours(zone, frozenset(range(begin, end + 1)), opens, closes)
