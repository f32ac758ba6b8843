"""Tables for other programs and for the terminal: CSV, JSON and text."""

import csv
import io
import json

from bot.reports.tables import Kind, Plain, Report, Table, show

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that spreadsheets would run


def to_csv(table: Table) -> str:
    """One table as CSV with a heading. A cell that a spreadsheet would run gets an apostrophe in front."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.keys)
    writer.writerows([_neutralise(value) for value in record.values()] for record in table.to_records())
    return text.getvalue()


def to_csv_all(report: Report) -> str:
    """Every table after its name, an empty line between two."""
    return "\r\n".join(f"{table.name}\r\n{to_csv(table)}" for table in report.tables)


def to_json(report: Report) -> str:
    """The whole report as one object: what was asked, and the tables by their names."""
    tables = {table.name: table.to_records() for table in report.tables}
    return json.dumps({"asked": dict(report.asked), "tables": tables}, ensure_ascii=False, indent=2)


def to_text(report: Report) -> str:
    """The whole report for a terminal."""
    asked = report.asked
    only = "".join(f", {name} {asked[name]}" for name in ("brand", "procedure") if name in asked)
    lines = [f"Reinstate: {asked['from']} to {asked['to']} ({asked['zone']}){only}", ""]
    lines += [f"{words}: {figure}" for words, figure, _ in report.headlines]
    for section in report.sections:
        lines += ["", section.question.upper()]
        for table in section.tables:
            lines += ["", table.title, *align(table)]
    return "\n".join(lines) + "\n"


def align(table: Table) -> list[str]:
    """A table's lines, its figures under each other."""
    if not table.rows:
        return ["  nothing in this period"]
    kinds = [column.kind for column in table.columns]
    shown = [[show(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in table.rows]
    lines = [[column.title for column in table.columns], *shown]
    widths = [max(len(line[at]) for line in lines) for at in range(len(kinds))]
    return ["  " + "  ".join(map(_pad, line, widths, kinds)).rstrip() for line in lines]


def _pad(words: str, width: int, kind: Kind) -> str:
    return words.ljust(width) if kind is Kind.WORDS else words.rjust(width)


def _neutralise(value: Plain) -> Plain:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
