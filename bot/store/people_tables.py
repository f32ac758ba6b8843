"""The tables of those who use the pages: who they are, and what they ask of the worker."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables import Base, BigId


class User(Base):
    """A person who may see the pages; without a password, only a trusted proxy signs them in."""

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    role: Mapped[str] = mapped_column(String(16))  # agent, manager
    password: Mapped[str] = mapped_column(String(200))  # argon2's own form; "" where there is none
    made_at: Mapped[datetime]


class Session(Base):
    """A signed-in browser, known by a digest of its cookie."""

    __tablename__ = "sessions"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class SignInTries(Base):
    """Sign-ins that were tried and did not succeed, by a digest of a name or of an address."""

    __tablename__ = "sign_in_tries"
    scope: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    since: Mapped[datetime]


class Wish(Base):
    """What a person asks of the worker for one ticket: to stop there, or to look again without writing."""

    __tablename__ = "wishes"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(BigInteger, index=True)
    kind: Mapped[str] = mapped_column(String(16))  # stop, look
    wished_by: Mapped[str] = mapped_column(String(80))
    wished_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(64))
