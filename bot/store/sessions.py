"""Signed-in browsers. The cookie's token is known by its digest alone: who reads the table cannot sign in with it."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, insert, select, update

from bot.store.people_tables import Session, User
from bot.store.users import KnownUser, Role

LASTS = timedelta(hours=12)  # from signing in, a working day
IDLE = timedelta(hours=2)  # without a look at any page
SEEN_EVERY = timedelta(minutes=1)  # a look within it is not written down again
TOKEN_BYTES = 32
LONGEST_TOKEN = 100  # characters that are looked at


def save_session(engine: Engine, user_id: int, at: datetime) -> str:
    """Begin a session and return its token, which is stored nowhere; those that are over are swept away."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with engine.begin() as connection:
        connection.execute(delete(Session).where((Session.made_at <= at - LASTS) | (Session.seen_at <= at - IDLE)))
        row = {"digest": to_digest(token), "user_id": user_id, "made_at": at, "seen_at": at}
        connection.execute(insert(Session).values(row))
    return token


def load_session_user(engine: Engine, token: str, at: datetime) -> KnownUser | None:
    """Whose session it is, with the role of now; None where it is over or never was."""
    columns = (User.id, User.name, User.role, User.password, User.made_at, Session.seen_at)
    digest = to_digest(token)
    lives = (Session.digest == digest, Session.made_at > at - LASTS, Session.seen_at > at - IDLE)
    with engine.connect() as connection:
        row = connection.execute(select(*columns).join_from(Session, User).where(*lives)).one_or_none()
    if row is None:
        return None
    if row.seen_at <= at - SEEN_EVERY:
        with engine.begin() as connection:
            connection.execute(update(Session).where(Session.digest == digest).values(seen_at=at))
    return KnownUser(row.id, row.name, Role(row.role), row.password, row.made_at)


def save_session_ended(engine: Engine, token: str) -> None:
    """End a session: its cookie opens nothing any more."""
    with engine.begin() as connection:
        connection.execute(delete(Session).where(Session.digest == to_digest(token)))


def to_digest(token: str) -> str:
    """What is stored of a token: it is random and long, so a plain hash is enough."""
    return hashlib.sha256(token[:LONGEST_TOKEN].encode(errors="replace")).hexdigest()
