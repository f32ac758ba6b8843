"""``make bench``: the figures of DESIGN.md, on both databases, beside a bare Flask app and other readers."""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from rich.console import Console

from tests.bench.figures import Run
from tests.bench.plan import DEFAULT, QUICK
from tests.bench.runs import MakeDatabase, run_once
from tests.bench.table import print_table, to_json
from tests.databases import prepare, running_server

TABLE_WIDTH = 150
NOTE = (
    "Load, stand-in and database share the machine with the bot; web and worker as shipped, but for the pace of calls "
    "to Zendesk, which is not limited here."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print, write; 0 whatever the figures are, 1 where there are none."""
    asked = parse(arguments)
    begun = time.monotonic()
    with databases(asked.databases) as makers:
        runs, notes = run_all(makers, asked)
    notes.append(f"runs: {len(runs)} in {time.monotonic() - begun:.0f} s; medians, with the lowest and the highest")
    print_table(Console(width=None if sys.stdout.isatty() else TABLE_WIDTH), runs, notes)
    if asked.json:
        asked.json.write_text(json.dumps(to_json(runs, notes), indent=2) + "\n", encoding="utf-8")
    return 0 if runs else 1


def run_all(makers: Mapping[str, MakeDatabase], asked: argparse.Namespace) -> tuple[list[Run], list[str]]:
    """As many runs as were asked for and as there is time for, and what is to be known of them."""
    progress, plan = Console(stderr=True, style="dim"), QUICK if asked.quick else DEFAULT
    runs: list[Run] = []
    notes, begun = [NOTE], time.monotonic()
    for number in range(1, (1 if asked.quick else asked.runs) + 1):
        spent = time.monotonic() - begun
        if runs and spent * (1 + 1 / len(runs)) > 60 * asked.minutes:
            notes.append(f"run {number} was left out: it would have ended after {asked.minutes:g} minutes")
            break
        progress.print(f"run {number}")
        try:
            run, told = run_once(makers, plan, lambda step: progress.print(f"  {step}"))
        except TimeoutError as error:
            notes.append(f"run {number} was broken off: {error}")
            break
        runs.append(run)
        notes += [note for note in told if note not in notes]
    return runs, notes


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of everything; the table shows medians")
    parser.add_argument("--quick", action="store_true", help="one short run, about a minute")
    parser.add_argument("--minutes", type=float, default=12.0, help="no run begins that would end later")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--databases", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    return parser.parse_args(arguments)


@contextmanager
def databases(names: Sequence[str]) -> Iterator[dict[str, MakeDatabase]]:
    """How to make an empty database with all tables, for each kind; PostgreSQL as it comes, with its durable
    settings."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        numbers = count()

        def make_sqlite() -> str:
            url = f"sqlite:///{Path(folder) / f'{next(numbers)}.sqlite3'}"
            prepare(url)
            return url

        makers: dict[str, MakeDatabase] = {"sqlite": make_sqlite}
        if "postgresql" not in names:
            yield makers
            return
        with running_server(settings=()) as server:
            makers["postgresql"] = lambda: server.to_url(server.make(True))
            yield {name: makers[name] for name in names}


if __name__ == "__main__":
    sys.exit(main())
