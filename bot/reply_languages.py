"""The languages that replies are written in: a folder of ``templates/replies`` each, with its words and templates."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from jinja2 import TemplateSyntaxError

from bot.core.checklist import Item, Procedure
from bot.core.update import ReplyKind
from bot.rendering import load_environment
from bot.shipped import templates_folder
from bot.wording import ValueWords

ENGLISH = "en"
WORDS = "words.toml"
SHARED = "shared"  # beside the languages: what all of them are made of
SAID = ("title", "prompt", "told", "parts", "elsewhere")  # of an item's details, what has to be said in each language
MOST_TOLD = 5  # problems that an error names


class NoSuchLanguage(LookupError):
    """No replies are written in that language; its tickets go to a person before one is rendered."""


class IncompleteLanguage(ValueError):
    """A language's folder lacks something that the English one has; the message names it."""


@dataclass(frozen=True, slots=True)
class Words:
    """All that a language's ``words.toml`` files hold. ``frame`` is what every reply says, ``facts`` what accounts
    show, each under the same key in every language; ``procedures`` has the words of the items and of the console,
    by the procedure's name. In English those stand in the procedure itself."""

    language: str
    frame: Mapping[str, str]
    values: ValueWords
    months: Sequence[str]
    day: str
    facts: Mapping[str, str]
    procedures: Mapping[str, Mapping[str, Any]]


def replies_folder() -> Path:
    """Where the languages lie."""
    return templates_folder() / "replies"


def find_languages(folder: Path | None = None) -> frozenset[str]:
    """The codes (ISO 639-1) of the languages that replies are written in."""
    return frozenset(path.parent.name for path in (folder or replies_folder()).glob(f"*/{WORDS}"))


def find_template(language: str, procedure: str, kind: str) -> str:
    """The name of the template of a reply (``ask``) or of an item (``items/api_key``). A brand's own has the same name
    in the brand's folder."""
    return f"replies/{language}/{procedure}/{kind}.j2"


@cache
def load_words(language: str) -> Words:
    """The words of a shipped language; NoSuchLanguage where it has no folder."""
    if language not in find_languages():
        raise NoSuchLanguage(f"no replies are written in {language!r}")
    return read_words(replies_folder() / language)


def read_words(folder: Path) -> Words:
    """The words of a language's folder; IncompleteLanguage where they are not of the form."""
    try:
        data = tomllib.loads((folder / WORDS).read_text(encoding="utf-8"))
        values = ValueWords(**data["values"])
        procedures = {
            path.parent.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob(f"*/{WORDS}")
        }
        return Words(folder.name, data["frame"], values, data["months"], data["day"], data["facts"], procedures)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise IncompleteLanguage(f"{folder.name}: {WORDS}: {error!r}") from error


def localise(procedure: Procedure, words: Words) -> Procedure:
    """The procedure with its items named in that language; what is no word (links, figures, menu names) stays."""
    said = words.procedures.get(procedure.name)
    if said is None:
        return procedure
    console = said.get("console", {})
    return replace(
        procedure, items=tuple(_localise_item(item, said["items"][item.key], console) for item in procedure.items)
    )


def _localise_item(item: Item, said: Mapping[str, Any], console: Mapping[str, str]) -> Item:
    details = {**item.details, **said}
    if "console" in item.details:
        details["console"] = [console.get(step, step) for step in list_console(item)]
    return replace(item, label=str(said["label"]), details=details)


def list_console(item: Item) -> list[str]:
    """The way to an item's place in the console: menu names, and words such as "your domain"."""
    steps = item.details.get("console")
    return [str(step) for step in steps] if isinstance(steps, list) else []


def check_languages(procedures: Sequence[Procedure], folder: Path | None = None) -> None:
    """IncompleteLanguage where a language lacks a template or a word that English has, or has one that cannot be
    read: told at start, not when the first customer of that language writes."""
    folder = folder or replies_folder()
    english = read_words(folder / ENGLISH)
    problems: list[str] = []
    bare = {path.name for path in folder.iterdir() if path.is_dir()} - find_languages(folder) - {SHARED}
    problems += (f"{language}/{WORDS} is missing" for language in sorted(bare))
    for language in sorted(find_languages(folder)):
        problems += (f"{language}/{problem}" for problem in _find_problems(folder, language, english, procedures))
    if problems:
        more = f" (and {len(problems) - MOST_TOLD} more)" if len(problems) > MOST_TOLD else ""
        raise IncompleteLanguage(f"templates/replies: {'; '.join(problems[:MOST_TOLD])}{more}")


def _find_problems(folder: Path, language: str, english: Words, procedures: Sequence[Procedure]) -> Iterator[str]:
    kinds = {
        f"{procedure.name}/{kind}.j2"
        for procedure in procedures
        for kind in (*ReplyKind, *(f"items/{item.key}" for item in procedure.items))
    }
    shipped = {path.relative_to(folder / ENGLISH).as_posix() for path in (folder / ENGLISH).rglob("*.j2")}
    for name in sorted(kinds | shipped):
        yield from _find_template_problem(folder / language / name, name)
    words = read_words(folder / language)
    yield from _find_word_problems(words, english)
    if language != ENGLISH:
        for procedure in procedures:
            yield from _find_item_problems(words.procedures.get(procedure.name, {}), procedure)


def _find_template_problem(path: Path, name: str) -> Iterator[str]:
    if not path.is_file():
        yield f"{name} is missing"
        return
    try:
        load_environment().parse(path.read_text(encoding="utf-8"))
    except TemplateSyntaxError as error:
        yield f"{name}, line {error.lineno}: {error.message}"


def _find_word_problems(words: Words, english: Words) -> Iterator[str]:
    """Words that are missing, and those whose places to fill in are not those of the English ones."""
    values = ((name, getattr(words.values, name), getattr(english.values, name)) for name in _VALUE_NAMES)
    tables = ((part, getattr(words, part), getattr(english, part)) for part in ("frame", "facts"))
    pairs = [("values." + name, said, meant) for name, said, meant in values]
    pairs += [(f"{part}.{key}", said.get(key), meant[key]) for part, said, meant in tables for key in meant]
    for name, said, meant in (*pairs, ("day", words.day, english.day)):
        if not isinstance(said, str) or not said:
            yield f"{WORDS}: {name} is missing"
        elif _find_places(said) != _find_places(meant):
            yield f"{WORDS}: {name} must have the places {', '.join(sorted(_find_places(meant))) or 'none'}"
    if len(words.months) != len(english.months):
        yield f"{WORDS}: months must be {len(english.months)}"


_VALUE_NAMES = tuple(field.name for field in fields(ValueWords) if field.type is str)


def _find_places(text: str) -> frozenset[str]:
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset({"(braces that do not match)"})


def _find_item_problems(said: Mapping[str, Any], procedure: Procedure) -> Iterator[str]:
    items, console = said.get("items", {}), said.get("console", {})
    for item in procedure.items:
        wanted = ["label", *(key for key in SAID if key in item.details)]
        missing = [
            key for key in wanted if not _has_same_shape(items.get(item.key, {}).get(key), item.details.get(key))
        ]
        yield from (f"{procedure.name}/{WORDS}: items.{item.key}.{key} is missing" for key in missing)
        spoken = (step for step in list_console(item) if step[:1].islower())  # menu names begin with a capital
        yield from (f'{procedure.name}/{WORDS}: console."{s}" is missing' for s in spoken if not console.get(s))


def _has_same_shape(said: object, meant: object) -> bool:
    if isinstance(meant, Mapping):
        return isinstance(said, Mapping) and all(said.get(key) for key in meant)
    return isinstance(said, str) and bool(said)
