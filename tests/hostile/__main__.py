"""The long form of the generated calls: ``python -m tests.hostile [CASES]``. Prints how many were made, and of what was
answered how much; stops at the first answer that is not as described."""

import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import structlog
from schemathesis import Case

from bot.store.database import open_database
from tests.databases import prepare
from tests.hostile.surface import CHECKS, EXPECTED_AWAY, Surface, fuzz, list_operations

CASES = 20_000


def run(surface: Surface, cases: int) -> Counter[int]:
    """The answers by their status."""
    statuses: Counter[int] = Counter()
    left = list(list_operations())

    def check(case: Case, user: str, honest: bool) -> None:
        answer = surface.call(case, user, honest)
        statuses[answer.status_code] += 1
        if answer.status_code != 405:
            away = case.operation.path in EXPECTED_AWAY
            case.validate_response(answer, checks=CHECKS[1:] if away else CHECKS)

    while left:  # what an address without parameters cannot use up goes to those after it
        begin, share = time.monotonic(), -(-(cases - surface.calls) // len(left))
        operation = left.pop(0)
        fuzz(operation, max(1, share), check)
        spent = time.monotonic() - begin
        print(f"{operation.method.upper()} {operation.path}: {surface.calls} calls so far, {spent:.0f} s", flush=True)
    return statuses


def main() -> None:
    """Make the calls on a database of their own."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'fuzz.sqlite3'}"
        prepare(url)
        surface = Surface(open_database(url))
        statuses = run(surface, cases)
    failed = sum(count for status, count in statuses.items() if status >= 500)
    away = "503 of /readyz, where no worker beats, is as it should be"
    print(f"{surface.calls} calls, {failed} answered with 5xx ({away}); by status: {dict(sorted(statuses.items()))}")


if __name__ == "__main__":
    main()
