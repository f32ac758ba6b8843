"""What people ask of the worker for one ticket. A wish is kept and a delivery of its own kind brings it up: the web
process never calls Zendesk, and the worker never takes a wish for a customer's word."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, update

from bot.store.deliveries import NewDelivery, now, save_delivery
from bot.store.people_tables import Wish
from bot.store.tables import Delivery

ASKED = "asked"  # a delivery's kind
STOP, LOOK = "stop", "look"
KINDS = (STOP, LOOK)


@dataclass(frozen=True, slots=True)
class SavedWish:
    """A wish: to stop the bot on a ticket, or to look at it again without writing; ``outcome`` is the decision's action
    and reason, or what Zendesk said, None while it is open."""

    id: int
    ticket_id: int
    kind: str
    wished_by: str
    wished_at: datetime
    outcome: str | None


COLUMNS = tuple(getattr(Wish, name) for name in SavedWish.__slots__)


def save_wish(connection: Connection, ticket_id: int, kind: str, wished_by: str, at: datetime) -> int | None:
    """Keep a wish with the delivery that brings it up, whose id is returned: its job is to be enqueued in the same
    transaction. None where the same wish is open already."""
    same = (Wish.ticket_id == ticket_id, Wish.kind == kind, Wish.done_at.is_(None))
    if connection.execute(select(Wish.id).where(*same)).first():
        return None
    values = {"ticket_id": ticket_id, "kind": kind, "wished_by": wished_by, "wished_at": at}
    wish_id = connection.execute(insert(Wish).values(values).returning(Wish.id)).scalar_one()
    return save_delivery(connection, NewDelivery(f"wish:{wish_id}", ticket_id, ASKED), at)


def load_wishes(engine: Engine, ticket_id: int, only_open: bool = False) -> list[SavedWish]:
    """The ticket's wishes, oldest first."""
    asked = select(*COLUMNS).where(Wish.ticket_id == ticket_id).order_by(Wish.id)
    with engine.connect() as connection:
        return [
            SavedWish(*row) for row in connection.execute(asked.where(Wish.done_at.is_(None)) if only_open else asked)
        ]


def save_wish_done(engine: Engine, wish_id: int, outcome: str) -> None:
    """A wish was fulfilled, or cannot be."""
    with engine.begin() as connection:
        connection.execute(update(Wish).where(Wish.id == wish_id).values(done_at=now(), outcome=outcome[:64]))


def has_news(engine: Engine, ticket_id: int) -> bool:
    """Whether anything but wishes waits to be handled on the ticket."""
    news = (Delivery.ticket_id == ticket_id, Delivery.closed_at.is_(None), Delivery.kind != ASKED)
    with engine.connect() as connection:
        return connection.execute(select(Delivery.id).where(*news).limit(1)).first() is not None
