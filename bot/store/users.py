"""The people who may see the pages, and how often somebody tried to sign in as one of them."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Engine, case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.deliveries import now
from bot.store.people_tables import Session, SignInTries, User

NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,79}")
TRIES_LAST = timedelta(minutes=15)


class Role(StrEnum):
    """What somebody may see: agents tickets; managers the reports and the operations page as well."""

    AGENT = "agent"
    MANAGER = "manager"

    def covers(self, needed: "Role") -> bool:
        """Whether this role may do what the other may."""
        return self is Role.MANAGER or needed is Role.AGENT


@dataclass(frozen=True, slots=True)
class KnownUser:
    """A user; ``password`` is argon2's own form, "" where only a trusted proxy signs them in."""

    id: int
    name: str
    role: Role
    password: str = field(repr=False)
    made_at: datetime


def to_name(text: str) -> str | None:
    """A user's name as it is stored, in small letters; None where it has another form."""
    name = text.strip().lower()
    return name if NAME.fullmatch(name) else None


def save_user(engine: Engine, name: str, role: Role, password: str) -> bool:
    """Add a user with a hashed password, or with ""; False where the name is taken."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    row = {"name": name, "role": role.value, "password": password, "made_at": now()}
    with engine.begin() as connection:
        inserted = dialect.insert(User).values(row).on_conflict_do_nothing(index_elements=["name"]).returning(User.id)
        return connection.execute(inserted).first() is not None


def save_password(engine: Engine, name: str, password: str) -> bool:
    """Exchange a user's hashed password and end all their sessions; False where there is no such user."""
    with engine.begin() as connection:
        changed = update(User).where(User.name == name).values(password=password).returning(User.id)
        user_id = connection.execute(changed).scalar_one_or_none()
        connection.execute(delete(Session).where(Session.user_id == user_id))
    return user_id is not None


def save_removed(engine: Engine, name: str) -> bool:
    """Remove a user and end all their sessions; False where there is none."""
    with engine.begin() as connection:
        user_id = connection.execute(select(User.id).where(User.name == name)).scalar_one_or_none()
        connection.execute(delete(Session).where(Session.user_id == user_id))
        return connection.execute(delete(User).where(User.id == user_id)).rowcount == 1


def load_user(engine: Engine, name: str) -> KnownUser | None:
    """The user of that name."""
    return next(iter(_load_users(engine, User.name == name)), None)


def load_users(engine: Engine) -> list[KnownUser]:
    """All users, by name."""
    return _load_users(engine, User.name.is_not(None))


def _load_users(engine: Engine, wanted: ColumnElement[bool]) -> list[KnownUser]:
    columns = (User.id, User.name, User.role, User.password, User.made_at)
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).where(wanted).order_by(User.name)).all()
    return [KnownUser(row.id, row.name, Role(row.role), row.password, row.made_at) for row in rows]


def save_try(engine: Engine, scope: str, at: datetime) -> int:
    """Count one try to sign in before it is known whether it succeeds; how many there were in the current quarter of
    an hour, this one included. ``scope`` is "name:…" or "address:…", kept as a digest: people mistype secrets into
    names."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    fresh = {"scope": _digest(scope), "tries": 1, "since": at}
    over = SignInTries.since <= at - TRIES_LAST
    counted = (
        dialect.insert(SignInTries)
        .values(fresh)
        .on_conflict_do_update(
            index_elements=["scope"],
            set_={
                "tries": case((over, 1), else_=SignInTries.tries + 1),
                "since": case((over, at), else_=SignInTries.since),
            },
        )
        .returning(SignInTries.tries)
    )
    with engine.begin() as connection:
        tries: int = connection.execute(counted).scalar_one()
        connection.execute(delete(SignInTries).where(over))
    return tries


def save_tries_forgotten(engine: Engine, scope: str) -> None:
    """A try succeeded: those before it count no more."""
    with engine.begin() as connection:
        connection.execute(delete(SignInTries).where(SignInTries.scope == _digest(scope)))


def _digest(scope: str) -> str:
    return hashlib.sha256(scope.encode(errors="replace")).hexdigest()
