"""The tables. Migrations make them (``migrations/``); a test holds the two against each other."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy import text as sql_text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}
BigId = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only for INTEGER keys


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, in UTC on both sides: SQLite drops the zone that it is given."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """To UTC; a time without a zone is taken for UTC."""
        return None if value is None else _to_utc(value)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """As aware UTC."""
        return None if value is None else _to_utc(value)


class Words(TypeDecorator[str]):
    """Text that may hold a customer's words: what no database takes (NUL, lone surrogates) becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """The text without what cannot be stored."""
        return None if value is None else value.translate(_UNSTORABLE)


_UNSTORABLE = dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")


def _to_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Base(DeclarativeBase):
    """Our tables; the job engine's stand beside them and are not ours to touch."""

    metadata = MetaData(naming_convention=CONVENTION)
    type_annotation_map: ClassVar = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}


class Delivery(Base):
    """One signed call from Zendesk: its ids, kind and time, never its body."""

    __tablename__ = "deliveries"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    invocation: Mapped[str] = mapped_column(String(128), unique=True)
    event_id: Mapped[str | None] = mapped_column(String(128), unique=True)  # of an event subscription's envelope
    ticket_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(16))
    user_id: Mapped[int | None] = mapped_column(BigInteger)
    received_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (
        Index(
            "ix_deliveries_open",
            "ticket_id",
            "id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},  # a job is named after its delivery's id: never give one out again
    )


class TicketState(Base):
    """What is kept of a ticket over its runs: failures in a row, worker deaths, and whether it is parked."""

    __tablename__ = "tickets"
    ticket_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    failures: Mapped[int] = mapped_column(default=0)
    starts: Mapped[int] = mapped_column(default=0)  # begun and not ended: a worker that dies leaves its one behind
    parked_at: Mapped[datetime | None]
    parked_reason: Mapped[str | None] = mapped_column(String(200))
    seen_stamp: Mapped[datetime | None]  # Zendesk's time of the newest change that we read or made ourselves
    seen_closely: Mapped[bool | None]  # read within the second of that change: another may have followed in it


class Run(Base):
    """One handling of one ticket state: what was read, decided and sent."""

    __tablename__ = "runs"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    ticket_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))  # planned, sent, replaced, observed
    replied: Mapped[bool] = mapped_column(default=False)
    mode: Mapped[str] = mapped_column(String(16))
    intent: Mapped[str] = mapped_column(String(32))
    intent_score: Mapped[float]
    action: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(32))
    items: Mapped[list[Any]]
    findings: Mapped[list[Any]]
    risks: Mapped[list[Any]]
    known: Mapped[str] = mapped_column(Text)
    ticket_state: Mapped[str | None] = mapped_column(String(32))
    tags_left: Mapped[list[Any]]
    tags_removed: Mapped[list[Any]]
    tags_added: Mapped[list[Any]]
    reply: Mapped[str | None] = mapped_column(Words)
    note: Mapped[str | None] = mapped_column(Words)
    remarks: Mapped[list[Any]]  # what limited the reading: "truncated comment:12"
    versions: Mapped[dict[str, Any]]
    planned_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]  # when the customer's words were taken out; codes and times stay

    __table_args__ = (
        Index("ix_runs_ticket_id", "ticket_id", "id"),
        Index(
            "ix_runs_with_words",
            "planned_at",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
        Index(
            "uq_runs_one_reply",
            "ticket_id",
            "message_id",
            unique=True,
            sqlite_where=text("replied AND state = 'sent'"),
            postgresql_where=text("replied AND state = 'sent'"),
        ),
    )


class Beat(Base):
    """A worker's sign of life and what it knows of Zendesk."""

    __tablename__ = "beats"
    worker: Mapped[str] = mapped_column(String(128), primary_key=True)
    life: Mapped[str] = mapped_column(String(32))  # of one process, which the engine knows by it
    beat_at: Mapped[datetime]
    zendesk: Mapped[str] = mapped_column(String(32))


class SeenSecret(Base):
    """When this deployment first saw a webhook's signing secret, told by a fingerprint of it, never by itself."""

    __tablename__ = "seen_secrets"
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime]


class Token(Base):
    """The OAuth token that all processes share, sealed with a key from the settings; one row, made by the first."""

    __tablename__ = "tokens"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    version: Mapped[int]  # goes up with every token: who fetched on what is no longer there has lost
    sealed: Mapped[str] = mapped_column(Text)
    renew_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    lease: Mapped[str] = mapped_column(String(32))  # of the one that fetches; "" once it has
    leased_until: Mapped[datetime]
    error: Mapped[str] = mapped_column(String(80))  # why the last fetch failed: a code, no text


class Pace(Base):
    """How many calls to Zendesk may be made, by scope: the account, its updates, or one ticket's ("ticket:42")."""

    __tablename__ = "paces"
    scope: Mapped[str] = mapped_column(String(32), primary_key=True)
    full_at: Mapped[datetime]  # when the bucket is full again: later with every permit taken
    calls: Mapped[int]
    seconds: Mapped[float]
    closed_until: Mapped[datetime]
    closed_by: Mapped[str] = mapped_column(String(16))
    failures: Mapped[int]  # in a row


class Baseline(Base):
    """What stood in the account when the ticket opened: ids and dates of keys, logins and users, no address."""

    __tablename__ = "baselines"
    ticket_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    account: Mapped[str] = mapped_column(String(400))  # its id with the platform
    taken_at: Mapped[str] = mapped_column(String(32))  # ISO 8601, UTC, as facts are dated
    facts: Mapped[dict[str, Any]]


class MadeThing(Base):
    """One thing that we made in a Zendesk account: webhook, trigger, field, view or macro. The row is older than the
    thing, which carries the mark: after a lost answer it is found by it."""

    __tablename__ = "made_things"
    account: Mapped[str] = mapped_column(String(255), primary_key=True)  # its origin
    key: Mapped[str] = mapped_column(String(64), primary_key=True)  # our own name: "trigger_created"
    kind: Mapped[str] = mapped_column(String(16))
    mark: Mapped[str] = mapped_column(String(32))
    zendesk_id: Mapped[str | None] = mapped_column(String(64))  # None: intended, perhaps made


class SealedSecret(Base):
    """The signing secret of the webhook that we made, and the one before it, sealed with a key from the settings."""

    __tablename__ = "sealed_secrets"
    account: Mapped[str] = mapped_column(String(255), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
    older: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]


class Walk(Base):
    """How far a walk over Zendesk's export of changes has come: the sweep's, or one backfill's."""

    __tablename__ = "walks"
    name: Mapped[str] = mapped_column(String(300), primary_key=True)
    cursor: Mapped[str] = mapped_column(Text)  # "" before the first page
    read_to: Mapped[datetime]  # Zendesk's time of the newest change that was read
    due_at: Mapped[datetime]  # nobody begins another round before
    counts: Mapped[dict[str, Any]]
    ended_at: Mapped[datetime | None]


class Message(Base):
    """One message of a conversation as it was last read, secrets masked; kept beside the runs so that people see the
    words that their findings come from. The bot's own notes are not kept: the runs have them."""

    __tablename__ = "messages"
    ticket_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    message_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[int]  # in the conversation, oldest first
    author: Mapped[str] = mapped_column(String(16))
    public: Mapped[bool]
    sent_at: Mapped[str | None] = mapped_column(String(40))  # as Zendesk gives it
    text: Mapped[str | None] = mapped_column(Words)  # None once it was erased
    apart: Mapped[list[Any]]  # [start, end, part] of what is not the writer's own word
    truncated: Mapped[bool]
    read_at: Mapped[datetime]

    __table_args__ = (
        Index(
            "ix_messages_with_words",
            "read_at",
            sqlite_where=sql_text("text IS NOT NULL"),
            postgresql_where=sql_text("text IS NOT NULL"),
        ),
    )


class Correction(Base):
    """What a person says is the right reading of an item, or of the intent: labelled data (LABELLING.md)."""

    __tablename__ = "corrections"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(BigInteger, index=True)
    run_id: Mapped[int] = mapped_column(BigInteger)
    item: Mapped[str] = mapped_column(String(32))  # an item's key, or "intent"
    read_as: Mapped[str] = mapped_column(String(32))
    right: Mapped[str] = mapped_column(String(32))
    note: Mapped[str] = mapped_column(Words)
    said_by: Mapped[str] = mapped_column(String(80))
    said_at: Mapped[datetime]
