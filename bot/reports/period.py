"""A period of whole days in a time zone, and the stretches that a time axis has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DEFAULT_DAYS = 30
MOST_DAYS = 1100  # three years
DAILY, WEEKLY = 1, 7
MOST_DAILY = 45  # days that are shown day by day


class WrongQuestion(Exception):
    """What was asked for cannot be told; the message says why and what to do, in plain words."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included, by the clock of ``zone``."""

    first: date
    last: date
    zone: tzinfo

    @property
    def start(self) -> datetime:
        """The first moment, in UTC."""
        return self._to_moment(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after it, in UTC."""
        return self._to_moment(self.last + timedelta(days=1))

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def step(self) -> int:
        """How many days a stretch of the time axis has: one, or a week from Monday."""
        return DAILY if self.days <= MOST_DAILY else WEEKLY

    @property
    def starts(self) -> list[date]:
        """The days on which the stretches begin; the first one may begin before the period."""
        begin = self._begin
        return [begin + timedelta(days=at) for at in range(0, (self.last - begin).days + 1, self.step)]

    @property
    def _begin(self) -> date:
        return self.first - timedelta(days=self.first.weekday() if self.step == WEEKLY else 0)

    def find_stretch(self, moment: datetime) -> int | None:
        """The place of a moment's stretch on the axis; None outside of the period."""
        if not self.start <= moment < self.end:
            return None
        return (moment.astimezone(self.zone).date() - self._begin).days // self.step

    def cut(self, stretch: int) -> "Period":
        """One stretch as a period of its own, within this one."""
        begin = self._begin + timedelta(days=stretch * self.step)
        return Period(max(begin, self.first), min(begin + timedelta(days=self.step - 1), self.last), self.zone)

    def split_by_offset(self) -> Iterator[tuple[datetime, datetime, int]]:
        """Parts of the period in which the zone keeps its distance to UTC: from, to, and that distance in seconds."""
        begin, day = self.start, self.first
        while day <= self.last:
            after = day + timedelta(days=1)
            if self._to_offset(day) != self._to_offset(after) or after > self.last:
                turn = self._find_turn(self._to_moment(day), self._to_moment(after))
                yield begin, turn, self._to_offset(day)
                if turn < self._to_moment(after):
                    yield turn, self._to_moment(after), self._to_offset(after)
                begin = self._to_moment(after)
            day = after

    def _find_turn(self, start: datetime, end: datetime) -> datetime:
        """The moment within a day at which the clocks turn; its end where they do not. Clocks turn on a quarter."""
        offset, at = start.astimezone(self.zone).utcoffset(), start
        while at < end and at.astimezone(self.zone).utcoffset() == offset:
            at += timedelta(minutes=15)
        return min(at, end)

    def _to_moment(self, day: date) -> datetime:
        return datetime.combine(day, time(0), self.zone).astimezone(UTC)

    def _to_offset(self, day: date) -> int:
        offset = datetime.combine(day, time(0), self.zone).utcoffset()
        return int(offset.total_seconds()) if offset else 0


def to_period(query: Mapping[str, str], today: date, zone: tzinfo) -> Period:
    """The period that ``from`` and ``to`` name (dates as 2026-11-22), the last 30 days where neither is given.
    WrongQuestion where they cannot be."""
    last = _to_day(query.get("to", ""), today)
    first = _to_day(query.get("from", ""), max(date(1971, 1, 1), last - timedelta(days=DEFAULT_DAYS - 1)))
    if first > last:
        raise WrongQuestion(f"The period ends ({last}) before it begins ({first}). Exchange the two dates.")
    if (last - first).days >= MOST_DAYS:
        raise WrongQuestion(f"A report covers at most {MOST_DAYS} days. Choose a shorter period.")
    return Period(first, last, zone)


def _to_day(text: str, otherwise: date) -> date:
    if not text.strip():
        return otherwise
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise WrongQuestion("A date is written like 2026-11-22: year, month, day.") from None
    if not 1971 <= day.year <= 2200:
        raise WrongQuestion("There are no tickets of that year. Choose a date between 1971 and 2200.")
    return day
