"""How many deliveries may wait. Beyond that, further ones are asked for again later; those that Zendesk gives up are
found by the sweep once there is room."""

import time
from collections.abc import Callable

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.store.deliveries import count_waiting

MOST_OPEN = 20_000  # at 80 updates a minute, four hours of work
LOOK_SECONDS = 2.0  # between two counts: counting on every call would slow all of them down

log = structlog.get_logger()


class Room:
    """Whether further deliveries are taken, as of a moment ago; several threads may ask at once."""

    def __init__(self, engine: Engine, most_open: int = MOST_OPEN, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._most_open = most_open
        self._clock = clock
        self._due = 0.0
        self._is_full = False

    def is_full(self) -> bool:
        """Whether as many wait as may, as it was last known: only where they do, it is looked at again."""
        return self._is_full and self.look()

    def look(self) -> bool:
        """Count, unless that was done a moment ago, and tell whether it is full; as it was while the database is away.
        To be called where the caller does not wait for it: after storing, which tells whether the database is free."""
        if self._clock() >= self._due:
            self._due = self._clock() + LOOK_SECONDS  # first: others need not count meanwhile
            try:
                self._note(count_waiting(self._engine))
            except SQLAlchemyError as error:
                log.warning("not_counted", error=type(error).__name__)
        return self._is_full

    def _note(self, waiting: int) -> None:
        full = waiting >= self._most_open
        if full != self._is_full:
            log.warning("queue_full" if full else "queue_has_room", waiting=waiting, most=self._most_open)
        self._is_full = full
