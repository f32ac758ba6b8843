"""What we made in a Zendesk account, by the ids that it has there, and the sealed signing secret of the webhook among
it. What is sealed is opened elsewhere."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.deliveries import now
from bot.store.secrets import OLDER_HOLD
from bot.store.tables import MadeThing, SealedSecret

FIELD = "ticket_field"  # the kind, as it is stored


@dataclass(frozen=True, slots=True)
class Made:
    """A thing of ours; without an id it was intended, and perhaps made: then it carries the mark."""

    key: str
    kind: str
    mark: str
    zendesk_id: str | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed signing secret and the time from which it is refused; the newest one has none."""

    sealed: str = field(repr=False)
    until: datetime | None = None


def load_made(engine: Engine, account: str) -> dict[str, Made]:
    """Everything of ours in the account, by our own names."""
    columns = (MadeThing.key, MadeThing.kind, MadeThing.mark, MadeThing.zendesk_id)
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).where(MadeThing.account == account).order_by(MadeThing.key))
        return {row.key: Made(*row) for row in rows}


def load_field_ids(engine: Engine, account: str) -> dict[str, int]:
    """The ids of the ticket fields that we made, by our own names ("field_state")."""
    made = load_made(engine, account).values()
    return {thing.key: int(thing.zendesk_id) for thing in made if thing.kind == FIELD and thing.zendesk_id}


def save_intended(engine: Engine, account: str, key: str, kind: str) -> str:
    """Note that a thing is about to be made, in the place of any that was; the mark that it is to carry."""
    mark = secrets.token_hex(6)
    row = {"account": account, "key": key, "kind": kind, "mark": mark, "zendesk_id": None}
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    with engine.begin() as connection:
        statement = dialect.insert(MadeThing).values(row)
        connection.execute(statement.on_conflict_do_update(index_elements=["account", "key"], set_=row))
    return mark


def save_made(engine: Engine, account: str, key: str, zendesk_id: str) -> None:
    """Note the id of what was intended."""
    with engine.begin() as connection:
        connection.execute(update(MadeThing).where(_is(account, key)).values(zendesk_id=zendesk_id))


def save_unmade(engine: Engine, account: str, key: str) -> None:
    """Forget a thing: it is gone."""
    with engine.begin() as connection:
        connection.execute(delete(MadeThing).where(_is(account, key)))


def load_sealed(engine: Engine) -> tuple[Sealed, ...]:
    """Every stored signing secret that may still hold; each account's older one ends a day after the newer came."""
    columns = (SealedSecret.sealed, SealedSecret.older, SealedSecret.changed_at)
    found: list[Sealed] = []
    with engine.connect() as connection:
        for row in connection.execute(select(*columns).order_by(SealedSecret.account)):
            found.append(Sealed(row.sealed))
            if row.older:
                found.append(Sealed(row.older, row.changed_at + OLDER_HOLD))
    return tuple(found)


def load_account_sealed(engine: Engine, account: str) -> str | None:
    """The account's newest sealed secret, or None."""
    with engine.connect() as connection:
        return connection.execute(select(SealedSecret.sealed).where(SealedSecret.account == account)).scalar()


def save_sealed(engine: Engine, account: str, sealed: str, older: str | None) -> None:
    """Store the account's signing secret, and the one that it replaces."""
    row = {"account": account, "sealed": sealed, "older": older, "changed_at": now()}
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    with engine.begin() as connection:
        statement = dialect.insert(SealedSecret).values(row)
        connection.execute(statement.on_conflict_do_update(index_elements=["account"], set_=row))


def save_unsealed(engine: Engine, account: str) -> None:
    """Forget the account's signing secrets."""
    with engine.begin() as connection:
        connection.execute(delete(SealedSecret).where(SealedSecret.account == account))


def _is(account: str, key: str):  # type: ignore[no-untyped-def]
    return (MadeThing.account == account) & (MadeThing.key == key)
