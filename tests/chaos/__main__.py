"""``python -m tests.chaos``: the long form of the storms, on both databases; fails on one lost or one doubled."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.chaos.house import running_house
from tests.chaos.storms import Outcome, black_out, kill_under_load
from tests.databases import prepare, running_server


def main() -> int:
    """Run the storms that the command line names; 0 where every outcome is good."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--deliveries", type=int, default=2000)
    parser.add_argument("--seconds-between", type=float, default=4.0)
    parser.add_argument("--blackout-seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, running_server(settings=()) as server:
        for name in ("sqlite", "postgresql"):
            url = (
                f"sqlite:///{Path(folder) / 'chaos.sqlite3'}" if name == "sqlite" else server.to_url(server.make(True))
            )
            prepare(url)
            with running_house(url) as house:
                good &= tell(
                    f"{name}: {asked.kills} kills under load",
                    kill_under_load(house, asked.kills, asked.deliveries, asked.seconds_between, asked.seed),
                )
            with running_house(url) as house:
                good &= tell(f"{name}: Zendesk away", black_out(house, asked.blackout_seconds, 300, asked.seed))
    return 0 if good else 1


def tell(title: str, outcome: Outcome) -> bool:
    """Print one outcome as a line of JSON; whether it is good."""
    print(json.dumps({"storm": title, "good": outcome.is_good, **outcome.to_json()}), flush=True)
    return outcome.is_good


if __name__ == "__main__":
    sys.exit(main())
