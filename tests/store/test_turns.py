"""Waiting for one's turn to write on SQLite."""

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import IO

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


HOLD = """
import fcntl, sys
with open(sys.argv[1], "r+b") as index:
    fcntl.lockf(index, fcntl.LOCK_EX, 3, 120)
    fcntl.lockf(index, fcntl.LOCK_SH, 1, 128)
    index.write(bytes(32768))
    index.flush()
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def left_behind(tmp_path: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A database whose log another process mends until its input is closed: it stands where SQLite stands while it
    recovers, with the locks of bytes 120 to 122 of the index beside the log, and the index is empty
    (sqlite.org/walformat.html, 2.3)."""
    living = connect(tmp_path, 5.0)
    living.execute("INSERT INTO words VALUES ('kept')")
    living.commit()
    for left in ("", "-wal", "-shm"):
        copyfile(tmp_path / f"turns.sqlite3{left}", tmp_path / f"left.sqlite3{left}")
    living.close()
    command = [sys.executable, "-c", HOLD, str(tmp_path / "left.sqlite3-shm")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as mending:
        assert mending.stdin is not None
        assert mending.stdout is not None
        assert mending.stdout.readline() == b"held\n"
        yield tmp_path / "left.sqlite3", mending.stdin


def read_words(file: Path, timeout: float) -> list[tuple[str]]:
    with closing(sqlite3.connect(file, timeout=timeout, factory=WaitingConnection)) as connection:
        return connection.execute("SELECT word FROM words").fetchall()


def test_reader_waits_while_another_mends_a_log_that_was_left(left_behind):
    file, mending = left_behind
    threading.Timer(HELD_SECONDS, mending.close).start()
    assert read_words(file, 30.0) == [("kept",)]


def test_wait_for_a_log_that_is_not_mended_ends(left_behind):
    with pytest.raises(sqlite3.OperationalError) as refused:
        read_words(left_behind[0], 0.01)
    assert refused.value.sqlite_errorcode == sqlite3.SQLITE_BUSY_RECOVERY
