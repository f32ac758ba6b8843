"""Which weekly digests were sent: a row per week, claimed by the one worker that sends it."""

from datetime import datetime

from sqlalchemy import Engine, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.report_tables import DigestMark


def save_digest_claim(engine: Engine, week: str, at: datetime, until: datetime) -> bool:
    """Claim a week's digest until then; False where it was sent, or another holds it."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    row = {"week": week, "claimed_until": until}
    free = DigestMark.sent_at.is_(None) & (DigestMark.claimed_until <= at)
    claim = dialect.insert(DigestMark).values(row)
    claim = claim.on_conflict_do_update(index_elements=["week"], set_={"claimed_until": until}, where=free)
    with engine.begin() as connection:
        return connection.execute(claim.returning(DigestMark.week)).one_or_none() is not None


def save_digest_sent(engine: Engine, week: str, at: datetime) -> None:
    """Mark a week's digest as sent: nobody sends it again."""
    with engine.begin() as connection:
        connection.execute(update(DigestMark).where(DigestMark.week == week).values(sent_at=at))
