"""Waiting for one's turn to write on SQLite."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from bot.store.turns import WaitingConnection

HELD_SECONDS = 0.3


def connect(folder: Path, timeout: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        folder / "turns.sqlite3",
        timeout=timeout,
        factory=WaitingConnection,
        isolation_level="IMMEDIATE",
        check_same_thread=False,
    )
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE IF NOT EXISTS words (word)")
    return connection


def hold(connection: sqlite3.Connection) -> threading.Timer:
    """Take the lock and give it back later."""
    connection.execute("INSERT INTO words VALUES ('held')")
    timer = threading.Timer(HELD_SECONDS, connection.commit)
    timer.start()
    return timer


@pytest.mark.parametrize(
    "write",
    [
        lambda connection: connection.execute("INSERT INTO words VALUES ('mine')"),
        lambda connection: connection.cursor().execute("INSERT INTO words VALUES (?)", ("mine",)),
        lambda connection: connection.executemany("INSERT INTO words VALUES (?)", [("mine",)]),
        lambda connection: connection.execute("BEGIN IMMEDIATE").execute("INSERT INTO words VALUES ('mine')"),
    ],
    ids=["connection", "cursor", "many", "begin"],
)
def test_writer_waits_for_the_one_before_and_writes_once(tmp_path, write):
    first, second = connect(tmp_path, 5.0), connect(tmp_path, 5.0)
    holder, begun = hold(first), time.monotonic()
    write(second)
    waited = time.monotonic() - begun
    second.commit()
    holder.join()
    assert waited >= HELD_SECONDS * 0.9
    assert [word for (word,) in first.execute("SELECT word FROM words")] == ["held", "mine"]
    first.close()
    second.close()


@pytest.mark.parametrize("timeout", [0.0, 0.1])
def test_wait_that_is_over_fails_as_locked(tmp_path, timeout):
    first, second = connect(tmp_path, 5.0), connect(tmp_path, timeout)
    first.execute("INSERT INTO words VALUES ('held')")
    begun = time.monotonic()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        second.execute("INSERT INTO words VALUES ('mine')")
    assert timeout <= time.monotonic() - begun < timeout + 2.0
    first.rollback()
    second.execute("INSERT INTO words VALUES ('mine')")
    second.commit()
    first.close()
    second.close()


def test_other_errors_are_not_waited_for(tmp_path):
    connection, begun = connect(tmp_path, 60.0), time.monotonic()
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        connection.execute("SELECT * FROM nowhere")
    assert time.monotonic() - begun < 5.0
    connection.close()
