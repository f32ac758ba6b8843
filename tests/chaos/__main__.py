"""``python -m tests.chaos``: the long form of the storms, on both databases; fails on one lost or one doubled."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.chaos.house import WAITS, House, running_house
from tests.chaos.load import Habits
from tests.chaos.outcome import Outcome
from tests.chaos.storms import (
    Storm,
    black_out,
    change_weather,
    fail_calls,
    fill_disk,
    find_wrong_answers,
    keep_calm,
    make_kills,
    run_storm,
)
from tests.chaos.takeover import find_late_recovery, kill_with_tickets_in_hand
from tests.databases import Server, prepare, running_server

DATABASES = ("sqlite", "postgresql")
COLUMNS = ("tickets", "acknowledged", "handled", "lost", "doubled", "noted_twice", "unlike", "parked", "in_a_wait")
DURABLE = ("recovery_init_sync_method = syncfs",)  # a killed server is back sooner
DELIVERIES_EACH = 5.6  # four of them tell of each mail, and four customers of ten write twice
TIMES = ("ack_p50_ms", "ack_p99_ms", "slowest_handling", "seconds", "rest")


@dataclass(frozen=True, slots=True)
class Planned:
    """A storm and how many times shorter than shipped all waits are in it."""

    storm: Storm
    factor: float
    about: str


def plan_storms(asked: argparse.Namespace, database: str) -> dict[str, Planned]:
    """The storms of the long form by name. ``asked`` gives kills and deliveries, of both databases together."""
    kills = asked.kills // len(DATABASES)
    tickets = round(asked.deliveries / len(DATABASES) / DELIVERIES_EACH)
    seconds = max(kills * asked.seconds_between, 10.0)
    disk = find_wrong_answers(refused=database == "sqlite")
    return {
        "calm": Planned(Storm(keep_calm, 100, 20.0), 10, "nothing goes wrong: what the others are compared with"),
        "kills": Planned(
            Storm(make_kills(kills), tickets, seconds, Habits(echoes=3)), 10, "kill -9 and pauses under load"
        ),
        "calls": Planned(Storm(fail_calls, 160, 40.0), 15, "ten minutes of 429, 500, 503, resets, lost answers"),
        "wires": Planned(Storm(change_weather, 160, 40.0), 15, "ten minutes of slow, broken and silent connections"),
        "blackout": Planned(Storm(black_out, 150, 60.0), 30, "Zendesk away for half an hour"),
        "gaps": Planned(
            Storm(keep_calm, 100, 20.0, Habits(doubled=0.3, late=0.3, dropped=0.2)), 10, "doubled, late, dropped"
        ),
        "disk": Planned(Storm(fill_disk, 80, 21.0, find_wrong=disk), 10, "no room on the disk for seven seconds"),
        "takeover": Planned(
            Storm(kill_with_tickets_in_hand, 30, 10.0, find_wrong=find_late_recovery), 1, "a worker dies for good"
        ),
    }


def main() -> int:
    """Run the storms that the command line names; 0 where nothing is wrong with any."""
    asked = parse()
    outcomes: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, running_server(DURABLE) as server:
        for database in asked.database:
            for name, planned in plan_storms(asked, database).items():
                if name in asked.only:
                    with make_house(database, Path(folder) / name, server, planned.factor) as house:
                        outcome = run_storm(house, planned.storm, asked.seed)
                    outcomes.append(tell(database, name, planned, outcome))
    print_table(outcomes)
    if asked.json:
        Path(asked.json).write_text(json.dumps({"seed": asked.seed, "storms": outcomes}, indent=1), encoding="utf-8")
    return 1 if any(outcome["faults"] for outcome in outcomes) else 0


def parse() -> argparse.Namespace:
    """The command line."""
    names = list(plan_storms(argparse.Namespace(kills=2, deliveries=6, seconds_between=1.0), DATABASES[0]))
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="STORM", help=", ".join(names))
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--kills", type=int, default=200, help="of both databases together")
    parser.add_argument("--deliveries", type=int, default=10_000, help="under those kills, of both databases together")
    parser.add_argument("--seconds-between", type=float, default=3.0, help="two kills, on average")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", metavar="FILE", help="write every figure there")
    return parser.parse_args()


@contextmanager
def make_house(database: str, file: Path, server: Server, factor: float) -> Iterator[House]:
    """A house of two web processes and two workers on an empty database."""
    on_server = database == "postgresql"
    url = server.to_url(server.make(True)) if on_server else f"sqlite:///{file}.sqlite3"
    prepare(url)
    with running_house(url, factor=factor, server=server if on_server else None) as house:
        yield house


def tell(database: str, name: str, planned: Planned, outcome: Outcome) -> dict[str, object]:
    """Print one outcome as a line of JSON, and give it back."""
    told = {"database": database, "storm": name, "factor": planned.factor, **outcome.to_json()}
    print(json.dumps(told), flush=True)
    return told


def print_table(outcomes: list[dict[str, object]]) -> None:
    """Print the counts of all storms."""
    table = Table("database", "storm", "time", *(name.replace("_", " ") for name in (*COLUMNS, *TIMES)), "good")
    for told in outcomes:
        row = [str(told[name]) for name in (*COLUMNS, *TIMES)]
        table.add_row(
            str(told["database"]), str(told["storm"]), f"{told['factor']} x", *row, "no" if told["faults"] else "yes"
        )
    console = Console(width=220)
    console.print(table)
    console.print(f"time: how many times shorter than shipped the waits are ({WAITS}); the rest in seconds")
    for told in outcomes:
        if told["did"] or told["faults"]:
            console.print(f"{told['database']} {told['storm']}: {told['did']} {told['faults'] or ''}")


if __name__ == "__main__":
    sys.exit(main())
