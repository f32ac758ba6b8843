"""Each of the twenty promises is shown by what there is, and its limits are the code's."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from bot import upkeep, worker
from bot.reading.messages import MAX_CHARACTERS
from bot.settings import Settings
from bot.store.secrets import OLDER_HOLD
from bot.sweep import LOOK_SECONDS
from webhooks.payload import MAX_DEPTH
from webhooks.signature import WINDOW
from webhooks.zendesk import MAX_BODY

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/operations/promises.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+) \|([^|]+)\|([^|]+)\|([^|]+)\|$", re.MULTILINE)
TEST = re.compile(r"(tests/[\w/]+\.py)::(test_\w+)")
RUN = re.compile(r"make ([\w-]+)((?: [A-Z]+=\w+)*)")


@cache
def list_tests(file: str) -> frozenset[str]:
    """The tests of a file; none where there is no such file."""
    if not (ROOT / file).is_file():
        return frozenset()
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@cache
def list_storms() -> frozenset[str]:
    """The names that ``make chaos ONLY=`` knows."""
    tree = ast.parse((ROOT / "tests/chaos/__main__.py").read_text(encoding="utf-8"))
    [plan] = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "plan_storms"]
    keys = [key for node in ast.walk(plan) if isinstance(node, ast.Dict) for key in node.keys]
    return frozenset(str(key.value) for key in keys if isinstance(key, ast.Constant))


def has_run(target: str, given: str) -> bool:
    """Whether the Makefile has the target and uses each variable, and there is such a storm."""
    [recipe] = re.findall(rf"^{target}:.*\n((?:\t.*\n)*)", MAKEFILE, re.MULTILINE) or [""]
    values = dict(pair.split("=") for pair in given.split())
    storms = {values["ONLY"]} if "ONLY" in values else set()
    return bool(recipe) and all(f"$({name}" in recipe for name in values) and storms <= list_storms()


def is_shown(proof: str) -> bool:
    """Whether what stands between backticks is a test that exists or a run that ``make`` knows."""
    if test := TEST.fullmatch(proof):
        return test[2] in list_tests(test[1])
    run = RUN.fullmatch(proof)
    return run is not None and has_run(run[1], run[2])


def find_faults(page: str) -> list[str]:
    """What is wrong with the page's table, in a few words each."""
    rows = ROW.findall(page)
    faults = [] if [row[0] for row in rows] == [str(n) for n in range(1, 21)] else ["not rows 1 to 20"]
    for number, _promise, shown, reached in rows:
        proofs = re.findall(r"`([^`]+)`", shown)
        quoted = re.findall(r'"([^"]+)"', shown)
        faults += [] if proofs else [f"{number}: shown by nothing"]
        faults += [f"{number}: there is no {proof}" for proof in proofs if not is_shown(proof)]
        faults += [f"{number}: not in the README: {row}" for row in quoted if f"| {row} |" not in README]
        runs = [run for run in re.findall(r"`(make [^`]+)`", reached) if not is_shown(run)]
        faults += [f"{number}: there is no {run}" for run in runs]
    return faults


def test_every_promise_is_shown_by_what_there_is() -> None:
    assert find_faults(PAGE) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("::test_ten_thousand_forgeries_are_all_refused_and_nothing_is_stored", "::test_that_was_renamed"),
        ("tests/webhooks/test_forgeries.py::", "tests/webhooks/test_moved.py::"),
        ("`make fuzz`, ", "`make puzzles`, "),
        ("ONLY=kills", "ONLY=hugs"),
        ("HISTORIES=5000", "NUMBER=5000"),
        ("`make fuzz`, ", "`a promise`, "),
        ("webhook, 100 a second", "webhook, 1,000 a second"),
        ("| 20 |", "| 21 |"),
        ("\n| 7 | A job", "\n| A job"),
        (re.findall(r"^\| 8 \|[^|]+\|([^|]+)\|", PAGE, re.MULTILINE)[0], " somebody's word "),
    ],
)
def test_broken_promise_is_found(before: str, after: str) -> None:
    assert before in PAGE
    assert find_faults(PAGE.replace(before, after)) != []


def test_page_is_linked_where_the_figures_stand() -> None:
    assert "docs/operations/promises.md" in README.partition("## Figures")[2].partition("\n## ")[0]


def test_limits_of_the_promises_are_those_of_the_code() -> None:
    default = {name: field.default for name, field in Settings.model_fields.items()}
    assert WINDOW.total_seconds() == 300
    assert OLDER_HOLD.total_seconds() == 24 * 3600
    assert (MAX_BODY, MAX_DEPTH) == (256 * 1024, 32)
    assert MAX_CHARACTERS == 20_000
    assert (worker.MOST_DEATHS, worker.MOST_FAILURES, worker.MOST_WAIT_SECONDS) == (3, 5, 60)
    assert upkeep.STUCK_SECONDS == 300
    assert (default["connect_seconds"], default["read_seconds"]) == (3, 10)
    assert (default["breaker_failures"], default["probe_seconds"]) == (5, 30)
    assert default["sweep_seconds"] + LOOK_SECONDS < 600
    assert default["dead_seconds"] + upkeep.UPKEEP_SECONDS < 60
