"""The account's set-up in memory: webhooks, triggers and their categories, ticket fields, views and macros."""

import itertools
import threading
from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar

from bot.sandbox.desk import MissingError
from bot.sandbox.fields import Field, Fields
from bot.sandbox.rules import Category, Rule
from bot.sandbox.webhooks import Webhook

_FIRST_ID = 36_000_000_500_001
FIRST_POSITION = 1


class Kept(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> int | str:
        """The id."""


Item = TypeVar("Item", bound=Kept)


class Shelf(Generic[Item]):
    """Thread-safe memory of one kind of things, in the order in which they were put in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: dict[int | str, Item] = {}

    def list(self) -> list[Item]:
        """All of them."""
        with self._lock:
            return list(self._items.values())

    def find(self, item_id: int | str) -> Item:
        """One of them; MissingError where there is none."""
        with self._lock:
            try:
                return self._items[item_id]
            except KeyError:
                raise MissingError(item_id) from None

    def put(self, item: Item) -> Item:
        """Keep it, in place of the one with its id where there is one."""
        with self._lock:
            self._items[item.id] = item
            return item

    def remove(self, item_id: int | str) -> None:
        """Forget it; MissingError where there is none."""
        with self._lock:
            if self._items.pop(item_id, None) is None:
                raise MissingError(item_id)


class Catalog:
    """Everything that was set up. Triggers, views and macros stand by position, then by id."""

    def __init__(self) -> None:
        self._ids = itertools.count(_FIRST_ID)
        self.webhooks: Shelf[Webhook] = Shelf()
        self.categories: Shelf[Category] = Shelf()
        self.fields: Shelf[Field] = Shelf()
        self.triggers: Shelf[Rule] = Shelf()
        self.views: Shelf[Rule] = Shelf()
        self.macros: Shelf[Rule] = Shelf()

    def next_id(self) -> int:
        """An id that was never given out."""
        return next(self._ids)

    def find_webhook(self, webhook_id: str) -> Webhook | None:
        """A webhook; None where it is gone."""
        return next((webhook for webhook in self.webhooks.list() if webhook.id == webhook_id), None)

    def list_fields(self) -> Fields:
        """The ticket fields by position."""
        return tuple(sorted(self.fields.list(), key=lambda field: (field.position, field.id)))

    def list_triggers(self) -> list[Rule]:
        """Triggers in the order in which they run: by their category's position, then their own."""
        places = {str(category.id): category.position for category in self.categories.list()}
        return sorted(self.triggers.list(), key=lambda r: (places.get(r.category_id or "", 0), r.position, r.id))

    def find_next_position(self, rules: Iterable[Rule]) -> int:
        """The position after the last of them."""
        return max((rule.position for rule in rules), default=FIRST_POSITION - 1) + 1


def in_order(rules: Iterable[Rule], keep: Callable[[Rule], bool] = lambda rule: True) -> list[Rule]:
    """Those of the views or macros that are kept, by position."""
    return sorted((rule for rule in rules if keep(rule)), key=lambda rule: (rule.position, rule.id))
