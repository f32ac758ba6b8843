"""The OAuth token that all processes share. Who fetches a new one holds a lease, and nobody else fetches meanwhile: a
token that is renewed makes the one before void. What is sealed is opened elsewhere."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.clock import find_clock
from bot.store.tables import Token

NAME = "zendesk"
LONGEST_ERROR = 80
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A token as it was stored, in seconds from now: when it is to be renewed, when it ends, how long somebody else may
    still be fetching another. ``error`` is why the last fetch failed."""

    version: int = 0
    sealed: str = field(default="", repr=False)
    renew_in: float = 0.0
    expires_in: float = 0.0
    leased_for: float = 0.0
    error: str = ""


def load_token(engine: Engine) -> StoredToken:
    """What is stored, an empty one of version 0 where nothing is."""
    with engine.connect() as connection:
        row = connection.execute(select(Token.__table__, find_clock(connection).label("at"))).one_or_none()
    if row is None:
        return StoredToken()
    renew_in, expires_in, leased_for = (
        (moment - row.at).total_seconds() for moment in (row.renew_at, row.expires_at, row.leased_until)
    )
    return StoredToken(row.version, row.sealed, renew_in, expires_in, leased_for, row.error)


def load_token_expiry(engine: Engine) -> datetime | None:
    """When the stored access token ends; None where none was ever fetched."""
    with engine.connect() as connection:
        return connection.execute(select(Token.expires_at).where(Token.version > 0)).scalar_one_or_none()


def save_lease(engine: Engine, version: int, lease: str, seconds: float) -> bool:
    """Take the right to fetch the token after ``version`` for so long; False where another has it, or has fetched."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    first = {"name": NAME, "version": 0, "sealed": "", "renew_at": NEVER, "expires_at": NEVER}
    with engine.begin() as connection:
        at = _load_time(connection)
        leased = {"lease": lease, "leased_until": at + timedelta(seconds=seconds), "error": ""}
        taken = (
            dialect.insert(Token)
            .values(first | leased)
            .on_conflict_do_update(
                index_elements=["name"], set_=leased, where=(Token.version == version) & (Token.leased_until <= at)
            )
        )
        return connection.execute(taken.returning(Token.name)).one_or_none() is not None


def save_token(engine: Engine, lease: str, sealed: str, renew_seconds: float, expires_seconds: float) -> bool:
    """Store a token under the lease and give the lease up; False where the lease was lost: another's token holds."""
    with engine.begin() as connection:
        at = _load_time(connection)
        saved = connection.execute(
            update(Token)
            .where(Token.lease == lease)
            .values(
                version=Token.version + 1,
                sealed=sealed,
                renew_at=at + timedelta(seconds=renew_seconds),
                expires_at=at + timedelta(seconds=expires_seconds),
                lease="",
                leased_until=at,
                error="",
            )
        )
        return saved.rowcount == 1


def save_token_error(engine: Engine, lease: str, error: str, seconds: float) -> None:
    """Store why a fetch under the lease failed; nobody fetches again for so long."""
    with engine.begin() as connection:
        until = _load_time(connection) + timedelta(seconds=seconds)
        connection.execute(
            update(Token).where(Token.lease == lease).values(lease="", leased_until=until, error=error[:LONGEST_ERROR])
        )


def _load_time(connection: Connection) -> datetime:
    return connection.execute(select(find_clock(connection))).scalar_one()
