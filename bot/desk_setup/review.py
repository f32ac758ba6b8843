"""How a Zendesk account differs from what is declared, and how that reads. Pure: things in, changes out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.desk_setup.wishes import Kind, Wish

LONGEST_LINE = 160  # characters of a line that is shown
KIND_NAMES = {Kind.FIELD: "ticket field"}
SECRET_KEY = "webhook_secret"  # noqa: S105  # a name of ours, as the keys of wishes are
Thing = Mapping[str, Any]


class Verb(StrEnum):
    """What is done about a difference."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    STORE = "store"


SIGNS = {Verb.CREATE: "+", Verb.UPDATE: "~", Verb.DELETE: "-", Verb.STORE: "+"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference and what mends it: lines of the thing that go and that come. ``position`` is where a trigger is
    moved to, None where it stays."""

    verb: Verb
    kind: str
    key: str
    title: str
    taken: tuple[str, ...] = ()
    put: tuple[str, ...] = ()
    position: int | None = None


def find_changes(declared: Sequence[Wish], found: Mapping[str, Thing], kinds: Mapping[str, str]) -> list[Change]:
    """The changes that make the account as declared, in the order of their making. ``declared`` has its references
    resolved; ``found`` are the things of ours that are there, by our names; ``kinds`` are those of all things that we
    ever made, by our names: one that is no longer declared goes."""
    moves = find_moves(declared, found)
    wanted = {wish.key for wish in declared}
    changes = [change for wish in declared if (change := _compare(wish, found.get(wish.key), moves.get(wish.key)))]
    gone = [key for key in found if key not in wanted]
    return changes + [Change(Verb.DELETE, kinds[key], key, find_title(found[key])) for key in gone]


def _compare(wish: Wish, thing: Thing | None, position: int | None) -> Change | None:
    lines = describe(wish.kind, wish.body)
    if thing is None:
        return Change(Verb.CREATE, wish.kind, wish.key, wish.title, put=tuple(lines))
    standing = describe(wish.kind, thing)
    taken = [line for line in standing if line not in lines]
    put = [line for line in lines if line not in standing]
    if position is not None:
        taken.append(f"position: {thing.get('position')}")
        put.append(f"position: {position}")
    if not taken and not put:
        return None
    return Change(Verb.UPDATE, wish.kind, wish.key, wish.title, tuple(taken), tuple(put), position)


def find_moves(declared: Sequence[Wish], found: Mapping[str, Thing]) -> dict[str, int]:
    """New positions for those of our triggers that stand in another order than declared. They exchange the positions
    that they have among themselves, so nobody else's trigger moves; what was put into another category stays there."""
    keys = [wish.key for wish in declared if wish.kind is Kind.TRIGGER and wish.key in found]
    placed = [key for key in keys if isinstance(found[key].get("position"), int)]
    category = found[placed[0]].get("category_id") if placed else None
    together = [key for key in placed if found[key].get("category_id") == category]
    positions = [found[key]["position"] for key in together]
    return {key: new for key, old, new in zip(together, positions, sorted(positions), strict=True) if old != new}


def find_title(thing: Thing) -> str:
    """What people see of a thing."""
    return str(thing.get("raw_title") or thing.get("title") or thing.get("name") or "")


def describe(kind: Kind, thing: Thing) -> list[str]:
    """A thing as lines, the same for what is asked for and for what is answered: everything that we declare, nothing
    that Zendesk adds by itself."""
    return list(_DESCRIBE[kind](thing))


def _describe_field(thing: Thing) -> Iterator[str]:
    yield f"title: {find_title(thing)}"
    yield f"type: {thing.get('type')}"
    yield f"active: {_to_text(thing.get('active'))}"
    for option in thing.get("custom_field_options") or ():
        yield f"option {option.get('value')}: {option.get('raw_name') or option.get('name')}"


def _describe_webhook(thing: Thing) -> Iterator[str]:
    for name in ("name", "status", "endpoint", "http_method", "request_format"):
        yield f"{name}: {thing.get(name)}"
    yield f"subscriptions: {_to_text(thing.get('subscriptions'))}"


def _describe_trigger(thing: Thing) -> Iterator[str]:
    yield from _describe_head(thing)
    yield from _describe_conditions(thing.get("conditions") or thing)
    yield from _describe_actions(thing)


def _describe_view(thing: Thing) -> Iterator[str]:
    yield from _describe_head(thing)
    yield from _describe_conditions(thing.get("conditions") or thing)
    output = thing.get("output") or thing.get("execution") or {}
    columns = [column.get("id") if isinstance(column, Mapping) else column for column in output.get("columns") or ()]
    yield f"columns: {_to_text(columns)}"
    yield f"sorted by: {output.get('sort_by')} {output.get('sort_order')}"


def _describe_macro(thing: Thing) -> Iterator[str]:
    yield from _describe_head(thing)
    yield from _describe_actions(thing)


def _describe_head(thing: Thing) -> Iterator[str]:
    yield f"title: {find_title(thing)}"
    yield f"active: {_to_text(thing.get('active'))}"


def _describe_conditions(conditions: Thing) -> Iterator[str]:
    for name, word in (("all", "if"), ("any", "if any")):
        for each in conditions.get(name) or ():
            yield f"{word} {each.get('field')} {each.get('operator')} {_to_text(each.get('value'))}".rstrip()


def _describe_actions(thing: Thing) -> Iterator[str]:
    for each in thing.get("actions") or ():
        if each.get("field") == "comment_value":
            yield from (f"say: {line}".rstrip() for line in _to_text(each.get("value")).splitlines())
        else:
            yield f"then {each.get('field')}: {' '.join(_to_text(each.get('value')).split())}"


def _to_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_to_text, value))
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


_DESCRIBE = {
    Kind.FIELD: _describe_field,
    Kind.WEBHOOK: _describe_webhook,
    Kind.TRIGGER: _describe_trigger,
    Kind.VIEW: _describe_view,
    Kind.MACRO: _describe_macro,
}


def render_review(changes: Iterable[Change]) -> str:
    """The changes as a review shows them: what comes with +, what goes with -, what differs with ~."""
    return "\n".join(line for change in changes for line in render_change(change))


def render_change(change: Change) -> Iterator[str]:
    """The lines of one change."""
    kind = KIND_NAMES.get(change.kind, change.kind)  # type: ignore[call-overload]
    yield f'{SIGNS[change.verb]} {kind} "{change.title}"'
    for sign, lines in (("-", change.taken), ("+", change.put)):
        yield from (f"    {sign} {_cut(line)}" for line in lines)


def _cut(line: str) -> str:
    shown = "".join(c if c.isprintable() else " " for c in line)
    return shown if len(shown) <= LONGEST_LINE else shown[: LONGEST_LINE - 1] + "…"
