"""Every regular expression of the project, for the tests that check and attack them."""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import ModuleType
from typing import Any

from werkzeug.local import LocalProxy

import bot
import webhooks
from bot.reading.alternatives import Alternatives

_CALLS = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
_DEPTH = 6  # of containers that are looked into
_LABELS = "bot.nlp.answers.labels._lexicon.labels"  # tried at a sentence's head alone
_STARTS = ("bot.gunicorn_app",)  # modules that do more than define when they are loaded

Searched = re.Pattern[str] | Alternatives


def find_patterns() -> dict[str, Searched]:
    """The project's patterns by the place where each was found first: what stands in modules, what their cached
    functions without arguments give, and the literals in calls of ``re``. Patterns of bytes are left out."""
    places: dict[tuple[str, int], str] = {}
    found: dict[str, Searched] = {}
    for module in list_modules():
        for place, pattern in (*_find_values(module), *_find_literals(module)):
            if places.setdefault((pattern.pattern, int(pattern.flags) & ~re.UNICODE), place) == place:
                found[place] = pattern
    return found


def find_anchored(patterns: Mapping[str, Searched]) -> set[str]:
    """The places of patterns that are only ever tried at one place of a text, by ``match`` or ``fullmatch``."""
    modules = [(vars(module), inspect.getsource(module)) for module in list_modules()]
    return {place for place in patterns if _list_uses(place, modules) <= {"match", "fullmatch"}}


def _list_uses(place: str, modules: list[tuple[dict[str, Any], str]]) -> set[str]:
    """How a pattern is used: a literal as it says itself, a value wherever a module knows it by its name, others (what
    stands in containers) to search."""
    if place.startswith(_LABELS):
        return {"match"}
    if " " in place:
        return {place.rpartition(" ")[2]}
    owner, _, name = place.rpartition(".")
    value = getattr(sys.modules.get(owner), name, None)
    sources = [source for known, source in modules if value is not None and known.get(name) is value]
    return {use for source in sources for use in re.findall(rf"\b{name}(?:\(\))?\.(\w+)\b", source)} or {"search"}


def list_modules() -> list[ModuleType]:
    """All modules of the project."""
    names = [m.name for p in (bot, webhooks) for m in pkgutil.walk_packages(p.__path__, p.__name__ + ".")]
    return [importlib.import_module(name) for name in names if not name.startswith(_STARTS)]


def _find_values(module: ModuleType) -> Iterator[tuple[str, Searched]]:
    for name, value in list(vars(module).items()):
        if type(value) is LocalProxy:
            continue
        if hasattr(value, "cache_info"):
            own = value.__module__ == module.__name__
            needed = [p for p in inspect.signature(value).parameters.values() if p.default is p.empty]
            held = value() if own and not needed else None
        else:
            held = value
        yield from _walk(held, f"{module.__name__}.{name}", _DEPTH)


def _walk(value: Any, place: str, depth: int) -> Iterator[tuple[str, Searched]]:
    """The patterns within a value: containers, dataclasses, enums."""
    if isinstance(value, Alternatives) or (isinstance(value, re.Pattern) and isinstance(value.pattern, str)):
        yield place, value
    elif depth and isinstance(value, type) and issubclass(value, Enum):
        yield from _walk({one.name: one.value for one in value}, place, depth - 1)
    elif depth and isinstance(value, Mapping):
        for number, (key, inner) in enumerate(value.items()):
            yield from _walk(key, f"{place}[key {number}]", depth - 1)
            yield from _walk(inner, f"{place}[{str(key)[:40]}]", depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for number, inner in enumerate(value):
            yield from _walk(inner, f"{place}[{number}]", depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _walk(getattr(value, one.name, None), f"{place}.{one.name}", depth - 1)


def _find_literals(module: ModuleType) -> Iterator[tuple[str, Searched]]:
    """Patterns that are written out where ``re`` is called."""
    for node in ast.walk(ast.parse(inspect.getsource(module) or "")):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if getattr(node.func.value, "id", "") != "re" or node.func.attr not in _CALLS:
            continue
        written = getattr(node.args[0], "value", None)
        if isinstance(written, str):
            flags = re.IGNORECASE if "re.I" in ast.unparse(node) else re.NOFLAG
            yield f"{module.__name__}:{node.lineno} {node.func.attr}", re.compile(written, flags)
