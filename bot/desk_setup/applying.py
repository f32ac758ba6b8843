"""The shell of the set-up: what is there is read, the changes are made one by one, and each is noted before the next.
Nothing is touched that the store does not know as made by us."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Engine

from bot.desk_setup.account import Account
from bot.desk_setup.review import SECRET_KEY, Change, Thing, Verb, find_changes, find_title
from bot.desk_setup.wishes import Kind, Wish, resolve
from bot.store.setup import (
    Made,
    load_account_sealed,
    load_made,
    save_intended,
    save_made,
    save_sealed,
    save_unmade,
    save_unsealed,
)
from bot.zendesk.failures import NotFound, Refused, ZendeskError
from bot.zendesk.oauth import Seal

MOST_ROUNDS = 4  # one makes everything; a second may be needed for the triggers' order
REMOVED_FIRST = (Kind.MACRO, Kind.VIEW, Kind.TRIGGER, Kind.WEBHOOK, Kind.FIELD)  # what refers goes before its referent


class SetupFailed(Exception):
    """The set-up stopped; the message names the thing and what Zendesk said. What was done stays noted."""


@dataclass(frozen=True, slots=True)
class Found:
    """What of ours is in the account: the things that are there, the ids, and the kinds of all that we ever made."""

    things: Mapping[str, Thing]
    ids: Mapping[str, str]
    kinds: Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Setup:
    """The set-up of one account, with all that it needs handed in."""

    engine: Engine
    account: Account
    seal: Seal
    wishes: Sequence[Wish]

    def plan(self) -> list[Change]:
        """How the account differs from what is declared."""
        found = load_found(self.engine, self.account)
        return self.find_differences(found) + self._find_secret_change(found)

    def find_differences(self, found: Found) -> list[Change]:
        """How what was found differs from what is declared, the signing secret apart."""
        return find_changes([_resolve(wish, found.ids) for wish in self.wishes], found.things, found.kinds)

    def apply(self) -> Iterator[Change]:
        """Make the changes, each given out when it is made. Raises SetupFailed; called again it goes on."""
        for _ in range(MOST_ROUNDS):
            changes = self.plan()
            if not changes:
                return
            for change in changes:
                _naming(change, partial(self._apply, change))
                yield change
        raise SetupFailed("The account does not stay as it is set: does something else change it? Look at the plan.")

    def remove(self) -> Iterator[Change]:
        """Take away what we made, each given out when it is gone. Raises SetupFailed."""
        found = load_found(self.engine, self.account)
        made = load_made(self.engine, self.account.origin)
        for kind in REMOVED_FIRST:
            for key in [key for key in made if made[key].kind == kind]:
                title = find_title(found.things.get(key, {})) or key
                change = Change(Verb.DELETE, kind, key, title)
                _naming(change, partial(self._delete, change, found.ids.get(key)))
                if key in found.things:
                    yield change
        save_unsealed(self.engine, self.account.origin)

    def is_secret_known(self, webhook_id: str) -> bool:
        """Whether the stored signing secret is the one that Zendesk signs with."""
        return self._open_secret() == self.account.fetch_secret(webhook_id)

    def _find_secret_change(self, found: Found) -> list[Change]:
        change = Change(Verb.STORE, "signing secret", SECRET_KEY, "of the webhook, sealed in the database")
        known = "webhook" in found.things and self.is_secret_known(found.ids["webhook"])
        return [] if known else [change]

    def _open_secret(self) -> str | None:
        sealed = load_account_sealed(self.engine, self.account.origin)
        return None if sealed is None else self.seal.open_text(sealed)

    def _apply(self, change: Change) -> None:
        found = load_made(self.engine, self.account.origin)
        ids = {key: made.zendesk_id for key, made in found.items() if made.zendesk_id}
        if change.key == SECRET_KEY:
            self._store_secret(ids["webhook"])
        elif change.verb is Verb.DELETE:
            self._delete(change, ids.get(change.key))
        else:
            wish = _resolve(next(wish for wish in self.wishes if wish.key == change.key), ids)
            if change.verb is Verb.CREATE:
                self._create(wish)
            else:
                self._update(wish, change, ids[change.key])

    def _create(self, wish: Wish) -> None:
        mark = save_intended(self.engine, self.account.origin, wish.key, wish.kind)
        thing_id = self.account.create(wish.kind, wish.body, mark)
        save_made(self.engine, self.account.origin, wish.key, thing_id)

    def _update(self, wish: Wish, change: Change, thing_id: str) -> None:
        thing = self.account.fetch(wish.kind, thing_id)
        if thing is None:
            raise NotFound("gone meanwhile")
        self.account.update(wish.kind, thing_id, to_update_body(wish, thing, change))

    def _delete(self, change: Change, thing_id: str | None) -> None:
        if thing_id is not None:
            self.account.delete(Kind(change.kind), thing_id)
        save_unmade(self.engine, self.account.origin, change.key)

    def _store_secret(self, webhook_id: str) -> None:
        origin, secret = self.account.origin, self.account.fetch_secret(webhook_id)
        older = load_account_sealed(self.engine, origin)
        save_sealed(self.engine, origin, self.seal.close_text(secret), older)


def load_found(engine: Engine, account: Account) -> Found:
    """What of ours is there, by the stored ids. What was intended and has none is looked for by its mark: the answer
    to its making was lost, or it never was made."""
    things: dict[str, Thing] = {}
    ids: dict[str, str] = {}
    made = load_made(engine, account.origin)
    for key, row in made.items():
        thing = _fetch(engine, account, row)
        if thing is not None:
            things[key], ids[key] = thing, str(thing.get("id"))
    return Found(things, ids, {key: Kind(row.kind) for key, row in made.items()})


def _fetch(engine: Engine, account: Account, row: Made) -> Thing | None:
    kind = Kind(row.kind)
    if row.zendesk_id is not None:
        return account.fetch(kind, row.zendesk_id)
    thing = account.find_marked(kind, row.mark)
    if thing is not None:
        save_made(engine, account.origin, row.key, str(thing["id"]))
    return thing


def _resolve(wish: Wish, ids: Mapping[str, str]) -> Wish:
    return Wish(wish.kind, wish.key, resolve(wish.body, ids))


def to_update_body(wish: Wish, thing: Thing, change: Change) -> dict[str, Any]:
    """What an update sends. A field's type and a webhook's kind never change; options keep their ids; conditions and
    actions of a trigger go together, or neither where it is only moved."""
    moved = {} if change.position is None else {"position": change.position}
    if moved and len(change.put) == len(change.taken) == 1:
        return moved
    fixed = {Kind.FIELD: "type", Kind.WEBHOOK: "subscriptions"}.get(wish.kind)
    body = {name: value for name, value in wish.body.items() if name != fixed} | moved
    if "custom_field_options" in body:
        known = {option.get("value"): option.get("id") for option in thing.get("custom_field_options") or ()}
        body["custom_field_options"] = [
            option | ({"id": known[option["value"]]} if known.get(option["value"]) else {})
            for option in body["custom_field_options"]
        ]
    return body


def _naming(change: Change, act: Callable[[], None]) -> None:
    """Do it; SetupFailed with the thing's name where Zendesk says no."""
    try:
        act()
    except ZendeskError as error:
        raise SetupFailed(f'{change.kind} "{change.title}": {describe_failure(change, error)}') from error


def describe_failure(change: Change, error: ZendeskError) -> str:
    """Zendesk's no in a line, with what may be behind it."""
    told = str(error)
    if isinstance(error, Refused) and change.kind == Kind.WEBHOOK and change.verb is Verb.CREATE:
        return f"{told}: the token is no administrator's, or the plan has no webhook left (a trial has 10)"
    if isinstance(error, Refused):
        return f"{told}: the token is no administrator's, or its scope does not cover it"
    if told.startswith("422") and change.kind == Kind.FIELD:
        return f"{told}: another field may have one of these values: {', '.join(change.put)}"
    return f"{told}; called again, the command goes on where it stopped"
