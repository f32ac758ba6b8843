"""What a report is made of: the question, and what the database counted for it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from bot.reports.hours import OfficeHours
from bot.reports.journey import Shape
from bot.reports.overruling import INTENT, STATE
from bot.reports.period import Period


@dataclass(frozen=True, slots=True)
class Question:
    """Which tickets a report is about: those that came in during the period, of a brand and a procedure or of any."""

    period: Period
    brand_id: int | None = None
    procedure: str = ""

    def covers(self, shape: Shape) -> bool:
        """Whether tickets of that shape belong to it."""
        of_brand = self.brand_id is None or shape.brand_id == self.brand_id
        return of_brand and (not self.procedure or shape.procedure == self.procedure)

    def to_query(self) -> dict[str, str]:
        """The question as a form sends it."""
        query = {"from": str(self.period.first), "to": str(self.period.last)}
        query |= {"brand": str(self.brand_id)} if self.brand_id is not None else {}
        return query | ({"procedure": self.procedure} if self.procedure else {})


@dataclass(frozen=True, slots=True)
class Mark:
    """A version of a model or of the templates, and when it was first used."""

    name: str
    version: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Counting:
    """How the desk counts: its target from ready to an agent's decision, in office hours, and what those are."""

    hours: OfficeHours = field(default_factory=lambda: OfficeHours(UTC))
    target_hours: int = 24


@dataclass(frozen=True)
class Gathered:
    """``by_shape`` has the tickets by shape, ``counts`` by stretch of the time axis and by outline; ``shapes`` only
    those that the question covers. ``minutes`` counts durations by procedure and measure; ``ready`` has the tickets
    that wait for an agent now, whenever they came in."""

    shapes: Mapping[int, Shape]
    by_shape: Mapping[int, int]
    counts: list[tuple[int, int, int]]
    minutes: Mapping[str, Mapping[str, Counter[int]]] = field(default_factory=dict)
    ready: list[tuple[datetime, int]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @cached_property
    def totals(self) -> list[tuple[Shape, int]]:
        """How many tickets of each shape came in."""
        return [(self.shapes[known], count) for known, count in self.by_shape.items() if known in self.shapes]

    @property
    def in_stretches(self) -> Iterator[tuple[int, Shape, int]]:
        """How many tickets of each outline came in, stretch by stretch."""
        shapes = self.shapes
        return ((stretch, shapes[known], count) for stretch, known, count in self.counts if known in shapes)


def find_ending(shape: Shape) -> str:
    """How a ticket stands: what a person overruled stands by that alone."""
    if {STATE, INTENT, "bot"} & set(shape.overruled):
        return "overruled"
    return shape.state or "unread"
