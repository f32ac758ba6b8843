"""What stood in an account when a ticket opened: ids and dates, once per ticket."""

from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.tables import Baseline


def save_baseline(engine: Engine, ticket_id: int, account: str, taken_at: str, facts: dict[str, Any]) -> bool:
    """Keep the first reading of a ticket's account; False, and nothing is changed, where there is one."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    row = {"ticket_id": ticket_id, "account": account, "taken_at": taken_at, "facts": facts}
    with engine.begin() as connection:
        insert = dialect.insert(Baseline).values(row).on_conflict_do_nothing().returning(Baseline.ticket_id)
        return connection.execute(insert).first() is not None


def load_baseline(engine: Engine, ticket_id: int) -> tuple[str, str, dict[str, Any]] | None:
    """The account, when it was read, and what was read; None where there is no first reading."""
    columns = (Baseline.account, Baseline.taken_at, Baseline.facts)
    with engine.connect() as connection:
        row = connection.execute(select(*columns).where(Baseline.ticket_id == ticket_id)).one_or_none()
    return None if row is None else (row.account, row.taken_at, row.facts)
