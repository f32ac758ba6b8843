"""Workers' signs of life."""

from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.deliveries import now, to_utc
from bot.store.tables import Beat


def save_beat(engine: Engine, worker: str, zendesk: str) -> None:
    """Write a worker's beat; ``zendesk`` is how its token was last received: ok, refused, away or unknown."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    row = {"worker": worker, "beat_at": now(), "zendesk": zendesk}
    statement = dialect.insert(Beat).values(row)
    with engine.begin() as connection:
        connection.execute(statement.on_conflict_do_update(index_elements=["worker"], set_=row))


def load_newest_beat(engine: Engine) -> tuple[datetime, str] | None:
    """When any worker last beat, and what it knew of Zendesk; None where none ever did."""
    with engine.connect() as connection:
        row = connection.execute(select(Beat.beat_at, Beat.zendesk).order_by(Beat.beat_at.desc()).limit(1)).first()
    return None if row is None else (to_utc(row.beat_at), row.zendesk)
