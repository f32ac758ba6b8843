"""The narrow tables that reports read: one row per ticket with plain columns, and what few rows describe many tickets.
They hold no customer's words."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Dialect, Index, String, Text, TypeDecorator, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables import Base, BigId


class Epoch(TypeDecorator[datetime]):
    """A time as whole seconds since 1970: small in an index, and days of any time zone are one division away."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        """To seconds."""
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        """As aware UTC."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


class ShapeRow(Base):
    """What reports tell tickets apart by. Tickets that look alike share a row, so a report counts one small number per
    ticket. Lists of codes are joined by commas; None where the point was never reached."""

    __tablename__ = "shapes"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    digest: Mapped[str] = mapped_column(String(32), unique=True)  # of all other columns
    brand_id: Mapped[int | None] = mapped_column(BigInteger)
    procedure: Mapped[str] = mapped_column(String(32))
    intent: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(32))
    rounds: Mapped[int]
    answered_by: Mapped[str] = mapped_column(String(8))
    missing_first: Mapped[str | None] = mapped_column(Text)
    missing_later: Mapped[str | None] = mapped_column(Text)
    risks: Mapped[str] = mapped_column(Text)
    overruled: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(16))


class JourneyRow(Base):
    """One ticket's way as reports count it; durations are whole minutes."""

    __tablename__ = "journeys"
    ticket_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    requester_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    opened_at: Mapped[datetime] = mapped_column(Epoch)
    shape_id: Mapped[int] = mapped_column(BigInteger)
    outline_id: Mapped[int] = mapped_column(BigInteger)  # a coarser shape: what is told apart over time
    answer_minutes: Mapped[int | None]
    ready_minutes: Mapped[int | None]
    us_minutes: Mapped[int | None]
    customer_minutes: Mapped[int | None]
    decided_minutes: Mapped[int | None]
    ready_since: Mapped[datetime | None] = mapped_column(Epoch)
    outcome_at: Mapped[datetime | None] = mapped_column(Epoch)
    writings: Mapped[int]
    first_writings: Mapped[int]
    asked_writings: Mapped[int]

    __table_args__ = (
        Index("ix_journeys_opened_at", "opened_at", "shape_id", "outline_id"),
        Index(
            "ix_journeys_timed",
            "opened_at",
            "shape_id",
            "answer_minutes",
            "ready_minutes",
            "us_minutes",
            "customer_minutes",
            "decided_minutes",
            sqlite_where=text("answer_minutes IS NOT NULL OR ready_minutes IS NOT NULL"),
            postgresql_where=text("answer_minutes IS NOT NULL OR ready_minutes IS NOT NULL"),
        ),
        Index(
            "ix_journeys_ready_since",
            "ready_since",
            sqlite_where=text("ready_since IS NOT NULL"),
            postgresql_where=text("ready_since IS NOT NULL"),
        ),
    )


class OverrideRow(Base):
    """What a person changed of the bot's: who (None where Zendesk did not say), when it was seen, from and to what."""

    __tablename__ = "overrides"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(BigInteger)
    run_key: Mapped[str] = mapped_column(String(64))  # of the run whose tags were changed; "" before the first
    subject: Mapped[str] = mapped_column(String(64))  # state, intent, risk, bot, or an item's key
    was: Mapped[str] = mapped_column(String(64))
    became: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[int | None] = mapped_column(BigInteger)
    seen_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("ticket_id", "run_key", "subject", "became"),)


class VersionMark(Base):
    """When a version of a model or of the templates was first used on a ticket."""

    __tablename__ = "version_marks"
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime]


class DigestMark(Base):
    """The digest of one week: who claims the row sends it; nobody does once it was sent."""

    __tablename__ = "digests"
    week: Mapped[str] = mapped_column(String(16), primary_key=True)  # ISO 8601: 2026-W47
    claimed_until: Mapped[datetime]
    sent_at: Mapped[datetime | None]
