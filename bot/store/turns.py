"""Waiting for one's turn to write on SQLite. Its own waits grow to a tenth of a second, in which whoever asks later
goes first: the webhook, which writes once, would lose its turn to a worker that writes all the time."""

import sqlite3
import time
from collections.abc import Callable
from typing import Any

TRY_SECONDS = 0.005  # of SQLite's own waits, which begin with 1, 2 and 2 ms
STEP_SECONDS = 0.001
PRIMARY = 0xFF  # of a result code; the rest tells more exactly what happened (sqlite.org/rescode.html)


class WaitingCursor(sqlite3.Cursor):
    """Tries again in short, even steps while another connection writes, for its connection's ``busy_seconds``. What was
    refused as busy has done nothing: every writer takes the lock with its first statement."""

    connection: "WaitingConnection"

    def execute(self, *given: Any) -> "WaitingCursor":
        """As SQLite's own; OperationalError once the wait is over."""
        return self._wait(super().execute, *given)

    def executemany(self, *given: Any) -> "WaitingCursor":
        """As SQLite's own; OperationalError once the wait is over."""
        return self._wait(super().executemany, *given)

    def _wait(self, execute: Callable[..., Any], *given: Any) -> "WaitingCursor":
        deadline = time.monotonic() + self.connection.busy_seconds
        while True:
            try:
                execute(*given)
                return self
            except sqlite3.OperationalError as error:
                if not _is_turn(error) or time.monotonic() > deadline:
                    raise
            time.sleep(STEP_SECONDS)


def _is_turn(error: sqlite3.OperationalError) -> bool:
    """Whether it is another's turn: to write, or to mend the log that a killed process left. A read that is too old to
    write after never gets its turn."""
    code = error.sqlite_errorcode
    return code & PRIMARY == sqlite3.SQLITE_BUSY and code != sqlite3.SQLITE_BUSY_SNAPSHOT


class WaitingConnection(sqlite3.Connection):
    """``timeout`` is how many seconds its cursors wait."""

    def __init__(self, database: str, timeout: float = 5.0, **given: Any) -> None:
        super().__init__(database, timeout=min(timeout, TRY_SECONDS), **given)
        self.busy_seconds = timeout

    def cursor(self, factory: Any = WaitingCursor) -> Any:
        """A cursor that waits."""
        return super().cursor(factory)

    def execute(self, *given: Any) -> WaitingCursor:
        """With a cursor that waits."""
        return WaitingCursor(self).execute(*given)

    def executemany(self, *given: Any) -> WaitingCursor:
        """With a cursor that waits."""
        return WaitingCursor(self).executemany(*given)
