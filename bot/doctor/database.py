"""The database: whether it answers, is up to date, can be written, and lies where it may; and what waits in it."""

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from bot.desk_setup.checks import Check, State
from bot.jobs import Jobs
from bot.store.backlog import load_open_tickets
from bot.store.beats import load_newest_beat
from bot.store.database import make_alembic_config
from bot.store.deliveries import count_waiting, load_parked

PART = "database"
UPGRADE = "reinstate db upgrade"
OLDEST_BEAT_SECONDS = 30.0
OLDEST_WAITING_SECONDS = 900.0
LOOKED_AT = 1000  # open tickets, the oldest first
LEAST_BYTES, FEW_BYTES = 100 * 2**20, 2**30
OTHERS = stat.S_IRWXG | stat.S_IRWXO
MOUNTS = Path("/proc/mounts")
NETWORK_SYSTEMS = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "gluster", "lustre", "fuse.sshfs", "fuse.gluster")


def check_database(engine: Engine) -> Iterator[Check]:
    """Whether it answers with our tables, and can be written. Ends at the first thing that is wrong."""
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():  # a connection would make it
        yield Check(PART, State.WRONG, "is not there yet", UPGRADE)
        return
    try:
        with engine.connect() as connection:
            known = MigrationContext.configure(connection).get_current_heads()
    except (SQLAlchemyError, OSError) as error:
        told = f"does not answer ({type(error).__name__})"
        yield Check(PART, State.WRONG, told, "look at REINSTATE_DATABASE_URL and at the server")
        return
    script = ScriptDirectory.from_config(make_alembic_config(str(engine.url)))
    tables = describe_revision(known, [each.revision for each in script.walk_revisions()])
    yield tables
    if tables.state is not State.WRONG:
        yield check_writing(engine)


def describe_revision(found: Sequence[str], known: Sequence[str]) -> Check:
    """How the tables' revision stands to those that this program knows, the newest first."""
    if list(found) == list(known[:1]):
        return Check(PART, State.OK, f"answers, its tables are up to date ({known[0]})")
    if not found:
        return Check(PART, State.WRONG, "has no tables yet", UPGRADE)
    if set(found) <= set(known):
        return Check(PART, State.WRONG, f"its tables are of before ({found[0]}, not {known[0]})", UPGRADE)
    told = f"its tables are of a newer version than this program ({', '.join(found)[:80]})"
    return Check(PART, State.WARNING, told, "nothing, while you mean to stay: newer tables only add")


def check_writing(engine: Engine) -> Check:
    """Whether rows can be changed: none is."""
    try:
        with engine.begin() as connection:
            connection.execute(text("UPDATE beats SET worker = worker WHERE 1 = 0"))
    except SQLAlchemyError as error:
        told = f"cannot be written ({type(error).__name__})"
        return Check("writing", State.WRONG, told, "look at the disk, the file's owner and the user's rights")
    return Check("writing", State.OK, "rows can be changed")


def check_file(url: str) -> Iterator[Check]:
    """What can be told of SQLite's file: who may read it, where it lies, how much room there is."""
    parsed = make_url(url)
    file = Path(parsed.database or "").resolve()
    if parsed.get_backend_name() != "sqlite" or not file.exists():
        return
    yield describe_mode(file.stat().st_mode, file.name)
    system = find_file_system(file, MOUNTS.read_text(encoding="utf-8") if MOUNTS.exists() else "")
    if system.startswith(NETWORK_SYSTEMS):
        told = f"lies on a network ({system}), where its locks do not hold"
        yield Check("database file", State.WRONG, told, "put it on a disk of this machine, or use PostgreSQL")
    yield describe_room(shutil.disk_usage(file.parent).free)


def describe_mode(mode: int, name: str) -> Check:
    """Whether others on this machine may read the file."""
    if mode & OTHERS:
        return Check("database file", State.WARNING, "others on this machine may read it", f"chmod 600 {name}*")
    return Check("database file", State.OK, "is its owner's alone")


def describe_room(free: int) -> Check:
    """Whether so many bytes are enough for a while."""
    told = f"{free // 2**20} MiB are free"
    if free < LEAST_BYTES:
        return Check("disk", State.WRONG, told, "make room: nothing can be stored without it")
    return Check("disk", State.WARNING, told, "make room") if free < FEW_BYTES else Check("disk", State.OK, told)


def find_file_system(file: Path, mounts: str) -> str:
    """The kind of file system that the file lies on, by the lines of /proc/mounts; "" where they do not tell."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, system, *_ = [*line.split(" "), "", ""]
        if point.startswith("/") and len(point) > len(best) and os.path.commonpath([point, str(file)]) == point:
            best, kind = point, system
    return kind


def check_work(engine: Engine, jobs: Jobs, most_open: int, at: datetime) -> Iterator[Check]:
    """Whether a worker runs, and what waits for it or for a person."""
    try:
        declared = jobs.is_queue_declared()
    except SQLAlchemyError as error:
        yield Check("job engine", State.WRONG, f"its tables are not there ({type(error).__name__})", UPGRADE)
        return
    if not declared:
        yield Check("job engine", State.WARNING, "no worker has ever run here", "start `reinstate serve`")
    else:
        yield Check("job engine", State.OK, "its tables and queue are there")
    yield describe_beat(load_newest_beat(engine), at)
    yield check_queue(engine, most_open, at)
    if parked := load_parked(engine):
        yield Check("parked", State.WARNING, f"{len(parked)} tickets wait for a person", "reinstate jobs")
    else:
        yield Check("parked", State.OK, "no ticket is parked")


def describe_beat(beat: tuple[datetime, str] | None, at: datetime) -> Check:
    """Whether a worker lives."""
    start = "start `reinstate serve` or `reinstate worker`, and look at its log"
    if beat is None:
        return Check("worker", State.WRONG, "none runs", start)
    age = max(0.0, (at - beat[0]).total_seconds())
    if age > OLDEST_BEAT_SECONDS:
        return Check("worker", State.WRONG, f"the last one was heard of {age:.0f} s ago", start)
    if beat[1] != "ok":
        return Check("worker", State.WARNING, f"runs, and found Zendesk {beat[1]}", "reinstate zendesk check")
    return Check("worker", State.OK, f"was heard of {age:.0f} s ago")


def check_queue(engine: Engine, most_open: int, at: datetime) -> Check:
    """How much waits for a worker, and since when."""
    waiting = count_waiting(engine)
    tickets = load_open_tickets(engine, LOOKED_AT)
    since = next((ticket.since for ticket in tickets if ticket.parked_reason is None), at)
    age = max(0.0, (at - since).total_seconds())
    told = f"{waiting} deliveries wait, the oldest for {age:.0f} s"
    if waiting >= most_open:
        return Check("queue", State.WRONG, f"{told}; further ones are refused", "start more workers; reinstate jobs")
    if waiting >= most_open / 2 or age > OLDEST_WAITING_SECONDS:
        return Check("queue", State.WARNING, told, "reinstate jobs")
    return Check("queue", State.OK, told)
