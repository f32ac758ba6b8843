"""Charts as SVG that stands in a page: no script, no style of its own, readable without colour."""

import re
import sys
import warnings
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from bot.reports.tables import Chart, Plain, Table

WIDTH, HEIGHT = 900, 300
MOST_LABELS = 12  # along the time axis
DROPPED = ("style", "script", "title", "desc")
SERIES = re.compile(r"\b(?:color|serie)-(\d)\b")
SVG = "{http://www.w3.org/2000/svg}"
DASHES = ("none", "9,5", "2,4", "12,4,2,4", "5,2", "1,6")


def draw(table: Table) -> str:
    """The table's chart, "" where it has none or nothing to show. The page hides it from screen readers, which read
    the table."""
    if table.chart is None or not table.rows or not table.drawn:
        return ""
    titles = {column.key: column.title for column in table.columns}
    records = table.to_records()
    if table.chart is Chart.BARS:
        records.reverse()  # the library draws the first one lowest
    series = tuple((titles[key], tuple(record[key] for record in records)) for key in table.drawn)
    if not any(value for _, values in series for value in values):
        return ""
    return _draw(table.chart, tuple(_to_labels(table, records)), series)


def _to_labels(table: Table, records: Sequence[Mapping[str, Plain]]) -> list[str]:
    """The first column; along the time axis not more than fit, and a mark where something was new."""
    labels = [str(record[table.keys[0]]) for record in records]
    every = 1 if table.chart is Chart.BARS else -(-len(labels) // MOST_LABELS)
    marked = [bool(record.get("versions")) for record in records]
    shown = [label if at % every == 0 else "" for at, label in enumerate(labels)]
    return [f"▲ {label}".strip() if mark else label for label, mark in zip(shown, marked, strict=True)]


@lru_cache(maxsize=16)
def _draw(chart: Chart, labels: tuple[str, ...], series: tuple[tuple[str, tuple[Plain, ...]], ...]) -> str:
    drawn = _load_library()[chart](**_choose_options(chart, labels, series))
    drawn.x_labels = list(labels)
    for title, values in series:
        scaled = [value * 100 if chart is Chart.LINES and isinstance(value, float) else value for value in values]
        drawn.add(title, scaled)
    return _finish(drawn.render_tree())


@cache
def _load_library() -> dict[Chart, Any]:
    """With the first chart, because it brings lxml along. It leaves an import hook of an old form behind, for plugins
    that we do not use: every later import would warn of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ImportWarning)
        from pygal import HorizontalBar, Line, StackedBar

    sys.meta_path[:] = [finder for finder in sys.meta_path if hasattr(finder, "find_spec")]
    return {Chart.BARS: HorizontalBar, Chart.STACKED: StackedBar, Chart.LINES: Line}


def _choose_options(chart: Chart, labels: Sequence[str], series: Sequence[object]) -> dict[str, Any]:
    height = 90 + 26 * len(labels) * len(series) if chart is Chart.BARS else HEIGHT
    options: dict[str, Any] = {"width": WIDTH, "height": height, "js": (), "css": (), "explicit_size": False}
    options |= {"legend_at_bottom": True, "show_legend": len(series) > 1, "print_values": chart is Chart.BARS}
    options |= {"truncate_label": -1, "truncate_legend": -1, "show_x_guides": False, "min_scale": 2, "max_scale": 6}
    if chart is Chart.LINES:
        return options | {"range": (0, 100), "dots_size": 3, "allow_interruptions": True, "x_label_rotation": 30}
    return options | ({"x_label_rotation": 30} if chart is Chart.STACKED else {})


def _finish(root: Any) -> str:
    """Without what the pages' security policy refuses: style and script elements."""
    from lxml import etree

    etree.strip_elements(
        root, etree.Comment, *(f"{space}{name}" for space in (SVG, "") for name in DROPPED), with_tail=False
    )
    _tell_apart(root)
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    return str(etree.tostring(root, encoding="unicode"))


def _tell_apart(root: Any) -> None:
    """Bars and the legend by patterns that the page defines once, lines by their dashes: no colour is needed."""
    for element in root.iter():
        element.attrib.pop("id", None)
        if element.attrib.pop("style", None):
            element.set("visibility", "hidden")  # the library hides by style what only its script would show
        owners = [element, *element.iterancestors()]
        number = next((int(found[1]) for owner in owners if (found := SERIES.search(owner.get("class", "")))), None)
        if number is not None and element.tag.endswith("rect"):
            element.set("fill", f"url(#pattern-{number})")
        if number is not None and element.tag.endswith("path"):
            element.set("stroke-dasharray", DASHES[number % len(DASHES)])
