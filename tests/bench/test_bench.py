"""The benchmark's smallest form, with real processes, and what it counts with."""

import io
import json
import math
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from rich.console import Console

from tests.bench.figures import AREAS, Figure, find_percentile, summarise
from tests.bench.load import prepare_deliveries, send_at_once, send_at_rate
from tests.bench.plan import TINY
from tests.bench.runs import run_once
from tests.bench.table import print_table, to_json

ACCEPTED = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def answering(answer: bytes, first_seconds: float = 0.0) -> Iterator[int]:
    """The port of a server that answers one call after the other, the first one late."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            wait = first_seconds
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    time.sleep(wait)
                    wait = 0.0
                    connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def find_known(side: str) -> set[str]:
    """The figures that the table has for a side."""
    return {figure.key for area in AREAS if side in area.sides for figure in area.figures}


def test_smallest_run_measures_every_figure_and_loses_nothing(make_sqlite_database):
    run, notes = run_once({"sqlite": lambda: make_sqlite_database(True)}, TINY, lambda _step: None)
    known = {side: find_known(side) for area in AREAS for side in area.sides}
    assert set(run) >= {"bare", "sqlite", "sqlite_stopped", "sqlite_busy", "reinstate"}
    for side, values in run.items():
        assert set(values) <= known[side]
        assert not [key for key, value in values.items() if math.isnan(value) or value < 0]
    for side in ("sqlite_stopped", "sqlite_busy"):
        assert (run[side]["lost"], run[side]["refused"]) == (0, 0)
    assert run["sqlite"]["ask_updates"] == 1
    assert run["sqlite"]["ready_updates"] == 2
    shown = io.StringIO()
    print_table(Console(file=shown, width=150), [run], notes)
    assert "worker busy" in shown.getvalue()
    told = json.loads(json.dumps(to_json([run], notes)))
    assert {"key", "side", "median", "lowest", "highest", "runs", "aim", "met"} <= set(told["figures"][0])


def test_stall_counts_for_every_delivery_that_it_held_up():
    with answering(ACCEPTED, first_seconds=0.4) as port:
        burst = send_at_rate(port, prepare_deliveries(range(20)), per_second=100.0)
    assert len(burst.acknowledged) == 20
    assert find_percentile(burst.latencies, 0.5) >= 0.25
    assert burst.seconds >= 0.4


@pytest.mark.parametrize("answer", [b"HTTP/1.1 503 Busy\r\n\r\n", b""])
def test_delivery_that_is_not_answered_202_is_refused_and_timed(answer):
    with answering(answer) as port:
        burst = send_at_once(port, prepare_deliveries(range(5)), seconds=5.0)
    assert (burst.refused, len(burst.latencies), burst.acknowledged) == (5, 5, set())


@pytest.mark.parametrize(
    ("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100)], ids=["p50", "p95", "p99", "max"]
)
def test_percentile_is_the_nearest_rank(share, value):
    assert find_percentile(list(range(100, 0, -1)), share) == value


@pytest.mark.parametrize(
    ("values", "aim", "met"),
    [([1.0, 9.0, 2.0], 2.0, True), ([1.0, 9.0, 3.0], 2.0, False), ([1.0, 9.0, 3.0], None, None)],
)
def test_aim_is_met_by_the_median(values, aim, met):
    figure = Figure("it", "It", {} if aim is None else {"here": aim})
    summary = summarise([{"here": {"it": value}} for value in values], "here", figure)
    assert summary is not None
    assert (summary.lowest, summary.highest, summary.is_met) == (1.0, 9.0, met)


def test_figure_that_no_run_has_is_left_out():
    assert summarise([{"here": {"it": math.nan}}, {}], "here", Figure("it", "It")) is None
