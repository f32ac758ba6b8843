"""The figures that tell an operator how things stand, read in one go."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select

from bot.store.tables import Beat, Delivery, TicketState

ALIVE = timedelta(seconds=30)  # since its last beat, and a worker counts as alive


@dataclass(frozen=True, slots=True)
class Figures:
    """Open deliveries with the time of the oldest, parked tickets, workers alive with the time of the newest beat."""

    open_deliveries: int
    oldest_open_at: datetime | None
    parked_tickets: int
    workers: int
    newest_beat_at: datetime | None


def load_figures(engine: Engine, at: datetime) -> Figures:
    """The figures as of that time."""
    open_deliveries = select(func.count(), func.min(Delivery.received_at)).where(Delivery.closed_at.is_(None))
    parked = select(func.count()).where(TicketState.parked_at.is_not(None))
    workers = select(func.count()).where(Beat.beat_at > at - ALIVE)
    with engine.connect() as connection:
        count, oldest = connection.execute(open_deliveries).one()
        return Figures(
            open_deliveries=count,
            oldest_open_at=oldest,
            parked_tickets=connection.execute(parked).scalar_one(),
            workers=connection.execute(workers).scalar_one(),
            newest_beat_at=connection.execute(select(func.max(Beat.beat_at))).scalar_one(),
        )
