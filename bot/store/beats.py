"""Workers' signs of life. Times are the database's own where it has a clock: workers need not agree on theirs."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, DateTime, Engine, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.deliveries import now
from bot.store.tables import Beat


def save_first_beat(engine: Engine, worker: str, life: str) -> None:
    """A worker begins a life: any string that no other process uses. An earlier life under the same name is over."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    with engine.begin() as connection:
        row = {"worker": worker, "life": life, "beat_at": _load_time(connection), "zendesk": "unknown"}
        statement = dialect.insert(Beat).values(row)
        connection.execute(statement.on_conflict_do_update(index_elements=["worker"], set_=row))


def save_beat(engine: Engine, worker: str, life: str, zendesk: str) -> bool:
    """Write a worker's beat; False where its life is over: others took over its jobs, or it was started again.
    ``zendesk`` is how its token was last received: ok, refused, away or unknown."""
    with engine.begin() as connection:
        beaten = connection.execute(
            update(Beat)
            .where(Beat.worker == worker, Beat.life == life)
            .values(beat_at=_load_time(connection), zendesk=zendesk)
        )
    return beaten.rowcount == 1


def save_end_of_life(engine: Engine, worker: str, life: str) -> None:
    """End a worker's life now: what it still has in hand is the others' at once."""
    with engine.begin() as connection:
        connection.execute(delete(Beat).where(Beat.worker == worker, Beat.life == life))


def load_newest_beat(engine: Engine) -> tuple[datetime, str] | None:
    """When any worker last beat, and what it knew of Zendesk; None where none ever did."""
    with engine.connect() as connection:
        row = connection.execute(select(Beat.beat_at, Beat.zendesk).order_by(Beat.beat_at.desc()).limit(1)).first()
    return None if row is None else (row.beat_at, row.zendesk)


def load_lives(engine: Engine) -> frozenset[str]:
    """The lives of all workers that were not buried."""
    with engine.connect() as connection:
        return frozenset(connection.execute(select(Beat.life)).scalars())


def save_buried(engine: Engine, worker: str, dead_seconds: float) -> list[str]:
    """Bury every worker but this one that has been silent for so long: its life is over, whether it knows it or not.
    The names of those that this call buried."""
    with engine.begin() as connection:
        silent = Beat.beat_at < _load_time(connection) - timedelta(seconds=dead_seconds)
        buried = delete(Beat).where(Beat.worker != worker, silent).returning(Beat.worker)
        return list(connection.execute(buried).scalars())


def _load_time(connection: Connection) -> datetime:
    """PostgreSQL's clock; on SQLite all workers share the machine's."""
    if connection.dialect.name == "sqlite":
        return now()
    return connection.execute(select(func.clock_timestamp(type_=DateTime(timezone=True)))).scalar_one()
