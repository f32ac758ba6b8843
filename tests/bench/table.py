"""The table and the JSON."""

import os
import platform
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.figures import AREAS, Area, Figure, Run, Summary, summarise


def print_table(console: Console, runs: Sequence[Run], notes: Sequence[str]) -> None:
    """Each figure's median with its spread, and its aim."""
    for area in AREAS:
        console.print(area.title, style="bold")
        console.print(render_area(area, runs))
    for note in notes:
        console.print(note, style="dim")


def render_area(area: Area, runs: Sequence[Run]) -> Table:
    """One part, without the rows and columns of which nothing is known."""
    table = Table()
    sides = [side for side in area.sides if any(run.get(side) for run in runs)]
    table.add_column("")
    for side in sides:
        table.add_column(area.sides[side], justify="right")
    for figure in area.figures:
        summaries = [summarise(runs, side, figure) for side in sides]
        if any(summaries):
            table.add_row(figure.text, *(render_summary(summary, figure) for summary in summaries))
    return table


def render_summary(summary: Summary | None, figure: Figure) -> str:
    """Median, spread, aim."""
    if summary is None:
        return ""
    lines = [f"{summary.median:,.{figure.digits}f}"]
    if len(summary.runs) > 1:
        lines.append(f"[dim]{summary.lowest:,.{figure.digits}f}..{summary.highest:,.{figure.digits}f}[/dim]")
    if summary.aim is not None:
        met = "[green]met[/green]" if summary.is_met else "[red]not met[/red]"
        lines.append(f"≤ {summary.aim:,g} {met}")
    return "\n".join(lines)


def to_json(runs: Sequence[Run], notes: Sequence[str]) -> dict[str, Any]:
    """Everything, the single runs included."""
    figures = [
        {
            "area": area.title,
            "figure": figure.text,
            "key": figure.key,
            "side": side,
            "median": round(summary.median, 4),
            "lowest": round(summary.lowest, 4),
            "highest": round(summary.highest, 4),
            "runs": [round(value, 4) for value in summary.runs],
            "aim": summary.aim,
            "met": summary.is_met,
        }
        for area in AREAS
        for figure in area.figures
        for side in area.sides
        if (summary := summarise(runs, side, figure)) is not None
    ]
    machine = {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}
    return {"machine": machine, "runs": len(runs), "figures": figures, "notes": list(notes)}
