"""Templates into mail: a plain text and its HTML twin, in which nothing is left that Zendesk would expand."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.shipped import templates_folder

_OPENING = re.compile(r"\{(?=[{%])")
_TAG_OR_OPENING = re.compile(r"<[^<>]*>|\{(?=[{%])")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message in both forms; they say the same words."""

    text: str
    html: str


@cache
def load_environment() -> Environment:
    """The environment of the shipped templates; a name that is not defined is an error, never an empty place."""
    return Environment(
        loader=FileSystemLoader(templates_folder()),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, context: Mapping[str, object]) -> Rendered:
    """Both forms of a template, named without its endings; nothing in the context is ever read as a template."""
    environment = load_environment()
    text = environment.get_template(f"{template}.txt.j2").render(context)
    html = environment.get_template(f"{template}.html.j2").render(context)
    return Rendered(neutralise(_tidy(text)), neutralise_html(_tidy(html)))


def neutralise(text: str) -> str:
    """Plain text in which Zendesk can expand nothing: a space parts ``{`` from the ``{`` or ``%`` behind it."""
    return _OPENING.sub("{ ", text)


def neutralise_html(html: str) -> str:
    """HTML in which Zendesk can expand nothing, with the same characters on screen. The brace stands in a code
    element of its own, so the two never touch, also where entities are decoded before placeholders are looked for."""
    return _TAG_OR_OPENING.sub(lambda found: _part_braces(found.group()), html)


def _part_braces(found: str) -> str:
    return found.replace("{", "&#123;") if found.startswith("<") else "<code>&#123;</code>"


def to_line(text: str, limit: int) -> str:
    """A stranger's words on one line of at most ``limit`` characters: no line breaks to forge a line of ours with,
    no control characters, nothing invisible that turns the direction of writing."""
    shown = "".join(" " if c.isspace() else c for c in text[: 4 * limit] if c.isspace() or _is_visible(c))
    line = " ".join(shown.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _is_visible(character: str) -> bool:
    return not unicodedata.category(character).startswith("C")


def _tidy(rendered: str) -> str:
    lines = "\n".join(line.rstrip() for line in rendered.splitlines())
    return _BLANK_LINES.sub("\n\n", lines).strip() + "\n"
