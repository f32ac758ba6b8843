"""What a report consists of: tables of plain values, some of whose figures lead to the tickets behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Query = tuple[tuple[str, str], ...]


class Kind(StrEnum):
    """What a column holds."""

    WORDS = "words"
    COUNT = "count"
    SHARE = "share"  # 0 to 1
    MINUTES = "minutes"


class Chart(StrEnum):
    """How a table is drawn: its counts side by side, upon each other, or as lines from 0 to 100 %."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Linked:
    """A figure with the question whose answer is the list of its tickets."""

    value: int
    query: Query


Plain = str | int | float | None
Cell = Plain | Linked


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and its key in exports."""

    key: str
    title: str
    kind: Kind = Kind.COUNT


@dataclass(frozen=True, slots=True)
class Table:
    """One table: ``note`` says what is counted, ``drawn`` which columns the chart shows over the first one."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: Chart | None = None
    drawn: tuple[str, ...] = ()

    def to_records(self) -> list[dict[str, Plain]]:
        """The rows by the columns' keys, as exports have them."""
        return [dict(zip(self.keys, map(to_plain, row), strict=True)) for row in self.rows]

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns' keys."""
        return tuple(column.key for column in self.columns)


@dataclass(frozen=True, slots=True)
class Section:
    """A question that a manager asks, in words, and the tables that answer it."""

    name: str
    question: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All sections, what was asked, and the few figures that come first."""

    asked: Mapping[str, str]
    headlines: tuple[tuple[str, str, str], ...]  # words, figure, the section that has more
    sections: tuple[Section, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table in order."""
        return tuple(table for section in self.sections for table in section.tables)


def to_plain(cell: Cell) -> Plain:
    """A cell without its link."""
    return cell.value if isinstance(cell, Linked) else cell


def to_share(part: int, whole: int) -> float | None:
    """A share rounded to a tenth of a percent; None of nothing."""
    return round(part / whole, 3) if whole else None


def show(cell: Cell, kind: Kind) -> str:
    """A cell as people read it; a dash where there is nothing to say."""
    value = to_plain(cell)
    if value is None:
        return "–"
    if kind is Kind.SHARE and isinstance(value, (int, float)):
        return f"{value * 100:.1f} %"
    if kind is Kind.MINUTES and isinstance(value, (int, float)):
        return show_minutes(int(value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def show_minutes(minutes: int) -> str:
    """``45 min``, ``3 h 20 min``, ``2 d 4 h``."""
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"
