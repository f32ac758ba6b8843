"""How long the page of reports takes with a million tickets of three years: ``make bench-reports``."""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from bot.jobs import Jobs
from bot.passwords import hash_password
from bot.store.database import open_database
from bot.store.users import Role, save_user
from tests.databases import prepare, running_server
from tests.pages.visitor import PASSWORD, Visitor
from tests.reports.generate import Generator, fill
from webhooks import create_app

UNTIL = datetime(2026, 11, 22, tzinfo=UTC)
TIMES = 7
GOALS = {"30 days": (30, 0.3), "a year": (365, 1.0)}


@contextmanager
def new_database(kind: str) -> Iterator[str]:
    """The URL of an empty database with all tables; PostgreSQL as it comes, with its durable settings."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
            prepare(url)
            yield url
    else:
        with running_server(settings=()) as server:
            yield server.to_url(server.make(True))


def measure(visitor: Visitor, days: int) -> tuple[float, float]:
    """Seconds of the first page and of the median one of those after."""
    first = date(2026, 11, 21) - timedelta(days=days - 1)
    path = f"/reports?from={first}&to=2026-11-21"
    seconds = []
    for _ in range(TIMES + 1):
        begun = time.perf_counter()
        assert visitor.get(path).status_code == 200
        seconds.append(time.perf_counter() - begun)
    return seconds[0], statistics.median(seconds[1:])


def sign_in(engine: Engine) -> Visitor:
    """A manager in front of the pages."""
    save_user(engine, "max", Role.MANAGER, hash_password(PASSWORD))
    app = create_app(engine, Jobs(engine), ("secret",), lambda: UTC_NOON)
    visitor = Visitor(app.test_client())
    visitor.sign_in("max")
    return visitor


UTC_NOON = UNTIL + timedelta(hours=12)


def run(kind: str, tickets: int) -> None:
    """Fill a database and print a line for each period."""
    with new_database(kind) as url:
        engine = open_database(url)
        generator = Generator(UNTIL)
        fill(engine, generator, tickets)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE" if kind == "sqlite" else "VACUUM ANALYZE"))
        visitor = sign_in(engine)
        shapes = len(generator.shape_ids)
        print(f"{kind}: {tickets:,} tickets of {generator.days} days in {shapes:,} shapes")
        for name, (days, goal) in GOALS.items():
            first, median = measure(visitor, days)
            print(f"  {name}: {median * 1000:.0f} ms (first {first * 1000:.0f} ms, goal {goal * 1000:.0f} ms)")
        engine.dispose()


def main() -> None:
    """Both databases, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--kinds", nargs="*", default=["sqlite", "postgresql"])
    asked = parser.parse_args()
    for kind in asked.kinds:
        run(kind, asked.tickets)


if __name__ == "__main__":
    main()
